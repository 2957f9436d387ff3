"""Lines of text to read and to choose from: the journal, the trash, the backups."""

import re
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView

from dandan_desktop.ui import cells
from dandan_desktop.ui.table import Table

_ACROSS = Qt.Orientation.Horizontal
_DATE = re.compile(r"\d\d/\d\d/\d{4}( \d\d:\d\d)?")
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Lines(Table):
    """A table of texts under the headings given with their shares of the width; one line is chosen at a time."""

    chosen = Signal()
    """Another line became the current one, or the lines were read again."""

    def __init__(self, key: str, heads: Mapping[str, int], right: Sequence[int] = ()) -> None:
        super().__init__(key)
        self._right = frozenset(right)
        self._is_filling = False
        self._shown = QStandardItemModel(0, len(heads), self)
        self._shown.setHorizontalHeaderLabels(list(heads))
        for column in right:
            self._shown.setHeaderData(column, _ACROSS, _RIGHT, Qt.ItemDataRole.TextAlignmentRole)
        self.setModel(self._shown)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.horizontalHeader().setDefaultAlignment(_LEFT)
        self.fit_columns(dict(enumerate(heads.values())))
        self.selectionModel().currentRowChanged.connect(lambda *_: self._on_current())

    def fill(self, lines: Sequence[Sequence[str]], chosen: int | None = None) -> None:
        """Show these lines and choose one, -1 for none; without, the place of the current one stays, or the first."""
        row = self.row if chosen is None else chosen
        self._is_filling = True
        self._shown.setRowCount(0)
        for line in lines:
            self._shown.appendRow([self._item(text, column) for column, text in enumerate(line)])
        for column in range(self._shown.columnCount()):
            dated = [line[column] for line in lines if _DATE.fullmatch(line[column])]
            self._shown.setHeaderData(column, _ACROSS, max(dated, key=len, default=""), cells.SAMPLE_ROLE)
        if lines and (chosen is None or chosen >= 0):
            self.choose(max(0, min(row, len(lines) - 1)))
        self._divide()
        self._is_filling = False
        self.chosen.emit()

    def texts(self) -> list[list[str]]:
        """Every line shown, cell by cell."""
        model = self._shown
        return [
            [model.item(row, column).text() for column in range(model.columnCount())] for row in range(model.rowCount())
        ]

    def _on_current(self) -> None:
        if not self._is_filling:
            self.chosen.emit()

    def _item(self, text: str, column: int) -> QStandardItem:
        item = QStandardItem(text)
        item.setTextAlignment(_RIGHT if column in self._right else _LEFT)
        return item

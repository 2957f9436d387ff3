"""The moves already made, oldest first, one line each; read only."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from dandan_desktop.domain.facts import Kept, has, trait
from dandan_desktop.domain.names import Names
from dandan_desktop.marks import override
from dandan_desktop.services.moves import Road
from dandan_desktop.ui import cells, theme, widths
from dandan_desktop.ui.table import width_of_dates

NAMES = ("happened_on", "to_state", "source", "reason")
_SHARES = (2, 5, 3, 3)
_SHOWN_ROWS = 8


class MovesTable(QTableWidget):
    """Date, state, source and reason of each move."""

    def __init__(self, road: Road) -> None:
        self._traits = [trait(road.move, name) for name in NAMES if has(road.move, name)]
        super().__init__(0, len(self._traits))
        self.setHorizontalHeaderLabels([each.fact.label for each in self._traits])
        for column, each in enumerate(self._traits):
            self.model().setHeaderData(column, Qt.Orientation.Horizontal, cells.sample(each), cells.SAMPLE_ROLE)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setStretchLastSection(True)
        self.setFont(theme.tabular(self))

    def show_moves(self, made: Sequence[Kept[Any]], names: Names) -> None:
        """Show these moves, the last one in sight."""
        self.setRowCount(len(made))
        for row, kept in enumerate(made):
            for column, each in enumerate(self._traits):
                words = cells.text_of(each, getattr(kept.facts, each.name), names)
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                self.setItem(row, column, item)
            self.setRowHeight(row, theme.row_height())
        height = max(self.horizontalHeader().sizeHint().height(), theme.row_height())
        self.horizontalHeader().setFixedHeight(height)
        self.setFixedHeight(height + min(len(made), _SHOWN_ROWS) * theme.row_height() + 2)
        self.scrollToBottom()

    def texts(self) -> list[list[str]]:
        """What is shown, line by line."""
        return [[self._text(row, column) for column in range(self.columnCount())] for row in range(self.rowCount())]

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        shares = _SHARES[: len(self._traits)]
        least = [width_of_dates(self, column) for column in range(len(shares))]
        for column, pixels in enumerate(widths.by_share(self.viewport().width(), shares, least)[:-1]):
            self.setColumnWidth(column, pixels)

    def _text(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return item.text() if item is not None else ""

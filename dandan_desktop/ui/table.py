"""The table every list uses: tall rows, whole-row choice, copying rows for Excel, remembered columns."""

from PySide6.QtCore import QByteArray, QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from dandan_desktop import settings
from dandan_desktop.marks import override
from dandan_desktop.ui import clipboard, theme, widths

_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SHORT, _LEAST = 176, 160
"""Pixels up to which a column is shown whole, and below which a long one says too little."""


class Table(QTableView):
    """A table of records; rows are opened by Enter or a double click and deleted by Delete."""

    row_opened = Signal(int)
    row_deleted = Signal(int)

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self._shares: dict[int, int] = {}
        self._yields: tuple[int, ...] = ()
        self._heads: dict[int, int] = {}
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.row_height())
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(theme.scaled(2 * theme.ROW))
        self.horizontalHeader().setResizeContentsPrecision(0)  # only the rows seen are measured
        self.setFont(theme.tabular(self))
        self.doubleClicked.connect(self._on_double_clicked)

    @property
    def row(self) -> int:
        """The chosen row, -1 for none: the keyboard alone, coming here, makes one current that nobody chose."""
        current = self.currentIndex()
        is_chosen = current.isValid() and self.selectionModel().isRowSelected(current.row(), current.parent())
        return current.row() if is_chosen else -1

    def fit_columns(self, shares: dict[int, int], yields: tuple[int, ...] = ()) -> None:
        """Take the widths remembered on this machine, else divide the width, when it changes, by need and shares.

        `yields` are the columns that go, the first first, while the others would say too little.
        """
        header = self.horizontalHeader()
        kept = settings.read().columns.get(self._key, "")
        is_kept = bool(kept) and header.restoreState(QByteArray.fromBase64(kept.encode("ascii")))
        self._shares, self._yields = ({} if is_kept else shares), yields
        for column in yields:
            self.setColumnHidden(column, False)
        header.setStretchLastSection(True)
        self._divide()

    def fit_again(self) -> None:
        """Divide the width anew, for a column needs more or less; widths a clerk chose stay."""
        self._divide()

    def remember_columns(self) -> None:
        """Keep the widths and the order of the columns for the next time."""
        self._shares = {}
        state = bytes(self.horizontalHeader().saveState().toBase64().data()).decode("ascii")
        known = settings.read().columns
        if known.get(self._key) != state:
            settings.remember(columns={**known, self._key: state})

    def copy_rows(self) -> None:
        """Put the chosen rows on the clipboard as cells that Excel understands."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        clipboard.put("\n".join(self._line(row) for row in rows))

    def choose(self, row: int) -> None:
        """Make a row the current one and show it; -1 for none."""
        index = self.model().index(row, 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        current = self.currentIndex()
        was_seen = current.isValid() and 0 <= self.visualRect(current).bottom() <= event.oldSize().height()
        super().resizeEvent(event)
        self._divide()
        if was_seen and event.size().height() < event.oldSize().height():
            self.scrollTo(current)  # a message below the list took its room

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.verticalHeader().setDefaultSectionSize(theme.row_height())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.row
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        elif event.matches(QKeySequence.StandardKey.MoveToStartOfDocument):
            self.choose(0)  # Qt makes it current and leaves another one chosen
        elif event.matches(QKeySequence.StandardKey.MoveToEndOfDocument):
            self.choose(self.model().rowCount() - 1)
        elif event.key() in _ENTERS and row >= 0:
            self.row_opened.emit(row)
        elif event.key() == Qt.Key.Key_Delete and row >= 0:
            self.row_deleted.emit(row)
        else:
            super().keyPressEvent(event)

    def _divide(self) -> None:
        if not self._shares:
            return
        header = self.horizontalHeader()
        shown = [n for n in self._shares if not self.isColumnHidden(n)]
        self._heads.update({n: header.sectionSizeHint(n) for n in shown})  # Qt has none for a hidden column
        needs = [max(self.sizeHintForColumn(n), self._heads[n]) + theme.GRID for n in self._shares]
        limits = theme.scaled(_SHORT), theme.scaled(_LEAST)
        given = widths.with_room(self.viewport().width(), list(self._shares.values()), needs, self._yields, limits)
        for column in self._yields:
            self.setColumnHidden(column, column not in given)
        for column, pixels in given.items():
            self.setColumnWidth(column, pixels)

    def _line(self, row: int) -> str:
        model, header = self.model(), self.horizontalHeader()
        shown = [header.logicalIndex(place) for place in range(model.columnCount())]
        texts = (str(model.index(row, column).data() or "") for column in shown)
        return "\t".join(_cell(text) for text in texts)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.row_opened.emit(index.row())


def _cell(text: str) -> str:
    """A cell that keeps its own breaks and tabs when pasted."""
    if any(sign in text for sign in '\t\n"'):
        return '"' + text.replace('"', '""') + '"'
    return text

"""The table every list uses: tall rows, whole-row choice, copying rows for Excel, remembered columns."""

from PySide6.QtCore import QByteArray, QEvent, QItemSelectionModel, QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from dandan_desktop import settings
from dandan_desktop.marks import override
from dandan_desktop.ui import cells, clipboard, theme, widths

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
        self._has_sign = False
        self._is_restyled = False
        self._restyled = QTimer(self, singleShot=True, interval=0)
        self._restyled.timeout.connect(self._on_restyled)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._fit_letters()
        self.horizontalHeader().setHighlightSections(False)
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

    def fit_again(self, *, has_sign: bool) -> None:
        """Divide the width anew, for first cells have a sign before their text, or no longer; chosen widths stay."""
        self._has_sign = has_sign
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
        if event.type() == QEvent.Type.StyleChange and theme.text_percent() != self._percent:
            self._fit_letters()
            self._restyled.start()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_restyled:
            self._divide()

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

    def _on_restyled(self) -> None:
        """Divide the width once for letters of another size; out of sight that would measure every row."""
        self._is_restyled = not self.isVisible()
        if self.isVisible():
            self._divide()

    def _fit_letters(self) -> None:
        self._percent = theme.text_percent()
        self.verticalHeader().setDefaultSectionSize(theme.row_height())
        self.horizontalHeader().setMinimumSectionSize(theme.scaled(2 * theme.ROW))

    def _divide(self) -> None:
        self._is_restyled = False
        header = self.horizontalHeader()
        dates = {n: width_of_dates(self, n, has_sign=self._has_sign and not n) for n in range(header.count())}
        if not self._shares:
            for n, pixels in dates.items():
                if header.sectionSize(n) < pixels and not self.isColumnHidden(n):
                    self.setColumnWidth(n, pixels)
            return
        shown = [n for n in self._shares if not self.isColumnHidden(n)]
        self._heads.update({n: header.sectionSizeHint(n) for n in shown})  # Qt has none for a hidden column
        needs = [max(self.sizeHintForColumn(n), self._heads[n], dates[n]) + theme.GRID for n in self._shares]
        limits, whole = (theme.scaled(_SHORT), theme.scaled(_LEAST)), [n for n, pixels in dates.items() if pixels]
        shares = list(self._shares.values())
        given = widths.with_room(self.viewport().width(), shares, needs, self._yields, limits, whole=whole)
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


def width_of_dates(table: QTableView, column: int, *, has_sign: bool = False) -> int:
    """Pixels a column of dates needs at the present text size, whatever rows are in sight; 0 for any other column."""
    sample = table.model().headerData(column, Qt.Orientation.Horizontal, cells.SAMPLE_ROLE)
    if not sample:
        return 0
    option = QStyleOptionViewItem()
    table.initViewItemOption(option)
    option.text = sample
    option.features = QStyleOptionViewItem.ViewItemFeature.HasDisplay
    if has_sign:
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
    return table.style().sizeFromContents(QStyle.ContentsType.CT_ItemViewItem, option, QSize(), table).width()


def _cell(text: str) -> str:
    """A cell that keeps its own breaks and tabs when pasted."""
    if any(sign in text for sign in '\t\n"'):
        return '"' + text.replace('"', '""') + '"'
    return text

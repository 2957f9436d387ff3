"""The roll-up on screen: a click or Enter on a number opens what it counts, Ctrl+C copies for Excel."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from dandan_desktop.domain.rollup import RollUp
from dandan_desktop.marks import override
from dandan_desktop.ui import theme
from dandan_desktop.ui.rollup_header import GroupedHeader
from dandan_desktop.ui.rollup_model import RollUpModel

_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NAME = 212
_FRAME = 1  # pixel that the frame of the current cell takes from its figure


class RollUpTable(QTableView):
    """Units down, what is counted across; the names of the units stay in sight."""

    cell_opened = Signal(int, int)
    column_reached = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = RollUpModel(self)
        self.setModel(self.figures)
        self.head = GroupedHeader(self)
        self.setHorizontalHeader(self.head)
        theme.mark(self, "figures")
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setFont(theme.tabular(self))
        self.head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.head.setMinimumSectionSize(theme.ROW - theme.GRID)
        names = self.verticalHeader()
        names.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        names.setDefaultSectionSize(theme.row_height())
        names.setFixedWidth(theme.scaled(_NAME))
        names.setSectionsClickable(False)
        names.setHighlightSections(False)
        names.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.clicked.connect(self._on_clicked)
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    def show_figures(self, made: RollUp | None) -> None:
        """Show a roll-up, keeping the current cell."""
        kept = self.currentIndex()
        row, column = kept.row(), kept.column()
        self.clearSpans()
        self.figures.show(made)
        self.head.show_columns(self.figures.columns)
        for place, line in enumerate(self.figures.lines):
            if line.row is None and self.figures.columnCount() > 1:
                self.setSpan(place, 0, 1, self.figures.columnCount())
        self._fit()
        first = next((place for place, line in enumerate(self.figures.lines) if line.row), 0)
        if made is not None:
            self.setCurrentIndex(self.figures.index(max(row, first), max(column, 0)))

    def copy_cells(self) -> None:
        """Put the chosen block on the clipboard, or the whole table where just one cell is chosen."""
        picked = self.selectedIndexes()
        whole = len(picked) < 2
        rows = range(self._height) if whole else sorted({index.row() for index in picked})
        columns = range(self._width) if whole else sorted({index.column() for index in picked})
        lines = [] if not whole else [self._heads(is_group=True), self._heads(is_group=False)]
        lines += [self._line(row, list(columns), with_name=whole) for row in rows]
        QGuiApplication.clipboard().setText("\n".join(lines))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_cells()
        elif event.key() in _ENTERS and self.currentIndex().isValid():
            self._on_clicked(self.currentIndex())
        else:
            super().keyPressEvent(event)

    @property
    def _height(self) -> int:
        return self.figures.rowCount()

    @property
    def _width(self) -> int:
        return self.figures.columnCount()

    def _heads(self, *, is_group: bool) -> str:
        columns = self.figures.columns
        if not is_group:
            return "\t".join(["Đơn vị", *(column.title for column in columns)])
        firsts = [column.group if self.head.is_first_of_group(n) else "" for n, column in enumerate(columns)]
        return "\t".join(["", *firsts])

    def _line(self, row: int, columns: list[int], *, with_name: bool) -> str:
        cells = [self.figures.number(row, column) for column in columns]
        texts = ["" if cell is None else str(cell) for cell in cells]
        return "\t".join([self.figures.lines[row].words, *texts] if with_name else texts)

    def _fit(self) -> None:
        """Each column as wide as its greatest figure needs, so that all stand on one screen where they can."""
        if self.figures.made is None:
            return
        font = theme.tabular(self)
        font.setBold(True)
        metrics = QFontMetrics(font)
        needed = []
        for place in range(self._width):
            figure = self.sizeHintForIndex(self.figures.index(self._height - 1, place)).width() + _FRAME
            needed.append(max(theme.scaled(theme.ROW - theme.GRID), figure, self.head.least(place)))
        room = self.viewport().width()
        room -= self._fit_names(metrics, room - sum(needed))
        share, rest = divmod(max(0, room - sum(needed)), max(1, len(needed)))
        for place, width in enumerate(needed):
            self.setColumnWidth(place, width + share + (place < rest))

    def _fit_names(self, metrics: QFontMetrics, spare: int) -> int:
        """Show the units' names whole where there is room; returns the pixels that took."""
        names = self.verticalHeader()
        longest = max((metrics.horizontalAdvance(line.words) for line in self.figures.lines if line.row), default=0)
        before = names.width()
        wanted = longest + 4 * theme.GAP
        least = min(theme.scaled(_NAME), wanted)
        scrolls = before + spare < least  # then the figures pass by anyway, and the names may take a third
        names.setFixedWidth(max(least, min(wanted, self.width() // 3 if scrolls else before + spare)))
        return names.width() - before

    def _on_clicked(self, index: QModelIndex) -> None:
        if self.figures.number(index.row(), index.column()):
            self.cell_opened.emit(index.row(), index.column())

    def _on_current_changed(self, current: QModelIndex) -> None:
        if current.isValid():
            self.column_reached.emit(current.column())

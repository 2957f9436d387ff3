"""The list of the running log: each line wrapped and painted, its height worked out once."""

from typing import NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from dandan_desktop.marks import override
from dandan_desktop.ui import theme
from dandan_desktop.ui.minute_log_model import LINE_ROLE, LogLine, LogModel

Index = QModelIndex | QPersistentModelIndex
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_ONE = int(Qt.TextFlag.TextSingleLine | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_TALLEST = 1_000_000
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Piece(NamedTuple):
    """Words of the upper line as they are painted, and how far from its left, in pixels."""

    words: str
    font: QFont
    colour: str
    left: int


class LogDelegate(QStyledItemDelegate):
    """Paints a line: its number at the left, who spoke above, what was said below."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view

    def height(self, line: LogLine) -> int:
        """The pixels a line takes at the width of its list."""
        metrics = QFontMetrics(self._view.font())
        room = QRect(0, 0, max(1, self._view.viewport().width() - self._indent(line) - theme.GAP), _TALLEST)
        text = metrics.boundingRect(room, _WRAP, line.text).height() if line.text else 0
        return text + metrics.lineSpacing() + 2 * theme.GRID + theme.GAP

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: LogLine = index.data(LINE_ROLE)
        colours, whole = theme.colours(), option.rect
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(whole, QColor(colours.accent_soft if is_chosen else colours.ground))
        painter.setPen(QColor(colours.line))
        painter.drawLine(whole.bottomLeft(), whole.bottomRight())
        if is_chosen and self._view.hasFocus():
            painter.setPen(QColor(colours.accent))
            painter.drawRect(whole.adjusted(0, 0, -1, -1))
        height = QFontMetrics(self._view.font()).lineSpacing() + theme.GRID
        top = QRect(whole.left() + self._indent(line), whole.top() + theme.GRID, 0, height)
        top.setRight(whole.right() - theme.GAP)
        lead = QRect(whole.left() + theme.GAP, top.top(), self._indent(line) - theme.GAP - theme.GRID, height)
        if line.is_below:
            lead.setLeft(lead.right() - theme.ICON)
        painter.setPen(QColor(colours.accent if line.is_decided else colours.second))
        painter.drawText(lead, _ONE, line.lead)
        for piece in self.upper(line, top.width()):
            painter.setFont(piece.font)
            painter.setPen(QColor(piece.colour))
            painter.drawText(top.adjusted(piece.left, 0, 0, 0), _ONE, piece.words)
        painter.setFont(self._view.font())
        painter.setPen(QColor(colours.text))
        body = QRect(whole.left() + self._indent(line), top.bottom(), 0, whole.bottom() - top.bottom())
        body.setRight(whole.right() - theme.GAP)
        painter.drawText(body, _WRAP, line.text)
        painter.restore()

    def upper(self, line: LogLine, width: int) -> list[Piece]:
        """The upper line on so many pixels, each piece cut where its room ends.

        The last one is served first: the deadline of a task whole, whom a speaker is of up to half of the room.
        """
        plain, bold, colours = self._view.font(), QFont(self._view.font()), theme.colours()
        bold.setBold(True)
        after = QFontMetrics(plain).horizontalAdvance(line.second) + theme.GAP if line.second else 0
        room = width - (after if line.is_below else min(after, width // 2))
        wanted = [
            (line.head, bold, colours.accent if line.is_decided else colours.text, room),
            *((f"⚑ {mark}", bold, colours.amber, room) for mark in line.marks),
            (line.second, plain, colours.second, width),
        ]
        found: list[Piece] = []
        left = 0
        for words, font, colour, end in wanted:
            metrics = QFontMetrics(font)
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0, end - left))
            found.append(Piece(shown, font, colour, left))
            left += metrics.horizontalAdvance(shown) + (theme.GAP if words else 0)
        return found

    def _indent(self, line: LogLine) -> int:
        return theme.scaled(2 * theme.ROW if line.is_below else theme.ROW + theme.GAP)


class LogView(QTableView):
    """The log itself: F2 or Enter edits a line, Delete takes it out, Alt+↑ and Alt+↓ move it, Esc goes back."""

    edit_wanted = Signal()
    remove_wanted = Signal()
    move_wanted = Signal(int)
    left = Signal()
    current_changed = Signal()

    def __init__(self, model: LogModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self._lines = model
        self._delegate = LogDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(self.tr("Các ý kiến và kết luận"))
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # its coming would wrap every line anew
        self.setTabKeyNavigation(False)
        model.modelReset.connect(self.fit)
        model.rowsInserted.connect(lambda _, first, last: self.fit(first, last))
        self.doubleClicked.connect(lambda _: self.edit_wanted.emit())
        self.selectionModel().currentChanged.connect(lambda *_: self.current_changed.emit())

    @property
    def line(self) -> LogLine | None:
        """The current line; None for none."""
        found: LogLine | None = self.currentIndex().data(LINE_ROLE)
        return found

    def choose(self, row: int) -> None:
        """Make a line the current one and show it; the last one for a row beyond it, none for -1."""
        index = self.model().index(min(row, self.model().rowCount() - 1), 0)
        self.setCurrentIndex(index)
        if index.isValid():
            self.scrollTo(index)

    def fit(self, first: int = 0, last: int = -1) -> None:
        """Give these lines, all without any, the height of their text; the others stay as they are."""
        rows = self._lines.rowCount()
        for row in range(first, rows if last < 0 else last + 1):
            line = self._lines.line(row)
            if line is not None:
                self.setRowHeight(row, self._delegate.height(line))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        bar = self.verticalScrollBar()
        was_at_end = bar.value() >= bar.maximum()
        super().resizeEvent(event)
        if was_at_end:
            self.scrollToBottom()  # what is typed below took room: the newest line stays in sight
        if event.size().width() != event.oldSize().width():
            self.fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange) and hasattr(self, "_delegate"):
            self.fit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        with_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if with_alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_wanted.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() in (*_ENTERS, Qt.Key.Key_F2):
            self.edit_wanted.emit()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.choose(0 if event.key() == Qt.Key.Key_Home else self._lines.rowCount())
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape or (event.key() == Qt.Key.Key_Down and self._is_at_end()):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _is_at_end(self) -> bool:
        return self.currentIndex().row() == self.model().rowCount() - 1

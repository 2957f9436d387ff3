"""A one-line box that shows the beginning of what it holds; it needs `QStyle`, which the start does without."""

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame, QToolTip

from dandan_desktop.marks import override
from dandan_desktop.ui import theme

STAYS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)
"""Why a box loses the keyboard only for a moment: the cursor stays where it is."""
_EDGE = 2
"""Pixels Qt leaves free on each side of what is typed."""


class ElidedBox(QLineEdit):
    """One line to type in, which shows its beginning once it is left."""

    _hints: tuple[str, ...] = ()

    def hint(self, *words: str) -> None:
        """Say in the empty box the first of these that has room, else the last."""
        self._hints = words
        self._say_hint()

    @property
    def is_cut(self) -> bool:
        """Whether the text goes on beyond the box; while it is typed in, it moves with the cursor."""
        return self.cursorPosition() == 0 and self.fontMetrics().horizontalAdvance(self.text()) > self._room().width()

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self.is_cut:
            QToolTip.showText(event.globalPos(), self.text(), self)
            return True
        return super().event(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in STAYS:
            self.setCursorPosition(0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say_hint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.is_cut or self.hasFocus():
            return
        room, whole, colours = self._room(), self._contents(), theme.colours()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        is_closed = self.isReadOnly() or not self.isEnabled()
        painter = QPainter(self)
        painter.fillRect(whole, QColor(colours.page if is_closed else colours.ground))
        painter.setPen(QColor(colours.second if is_closed else colours.text))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()

    def _say_hint(self) -> None:
        if self._hints:
            room = self._room().width() - (theme.ICON + theme.GAP if self.actions() else 0)
            fit = (each for each in self._hints if self.fontMetrics().horizontalAdvance(each) <= room)
            self.setPlaceholderText(next(fit, self._hints[-1]))

    def _room(self) -> QRect:
        return self._contents().adjusted(_EDGE, 0, -_EDGE, 0)

    def _contents(self) -> QRect:
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        return self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)

"""A link as long as its words, or as there is room for."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton

from dandan_desktop.marks import override
from dandan_desktop.ui import theme


class ElidedLink(QPushButton):
    """A link that asks for room for all its words and ends in … where it gets less."""

    def __init__(self) -> None:
        super().__init__()
        theme.mark(self, "link")
        self.words = ""
        self._hint = QSize()

    def say(self, words: str) -> None:
        """Show these words, as far as there is room."""
        self.words = words
        self._hint = QSize()
        self.setToolTip(words)
        self.updateGeometry()
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._hint = QSize()

    @override
    def sizeHint(self) -> QSize:
        if not self._hint.isValid():  # measured once: a layout asks ten times
            room = self.fontMetrics().horizontalAdvance(self.words) + theme.MARGIN
            self._hint = QSize(room, super().sizeHint().height())
        return self._hint

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.scaled(theme.SIDE), self.sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - theme.MARGIN
        fits = self.width() >= self.sizeHint().width()
        elide = self.fontMetrics().elidedText
        self.setText(self.words if fits else elide(self.words, Qt.TextElideMode.ElideRight, room))

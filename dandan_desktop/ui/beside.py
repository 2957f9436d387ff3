"""Two widgets beside each other where there is room, else below each other."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from dandan_desktop.marks import override
from dandan_desktop.ui import theme

_UNBOUND = 16_777_215
"""What Qt takes for no greatest width."""


class Beside(QWidget):
    """The first takes what room there is; the second is `width` wide beside it, or as high as it must be below."""

    def __init__(self, first: QWidget, second: QWidget, width: int = 0, gap: int = theme.MARGIN) -> None:
        super().__init__()
        self._first, self._second, self._width = first, second, width
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(gap)
        self._layout.addWidget(first, 1)
        self._layout.addWidget(second, 0 if width else 1)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = event.size().width() < max(theme.scaled(theme.READABLE), self._least())
        side = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        self._layout.setDirection(side)
        if self._width:
            self._layout.setStretch(1, 1 if is_narrow else 0)
            self._second.setMinimumWidth(0 if is_narrow else self._width)
            self._second.setMaximumWidth(_UNBOUND if is_narrow else self._width)

    def _least(self) -> int:
        """How wide the two must be to stand beside each other."""
        return _least(self._first) + self._layout.spacing() + (self._width or _least(self._second))


def _least(widget: QWidget) -> int:
    return max(widget.minimumWidth(), widget.minimumSizeHint().width())

"""What the screen leaves: a window no larger than the office's 1366 × 768 less task bar and frame; a list no taller."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QWidget

FRAME = QSize(16, 40)
"""What the desktop draws around a window, in pixels; it is not known before the window is shown."""


def fit(window: QWidget, room: QRect | None = None) -> None:
    """Make a window that is too large smaller, and put it where all of it is seen; `room` is what the screen leaves."""
    free = room or window.screen().availableGeometry()
    most = free.size() - FRAME
    window.setMinimumSize(window.minimumSize().boundedTo(most))
    size, place = window.size().boundedTo(most), window.pos()
    if window.isMaximized() or (size == window.size() and free.contains(QRect(place, size + FRAME))):
        return
    window.resize(size)
    left = max(free.left(), min(place.x(), free.left() + free.width() - size.width() - FRAME.width()))
    top = max(free.top(), min(place.y(), free.top() + free.height() - size.height() - FRAME.height()))
    window.move(left, top)


def rows_beside(box: QWidget, row: int, edge: int, room: QRect | None = None) -> tuple[int, int]:
    """How many whole rows of a list fit below a box, and above it; `row` and `edge` (both of them) are in pixels."""
    free = room or box.screen().availableGeometry()
    top = box.mapToGlobal(QPoint(0, 0)).y()
    below, above = free.bottom() + 1 - top - box.height(), top - free.top()
    return max(0, below - edge) // row, max(0, above - edge) // row

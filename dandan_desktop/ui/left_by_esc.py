"""What Esc leaves, unless the field that has the keyboard takes it for itself."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from dandan_desktop.marks import override


class LeftByEsc(QFrame):
    """Says that the clerk goes back; whoever shows it knows where to."""

    left = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

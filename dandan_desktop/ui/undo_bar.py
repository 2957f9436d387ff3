"""The bar after each deed: what was done, and Hoàn tác; after taking back, Làm lại."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from dandan_desktop.ui import theme
from dandan_desktop.ui.bar import Bar

ANYWHERE = "Alt+H"
"""Presses the button whatever field has the keyboard; there Ctrl+Z takes back what was typed."""
SHOWN_FOR = 12_000
"""Milliseconds the bar stays; Ctrl+Z and the journal take back afterwards too."""


class UndoBar(Bar):
    """Says what was just done and offers to take it back."""

    undo_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("bar", theme.colours().ground, parent=parent, elides=True)
        self._deed = 0
        self._has_key = False
        self.undo = self.offer(QPushButton(self.tr("Hoàn tác (Ctrl+Z)")))
        self.undo.clicked.connect(self._on_undo_clicked)
        QShortcut(QKeySequence(ANYWHERE), self.undo).activated.connect(self.undo.click)
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_FOR)
        self._timer.timeout.connect(self.hide)

    def tell(self, words: str, deed: int, *, can_undo: bool, is_undo: bool = False, is_typing: bool = False) -> None:
        """Say what was done by a deed, which may itself have taken another back, or came while a clerk is typing."""
        self._deed = deed
        self._has_key = can_undo and not is_undo
        key = ANYWHERE if is_typing else "Ctrl+Z"
        self.undo.setText(self.tr("Làm lại") if is_undo else f"{self.tr('Hoàn tác')} ({key})")
        self.undo.setVisible(can_undo)
        self.say(words)
        self._timer.start()

    @property
    def offers_key(self) -> bool:
        """Whether it stands and offers Ctrl+Z."""
        return self.isVisible() and self._has_key

    def _on_undo_clicked(self) -> None:
        self.hide()
        self.undo_requested.emit(self._deed)

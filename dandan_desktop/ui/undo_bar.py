"""The bar after each deed: what was done, and Hoàn tác; after taking back, Làm lại."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from dandan_desktop.ui import theme
from dandan_desktop.ui.icons import icon

SHOWN_FOR = 12_000
"""Milliseconds the bar stays; Ctrl+Z and the journal take back afterwards too."""


class UndoBar(QFrame):
    """Says what was just done and offers to take it back."""

    undo_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.mark(self, "bar")
        self._deed = 0
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.undo = QPushButton(self.tr("Hoàn tác (Ctrl+Z)"))
        close = QToolButton()
        close.setIcon(icon("x", theme.colours().ground))
        close.setToolTip(self.tr("Ẩn"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.MARGIN, theme.GRID, theme.GAP, theme.GRID)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.undo)
        layout.addWidget(close)
        self.undo.clicked.connect(self._on_undo_clicked)
        close.clicked.connect(self.hide)
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_FOR)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def tell(self, words: str, deed: int, *, can_undo: bool, is_undo: bool = False) -> None:
        """Say what was done by a deed, which may itself have taken another back."""
        self._deed = deed
        self.undo.setText(self.tr("Làm lại") if is_undo else self.tr("Hoàn tác (Ctrl+Z)"))
        self.words.setText(words)
        self.undo.setVisible(can_undo)
        self.show()
        self._timer.start()

    def _on_undo_clicked(self) -> None:
        self.hide()
        self.undo_requested.emit(self._deed)

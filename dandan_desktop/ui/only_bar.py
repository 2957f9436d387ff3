"""Above a list of just those records a figure counted: which they are, and the ways to all and back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from dandan_desktop.ui import theme
from dandan_desktop.ui.labels import ElidedLabel


class OnlyBar(QFrame):
    """Hidden while all records are listed."""

    all_wanted = Signal()
    back_wanted = Signal()
    """The clerk goes back to where the figure stands."""

    def __init__(self) -> None:
        super().__init__()
        theme.mark(self, "warning-bar")
        self.words = ElidedLabel()
        self.every = QPushButton(self.tr("Xem tất cả"))
        self.back = QPushButton(self.tr("Trở lại (Esc)"))
        self.every.clicked.connect(self.all_wanted)
        self.back.clicked.connect(self.back_wanted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.GAP, theme.GRID, theme.GAP, theme.GRID)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.every)
        layout.addWidget(self.back)
        self.say(None)

    def say(self, words: str | None) -> None:
        """Say which records are listed; None for all."""
        self.words.setText(words or "")
        self.setVisible(words is not None)
        self.lead_back(is_on=False)

    @property
    def leads_back(self) -> bool:
        """Whether Esc leads to where the figure stands."""
        return not self.back.isHidden()

    def lead_back(self, *, is_on: bool) -> None:
        """Lead back to where the figure stands, and say so; all records lead nowhere."""
        self.back.setVisible(is_on and not self.isHidden())

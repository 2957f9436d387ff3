"""A known problem on the page, in two sentences: what happened, what to do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from dandan_desktop.domain.errors import ClerkError
from dandan_desktop.domain.messages import sentences
from dandan_desktop.ui import theme
from dandan_desktop.ui.icons import icon, pixmap


class ProblemBar(QWidget):
    """Hidden until there is a problem to tell; it keeps clear of what stands above it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        bar = QFrame()
        theme.mark(bar, "problem-bar")
        sign = QLabel()
        sign.setPixmap(pixmap("circle-alert", theme.colours().red))
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.close_it = QToolButton()
        self.close_it.setIcon(icon("x", theme.colours().red))
        self.close_it.setToolTip(self.tr("Đã hiểu"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, theme.GAP, 0, 0)
        outer.addWidget(bar)
        layout = QHBoxLayout(bar)
        layout.setContentsMargins(theme.MARGIN, theme.GAP, theme.GAP, theme.GAP)
        layout.addWidget(sign)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.close_it)
        self.close_it.clicked.connect(self.hide)
        self.hide()

    def tell(self, error: ClerkError) -> None:
        """Show a problem's two sentences."""
        self.words.setText(" ".join(sentences(error)))
        self.show()

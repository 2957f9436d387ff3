"""Something the clerk should know of what happened before, until it is put away."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from dandan_desktop.ui import theme
from dandan_desktop.ui.icons import icon, pixmap


class NoticeBar(QWidget):
    """Hidden until there is something to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        bar, sign = QFrame(), QLabel()
        theme.mark(bar, "warning-bar")
        sign.setPixmap(pixmap("info", theme.colours().amber))
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.close_it = QToolButton()
        self.close_it.setIcon(icon("x", theme.colours().amber))
        self.close_it.setToolTip(self.tr("Đã hiểu"))
        self.close_it.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, theme.GAP, 0, 0)
        outer.addWidget(bar)
        layout = QHBoxLayout(bar)
        layout.setContentsMargins(theme.MARGIN, theme.GRID, theme.GAP, theme.GRID)
        layout.addWidget(sign)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.close_it)
        self.close_it.clicked.connect(self.hide)
        self.hide()

    def tell(self, words: str) -> None:
        """Say this."""
        self.words.setText(words)
        self.show()

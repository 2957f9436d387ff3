"""One line across a page: it says something, may offer buttons, and can be put away."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from dandan_desktop.domain.errors import ClerkError
from dandan_desktop.domain.messages import sentences
from dandan_desktop.ui import theme
from dandan_desktop.ui.icons import icon, pixmap
from dandan_desktop.ui.labels import ElidedLabel


class Bar(QWidget):
    """Hidden until it says something; its dress is a role of the theme, its sign an icon in the same colour."""

    def __init__(
        self, role: str, colour: str, sign: str = "", parent: QWidget | None = None, *, elides: bool = False
    ) -> None:
        super().__init__(parent)
        bar = QFrame()
        theme.mark(bar, role)
        self.words: QLabel = ElidedLabel() if elides else QLabel()
        self.words.setWordWrap(bool(sign))
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.close_it = QToolButton()
        self.close_it.setIcon(icon("x", colour))
        self.close_it.setToolTip(self.tr("Đã hiểu") if sign else self.tr("Ẩn"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, theme.GAP if sign else 0, 0, 0)  # a sign keeps clear of what stands above
        outer.addWidget(bar)
        self._row = QHBoxLayout(bar)
        self._row.setContentsMargins(theme.MARGIN, theme.GRID, theme.GAP, theme.GRID)
        if sign:
            picture = QLabel()
            picture.setPixmap(pixmap(sign, colour))
            self._row.addWidget(picture)
        self._row.addWidget(self.words, 1)
        self._row.addWidget(self.close_it)
        self.close_it.clicked.connect(self.hide)
        self.hide()

    def offer(self, button: QPushButton) -> QPushButton:
        """Add a button behind those there are."""
        self._row.insertWidget(self._row.count() - 1, button)
        return button

    def say(self, words: str) -> None:
        """Say this until it is put away."""
        self.words.setText(words)
        self.show()

    def say_too(self, words: str) -> None:
        """Say this on a line of its own below what is said already, once."""
        shown = "" if self.isHidden() else self.words.text()
        if words not in shown:
            self.say(f"{shown}\n{words}".strip())


class NoticeBar(Bar):
    """Something the clerk should know of what happened before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("warning-bar", theme.colours().amber, "info", parent)
        self.close_it.setFocusPolicy(Qt.FocusPolicy.TabFocus)


class ProblemBar(Bar):
    """A known problem, in two sentences: what happened, what to do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("problem-bar", theme.colours().red, "circle-alert", parent)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def tell(self, error: ClerkError) -> None:
        """Show a problem's two sentences."""
        self.say(" ".join(sentences(error)))

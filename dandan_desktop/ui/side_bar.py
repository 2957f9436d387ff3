"""The side bar: one entry per page, icon and word, its key in the tool tip; it folds to icons."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.ui import theme
from dandan_desktop.ui.icons import icon
from dandan_desktop.ui.page import PageEntry


class SideBar(QWidget):
    """Says which page is wanted and shows which one is open."""

    wanted = Signal(int)
    """The key of a page."""
    lock_wanted = Signal()
    help_wanted = Signal()

    def __init__(self, pages: Sequence[PageEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.mark(self, "side")
        self._words = {page.key: page.word for page in pages}
        self._buttons: dict[int, QPushButton] = {}
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.GAP, 0, theme.GAP)
        layout.setSpacing(theme.GRID)
        for page in pages:
            layout.addWidget(self._button(page))
        layout.addStretch(1)
        self.help = QPushButton(icon("info", theme.colours().second), "")
        self.help.setIconSize(QSize(theme.ICON, theme.ICON))
        self.help.setAccessibleName(self.tr("Trợ giúp"))
        self.help.setToolTip(self.tr("Trợ giúp về trang đang mở (F1)"))
        self.help.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.mark(self.help, "nav")
        self.help.clicked.connect(self.help_wanted)
        layout.addWidget(self.help)
        self.lock = QPushButton(icon("lock", theme.colours().second), "")
        self.lock.setIconSize(QSize(theme.ICON, theme.ICON))
        self.lock.setAccessibleName(self.tr("Khoá"))
        self.lock.setToolTip(self.tr("Giữ phần đang gõ và khoá sổ (Ctrl+Shift+L)"))
        self.lock.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.mark(self.lock, "nav")
        self.lock.clicked.connect(self.lock_wanted)
        layout.addWidget(self.lock)
        self.fold = QPushButton()
        self.fold.setIconSize(QSize(theme.ICON, theme.ICON))
        theme.mark(self.fold, "nav")
        self.fold.clicked.connect(self._on_fold_clicked)
        layout.addWidget(self.fold)
        self._is_folded = False
        self._dress()
        self._group.idClicked.connect(self.wanted)

    def show_key(self, key: int) -> None:
        """Show which page is open."""
        self._buttons[key].setChecked(True)

    @property
    def is_folded(self) -> bool:
        """Whether only icons are shown."""
        return self._is_folded

    def set_folded(self, *, is_folded: bool) -> None:
        """Show only icons, or words too."""
        self._is_folded = is_folded
        self._dress()

    def _button(self, page: PageEntry) -> QPushButton:
        colours = theme.colours()
        button = QPushButton(icon(page.icon, colours.second), "")
        button.toggled.connect(lambda on: button.setIcon(icon(page.icon, colours.accent if on else colours.second)))
        button.setIconSize(QSize(theme.ICON, theme.ICON))
        button.setCheckable(True)
        button.setAccessibleName(page.word)
        button.setToolTip(f"{page.word} (Ctrl+{page.key})")
        theme.mark(button, "nav")
        self._buttons[page.key] = button
        self._group.addButton(button, page.key)
        return button

    def _dress(self) -> None:
        width = theme.SIDE_FOLDED if self._is_folded else theme.SIDE
        self.setFixedWidth(theme.scaled(width))
        for key, button in self._buttons.items():
            button.setText("" if self._is_folded else "  " + self._words[key].replace("&", "&&"))
        self.help.setText("" if self._is_folded else "  " + self.tr("Trợ giúp (F1)"))
        self.lock.setText("" if self._is_folded else "  " + self.tr("Khoá"))
        sign = "panel-left-open" if self._is_folded else "panel-left-close"
        self.fold.setIcon(icon(sign, theme.colours().second))
        self.fold.setText("" if self._is_folded else "  " + self.tr("Thu gọn"))
        self.fold.setToolTip(self.tr("Mở rộng") if self._is_folded else self.tr("Thu gọn"))
        self.fold.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _on_fold_clicked(self) -> None:
        self.set_folded(is_folded=not self._is_folded)

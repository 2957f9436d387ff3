"""The bar after a paper was written: which file it is, opening it, opening its folder."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from dandan_desktop.ui import theme
from dandan_desktop.ui.icons import icon


def open_outside(path: Path) -> None:
    """Open a file or folder with the program this machine has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class FileBar(QFrame):
    """Hidden until a file was written."""

    def __init__(self, parent: QWidget | None = None, *, opener: Callable[[Path], object] = open_outside) -> None:
        super().__init__(parent)
        theme.mark(self, "bar")
        self.path = Path()
        self._opener = opener
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.open_file = QPushButton(self.tr("Mở tệp"))
        self.open_folder = QPushButton(self.tr("Mở thư mục"))
        self.close_it = QToolButton()
        self.close_it.setIcon(icon("x", theme.colours().ground))
        self.close_it.setToolTip(self.tr("Ẩn"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.MARGIN, theme.GRID, theme.GAP, theme.GRID)
        layout.addWidget(self.words, 1)
        for button in (self.open_file, self.open_folder, self.close_it):
            layout.addWidget(button)
        self.open_file.clicked.connect(lambda: self._opener(self.path))
        self.open_folder.clicked.connect(lambda: self._opener(self.path.parent))
        self.close_it.clicked.connect(self.hide)
        self.hide()

    def tell(self, path: Path) -> None:
        """Say which file was written."""
        self.path = path
        self.words.setText(f"{self.tr('Đã ghi')} {path.name}")
        self.words.setToolTip(str(path))
        self.show()
        self.open_file.setFocus()

"""The bar after a file was written: which, and opening it or its folder."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from dandan_desktop.ui import theme
from dandan_desktop.ui.icons import icon


class FileBar(QFrame):
    """Hidden until a file was written."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.mark(self, "bar")
        self.path: Path | None = None
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.open_file = QPushButton(self.tr("Mở tệp"))
        self.open_folder = QPushButton(self.tr("Mở thư mục"))
        close = QToolButton()
        close.setIcon(icon("x", theme.colours().ground))
        close.setToolTip(self.tr("Ẩn"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.MARGIN, theme.GRID, theme.GAP, theme.GRID)
        layout.addWidget(self.words, 1)
        for button in (self.open_file, self.open_folder, close):
            layout.addWidget(button)
        self.open_file.clicked.connect(lambda: self._show(self.path))
        self.open_folder.clicked.connect(lambda: self._show(self.path, is_folder=True))
        close.clicked.connect(self.hide)
        self.hide()

    def tell(self, path: Path) -> None:
        """Say that this file was written."""
        self.path = path
        self.words.setText(f"{self.tr('Đã ghi')} {path.name}")
        self.words.setToolTip(str(path))
        self.show()

    def _show(self, path: Path | None, *, is_folder: bool = False) -> None:
        if path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent if is_folder else path)))

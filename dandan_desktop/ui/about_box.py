"""Giới thiệu: the version, the licence, and what the program is made of."""

from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from dandan_desktop import __version__
from dandan_desktop.services import components
from dandan_desktop.ui import theme
from dandan_desktop.ui.form_parts import buttons
from dandan_desktop.ui.labels import prose
from dandan_desktop.ui.lines import Lines


class AboutBox(QDialog):
    """What stands here is read, nothing is set."""

    help_topic = "support"

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Giới thiệu"))
        self.resize(theme.scaled(theme.READABLE * 3 // 4), theme.scaled(theme.READABLE * 5 // 8))
        self.version = prose(f"{self.tr('Phiên bản')} {__version__}")
        words = self.tr("Sổ công tác dân vận của cơ quan, chạy trên máy này, không nối mạng. Phần mềm theo giấy phép")
        self.table = Lines("components", {self.tr("Thành phần"): 5, self.tr("Phiên bản"): 2, self.tr("Giấy phép"): 5})
        self.close_it = QPushButton(self.tr("Đóng (Esc)"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*([theme.MARGIN] * 4))
        layout.setSpacing(theme.GAP)
        layout.addWidget(prose("Sổ Dân vận", "title"))
        layout.addWidget(self.version)
        layout.addWidget(prose(f"{words} {components.LICENCE}."))
        layout.addWidget(prose(self.tr("Chương trình dùng các thành phần sau:"), "heading"))
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons(self.close_it))
        self.close_it.clicked.connect(self.reject)
        self.table.fill([(each.name, each.version, each.licence) for each in components.components()])
        self.table.setFocus()

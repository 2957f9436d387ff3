"""The band above the page of a register that only opens for reading: why, and what to do."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from dandan_desktop.ui import theme
from dandan_desktop.ui.lines import prose


class OnlyReadBand(QFrame):
    """Stays as long as the window."""

    backups_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.mark(self, "warning-bar")
        why = self.tr("Sổ chỉ mở để xem: phần ghi nhật ký bị thiếu hoặc bị sửa, ghi thêm thì không kiểm tra lại được.")
        advice = self.tr("Hãy khôi phục bản sao gần nhất, hoặc báo người hỗ trợ.")
        self.words = prose(f"⚠ {why} {advice}", "heading")
        self.backups = QPushButton(self.tr("Xem các bản sao"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.MARGIN, theme.GRID, theme.MARGIN, theme.GRID)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.backups)
        self.backups.clicked.connect(self.backups_wanted)

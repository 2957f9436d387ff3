"""The band above the page of a register that only opens for reading: why, and the way to where it is mended."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from dandan_desktop.domain.errors import ClerkError
from dandan_desktop.domain.messages import sentences
from dandan_desktop.ui import theme
from dandan_desktop.ui.labels import prose


class Band(QFrame):
    """Stays as long as the window."""

    way_wanted = Signal()
    """The clerk goes where it is mended."""

    def __init__(self, role: str, words: str, way: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.mark(self, role)
        self.words = prose(f"⚠ {words}")
        self.way = QPushButton(way)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.MARGIN, theme.GRID, theme.MARGIN, theme.GRID)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.way)
        self.way.clicked.connect(self.way_wanted)


class OnlyReadBand(Band):
    """The history can no longer be trusted; the backups can."""

    def __init__(self) -> None:
        super().__init__("warning-bar", "", self.tr("Xem các bản sao"))
        why = self.tr("Sổ chỉ mở để xem: phần ghi nhật ký bị thiếu hoặc bị sửa, ghi thêm thì không kiểm tra lại được.")
        advice = self.tr("Hãy khôi phục bản sao gần nhất, hoặc báo người hỗ trợ.")
        self.words.setText(f"⚠ {why} {advice}")
        theme.mark(self.words, "heading")


class DamageBand(Band):
    """The file is damaged; what mends it begins at the unlock page."""

    def __init__(self, error: ClerkError) -> None:
        super().__init__("problem-bar", " ".join(sentences(error)), self.tr("Khôi phục hoặc cứu dữ liệu…"))
        self.words.setText(f"{self.words.text()} {self.tr('Từ giờ sổ chỉ để xem.')}")

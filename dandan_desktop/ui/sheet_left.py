"""The line that stays as long as a recovery sheet lies on a disk as a file: where it is, deleting it, its folder."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from dandan_desktop.domain.errors import ClerkError
from dandan_desktop.domain.messages import sentences
from dandan_desktop.services.sheet_files import WHO_READS, SheetFile
from dandan_desktop.ui import open_with, theme
from dandan_desktop.ui.icons import icon
from dandan_desktop.ui.labels import prose


class SheetLeft(QFrame):
    """Hidden while no such file is there."""

    def __init__(self) -> None:
        super().__init__()
        theme.mark(self, "warning-bar")
        self.words = prose()
        self.delete = QPushButton(icon("trash-2"), " " + self.tr("Xoá tệp phiếu…"))
        self.show_folder = QPushButton(icon("folder-open"), " " + self.tr("Mở thư mục"))
        self._folder = Path()
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.GAP, theme.GRID, theme.GAP, theme.GRID)
        row.addWidget(self.words, 1)
        row.addWidget(self.show_folder)
        row.addWidget(self.delete)
        self.show_folder.clicked.connect(lambda: open_with.show(self._folder, self._tell))
        self.hide()

    def _tell(self, error: ClerkError) -> None:
        """Say why the folder was not opened, below where the files are."""
        self.words.setText("\n".join([self.words.text().partition("\n")[0], " ".join(sentences(error))]))

    def tell(self, files: Sequence[SheetFile]) -> None:
        """Say which files are still there."""
        if files:
            self._folder = files[0].path.parent
            places = "; ".join(str(file.path) for file in files)
            why = f"{WHO_READS} {self.tr('Phiếu đã in ra giấy rồi thì hãy xoá tệp.')}"
            self.words.setText(f"⚠ {self.tr('Tệp phiếu khôi phục vẫn còn trên máy')}: {places}. {why}")
            if any(file.is_changed for file in files):
                own = self.tr("Tệp đã bị sửa sau khi ghi nên chương trình không tự xoá: hãy mở thư mục và tự xoá.")
                self.words.setText(f"{self.words.text()} {own}")
        self.delete.setVisible(any(not file.is_changed for file in files))
        self.setVisible(bool(files))

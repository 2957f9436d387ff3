"""The report of a backup, to print or to save: it names nobody, and its head proves later that no history was cut."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout

from dandan_desktop import paths
from dandan_desktop.domain.errors import ClerkError
from dandan_desktop.domain.messages import sentences
from dandan_desktop.ui import dialogs, theme
from dandan_desktop.ui.labels import prose


class ReportPane(QFrame):
    """Hidden until there is a report."""

    def __init__(
        self, pick: dialogs.PickNewFile = dialogs.pick_new_file, print_text: Callable[..., object] = dialogs.print_text
    ) -> None:
        super().__init__()
        self._pick, self._print = pick, print_text
        theme.mark(self, "card")
        self.words = QPlainTextEdit()
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.words.setMinimumHeight(theme.scaled(3 * theme.ROW))
        self.words.setAccessibleName(self.tr("Báo cáo sao lưu"))
        self.note = prose("", "second")
        self.print_it, self.save = QPushButton(self.tr("In…")), QPushButton(self.tr("Lưu thành tệp…"))
        self.close_it = QPushButton(self.tr("Ẩn"))
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        for button in (self.print_it, self.save, self.close_it):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addWidget(prose(self.tr("Báo cáo sao lưu"), "heading"))
        layout.addWidget(self.words, 1)
        layout.addWidget(self.note)
        layout.addLayout(row)
        self.print_it.clicked.connect(self._on_print_clicked)
        self.save.clicked.connect(self._on_save_clicked)
        self.close_it.clicked.connect(self.hide)
        self.hide()

    def tell(self, report: str) -> None:
        """Show a report."""
        self.words.setPlainText(report)
        self.note.setText(self.tr("In ra giấy hoặc cất tệp ở nơi khác: mã kiểm tra cho biết sau này nhật ký còn đủ."))
        self.show()

    def _on_print_clicked(self) -> None:
        try:
            self._print(self, self.words.toPlainText(), self.save.text())
        except ClerkError as error:
            self.note.setText(f"✕ {' '.join(sentences(error))}")

    def _on_save_clicked(self) -> None:
        path = self._pick(self, self.tr("Lưu báo cáo"), Path.home() / "bao-cao-sao-luu.txt", self.tr("Văn bản (*.txt)"))
        if path is None:
            return
        try:
            paths.write_whole(path, self.words.toPlainText().encode())
        except OSError:
            self.note.setText(f"✕ {self.tr('Chưa ghi được tệp')} {path.name}. {self.tr('Hãy chọn thư mục khác.')}")
        else:
            self.note.setText(f"✓ {self.tr('Đã ghi')} {path.name}")

"""Gửi báo lỗi: the clerk reads all of what support will get, then writes it as a file or copies it."""

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.domain.errors import ClerkError
from dandan_desktop.domain.messages import sentences
from dandan_desktop.services import trouble_report
from dandan_desktop.ui import dialogs, theme
from dandan_desktop.ui.form_parts import buttons
from dandan_desktop.ui.labels import prose
from dandan_desktop.ui.session import Session


class TroubleBox(QDialog):
    """Shows the report of the program, and of the register where one is open."""

    help_topic = "support"

    def __init__(
        self, parent: QWidget, session: Session | None, pick: dialogs.PickNewFile = dialogs.pick_new_file
    ) -> None:
        super().__init__(parent)
        self._pick = pick
        self.setWindowTitle(self.tr("Gửi báo lỗi"))
        self.resize(theme.scaled(theme.READABLE * 3 // 4), theme.scaled(theme.READABLE * 5 // 8))
        store, path = (session.store, session.register.path) if session is not None else (None, None)
        self.shown = QPlainTextEdit(trouble_report.report(_screen(), store, path))
        self.shown.setReadOnly(True)
        self.shown.setTabChangesFocus(True)
        self.shown.setAccessibleName(self.tr("Nội dung báo lỗi"))
        self.note = prose("", "second")
        self.save = QPushButton(self.tr("Ghi tệp báo lỗi…"))
        self.copy = QPushButton(self.tr("Chép nội dung"))
        self.no = QPushButton(self.tr("Đóng (Esc)"))
        theme.mark(self.save, "primary")
        for button in (self.copy, self.no):
            button.setAutoDefault(False)
        told = self.tr("Đây là toàn bộ những gì người hỗ trợ nhận được. Báo lỗi không có nội dung của sổ.")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*([theme.MARGIN] * 4))
        layout.setSpacing(theme.GAP)
        layout.addWidget(prose(told))
        layout.addWidget(self.shown, 1)
        layout.addWidget(self.note)
        layout.addLayout(buttons(self.no, self.copy, self.save))
        self.save.clicked.connect(self.write)
        self.copy.clicked.connect(self._on_copy_clicked)
        self.no.clicked.connect(self.reject)
        self.save.setFocus()

    def write(self) -> None:
        """Ask where to, and write what is shown."""
        proposal, kind = Path.home() / trouble_report.FILE_NAME, self.tr("Văn bản (*.txt)")
        path = self._pick(self, self.tr("Ghi tệp báo lỗi"), proposal, kind)
        if path is None:
            return
        try:
            written = trouble_report.write(dialogs.ending(path, ".txt"), self.shown.toPlainText())
        except ClerkError as error:
            self._say(f"✕ {' '.join(sentences(error))}", "error")
        else:
            self._say(f"✓ {self.tr('Đã ghi')} {written.name}. {self.tr('Hãy chép tệp này cho người hỗ trợ.')}", "good")

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self.shown.toPlainText())
        self._say(f"✓ {self.tr('Đã chép. Hãy dán vào thư gửi người hỗ trợ.')}", "good")

    def _say(self, words: str, role: str) -> None:
        self.note.setText(words)
        theme.mark(self.note, role)


def _screen() -> str:
    """The screens as the program sees them, and the size of its text."""
    seen = [
        f"{screen.size().width()} × {screen.size().height()}, {round(screen.devicePixelRatio() * 100)} %"
        for screen in QGuiApplication.screens()
    ]
    return f"{'; '.join(seen)}; chữ {theme.text_percent()} %"

"""Gửi báo lỗi: the clerk says what went wrong, reads all of what support will get, then writes or copies it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.messages import sentences
from dandan_desktop.domain.unnamed import SOMEBODY
from dandan_desktop.services import trouble_report
from dandan_desktop.ui import dialogs, theme
from dandan_desktop.ui.form_parts import buttons, labelled
from dandan_desktop.ui.input_widgets import ProseInput
from dandan_desktop.ui.labels import prose
from dandan_desktop.ui.session import Session

Teller = Callable[[str], str]


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
        store, path = (None, None) if session is None else (session.store, session.register.path)
        self._report = trouble_report.report(_screen(), store, path)
        self._tell: Teller | None = None
        """What puts the clerk's words into the report; None while the names of the register are read."""
        self.said = ProseInput(least=3)
        self.said.setPlaceholderText(self.tr("Ví dụ: đang ở mục Kết luận, bấm Lưu thì chữ vừa gõ biến mất"))
        self.shown = QPlainTextEdit(self._report)
        self.shown.setReadOnly(True)
        self.shown.setTabChangesFocus(True)
        self.shown.setAccessibleName(self.tr("Nội dung báo lỗi"))
        self.sent, self.note = prose("", "second"), prose("", "second")
        self.save = QPushButton(self.tr("Ghi tệp báo lỗi…"))
        self.copy = QPushButton(self.tr("Chép nội dung"))
        self.no = QPushButton(self.tr("Đóng (Esc)"))
        theme.mark(self.save, "primary")
        for button in (self.copy, self.no):
            button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*([theme.MARGIN] * 4))
        layout.setSpacing(theme.GAP)
        labelled(layout, self.tr("Đang làm gì, thấy gì, chờ thấy gì"), self.said)
        layout.addWidget(self.sent)
        labelled(layout, self.tr("Toàn bộ những gì người hỗ trợ nhận được"), self.shown)
        layout.setStretchFactor(self.shown, 1)
        layout.addWidget(self.note)
        layout.addLayout(buttons(self.no, self.copy, self.save))
        self.said.changed.connect(self._on_said)
        self.save.clicked.connect(self.write)
        self.copy.clicked.connect(self._on_copy_clicked)
        self.no.clicked.connect(self.reject)
        self.said.setFocus()
        self._read_names(session)

    def say(self, words: str) -> None:
        """Put words in the clerk's mouth: those typed before."""
        self.said.setPlainText(words)

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

    def _read_names(self, session: Session | None) -> None:
        """Read the names to take out, which are many; a register that cannot be read any more has none to give."""
        report = self._report
        nobody = partial(self._take, trouble_report.teller(report), knows_names=False)
        if session is None:
            nobody()
            return
        for button in (self.save, self.copy):
            button.setEnabled(False)
        self.sent.setText(_sent(knows_names=True))
        words = self.tr("Đang xem họ tên có trong sổ")
        work = session.run(
            lambda store, _: trouble_report.teller(report, store),
            self._take,
            words=words,
            told_there=frozenset(Problem),
        )
        work.failed.connect(lambda _: nobody())

    def _take(self, tell: Teller, *, knows_names: bool = True) -> None:
        self._tell = tell
        self.sent.setText(_sent(knows_names=knows_names))
        for button in (self.save, self.copy):
            button.setEnabled(True)
        self._on_said()

    def _on_said(self) -> None:
        """Show what goes out now; what was said of a file already written is no longer true."""
        if self._tell is not None:
            self.shown.setPlainText(self._tell(self.said.toPlainText()))
            self._say("", "second")

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self.shown.toPlainText())
        self._say(f"✓ {self.tr('Đã chép. Hãy dán vào thư gửi người hỗ trợ.')}", "good")

    def _say(self, words: str, role: str) -> None:
        self.note.setText(words)
        theme.mark(self.note, role)


def _sent(*, knows_names: bool) -> str:
    """What becomes of the clerk's own words."""
    changed = f", chỉ họ tên có trong sổ được thay bằng “{SOMEBODY}”" if knows_names else ""
    return f"Chữ này gửi đi như đã gõ{changed}: đừng ghi mật khẩu, tên người, nội dung cuộc họp."


def _screen() -> str:
    """The screens as the program sees them, and the size of its text."""
    seen = [
        f"{screen.size().width()} × {screen.size().height()}, {round(screen.devicePixelRatio() * 100)} %"
        for screen in QGuiApplication.screens()
    ]
    return f"{'; '.join(seen)}; chữ {theme.text_percent()} %"

"""Khôi phục: a backup looked at, what would be lost, a word typed to agree, then the program starts again on it."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.db.register import Register
from dandan_desktop.domain import text
from dandan_desktop.domain.dates import show_moment
from dandan_desktop.domain.numbers import show_int
from dandan_desktop.domain.progress import Progress
from dandan_desktop.domain.reasons import Why
from dandan_desktop.domain.thinning import KINDS
from dandan_desktop.services import restore_words, restoring
from dandan_desktop.services.restoring import Preview
from dandan_desktop.ui import backup_words, theme
from dandan_desktop.ui.icons import icon, primary_icon
from dandan_desktop.ui.labels import prose
from dandan_desktop.ui.left_by_esc import LeftByEsc
from dandan_desktop.ui.lines import Lines
from dandan_desktop.ui.session import Session

AGREED = "khôi phục"
"""What is typed to agree, with or without marks."""


class RestorePane(LeftByEsc):
    """The preview of one backup."""

    help_topic = "restore"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.preview: Preview | None = None
        self.title, self.about = prose("", "title"), prose("", "second")
        self.loss = prose("", "warning")
        self.kept = prose(self.tr("Sổ hiện nay được sao lưu, rồi để sang bên cùng thư mục, không bị ghi đè."), "second")
        heads = {"Loại": 4, "Trong sổ hiện nay": 2, "Trong bản sao": 2, "Chênh lệch": 2}
        self.counts = Lines("restore", heads, right=(1, 2, 3))
        self.ask = prose(self.tr("Gõ chữ “khôi phục” vào ô dưới đây để đồng ý"), "label")
        self.typed = QLineEdit()
        self.typed.setAccessibleName(self.tr("Gõ chữ “khôi phục” để đồng ý"))
        self.typed.setMaximumWidth(theme.scaled(theme.FIELD))
        self.back = QPushButton(icon("chevron-left"), " " + self.tr("Quay lại (Esc)"))
        self.go = QPushButton(primary_icon("rotate-ccw"), " " + self.tr("Khôi phục bản sao này"))
        theme.mark(self.go, "primary")
        self._lay_out()
        self.typed.textChanged.connect(self._on_typed)
        self.typed.returnPressed.connect(self.restore)
        self.back.clicked.connect(self.left)
        self.go.clicked.connect(self.restore)

    def show_preview(self, preview: Preview, now: dict[str, int]) -> None:
        """Tell what the backup holds and what would be lost; nothing is done yet."""
        self.preview = preview
        when = show_moment(preview.made_at)
        self.title.setText(f"{self.tr('Khôi phục bản sao số')} {show_int(preview.sequence)}, {when}")
        office = preview.office or self.tr("chưa chọn cơ quan")
        deeds = f"{show_int(preview.deeds)} {self.tr('việc trong nhật ký')}"
        self.about.setText(f"{office} · {self.tr('sao lưu')} {KINDS[preview.kind]} · {deeds} · {preview.path.name}")
        self.loss.setText(restore_words.loss_words(preview.loss))
        theme.mark(self.loss, "warning" if restore_words.is_loss(preview.loss) else "good")
        self.counts.fill(backup_words.count_lines(preview, now))
        self.typed.clear()
        self._on_typed()
        self.typed.setFocus()

    def restore(self) -> None:
        """Close the register, restore, and start again at the unlock page."""
        if self.preview is not None and self.go.isEnabled():
            work = partial(_restore, preview=self.preview)
            self.session.end_for(work, Why.RESTORED, words=self.tr("Đang khôi phục sổ…"))

    def _lay_out(self) -> None:
        self.setFocusProxy(self.typed)
        head = QHBoxLayout()
        head.addWidget(self.back)
        head.addStretch(1)
        agree = QHBoxLayout()
        agree.setSpacing(theme.GAP)
        agree.addWidget(self.typed, 1)
        agree.addWidget(self.go)
        agree.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GAP)
        layout.setSpacing(theme.GAP)
        layout.addLayout(head)
        for widget in (self.title, self.about, self.loss, self.kept):
            layout.addWidget(widget)
        layout.addWidget(self.counts, 1)
        layout.addWidget(self.ask)
        layout.addLayout(agree)

    def _on_typed(self) -> None:
        self.go.setEnabled(text.fold(self.typed.text()).strip() == text.fold(AGREED))


def _restore(register: Register, progress: Progress, *, preview: Preview) -> restoring.Restored:
    register.close()
    return restoring.restore(preview, progress)

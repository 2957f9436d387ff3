"""Công văn đôn đốc on a task's record: a button while it is overdue, and the box that asks what the letter needs."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.db.tasks import NOTHING, standing
from dandan_desktop.domain import readers
from dandan_desktop.domain.drafts import Refused, checked
from dandan_desktop.domain.facts import Kept, trait
from dandan_desktop.domain.meetings import Task, TaskState, task_state
from dandan_desktop.domain.numbers import show_int
from dandan_desktop.domain.paper_signing import Letter
from dandan_desktop.services import reminder_papers
from dandan_desktop.ui import dialogs, permits, theme
from dandan_desktop.ui.field import Field
from dandan_desktop.ui.file_bar import FileBar
from dandan_desktop.ui.form_parts import buttons
from dandan_desktop.ui.inputs import Desk
from dandan_desktop.ui.lines import prose
from dandan_desktop.ui.paper_run import PaperRun
from dandan_desktop.ui.record_page import RecordPage
from dandan_desktop.ui.session import Session

_ROWS = ("number:3 dated_on:3 answer_by:3", "authority:5 position:4", "signer:4 receivers:5")


class LetterDoor(QObject):
    """The way from an overdue task to the letter that names everything overdue of its owner."""

    def __init__(self, page: RecordPage) -> None:
        super().__init__(page)
        self.page = page
        self.box: LetterBox | None = None
        self.button = QPushButton(self.tr("Công văn… (F8)"))
        self.files = FileBar()
        self._run = PaperRun(page.session, page, dialogs.pick_folder, self.files)
        self.button.clicked.connect(self.ask)
        QShortcut(QKeySequence("F8"), page).activated.connect(self.ask)

    def show_task(self, kept: Kept[Task]) -> None:
        """Offer the letter where the task is overdue."""
        session = self.page.session
        how = standing(session.store, [kept.id], session.today).get(kept.id, NOTHING)
        is_late = task_state(kept.facts, session.today, owes_report=how.owes_report) is TaskState.OVERDUE
        self.button.setVisible(is_late)
        self.button.setEnabled(is_late)
        self.button.setToolTip(self.tr("Làm công văn đôn đốc gửi đơn vị chủ trì"))
        permits.dress(self.button, session.store, "remind_task")

    def ask(self) -> None:
        """Ask what the letter needs; what is not saved yet is saved first."""
        page = self.page
        if not self.button.isEnabled() or (page.sheet.is_changed and page.save_record() is None) or page.kept is None:
            return
        session, row = page.session, page.kept.id
        late = reminder_papers.overdue_of(session.store, row, session.today)
        if not late:  # what was saved just now may have ended it
            return
        owner = session.store.names.of("bodies", late[0].facts.owner_id)
        usual = reminder_papers.usual(session.store, row, session.today)
        self.box = LetterBox(page, session, usual, partial(self._write, row))
        self.box.tell(owner, len(late))
        self.box.open()
        self.box.fields["number"].input.setFocus()

    def _write(self, row: int, letter: Letter) -> None:
        today = self.page.session.today
        self._run.write_deed(
            lambda store, folder: reminder_papers.write(store, row, letter, folder, today),
            ask=self.tr("Chọn thư mục ghi công văn"),
            words=self.tr("Đang làm công văn đôn đốc"),
        )


class LetterBox(QDialog):
    """Takes number, days and signature of a letter; what is refused is said under its field."""

    def __init__(self, parent: QWidget, session: Session, usual: Letter, act: Callable[[Letter], object]) -> None:
        super().__init__(parent)
        self._session = session
        self._act = act
        self.setWindowTitle(self.tr("Công văn đôn đốc"))
        self.setMinimumWidth(theme.scaled(theme.READABLE * 3 // 4))
        self.fields: dict[str, Field] = {}
        self.of = prose("", "heading")
        self.rest = prose("", "second")
        self.yes = QPushButton(self.tr("Làm công văn (Ctrl+Enter)"))
        self.no = QPushButton(self.tr("Thôi (Esc)"))
        theme.mark(self.yes, "primary")
        for button in (self.yes, self.no):
            button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*([theme.MARGIN] * 4))
        layout.setSpacing(theme.GAP)
        layout.addWidget(self.of)
        layout.addWidget(self.rest)
        desk = Desk(session, lambda: session.today, deed="remind_task")
        for row in _ROWS:
            layout.addLayout(self._row(row, desk, usual))
        layout.addLayout(buttons(self.no, self.yes))
        self.yes.clicked.connect(self._on_yes_clicked)
        self.no.clicked.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._on_yes_clicked)

    def tell(self, owner: str, count: int) -> None:
        """Say whom the letter goes to and what it names."""
        self.of.setText(f"{self.tr('Gửi')} {owner}")
        self.rest.setText(
            f"{self.tr('Công văn nêu mọi nhiệm vụ quá hạn của đơn vị này, nay có')} {show_int(count)}. "
            f"{self.tr('Làm xong, mỗi nhiệm vụ có thêm một lần đôn đốc.')}"
        )

    def _row(self, row: str, desk: Desk, usual: Letter) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme.MARGIN)
        for name, _, share in (each.partition(":") for each in row.split()):
            field = Field(trait(Letter, name), desk)
            field.set_value(getattr(usual, name))
            field.changed.connect(field.clear_finding)
            self.fields[name] = field
            line.addWidget(field, int(share))
        return line

    def _on_yes_clicked(self) -> None:
        typed = {name: field.value() for name, field in self.fields.items()}
        read = checked(Letter, typed, readers.clerk(self._session.today))
        for field in self.fields.values():
            field.clear_finding()
        if isinstance(read, Refused):
            for finding in read.findings:
                self.fields[finding.name].show_finding(finding)
            self.fields[read.findings[0].name].input.setFocus()
            return
        self.accept()
        self._act(read)

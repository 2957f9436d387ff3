"""Công văn đôn đốc on a task's record: a button while it is overdue, and the box that asks what the letter needs."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton

from dandan_desktop.db.tasks import NOTHING, standing
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.meetings import Task, TaskState, task_state
from dandan_desktop.domain.numbers import show_int
from dandan_desktop.domain.paper_signing import Letter
from dandan_desktop.services import reminder_papers
from dandan_desktop.ui import dialogs, permits
from dandan_desktop.ui.file_bar import FileBar
from dandan_desktop.ui.paper_box import Asked, PaperBox
from dandan_desktop.ui.paper_number import Numbering
from dandan_desktop.ui.paper_run import PaperRun
from dandan_desktop.ui.record_page import RecordPage, saved_first

LETTER = Asked(
    Letter,
    "Công văn đôn đốc",
    "Lập công văn (Ctrl+Enter)",
    "remind_task",
    ("number:4", "dated_on:1 answer_by:1", "authority:5 position:4", "signer:4 receivers:5"),
)


class LetterDoor(QObject):
    """The way from an overdue task to the letter that names everything overdue of its owner."""

    def __init__(self, page: RecordPage) -> None:
        super().__init__(page)
        self.page = page
        self.box: PaperBox[Letter] | None = None
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
        self.button.setToolTip(self.tr("Lập công văn đôn đốc gửi đơn vị chủ trì"))
        permits.dress(self.button, session.store, "remind_task")

    def ask(self) -> None:
        """Ask what the letter needs; what is not saved yet is saved first."""
        kept = saved_first(self.page) if self.button.isEnabled() else None
        if kept is None:
            return
        session, row = self.page.session, kept.id
        late = reminder_papers.overdue_of(session.store, row, session.today)
        if not late:  # what was saved just now may have ended it
            return
        owner = session.store.names.of("bodies", late[0].facts.owner_id)
        usual = reminder_papers.usual(session.store, row, session.today)
        numbering = self._numbering(row)
        self.box = PaperBox(self.page, session, LETTER, usual, partial(self._write, row), numbering=numbering)
        self.box.tell(
            f"{self.tr('Gửi')} {owner}",
            f"{self.tr('Công văn nêu mọi nhiệm vụ quá hạn của đơn vị này, nay có')} {show_int(len(late))}. "
            f"{self.tr('Làm xong, mỗi nhiệm vụ có thêm một lần đôn đốc.')}",
        )
        self.box.open()
        self.box.fields["number"].input.setFocus()

    def _numbering(self, row: int) -> Numbering:
        store, today = self.page.session.store, self.page.session.today
        return Numbering(
            self.tr("Lấy số cho công văn đôn đốc"),
            lambda day: reminder_papers.number_of(store, row, day, today),
            lambda letter: reminder_papers.findings(store, row, letter, today),
        )

    def _write(self, row: int, letter: Letter) -> None:
        today = self.page.session.today
        self._run.write_deed(
            lambda store, folder: reminder_papers.write(store, row, letter, folder, today),
            ask=self.tr("Chọn thư mục ghi công văn"),
            words=self.tr("Đang lập công văn đôn đốc"),
        )

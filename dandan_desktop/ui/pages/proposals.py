"""Kiến nghị: who asked for what, whom it was sent to, what was answered, whether he was told; and the summary of it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton

from dandan_desktop.db import proposals
from dandan_desktop.db.lists import Order
from dandan_desktop.db.offices import office, office_on
from dandan_desktop.db.proposals import Turn
from dandan_desktop.domain import numbers
from dandan_desktop.domain.drafts import Finding
from dandan_desktop.domain.errors import ClerkError
from dandan_desktop.domain.facts import Kept, trait
from dandan_desktop.domain.names import Names
from dandan_desktop.domain.nouns import PROPOSALS
from dandan_desktop.domain.paper_signing import Submission
from dandan_desktop.domain.proposals import Proposal
from dandan_desktop.services import proposal_papers, submission_papers
from dandan_desktop.services.proposals import findings
from dandan_desktop.ui import dialogs, permits, proposal_words
from dandan_desktop.ui.file_bar import FileBar
from dandan_desktop.ui.follow import of_own_body
from dandan_desktop.ui.icons import icon
from dandan_desktop.ui.list_pane import ListSpec
from dandan_desktop.ui.paper_box import Asked, PaperBox
from dandan_desktop.ui.paper_number import Numbering
from dandan_desktop.ui.paper_run import PaperRun
from dandan_desktop.ui.proposal_pane import ProposalPane
from dandan_desktop.ui.quick_page import Choice, Quick, QuickPage
from dandan_desktop.ui.record_model import Column, Computed
from dandan_desktop.ui.record_page import RecordSpec
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.sheet import SheetSpec

ROWS = (
    "text | edited",
    "asker | body_id",
    "received_on source | group unit_id",
    "# Chuyển đến cơ quan có thẩm quyền",
    "level sent_to_id | sent_on due_on",
    "# Trả lời",
    "answered_on answer_number | outcome",
    "answer",
    "# Thông báo lại cho người kiến nghị",
    "told_on | repeats_id",
)
SHARES = {
    "received_on": 8, "Nội dung": 27, "asker": 15, "group": 10, "sent_to_id": 13, "due_on": 8, "Trạng thái": 14,
    "Lần": 3,
}  # fmt: skip
SUBMITTED = Asked(
    Submission,
    "Tờ trình kiến nghị",
    "Lập tờ trình (Ctrl+Enter)",
    "print",
    ("number:4", "dated_on:3 to:6", "authority:5 position:4", "signer:4 receivers:5"),
)
ALL = 3
QUICKS = (
    Quick("Chưa chuyển", proposals.unsent),
    Quick("Quá hạn trả lời", proposals.overdue),
    Quick("Chưa thông báo lại", proposals.untold),
    Quick("Tất cả"),
)


class ProposalsPage(QuickPage):
    """List and record of the proposals, and their summary for the working period."""

    def __init__(
        self,
        session: Session,
        pick: dialogs.PickNewFile = dialogs.pick_new_file,
        pick_folder: dialogs.FolderPicker = dialogs.pick_folder,
    ) -> None:
        self._pick = pick
        listed = ListSpec(
            PROPOSALS,
            _columns(session),
            filters=("group",),
            order=Order("received_on", is_descending=True),
            shares=SHARES,
            yields=("group", "due_on", "asker"),
            hint="Chưa có kiến nghị nào. Ý kiến đánh dấu Kiến nghị ở cuộc họp tự vào đây; hoặc bấm “Thêm mới”.",
        )
        sheet = SheetSpec(Proposal, ROWS, PROPOSALS.table, day="received_on", findings=self._findings)
        record = RecordSpec(PROPOSALS, sheet, pane=ProposalPane, preset=_received_here)
        super().__init__(session, Choice(session, QUICKS, first=ALL), listed, record)
        self.paper = QPushButton(icon("file-spreadsheet"), " " + self.tr("Bảng tổng hợp (Ctrl+E)"))
        self.submit = QPushButton(icon("printer"), " " + self.tr("Tờ trình… (Ctrl+P)"))
        self.box: PaperBox[Submission] | None = None
        self.bar = FileBar()
        self._run = PaperRun(session, self, pick_folder, self.bar)
        self.above.addWidget(self.paper)
        self.list.foot.addWidget(self.submit)
        self.list.outer.addWidget(self.bar)
        permits.dress(self.paper, session.store, "export")
        permits.dress(self.submit, session.store, "print")
        self.submit.clicked.connect(self.ask_submission)
        QShortcut(QKeySequence("Ctrl+P"), self.list).activated.connect(self.ask_submission)
        self.paper.clicked.connect(self.write)
        session.period_changed.connect(self._say_period)
        made = QShortcut(QKeySequence("Ctrl+E"), self)
        made.activated.connect(self.write)
        self._say_period()

    def write(self) -> None:
        """Ask where to, and write the summary of the working period as a workbook on the worker."""
        period = self.session.period
        name = f"tong-hop-kien-nghi-{period.code}"
        practising = self.session.register.is_practice
        file = dialogs.pick_workbook(self, self.tr("Bảng tổng hợp kiến nghị"), name, self._pick, is_practice=practising)
        if file is None:
            return
        self.bar.hide()
        today = self.session.today
        self.session.run(
            lambda store, _: proposal_papers.write_summary(store, period, file, issued=today),
            self.bar.tell,
            words=self.tr("Đang ghi bảng tổng hợp kiến nghị"),
        )

    def ask_submission(self) -> None:
        """Ask what the tờ trình of the working period needs, write it with its table and ask how it is printed."""
        session, period = self.session, self.session.period
        if not self.submit.isEnabled():
            return
        try:
            usual = submission_papers.usual(session.store, session.today)
        except ClerkError as error:
            session.problem_raised.emit(error)
            return
        numbering = Numbering(
            self.tr("Lấy số cho tờ trình"),
            lambda day: submission_papers.number_of(session.store, period, day, session.today),
            lambda facts: submission_papers.findings(session.store, period, facts, session.today),
        )
        self.box = PaperBox(self, session, SUBMITTED, usual, self._write_submission, numbering=numbering)
        self.box.tell(
            f"{self.tr('Kiến nghị nhận trong')} {period.name}",
            self.tr("Bảng tổng hợp kiến nghị (Excel) được ghi cùng thư mục để mở in kèm theo tờ trình."),
        )
        self.box.open()
        self.box.fields["number"].input.setFocus()

    def _write_submission(self, facts: Submission) -> None:
        period, today = self.session.period, self.session.today
        self._run.print_deed(
            lambda store, folder: submission_papers.write(store, period, facts, folder, issued=today),
            ask=self.tr("Chọn thư mục ghi tờ trình"),
            words=self.tr("Đang lập tờ trình"),
        )

    def _findings(self, facts: Proposal) -> list[Finding]:
        return findings(self.session.store, self.record.kept, facts, self.session.today)

    def _say_period(self) -> None:
        self.paper.setToolTip(f"{self.tr('Kiến nghị nhận trong')} {self.session.period.name}")


def _received_here(session: Session) -> dict[str, Any]:
    """A proposal is most often received today, by the clerk's own organisation, else by the office itself."""
    own = of_own_body(session)
    if not own and session.store.reader.bodies is None and office(session.store) is not None:
        own = {"unit_id": office_on(session.store, session.today).facts.unit_id}
    return {"received_on": session.today, **own}


def _columns(session: Session) -> tuple[Column, ...]:
    known: dict[int, Turn] = {}

    def ready(rows: Sequence[int]) -> None:
        known.update(proposals.turns(session.store, rows))

    def title(kept: Kept[Proposal], names: Names) -> str:
        return " ".join(PROPOSALS.title(kept.facts, names).split())

    def turn(kept: Kept[Proposal], _: Names) -> str:
        found = known[kept.id]
        return numbers.show_int(found.number) if found.is_repeated else ""

    state = Computed(
        "Trạng thái",
        lambda kept, _: proposal_words.state_words(kept.facts, session.today),
        tone=lambda kept: proposal_words.state_tone(kept.facts, session.today),
    )
    return (
        Column("Ngày nhận", trait=trait(Proposal, "received_on")),
        Column("Nội dung", computed=Computed("Nội dung", title)),
        Column("Người kiến nghị", trait=trait(Proposal, "asker")),
        Column("Nhóm", trait=trait(Proposal, "group")),
        Column("Chuyển đến", trait=trait(Proposal, "sent_to_id")),
        Column("Hạn trả lời", trait=trait(Proposal, "due_on")),
        Column("Trạng thái", computed=state),
        Column("Lần", computed=Computed("Lần", turn, is_number=True, ready=ready)),
    )


def proposals_page(session: Session) -> ProposalsPage:
    """The page of the proposals."""
    return ProposalsPage(session)

"""Nhiệm vụ: what conclusions gave to whom by when, what is due, and what was done."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton

from dandan_desktop.db import tasks
from dandan_desktop.db.lists import Order
from dandan_desktop.db.meetings import held_on_of
from dandan_desktop.db.store import Store
from dandan_desktop.db.tasks import Standing
from dandan_desktop.domain.drafts import Finding
from dandan_desktop.domain.facts import Kept, trait
from dandan_desktop.domain.meetings import Meeting, Task, task_findings
from dandan_desktop.domain.names import Names
from dandan_desktop.domain.nouns import TASKS
from dandan_desktop.domain.progress import Progress
from dandan_desktop.services import list_papers
from dandan_desktop.ui import dialogs, permits, sources, task_words
from dandan_desktop.ui.file_bar import FileBar
from dandan_desktop.ui.icons import icon
from dandan_desktop.ui.list_pane import ListSpec
from dandan_desktop.ui.paper_run import PaperRun
from dandan_desktop.ui.picker import Picker
from dandan_desktop.ui.quick_page import Choice, Quick, QuickPage, Within
from dandan_desktop.ui.record_model import Column, Computed
from dandan_desktop.ui.record_page import RecordSpec
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.sheet import SheetSpec
from dandan_desktop.ui.task_pane import BELOW, TaskPane

WEEK, SOON = timedelta(days=6), timedelta(days=30)
ROWS = ("owner_id | due_on is_standing report_every", "text | product")
SHARES = {"due_on": 8, "Nội dung": 28, "owner_id": 13, "Trạng thái": 14, "Cuộc họp": 9, "done_on": 11}


def _due_this_week(store: Store, today: date) -> Sequence[int]:
    monday = today - timedelta(days=today.weekday())
    return tasks.due_between(store, monday, monday + WEEK)


UNDONE = 4
QUICKS = (
    Quick("Quá hạn", tasks.overdue),
    Quick("Tuần này", _due_this_week),
    Quick("Đến hạn 30 ngày", lambda store, today: tasks.due_between(store, today, today + SOON)),
    Quick("Chờ xác nhận", lambda store, _: tasks.unconfirmed(store)),
    Quick("Chưa xong", lambda store, _: tasks.undone(store)),
    Quick("Tất cả"),
)


class TasksPage(QuickPage):
    """List and record of the tasks; a new one comes only from a conclusion of a meeting."""

    def __init__(self, session: Session) -> None:
        listed = ListSpec(
            TASKS,
            _columns(session),
            filters=("owner_id",),
            order=Order("due_on"),
            can_add=False,
            shares=SHARES,
            yields=("done_on", "Cuộc họp"),
            hint="Chưa có nhiệm vụ nào. Nhiệm vụ được giao ở mục Kết luận của cuộc họp.",
        )

        def findings(task: Task) -> list[Finding]:
            found = task_findings(task, held_on_of(session.store, task.conclusion_id))
            return [each for each in found if each.name == "due_on"]

        sheet = SheetSpec(Task, ROWS, TASKS.table, findings=findings, matters=_matters)
        choice = Choice(session, QUICKS, first=UNDONE, within=Within(_unit_picker(session), tasks.of_unit))
        super().__init__(session, choice, listed, RecordSpec(TASKS, sheet, pane=TaskPane, below=BELOW))
        self.paper = QPushButton(icon("printer"), " " + self.tr("In danh sách… (Ctrl+P)"))
        self.bar = FileBar()
        self.list.foot.addWidget(self.paper)
        self.list.outer.addWidget(self.bar)
        self._run = PaperRun(session, self, dialogs.pick_folder, self.bar)
        permits.dress(self.paper, session.store, "print")
        self.paper.clicked.connect(self.write)
        QShortcut(QKeySequence("Ctrl+P"), self.list).activated.connect(self.write)

    def write(self) -> None:
        """Print the tasks the list shows, by owner, from a Word file that stays."""
        listing = list_papers.Listing(list(self.list.shown), self._title(), task_words.paper_words)
        today = self.session.today

        def way(store: Store, folder: Path, progress: Progress) -> Path:
            return list_papers.write_task_list(store, list_papers.task_list(store, listing, today, progress), folder)

        if listing.rows and self.paper.isEnabled():
            self._run.print_paper(way, ask=self.tr("Chọn thư mục ghi danh sách"), words=self.tr("Đang lập danh sách"))

    def _title(self) -> str:
        """Which tasks they are: those of a figure, else the tab and the unit picked."""
        within = self.choice.within
        unit = self.session.store.names.of("units", within.picker.chosen) if within else ""
        return " - ".join(filter(None, (self.list.only_bar.words.text() or self.choice.word, unit)))


def tasks_page(session: Session) -> TasksPage:
    """The page of the tasks."""
    return TasksPage(session)


def _unit_picker(session: Session) -> Picker:
    """Narrows the list to the tasks of the bodies of a unit."""
    each = trait(Meeting, "unit_id")
    made = Picker(sources.rows(session, each, None), lambda row: session.store.names.of("units", row))
    made.hint("Đơn vị chủ trì thuộc")
    made.setAccessibleName("Địa bàn của đơn vị chủ trì")
    made.setToolTip("Chỉ hiện nhiệm vụ của cơ quan, tổ chức thuộc đơn vị hành chính này")
    return made


def _matters(typed: Mapping[str, Any]) -> dict[str, bool]:
    """A standing task reports by the period, any other has a deadline."""
    return {"report_every": bool(typed["is_standing"])}


def _columns(session: Session) -> tuple[Column, ...]:
    known: dict[int, tuple[int, str]] = {}
    how: dict[int, Standing] = {}

    def ready(rows: Sequence[int]) -> None:
        known.update(tasks.meetings_of(session.store, rows))
        how.update(tasks.standing(session.store, rows, session.today))

    def state(kept: Kept[Task], _: Names) -> str:
        words = task_words.state_words(kept.facts, session.today, how[kept.id])
        return f"{words} · {task_words.BRIEF_MEETING}" if task_words.is_raised(kept.facts, how[kept.id]) else words

    def title(kept: Kept[Task], names: Names) -> str:
        return " ".join(TASKS.title(kept.facts, names).split())

    computed = {
        "Nội dung": Computed("Nội dung", title, ready=ready),
        "Trạng thái": Computed(
            "Trạng thái",
            state,
            tone=lambda kept: task_words.state_tone(kept.facts, session.today, how[kept.id]),
        ),
        "Cuộc họp": Computed("Cuộc họp", lambda kept, _: known[kept.id][1]),
    }
    return (
        Column("Hạn", trait=trait(Task, "due_on")),
        Column("Nội dung", computed=computed["Nội dung"]),
        Column("Chủ trì", trait=trait(Task, "owner_id")),
        Column("Trạng thái", computed=computed["Trạng thái"]),
        Column("Cuộc họp", computed=computed["Cuộc họp"]),
        Column("Ngày hoàn thành", trait=trait(Task, "done_on")),
    )

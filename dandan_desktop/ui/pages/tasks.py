"""Nhiệm vụ: what conclusions gave to whom by when, what is due, and what was done."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QTabBar, QVBoxLayout
from typing_extensions import override

from dandan_desktop.db import tasks
from dandan_desktop.db.lists import Order
from dandan_desktop.db.meetings import held_on_of
from dandan_desktop.db.tasks import Standing
from dandan_desktop.domain import numbers
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.drafts import Finding
from dandan_desktop.domain.facts import Kept, trait
from dandan_desktop.domain.meetings import Meeting, Task, task_findings
from dandan_desktop.domain.names import Names
from dandan_desktop.domain.nouns import TASKS
from dandan_desktop.ui import sources, task_words
from dandan_desktop.ui.list_pane import ListSpec
from dandan_desktop.ui.picker import Picker
from dandan_desktop.ui.plain_page import NounPage
from dandan_desktop.ui.record_model import Column, Computed
from dandan_desktop.ui.record_page import RecordSpec
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.sheet import SheetSpec
from dandan_desktop.ui.task_pane import BELOW, TaskPane

SOON = timedelta(days=30)
ROWS = ("owner_id | due_on is_standing report_every", "text | product")
SHARES = {"due_on": 8, "Nội dung": 28, "owner_id": 13, "Trạng thái": 14, "Cuộc họp": 9, "done_on": 11}
OVERDUE, THIS_WEEK, DUE_SOON, WAITING, UNDONE, ALL = range(6)
WORDS = ("Quá hạn", "Tuần này", "Đến hạn 30 ngày", "Chờ xác nhận", "Chưa xong", "Tất cả")


class Choice:
    """Which of the tasks the list shows: overdue, due this week or within 30 days, to be confirmed, not done, all.

    `unit` narrows them to the bodies of a unit.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for words in WORDS:
            self.tabs.addTab(words)
        self.tabs.setCurrentIndex(UNDONE)
        each = trait(Meeting, "unit_id")
        self.unit = Picker(sources.rows(session, each, None), lambda row: session.store.names.of("units", row))
        self.unit.hint("Đơn vị chủ trì thuộc")
        self.unit.setAccessibleName("Địa bàn của đơn vị chủ trì")
        self.unit.setToolTip("Chỉ hiện nhiệm vụ của cơ quan, tổ chức thuộc đơn vị hành chính này")

    def rows(self) -> Sequence[int] | None:
        """The tasks of the chosen tab and unit; None for all."""
        return self._rows(self.tabs.currentIndex())

    def say(self) -> None:
        """Write on the tabs how many there are."""
        for place, words in enumerate(WORDS):
            rows = self._rows(place)
            self.tabs.setTabText(place, words if rows is None else f"{words} · {numbers.show_int(len(rows))}")

    def _rows(self, place: int) -> Sequence[int] | None:
        found = self._of_tab(place)
        if self.unit.chosen is None:
            return found
        there = tasks.of_unit(self._session.store, self.unit.chosen)
        return sorted(there) if found is None else [row for row in found if row in there]

    def _of_tab(self, place: int) -> Sequence[int] | None:
        store, today = self._session.store, self._session.today
        if place == OVERDUE:
            return tasks.overdue(store, today)
        if place == THIS_WEEK:
            monday = today - timedelta(days=today.weekday())
            return tasks.due_between(store, monday, monday + timedelta(days=6))
        if place == WAITING:
            return tasks.unconfirmed(store)
        if place == DUE_SOON:
            return tasks.due_between(store, today, today + SOON)
        return tasks.undone(store) if place == UNDONE else None


class TasksPage(NounPage):
    """List and record of the tasks; a new one comes only from a conclusion of a meeting."""

    def __init__(self, session: Session) -> None:
        self.choice = Choice(session)
        self._is_figure = False
        listed = ListSpec(
            TASKS,
            _columns(session),
            filters=("owner_id",),
            order=Order("due_on"),
            can_add=False,
            shares=SHARES,
            yields=("done_on", "Cuộc họp"),
            narrow=self.choice.rows,
            beside=(self.choice.unit,),
            hint="Chưa có nhiệm vụ nào. Nhiệm vụ được giao ở mục Kết luận của cuộc họp.",
        )

        def findings(task: Task) -> list[Finding]:
            found = task_findings(task, held_on_of(session.store, task.conclusion_id))
            return [each for each in found if each.name == "due_on"]

        sheet = SheetSpec(Task, ROWS, TASKS.table, findings=findings, matters=_matters)
        super().__init__(session, listed, RecordSpec(TASKS, sheet, pane=TaskPane, below=BELOW))
        layout = self.list.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(0, self.choice.tabs)
        self.choice.unit.changed.connect(self._on_unit_changed)
        self.choice.tabs.tabBarClicked.connect(self._on_tab_clicked)
        self.choice.tabs.currentChanged.connect(self.list.refresh)
        session.changed.connect(self._on_changed)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.choice.say()

    @override
    def show_only(self, ids: Sequence[int] | None, words: str = "") -> None:
        """Show the list with just these records, whatever their state."""
        self.choice.tabs.setCurrentIndex(ALL)
        self.choice.unit.set_value(None)
        self._is_figure = ids is not None
        super().show_only(ids, words)

    def _on_tab_clicked(self, _: int) -> None:
        """Back from the records of a figure to all; else owner and unit stay chosen."""
        if self._is_figure:
            self._is_figure = False
            self.list.show_only(None)

    def _on_unit_changed(self) -> None:
        self.choice.say()
        self.list.refresh()

    def _on_changed(self, changes: Changes) -> None:
        if self.isVisible() and changes.touches("tasks"):
            self.choice.say()


def tasks_page(session: Session) -> TasksPage:
    """The page of the tasks."""
    return TasksPage(session)


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

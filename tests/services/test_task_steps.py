"""Steps of a task as deeds: each written, undone, refused; confirmed by another, reopened with a trace."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dandan_desktop.db import journal, tasks
from dandan_desktop.db.figures import counted, figures
from dandan_desktop.db.meetings import partners_of
from dandan_desktop.db.store import Store
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import PeriodCode, Prose
from dandan_desktop.domain.meetings import Task
from dandan_desktop.domain.nouns import CODES, USERS
from dandan_desktop.domain.periods import Kind, Period
from dandan_desktop.domain.scope import Reader
from dandan_desktop.domain.task_steps import (
    DEEDS,
    Explanation,
    Extension,
    Progress,
    Reminder,
    Reopening,
)  # fmt: skip
from dandan_desktop.domain.users import EVERYBODY, Role, User
from dandan_desktop.services import meetings, records, task_steps
from dandan_desktop.services.records import PartEdit
from tests.registers import code, dump
from tests.services.test_meetings import a_sitting, problem

TODAY = date(2026, 7, 15)
DUE = date(2026, 5, 1)
STEPS: dict[type[Any], Any] = {
    Progress: Progress(happened_on=date(2026, 4, 20), text=Prose("Xong móng"), percent=30, reporter="Bảy"),
    Extension: Extension(happened_on=date(2026, 4, 25), old_due=DUE, new_due=date(2026, 6, 30), approver="Tùng"),
    Reminder: Reminder(happened_on=date(2026, 6, 5), paper_number="15-CV/BDV"),
    Explanation: Explanation(happened_on=date(2026, 6, 10), text=Prose("Thiếu cát")),
}


@pytest.fixture
def task(store: Store) -> int:
    meetings.save(store, a_sitting(store))
    return int(store.query("SELECT id FROM tasks")[0][0])


def facts_of(store: Store, task: int) -> Task:
    return store.of(Task).get(task).facts


def save_task(store: Store, task: int, **changed: Any) -> None:
    """Save a task on its sheet, its partners as they are."""
    kept, partners = store.of(Task).get(task), partners_of(store, task)
    edit = PartEdit(partners, [(row.id, row.facts) for row in partners])
    meetings.save_task(store, kept, replace(kept.facts, **changed), edit)


def as_user(store: Store, name: str) -> Store:
    """The same register read by a user of this name, made where there is none."""
    uid = store.query("SELECT uid FROM users WHERE name = ?", (name,))
    if not uid:
        records.save(store, USERS, None, User(name=name, enters=True, approves=True))
        uid = store.query("SELECT uid FROM users WHERE name = ?", (name,))
    reader = Reader(uid[0][0], name, EVERYBODY)
    return Store(store.connection, store.path, seal_key=store.seal_key, reader=reader)


@pytest.mark.parametrize("kind", STEPS, ids=lambda kind: kind.__name__)
def test_a_step_is_one_deed_and_can_be_taken_back(store: Store, task: int, kind: type[Any]) -> None:
    before = dump(store, own=False)
    changes = task_steps.add(store, task, STEPS[kind], TODAY)
    assert [row.facts for row in store.of(kind).some()] == [STEPS[kind]]
    assert (journal.deeds(store)[0].name, changes.row) == (DEEDS[kind], task)
    records.undo(store, changes.deed)
    assert dump(store, own=False) == before


def test_an_extension_moves_the_deadline_and_remembers_the_old_one(store: Store, task: int) -> None:
    task_steps.add(store, task, replace(STEPS[Extension], old_due=date(2001, 1, 1)), TODAY)
    assert facts_of(store, task).due_on == date(2026, 6, 30)
    assert [row.facts.old_due for row in store.of(Extension).some()] == [DUE]


def test_how_often_is_usual_is_dated_data(store: Store, task: int) -> None:
    task_steps.add(store, task, STEPS[Extension], TODAY)
    again = replace(STEPS[Extension], happened_on=date(2026, 6, 1), new_due=date(2026, 7, 31))
    kept = store.of(Task).get(task)
    assert [each.name for each in task_steps.findings(store, kept, again, TODAY)] == ["reason"]
    row = store.of(CODES.record).get(code(store, "task_extension_limit", "1"))
    records.save(store, CODES, row, replace(row.facts, valid_to=date(2026, 5, 31)))
    two = replace(row.facts, code="2", name="Hai lần", valid_from=date(2026, 6, 1), rank=2)
    records.save(store, CODES, None, two)
    assert task_steps.findings(store, kept, again, TODAY) == []
    early = replace(again, happened_on=date(2026, 5, 20))
    assert [each.name for each in task_steps.findings(store, kept, early, TODAY)] == ["reason"]
    assert task_steps.add(store, task, early, TODAY).deed


def test_the_days_a_form_suggests_are_data(store: Store, task: int) -> None:
    assert task_steps.due_suggested(store, date(2026, 4, 1)) == date(2026, 4, 15)
    row = store.of(CODES.record).get(code(store, "task_due_days", "10"))
    records.save(store, CODES, row, replace(row.facts, code="5"))
    assert task_steps.due_suggested(store, date(2026, 4, 1)) == date(2026, 4, 8)
    records.trash(store, CODES, row.id)
    assert task_steps.due_suggested(store, date(2026, 4, 1)) == date(2026, 4, 15)
    assert facts_of(store, task).due_on == DUE


def test_what_cannot_be_is_refused_and_nothing_written(store: Store, task: int) -> None:
    before = dump(store)
    for step in (
        replace(STEPS[Reminder], happened_on=date(2026, 7, 16)),
        replace(STEPS[Progress], percent=101),
        replace(STEPS[Extension], new_due=DUE),
    ):
        with pytest.raises(ClerkError) as caught:
            task_steps.add(store, task, step, TODAY)
        assert problem(caught) is Problem.RECORD_INVALID
    assert dump(store) == before


def test_another_user_confirms_what_one_reported(store: Store, task: int) -> None:
    lan, hung = as_user(store, "Lan"), as_user(store, "Hùng")
    meetings.finish_task(lan, task, date(2026, 4, 30), Prose("Cầu xong"))
    assert facts_of(store, task).reported_by == "Lan"
    assert tasks.unconfirmed(store) == [task]
    with pytest.raises(ClerkError) as caught:
        task_steps.confirm(lan, task, TODAY)
    assert problem(caught) is Problem.RECORD_INVALID
    task_steps.confirm(hung, task, TODAY)
    facts = facts_of(store, task)
    assert (facts.confirmed_on, facts.confirmed_by, facts.reported_by) == (TODAY, "Hùng", "Lan")
    assert tasks.unconfirmed(store) == []


def test_where_nobody_else_may_confirm_the_rule_only_warns(store: Store, task: int) -> None:
    lan = as_user(store, "Lan")
    meetings.finish_task(lan, task, date(2026, 4, 30), None)
    records.save(store, USERS, None, User(name="Chỉ nhập", enters=True))
    assert [each.blocks for each in task_steps.confirming(lan, store.of(Task).get(task), TODAY)] == [False, False]
    task_steps.confirm(lan, task, TODAY)
    assert facts_of(store, task).confirmed_by == "Lan"


def test_a_confirmed_result_is_changed_only_after_reopening(store: Store, task: int) -> None:
    lan, hung = as_user(store, "Lan"), as_user(store, "Hùng")
    meetings.finish_task(lan, task, date(2026, 4, 30), Prose("Cầu xong"))
    task_steps.confirm(hung, task, TODAY)
    kept = store.of(Task).get(task)
    sitting = meetings.read(lan, 1)
    given = sitting.conclusions[0]
    undone = replace(given, tasks=(replace(given.tasks[0], task=replace(kept.facts, done_on=None)),))
    attempts: list[Callable[[], object]] = [
        lambda: meetings.finish_task(lan, task, None, None),
        lambda: save_task(lan, task, result=Prose("Khác")),
        lambda: meetings.save(lan, replace(sitting, conclusions=(undone, *sitting.conclusions[1:]))),
    ]
    for attempt in attempts:
        with pytest.raises(ClerkError) as caught:
            attempt()
        assert problem(caught) is Problem.RECORD_INVALID
    with pytest.raises(ClerkError):
        task_steps.reopen(hung, task, "  ", TODAY)
    task_steps.reopen(hung, task, "Thiếu ảnh", TODAY)
    assert facts_of(store, task) == replace(kept.facts, done_on=None, result=None, reported_by=None, confirmed_on=None,
                                           confirmed_by=None)  # fmt: skip
    (trace,) = store.of(Reopening).some()
    assert trace.facts == Reopening(happened_on=TODAY, reason="Thiếu ảnh", done_on=date(2026, 4, 30),
                                    result=Prose("Cầu xong"), confirmed_by="Hùng")  # fmt: skip
    with pytest.raises(ClerkError):
        task_steps.reopen(hung, task, "Nữa", TODAY)
    meetings.finish_task(lan, task, date(2026, 7, 1), Prose("Cầu xong, có ảnh"))


def test_no_form_confirms(store: Store, task: int) -> None:
    lan = as_user(store, "Lan")
    save_task(lan, task, done_on=TODAY, reported_by="Hùng", confirmed_on=TODAY, confirmed_by="Hùng")
    facts = facts_of(store, task)
    assert (facts.done_on, facts.reported_by, facts.confirmed_on, facts.confirmed_by) == (TODAY, "Lan", None, None)


def test_the_meetings_sheet_keeps_what_it_does_not_show(store: Store, task: int) -> None:
    lan, hung = as_user(store, "Lan"), as_user(store, "Hùng")
    save_task(lan, task, is_standing=True, due_on=None, report_every=Kind.MONTH)
    meetings.finish_task(lan, task, date(2026, 4, 30), Prose("Cầu xong"))
    task_steps.confirm(hung, task, TODAY)
    told = facts_of(store, task)
    sitting = meetings.read(hung, 1)
    entry = sitting.conclusions[0]
    shown = replace(told, report_every=None, reported_by=None, confirmed_on=None, confirmed_by=None, product="Cầu")
    changed = replace(entry, tasks=(replace(entry.tasks[0], task=shown),))
    meetings.save(hung, replace(sitting, conclusions=(changed, *sitting.conclusions[1:])))
    assert facts_of(store, task) == replace(told, product="Cầu")


def reporting(store: Store, task: int) -> None:
    save_task(store, task, is_standing=True, due_on=None, report_every=Kind.QUARTER)


def test_a_standing_task_is_overdue_until_the_period_is_reported(store: Store, task: int) -> None:
    assert tasks.overdue(store, TODAY) == [task]
    reporting(store, task)
    assert tasks.overdue(store, date(2026, 6, 30)) == []
    assert tasks.overdue(store, TODAY) == [task]
    assert tasks.count_overdue(store, TODAY) == 1
    assert tasks.standing(store, [task], TODAY)[task] == tasks.Standing(0, owes_report=True)
    task_steps.add(store, task, replace(STEPS[Progress], happened_on=TODAY, period=PeriodCode("2026-Q2")), TODAY)
    assert tasks.overdue(store, TODAY) == []
    assert tasks.standing(store, [task], TODAY)[task].owes_report is False
    assert tasks.overdue(store, date(2026, 10, 1)) == [task]


def by_state(store: Store, as_of: date) -> dict[str, int]:
    found = figures(store, Period.parse("2026-Q2"), as_of)
    return {each.column.partition("/")[2]: each.number for each in found if each.column.startswith("tasks/")}


def test_a_period_report_that_is_missing_counts_as_overdue(store: Store, task: int) -> None:
    save_task(store, task, is_standing=True, due_on=None)
    assert by_state(store, TODAY) == {"in_time": 1}
    reporting(store, task)
    assert by_state(store, TODAY) == {"overdue": 1}
    assert by_state(store, date(2026, 6, 30)) == {"in_time": 1}
    columns, units = {"tasks/overdue"}, [row for (row,) in store.query("SELECT id FROM units")]
    assert counted(store, Period.parse("2026-Q2"), TODAY, columns, units) == ("tasks", [task])
    task_steps.add(store, task, replace(STEPS[Progress], happened_on=TODAY, period=PeriodCode("2026-Q2")), TODAY)
    assert by_state(store, TODAY) == {"in_time": 1}


def test_a_later_extension_or_reopening_changes_no_closed_period(store: Store, task: int) -> None:
    closed, later = date(2026, 6, 30), date(2026, 7, 10)
    assert by_state(store, closed) == {"overdue": 1}
    task_steps.add(store, task, replace(STEPS[Extension], happened_on=later, new_due=date(2026, 8, 31)), TODAY)
    assert by_state(store, closed) == {"overdue": 1}
    assert by_state(store, TODAY) == {"in_time": 1}
    lan, hung = as_user(store, "Lan"), as_user(store, "Hùng")
    meetings.finish_task(lan, task, date(2026, 6, 29), None)
    assert by_state(store, closed) == {"done_late": 1}
    task_steps.reopen(hung, task, "Thiếu ảnh", TODAY)
    assert by_state(store, closed) == {"done_late": 1}
    assert by_state(store, TODAY) == {"in_time": 1}


@pytest.mark.parametrize("deed", ["confirm_task", "reopen_task"])
def test_confirming_and_reopening_are_for_those_who_approve(store: Store, task: int, deed: str) -> None:
    meetings.finish_task(store, task, date(2026, 4, 30), None)
    clerk = Store(store.connection, store.path, seal_key=store.seal_key,
                  reader=Reader("x", "Nhập", frozenset({Role.ENTER})))  # fmt: skip
    acts: dict[str, Callable[[], object]] = {"confirm_task": lambda: task_steps.confirm(clerk, task, TODAY),
            "reopen_task": lambda: task_steps.reopen(clerk, task, "Sai", TODAY)}  # fmt: skip
    with pytest.raises(ClerkError) as caught:
        acts[deed]()
    assert problem(caught) is Problem.NOT_ALLOWED


def test_tasks_of_a_unit_are_those_of_its_bodies(store: Store, task: int) -> None:
    unit = store.query("SELECT unit_id FROM bodies WHERE id = 2")[0][0]
    assert tasks.of_unit(store, unit) == {task}
    assert tasks.of_unit(store, store.query("SELECT max(id) FROM units")[0][0]) == set()

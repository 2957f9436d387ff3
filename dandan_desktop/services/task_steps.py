"""What happens to a task after it was given, one deed each: progress, extension, reminder, explanation, the end."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from dandan_desktop.db import users
from dandan_desktop.db.codes import number_on
from dandan_desktop.db.meetings import held_on_of
from dandan_desktop.db.parts import next_place, parts_of
from dandan_desktop.db.store import Store
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.deeds import DEEDS
from dandan_desktop.domain.drafts import Finding, Refused
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.issued_numbers import IssuedNumber
from dandan_desktop.domain.meetings import Task
from dandan_desktop.domain.nouns import TASKS
from dandan_desktop.domain.periods import Period
from dandan_desktop.domain.task_steps import DEEDS as DEED_OF
from dandan_desktop.domain.task_steps import (
    DUE_DAYS,
    EXTENSIONS,
    Extension,
    Given,
    Link,
    Reminder,
    Reopening,
    Steps,
    chain,
    confirm_findings,
    owed_period,
    result_findings,
    step_findings,
    suggested_due,
)  # fmt: skip
from dandan_desktop.services import issued_numbers


def steps_of(store: Store, task: int) -> Steps:
    """Everything that happened to a task since it was given."""
    return Steps.of(parts_of(store, TASKS, task))


def chain_of(store: Store, kept: Kept[Task]) -> list[Link]:
    """A task's way from the day it was given, the newest first."""
    return chain(kept.facts, held_on_of(store, kept.facts.conclusion_id), steps_of(store, kept.id))


def owed(store: Store, kept: Kept[Task], today: date) -> Period | None:
    """The period a standing task still owes a report of; None when it owes none (rule T7)."""
    given_on = held_on_of(store, kept.facts.conclusion_id)
    return owed_period(kept.facts, given_on, steps_of(store, kept.id).periods, today)


def due_suggested(store: Store, given_on: date) -> date:
    """The deadline a form suggests for a task given on a day; it is never saved by itself (rule T3)."""
    return suggested_due(given_on, number_on(store, "task_due_days", given_on, DUE_DAYS))


def findings(store: Store, kept: Kept[Task], step: Any, today: date) -> list[Finding]:
    """What is wrong or odd about the next step of a task; beyond the usual extensions it only warns (rule T4)."""
    limit = number_on(store, "task_extension_limit", step.happened_on, EXTENSIONS)
    given = Given(held_on_of(store, kept.facts.conclusion_id), today, limit)
    return step_findings(kept.facts, steps_of(store, kept.id), step, given)


def add(store: Store, task: int, step: Any, today: date) -> Changes:
    """Write the next step of a task; an extension moves its deadline too.

    Raises ClerkError: RECORD_INVALID when a finding blocks, RECORD_GONE.
    """
    kept = store.of(Task).get(task)
    refuse_step(store, kept, step, today)
    with store.change(DEED_OF[type(step)]) as deed:
        deed.about(TASKS.table, task)
        if isinstance(step, Extension) and kept.facts.due_on is not None:
            step = replace(step, old_due=kept.facts.due_on)
            store.of(Task).replace(kept, replace(kept.facts, due_on=step.new_due))
        _append(store, task, step)
    return deed.changes


def remind(
    store: Store, tasks: Sequence[int], step: Reminder, today: date, number: Kept[IssuedNumber] | None = None
) -> Changes:
    """Write the same reminder for several tasks as one deed; a number of its letter is issued by it.

    Raises ClerkError: as `add`, NUMBER_CANCELLED.
    """
    kept = [store.of(Task).get(task) for task in tasks]
    for each in kept:
        refuse_step(store, each, step, today)
    with store.change(DEED_OF[Reminder]) as deed:
        deed.about(TASKS.table, kept[0].id)
        for each in kept:
            _append(store, each.id, step)
        if number is not None:
            issued_numbers.mark_used(store, number, step.happened_on)
    return deed.changes


def refuse_step(store: Store, kept: Kept[Task], step: Any, today: date) -> None:
    """Raise ClerkError RECORD_INVALID when a finding about the next step of a task blocks."""
    _refuse(findings(store, kept, step, today))


def confirming(store: Store, kept: Kept[Task], today: date) -> list[Finding]:
    """What is wrong or odd about confirming a result as whoever is at the register (rule T6)."""
    has_other = users.has_other(store, DEEDS["confirm_task"].roles)
    return confirm_findings(kept.facts, steps_of(store, kept.id), store.reader.name, today, has_other=has_other)


def confirm(store: Store, task: int, today: date) -> Changes:
    """Confirm the result of a task; raises ClerkError RECORD_INVALID for the one who reported it, NOT_ALLOWED."""
    kept = store.of(Task).get(task)
    _refuse(confirming(store, kept, today))
    with store.change("confirm_task") as deed:
        who = store.reader.name or None
        store.of(Task).replace(kept, replace(kept.facts, confirmed_on=today, confirmed_by=who))
    return deed.changes


def reopen(store: Store, task: int, reason: str, today: date) -> Changes:
    """Send a result back: the task is not done, what was reported stays as a line of its chain.

    Raises ClerkError RECORD_INVALID without a reason or a result, NOT_ALLOWED.
    """
    kept = store.of(Task).get(task)
    facts = kept.facts
    if facts.done_on is None:
        raise _refused("done_on", "Nhiệm vụ chưa báo hoàn thành nên không có gì để mở lại.")
    if not reason.strip():
        raise _refused("reason", "Chưa ghi lý do mở lại.")
    was = Reopening(
        happened_on=today, reason=reason.strip(), done_on=facts.done_on, result=facts.result,
        confirmed_by=facts.confirmed_by,
    )  # fmt: skip
    without = replace(facts, done_on=None, result=None, reported_by=None, confirmed_on=None, confirmed_by=None)
    with store.change("reopen_task") as deed:
        deed.about(TASKS.table, task)
        store.of(Task).replace(kept, without)
        _append(store, task, was)
    return deed.changes


def reported(store: Store, before: Task | None, after: Task) -> Task:
    """A task as whoever is at the register writes it: with who reported its result, and confirmed by no form.

    Raises ClerkError RECORD_INVALID when it would change a confirmed result.
    """
    if before is None:
        return replace(after, reported_by=store.reader.name or None) if after.done_on else after
    _refuse(result_findings(before, after))
    is_same = (before.done_on, before.result) == (after.done_on, after.result)
    who = before.reported_by if is_same else store.reader.name or None
    return replace(
        after, reported_by=who if after.done_on else None, confirmed_on=before.confirmed_on,
        confirmed_by=before.confirmed_by,
    )  # fmt: skip


def _append(store: Store, task: int, step: Any) -> None:
    part = next(part for part in TASKS.parts if part.record is type(step))
    store.of(part.record).add(step, task, next_place(store, part, task))


def _refused(name: str, why: str) -> ClerkError:
    return ClerkError(Problem.RECORD_INVALID, field=name, why=why, count=1)


def _refuse(found: list[Finding]) -> None:
    blocking = tuple(each for each in found if each.blocks)
    if blocking:
        Refused(blocking).raise_first()

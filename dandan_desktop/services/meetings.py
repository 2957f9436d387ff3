"""Meetings as they are saved: the sitting with all its parts, and the tasks its conclusions gave."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dandan_desktop.db.meetings import all_tasks_of, conclusions_of, held_on_of, partners_of, tasks_of
from dandan_desktop.db.offices import body_named
from dandan_desktop.db.store import Store
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.drafts import Refused
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import BodyId, ConclusionId, Kept, Prose
from dandan_desktop.domain.meetings import (
    AgendaItem,
    Attendance,
    Conclusion,
    Meeting,
    Opinion,
    Partner,
    Report,
    Task,
    Vote,
    Weakness,
    WeaknessReview,
    meeting_findings,
    task_findings,
)  # fmt: skip
from dandan_desktop.domain.nouns import MEETINGS, TASKS
from dandan_desktop.services import proposals, records
from dandan_desktop.services.records import PartEdit
from dandan_desktop.services.task_steps import reported

PARTS = (AgendaItem, Attendance, Report, Opinion, Vote, Weakness, WeaknessReview)


@dataclass(frozen=True, slots=True)
class TaskEntry:
    """A task on the meeting's sheet: its id (0 = new), its facts, its partners in order, the version it was read at.

    Version 0 is written over whatever is there.
    """

    id: int
    task: Task
    partners: tuple[BodyId, ...] = ()
    version: int = 0


@dataclass(frozen=True, slots=True)
class ConclusionEntry:
    """A conclusion on the meeting's sheet with its tasks; a new task's `conclusion_id` is filled on saving."""

    id: int
    conclusion: Conclusion
    tasks: tuple[TaskEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Sitting:
    """A whole meeting as it is edited: None for `kept` means a new one."""

    kept: Kept[Meeting] | None
    meeting: Meeting
    parts: dict[type[Any], PartEdit]
    conclusions: tuple[ConclusionEntry, ...]


def read(store: Store, meeting: int) -> Sitting:
    """A whole meeting as its sheet edits it; raises ClerkError RECORD_GONE."""
    kept = store.of(Meeting).get(meeting)
    parts = records.parts_of(store, MEETINGS, meeting)
    tasks = tasks_of(store, meeting)
    conclusions = tuple(
        ConclusionEntry(
            row.id,
            row.facts,
            tuple(TaskEntry(task.id, task.facts, partners, task.version) for task, partners in tasks.get(row.id, [])),
        )
        for row in parts[Conclusion]
    )
    edits = {each: PartEdit(parts[each], [(row.id, row.facts) for row in parts[each]]) for each in PARTS}
    return Sitting(kept, kept.facts, edits, conclusions)


def check(sitting: Sitting) -> None:
    """Raise ClerkError RECORD_INVALID when a finding about the meeting or one of its tasks blocks."""
    found = list(meeting_findings(sitting.meeting))
    for entry in sitting.conclusions:
        for task in entry.tasks:
            found += task_findings(task.task, sitting.meeting.held_on)
    blocking = tuple(each for each in found if each.blocks)
    if blocking:
        Refused(blocking).raise_first()


def write(store: Store, sitting: Sitting) -> int:
    """Inside a deed: write a whole meeting, its tasks and its proposals; returns its id."""
    check(sitting)
    said = proposals.let_go(store, sitting.kept.id, sitting.parts.get(Opinion)) if sitting.kept else {}
    row = records.write(store, MEETINGS, sitting.kept, sitting.meeting, sitting.parts)
    before = conclusions_of(store, row)
    _remove_gone_tasks(store, row, sitting.conclusions)
    after = [(entry.id, entry.conclusion) for entry in sitting.conclusions]
    ids = store.of(Conclusion).sync(row, before, after)
    for conclusion, entry in zip(ids, sitting.conclusions, strict=True):
        _write_tasks(store, ConclusionId(conclusion), entry.tasks)
    proposals.follow(store, row, said)
    return row


def save(store: Store, sitting: Sitting) -> Changes:
    """Add or save a whole meeting as one deed; raises ClerkError RECORD_CHANGED, RECORD_INVALID.

    Bodies written by their exact name are linked to the catalogue (`settled` 27).
    """
    with store.change("add" if sitting.kept is None else "save") as deed:
        deed.about("meetings", write(store, linked(store, sitting)))
    return deed.changes


def linked(store: Store, sitting: Sitting) -> Sitting:
    """The sitting with each body of attendance and opinions linked where its text is exactly a body of that day.

    A link made before stays while the text it was made for stays.
    """
    parts = dict(sitting.parts)
    for record in (Attendance, Opinion):
        if record in parts:
            before = parts[record].before
            known = {kept.id: kept.facts.body for kept in before}
            after = [
                (row, replace(facts, body_id=link(store, facts, known.get(row), sitting.meeting.held_on)))
                for row, facts in parts[record].after
            ]
            parts[record] = PartEdit(before, after)
    return replace(sitting, parts=parts)


def save_task(store: Store, kept: Kept[Task], task: Task, partners: PartEdit) -> Changes:
    """Save one task of a meeting with its partners; raises ClerkError RECORD_CHANGED, RECORD_INVALID."""
    blocking = tuple(each for each in task_findings(task, held_on_of(store, task.conclusion_id)) if each.blocks)
    if blocking:
        Refused(blocking).raise_first()
    return records.save(store, TASKS, kept, reported(store, kept.facts, task), {Partner: partners})


def trash(store: Store, meeting: int) -> Changes:
    """Put a meeting in the trash together with its tasks and proposals."""
    with store.change("trash") as deed:
        store.of(Meeting).remove(meeting)
        for tasks in tasks_of(store, meeting).values():
            for task, _ in tasks:
                store.of(Task).remove(task.id)
        proposals.take_along(store, meeting)
    return deed.changes


def restore(store: Store, meeting: int) -> Changes:
    """Take a meeting back from the trash together with the tasks and proposals that went there with it."""
    return records.restore(store, MEETINGS, meeting)


def finish_task(store: Store, task: int, done_on: date | None, result: Prose | None) -> Changes:
    """Write down when a task was done and with what result, or (None) that it is not done after all."""
    kept = store.of(Task).get(task)
    facts = reported(store, kept.facts, replace(kept.facts, done_on=done_on, result=result or None))
    blocking = tuple(each for each in task_findings(facts, held_on_of(store, kept.facts.conclusion_id)) if each.blocks)
    if blocking:
        Refused(blocking).raise_first()
    with store.change("finish_task") as deed:
        store.of(Task).replace(kept, facts)
    return deed.changes


def link(store: Store, facts: Attendance | Opinion, before: str | None, day: date) -> BodyId | None:
    """The body of exactly the name written, on that day; a link made before stays while its text (`before`) stays."""
    if not facts.body:
        return None
    if facts.body_id is not None and facts.body == before:
        return facts.body_id
    found = body_named(store, facts.body, day)
    return BodyId(found) if found else None


def _write_tasks(store: Store, conclusion: ConclusionId, tasks: Sequence[TaskEntry]) -> None:
    for entry in tasks:
        facts = replace(entry.task, conclusion_id=conclusion)
        if entry.id:
            row = entry.id
            kept = store.of(Task).get(row)
            if entry.version not in (0, kept.version):
                raise ClerkError(Problem.RECORD_CHANGED, table="tasks")
            facts = replace(facts, report_every=kept.facts.report_every)  # the meeting's sheet does not show it
            store.of(Task).replace(kept, reported(store, kept.facts, facts))
        else:
            row = store.of(Task).add(reported(store, None, facts))
        known = partners_of(store, row) if entry.id else []
        by_body = {partner.facts.body_id: partner.id for partner in known}
        after = [(by_body.get(body, 0), Partner(body_id=body)) for body in entry.partners]
        store.of(Partner).sync(row, known, after)


def _remove_gone_tasks(store: Store, meeting: int, after: Sequence[ConclusionEntry]) -> None:
    """Delete the tasks taken off the sheet, and those of conclusions taken off it; a finished one is refused.

    History keeps them, and taking the deed back brings them back.
    """
    stays = {task.id for entry in after for task in entry.tasks}
    concluded = {entry.id for entry in after}
    for task in all_tasks_of(store, meeting):
        if task.id in stays or (task.deleted_at is not None and task.facts.conclusion_id in concluded):
            continue
        if task.facts.done_on is not None:
            raise ClerkError(
                Problem.RECORD_INVALID,
                field="conclusions",
                why="Nhiệm vụ đã hoàn thành không bỏ được.",
                count=1,
            )
        store.of(Task).remove(task.id, for_good=True)

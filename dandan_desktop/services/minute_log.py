"""Taking minutes: one line is one deed (`nouns.md` (b)), so that a line costs the same behind 3 lines and behind 300.

A deed reads and writes the rows it is about and no other line; the meeting's search text waits for the next search.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from dandan_desktop.db import codes, journal, minute_log
from dandan_desktop.db.meetings import conclusions_of, tasks_of
from dandan_desktop.db.store import Deed, Store
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.drafts import Finding, Refused
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import BodyId, CodeId, ConclusionId, Kept, Prose
from dandan_desktop.domain.meetings import (
    AgendaItem,
    Attendance,
    Conclusion,
    Meeting,
    Opinion,
    Partner,
    Task,
    attendance_findings,
    task_findings,
)  # fmt: skip
from dandan_desktop.domain.nouns import MEETINGS
from dandan_desktop.services import proposals
from dandan_desktop.services.meetings import link
from dandan_desktop.services.speakers import Speaker, offered

PAGE = "meetings.log"
"""What the drafts of the log are called: of a meeting, and of its log."""
_TABLES = {part.record: part.table for part in MEETINGS.parts}
_DEEDS = ("add_line", "change_line", "remove_line", "move_line", "conclude", "give_task", "tick_attendance")
_KIND, _KIND_WITH_TASK = "chi_dao", "giao_viec"
"""The kind of a conclusion made by one key, without a task and with one; the record's sheet gives it another."""


class Done(NamedTuple):
    """What a deed changed, and the id of the line it is about (0: the line is gone)."""

    changes: Changes
    row: int


@dataclass(frozen=True, slots=True)
class GivenTask:
    """A task with its partners in order."""

    kept: Kept[Task]
    partners: tuple[BodyId, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A conclusion with the tasks it gave."""

    kept: Kept[Conclusion]
    tasks: tuple[GivenTask, ...]


@dataclass(frozen=True, slots=True)
class Log:
    """The whole log of a meeting as it is read when the screen opens."""

    meeting: Kept[Meeting]
    attendance: tuple[Kept[Attendance], ...]
    opinions: tuple[Kept[Opinion], ...]
    conclusions: tuple[Drawn, ...]
    agenda: tuple[Kept[AgendaItem], ...] = ()


def read(store: Store, meeting: int) -> Log:
    """The log of a meeting; raises ClerkError RECORD_GONE."""
    kept = store.of(Meeting).get(meeting)
    people = tuple(minute_log.attendance(store, meeting))
    agenda = tuple(minute_log.agenda(store, meeting))
    return Log(kept, people, tuple(minute_log.opinions(store, meeting)), conclusions(store, meeting), agenda)


def waiting(store: Store, meeting: int) -> str | None:
    """What this reader typed in the log of a meeting and did not enter: who and what, as far as it is a line.

    Empty where something else waits, such as a task half given; None for nothing.
    """
    typed = store.draft(PAGE, meeting)
    if typed is None:
        return None
    found = json.loads(typed)
    draft = found if isinstance(found, dict) else {}
    return ": ".join(filter(None, (draft.get(name) for name in ("speaker", "text"))))


def conclusions(store: Store, meeting: int) -> tuple[Drawn, ...]:
    """The conclusions of a meeting with their tasks, in order."""
    tasks = tasks_of(store, meeting)
    found = conclusions_of(store, meeting)
    return tuple(Drawn(row, tuple(GivenTask(*each) for each in tasks.get(row.id, ()))) for row in found)


def speakers(store: Store, log: Log) -> list[Speaker]:
    """Who may speak: who came, then who spoke before, then the officials of the day; each once."""
    came = (_speaker(each.facts.name, each.facts) for each in log.attendance if each.facts.is_present)
    chair = Speaker(log.meeting.facts.chair_name or "", log.meeting.facts.chair_position or "")
    spoke = (_speaker(each.facts.speaker, each.facts) for each in log.opinions)
    return offered(store, log.meeting.facts.held_on, (*came, chair, *spoke))


def add_opinion(store: Store, meeting: int, opinion: Opinion) -> Done:
    """Add a line behind the last one; one that is a proposal gets it. Raises ClerkError as `Store.change`."""
    with _deed(store, "add_line", meeting) as deed, _followed(store, meeting, None, opinion):
        row = _add(store, meeting, _linked(store, meeting, opinion, None))
    return Done(deed.changes, row)


def change_line(store: Store, meeting: int, kept: Kept[Any], facts: Any) -> Done:
    """Change a line, an opinion or a conclusion; raises ClerkError RECORD_CHANGED, PROPOSAL_UNDER_WAY."""
    with _deed(store, "change_line", meeting) as deed:
        if isinstance(facts, Opinion):
            facts = _linked(store, meeting, facts, kept.facts.body)
        with _followed(store, meeting, kept, facts):
            store.of(type(facts)).replace(kept, facts)
    return Done(deed.changes, kept.id)


def remove_line(store: Store, meeting: int, kept: Kept[Any]) -> Done:
    """Take out a line; a conclusion with its tasks, unless one of them is done (ClerkError RECORD_INVALID)."""
    with _deed(store, "remove_line", meeting) as deed:
        if isinstance(kept.facts, Conclusion):
            for task in minute_log.tasks_under(store, kept.id):
                _remove_task(store, task)
        if isinstance(kept.facts, Task):
            _remove_task(store, kept)
        else:
            _take_out(store, meeting, kept)
    return Done(deed.changes, 0)


def move_line(store: Store, meeting: int, kept: Kept[Any], step: int) -> Done:
    """Change places with the line before (-1) or behind (1); nothing at the end of the order."""
    record = type(kept.facts)
    with _deed(store, "move_line", meeting) as deed:
        found = minute_log.beside(store, _TABLES[record], kept.id, step)
        if found is not None:
            own, neighbour, its = found
            other = store.of(record).get(neighbour)
            store.of(record).replace(kept, kept.facts, its)
            store.of(record).replace(other, other.facts, own)
    return Done(deed.changes, kept.id)


def conclude(store: Store, meeting: int, said: Opinion, kept: Kept[Opinion] | None = None) -> Done:
    """Make a line the next conclusion, so that the minutes tell it once; None for a line that was just typed."""
    with _deed(store, "conclude", meeting) as deed:
        row = _conclude(store, meeting, said.text, _KIND)
        if kept is not None:
            _take_out(store, meeting, kept)
    return Done(deed.changes, row)


def give_task(
    store: Store, meeting: int, task: Task, partners: tuple[BodyId, ...], line: Kept[Opinion] | None = None
) -> Done:
    """Give a task under its conclusion (0: the newest; the task's text becomes one when there is none).

    `line` is the line that becomes the task and is told no more as an opinion. Raises ClerkError RECORD_INVALID.
    """
    _refuse(task_findings(task, minute_log.held_on(store, meeting)))
    with _deed(store, "give_task", meeting) as deed:
        under, text = task.conclusion_id, task.text
        if not under:
            newest = minute_log.newest_conclusion(store, meeting)
            if newest is None and not text:
                raise ClerkError(
                    Problem.RECORD_INVALID, field="conclusion_id", why="Chưa có kết luận nào để giao nhiệm vụ.", count=1
                )
            if newest is None:
                under, text = ConclusionId(_conclude(store, meeting, text or Prose(""), _KIND_WITH_TASK)), None
            else:
                under = ConclusionId(newest.id)
        row = store.of(Task).add(replace(task, conclusion_id=under, text=text))
        for place, body in enumerate(partners, 1):
            store.of(Partner).add(Partner(body_id=body), row, place)
        if line is not None:
            _take_out(store, meeting, line)
    return Done(deed.changes, row)


def tick(store: Store, meeting: int, kept: Kept[Attendance], facts: Attendance) -> Done:
    """Write down who came, why not, or for whom; raises ClerkError RECORD_CHANGED, RECORD_INVALID."""
    _refuse(attendance_findings(facts))
    with _deed(store, "tick_attendance", meeting) as deed:
        store.of(Attendance).replace(kept, facts)
    return Done(deed.changes, kept.id)


def undo_last(store: Store, meeting: int) -> Changes:
    """Take back the newest deed of a meeting's log, and never one done elsewhere.

    Raises ClerkError NOTHING_TO_UNDO where the newest deed about the meeting is not of its log; else as `Store.undo`.
    """
    newest = journal.newest_undoable(store, MEETINGS.table, meeting)
    if newest is None or newest.name not in _DEEDS:
        raise ClerkError(Problem.NOTHING_TO_UNDO)
    return store.undo(newest.id)


def came(facts: Attendance, *, is_present: bool) -> Attendance:
    """A line of the attendance ticked or not: who came has no reason, who stayed away stands in for nobody."""
    if is_present:
        return replace(facts, is_present=True, reason=None)
    return replace(facts, is_present=False, stands_in_for=None)


def absence_reasons(store: Store) -> list[str]:
    """The usual reasons for staying away; any other may be written."""
    return [each.facts.name for each in codes.entries(store, "absence_reasons")]


@contextmanager
def _deed(store: Store, name: str, meeting: int) -> Iterator[Deed]:
    """A deed about a meeting whose search text is written later."""
    with store.change(name) as deed:
        deed.about("meetings", meeting)
        deed.is_found_later = True
        yield deed


@contextmanager
def _followed(store: Store, meeting: int, before: Kept[Any] | None, after: Any) -> Iterator[None]:
    """Inside a deed that writes a line: its proposal follows it; a line that is none costs nothing."""
    was = before is not None and isinstance(before.facts, Opinion) and before.facts.is_proposal
    stays = isinstance(after, Opinion) and after.is_proposal
    said = proposals.said_at(store, meeting) if was or stays else {}
    if before is not None and was and not stays:
        proposals.let_go_line(store, meeting, before.id)
    yield
    if was or stays:
        proposals.follow(store, meeting, said)


def _take_out(store: Store, meeting: int, kept: Kept[Any]) -> None:
    with _followed(store, meeting, kept, None):
        store.of(type(kept.facts)).remove(kept.id)


def _add(store: Store, meeting: int, facts: Any) -> int:
    record = type(facts)
    return store.of(record).add(facts, meeting, minute_log.next_place(store, _TABLES[record], meeting))


def _conclude(store: Store, meeting: int, text: Prose, kind: str) -> int:
    code = codes.code_id(store, "conclusion_kinds", kind) or codes.entries(store, "conclusion_kinds")[0].id
    return _add(store, meeting, Conclusion(text=text, kind=CodeId(code)))


def _linked(store: Store, meeting: int, facts: Opinion, before: str | None) -> Opinion:
    day = minute_log.held_on(store, meeting)
    return replace(facts, body_id=link(store, facts, before, day))


def _remove_task(store: Store, task: Kept[Task]) -> None:
    if task.facts.done_on is not None:
        why = "Nhiệm vụ đã hoàn thành không bỏ được."
        raise ClerkError(Problem.RECORD_INVALID, field="conclusions", why=why, count=1)
    store.of(Task).remove(task.id, for_good=True)


def _refuse(found: list[Finding]) -> None:
    blocking = tuple(each for each in found if each.blocks)
    if blocking:
        Refused(blocking).raise_first()


def _speaker(name: str | None, facts: Attendance | Opinion) -> Speaker:
    return Speaker(name or "", facts.position or "", facts.body or "")

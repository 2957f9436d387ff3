"""Reading tasks by what is due, and the meetings that gave them."""

import json
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from dandan_desktop.db.store import Store
from dandan_desktop.db.visible import source
from dandan_desktop.domain.meetings import Conclusion
from dandan_desktop.domain.nouns import MEETINGS
from dandan_desktop.domain.task_steps import owed_periods

_CONCLUSIONS = next(part for part in MEETINGS.parts if part.record is Conclusion)


class Standing(NamedTuple):
    """What beside its own facts says how a task stands: how often it was reminded of, whether it owes a report, whether
    its deadline was moved."""

    reminders: int = 0
    owes_report: bool = False
    is_extended: bool = False


NOTHING = Standing()


def owes(task: str, meeting: str, as_of: date) -> str:
    """The SQL condition, given the aliases, that a standing task owes the report of a period on a day (rule T7)."""
    ways = [
        f"{task}.report_every = '{every}' AND {meeting}.held_on <= '{given_by}' AND NOT EXISTS (SELECT 1 FROM"
        f" task_progress p WHERE p.task_id = {task}.id AND p.period = '{period.code}' AND p.happened_on <= '{as_of}')"
        for every, (period, given_by) in owed_periods(as_of).items()
    ]
    return f"({task}.is_standing AND {task}.report_every IS NOT NULL AND ({' OR '.join(ways)}))"


def _late(condition: str, today: date) -> str:
    """The SQL of the tasks not done that are overdue, and since when: by their deadline, or by the period owed."""
    since = " ".join(f"WHEN '{every}' THEN '{period.last}'" for every, (period, _) in owed_periods(today).items())
    return (
        "SELECT t.id, t.due_on AS since FROM tasks t"
        f" WHERE t.done_on IS NULL AND t.is_standing = 0 AND t.due_on < '{today}' AND {condition}"
        f" UNION ALL SELECT t.id, CASE t.report_every {since} END FROM tasks t"
        " JOIN conclusions q ON q.id = t.conclusion_id JOIN meetings m ON m.id = q.meeting_id"
        f" WHERE t.report_every IS NOT NULL AND t.done_on IS NULL AND {owes('t', 'm', today)} AND {condition}"
    )


def overdue(store: Store, today: date) -> list[int]:
    """The tasks not done whose deadline has passed, or that owe a period's report; the longest overdue first."""
    sql = f"SELECT id FROM ({_late(store.sees('tasks', 't'), today)}) ORDER BY since, id"
    return [int(row) for (row,) in store.query(sql)]


def count_overdue(store: Store, today: date) -> int:
    """How many tasks are overdue in this reader's totals, whether or not he may open them."""
    return int(store.query(f"SELECT count(*) FROM ({_late(store.totals('tasks', 't'), today)})")[0][0])


def unconfirmed(store: Store) -> list[int]:
    """The tasks reported done that nobody has confirmed, the oldest first."""
    sql = (
        "SELECT t.id FROM tasks t WHERE t.done_on IS NOT NULL AND t.confirmed_on IS NULL"
        f" AND {store.sees('tasks', 't')} ORDER BY t.done_on, t.id"
    )
    return [int(row) for (row,) in store.query(sql)]


def of_unit(store: Store, unit: int) -> set[int]:
    """The tasks whose owner is a body of a unit."""
    sql = f"""SELECT t.id FROM tasks t JOIN bodies b ON b.id = t.owner_id
        WHERE b.unit_id = ? AND {store.sees("tasks", "t")}"""
    return {int(row) for (row,) in store.query(sql, (unit,))}


def standing(store: Store, tasks: Sequence[int], today: date) -> dict[int, Standing]:
    """What beside its own facts says how each of these tasks stands, asked once for all of them."""
    sql = f"""SELECT t.id, (SELECT count(*) FROM task_reminders r WHERE r.task_id = t.id), {owes("t", "m", today)},
            EXISTS (SELECT 1 FROM task_extensions e WHERE e.task_id = t.id)
        FROM tasks t JOIN conclusions q ON q.id = t.conclusion_id JOIN meetings m ON m.id = q.meeting_id
        WHERE t.id IN (SELECT value FROM json_each(?)) AND {store.sees("tasks", "t")}"""
    found = store.query(sql, (json.dumps(list(tasks)),))
    return {row: Standing(count, bool(late), bool(moved)) for row, count, late, moved in found}


def undone(store: Store, until: date | None = None) -> list[int]:
    """The tasks not done, standing ones too; with `until` only those whose deadline comes by then, no standing one."""
    limit = "" if until is None else " AND t.is_standing = 0 AND t.due_on <= ?"
    values = () if until is None else (until.isoformat(),)
    condition = store.sees("tasks", "t")
    sql = f"SELECT t.id FROM tasks t WHERE t.done_on IS NULL{limit} AND {condition} ORDER BY t.due_on, t.id"
    return [int(row) for (row,) in store.query(sql, values)]


def due_between(store: Store, first: date, last: date) -> list[int]:
    """The tasks not done whose deadline is one of these days."""
    sql = (
        "SELECT t.id FROM tasks t WHERE t.done_on IS NULL AND t.is_standing = 0 AND t.due_on BETWEEN ? AND ?"
        f" AND {store.sees('tasks', 't')} ORDER BY t.due_on, t.id"
    )
    return [int(row) for (row,) in store.query(sql, (first.isoformat(), last.isoformat()))]


def meetings_of(store: Store, tasks: Sequence[int]) -> dict[int, tuple[int, str]]:
    """The id and title of the meeting that gave each task, asked once for all of them; a hidden one has no title."""
    sql = (
        "SELECT t.id, c.meeting_id, coalesce(m.title, '') FROM tasks t JOIN conclusions c ON c.id = t.conclusion_id"
        f" LEFT JOIN {source(store.reader, MEETINGS)} m ON m.id = c.meeting_id"
        " WHERE t.id IN (SELECT value FROM json_each(?))"
    )
    return {task: (meeting, title) for task, meeting, title in store.query(sql, (json.dumps(list(tasks)),))}


def outcomes(store: Store, meetings: Sequence[int]) -> dict[int, tuple[int, int]]:
    """How many conclusions and live tasks each of these meetings has, asked once for all of them."""
    sql = (
        f"SELECT c.meeting_id, count(DISTINCT c.id), count(t.id) FROM {source(store.reader, MEETINGS, _CONCLUSIONS)} c"
        f" LEFT JOIN tasks t ON t.conclusion_id = c.id AND {store.sees('tasks', 't')}"
        " WHERE c.meeting_id IN (SELECT value FROM json_each(?)) GROUP BY c.meeting_id"
    )
    found = {row: (conclusions, tasks) for row, conclusions, tasks in store.query(sql, (json.dumps(list(meetings)),))}
    return {row: found.get(row, (0, 0)) for row in meetings}


def place_of(store: Store, conclusion: int) -> tuple[int, int]:
    """The meeting of a conclusion, and its number there."""
    sql = (
        "SELECT c.meeting_id, (SELECT count(*) FROM conclusions b WHERE b.meeting_id = c.meeting_id"
        " AND b.place <= c.place) FROM conclusions c WHERE c.id = ?"
    )
    meeting, number = store.query(sql, (conclusion,))[0]
    return int(meeting), int(number)

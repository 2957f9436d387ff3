"""Reading tasks by what is due, and the meetings that gave them."""

import json
from collections.abc import Sequence
from datetime import date

from dandan_desktop.db.store import Store
from dandan_desktop.db.visible import source
from dandan_desktop.domain.meetings import Conclusion
from dandan_desktop.domain.nouns import MEETINGS

_CONCLUSIONS = next(part for part in MEETINGS.parts if part.record is Conclusion)


def overdue(store: Store, today: date) -> list[int]:
    """The tasks not done whose deadline has passed, the longest overdue first; standing ones are never overdue."""
    condition = store.sees("tasks", "t")
    sql = (
        f"SELECT t.id FROM tasks t WHERE t.done_on IS NULL AND t.is_standing = 0 AND t.due_on < ? AND {condition}"
        " ORDER BY t.due_on, t.id"
    )
    return [int(row) for (row,) in store.query(sql, (today.isoformat(),))]


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

"""What the roll-up counts, one SELECT for each source: a figure is its GROUP BY, the list behind it its filter.

Only live records count, each in the unit it names itself, dated moves by the day they happened (`settled` 2, 35).
"""

import json
from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Any, NamedTuple

from dandan_desktop.db.store import Store
from dandan_desktop.db.tasks import owes
from dandan_desktop.domain.cases import ADMITTED, INTRODUCED
from dandan_desktop.domain.initiatives import REGISTERED
from dandan_desktop.domain.meetings import TaskState
from dandan_desktop.domain.periods import Period
from dandan_desktop.domain.rollup import Count, Place

# Each answers: column, row of the noun to open, unit. CROSS JOIN keeps the order of the tables: the day's index first.
_CASES = """
    SELECT iif(s.code = :introduced, 'introduced/', 'admitted/') || k.code AS "column", c.id AS row, c.unit_id
    FROM codes s CROSS JOIN case_moves v ON v.to_state = s.id AND v.happened_on BETWEEN :first AND :last
    CROSS JOIN cases c ON c.id = v.case_id JOIN bodies b ON b.id = c.body_id JOIN codes k ON k.id = b.kind
    WHERE s.list = 'admission_stages' AND s.code IN (:introduced, :admitted) AND {c}"""
_INITIATIVES = """
    SELECT 'initiatives/' || f.code AS "column", i.id AS row, i.unit_id
    FROM codes s CROSS JOIN initiative_moves v ON v.to_state = s.id AND v.happened_on BETWEEN :first AND :last
    CROSS JOIN initiatives i ON i.id = v.initiative_id JOIN codes f ON f.id = i.field
    WHERE s.list = 'initiative_states' AND s.code = :registered AND {i}"""
_MEETINGS = """
    SELECT 'meetings' AS "column", m.id AS row, m.unit_id
    FROM meetings m WHERE m.held_on BETWEEN :first AND :last AND {m}"""
_CONCLUSIONS = """
    SELECT 'conclusions' AS "column", m.id AS row, m.unit_id
    FROM meetings m CROSS JOIN conclusions q ON q.meeting_id = m.id
    WHERE m.held_on BETWEEN :first AND :last AND {m}"""
_IN_PERIOD, _OF_MEETING = "m.held_on BETWEEN :first AND :last", "m.id = :meeting"
_TASKS = """
    SELECT 'tasks/' || CASE
        WHEN done_on <= :as_of AND (is_standing OR due_on IS NULL OR done_on <= due_on) THEN 'done_in_time'
        WHEN done_on <= :as_of THEN 'done_late'
        WHEN is_standing THEN iif(owes, 'overdue', 'in_time')
        WHEN due_on IS NULL OR due_on >= :as_of THEN 'in_time'
        ELSE 'overdue' END AS "column", row, unit_id, done_on, due_on
    FROM (SELECT t.id AS row, m.unit_id, t.is_standing, {owes} AS owes, {done} AS done_on, {due} AS due_on
        FROM meetings m CROSS JOIN conclusions q ON q.meeting_id = m.id CROSS JOIN tasks t ON t.conclusion_id = q.id
        WHERE {when} AND {m} AND {t})"""
_STOOD = {
    "done": """coalesce(iif(t.done_on <= :as_of, t.done_on, NULL), (SELECT min(r.done_on) FROM task_reopenings r
        WHERE r.task_id = t.id AND r.happened_on > :as_of AND r.done_on <= :as_of))""",
    "due": """coalesce((SELECT e.old_due FROM task_extensions e WHERE e.task_id = t.id AND e.happened_on > :as_of
        ORDER BY e.place LIMIT 1), t.due_on)""",
}
"""What a task's day of completion and deadline were on a day: a later extension or reopening changes no closed period
(`settled` 2)."""

_SOURCES = {
    "introduced": ("cases", _CASES),
    "admitted": ("cases", _CASES),
    "initiatives": ("initiatives", _INITIATIVES),
    "meetings": ("meetings", _MEETINGS),
    "conclusions": ("meetings", _CONCLUSIONS),
    "tasks": ("tasks", _TASKS),
}


def figures(store: Store, period: Period, as_of: date) -> list[Count]:
    """The counts of a period by column and unit; nothing dated after `as_of` counts."""
    values = _values(period, as_of)
    found = []
    for source in dict.fromkeys(source for _, source in _SOURCES.values()):
        select = f'SELECT "column", unit_id, count(*) FROM ({_scoped(store.totals, source, as_of)}) GROUP BY 1, 2'
        found += [Count(*row) for row in store.query(select, values)]
    return found


def counted(
    store: Store, period: Period, as_of: date, columns: Collection[str], units: Iterable[int]
) -> tuple[str, list[int]]:
    """The table and the rows behind a cell: one row for each record counted, so as many as its number says.

    `columns` are counted columns of one source; a conclusion is opened as its meeting.
    """
    measure = next((column.partition("/")[0] for column in columns), "")
    if measure not in _SOURCES:
        return "", []
    table, source = _SOURCES[measure]
    inside = '"column" IN (SELECT value FROM json_each(:columns)) AND unit_id IN (SELECT value FROM json_each(:units))'
    select = f"SELECT row FROM ({_scoped(store.sees, source, as_of)}) WHERE {inside} ORDER BY row"
    lists = {"columns": json.dumps(list(columns)), "units": json.dumps(list(units))}
    return table, [row for (row,) in store.query(select, {**_values(period, as_of), **lists})]


class Stood(NamedTuple):
    """A task as it stood on a day: its row, its state, when it was done and due by what was known then."""

    row: int
    state: TaskState
    done_on: date | None
    due_on: date | None


def tasks_on(store: Store, meeting: int, as_of: date) -> list[Stood]:
    """How the tasks a meeting gave stood on a day, counted as the roll-up counts them."""
    select = (
        f'SELECT row, "column", done_on, due_on FROM ({_scoped(store.sees, _TASKS, as_of, _OF_MEETING)}) ORDER BY row'
    )
    found = store.query(select, {"meeting": meeting, "as_of": as_of.isoformat()})
    return [
        Stood(row, TaskState(column.removeprefix("tasks/")), _day(done), _day(due)) for row, column, done, due in found
    ]


def places(store: Store) -> dict[int, Place]:
    """Every unit there is or was, those in the trash too: a record may still name them."""
    found = store.query(
        "SELECT u.id, u.code, u.name, l.name, u.parent_id, u.valid_from, u.valid_to"
        " FROM units u JOIN codes l ON l.id = u.level"
    )
    return {row[0]: Place(*row[:5], *map(_day, row[5:])) for row in found}


def roots(store: Store, bodies: Collection[int]) -> list[int]:
    """The units of these bodies, of those they descend from, and the units that became theirs; nearest first.

    A committee of the same unit counts as one body with those under it that share or use its papers.
    """
    values = {"bodies": json.dumps(list(bodies))}
    lines = store.query(
        """WITH RECURSIVE line(id, far) AS (
            SELECT value, 0 FROM json_each(:bodies)
            UNION SELECT s.from_id, far + 1 FROM line JOIN body_successions s ON s.to_id = line.id WHERE far < 99
            UNION SELECT p.id, far + 1 FROM line JOIN bodies b ON b.id = line.id
                JOIN bodies p ON p.id = b.parent_id AND p.unit_id = b.unit_id WHERE far < 99)
        SELECT b.unit_id FROM line JOIN bodies b ON b.id = line.id GROUP BY b.unit_id ORDER BY min(far), b.unit_id""",
        values,
    )
    before = store.query(
        """WITH RECURSIVE line(id, far) AS (
            SELECT unit_id, 0 FROM bodies WHERE id IN (SELECT value FROM json_each(:bodies))
            UNION SELECT s.from_id, far + 1 FROM line JOIN unit_successions s ON s.to_id = line.id WHERE far < 99)
        SELECT id FROM line WHERE far > 0 GROUP BY id ORDER BY min(far), id""",
        values,
    )
    return list(dict.fromkeys(unit for (unit,) in (*lines, *before)))


def organisations(store: Store, units: Collection[int]) -> list[tuple[str, str]]:
    """Code and name of the organisations that stand in most of these units, in the order of the code list.

    An organisation of one place only is counted with the others, so that offices' papers keep the same columns.
    """
    return [
        (code, name)
        for code, name in store.query(
            """SELECT k.code, k.name FROM codes k JOIN bodies b ON b.kind = k.id AND b.deleted_at IS NULL
            WHERE k.list = 'body_kinds' AND k."group" = 'organisation'
                AND b.unit_id IN (SELECT value FROM json_each(:units))
            GROUP BY k.code HAVING 2 * count(DISTINCT b.unit_id) > :number ORDER BY min(k.rank)""",
            {"units": json.dumps(list(units)), "number": len(units)},
        )
    ]


def fields(store: Store) -> list[tuple[str, str]]:
    """Code and name of the fields of initiatives, in the order of the code list."""
    live = "list = 'initiative_fields' AND deleted_at IS NULL"
    select = f"SELECT code, name FROM codes WHERE {live} GROUP BY code ORDER BY min(rank)"
    return [(code, name) for code, name in store.query(select)]


_ALIASES = {"c": "cases", "i": "initiatives", "m": "meetings", "t": "tasks"}


def _scoped(condition: Callable[[str, str], str], source: str, as_of: date, when: str = _IN_PERIOD) -> str:
    scopes = {alias: condition(table, alias) for alias, table in _ALIASES.items()}
    return source.format(**scopes, **_STOOD, owes=owes("t", "m", as_of), when=when)


def _values(period: Period, as_of: date) -> dict[str, Any]:
    return {
        "first": period.first.isoformat(),
        "last": min(period.last, as_of).isoformat(),
        "as_of": as_of.isoformat(),
        "introduced": INTRODUCED,
        "admitted": ADMITTED,
        "registered": REGISTERED,
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

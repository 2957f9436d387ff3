"""What needs a hand today: one SELECT each, answering the ids of the records behind the line.

They come in no order: the list that shows them has its own, and putting thousands in order costs as much as finding
them.
"""

import json
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from dandan_desktop.db import tasks
from dandan_desktop.db.lists import chosen
from dandan_desktop.db.store import Store
from dandan_desktop.domain.periods import Period

RUNNING = "DANG_THUC_HIEN"
"""The state of an initiative that is being carried out."""


_AHEAD = "SELECT id FROM codes WHERE list = 'admission_stages' AND json_array_length(coalesce(next, '[]')) > 0"
"""The stages with others ahead."""
_BEGUN = ("meetings", "cases", "initiatives", "proposals")
"""The nouns that work begins with."""


class Totals(NamedTuple):
    """How many records count for a reader, whether or not he may open them."""

    meetings: int
    overdue: int
    undone: int
    cases: int
    running: int


def totals(store: Store, period: Period, today: date) -> Totals:
    """Meetings of a period, tasks overdue on a day and not done, cases with stages ahead, running initiatives."""
    undone = f"SELECT count(*) FROM tasks t WHERE t.done_on IS NULL AND {store.totals('tasks', 't')}"
    running = "SELECT id FROM codes WHERE list = 'initiative_states' AND code = ?"
    asked: tuple[tuple[str, tuple[str, ...]], ...] = (
        (
            f"SELECT count(*) FROM meetings m WHERE m.held_on BETWEEN ? AND ? AND {store.totals('meetings', 'm')}",
            (period.first.isoformat(), period.last.isoformat()),
        ),
        (undone, ()),
        (f"SELECT count(*) FROM cases c WHERE c.stage IN ({_AHEAD}) AND {store.totals('cases', 'c')}", ()),
        (
            f"SELECT count(*) FROM initiatives i WHERE i.state IN ({running}) AND {store.totals('initiatives', 'i')}",
            (RUNNING,),
        ),
    )
    meetings, *rest = (int(store.query(sql, values)[0][0]) for sql, values in asked)
    return Totals(meetings, tasks.count_overdue(store, today), *rest)


def by_owner(store: Store, undone: Sequence[int]) -> list[tuple[str, list[int]]]:
    """These tasks, none of them done, by the name of the body in charge, the busiest first."""
    sql = (
        "SELECT b.name, json_group_array(t.id) FROM tasks t JOIN bodies b ON b.id = t.owner_id"
        f" WHERE t.done_on IS NULL AND t.is_standing IN (0, 1) AND {store.sees('tasks', 't')}"
        " AND +t.id IN (SELECT value FROM json_each(?)) GROUP BY b.id ORDER BY count(*) DESC, b.line, b.id"
    )  # the plus keeps to the index of undone tasks, which is small, instead of reading the rows
    return [(name, sorted(json.loads(rows))) for name, rows in store.query(sql, (json.dumps(list(undone)),))]


def silent_cases(store: Store, since: date) -> list[int]:
    """The cases with stages still ahead that no move since this day brought on."""
    sql = (
        f"SELECT c.id FROM cases c WHERE c.stage IN ({_AHEAD})"
        f" AND {store.sees('cases', 'c')} AND c.id NOT IN (SELECT w.case_id FROM case_moves w"
        " WHERE w.to_state IN (SELECT id FROM codes WHERE list = 'admission_stages') AND w.happened_on >= ?)"
    )  # naming every stage lets the index of moves by day answer, which the moves of three months make short
    return chosen(store, sql, (since.isoformat(),))


def running_initiatives(store: Store) -> list[int]:
    """The initiatives being carried out."""
    sql = (
        "SELECT i.id FROM initiatives i JOIN codes s ON s.id = i.state"
        f" WHERE s.list = 'initiative_states' AND s.code = ? AND {store.sees('initiatives', 'i')}"
    )
    return chosen(store, sql, (RUNNING,))


def meetings_in(store: Store, period: Period) -> list[int]:
    """The meetings held in a period by date."""
    sql = f"SELECT m.id FROM meetings m WHERE m.held_on BETWEEN ? AND ? AND {store.sees('meetings', 'm')}"
    return chosen(store, sql, (period.first.isoformat(), period.last.isoformat()))


def open_conclusions(store: Store) -> list[int]:
    """The meeting of each conclusion that has neither a live task nor a reason why not (rule T1).

    A meeting with two such conclusions is there twice.
    """
    sql = (
        "SELECT m.id FROM conclusions q JOIN meetings m ON m.id = q.meeting_id"
        " WHERE q.no_task_reason IS NULL"
        f" AND NOT EXISTS (SELECT 1 FROM tasks t WHERE t.conclusion_id = q.id AND {store.sees('tasks', 't')})"
        f" AND {store.sees('meetings', 'm')}"
    )
    return chosen(store, sql)


def has_conclusions(store: Store) -> bool:
    """Whether this reader sees a meeting with a conclusion."""
    sql = f"SELECT 1 FROM conclusions q JOIN meetings m ON m.id = q.meeting_id WHERE {store.sees('meetings', 'm')}"
    return bool(store.query(f"{sql} LIMIT 1"))


def has_proposals(store: Store) -> bool:
    """Whether this reader sees a proposal."""
    return bool(store.query(f"SELECT 1 FROM proposals t WHERE {store.sees('proposals', 't')} LIMIT 1"))


def is_empty(store: Store) -> bool:
    """Whether nothing of the work was recorded yet: no such record, live or in the trash."""
    sql = " UNION ALL ".join(f"SELECT EXISTS (SELECT 1 FROM {table})" for table in _BEGUN)
    return not any(row[0] for row in store.query(sql))

"""Reading proposals: those of a meeting, what waits for a hand, and how often the same matter was raised."""

import json
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from dandan_desktop.db.lists import chosen
from dandan_desktop.db.store import Store
from dandan_desktop.db.visible import source
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.meetings import Opinion
from dandan_desktop.domain.nouns import MEETINGS
from dandan_desktop.domain.periods import Period
from dandan_desktop.domain.proposals import Proposal

_KIN = """WITH RECURSIVE kin(seed, id) AS (
    SELECT value, value FROM json_each(?)
    UNION SELECT k.seed, p.repeats_id FROM kin k JOIN proposals p ON p.id = k.id WHERE p.repeats_id IS NOT NULL
    UNION SELECT k.seed, p.id FROM kin k JOIN proposals p ON p.repeats_id = k.id)"""
"""All that say they repeat one another, however they are linked, for each of the rows asked about."""


class Turn(NamedTuple):
    """The how manieth time a matter is raised, how many times in all, and the rows of it from the first on."""

    number: int
    rows: tuple[int, ...]

    @property
    def is_repeated(self) -> bool:
        """Whether it was raised more than once."""
        return len(self.rows) > 1


class Origin(NamedTuple):
    """The meeting a proposal was made at: its id, day and title, empty where the reader does not see it."""

    meeting: int
    held_on: date
    title: str
    number: int
    """The place of the opinion among those of the meeting, from 1."""


def of_meeting(store: Store, meeting: int) -> list[Kept[Proposal]]:
    """The proposals of a meeting's opinions, those in the trash too."""
    return store.of(Proposal).some("JOIN opinions o ON o.id = t.opinion_id WHERE o.meeting_id = ?", (meeting,))


def marked(store: Store, meeting: int) -> list[Kept[Opinion]]:
    """The opinions of a meeting that are marked as proposals, in order."""
    return store.of(Opinion).some("WHERE t.meeting_id = ? AND t.is_proposal = 1 ORDER BY t.place", (meeting,))


def repeaters(store: Store, row: int) -> bool:
    """Whether another proposal says that it repeats this one, whoever sees it."""
    return bool(store.query("SELECT 1 FROM proposals WHERE repeats_id = ? LIMIT 1", (row,)))


_AS_INDEXED = "coalesce(t.due_on, t.received_on), t.due_on, t.sent_on, t.answered_on, t.told_on, t.deleted_at, t.id"
"""By the day something is due, all of it in the index of waiting proposals: nothing is left to be put in order."""


def unsent(store: Store, today: date) -> list[int]:
    """The proposals neither sent to anybody nor answered by a day, the oldest first."""
    return _open(store, "(t.sent_on IS NULL OR t.sent_on > :today) AND NOT {answered}", today)


def overdue(store: Store, today: date) -> list[int]:
    """The proposals not answered whose day has passed, the longest overdue first."""
    return _open(store, "t.due_on < :today AND NOT {answered}", today)


def untold(store: Store, today: date) -> list[int]:
    """The proposals answered of which the asker was not told yet (rule K1)."""
    return _open(store, "{answered} AND (t.told_on IS NULL OR t.told_on > :today)", today)


def received_in(store: Store, period: Period, until: date) -> list[Kept[Proposal]]:
    """The live proposals received in a period, but none after a day."""
    last = min(period.last, until)
    condition = f"WHERE {store.sees('proposals', 't')} AND t.received_on BETWEEN ? AND ? ORDER BY t.received_on, t.id"
    return store.of(Proposal).some(condition, (period.first.isoformat(), last.isoformat()))


def turns(store: Store, rows: Sequence[int]) -> dict[int, Turn]:
    """How often the matter of each of these was raised until then (rule K3); those in the trash do not count."""
    sql = (
        f"{_KIN} SELECT k.seed, t.id FROM kin k JOIN proposals t ON t.id = k.id"
        f" WHERE t.id = k.seed OR {store.sees('proposals', 't')} ORDER BY k.seed, t.received_on, t.id"
    )
    found: dict[int, list[int]] = {}
    for seed, row in store.query(sql, (json.dumps(list(rows)),)):
        found.setdefault(seed, []).append(row)
    return {seed: Turn(alike.index(seed) + 1, tuple(alike)) for seed, alike in found.items()}


def origins(store: Store, rows: Sequence[int]) -> dict[int, Origin]:
    """Where each of these was made; those that came by another way are left out."""
    sql = (
        "SELECT t.id, o.meeting_id, w.held_on, coalesce(m.title, ''), (SELECT count(*) FROM opinions b"
        " WHERE b.meeting_id = o.meeting_id AND b.place <= o.place) FROM proposals t"
        " JOIN opinions o ON o.id = t.opinion_id JOIN meetings w ON w.id = o.meeting_id"
        f" LEFT JOIN {source(store.reader, MEETINGS)} m ON m.id = o.meeting_id"
        " WHERE t.id IN (SELECT value FROM json_each(?))"
    )
    found = store.query(sql, (json.dumps(list(rows)),))
    return {row: Origin(meeting, date.fromisoformat(day), title, number) for row, meeting, day, title, number in found}


def _open(store: Store, condition: str, today: date) -> list[int]:
    answered = "(t.answered_on IS NOT NULL AND t.answered_on <= :today)"
    sql = (
        f"SELECT t.id FROM proposals t WHERE {condition.format(answered=answered)} AND {store.sees('proposals', 't')}"
        f" ORDER BY {_AS_INDEXED}"
    )
    return chosen(store, sql, {"today": today.isoformat()})

"""What a deed may not do to a record that is locked: the one place that says so, asked at the end of every deed.

A noun's `locks` part has a row for each time it was locked: in force until `reopened_on`; an addendum locks nothing.
Erasure alone passes, because the law asks for it; it redacts instead (`settled` 9).
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from dandan_desktop.db.engine import Connection
from dandan_desktop.db.history import Image
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.nouns import Noun, Part

_IN_FORCE = "v.reopened_on IS NULL AND v.is_addendum = 0"
_OPENS = frozenset({"reopened_on", "reason", "version", "updated_at"})
"""What may change of a lock once made."""
_FREE = "erase"
Row = Mapping[str, Any]


class _Change(NamedTuple):
    """One write of a lock: whose it is, its row, and how it was and is."""

    owner: int
    row: int
    before: Row | None
    after: Row | None


FOLLOWED: Mapping[str, str] = {
    "meetings": """EXISTS (SELECT 1 FROM meetings o JOIN bodies ob ON ob.id = o.convener_id
        JOIN bodies mb ON mb.id = {a}.convener_id WHERE o.series = {a}.series
        AND (ob.id = mb.id OR (ob.line = mb.line AND mb.line <> ''))
        AND o.deleted_at IS NULL AND o.is_planned = 0 AND o.id <> {a}.id
        AND (o.held_on, coalesce(o.starts_at, '')) > ({a}.held_on, coalesce({a}.starts_at, '')))""",
}
"""How a noun's record is known to have a later one that builds on it: a sitting of the series by the same convener.

One that is only planned builds on nothing yet."""


def refuse(
    connection: Connection, nouns: Sequence[Noun], deed: str, owners: Iterable[tuple[str, int]], seq: int
) -> None:
    """Look over what a deed wrote after this number of the history.

    Raises ClerkError: MINUTES_LOCKED when it changed a record that was or is locked, or a lock itself;
    MINUTES_FOLLOWED, MINUTES_PRINTED, MINUTES_CHANGED when it opened or closed one that may not be.
    """
    touched = list(owners)
    for noun in nouns if deed != _FREE else ():
        rows = [row for table, row in touched if table == noun.table]
        if noun.locks and rows:
            _refuse(connection, noun, rows, seq)


def refuse_undo(connection: Connection, nouns: Sequence[Noun], images: Sequence[Image]) -> None:
    """Say before it is done that taking back these images would be refused; raises ClerkError as `refuse`."""
    for noun in nouns:
        if not noun.locks:
            continue
        parents = {noun.table: "id", **{part.table: part.parent for part in noun.parts if not part.stays_open}}
        for image in images:
            side = image.after or image.before or {}
            if image.table == noun.locks:
                back = _Change(int(side[parents[image.table]]), image.row, image.after, image.before)
                _refuse_change(connection, noun, back)
            elif image.table in parents and is_locked(connection, noun, int(side[parents[image.table]])):
                raise ClerkError(Problem.MINUTES_LOCKED)


def is_locked(connection: Connection, noun: Noun, row: int) -> bool:
    """Whether a record is locked now."""
    return row in _locked(connection, noun, [row])


def follower(connection: Connection, noun: Noun, row: int) -> str:
    """Why a record may not be opened any more, in words; empty while nothing depends on it."""
    part = _part(noun)
    added = f"SELECT 1 FROM {part.table} WHERE {part.parent} = ? AND is_addendum = 1 LIMIT 1"
    if connection.execute(added, (row,)).fetchone():
        return "đã có biên bản bổ sung"
    later = f"SELECT {FOLLOWED[noun.table].format(a='m')} FROM {noun.table} m WHERE m.id = ?"
    found = connection.execute(later, (row,)).fetchone()
    return "đã có cuộc họp sau cùng loại" if found and found[0] else ""


def _refuse(connection: Connection, noun: Noun, rows: list[int], seq: int) -> None:
    part = _part(noun)
    written = connection.execute(
        "SELECT owner, row, before, after FROM history_images WHERE seq > ? AND tbl = ? ORDER BY seq", (seq, part.table)
    ).fetchall()
    changes = [_Change(owner, row, _read(before), _read(after)) for owner, row, before, after in written]
    held = _locked(connection, noun, rows) | {owner for owner, _, before, _ in changes if _is_in_force(before)}
    others = (
        "SELECT DISTINCT owner FROM history_images WHERE seq > ? AND owner_table = ?"
        " AND tbl NOT IN (SELECT value FROM json_each(?))"
    )
    free = json.dumps([part.table, *_open(noun)])
    if held and held & {owner for (owner,) in connection.execute(others, (seq, noun.table, free))}:
        raise ClerkError(Problem.MINUTES_LOCKED)
    for change in changes:
        _refuse_change(connection, noun, change)


def _refuse_change(connection: Connection, noun: Noun, change: _Change) -> None:
    """Refuse a change of a lock that may not be: its content, opening what others build on, closing what has changed.

    A record that goes for good takes its locks with it; it was not locked, or it could not have been trashed.
    """
    owner, row, before, after = change
    if before and after and any(after[name] != before[name] for name in before.keys() - _OPENS):
        raise ClerkError(Problem.MINUTES_LOCKED)
    is_there = connection.execute(f"SELECT 1 FROM {noun.table} WHERE id = ?", (owner,)).fetchone()
    if after is None and is_there and _is_printed(connection, noun, owner, row):
        raise ClerkError(Problem.MINUTES_PRINTED)
    if _is_in_force(before) and not _is_in_force(after) and is_there and (why := follower(connection, noun, owner)):
        raise ClerkError(Problem.MINUTES_FOLLOWED, why=why)
    if _is_in_force(after) and not _is_in_force(before) and _is_changed(connection, noun, owner, row):
        raise ClerkError(Problem.MINUTES_CHANGED)


def _locked(connection: Connection, noun: Noun, rows: Sequence[int]) -> set[int]:
    part = _part(noun)
    sql = (
        f"SELECT v.{part.parent} FROM {part.table} v WHERE {_IN_FORCE}"
        f" AND v.{part.parent} IN (SELECT value FROM json_each(?))"
    )
    return {row for (row,) in connection.execute(sql, (json.dumps(list(rows)),))}


def _read(side: str | None) -> Row | None:
    found: Row | None = json.loads(side) if side else None
    return found


def _part(noun: Noun) -> Part:
    return next(part for part in noun.parts if part.table == noun.locks)


def _is_in_force(side: Row | None) -> bool:
    return side is not None and side["reopened_on"] is None and not side["is_addendum"]


def _locked_in(connection: Connection, noun: Noun, owner: int, row: int) -> int:
    """The deed that made a lock first; 0 for the one under way."""
    sql = "SELECT coalesce(min(deed), 0) FROM history WHERE owner_table = ? AND owner = ? AND tbl = ? AND row = ?"
    return int(connection.execute(sql, (noun.table, owner, noun.locks, row)).fetchone()[0])


def _is_printed(connection: Connection, noun: Noun, owner: int, row: int) -> bool:
    """Whether the record was printed since it was locked so, alone or among others."""
    sql = "SELECT 1 FROM deeds WHERE name = 'print' AND id > ? AND (tbl = '' OR (tbl = ? AND row = ?)) LIMIT 1"
    deed = _locked_in(connection, noun, owner, row)
    return connection.execute(sql, (deed, noun.table, owner)).fetchone() is not None


def _is_changed(connection: Connection, noun: Noun, owner: int, row: int) -> bool:
    """Whether the record was changed, or locked anew, since a lock that comes into force again was made."""
    deed = _locked_in(connection, noun, owner, row)
    sql = (
        "SELECT 1 FROM history WHERE owner_table = ? AND owner = ? AND deed > ? AND (tbl <> ? OR row > ?)"
        " AND tbl NOT IN (SELECT value FROM json_each(?)) LIMIT 1"
    )
    facts = (noun.table, owner, deed, noun.locks, row, json.dumps(_open(noun)))
    return connection.execute(sql, facts).fetchone() is not None if deed else False


def _open(noun: Noun) -> list[str]:
    """The tables of the parts that a lock does not close."""
    return [part.table for part in noun.parts if part.stays_open]

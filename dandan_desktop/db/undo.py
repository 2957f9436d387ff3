"""Taking a deed back: what it did row by row, what stands in the way, and putting every row as it was."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dandan_desktop.db import age, derived, history
from dandan_desktop.db.engine import Connection, IntegrityError
from dandan_desktop.db.history import Image
from dandan_desktop.db.rows import moment
from dandan_desktop.domain.deeds import DEEDS
from dandan_desktop.domain.errors import ClerkError, Problem

DAYS = age.UNDO_DAYS
"""The days a deed can be taken back, by the register's own count (`age`)."""
_OWN = frozenset({"version", "updated_at"})
Row = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Clash:
    """A row that later deeds changed or came to need, and those deeds; none when it is a rule of the table."""

    table: str
    row: int
    deeds: tuple[int, ...]


def root(connection: Connection, deed: int) -> tuple[str, str, int]:
    """The kind of deed that taking this one back does or undoes in the end, and the row it is about.

    Raises ClerkError UNDO_NOT_POSSIBLE for a deed there is none of, or of a kind that stays.
    """
    found = connection.execute("SELECT name, tbl, row, undoes FROM deeds WHERE id = ?", (deed,)).fetchone()
    if found is None or not DEEDS[found[0]].is_undoable:
        raise ClerkError(Problem.UNDO_NOT_POSSIBLE)
    name, table, row, undoes = found
    return (root(connection, undoes)[0] if undoes else name), table, row


def is_too_old(connection: Connection, deed: int) -> bool:
    """Whether more than `DAYS` have passed since a deed."""
    then = connection.execute("SELECT lived FROM deeds WHERE id = ?", (deed,)).fetchone()[0]
    return bool(age.lived(connection, moment()) - then > DAYS * age.DAY)


def undone_by(connection: Connection, deed: int) -> int | None:
    """The deed that took this one back and was not taken back itself."""
    undoing = connection.execute("SELECT id FROM deeds WHERE undoes = ? ORDER BY id DESC", (deed,)).fetchall()
    return next((number for (number,) in undoing if undone_by(connection, number) is None), None)


def images(connection: Connection, deed: int) -> list[Image]:
    """What a deed did, all of it; raises ClerkError UNDO_NOT_POSSIBLE when nothing or not everything is kept."""
    found = history.images(connection, deed)
    if not found or not history.is_whole(connection, deed):
        raise ClerkError(Problem.UNDO_NOT_POSSIBLE)
    return found


def clashes(connection: Connection, deed: int, found: Sequence[Image]) -> list[Clash]:
    """What would be lost or broken if the images of a deed were put back."""
    again = undone_by(connection, deed)
    last = {(image.table, image.row): image for image in found}
    first = _first(found)
    now = {key: _current(connection, *key) for key in last}
    clashing = [
        Clash(*key, (again,) if again else _later(connection, deed, key))
        for key, image in last.items()
        if _facts_of(now[key]) != _facts_of(image.after)
    ]
    if clashing:
        return clashing
    going = {key for key, image in first.items() if image.before is None and now[key] is not None}
    for key in going:
        clashing += [Clash(*child, _newest(connection, child)) for child in _children(connection, key, going)]
    for key, image in first.items():
        if image.before is not None:
            clashing += _orphans(connection, key[0], image.before, first)
    return clashing


def refuse(connection: Connection, deed: int) -> list[Image]:
    """The images to take back.

    Raises ClerkError: UNDO_NOT_POSSIBLE, UNDO_TOO_OLD, UNDO_REFUSED with the table, row and deeds in the way.
    """
    root(connection, deed)
    found = images(connection, deed)
    if is_too_old(connection, deed):
        raise ClerkError(Problem.UNDO_TOO_OLD, days=DAYS)
    for clash in clashes(connection, deed, found):
        raise _refused(connection, clash)
    return found


def take_back(connection: Connection, found: Sequence[Image]) -> None:
    """Put every row of these images back to its first `before`, newest first, with a higher version."""
    connection.execute("PRAGMA defer_foreign_keys = ON")
    try:
        for (table, row), image in reversed(_first(found).items()):
            _put(connection, table, row, image.before)
    except IntegrityError as error:
        raise _refused(connection, Clash("", 0, ())) from error


def _refused(connection: Connection, clash: Clash) -> ClerkError:
    """The refusal, with the newest of the deeds in the way in words."""
    later = "bản ghi khác mang cùng mã"
    if clash.deeds:
        name, who, at = connection.execute("SELECT name, who, at FROM deeds WHERE id = ?", clash.deeds[-1:]).fetchone()
        when = datetime.fromisoformat(at).astimezone()
        later = f"“{DEEDS[name].done}”, {who or '—'}, {when:%H:%M} ngày {when:%d/%m/%Y}"
    return ClerkError(Problem.UNDO_REFUSED, table=clash.table, row=clash.row, deeds=clash.deeds, later=later)


def _first(found: Sequence[Image]) -> dict[Row, Image]:
    first: dict[Row, Image] = {}
    for image in found:
        first.setdefault((image.table, image.row), image)
    return first


def _facts_of(image: dict[str, Any] | None) -> dict[str, Any] | None:
    return None if image is None else {name: value for name, value in image.items() if name not in _OWN}


def _current(connection: Connection, table: str, row: int) -> dict[str, Any] | None:
    cursor = connection.execute(f"SELECT * FROM {table} WHERE id = ?", (row,))
    found = cursor.fetchone()
    return None if found is None else dict(zip((c[0] for c in cursor.description), found, strict=True))


def _later(connection: Connection, deed: int, key: Row) -> tuple[int, ...]:
    """The deeds after this one that changed a row and still stand."""
    owner = "SELECT owner_table, owner FROM history WHERE deed = ? AND tbl = ? AND row = ? AND " + history.MINE
    found = connection.execute(owner, (deed, *key, deed, deed)).fetchone()
    later = "SELECT DISTINCT deed FROM history WHERE owner_table = ? AND owner = ? AND tbl = ? AND row = ? AND deed > ?"
    deeds = [number for (number,) in connection.execute(later, (*found, *key, deed)).fetchall()]
    undoing = {number: undone_by(connection, number) for number in deeds}
    gone = {number for pair in undoing.items() if pair[1] for number in pair}
    return tuple(sorted(number for number in deeds if number not in gone)) or tuple(sorted(deeds))


def _newest(connection: Connection, key: Row) -> tuple[int, ...]:
    """The deed that touched a row last."""
    table, row = key
    owned = derived.owner(connection, table)
    owner: tuple[str, int] | None = key
    if owned is not None:
        parent = connection.execute(f"SELECT {owned[1]} FROM {table} WHERE id = ?", (row,)).fetchone()
        owner = (owned[0], parent[0]) if parent else None
    inside = "owner_table = ? AND owner = ? AND " if owner else ""
    newest = f"SELECT max(deed) FROM history WHERE {inside} tbl = ? AND row = ?"
    (deed,) = connection.execute(newest, (*(owner or ()), *key)).fetchone()
    return (deed,) if deed else ()


def _children(connection: Connection, key: Row, going: Iterable[Row]) -> list[Row]:
    """The rows that name a row which goes, or are its parts, and came later."""
    table, row = key
    found = []
    for child, column in references(connection, table):
        rows = connection.execute(f'SELECT id FROM {child} WHERE "{column}" = ?', (row,)).fetchall()
        found += [(child, number) for (number,) in rows if (child, number) not in going]
    return found


def _orphans(connection: Connection, table: str, before: dict[str, Any], first: dict[Row, Image]) -> list[Clash]:
    """The rows that a row to be put back names and that are there no more, nor come back with it."""
    found = []
    for _, _, parent, column, *_ in connection.execute(f"PRAGMA foreign_key_list({table})").fetchall():
        row = before.get(column)
        if row is None:
            continue
        coming = first.get((parent, row))
        is_there = _current(connection, parent, row) is not None if coming is None else coming.before is not None
        if not is_there:
            found.append(Clash(parent, row, _newest(connection, (parent, row))))
    return found


def references(connection: Connection, table: str) -> list[tuple[str, str]]:
    """What points at a table: table and column, of those history follows."""
    found = connection.execute(
        'SELECT m.name, f."from" FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f'
        " WHERE m.type = 'table' AND m.name NOT IN ('deeds', 'history', 'seals') AND f.\"table\" = ? ORDER BY 1, 2",
        (table,),
    )
    return [(child, column) for child, column in found]


def _put(connection: Connection, table: str, row: int, before: dict[str, Any] | None) -> None:
    now = _current(connection, table, row)
    if before is None:
        if now is not None:
            connection.execute(f"DELETE FROM {table} WHERE id = ?", (row,))
        return
    version = max(before["version"], now["version"] if now else 0) + 1
    values = {**before, "version": version, "updated_at": moment()}
    names = list(values)
    if now is None:
        quoted = ", ".join(f'"{name}"' for name in names)
        marks = ", ".join("?" * len(names))
        connection.execute(f"INSERT INTO {table} ({quoted}) VALUES ({marks})", tuple(values.values()))
    else:
        sets = ", ".join(f'"{name}" = ?' for name in names)
        connection.execute(f"UPDATE {table} SET {sets} WHERE id = ?", (*values.values(), row))

"""The memory of deeds: sealing them in a chain, showing them, and taking them back."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dandan_desktop.db.engine import Connection, IntegrityError
from dandan_desktop.db.rows import moment
from dandan_desktop.domain.errors import ClerkError, Problem

_OWN = frozenset({"version", "updated_at"})


@dataclass(frozen=True, slots=True)
class Image:
    """One row as it was before and after one write; `before` is None for a new row, `after` for one gone."""

    table: str
    row: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None


_MINE = """seq BETWEEN (SELECT first_seq FROM deeds WHERE id = ?) AND (SELECT last_seq FROM deeds WHERE id = ?)
    ORDER BY seq"""
"""The rows of one deed: one writer at a time, so their numbers follow one another."""


def digest(salt: str, before: str | None, after: str | None) -> bytes:
    """What stands for a pair of images in the chain, even after the images were erased."""
    parts = "\x1f".join((salt, before or "", after or ""))
    return hashlib.blake2b(parts.encode(), digest_size=16).digest()


def _chained(connection: Connection, key: bytes, previous: bytes, rows: Sequence[Sequence[Any]], deed: int) -> bytes:
    told = connection.execute("SELECT * FROM deeds WHERE id = ?", (deed,)).fetchone()
    chain = hashlib.blake2b(previous + repr(tuple(told)).encode(), key=key, digest_size=32)
    for seq, number, tbl, row, _, _, mark in rows:
        chain.update(f"{seq}|{number}|{tbl}|{row}|".encode() + mark)
    return chain.digest()


def last_seq(connection: Connection) -> int:
    """The number of the newest image; those of the next deed follow it."""
    return int(connection.execute("SELECT coalesce(max(seq), 0) FROM history_images").fetchone()[0])


def seal(connection: Connection, key: bytes, deed: int) -> None:
    """Enter a finished deed's rows into the history and chain it to the deed before."""
    select = f"SELECT seq, deed, tbl, row, owner_table, owner, salt, before, after FROM history_images WHERE {_MINE}"
    rows = [(*row[:6], digest(*row[6:])) for row in connection.execute(select, (deed, deed))]
    connection.executemany("INSERT INTO history VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    last = connection.execute("SELECT head FROM seals ORDER BY deed DESC LIMIT 1").fetchone()
    head = _chained(connection, key, last[0] if last else b"", rows, deed)
    connection.execute("INSERT INTO seals VALUES (?, ?)", (deed, head))


_LOOSE = """SELECT (SELECT count(*) FROM deeds WHERE id NOT IN (SELECT deed FROM seals)),
    (SELECT count(*) FROM history WHERE deed NOT IN (SELECT deed FROM seals)),
    (SELECT count(*) FROM history_images i LEFT JOIN history h USING (seq) WHERE h.seq IS NULL)
    + (SELECT count(*) FROM history h LEFT JOIN history_images i USING (seq) WHERE i.seq IS NULL)"""


def is_sealed(connection: Connection, key: bytes) -> bool:
    """Whether the chain holds from the first deed to the last, and every image still gives its digest."""
    if connection.execute(_LOOSE).fetchone() != (0, 0, 0):
        return False
    previous = b""
    select = f"SELECT seq, deed, tbl, row, owner_table, owner, digest FROM history WHERE {_MINE}"
    for deed, head in connection.execute("SELECT deed, head FROM seals ORDER BY deed").fetchall():
        rows = connection.execute(select, (deed, deed)).fetchall()
        if _chained(connection, key, previous, rows, deed) != head:
            return False
        previous = head
    images = "SELECT h.digest, i.salt, i.before, i.after FROM history h JOIN history_images i USING (seq)"
    return all(row[1] is None or digest(*row[1:]) == row[0] for row in connection.execute(images))


def images(connection: Connection, deed: int) -> list[Image]:
    """What a deed did, row by row, in order."""
    rows = connection.execute(f"SELECT tbl, row, before, after FROM history_images WHERE {_MINE}", (deed, deed))
    return [read(row) for row in rows]


def read(row: Sequence[Any]) -> Image:
    """An image from its columns: table, row, before, after."""
    before, after = (json.loads(side) if side else None for side in row[2:])
    return Image(row[0], row[1], before, after)


def _facts_of(image: dict[str, Any] | None) -> dict[str, Any] | None:
    return None if image is None else {name: value for name, value in image.items() if name not in _OWN}


def _current(connection: Connection, table: str, row: int) -> dict[str, Any] | None:
    cursor = connection.execute(f"SELECT * FROM {table} WHERE id = ?", (row,))
    found = cursor.fetchone()
    return None if found is None else dict(zip((c[0] for c in cursor.description), found, strict=True))


def refuse_if_touched(connection: Connection, deed: int) -> list[Image]:
    """The images to take back; raises ClerkError when nothing is left or later edits would be lost."""
    found = images(connection, deed)
    if not found:
        raise ClerkError(Problem.UNDO_NOT_POSSIBLE)
    last = {(image.table, image.row): image for image in found}
    for (table, row), image in last.items():
        if _facts_of(_current(connection, table, row)) != _facts_of(image.after):
            raise ClerkError(Problem.UNDO_REFUSED, table=table, row=row)
    return found


def take_back(connection: Connection, found: Sequence[Image]) -> None:
    """Put every row of these images back to its first `before`, newest first, with a higher version."""
    first: dict[tuple[str, int], Image] = {}
    for image in found:
        first.setdefault((image.table, image.row), image)
    connection.execute("PRAGMA defer_foreign_keys = ON")
    try:
        for (table, row), image in reversed(first.items()):
            _put(connection, table, row, image.before)
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    except IntegrityError as error:
        raise ClerkError(Problem.UNDO_REFUSED, table="", row=0) from error
    if broken:
        raise ClerkError(Problem.UNDO_REFUSED, table=broken[0], row=broken[1] or 0)


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

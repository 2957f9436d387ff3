"""The memory of deeds: sealing them in a chain, reading what they did, and finding where the chain breaks."""

import json
import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import groupby
from typing import Any, NamedTuple

from dandan_desktop.db.engine import Connection
from dandan_desktop.digests import blake2b


class Image(NamedTuple):
    """One row as it was before and after one write; `before` is None for a new row, `after` for one gone.

    `masked` are the private facts that differ and were left out.
    """

    table: str
    row: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    masked: tuple[str, ...] = ()


class Break(StrEnum):
    """What is wrong where the chain of seals breaks."""

    DEED_MISSING = "deed_missing"
    SEAL_MISSING = "seal_missing"
    DEED_CHANGED = "deed_changed"
    IMAGE_MISSING = "image_missing"
    IMAGE_CHANGED = "image_changed"
    ROWS_STRAY = "rows_stray"


class Verdict(NamedTuple):
    """How many deeds the journal tells, the head of its chain, and the first deed that breaks it (0: it holds)."""

    deeds: int
    head: bytes
    broken_at: int = 0
    broken: Break | None = None

    @property
    def holds(self) -> bool:
        """Whether the journal is whole."""
        return self.broken is None


MINE = """seq BETWEEN (SELECT first_seq FROM deeds WHERE id = ?) AND (SELECT last_seq FROM deeds WHERE id = ?)"""
"""The rows of one deed: one writer at a time, so their numbers follow one another."""


def digest(salt: str | None, before: str | None, after: str | None) -> bytes:
    """What stands for a pair of images in the chain, even after the images were erased."""
    parts = f"{salt or ''}\x1f{before or ''}\x1f{after or ''}"
    return blake2b(parts.encode(), 16)


def _chained(key: bytes, previous: bytes, deed: Sequence[Any], rows: Sequence[Sequence[Any]]) -> bytes:
    told = (f"{seq}|{number}|{tbl}|{row}|".encode() + mark for seq, number, tbl, row, _, _, mark in rows)
    return blake2b(previous + repr(tuple(deed)).encode() + b"".join(told), 32, key=key)


def last_seq(connection: Connection) -> int:
    """The number of the newest image; those of the next deed follow it."""
    return int(connection.execute("SELECT coalesce(max(seq), 0) FROM history_images").fetchone()[0])


def seal(connection: Connection, key: bytes, deed: int) -> None:
    """Enter a finished deed's rows into the history and chain it to the deed before."""
    select = f"""SELECT seq, deed, tbl, row, owner_table, owner, salt, before, after FROM history_images WHERE {MINE}
        ORDER BY seq"""
    rows = [(*row[:6], digest(*row[6:])) for row in connection.execute(select, (deed, deed))]
    connection.executemany("INSERT INTO history VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    last = connection.execute("SELECT head FROM seals ORDER BY deed DESC LIMIT 1").fetchone()
    told = connection.execute("SELECT * FROM deeds WHERE id = ?", (deed,)).fetchone()
    connection.execute("INSERT INTO seals VALUES (?, ?)", (deed, _chained(key, last[0] if last else b"", told, rows)))


def verify(connection: Connection, key: bytes) -> Verdict:
    """Look the whole chain over, from the first deed to the last; erased images are known by their missing salt."""
    deeds, head = 0, b""
    rows = _by_deed(connection)
    number, its_rows = next(rows, (0, []))
    sealed = "SELECT s.head, d.* FROM deeds d LEFT JOIN seals s ON s.deed = d.id ORDER BY d.id"
    emptied: list[int] = []
    erased = 0
    for kept, *told in connection.execute(sealed):
        deeds += 1
        mine = its_rows if number == told[0] else []
        if broken := _break(key, head, (deeds, kept, told), mine):
            return Verdict(deeds, head, deeds, broken)
        emptied += [deeds for row in mine if row[8] is None]
        erased += _erased(told)
        if number == deeds:
            number, its_rows = next(rows, (0, []))
        elif 0 < number < deeds:
            return Verdict(deeds, head, deeds, Break.ROWS_STRAY)
        head = kept
    seals = connection.execute("SELECT max(deed) FROM seals").fetchone()[0] or 0
    if seals > deeds:
        return Verdict(deeds, head, deeds + 1, Break.DEED_MISSING)
    stray = connection.execute(
        "SELECT min(deed) FROM history_images i WHERE NOT EXISTS (SELECT 1 FROM history h WHERE h.seq = i.seq)"
    ).fetchone()[0]
    if number or stray:
        return Verdict(deeds, head, number or stray, Break.ROWS_STRAY)
    if len(emptied) > erased:
        return Verdict(deeds, head, emptied[0], Break.IMAGE_MISSING)
    return Verdict(deeds, head)


def erasing_note(reason: str, emptied: int) -> str:
    """What the journal says of an erasure; the chain covers the number of images it may have emptied."""
    return f"{reason} ({emptied} dòng nhật ký)"


def erasing_reason(note: str) -> str:
    """The reason in the note of an erasure."""
    return re.sub(r" \(\d+ dòng nhật ký\)$", "", note)


def _erased(told: Sequence[Any]) -> int:
    """How many images a deed says it emptied."""
    name, note = told[2], told[8] or ""
    counted = re.search(r"\((\d+) dòng nhật ký\)$", note) if name == "erase" else None
    return int(counted[1]) if counted else 0


def _by_deed(connection: Connection) -> Iterator[tuple[int, list[Any]]]:
    """The rows of the history with their images, deed by deed."""
    rows = connection.execute(
        "SELECT h.seq, h.deed, h.tbl, h.row, h.owner_table, h.owner, h.digest, i.seq, i.salt, i.before, i.after"
        " FROM history h LEFT JOIN history_images i USING (seq) ORDER BY h.seq"
    )
    return ((number, list(group)) for number, group in groupby(rows, key=lambda row: int(row[1])))


def _break(key: bytes, previous: bytes, sealed: tuple[int, bytes | None, list[Any]], rows: list[Any]) -> Break | None:
    number, head, told = sealed
    if told[0] != number:
        return Break.DEED_MISSING
    if head is None:
        return Break.SEAL_MISSING
    if _chained(key, previous, told, [row[:7] for row in rows]) != head:
        return Break.DEED_CHANGED
    for row in rows:
        if row[7] is None:
            return Break.IMAGE_MISSING
        if row[8] is not None and digest(*row[8:]) != row[6]:
            return Break.IMAGE_CHANGED
        if row[8] is None and (row[9] is not None or row[10] is not None):
            return Break.IMAGE_CHANGED
    return None


def head_at(connection: Connection, deed: int) -> bytes | None:
    """The seal of a deed; None when there is no such deed any more."""
    found = connection.execute("SELECT head FROM seals WHERE deed = ?", (deed,)).fetchone()
    return bytes(found[0]) if found else None


def is_on_line(connection: Connection, deed: int, head: str) -> bool:
    """Whether the chain of this register went through a deed with this seal (hexadecimal digits); no deed is in all."""
    found = head_at(connection, deed)
    return (found.hex() if found else "") == head


def is_whole(connection: Connection, deed: int) -> bool:
    """Whether every image of a deed is kept and none was erased."""
    sql = f"SELECT (SELECT count(*) FROM history WHERE {MINE}), (SELECT count(salt) FROM history_images WHERE {MINE})"
    rows, kept = connection.execute(sql, (deed,) * 4).fetchone()
    return bool(rows == kept)


def images(connection: Connection, deed: int) -> list[Image]:
    """What a deed did, row by row, in order."""
    select = f"SELECT tbl, row, before, after FROM history_images WHERE {MINE} ORDER BY seq"
    return [read(row) for row in connection.execute(select, (deed, deed))]


def read(row: Sequence[Any]) -> Image:
    """An image from its columns: table, row, before, after."""
    before, after = (json.loads(side) if side else None for side in row[2:])
    return Image(row[0], row[1], before, after)

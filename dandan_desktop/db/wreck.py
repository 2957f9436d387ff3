"""Reading what can be read of a damaged register: from a copy, row by row around the pages that are lost.

A page that does not bear the mark of the key puts SQLCipher out of work, so in the copy such pages are replaced by
empty ones that do bear it: an empty page is no part of any tree, and SQLite says so each time it meets one and goes on.
Only the pages of a long text would read as zeros; a text with such a character is therefore counted as lost. (A table
of bytes would need their digest compared; there is none.)
"""

import contextlib
import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from dandan_desktop.db import soundness
from dandan_desktop.db.engine import Connection, dbapi, told
from dandan_desktop.domain.errors import ClerkError, Problem

PAGE = 4096
_CHUNK = 500
_BEYOND = 20_000
"""How many ids are looked at after the last readable one, where nothing says which is the last."""
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of a table: its columns, the ids that can be reached, and the ranges that cannot be read.

    `lost` grows while the rows are read; `last` is the highest id ever given, as far as anything tells it. Where
    nothing does it `is_open`: what is lost after it may never have been there.
    """

    table: str
    columns: tuple[str, ...]
    ids: tuple[int, ...]
    lost: list[Range]
    last: int = 0
    is_open: bool = False


def copy_of(damaged: Path, copy: Path) -> None:
    """Copy a closed register with its write-ahead log, its last page made whole; raises OSError."""
    shutil.copyfile(damaged, copy)
    log = damaged.with_name(damaged.name + "-wal")
    if log.exists():
        shutil.copyfile(log, copy.with_name(copy.name + "-wal"))
    if torn := copy.stat().st_size % PAGE:
        with copy.open("ab") as file:
            file.write(bytes(PAGE - torn))


def opened(copy: Path, data_key: bytes) -> Connection:
    """A connection to the copy that bears with a damaged schema.

    Raises ClerkError REGISTER_DAMAGED when the first page does not open under the key.
    """
    connection = dbapi.connect(f"file:{quote(str(copy.absolute()))}?mode=rw", uri=True)
    try:
        with told(copy):
            for pragma in ("cipher_log_level=NONE", f"key=\"x'{data_key.hex()}'\"", "trusted_schema=OFF"):
                connection.execute(f"PRAGMA {pragma}")
            connection.execute("PRAGMA writable_schema=ON")  # what there is of a torn schema counts as the schema
            with contextlib.suppress(dbapi.DatabaseError):
                connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            connection.execute("PRAGMA application_id").fetchone()  # on the first page
    except BaseException:
        connection.close()
        raise
    return connection


def emptied(copy: Path, data_key: bytes) -> list[int]:
    """Empty the pages of the copy that do not bear the mark of the key, and say which.

    Raises ClerkError REGISTER_DAMAGED when the first page is one of them, OSError.
    """
    with contextlib.closing(opened(copy, data_key)) as connection, told(copy):
        pages = soundness.bad_pages(connection)
    if {0, 1} & set(pages):
        raise ClerkError(Problem.REGISTER_DAMAGED, path=copy)
    blank = blank_of(copy)
    try:
        with copy.open("rb+") as file:
            _make_blank(blank, data_key, file.read(16), max(pages, default=0))
            with blank.open("rb") as pattern:
                for page in pages:
                    for each in (file, pattern):
                        each.seek((page - 1) * PAGE)
                    file.write(pattern.read(PAGE))
    finally:
        blank.unlink(missing_ok=True)
    return pages


def blank_of(copy: Path) -> Path:
    """Where the file of empty pages is while they are taken from it."""
    return copy.with_name(copy.name + ".trang")


def _make_blank(blank: Path, data_key: bytes, salt: bytes, pages: int) -> None:
    """Make a file whose pages up to this one, but for the first, are empty and bear the mark of this key and salt."""
    blank.unlink(missing_ok=True)
    connection = dbapi.connect(f"file:{quote(str(blank.absolute()))}?mode=rwc", uri=True)
    with contextlib.closing(connection), told(blank):
        for pragma in ("cipher_log_level=NONE", f"key=\"x'{data_key.hex()}{salt.hex()}'\"", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")
        for pragma in ("journal_mode=OFF", "synchronous=OFF"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("CREATE TABLE blank (content BLOB)")
        connection.execute("INSERT INTO blank VALUES (zeroblob(?))", (pages * PAGE,))
        connection.commit()
        connection.execute("DROP TABLE blank")  # what was freed is overwritten with zeros
        connection.commit()


def tables(connection: Connection) -> set[str]:
    """The tables that the readable part of the schema names."""
    found = set()
    with contextlib.suppress(dbapi.DatabaseError):
        for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'"):
            found.add(str(name))
    return found


def look(connection: Connection, table: str) -> Found:
    """Which rows of a table can be reached."""
    columns = tuple(str(row[1]) for row in connection.execute(f"PRAGMA table_info({table})"))
    last = _last(connection, table)
    ids, lost = _ids(connection, table, (1, _top(connection, table) if last is None else last))
    return Found(table, columns, tuple(ids), lost, max([last or 0, *ids[-1:]]), is_open=last is None)


def rows(connection: Connection, found: Found) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The rows that can be read with all they hold, by their ids; the ranges of the others are added to the lost."""
    for at in range(0, len(found.ids), _CHUNK):
        yield from _rows(connection, found.table, found.ids[at : at + _CHUNK], found.lost)


def _last(connection: Connection, table: str) -> int | None:
    """The highest id of a table, as the file's own count or the table says; None when neither can be read.

    A table whose ids are counted and that the count does not know never had a row.
    """
    is_counted = "SELECT 1 FROM sqlite_schema WHERE name = ? AND sql LIKE '%AUTOINCREMENT%'"
    with contextlib.suppress(dbapi.DatabaseError):
        if connection.execute(is_counted, (table,)).fetchone():
            count = connection.execute("SELECT max(seq) FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
            return int(count[0] or 0)
    with contextlib.suppress(dbapi.DatabaseError):
        return int(connection.execute(f"SELECT max(rowid) FROM {table} NOT INDEXED").fetchone()[0] or 0)
    return None


def _top(connection: Connection, table: str) -> int:
    """Where to stop looking when nothing tells the highest id."""
    return max([0, *_walk(connection, table, (1, 2**62), "ASC")[0]]) + _BEYOND


def _ids(connection: Connection, table: str, whole: Range) -> tuple[list[int], list[Range]]:
    """The ids of the rows that can be reached, and the ranges that cannot."""
    found: list[int] = []
    lost: list[Range] = []
    waiting = [whole] if whole[0] <= whole[1] else []
    while waiting:
        low, high = waiting.pop()
        up, is_whole = _walk(connection, table, (low, high), "ASC")
        found += up
        if is_whole:
            continue
        low = up[-1] + 1 if up else low
        down, _ = _walk(connection, table, (low, high), "DESC")
        found += down
        high = down[-1] - 1 if down else high
        if up or down:
            waiting += [(low, high)] if low <= high else []
        elif low == high:
            lost.append((low, high))
        else:
            middle = (low + high) // 2
            waiting += [(low, middle), (middle + 1, high)]
    return sorted(found), lost


def _walk(connection: Connection, table: str, within: Range, way: str) -> tuple[list[int], bool]:
    """The ids from one end as far as they can be read, and whether that is all of them."""
    found: list[int] = []
    sql = f"SELECT rowid FROM {table} NOT INDEXED WHERE rowid BETWEEN ? AND ? ORDER BY rowid {way}"
    try:
        for (row,) in connection.execute(sql, within):
            found.append(row)
    except dbapi.DatabaseError:
        return found, False
    return found, True


def _rows(
    connection: Connection, table: str, ids: Sequence[int], lost: list[Range]
) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The rows of these ids with all they hold; the ids of the others go to the lost."""
    sql = f"SELECT rowid, * FROM {table} NOT INDEXED WHERE rowid IN (SELECT value FROM json_each(?))"
    try:
        rows = connection.execute(sql, (json.dumps(ids),)).fetchall()
    except dbapi.DatabaseError:
        if len(ids) == 1:
            lost.append((ids[0], ids[0]))
            return
        for half in (ids[: len(ids) // 2], ids[len(ids) // 2 :]):
            yield from _rows(connection, table, half, lost)
        return
    for number, *values in rows:
        if any(isinstance(value, str) and "\0" in value for value in values):
            lost.append((number, number))
        else:
            yield number, tuple(values)


def joined(ranges: Sequence[Range]) -> tuple[Range, ...]:
    """The ranges in order, those that touch made one."""
    found: list[Range] = []
    for low, high in sorted(ranges):
        if found and low <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(high, found[-1][1])
        else:
            found.append((low, high))
    return tuple(found)

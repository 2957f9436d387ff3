"""One encrypted connection: the key first, then the pragmas in the order that was measured to lose nothing."""

import contextlib
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from sqlcipher3 import dbapi2 as dbapi

from dandan_desktop import paths
from dandan_desktop.domain.errors import ClerkError, Problem

SENTINEL = "sổ"
"""What the row named sentinel says in every register."""
APPLICATION_ID = 0x44564E31  # "DVN1"
IntegrityError = dbapi.IntegrityError
_ROOM = 64 * 1024
Connection = Any
R = TypeVar("R")
PAUSE = 2.0
"""Seconds before a read that failed is tried again."""
UNSURE = (Problem.REGISTER_DAMAGED, Problem.DISK_FAILING)
"""What a read that failed but once looks like: SQLCipher tells it as a damaged file."""
__all__ = ["APPLICATION_ID", "PAUSE", "UNSURE", "Connection", "IntegrityError"]
__all__ += ["connect", "copy_pages", "dbapi", "has_log", "pause", "peek", "problem_of", "told", "twice"]

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    "wal_autocheckpoint=200",
    "journal_size_limit=4194304",
    "cache_size=-32768",
    "recursive_triggers=ON",
    "temp_store=MEMORY",
    "secure_delete=ON",
)
_PROBLEMS = (
    (dbapi.SQLITE_FULL, Problem.DISK_FULL),
    (dbapi.SQLITE_READONLY, Problem.REGISTER_READ_ONLY),
    (dbapi.SQLITE_BUSY, Problem.REGISTER_IN_USE),
    (dbapi.SQLITE_LOCKED, Problem.REGISTER_IN_USE),
    (dbapi.SQLITE_CORRUPT, Problem.REGISTER_DAMAGED),
    (dbapi.SQLITE_NOTADB, Problem.REGISTER_DAMAGED),
    (dbapi.SQLITE_IOERR, Problem.DISK_FAILING),
    (dbapi.SQLITE_CANTOPEN, Problem.REGISTER_READ_ONLY),
)
_WORDS = {
    "database or disk is full": dbapi.SQLITE_FULL,
    "disk I/O error": dbapi.SQLITE_IOERR,
    "database disk image is malformed": dbapi.SQLITE_CORRUPT,
    "file is not a database": dbapi.SQLITE_NOTADB,
    "unable to open database file": dbapi.SQLITE_CANTOPEN,
    "attempt to write a readonly database": dbapi.SQLITE_READONLY,
}
"""SQLite's own words (`sqlite3_errstr`): all that `Connection.backup` tells, which raises without the code."""


def problem_of(error: Exception) -> Problem | None:
    """The known problem behind an SQLite failure; None when it is a bug of ours."""
    code = getattr(error, "sqlite_errorcode", _WORDS.get(str(error), 0))
    return next((problem for number, problem in _PROBLEMS if code & 0xFF == number), None)


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn SQLite's own failures inside into known problems about this register; bugs pass as they are."""
    try:
        yield
    except dbapi.Error as error:
        problem = problem_of(error)
        if problem is None:
            raise
        if problem is Problem.DISK_FAILING and _is_full(path.parent):
            problem = Problem.DISK_FULL
        raise ClerkError(problem, path=path, free=paths.free_megabytes(path)) from error


def copy_pages(source: Connection, path: Path, out: Connection, target: Path) -> None:
    """Copy every page of the database in `path` in one step into an empty one, which belongs to `target`.

    Raises ClerkError: DISK_FULL, DISK_FAILING with the target, REGISTER_DAMAGED with the source.
    """
    try:
        with told(target):
            source.backup(out, pages=-1)
    except ClerkError as error:
        if error.problem is not Problem.REGISTER_DAMAGED:
            raise
        raise ClerkError(error.problem, path=path) from error


def pause() -> None:
    """Wait until a disk may have come to itself."""
    paths.rest(PAUSE)


def twice(look: Callable[[], R]) -> R:
    """What a look at the register gives, on a fresh connection each; one that failed is made once more after a pause.

    Raises what the second look raises.
    """
    try:
        return look()
    except ClerkError as error:
        if error.problem not in UNSURE:
            raise
    pause()
    return look()


def _is_full(folder: Path) -> bool:
    """Whether the disk has no room left: SQLite tells some of that as a failing disk."""
    room = paths.free_bytes(folder)
    return room is not None and room < _ROOM


def connect(path: Path, key: bytes, *, create: bool = False) -> Connection:
    """An open connection to the register under its 32-byte data key.

    Raises ClerkError: REGISTER_DAMAGED when no page opens under the key, REGISTER_READ_ONLY, DISK_FAILING.
    """
    return _opened(path, key, "rwc" if create else "rw", _PRAGMAS)


def peek(path: Path, key: bytes) -> Connection:
    """A connection to what stands in the file itself, whatever its log holds: neither of them is touched.

    Raises ClerkError as `connect`; REGISTER_DAMAGED too where the log holds the other half of a page.
    """
    return _opened(path, key, "ro&immutable=1", ())


def has_log(path: Path) -> bool:
    """Whether what was written last stands in the log still, as after a power cut."""
    try:
        return path.with_name(path.name + "-wal").stat().st_size > 0
    except OSError:
        return False


def _opened(path: Path, key: bytes, mode: str, pragmas: Iterable[str]) -> Connection:
    hexkey = key.hex()
    if not re.fullmatch("[0-9a-f]{64}", hexkey):  # 62 digits would silently be taken as a passphrase
        raise ValueError("a data key has 32 bytes")
    name = f"file:{quote(str(path.absolute()))}?mode={mode}"
    with told(path):
        connection = dbapi.connect(name, uri=True, timeout=5)
        try:
            connection.execute("PRAGMA cipher_log_level=NONE")
            connection.execute(f"PRAGMA key = \"x'{hexkey}'\"")
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            for pragma in pragmas:
                connection.execute(f"PRAGMA {pragma}")
        except dbapi.Error:
            connection.close()
            raise
    return connection

"""Making a backup: one step of SQLite's own copying under the backup key, looked over, packed, and only then named.

Until the last rename every file ends in `.tam`; what carries a final name has passed the whole check (B1). Without
the key file that opens the register nothing is made, and nothing is ever written in the clear (B7).
"""

import contextlib
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from dandan_desktop import paths
from dandan_desktop.db import keys, packages, rotation, shelf, soundness
from dandan_desktop.db.engine import Connection, connect, copy_pages, dbapi, told
from dandan_desktop.db.keys import KeyFile
from dandan_desktop.db.packages import Inside, Label, Sealed
from dandan_desktop.db.rows import moment
from dandan_desktop.db.shelf import Entry, Index
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.files import folder_error
from dandan_desktop.domain.nouns import NOUNS
from dandan_desktop.domain.progress import SILENT, Cancelled, Progress
from dandan_desktop.domain.thinning import Kind

STEPS = 6
"""How many steps a backup reports."""
_SHRUNK = 0.7
_FEW = 20
_DRAWER = ".so.tam"


@dataclass(frozen=True, slots=True)
class Original:
    """A register as it is backed up: its file, uid, an open connection, and its data key."""

    path: Path
    uid: str
    connection: Connection
    data_key: bytes


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made: where it is, what the index and what the package say of it."""

    path: Path
    entry: Entry
    sealed: Sealed


def make(original: Original, kind: Kind, progress: Progress = SILENT) -> Made:
    """Make a backup in this computer's place, then let go what the policy no longer keeps.

    Raises ClerkError: BACKUP_NO_KEYS, BACKUP_FAILED_CHECK, BACKUP_RUNNING, DISK_FULL, DISK_FAILING, FOLDER_*,
    REGISTER_DAMAGED; why it failed is kept in the index. Raises Cancelled, and leaves nothing.
    """
    folder = shelf.own_place(original.uid)
    with shelf.held(folder):
        shelf.clean(folder)
        index = shelf.read(folder)
        try:
            with told(original.path):
                index = shelf.adopted(folder, index, original.uid, known_keys(original))
                made = _made(original, folder, index, kind, progress)
        except ClerkError as error:
            cause = _cause(error, original)
            _keep_failure(folder, index, cause.problem)
            if cause is error:
                raise
            raise cause from error
        except Cancelled:
            raise
        except Exception:
            _keep_failure(folder, index, Problem.BACKUP_BROKE_OFF)
            raise
        finally:
            shelf.clean(folder)
    return made


def _keep_failure(folder: Path, index: Index, problem: Problem) -> None:
    """Let the index tell until the next backup why this one failed, as long as the disk can hold that much."""
    shelf.clean(folder)  # what the backup left has filled the disk
    with contextlib.suppress(OSError):
        shelf.write(folder, replace(index, failure=problem.name))


def _cause(error: ClerkError, original: Original) -> ClerkError:
    """Why no backup was made: of a damaged register no copy passes the check, however often it is made."""
    if error.problem is Problem.BACKUP_FAILED_CHECK:
        with contextlib.suppress(dbapi.Error):
            if soundness.bad_pages(original.connection):
                return ClerkError(Problem.REGISTER_DAMAGED, path=original.path)
    return error


def before_upgrade(path: Path, connection: Connection, data_key: bytes) -> Made:
    """Back up a register of an older program as it is, before its schema is brought up; raises as `make`."""
    uid = connection.execute("SELECT value FROM facts WHERE name = 'uid'").fetchone()[0]
    return make(Original(path, uid, connection, data_key), Kind.BEFORE_UPGRADE)


def _made(original: Original, folder: Path, index: Index, kind: Kind, progress: Progress) -> Made:
    sequence = shelf.next_sequence(folder, index, last_told(original.connection))
    path = folder / packages.file_name(original.path.stem, sequence)
    drawer, packed = path.with_name(path.name + _DRAWER), path.with_name(path.name + ".tam")
    file = key_file(original)
    key = keys.backup_key(original.data_key)
    try:
        progress.step(0, STEPS)
        label, sealed = _copied(original, drawer, key, sequence, kind)
        progress.step(1, STEPS)
        check(drawer, key, sealed)
        progress.step(3, STEPS)
        manifest = packages.write(packed, label, drawer, Inside(sealed, file), original.data_key)
        progress.step(4, STEPS)
        _look(packed, original.data_key, sealed)
        before = index.entries[-1] if index.entries else None
        is_shrunk = before is not None and _is_shrunk(folder / before.file, known_keys(original), sealed)
        entry = replace(shelf.entry_of(packed, manifest, sealed), file=path.name, is_shrunk=is_shrunk)
        progress.step(5, STEPS)
        paths.give_name(packed, path)
        paths.settle(folder)
        shelf.thinned(folder, shelf.with_entry(index, entry))
        shelf.keep_erased(folder, sealed.erased)
    except OSError as error:
        raise folder_error(error, path) from error
    progress.step(STEPS, STEPS)
    return Made(path, entry, sealed)


def known_keys(original: Original) -> list[bytes]:
    """The data key of this register and those it had before, under which older backups were made."""
    return [original.data_key, *rotation.former_keys(_facts(original.connection))]


def last_told(connection: Connection) -> int:
    """The highest number the register's own journal tells of a backup made or restored."""
    sql = "SELECT max(CAST(note AS INTEGER)) FROM deeds WHERE name IN ('back_up', 'restore_register')"
    return int(connection.execute(sql).fetchone()[0] or 0)


def key_file(original: Original) -> KeyFile:
    """The slots that open this register, to travel inside the backup; raises ClerkError BACKUP_NO_KEYS."""
    facts = _facts(original.connection)
    if held := rotation.held(facts, original.data_key):
        return held
    for copy in keys.places(original.path):
        try:
            file = keys.loads(copy.read_bytes())
        except (OSError, ClerkError):
            continue
        for half in (file.next, file):
            if half and half.register == original.uid and keys.is_marked(half, original.data_key):
                return half._replace(next=None)
    raise ClerkError(Problem.BACKUP_NO_KEYS, path=original.path)


def _facts(connection: Connection) -> Mapping[str, str]:
    return dict(connection.execute("SELECT name, value FROM facts").fetchall())


def _copied(original: Original, drawer: Path, key: bytes, sequence: int, kind: Kind) -> tuple[Label, Sealed]:
    """Copy every page in one step, and say what one and the same moment of the register held."""
    connection = original.connection
    with told(original.path), contextlib.closing(blank(drawer, key)) as target:
        connection.execute("BEGIN")
        try:
            sealed = seen(connection)
            step = connection.execute("SELECT max(name) FROM _sqlite_migrations").fetchone()[0]
            copy_pages(connection, original.path, target, drawer.with_name(drawer.name.removesuffix(_DRAWER)))
        finally:
            connection.execute("ROLLBACK")
    return Label(original.uid, sequence, moment(), step, kind), sealed


def blank(path: Path, key: bytes) -> Connection:
    """A new encrypted database to be filled in one go; a power cut may spoil it, for it has no name yet.

    Raises ClerkError BACKUP_NO_KEYS when there is no key: a copy in the clear is never made.
    """
    if not re.fullmatch("[0-9a-f]{64}", key.hex()):
        raise ClerkError(Problem.BACKUP_NO_KEYS, path=path)
    path.unlink(missing_ok=True)
    connection = dbapi.connect(f"file:{quote(str(path.absolute()))}?mode=rwc", uri=True)
    for pragma in ("cipher_log_level=NONE", f"key=\"x'{key.hex()}'\"", "journal_mode=OFF", "synchronous=OFF"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def seen(connection: Connection) -> Sealed:
    """What a register holds: the office, live records by noun, its last deed, the head of its chain, who was erased."""
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    counts = {
        noun.table: int(connection.execute(f"SELECT count(*) FROM {noun.table} WHERE deleted_at IS NULL").fetchone()[0])
        for noun in NOUNS
        if noun.table in there
    }
    last = connection.execute("SELECT deed, hex(head) FROM seals ORDER BY deed DESC LIMIT 1").fetchone() or (0, "")
    sql = "SELECT b.name FROM facts f JOIN bodies b ON b.uid = f.value WHERE f.name = 'office'"
    office = connection.execute(sql).fetchone() or ("",)
    erased = connection.execute("SELECT uid FROM erased ORDER BY uid").fetchall() if "erased" in there else []
    return Sealed(office[0], counts, last[0], last[1].lower(), tuple(uid for (uid,) in erased))


def check(database: Path, key: bytes, sealed: Sealed) -> None:
    """Look a copied database over, every page of it, and write it down to the disk.

    Raises ClerkError BACKUP_FAILED_CHECK when a page, the structure, a count or the head of the history is not as it
    should be, or when it can be read without a key; DISK_FULL when there is no room to look.
    """
    try:
        with contextlib.closing(connect(database, key)) as connection, told(database):
            is_sealed = connection.execute("PRAGMA cipher_status").fetchone() == ("1",)
            has_bad_pages = connection.execute("PRAGMA cipher_integrity_check").fetchone() is not None
            is_sound = connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
            is_same = seen(connection) == sealed
            connection.execute("PRAGMA journal_mode=DELETE")
    except (ClerkError, dbapi.Error) as error:
        if isinstance(error, ClerkError) and error.problem is Problem.DISK_FULL:
            raise
        raise ClerkError(Problem.BACKUP_FAILED_CHECK, path=database) from error
    with database.open("rb+") as file:
        is_plain = file.read(6) == b"SQLite"
        os.fsync(file.fileno())
    if has_bad_pages or is_plain or not (is_sealed and is_sound and is_same):
        raise ClerkError(Problem.BACKUP_FAILED_CHECK, path=database)


def _look(packed: Path, data_key: bytes, sealed: Sealed) -> None:
    """Read a package back as a stranger's would be, before it gets its name."""
    try:
        package = packages.read(packed)
        is_same = packages.unsealed(package, data_key) == sealed
        packages.take_register(package, None)
    except ClerkError as error:
        raise ClerkError(Problem.BACKUP_FAILED_CHECK, path=packed) from error
    if not is_same:
        raise ClerkError(Problem.BACKUP_FAILED_CHECK, path=packed)


def _is_shrunk(before: Path, data_keys: Sequence[bytes], sealed: Sealed) -> bool:
    """Whether any noun lost a large part of its records since the backup before, if that can be opened."""
    try:
        package = packages.read(before)
        key = next((key for key in data_keys if packages.fits(package, key)), data_keys[0])
        counts = packages.unsealed(package, key).counts
    except ClerkError:
        return False
    return any(
        count - sealed.counts.get(table, 0) >= _FEW and sealed.counts.get(table, 0) < count * _SHRUNK
        for table, count in counts.items()
    )

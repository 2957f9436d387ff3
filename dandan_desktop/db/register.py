"""The register as a file: made, opened by one program at a time, and closed."""

import codecs
import contextlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from dandan_desktop import paths
from dandan_desktop.db import derived, keys
from dandan_desktop.db.engine import APPLICATION_ID, Connection, connect, told
from dandan_desktop.db.migrations import STEPS
from dandan_desktop.db.rows import moment
from dandan_desktop.db.store import Store
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.ids import new_uid

PRACTICE_PASSPHRASE = "thực hành sổ dân vận"  # noqa: S105 - public on purpose
"""The fixed passphrase of the practice office; refused for any other register."""
SHORTEST = 12
_SENTINEL = "sổ"
_PLAIN_STARTS = (b"SQLite format 3", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")
_LEFTOVERS = ("", "-wal", "-shm", "-journal")
_CATALOGUE = ("codes", "units", "bodies", "unit_successions")


@dataclass(frozen=True, slots=True)
class Fresh:
    """What a new register needs to know of itself."""

    who: str = ""
    is_practice: bool = False


def catalogue() -> dict[str, Any]:
    """The shipped catalogue, parsed."""
    files = {name: paths.resource("catalogue", f"{name}.json") for name in _CATALOGUE}
    return {name: json.loads(file.read_text(encoding="utf-8")) for name, file in files.items()}


def _abbreviations() -> dict[str, str]:
    file = paths.resource("catalogue", "abbreviations.json")
    found: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))["abbreviations"]
    return found


def check_passphrase(passphrase: str, *, is_practice: bool) -> None:
    """Refuse a passphrase that is too short or the practice office's own."""
    if is_practice:
        return
    if keys.normalised(passphrase) == keys.normalised(PRACTICE_PASSPHRASE):
        raise ClerkError(Problem.PASSPHRASE_IS_PRACTICE)
    if len(keys.normalised(passphrase)) < SHORTEST:
        raise ClerkError(Problem.PASSPHRASE_TOO_SHORT, least=SHORTEST)


class Register:
    """An open register: it holds the lock and the data key, and makes stores."""

    def __init__(self, path: Path, lock: FileLock, data_key: bytes) -> None:
        self.path = path
        self._lock = lock
        self._data_key = data_key
        self._facts: dict[str, str] = {}
        self._fault: Problem | None = None
        self._who = os.environ.get("USERNAME") or os.environ.get("USER") or ""

    @classmethod
    def create(cls, path: Path, passphrase: str, fresh: Fresh) -> "Register":
        """Make a new register with the shipped catalogue and open it.

        It is built under a temporary name and renamed, so a failure leaves nothing behind. Raises ClerkError:
        REGISTER_EXISTS, REGISTER_ON_NETWORK, FOLDER_MISSING, FOLDER_READ_ONLY, DISK_FULL, PASSPHRASE_*.
        """
        check_passphrase(passphrase, is_practice=fresh.is_practice)
        path = path.absolute()
        refuse_network(path)
        _refuse_taken(path)
        lock = _locked(path)
        try:
            register = cls(path, lock, _made(path, passphrase, fresh))
            register._look()
        except OSError as error:
            _unlocked_again(lock)
            raise ClerkError(_folder_problem(error), path=path) from error
        except BaseException:
            _unlocked_again(lock)
            raise
        return register

    @classmethod
    def open(cls, path: Path, passphrase: str) -> "Register":
        """Open a register with a person's passphrase.

        Raises ClerkError: REGISTER_MISSING, NOT_A_REGISTER, REGISTER_IN_USE, REGISTER_ON_NETWORK, KEY_FILE_MISSING,
        KEY_FILE_DAMAGED, WRONG_PASSPHRASE, REGISTER_DAMAGED, REGISTER_NEWER, FILE_UNREADABLE, FOLDER_READ_ONLY.
        """
        return cls._opened(path.absolute(), passphrase, None)

    @classmethod
    def open_with_key(cls, path: Path, data_key: bytes) -> "Register":
        """Open a register whose data key is known, without deriving it; raises as `open` does."""
        return cls._opened(path.absolute(), "", data_key)

    @classmethod
    def _opened(cls, path: Path, passphrase: str, data_key: bytes | None) -> "Register":
        refuse_network(path)
        if not os.path.isfile(path):  # noqa: PTH113 - Path.is_file raises for a name too long or a closed folder
            raise ClerkError(Problem.REGISTER_MISSING, path=path)
        _look_at_file(path)
        lock = _locked(path)
        try:
            register = cls(path, lock, data_key or _unlocked(path, passphrase))
            register._look()
        except BaseException:
            lock.release()
            raise
        return register

    @property
    def data_key(self) -> bytes:
        """The key of the pages; whoever holds it reads everything."""
        return self._data_key

    @property
    def is_practice(self) -> bool:
        """Whether this is the practice office."""
        return self._facts.get("is_practice") == "1"

    @property
    def uid(self) -> str:
        """The register's own world-wide id."""
        return self._facts["uid"]

    @property
    def has_recovery_sheet(self) -> bool:
        """Whether a recovery sheet was printed and typed back."""
        return self._facts.get("has_recovery_sheet") == "1"

    @property
    def is_complete(self) -> bool:
        """Whether every trigger the history needs is there; otherwise stores only read."""
        return self._fault is None

    def store(self, who: str = "") -> Store:
        """A new connection for the calling thread, writing as this person, or as the owner of the account."""
        return Store(
            connect(self.path, self._data_key),
            self.path,
            seal_key=bytes.fromhex(self._facts["seal_key"]),
            fault=self._fault,
            who=who or self._who,
            abbreviations=_abbreviations(),
        )

    def close(self) -> None:
        """Let another program open the register."""
        self._lock.release()

    def _look(self) -> None:
        connection = connect(self.path, self._data_key)
        try:
            with told(self.path):
                self._check(connection)
        finally:
            connection.close()

    def _check(self, connection: Connection) -> None:
        if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise ClerkError(Problem.NOT_A_REGISTER, path=self.path)
        rows = connection.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = 'dandan_desktop'")
        applied, known = {name for (name,) in rows}, [name for name, _ in STEPS]
        if applied - set(known):
            raise ClerkError(Problem.REGISTER_NEWER, path=self.path)
        if len(applied) < len(known):
            from dandan_desktop.db.upgrade import upgrade

            upgrade(connection)
        self._facts = dict(connection.execute("SELECT name, value FROM facts").fetchall())
        if self._facts.get("sentinel") != _SENTINEL:
            raise ClerkError(Problem.NOT_A_REGISTER, path=self.path)
        if derived.present(connection) != derived.expected(connection):
            self._fault = Problem.HISTORY_INCOMPLETE


def _slots(passphrase: str, who: str, data_key: bytes) -> list[keys.Slot]:
    code = keys.recovery_code(os.urandom(16))
    return [keys.new_slot("person", who, passphrase, data_key), keys.new_slot(keys.RECOVERY, "", code, data_key)]


def _refuse_taken(path: Path) -> None:
    """Refuse a name in use, a left key file's too: writing over it would lock its register for ever."""
    if not path.parent.is_dir():
        raise ClerkError(Problem.FOLDER_MISSING, path=path)
    for taken in (path, keys.beside(path)):
        if os.path.lexists(taken):
            raise ClerkError(Problem.REGISTER_EXISTS, path=taken)


def _made(path: Path, passphrase: str, fresh: Fresh) -> bytes:
    """Build a register under a temporary name, write its key files and name it; returns its data key."""
    building = path.with_name(path.name + ".tam")
    data_key, uid = os.urandom(32), new_uid()
    file = keys.make(uid, _slots(passphrase, fresh.who, data_key), data_key)
    try:
        _build(building, data_key, uid, fresh)
        keys.keep(path, file)
        building.replace(path)
    except ClerkError as error:
        raise ClerkError(error.problem, path=path) from error
    except BaseException:
        keys.discard(path, file)
        raise
    finally:
        _forget(building)
    return data_key


def _forget(building: Path) -> None:
    for ending in _LEFTOVERS:
        building.with_name(building.name + ending).unlink(missing_ok=True)


def _build(path: Path, data_key: bytes, uid: str, fresh: Fresh) -> None:
    from dandan_desktop.db.upgrade import upgrade

    _forget(path)
    with contextlib.closing(connect(path, data_key, create=True)) as connection, told(path):
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        upgrade(connection)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DELETE FROM current_deed")
        _without_history(connection, uid, fresh)
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        store = Store(connection, path, seal_key=b"", abbreviations=_abbreviations())
        store.rebuild_derived()
        connection.execute("PRAGMA journal_mode=DELETE")


def _without_history(connection: Connection, uid: str, fresh: Fresh) -> None:
    """Write what a register is born with: history begins afterwards."""
    from dandan_desktop.db import seed

    derived.drop_triggers(connection)
    seed.seed(connection, catalogue())
    now = moment()
    for name, value in {
        "uid": uid,
        "sentinel": _SENTINEL,
        "seal_key": os.urandom(32).hex(),
        "is_practice": str(int(fresh.is_practice)),
        "has_recovery_sheet": "0",
        "made_at": now,
    }.items():
        connection.execute(
            "INSERT INTO facts (uid, created_at, updated_at, name, value) VALUES (?, ?, ?, ?, ?)",
            (new_uid(), now, now, name, value),
        )


def _locked(path: Path) -> FileLock:
    """The one owner's lock; a crash releases it, and a leftover file, even a read-only one, never blocks."""
    file = path.with_name(path.name + ".khoa-may")
    lock = FileLock(file, thread_local=False)
    try:
        try:
            lock.acquire(timeout=0)
        except PermissionError:
            file.chmod(0o644)
            lock.acquire(timeout=0)
    except Timeout as error:
        raise ClerkError(Problem.REGISTER_IN_USE, path=path) from error
    except OSError as error:
        problem = Problem.FOLDER_READ_ONLY if isinstance(error, PermissionError) else _folder_problem(error)
        raise ClerkError(problem, path=path) from error
    return lock


def _unlocked_again(lock: FileLock) -> None:
    """Give the lock up and remove its file, as of a register that could not be made."""
    lock.release()
    Path(lock.lock_file).unlink(missing_ok=True)


def refuse_network(path: Path) -> None:
    """Raise ClerkError REGISTER_ON_NETWORK for a place on a network drive, whether anything is there or not."""
    if paths.drive_kind(path) is paths.Drive.NETWORK:
        raise ClerkError(Problem.REGISTER_ON_NETWORK, path=path)


def _folder_problem(error: OSError) -> Problem:
    import errno

    known = {
        errno.ENOENT: Problem.FOLDER_MISSING,
        errno.ENOTDIR: Problem.FOLDER_MISSING,
        errno.ENAMETOOLONG: Problem.FOLDER_MISSING,
        errno.ENOSPC: Problem.DISK_FULL,
        errno.EDQUOT: Problem.DISK_FULL,
        errno.EACCES: Problem.FOLDER_READ_ONLY,
        errno.EPERM: Problem.FOLDER_READ_ONLY,
        errno.EROFS: Problem.FOLDER_READ_ONLY,
    }
    return known.get(error.errno or 0, Problem.DISK_FAILING)


def _look_at_file(path: Path) -> None:
    """Refuse what is plainly no register before SQLite touches it: a zero-byte file opens as an empty database."""
    try:
        with path.open("rb") as file:
            start = file.read(16)
        size = path.stat().st_size
    except OSError as error:
        raise ClerkError(Problem.FILE_UNREADABLE, path=path) from error
    has_keys = keys.beside(path).exists()
    if start.startswith(_PLAIN_STARTS) or ((size < 4096 or _is_text(start)) and not has_keys):
        raise ClerkError(Problem.NOT_A_REGISTER, path=path)
    if size < 4096 or size % 4096:
        raise ClerkError(Problem.REGISTER_DAMAGED, path=path)


def _is_text(start: bytes) -> bool:
    """Whether a file begins with words; the random bytes a register begins with practically never do."""
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(start)  # half a letter at the end is no fault
    return all(char.isprintable() or char in "\t\r\n" for char in text.removeprefix("\ufeff").replace("\ufffd", "\0"))


_KEY_PROBLEMS = (Problem.REGISTER_DAMAGED, Problem.WRONG_PASSPHRASE, Problem.KEY_FILE_DAMAGED)
"""What a key file may be told, the most telling first: its key fits no page, no slot opens, it is none."""


def _unlocked(path: Path, passphrase: str) -> bytes:
    """The data key from the key file or the first copy of it that opens this register."""
    seen: set[Problem] = set()
    for place in keys.places(path):
        try:
            file = keys.loads(place.read_bytes())
            data_key = keys.unlock(file, passphrase)
            connect(path, data_key).close()
        except OSError:
            continue
        except ClerkError as error:
            if error.problem not in _KEY_PROBLEMS:
                raise
            is_near = place.parent == path.parent
            if is_near or error.problem is Problem.WRONG_PASSPHRASE:
                seen.add(error.problem)
            if is_near and error.problem is Problem.WRONG_PASSPHRASE:
                break
            continue
        if not keys.is_kept(path, file):
            with contextlib.suppress(OSError):
                keys.keep(path, file)
        return data_key
    raise ClerkError(
        next((problem for problem in _KEY_PROBLEMS if problem in seen), Problem.KEY_FILE_MISSING), path=path
    )

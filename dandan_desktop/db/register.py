"""The register as a file: made, opened by one program at a time, and closed."""

import contextlib
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from filelock import FileLock

from dandan_desktop.db import birth, derived, keys, place, users
from dandan_desktop.db.birth import SENTINEL, Fresh, Opener
from dandan_desktop.db.engine import APPLICATION_ID, Connection, connect, told
from dandan_desktop.db.migrations import STEPS
from dandan_desktop.db.place import refuse_network
from dandan_desktop.db.store import Store
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.scope import ANYBODY, Reader

__all__ = ["PRACTICE_PASSPHRASE", "SHORTEST", "Fresh", "Register", "check_passphrase", "refuse_network"]

PRACTICE_PASSPHRASE = "thực hành sổ dân vận"  # noqa: S105 - public on purpose
"""The fixed passphrase of the practice office; refused for any other register."""
SHORTEST = 12
"""The fewest characters of a passphrase."""


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

    def __init__(self, path: Path, lock: FileLock, opener: Opener) -> None:
        self.path = path
        self.reader = ANYBODY
        self._lock = lock
        self._data_key = opener.data_key
        self._user = opener.user
        self._facts: dict[str, str] = {}
        self._fault: Problem | None = None

    @classmethod
    def create(cls, path: Path, passphrase: str, fresh: Fresh) -> "Register":
        """Make a new register with the shipped catalogue and open it.

        It is built under a temporary name and renamed, so a failure leaves nothing behind. Raises ClerkError:
        REGISTER_EXISTS, REGISTER_ON_NETWORK, FOLDER_MISSING, FOLDER_READ_ONLY, DISK_FULL, PASSPHRASE_*.
        """
        check_passphrase(passphrase, is_practice=fresh.is_practice)
        path = path.absolute()
        refuse_network(path)
        place.refuse_taken(path)
        lock = place.locked(path)
        try:
            register = cls(path, lock, birth.made(path, passphrase, fresh))
            register._look()
        except OSError as error:
            place.unlocked_again(lock)
            raise ClerkError(place.folder_problem(error), path=path) from error
        except BaseException:
            place.unlocked_again(lock)
            raise
        return register

    @classmethod
    def open(cls, path: Path, passphrase: str, name: str = "") -> "Register":
        """Open a register with a person's passphrase, or with the code of the recovery sheet as its keeper.

        Raises ClerkError: REGISTER_MISSING, NOT_A_REGISTER, REGISTER_IN_USE, REGISTER_ON_NETWORK, KEY_FILE_MISSING,
        KEY_FILE_DAMAGED, WRONG_PASSPHRASE, REGISTER_DAMAGED, REGISTER_NEWER, FILE_UNREADABLE, FOLDER_READ_ONLY.
        """
        path = path.absolute()
        return cls._opened(path, lambda: _unlocked(path, passphrase, name))

    @classmethod
    def open_with_key(cls, path: Path, data_key: bytes) -> "Register":
        """Open a register whose data key is known, without deriving it; raises as `open` does."""
        return cls._opened(path.absolute(), lambda: Opener(data_key, ""))

    @classmethod
    def _opened(cls, path: Path, opener: Callable[[], Opener]) -> "Register":
        refuse_network(path)
        if not os.path.isfile(path):  # noqa: PTH113 - Path.is_file raises for a name too long or a closed folder
            raise ClerkError(Problem.REGISTER_MISSING, path=path)
        place.look_at_file(path)
        lock = place.locked(path)
        try:
            register = cls(path, lock, opener())
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

    def store(self, who: str = "", reader: Reader | None = None) -> Store:
        """A new connection for the calling thread, for whoever opened the register or for another reader.

        `who` is what history writes instead of the reader's name.
        """
        reader = reader or self.reader
        return Store(
            connect(self.path, self._data_key),
            self.path,
            seal_key=bytes.fromhex(self._facts["seal_key"]),
            fault=self._fault,
            reader=replace(reader, name=who) if who else reader,
            abbreviations=birth.abbreviations(),
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
        if self._facts.get("sentinel") != SENTINEL:
            raise ClerkError(Problem.NOT_A_REGISTER, path=self.path)
        if derived.present(connection) != derived.expected(connection):
            self._fault = Problem.HISTORY_INCOMPLETE
        self.reader = users.reader(connection, self._user)


_KEY_PROBLEMS = (Problem.REGISTER_DAMAGED, Problem.WRONG_PASSPHRASE, Problem.KEY_FILE_DAMAGED)
"""What a key file may be told, the most telling first: its key fits no page, no slot opens, it is none."""


def _unlocked(path: Path, passphrase: str, name: str) -> Opener:
    """The data key and its opener from the key file or the first copy of it that opens this register."""
    seen: set[Problem] = set()
    for copy in keys.places(path):
        try:
            file = keys.loads(copy.read_bytes())
            data_key, slot = keys.unlock(file, passphrase, name)
            connect(path, data_key).close()
        except OSError:
            continue
        except ClerkError as error:
            if error.problem not in _KEY_PROBLEMS:
                raise
            is_near = copy.parent == path.parent
            if is_near or error.problem is Problem.WRONG_PASSPHRASE:
                seen.add(error.problem)
            if is_near and error.problem is Problem.WRONG_PASSPHRASE:
                break
            continue
        if not keys.is_kept(path, file):
            with contextlib.suppress(OSError):
                keys.keep(path, file)
        return Opener(data_key, slot.user)
    raise ClerkError(
        next((problem for problem in _KEY_PROBLEMS if problem in seen), Problem.KEY_FILE_MISSING), path=path
    )

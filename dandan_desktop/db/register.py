"""The register as a file: made, opened by one program at a time, and closed."""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING
from weakref import WeakSet

from dandan_desktop import paths
from dandan_desktop.db import derived, keys, newer, place, rotation, swap, users
from dandan_desktop.db.engine import APPLICATION_ID, SENTINEL, Connection, connect, told, twice
from dandan_desktop.db.keys import Opener
from dandan_desktop.db.migrations import STEPS
from dandan_desktop.db.place import refuse_place
from dandan_desktop.db.search_index import abbreviations
from dandan_desktop.db.store import Store
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.files import folder_error
from dandan_desktop.domain.scope import ANYBODY, Reader

if TYPE_CHECKING:
    from dandan_desktop.db.birth import Fresh
    from dandan_desktop.db.tries import Patience

__all__ = ["PRACTICE_PASSPHRASE", "SHORTEST", "Register", "check_passphrase", "refuse_place"]

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

    def __init__(self, path: Path, lock: place.Lock, opener: Opener) -> None:
        self.path = path
        self.reader = ANYBODY
        self.users: Mapping[str, str] = {}
        """The names of the live users by their uids."""
        self._lock = lock
        self._data_key = opener.data_key
        self.opener = opener
        self._facts: dict[str, str] = {}
        self._stores: WeakSet[Store] = WeakSet()
        self._fault: Problem | None = None

    @classmethod
    def create(cls, path: Path, passphrase: str, fresh: "Fresh") -> "Register":
        """Make a new register with the shipped catalogue and open it.

        It is built under a temporary name and renamed, so a failure leaves nothing behind. Raises ClerkError:
        REGISTER_EXISTS, REGISTER_ON_NETWORK, REGISTER_IN_SYNC_FOLDER, FOLDER_MISSING, FOLDER_READ_ONLY, DISK_FULL,
        PASSPHRASE_*.
        """
        from dandan_desktop.db import birth

        check_passphrase(passphrase, is_practice=fresh.is_practice)
        path = path.absolute()
        refuse_place(path)
        place.refuse_taken(path)
        lock = place.Lock(path)
        try:
            register = cls(path, lock, birth.made(path, passphrase, fresh))
            register._look()
        except OSError as error:
            place.unlocked_again(lock)
            raise folder_error(error, path) from error
        except BaseException:
            place.unlocked_again(lock)
            raise
        return register

    @classmethod
    def open(cls, path: Path, passphrase: str, name: str = "", patience: "Patience | None" = None) -> "Register":
        """Open a register with a person's passphrase, or with the code of the recovery sheet as its keeper.

        Raises ClerkError: REGISTER_MISSING, NOT_A_REGISTER, REGISTER_IN_USE, REGISTER_ON_NETWORK,
        REGISTER_IN_SYNC_FOLDER, KEY_FILE_MISSING, KEY_FILE_DAMAGED, WRONG_PASSPHRASE, TRY_LATER,
        REGISTER_DAMAGED, REGISTER_NEWER, REGISTER_CLOSED, REGISTER_READ_ONLY, FILE_UNREADABLE,
        FOLDER_READ_ONLY.
        """
        from dandan_desktop.db.unlocking import unlocked

        path = path.absolute()
        return cls._opened(path, lambda: unlocked(path, passphrase, name, patience))

    @classmethod
    def open_with_key(cls, path: Path, data_key: bytes) -> "Register":
        """Open a register whose data key is known, without deriving it; raises as `open` does."""
        return cls._opened(path.absolute(), lambda: Opener(data_key, ""))

    @classmethod
    def _opened(cls, path: Path, opener: Callable[[], Opener]) -> "Register":
        refuse_place(path)
        swap.clean_up(path)
        if not os.path.isfile(path):  # noqa: PTH113 - Path.is_file raises for a name too long or a closed folder
            raise ClerkError(Problem.REGISTER_CLOSED if paths.is_closed(path) else Problem.REGISTER_MISSING, path=path)
        place.look_at_file(path)
        place.refuse_unwritable(path)
        lock = place.Lock(path)
        try:
            register = cls(path, lock, opener())
            register._look()
            if register.opener.file:
                rotation.settle(register, register.opener.file)
        except BaseException:
            lock.release()
            raise
        return register

    @property
    def data_key(self) -> bytes:
        """The key of the pages; whoever holds it reads everything."""
        return self._data_key

    @property
    def facts(self) -> Mapping[str, str]:
        """What the register knows of itself, as last read."""
        return MappingProxyType(self._facts)

    @property
    def key_file(self) -> keys.KeyFile:
        """The slots that open this register; raises ClerkError KEY_FILE_DAMAGED when none are known."""
        file = rotation.held(self._facts, self._data_key) or self.opener.file
        if file is None:
            raise ClerkError(Problem.KEY_FILE_DAMAGED, path=self.path)
        return file

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
        """Whether every trigger the history needs is there, and no damage known; otherwise stores only read."""
        return self._fault is None

    def store(self, who: str = "", reader: Reader | None = None) -> Store:
        """A new connection for the calling thread, for whoever opened the register or for another reader.

        `who` is what history writes instead of the reader's name.
        """
        reader = reader or self.reader
        store = Store(
            connect(self.path, self._data_key),
            self.path,
            seal_key=bytes.fromhex(self._facts["seal_key"]),
            fault=self._fault,
            reader=reader._replace(name=who) if who else reader,
            abbreviations=abbreviations(),
        )
        self._stores.add(store)
        return store

    def keep_as_it_is(self) -> None:
        """The file was found damaged: from now on every store only reads."""
        self._fault = Problem.DAMAGED_ONLY_READ
        for store in self._stores:
            store.fault = self._fault

    def alone(self) -> None:
        """Raise ClerkError REGISTER_IN_USE while a store is open: what follows needs the register to itself."""
        if any(store.is_open for store in self._stores):
            raise ClerkError(Problem.REGISTER_IN_USE, path=self.path)

    def rotate(self, without: Sequence[str] = ()) -> None:
        """Change the data key, leaving out the slots of these users (uids); every other passphrase stays as it is.

        Raises ClerkError: REGISTER_IN_USE while a store is open, NOT_ALLOWED, and what disk and file did.
        """
        rotation.rotate(self, self.key_file, without, self.reader)

    def learn(self, data_key: bytes | None = None) -> None:
        """Read again what the register knows of itself, after a change, or under another data key; for `db` alone."""
        self._data_key = data_key or self._data_key
        self._look()

    def close(self) -> None:
        """Let another program open the register."""
        self._lock.release()

    def _look(self) -> None:
        def once() -> None:
            newer.refuse_unsettled(self.path, self._data_key)
            connection = connect(self.path, self._data_key)
            try:
                with told(self.path):
                    self._check(connection)
            finally:
                connection.close()

        twice(once)

    def _check(self, connection: Connection) -> None:
        if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise ClerkError(Problem.NOT_A_REGISTER, path=self.path)
        applied = newer.refuse(connection, self.path)
        if len(applied) < len(STEPS):
            from dandan_desktop.db.backups import before_upgrade
            from dandan_desktop.db.upgrade import upgrade

            before_upgrade(self.path, connection, self._data_key)
            upgrade(connection)
        self._facts = dict(connection.execute("SELECT name, value FROM facts").fetchall())
        if self._facts.get("sentinel") != SENTINEL:
            raise ClerkError(Problem.NOT_A_REGISTER, path=self.path)
        if not derived.are_whole(connection):
            self._fault = Problem.HISTORY_INCOMPLETE
        self.users = users.live(connection)
        is_gone = self.opener.user and self.opener.user not in self.users
        if is_gone and self.reader is not ANYBODY:  # he has just removed himself: he may do nothing more
            self.reader = self.reader._replace(roles=frozenset())
        else:
            self.reader = users.reader(connection, self.opener.user)

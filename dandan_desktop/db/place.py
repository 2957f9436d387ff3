"""Where a register may lie and who holds it: kinds of drive, what a file plainly is, the lock of its one owner."""

import codecs
import contextlib
import errno
import os
import shutil
from pathlib import Path
from urllib.parse import quote

from dandan_desktop import paths
from dandan_desktop.db import keys
from dandan_desktop.db.engine import Connection, dbapi, problem_of, told
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.files import folder_error

_PLAIN_STARTS = (b"SQLite format 3", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")


class Lock:
    """Who holds a register: an exclusive transaction on an empty file beside it, ended by the system with the program.

    SQLite locks it as it locks every database, so there is one way of locking on every system; a file left behind,
    even a read-only one, never blocks. Raises ClerkError REGISTER_IN_USE when another holds it still after `seconds`,
    and what folder and disk did.
    """

    def __init__(self, path: Path, seconds: float = 0.0) -> None:
        self.file = path.with_name(path.name + ".khoa-may")
        try:
            if not os.path.lexists(self.file):  # one that is held is never opened here: closing it would free it
                self.file.touch()
                with contextlib.suppress(OSError):  # whoever may write the register may hold it
                    shutil.copymode(path, self.file)
            if not os.access(self.file, os.W_OK):
                self.file.chmod(0o644)
        except OSError as error:
            raise folder_error(error, path) from error
        name = f"file:{quote(str(self.file.absolute()))}?mode=rw"
        self._held: Connection | None = None
        try:
            with told(path):
                self._held = dbapi.connect(
                    name, uri=True, timeout=seconds, isolation_level=None, check_same_thread=False
                )
                self._take(self._held)
        except ClerkError as error:
            self.release()
            if error.problem is Problem.REGISTER_READ_ONLY:  # not the register: what lies in the place of its lock
                raise ClerkError(Problem.FOLDER_READ_ONLY, path=path) from error
            raise

    def release(self) -> None:
        """Let another program in; the file stays and holds nobody up."""
        if self._held is not None:
            self._held.close()

    def _take(self, held: Connection) -> None:
        try:
            held.execute("BEGIN EXCLUSIVE")
        except dbapi.DatabaseError as error:
            if problem_of(error) is not Problem.REGISTER_DAMAGED:
                raise
            self.file.write_bytes(b"")  # something else was written into it, and nobody holds it
            held.execute("BEGIN EXCLUSIVE")


def wait_until_free(path: Path, seconds: float = 5.0) -> None:
    """Wait at most so long until nobody holds the register's lock; what else is wrong shows when it is opened."""
    with contextlib.suppress(ClerkError):
        Lock(path, seconds).release()


def unlocked_again(lock: Lock) -> None:
    """Give the lock up and remove its file, as of a register that could not be made."""
    lock.release()
    lock.file.unlink(missing_ok=True)


def refuse_place(path: Path) -> None:
    """Refuse a place for a register where connection or synchronising would break it, whether it is there or not.

    Raises ClerkError REGISTER_ON_NETWORK, REGISTER_IN_SYNC_FOLDER.
    """
    _refuse(path, Problem.REGISTER_ON_NETWORK, Problem.REGISTER_IN_SYNC_FOLDER)


def refuse_second_place(folder: Path) -> None:
    """Refuse a second place for backups that leaves this office; a stick or another disk is what it should be.

    Raises ClerkError PLACE_ON_NETWORK, PLACE_IN_SYNC_FOLDER.
    """
    _refuse(folder, Problem.PLACE_ON_NETWORK, Problem.PLACE_IN_SYNC_FOLDER)


def _refuse(path: Path, on_network: Problem, in_sync_folder: Problem) -> None:
    if paths.drive_kind(path) is paths.Drive.NETWORK:
        raise ClerkError(on_network, path=path)
    if service := paths.sync_service(path):
        raise ClerkError(in_sync_folder, path=path, service=service)


def refuse_taken(path: Path) -> None:
    """Refuse a name in use, a left key file's too: writing over it would lock its register for ever."""
    if not path.parent.is_dir():
        raise ClerkError(Problem.FOLDER_MISSING, path=path)
    for taken in (path, keys.beside(path)):
        if os.path.lexists(taken):
            raise ClerkError(Problem.REGISTER_EXISTS, path=taken)


def refuse_unwritable(path: Path) -> None:
    """Refuse a register this user may only read: what SQLite leaves beside it then shuts out whoever may write it.

    One that a program which looks for viruses holds for a moment is tried as often as a name. Raises ClerkError
    REGISTER_READ_ONLY, FOLDER_READ_ONLY where the whole disk may only be read.
    """
    for seconds in (*paths.NAME_WAITS, None):
        try:
            path.open("r+b").close()
        except OSError as error:
            if error.errno == errno.EROFS:
                raise folder_error(error, path) from error
            if seconds is None:
                raise ClerkError(Problem.REGISTER_READ_ONLY, path=path) from error
            paths.rest(seconds)
        else:
            return


def look_at_file(path: Path) -> None:
    """Refuse what is plainly no register before SQLite touches it: a zero-byte file opens as an empty database."""
    try:
        with path.open("rb") as file:
            start = file.read(16)
        size = path.stat().st_size
    except PermissionError as error:
        raise ClerkError(Problem.REGISTER_CLOSED, path=path) from error
    except OSError as error:
        raise ClerkError(Problem.FILE_UNREADABLE, path=path) from error
    has_keys = keys.beside(path).exists()
    if start.startswith(_PLAIN_STARTS) or ((size < 4096 or _is_text(start)) and not has_keys):
        raise ClerkError(Problem.NOT_A_REGISTER, path=path)
    has_log = path.with_name(path.name + "-wal").exists()  # a power cut may tear the page the log will write again
    if size < 4096 or (size % 4096 and not has_log):
        raise ClerkError(Problem.REGISTER_DAMAGED, path=path)


def _is_text(start: bytes) -> bool:
    """Whether a file begins with words; the random bytes a register begins with practically never do."""
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(start)  # half a letter at the end is no fault
    return all(char.isprintable() or char in "\t\r\n" for char in text.removeprefix("\ufeff").replace("\ufffd", "\0"))

"""Finished files on disk: whole or not at all."""

import errno
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from dandan_desktop import paths
from dandan_desktop.domain.errors import ClerkError, Problem

_PROBLEMS = {
    errno.ENOENT: Problem.FOLDER_MISSING,
    errno.ENOTDIR: Problem.FOLDER_MISSING,
    errno.EEXIST: Problem.FOLDER_MISSING,
    errno.ENAMETOOLONG: Problem.FOLDER_MISSING,
    errno.EACCES: Problem.FOLDER_READ_ONLY,
    errno.EPERM: Problem.FOLDER_READ_ONLY,
    errno.EROFS: Problem.FOLDER_READ_ONLY,
    errno.ENOSPC: Problem.DISK_FULL,
    errno.EDQUOT: Problem.DISK_FULL,
}
_IN_USE = frozenset({errno.EACCES, errno.EPERM, errno.EBUSY, errno.EISDIR, errno.ENOTEMPTY})


def write_whole(path: Path, content: bytes) -> Path:
    """Write a file under a temporary name, flush it to the disk and give it its name; answers the path.

    Raises ClerkError with `path`: FOLDER_MISSING, FOLDER_READ_ONLY, DISK_FULL, DISK_FAILING, NOT_A_FILE when a
    folder or a device has that name, or FILE_IN_USE when another program holds the file of that name. What stood
    there before stays until the new one is whole.
    """
    if os.path.lexists(path) and not os.path.isfile(path):  # noqa: PTH113 - Path.is_file raises for a closed folder
        raise ClerkError(Problem.NOT_A_FILE, path=path)
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tam")
    except OSError as error:
        raise _told(error, path) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as target:
            target.write(content)
            target.flush()
            os.fsync(target.fileno())
    except OSError as error:
        _forget(temporary)
        raise _told(error, path) from error
    try:
        paths.give_name(temporary, path)
    except OSError as error:
        _forget(temporary)
        if error.errno in _IN_USE:
            raise ClerkError(Problem.FILE_IN_USE, path=path) from error
        raise _told(error, path) from error
    _flush_folder(path.parent)
    return path


def read_whole(path: Path, largest: int) -> bytes:
    """The bytes of a file of at most so many.

    Raises ClerkError with `path`: FILE_MISSING, FILE_UNREADABLE, FILE_EMPTY, FILE_TOO_LARGE.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):  # a pipe or a device may never end
            raise ClerkError(Problem.FILE_UNREADABLE, path=path)
        if found.st_size > largest:
            raise ClerkError(Problem.FILE_TOO_LARGE, path=path, limit=largest // 1024 // 1024)
        with path.open("rb") as source:
            content = source.read(largest + 1)  # it may have grown since it was looked at
    except FileNotFoundError as error:
        raise ClerkError(Problem.FILE_MISSING, path=path) from error
    except OSError as error:
        raise ClerkError(Problem.FILE_UNREADABLE, path=path) from error
    if len(content) > largest:
        raise ClerkError(Problem.FILE_TOO_LARGE, path=path, limit=largest // 1024 // 1024)
    if not content:
        raise ClerkError(Problem.FILE_EMPTY, path=path)
    return content


def ready_folder(folder: Path) -> Path:
    """Make the folder papers go into, with those above it, unless it is there; answers it.

    Raises ClerkError with `path`: FOLDER_MISSING where a file stands in the way, FOLDER_READ_ONLY, DISK_FULL,
    DISK_FAILING.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _told(error, folder) from error
    return folder


def _told(error: OSError, path: Path) -> ClerkError:
    problem = _PROBLEMS.get(error.errno or 0, Problem.DISK_FAILING)
    return ClerkError(problem, path=path, free=paths.free_megabytes(path))


def _forget(temporary: Path) -> None:
    with suppress(OSError):
        temporary.unlink()


def _flush_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system lets a folder be flushed."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

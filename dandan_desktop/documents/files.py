"""Finished files on disk: whole or not at all."""

import errno
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from dandan_desktop.domain.errors import ClerkError, Problem

_PROBLEMS = {
    errno.ENOENT: Problem.FOLDER_MISSING,
    errno.ENOTDIR: Problem.FOLDER_MISSING,
    errno.ENAMETOOLONG: Problem.FOLDER_MISSING,
    errno.EACCES: Problem.FOLDER_READ_ONLY,
    errno.EPERM: Problem.FOLDER_READ_ONLY,
    errno.EROFS: Problem.FOLDER_READ_ONLY,
    errno.ENOSPC: Problem.DISK_FULL,
    errno.EDQUOT: Problem.DISK_FULL,
    errno.EFBIG: Problem.DISK_FULL,
}
_IN_USE = frozenset({errno.EACCES, errno.EPERM, errno.EBUSY, errno.EISDIR, errno.ENOTEMPTY})


def write_whole(path: Path, content: bytes) -> Path:
    """Write a file under a temporary name, flush it to the disk and give it its name; answers the path.

    Raises ClerkError with `path`: FOLDER_MISSING, FOLDER_READ_ONLY, DISK_FULL, DISK_FAILING, or FILE_IN_USE when
    another program holds the file of that name. What stood there before stays until the new one is whole.
    """
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
        temporary.replace(path)
    except OSError as error:
        _forget(temporary)
        if error.errno in _IN_USE:
            raise ClerkError(Problem.FILE_IN_USE, path=path) from error
        raise _told(error, path) from error
    _flush_folder(path.parent)
    return path


def _told(error: OSError, path: Path) -> ClerkError:
    return ClerkError(_PROBLEMS.get(error.errno or 0, Problem.DISK_FAILING), path=path)


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

"""Files a clerk names: read whole within a bound, and what is told when a disk refuses one."""

import errno
import stat
import sys
from pathlib import Path

from dandan_desktop import paths
from dandan_desktop.domain.errors import ClerkError, Problem

_LONGEST_READ, _LONGEST_WRITTEN = 259, 239
"""Characters of a path Windows knows; those that leave room for the names made beside a file that is written."""
_TOO_LONG, _SHARED, _LOCKED = 206, 32, 33
"""Numbers of Windows: the name is too long; another program holds the file, or a part of it."""
_PROBLEMS = {
    errno.ENOENT: Problem.FOLDER_MISSING,
    errno.ENOTDIR: Problem.FOLDER_MISSING,
    errno.EEXIST: Problem.FOLDER_MISSING,
    errno.EACCES: Problem.FOLDER_READ_ONLY,
    errno.EPERM: Problem.FOLDER_READ_ONLY,
    errno.EROFS: Problem.FOLDER_READ_ONLY,
    errno.ENOSPC: Problem.DISK_FULL,
    errno.EDQUOT: Problem.DISK_FULL,
}
_NOT_THERE = (errno.ENOENT, errno.EINVAL)


def read_whole(path: Path, largest: int) -> bytes:
    """The bytes of a file of at most so many.

    Raises ClerkError with `path`: FILE_MISSING, PATH_TOO_LONG, FILE_UNREADABLE, FILE_EMPTY, FILE_TOO_LARGE.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):  # a pipe or a device may never end
            raise ClerkError(Problem.FILE_UNREADABLE, path=path)
        if found.st_size > largest:
            raise ClerkError(Problem.FILE_TOO_LARGE, path=path, limit=largest // 1024 // 1024)
        with path.open("rb") as source:
            content = source.read(largest + 1)  # it may have grown since it was looked at
    except OSError as error:
        if _is_too_long(error, path, _LONGEST_READ):
            raise ClerkError(Problem.PATH_TOO_LONG, path=path) from error
        is_gone = isinstance(error, FileNotFoundError)
        raise ClerkError(Problem.FILE_MISSING if is_gone else Problem.FILE_UNREADABLE, path=path) from error
    if len(content) > largest:
        raise ClerkError(Problem.FILE_TOO_LARGE, path=path, limit=largest // 1024 // 1024)
    if not content:
        raise ClerkError(Problem.FILE_EMPTY, path=path)
    return content


def folder_error(error: OSError, path: Path) -> ClerkError:
    """What a clerk is told of a failure to write a file in its folder."""
    number = getattr(error, "winerror", None)
    if isinstance(error, paths.HeldError) or number in (_SHARED, _LOCKED):
        return ClerkError(Problem.FILE_IN_USE, path=path)
    if _is_too_long(error, path, _LONGEST_WRITTEN):
        return ClerkError(Problem.PATH_TOO_LONG, path=path)
    problem = _PROBLEMS.get(error.errno or 0, Problem.DISK_FAILING)
    return ClerkError(problem, path=path, free=paths.free_megabytes(path))


def _is_too_long(error: OSError, path: Path, longest: int) -> bool:
    """Whether a path was refused for its length: Windows says of it that it is not there, or that its name is wrong."""
    if error.errno == errno.ENAMETOOLONG or getattr(error, "winerror", None) == _TOO_LONG:
        return True
    return sys.platform == "win32" and error.errno in _NOT_THERE and len(str(path.absolute())) > longest

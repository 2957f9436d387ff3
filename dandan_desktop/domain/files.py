"""Files a clerk names: read whole within a bound, and what is told when a disk refuses one."""

import errno
import stat
from pathlib import Path

from dandan_desktop import paths
from dandan_desktop.domain.errors import ClerkError, Problem

_LONG = 240
"""Characters of a path from which Windows, which knows 259, may have no room for the names made beside it."""
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


def folder_error(error: OSError, path: Path) -> ClerkError:
    """What a clerk is told of a failure to write a file in its folder."""
    number = getattr(error, "winerror", None)
    if isinstance(error, paths.HeldError) or number in (_SHARED, _LOCKED):
        return ClerkError(Problem.FILE_IN_USE, path=path)
    # Windows says of a path that is too long that it is not there, or that its name is wrong.
    is_long = number is not None and len(str(path.absolute())) >= _LONG
    if error.errno == errno.ENAMETOOLONG or number == _TOO_LONG or (is_long and error.errno in _NOT_THERE):
        return ClerkError(Problem.PATH_TOO_LONG, path=path)
    problem = _PROBLEMS.get(error.errno or 0, Problem.DISK_FAILING)
    return ClerkError(problem, path=path, free=paths.free_megabytes(path))

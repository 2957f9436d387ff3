"""Files a clerk names: read whole within a bound, and what is told when a disk refuses one."""

import errno
import stat
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
    problem = _PROBLEMS.get(error.errno or 0, Problem.DISK_FAILING)
    return ClerkError(problem, path=path, free=paths.free_megabytes(path))

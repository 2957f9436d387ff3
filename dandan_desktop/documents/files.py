"""Finished files on disk: whole or not at all."""

import errno
import os
import secrets
from contextlib import suppress
from pathlib import Path

from dandan_desktop import paths
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.files import folder_error

_IN_USE = frozenset({errno.EACCES, errno.EPERM, errno.EBUSY, errno.EISDIR, errno.ENOTEMPTY})


def write_whole(path: Path, content: bytes) -> Path:
    """Write a file under a temporary name, flush it to the disk and give it its name; answers the path.

    Raises ClerkError with `path`: FOLDER_MISSING, FOLDER_READ_ONLY, DISK_FULL, DISK_FAILING, NOT_A_FILE when a
    folder or a device has that name, or FILE_IN_USE when another program holds the file of that name. What stood
    there before stays until the new one is whole.
    """
    if os.path.lexists(path) and not os.path.isfile(path):  # noqa: PTH113 - Path.is_file raises for a closed folder
        raise ClerkError(Problem.NOT_A_FILE, path=path)
    # Not tempfile's own way: in a folder that Windows keeps closed it tries name after name for a day.
    temporary = path.with_name(f".{secrets.token_hex(4)}.tam")
    try:
        with temporary.open("xb") as target:
            target.write(content)
            target.flush()
            os.fsync(target.fileno())
    except OSError as error:
        _forget(temporary)
        raise folder_error(error, path) from error
    try:
        paths.give_name(temporary, path)
    except OSError as error:
        _forget(temporary)
        if error.errno in _IN_USE:
            raise ClerkError(Problem.FILE_IN_USE, path=path) from error
        raise folder_error(error, path) from error
    paths.settle(path.parent)
    return path


def ready_folder(folder: Path) -> Path:
    """Make the folder papers go into, with those above it, unless it is there; answers it.

    Raises ClerkError with `path`: FOLDER_MISSING where a file stands in the way, FOLDER_READ_ONLY, DISK_FULL,
    DISK_FAILING.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise folder_error(error, folder) from error
    return folder


def _forget(temporary: Path) -> None:
    with suppress(OSError):
        temporary.unlink()

"""What a test must know of the system it runs on."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

KILLED = 1 if sys.platform == "win32" else -9
"""The exit code of a process that was killed."""


def is_wine() -> bool:
    """Whether this Windows is Wine, which lacks what a test may ask of the real one."""
    if sys.platform == "win32":
        import ctypes

        return hasattr(ctypes.windll.ntdll, "wine_get_version")
    return False


def lacking_in_wine(what: str, since: tuple[int, int] = (3, 11)) -> pytest.MarkDecorator:
    """Skip under Wine, which has no such thing; `since`: the Python from which that matters. Others run the test."""
    is_met = is_wine() and sys.version_info[:2] >= since
    return pytest.mark.skipif(is_met, reason=f"Wine lacks {what}")  # allowed: the real Windows has it


def need_mounts() -> None:
    """Skip where no table says what is mounted or plugged in where."""
    if sys.platform != "linux":
        pytest.skip("only Linux keeps a table of what is mounted")


def need_users() -> None:
    """Skip where nobody may become another user: only root of a Unix may."""
    if sys.platform == "win32" or os.geteuid():
        pytest.skip("no right to become another user of this machine")


@contextlib.contextmanager
def acting_as(user: int) -> Iterator[None]:
    """Have no more rights to files than this user has; what is still to be imported must stand where all may read."""
    need_users()
    if sys.platform != "win32":
        os.setegid(user)
        os.seteuid(user)
        try:
            yield
        finally:
            os.seteuid(0)
            os.setegid(0)


def need_no_printer() -> None:
    """Skip where there is a printer, on whose dialog a test would wait for ever."""
    from PySide6.QtPrintSupport import QPrinterInfo

    if QPrinterInfo.availablePrinterNames():
        pytest.skip("this computer has a printer")


def linked(link: Path, target: Path) -> Path:
    """A link to a folder; skips where none can be made: Windows grants the right to few, and Wine only pretends."""
    with contextlib.suppress(OSError):
        link.symlink_to(target, target_is_directory=True)
    if not link.is_symlink():
        pytest.skip("no right to make links")
    return link

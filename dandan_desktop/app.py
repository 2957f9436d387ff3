"""The window's front end: everything Qt is imported only when a window is asked for."""

import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path

from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.reasons import Why

OLDEST_WINDOWS = 17763
"""The build of Windows 10 1809, the oldest that Qt 6.9 runs on."""


def refuse_old_windows() -> None:
    """Raises ClerkError WINDOWS_TOO_OLD where this Windows is older than what the program was tried on."""
    build = windows_build()
    if build is not None and build < OLDEST_WINDOWS:
        raise ClerkError(Problem.WINDOWS_TOO_OLD)


def windows_build() -> int | None:
    """The build number of this Windows; None on another system."""
    if sys.platform == "win32":
        return sys.getwindowsversion().build
    return None


def has_display() -> bool:
    """Whether this machine can show a window."""
    if sys.platform != "linux":
        return True
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in names)


def run(
    register: Path | None,
    *,
    why: Why | None = None,
    has_typed: bool = False,
    data_key: bytes | None = None,
    on_painted: Callable[[], None] | None = None,
) -> int:
    """Open the window, on this register's unlock page when one is given; returns the exit code.

    `why` is the reason it stands there again, `has_typed` whether something typed was kept before. With `data_key`
    the register opens at once; `on_painted` is called when its window was painted. Raises ClerkError NO_DISPLAY,
    and with a key as `Register.open_with_key` does.
    """
    if not has_display():
        raise ClerkError(Problem.NO_DISPLAY)
    gc.disable()  # nothing to collect until the window stands, which enables it again
    from dandan_desktop.ui.start_up import start

    return start(register, why=why, has_typed=has_typed, data_key=data_key, on_painted=on_painted)

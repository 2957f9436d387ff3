"""The window's front end: everything Qt is imported only when a window is asked for."""

import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path

from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.reasons import Why


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
    the register opens at once; `on_painted` is called when its window was painted. Raises ClerkError NO_DISPLAY, and
    with a key as `Register.open_with_key` does.
    """
    if not has_display():
        raise ClerkError(Problem.NO_DISPLAY)
    gc.disable()  # nothing to collect until the window stands, which enables it again
    from dandan_desktop.ui.start_up import start

    return start(register, why=why, has_typed=has_typed, data_key=data_key, on_painted=on_painted)

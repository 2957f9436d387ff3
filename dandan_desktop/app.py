"""The window's front end: everything Qt is imported only when a window is asked for."""

import os
import sys
from pathlib import Path

from dandan_desktop.domain.errors import ClerkError, Problem


def has_display() -> bool:
    """Whether this machine can show a window."""
    if sys.platform != "linux":
        return True
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in names)


def run(register: Path | None) -> int:
    """Open the window, on this register's unlock page when one is given; returns the exit code.

    Raises ClerkError NO_DISPLAY.
    """
    if not has_display():
        raise ClerkError(Problem.NO_DISPLAY)
    from dandan_desktop.ui.start_up import start

    return start(register)

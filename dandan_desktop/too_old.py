"""Whether this Windows is older than what the program needs: told plainly before Qt, which would not even load.

Asked before every command. The version comes from a file of Windows itself, for what Windows says of itself depends on
how the program is packed, and asking its management service takes seconds.
"""

import sys

from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.messages import sentences

OLDEST = (10, 0, 17763)
"""Windows 10 version 1809: the oldest that Qt 6.9 and Python 3.13 run on."""
_NAMES = {(6, 1): "7", (6, 2): "8", (6, 3): "8.1"}
_ICON_STOP = 0x10


def windows() -> tuple[int, int, int] | None:
    """The version of Windows this program runs on; None anywhere else."""
    if sys.platform == "win32":
        return sys.getwindowsversion().platform_version
    return None


def refusal(version: tuple[int, int, int] | None) -> ClerkError | None:
    """Why the program does not start on this version of Windows; None where it does."""
    if version is None or version >= OLDEST:
        return None
    numbers = ".".join(map(str, version))
    shown = _NAMES.get(version[:2], f"10 (bản dựng {version[2]})" if version[0] == OLDEST[0] else numbers)
    return ClerkError(Problem.WINDOWS_TOO_OLD, shown=shown)


def tell(error: ClerkError) -> None:
    """Say it on the console; a program without one says it in a box that Windows draws."""
    words = " ".join(sentences(error))
    if sys.stderr is not None:
        sys.stderr.write(words + "\n")
    elif sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, words, "Sổ Dân vận", _ICON_STOP)

"""What a packed program does before anything else: nothing planted beside us or named around us is loaded.

`reliability.md` §5 “Windows surface”. `installer/first.py` alone calls it; from source the developer's variables stay.
"""

import os
import sys
from collections.abc import MutableMapping
from pathlib import Path

_LOADERS = ("PYTHON", "QT", "QML", "QSG_", "PYSIDE", "SHIBOKEN", "LD_", "DYLD_", "GTK_", "GIO_", "OPENSSL_", "GCONV_")
"""How the names of variables begin that make Python, Qt or the system load code, or look for it somewhere else."""
_APPLICATION_FOLDER, _USER_FOLDERS, _SYSTEM_FOLDER = 0x200, 0x400, 0x800
"""Where Windows may look for a library: beside the program, in folders we name, in its own; nowhere else."""


def guard() -> None:
    """Forget what would load foreign code, here and in every process begun from here."""
    own = Path(sys.executable).parent
    forget(os.environ, own)
    _narrow(getattr(sys, "_MEIPASS", str(own)))


def forget(environment: MutableMapping[str, str], own: Path) -> list[str]:
    """Take away every variable that loads code and names more than places inside our own folder; returns the names."""
    gone = [
        name for name, value in environment.items() if name.upper().startswith(_LOADERS) and not _is_within(value, own)
    ]
    for name in gone:
        del environment[name]
    return gone


def _is_within(value: str, own: Path) -> bool:
    """Whether a list of folders is one the packer's own start made: it names nothing outside the program."""
    root = own.resolve()
    return all(
        Path(each).is_absolute() and Path(each).resolve().is_relative_to(root) for each in value.split(os.pathsep)
    )


def _narrow(inside: str) -> None:
    """Let Windows look for libraries only in its own folder, the program's, and those our libraries name.

    Neither in the folder it was started from, nor in those of PATH.
    """
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        kernel.SetDllDirectoryW("")  # the packer's start names a folder there, which our children would inherit
        kernel.SetDefaultDllDirectories(_APPLICATION_FOLDER | _USER_FOLDERS | _SYSTEM_FOLDER)
        os.add_dll_directory(inside)

"""Where things are, in source tree, wheel and frozen program; kinds of drive; files written whole or not at all."""

import contextlib
import os
import re
import sys
from collections.abc import Iterable
from enum import Enum, auto
from pathlib import Path

SUFFIX = ".dandan"
"""Ending of a register's file name."""
_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "davfs", "fuse.davfs", "afs", "ncpfs"}) | {
    "ceph",
    "fuse.ceph",
    "fuse.glusterfs",
    "fuse.gvfsd-fuse",
    "fuse.rclone",
    "fuse.smbnetfs",
}
_DRIVE_REMOTE = 4
MOUNTS = Path("/proc/mounts")
"""Linux's own table of what is mounted where."""


class Drive(Enum):
    """What kind of place a file is on."""

    LOCAL = auto()
    NETWORK = auto()


def resource(*parts: str) -> Path:
    """A file that ships with the program."""
    package = Path(__file__).parent
    inside = package / "resources"
    return (inside if inside.is_dir() else package.parent / "resources").joinpath(*parts)


def data_folder() -> Path:
    """This user's folder for settings, key copies and the log."""
    if sys.platform == "win32":
        return Path(os.environ["LOCALAPPDATA"]) / "SoDanVan"
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "so-dan-van"


def write_whole(target: Path, content: bytes) -> None:
    """Write a file under a temporary name, flush it to the disk and rename it; nothing is left of a failure.

    Raises OSError.
    """
    fresh = target.with_name(target.name + ".tam")
    try:
        with fresh.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(target)
    except OSError:
        with contextlib.suppress(OSError):
            fresh.unlink()
        raise


def read_mounts(text: str) -> list[tuple[str, str]]:
    """Mount point and file system of each line of a mounts table."""
    rows = (line.split(" ") for line in text.split("\n"))
    return [(re.sub(r"\\([0-7]{3})", _octal, row[1]), row[2]) for row in rows if len(row) > 2]


def _octal(match: re.Match[str]) -> str:
    return chr(int(match[1], 8))


def drive_of(path: str, mounts: Iterable[tuple[str, str]]) -> Drive:
    """The kind of drive of an absolute path by a mounts table; overlay, 9p and virtiofs count as local."""
    best, kind = "", ""
    for point, system in mounts:
        inside = path == point or path.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, system
    return Drive.NETWORK if kind in _NETWORK else Drive.LOCAL


def drive_kind(path: Path) -> Drive:
    """The kind of drive a register would be on; UNC paths and mapped letters are the network."""
    whole = str(path.absolute())
    if whole.startswith(("\\\\", "//")):
        return Drive.NETWORK
    if sys.platform == "win32":
        import ctypes

        kind = ctypes.windll.kernel32.GetDriveTypeW(str(Path(path.absolute().anchor)))
        return Drive.NETWORK if kind == _DRIVE_REMOTE else Drive.LOCAL
    table = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape") if MOUNTS.exists() else ""
    return drive_of(os.path.realpath(whole), read_mounts(table))

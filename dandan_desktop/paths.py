"""Where things are, in source tree, wheel and frozen program; kinds of drive; files written whole or not at all."""

import contextlib
import os
import re
import shutil
import sys
import threading
import unicodedata
from collections.abc import Iterable, Mapping
from enum import Enum, auto
from pathlib import Path

SUFFIX = ".dandan"
"""Ending of a register's file name."""
PACKAGE_SUFFIX = ".dandan-sao"
"""Ending of a backup's file name."""
_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "davfs", "fuse.davfs", "afs", "ncpfs"}) | {
    "ceph",
    "fuse.ceph",
    "fuse.glusterfs",
    "fuse.gvfsd-fuse",
    "fuse.rclone",
    "fuse.smbnetfs",
}
_DRIVE_REMOVABLE, _DRIVE_REMOTE = 2, 4
_SYNCED_PARTS = (
    ("OneDrive", r"onedrive( - .+)?"),
    ("Dropbox", r"dropbox( \(.+\))?"),
    ("Google Drive", r"google ?drive|googledrivefs|my drive|shared drives|drive của tôi|bộ nhớ dùng chung"),
    ("iCloud", r"icloud ?drive|com~apple~clouddocs"),
    ("Zalo", r"zalo received files|zalopc|zalodata"),
)
"""The folder names of what copies files to other machines or the internet, by its name."""
_SYNCED_MARKS = (
    ("OneDrive", ".849C9593-D756-4E56-8D6E-42412F2A707B", False),
    ("Dropbox", ".dropbox.cache", True),
    ("Google Drive", ".tmp.drivedownload", True),
    ("Google Drive", ".tmp.driveupload", True),
    ("Google Drive", ".shortcut-targets-by-id", True),
)
"""What they keep in their top folder, whatever it is called: the name, and whether it is a folder."""
_SYNCED_VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
NAME_WAITS = (0.05, 0.1, 0.2, 0.4)
"""Seconds between the tries to give a file its name."""
MEDIA = ("/media/", "/run/media/", "/mnt/")
"""Where Linux shows sticks and disks that were plugged in, each in a folder called as it is."""
_LONGEST_LABEL = 261
"""Characters Windows may need for the name of a volume."""
MOUNTS = Path("/proc/mounts")
"""Linux's own table of what is mounted where."""
BLOCKS = Path("/sys/class/block")
"""Linux's own list of disks and their parts."""


class Drive(Enum):
    """What kind of place a file is on."""

    LOCAL = auto()
    NETWORK = auto()
    REMOVABLE = auto()


def is_packed() -> bool:
    """Whether this is a packed program, not its sources."""
    return bool(getattr(sys, "frozen", False))


def program_folder() -> Path:
    """Where the program's own files are."""
    return Path(sys.executable).parent if is_packed() else Path(__file__).parent


def own_command(*arguments: str | Path) -> list[str]:
    """The command line that starts this same program once more."""
    program = [sys.executable] if is_packed() else [sys.executable, "-m", "dandan_desktop"]
    return [*program, *map(str, arguments)]


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


def free_bytes(folder: Path) -> int | None:
    """The bytes free on a folder's disk; None where the system does not say."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


def free_megabytes(path: Path) -> int | None:
    """The whole megabytes free where a file is or would be; None where the system does not say."""
    found = (free_bytes(each) for each in (path, *path.parents))  # the nearest that is there answers
    free = next((each for each in found if each is not None), None)
    return None if free is None else free // (1024 * 1024)


def rest(seconds: float) -> None:
    """Do nothing for so long."""
    threading.Event().wait(seconds)  # nothing sets it: there is no outcome to wait for


class HeldError(PermissionError):
    """Another program keeps a file from being replaced, such as one that looks for viruses."""


def give_name(fresh: Path, target: Path) -> None:
    """Give a finished file its name, also that of another file, which then is gone.

    A program that looks for viruses holds a file for a moment after it was written, so what is refused is tried five
    times, a little later each. Raises OSError; HeldError where it was refused every time.
    """
    for seconds in NAME_WAITS:
        try:
            fresh.replace(target)
        except PermissionError:
            rest(seconds)
        else:
            return
    try:
        fresh.replace(target)
    except PermissionError as error:
        raise HeldError(error.errno, error.strerror) from error


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
        give_name(fresh, target)
    except OSError:
        with contextlib.suppress(OSError):
            fresh.unlink()
        raise


def read_mounts(text: str) -> list[tuple[str, str, str]]:
    """Device, mount point and file system of each line of a mounts table."""
    rows = (line.split(" ") for line in text.split("\n"))
    return [(row[0], re.sub(r"\\([0-7]{3})", _octal, row[1]), row[2]) for row in rows if len(row) > 2]


def _octal(match: re.Match[str]) -> str:
    return chr(int(match[1], 8))


def drive_of(path: str, mounts: Iterable[tuple[str, str, str]]) -> Drive:
    """The kind of drive of an absolute path by a mounts table; overlay, 9p and virtiofs count as local."""
    best, kind, device = "", "", ""
    for source, point, system in mounts:
        inside = path == point or path.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind, device = point, system, source
    if kind in _NETWORK:
        return Drive.NETWORK
    return Drive.REMOVABLE if _is_stick(device) else Drive.LOCAL


def _is_stick(device: str) -> bool:
    """Whether a block device, or the disk it is a part of, says it can be taken out."""
    if not device.startswith("/dev/"):
        return False
    block = BLOCKS / Path(device).name
    with contextlib.suppress(OSError):
        return any(
            (place / "removable").read_text() == "1\n"
            for place in (block, block.resolve().parent)
            if (place / "removable").is_file()
        )
    return False


def drive_kind(path: Path) -> Drive:
    """The kind of drive a file would be on; UNC paths and mapped letters are the network."""
    whole = str(path.absolute())
    if whole.startswith(("\\\\", "//")):
        return Drive.NETWORK
    if sys.platform == "win32":
        import ctypes

        kind = ctypes.windll.kernel32.GetDriveTypeW(str(Path(path.absolute().anchor)))
        return {_DRIVE_REMOTE: Drive.NETWORK, _DRIVE_REMOVABLE: Drive.REMOVABLE}.get(kind, Drive.LOCAL)
    table = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape") if MOUNTS.exists() else ""
    return drive_of(os.path.realpath(whole), read_mounts(table))


def label_of(path: str, mounts: Iterable[tuple[str, str, str]]) -> str:
    """The name of the stick or disk an absolute path is on, as the desktop shows it; empty for the machine's own."""
    inside = [point for _, point, _ in mounts if path == point or path.startswith(point.rstrip("/") + "/")]
    point = max(inside, key=len, default="/")
    return Path(point).name if point.startswith(MEDIA) else ""


def drive_words(path: Path) -> str:
    """What a clerk calls the stick or disk a path is on: by its name, else by its letter, or the path itself."""
    kind = "USB" if drive_kind(path) is Drive.REMOVABLE else "ổ đĩa"
    if sys.platform == "win32":
        import ctypes

        root, name = path.absolute().anchor, ctypes.create_unicode_buffer(_LONGEST_LABEL)
        ctypes.windll.kernel32.GetVolumeInformationW(root, name, _LONGEST_LABEL, None, None, None, None, 0)
        return f"{kind} “{name.value}”" if name.value else f"{kind} {root.rstrip(chr(92))}"
    table = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape") if MOUNTS.exists() else ""
    label = label_of(os.path.realpath(path), read_mounts(table))
    return f"{kind} “{label}”" if label else f"thư mục {path}"


def sync_service(path: Path, environment: Mapping[str, str] | None = None) -> str:
    """The service that copies the folder a file would be in to other machines, by its name; empty for none.

    Known by the names of the folders above it, by what the services keep in their top folder, and by what they say in
    the environment; also behind a link.
    """
    environment = os.environ if environment is None else environment
    tops = [Path(os.path.realpath(top)) for name in _SYNCED_VARIABLES if (top := environment.get(name))]
    for whole in dict.fromkeys((path.absolute(), Path(os.path.realpath(path)))):
        if found := _named_service(whole.parts) or _marked_service(whole.parents):
            return found
        if any(top in (whole, *whole.parents) for top in tops):
            return "OneDrive"
    return ""


def _named_service(parts: Iterable[str]) -> str:
    folded = [unicodedata.normalize("NFC", part).casefold() for part in parts]
    return next((name for name, mark in _SYNCED_PARTS for part in folded if re.fullmatch(mark, part)), "")


def _marked_service(folders: Iterable[Path]) -> str:
    for folder in folders:
        for name, mark, is_folder in _SYNCED_MARKS:
            if (os.path.isdir if is_folder else os.path.isfile)(folder / mark):
                return name
    return ""


def is_closed(path: Path) -> bool:
    """Whether the system keeps this user from even seeing whether there is such a file."""
    try:
        path.stat()
    except PermissionError:
        return True
    except (OSError, ValueError):
        return False
    return False


def settle(folder: Path) -> None:
    """Write the folder's names down to the disk, where the system can."""
    if os.name == "nt":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        return
    finally:
        os.close(handle)

"""Updating without a network: what an update file is, whether it is whole, what is saved first, and the way back.

An update file is the installer a stick brings, or the packed folder of a program that is carried about, with the
checksum sheet of its release beside it. The installer keeps the program that was there in a folder of its own beside
the new one; a carried program is unpacked beside the one in use.
"""

import contextlib
import hashlib
import json
import os
import re
import string
import subprocess
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from dandan_desktop import __version__, paths
from dandan_desktop.db.register import Register
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.files import folder_error
from dandan_desktop.domain.progress import SILENT, Progress
from dandan_desktop.domain.thinning import Kind
from dandan_desktop.services import backups, program_files

INSTALLER = "so-dan-van-{}-cai-dat.exe"
"""What the installer of a version is called; the build calls it so."""
CARRIED = "so-dan-van-{}-mang-theo.zip"
"""What the packed folder of a version is called, for a program that is carried on a stick and not installed."""
SHEET = "ma-kiem-tra.txt"
"""The checksum sheet, beside the files it tells of."""
BEFORE = "chuong-trinh-truoc"
"""The folder beside the program's in which the installer keeps the program that was there."""
WINDOW = "SoDanVan.exe"
REMOVER = "go-bo.exe"
"""What takes an installed program away: the installer lays it beside the program's folder."""
_NAMES = tuple(
    re.compile(re.escape(each).replace(r"\{\}", "(?P<version>[0-9][0-9A-Za-z.]*)"), re.IGNORECASE)
    for each in (INSTALLER, CARRIED)
)
_VERSION = re.compile(r"(?P<numbers>[0-9]+(\.[0-9]+)*)(\.?(?P<stage>dev|a|b|rc)(?P<turn>[0-9]+))?")
_LINE = re.compile(r"(?P<digest>[0-9a-fA-F]{64}) [ *](?P<name>.+)")
_STAGES = ("dev", "a", "b", "rc", "")
_RECORD = "cap-nhat.json"
_LONGEST_SHEET = 1 << 16
_BLOCK = 1 << 20
Version = tuple[tuple[int, ...], int, int]


class Update(NamedTuple):
    """An update file by its name: where it is, and the version it brings."""

    path: Path
    version: str

    @property
    def is_carried(self) -> bool:
        """Whether it is the packed folder of a program that no installer brings."""
        return self.path.suffix.lower() == ".zip"


class Ready(NamedTuple):
    """All is saved: the update file, compared, and the number of the backup made first.

    An installer was copied to this machine; a packed folder stays where it is, for it is unpacked from there.
    """

    update: Update
    backup: int


class WayBack(NamedTuple):
    """The program before the last update: where it is, its version, and the backup made before; empty for unknown."""

    program: Path
    version: str
    backup: str


def read_version(written: str) -> Version | None:
    """A version as something to compare: 1.2 is 1.2.0, and 1.2.0rc1 comes before it; None for what is no version."""
    found = _VERSION.fullmatch(written)
    if found is None:
        return None
    numbers = [int(each) for each in found["numbers"].split(".")]
    while len(numbers) > 1 and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers), _STAGES.index(found["stage"] or ""), int(found["turn"] or 0)


def is_newer(version: str, than: str = __version__) -> bool:
    """Whether a version comes after another; what is no version comes after none."""
    new, old = read_version(version), read_version(than)
    return new is not None and old is not None and new > old


def named(path: Path) -> Update | None:
    """The update file of this name; None for any other."""
    found = next(filter(None, (each.fullmatch(path.name) for each in _NAMES)), None)
    return Update(path, found["version"]) if found and read_version(found["version"]) else None


def is_carried() -> bool:
    """Whether this program runs from a folder that was unpacked: no installer keeps it up to date."""
    return paths.is_packed() and not (paths.program_folder().parent / REMOVER).is_file()


def is_shared() -> bool:
    """Whether this program was installed for all, so that only an administrator can renew it."""
    home = paths.program_folder().parent
    return (home / REMOVER).is_file() and not may_write(home)


def may_write(folder: Path) -> bool:
    """Whether whoever runs this program may make files in a folder: tried, for Windows tells by no other way."""
    probe = folder / f"thu-ghi-{os.getpid()}.tam"
    try:
        probe.touch(exist_ok=False)
        probe.unlink()
    except OSError:
        return False
    return True


def found(folders: Iterable[Path], current: str = __version__) -> list[Update]:
    """The newer update files in these folders, the newest first, and of each version that for this program first.

    A folder that cannot be read has none.
    """
    seen: dict[Path, Update] = {}
    for folder in folders:
        try:
            files = sorted(folder.iterdir())
        except OSError:
            continue
        for each in map(named, files):
            if each is not None and is_newer(each.version, current):
                seen[each.path] = each
    ours = is_carried()
    ranks = {each: (read_version(each.version) or ((), 0, 0), each.is_carried is ours) for each in seen.values()}
    return sorted(ranks, key=ranks.__getitem__, reverse=True)


def sticks(second: Path | None = None) -> list[Path]:
    """Where an update file may be: the top of each stick that is plugged in, and of the second place."""
    if sys.platform == "win32":
        tops = [Path(f"{letter}:\\") for letter in string.ascii_uppercase]
        plugged = [top for top in tops if paths.drive_kind(top) is paths.Drive.REMOVABLE]
    else:
        table = paths.MOUNTS.read_text(encoding="utf-8", errors="surrogateescape") if paths.MOUNTS.exists() else ""
        plugged = [Path(point) for _, point, _ in paths.read_mounts(table) if point.startswith(paths.MEDIA)]
    return list(dict.fromkeys([*plugged, *([second] if second else [])]))


def checked(path: Path, current: str = __version__, progress: Progress = SILENT) -> Update:
    """An update file that is newer and as its release packed it.

    Raises ClerkError: UPDATE_STRANGE, UPDATE_NOT_NEWER, UPDATE_NO_SHEET, UPDATE_DIFFERS, FILE_MISSING,
    FILE_UNREADABLE; and Cancelled.
    """
    update = named(path)
    if update is None:
        raise ClerkError(Problem.UPDATE_STRANGE, path=path)
    if not is_newer(update.version, current):
        raise ClerkError(Problem.UPDATE_NOT_NEWER, version=update.version, current=current)
    wanted = _told(path)
    if not wanted:
        raise ClerkError(Problem.UPDATE_NO_SHEET, path=path, sheet=SHEET)
    if _digest(path, progress) != wanted:
        raise ClerkError(Problem.UPDATE_DIFFERS, path=path)
    return update


def prepare(register: Register, path: Path, progress: Progress = SILENT, *, current: str = __version__) -> Ready:
    """Compare an update file, back the register up, and bring an installer to this machine, compared once more.

    Raises ClerkError as `checked` and `backups.back_up`, DISK_*, FOLDER_*; and Cancelled. Nothing is installed yet.
    """
    update = checked(path, current, progress)
    content = b"" if update.is_carried else _content(path)
    made = backups.back_up(register, Kind.BEFORE_UPGRADE, progress)
    if update.is_carried:
        return Ready(update, made.entry.sequence)
    record = {"from": current, "to": update.version, "register": register.uid, "backup": str(made.path)}
    return Ready(checked(_brought_here(path, content, record), current, progress), made.entry.sequence)


def _brought_here(path: Path, content: bytes, record: dict[str, str]) -> Path:
    """Lay an installer with its sheet in the place of the last one, and write down what it comes from."""
    home = paths.data_folder() / "cap-nhat"
    target = home / path.name
    try:
        home.mkdir(parents=True, exist_ok=True)
        for old in home.iterdir():
            if named(old) is not None:
                old.unlink()
        paths.write_whole(target, content)
        paths.write_whole(home / SHEET, f"{_told(path)}  {path.name}\n".encode())
        told = {**record, "at": datetime.now().astimezone().isoformat(timespec="seconds")}
        paths.write_whole(paths.data_folder() / _RECORD, json.dumps(told, ensure_ascii=False, indent=1).encode())
    except OSError as error:
        with contextlib.suppress(OSError):
            target.unlink()  # without its sheet and record nobody takes it, and the disk may be full
        raise folder_error(error, target) from error
    return target


def way_back(register: str, program: Path | None = None) -> WayBack | None:
    """The program before this one, where the installer kept it; None where there is none that is whole.

    The backup is that of this register (its uid); of another one nothing is known here.
    """
    before = (program or paths.program_folder()).parent / BEFORE
    if not ((before / WINDOW).is_file() and (before / program_files.LIST).is_file()):
        return None
    record = _record()
    backup = record.get("backup", "") if record.get("register") == register else ""
    return WayBack(before / WINDOW, record.get("from", ""), backup)


def start(program: Path, arguments: Sequence[str] = ()) -> "subprocess.Popen[bytes]":
    """Start an installer or another version of the program, which goes on when this one ends; answers its process.

    Raises ClerkError UPDATE_NOT_STARTED.
    """
    try:
        return subprocess.Popen(
            [str(program), *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
    except OSError as error:
        raise ClerkError(Problem.UPDATE_NOT_STARTED, path=program) from error


def _record() -> dict[str, str]:
    """What was written before the last update; nothing where that cannot be read or is of another update."""
    try:
        kept = json.loads((paths.data_folder() / _RECORD).read_text(encoding="utf-8"))
        is_ours = isinstance(kept, dict) and read_version(kept["to"]) == read_version(__version__)
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return {str(name): str(value) for name, value in kept.items()} if is_ours else {}


def _told(path: Path) -> str:
    """The digest the sheet beside a file tells of it; empty where it tells none."""
    try:
        with path.with_name(SHEET).open("rb") as file:
            lines = file.read(_LONGEST_SHEET).decode("utf-8-sig", errors="replace").splitlines()
    except OSError:
        return ""
    rows = (_LINE.fullmatch(line.strip()) for line in lines)
    return next((row["digest"].lower() for row in rows if row and row["name"].lower() == path.name.lower()), "")


def _content(path: Path) -> bytes:
    """The bytes of a file; raises ClerkError FILE_MISSING, FILE_UNREADABLE."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ClerkError(Problem.FILE_MISSING, path=path) from error
    except OSError as error:
        raise ClerkError(Problem.FILE_UNREADABLE, path=path) from error


def _digest(path: Path, progress: Progress) -> str:
    """The SHA-256 of a file; raises ClerkError FILE_MISSING, FILE_UNREADABLE."""
    made = hashlib.sha256()
    try:
        size, done = path.stat().st_size, 0
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                made.update(block)
                done += len(block)
                progress.step(done, size)
    except FileNotFoundError as error:
        raise ClerkError(Problem.FILE_MISSING, path=path) from error
    except OSError as error:
        raise ClerkError(Problem.FILE_UNREADABLE, path=path) from error
    return made.hexdigest()

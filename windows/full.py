"""W15: the disk is full before the installer comes, or fills while it writes: told, and all as it was before."""

import contextlib
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

from dandan_desktop import __version__
from dandan_desktop.services import program_files
from torture.row import Row, judged
from windows.association import links
from windows.setups import BEFORE, FOR_ONE, PART, REMOVER, setup
from windows.stage import DOCUMENTS, HOME, PRACTICE, Stage

FAILED, NO_ROOM = 2, 5
"""The installer's exit codes: a file could not be written; there is too little room from the start."""
TEMP = f"{HOME}\\AppData\\Local\\Temp"
_MB = 1 << 20
_LOOKS, _PATIENCE = 0.01, 180
Files = dict[str, str]


@contextlib.contextmanager
def disk(place: Path, size: int) -> Iterator[bool]:
    """A disk of so many bytes at a place of the clerk's; whether it could be mounted here."""
    place.mkdir(parents=True, exist_ok=True)
    owner = place.stat()
    options = f"size={size},mode=755,uid={owner.st_uid},gid={owner.st_gid}"
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", place], capture_output=True, check=False)
    try:
        yield made.returncode == 0
    finally:
        if made.returncode == 0:
            subprocess.run(["umount", "-l", place], check=True)


def full_disk(stage: Stage) -> Row:
    """W15: install and renew where there is no room, and where the room ends half-way."""
    name = "full"
    documents = stage.fresh(name)
    told = stage.demo(name)
    findings = [f"demo ended with {told.returncode}: {told.stdout[-300:]}"] if told.returncode else []
    size = stage.made.sizes[stage.made.program.name]
    place = stage.disk(name, FOR_ONE).parent
    place.mkdir(parents=True, exist_ok=True)
    os.chown(place, documents.stat().st_uid, documents.stat().st_gid)
    goal = "a disk that is full or fills: told by an exit code, the old program as it was, nothing half installed"
    with disk(place, size // 2) as is_there:
        if not is_there:
            return judged("W15", goal, "nothing", findings, ["no right to mount a disk in the lab"])
        findings += _installing(stage, name, place, size)
        findings += _renewing(stage, name, place, size)
    return judged("W15", goal, "7 disks; each that fills does after a third of the program", findings)


def _installing(stage: Stage, name: str, place: Path, size: int) -> list[str]:
    """What is wrong after installing for the first time on a disk too small, then on one that fills."""
    _, failed = stage.clerk(name, _closed_by_hand(setup(stage)))
    findings = [f"by hand: {failed}"] if failed else []
    findings += _ended("installing on a full disk", _silent(stage, name), NO_ROOM)
    findings += [f"a full disk has {file.name}" for file in place.iterdir()]
    _resize(place, 3 * size)
    findings += _ended("installing on a disk that fills", _filled(stage, name, place, size // 3), FAILED)
    findings += [f"a disk that filled has {file.name}" for file in place.rglob("*")]
    _resize(place, 3 * size)
    with _filling(place, size // 3) as is_full:
        said, failed = stage.clerk(name, _given_up_by_hand(setup(stage)))
    findings += [f"by hand on a disk that fills: {failed}"] if failed else []
    findings += _ended("by hand on a disk that fills", said[-1] if said and is_full.is_set() else -1, FAILED)
    findings += [f"by hand a disk that filled has {file.name}" for file in place.rglob("*")]
    findings += [f"there is {file.name}" for file in links(stage, name) if file.exists()]
    registry = (stage.lab.place / name / "user.reg").read_text(encoding="utf-8")
    return findings + (["half installed in the registry"] if "SoDanVan" in registry else [])


def _closed_by_hand(installer: str) -> list[list[str]]:
    """The steps of a clerk to the page that asks for the folder, tells both sizes and lets nobody on."""
    steps = [*_to_the_folder(installer), ["shows", "Dung lượng hiện có"], ["closed", "Cài đặt"]]
    return [*steps, ["look", "cai-dat-dia-day"], ["kill"]]


def _given_up_by_hand(installer: str) -> list[list[str]]:
    """The steps of a clerk whose disk fills: she reads why, and leaves."""
    steps = [*_to_the_folder(installer), ["press", "Cài đặt"], ["shows", "ổ đĩa không ghi thêm được"]]
    steps += [["look", "cai-dat-dia-day-giua-chung"], ["press", "OK"], ["shows", "Cài đặt bị hủy"]]
    return [*steps, ["press", "Hủy bỏ"], ["ends"]]


def _to_the_folder(installer: str) -> list[list[str]]:
    steps = [["start", installer, "/CurrentUser"], ["await", "Sổ Dân vận"]]
    for title, button in (("Chào mừng", "Tiến"), ("Thỏa thuận Giấy phép", "Tôi đồng ý")):
        steps += [["shows", title], ["press", button]]
    return [*steps, ["shows", "Chọn thư mục cài đặt"]]


def _renewing(stage: Stage, name: str, place: Path, size: int) -> list[str]:
    """What is wrong after renewing on a full disk, on one that fills, without room for TEMP, and at last with room."""
    _resize(place, 3 * size)
    findings = _ended("installing with room", _silent(stage, name), 0)
    home = place / Path(FOR_ONE.replace("\\", "/")).name
    shutil.copy(stage.disk(name, DOCUMENTS) / PRACTICE, home / PART / "so-de-nham-cho.dandan")
    before = program_files.digests(home)
    filler = place / "phim.mp4"
    filler.write_bytes(bytes(3 * size - _used(place) - size // 2))
    findings += _ended("renewing on a full disk", _silent(stage, name), NO_ROOM)
    findings += _changed("a full disk", before, home)
    filler.unlink()
    findings += _ended("renewing on a disk that fills", _filled(stage, name, place, _used(place) + size // 3), FAILED)
    findings += _changed("a disk that filled", before, home)
    with disk(stage.disk(name, TEMP), _MB):
        code = _silent(stage, name)
    findings += [] if code else ["without room for TEMP: it said that all went well"]
    findings += _changed("no room for TEMP", before, home)
    version = stage.command(name, "--version", folder=f"{FOR_ONE}\\{PART}").stdout
    findings += [] if __version__ in version else [f"the old program does not run: {version[-300:]}"]
    _resize(place, 4 * size)
    findings += _ended("renewing with room", _silent(stage, name), 0)
    there = {each.name for each in home.iterdir()}
    findings += [] if there == {PART, BEFORE, REMOVER} else [f"in the end there are {sorted(there)}"]
    gone = before.keys() - {f"{PART}/{each}" for each in program_files.digests(home / PART)} - {REMOVER}
    return findings + [f"gone: {each}" for each in sorted(gone)]


def _silent(stage: Stage, name: str) -> int:
    return stage.lab.wine([setup(stage), "/S", "/CurrentUser"], _PATIENCE, name).returncode


@contextlib.contextmanager
def _filling(place: Path, used: int) -> Iterator[threading.Event]:
    """Let the disk be full once so many bytes are written; gives what is set then."""
    is_full, is_over = threading.Event(), threading.Event()

    def watch() -> None:
        while not is_over.wait(_LOOKS):
            if _used(place) > used and _resize(place, _used(place) + _MB):
                is_full.set()
                return

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield is_full
    finally:
        is_over.set()
        watcher.join()


def _filled(stage: Stage, name: str, place: Path, used: int) -> int:
    """Install silently on a disk that fills; the exit code, or -1 where it did not fill."""
    with _filling(place, used) as is_full:
        code = _silent(stage, name)
    return code if is_full.is_set() else -1


def _resize(place: Path, size: int) -> bool:
    """Give the disk another size; whether it took it."""
    command = ["mount", "-o", f"remount,size={size}", str(place)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _used(place: Path) -> int:
    told = os.statvfs(place)
    return (told.f_blocks - told.f_bfree) * told.f_frsize


def _ended(what: str, code: int, wanted: int) -> list[str]:
    return [] if code == wanted else [f"{what}: exit code {code}, not {wanted}"]


def _changed(what: str, before: Files, home: Path) -> list[str]:
    now = program_files.digests(home)
    return [
        f"{what} changed {each}" for each in sorted(before.keys() | now.keys()) if before.get(each) != now.get(each)
    ]

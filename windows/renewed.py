"""W18: the next release comes on a stick, in place; the program before is kept, refuses in words, and is gone back to.

Both releases are real: this one, and the next one as W17 built it. The clerk renews what was installed, then a program
that is carried about.
"""

import json
import os
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path

from dandan_desktop import __version__, paths
from dandan_desktop.db import shelf
from dandan_desktop.domain.thinning import Kind
from dandan_desktop.services import program_files
from dandan_desktop.services.demo import PRACTICE_PASSPHRASE
from torture.row import Row, judged
from windows import next_release
from windows.build import NAME, Built
from windows.lab import CLERK_NUMBER
from windows.places import TWO_SENTENCES, plug_in
from windows.setups import BEFORE, FOR_ALL, FOR_ONE, PAGES, PART, install
from windows.stage import DOCUMENTS, HOME, PRACTICE, Stage

WHERE, STICK = "renewed", "usb"
"""The Windows it is played in, and the folder of the lab that is its drive E."""
REGISTER = f"{DOCUMENTS}\\{PRACTICE}"
DATA = f"{HOME}\\AppData\\Local\\SoDanVan"
RECORD = f"{DATA}\\cap-nhat.json"
OLD, NEW = f"{FOR_ONE}\\{BEFORE}", f"{FOR_ONE}\\{PART}"
CARRIED, UNPACKED = "Sổ mang theo", "Sổ mang theo bản mới"
EARLIER, LATER = "Đặng Thị Ghi Trước", "Trần Văn Ghi Sau"
"""Who is written down before the program is renewed, and who after it."""
ASIDE = ".truoc-khoi-phuc-"
"""What the name of a register has that was in the place of a restored one."""
WAY_OUT = ("Hãy cài bản mới từ USB", "“Khôi phục từ bản sao…”")
_UPDATES: tuple[Sequence[object], ...] = (("key", "ctrl+9"), ("rest", 1), ("key", "ctrl+shift+tab"), ("rest", 2))
_THIRD: tuple[Sequence[object], ...] = (("key", "tab"),) * 3
"""From the tab's word to the third button of its page: the one that saves, or that goes back where none is newer."""
_SEEN = "C:\\da-thay.txt"
Steps = list[Sequence[object]]


def renewed(stage: Stage) -> Row:
    """W18: renew what is installed, be refused, go back; then renew what is carried."""
    release = next_release.built(stage.lab)
    documents = stage.fresh(WHERE)
    findings = [f"installing: {each}" for each in install(stage, WHERE, FOR_ONE, "/CurrentUser")]
    told = stage.demo(WHERE, folder=NEW)
    findings += [f"demo ended with {told.returncode}: {told.stdout[-300:]}"] if told.returncode else []
    plug_in(stage, WHERE, _stick(stage, release))
    people = _people(stage, NEW)
    findings += [f"renewing: {each}" for each in _renewing(stage, release)]
    findings += [f"refusing: {each}" for each in _refusing(stage, documents)]
    findings += _counted("renewed", _people(stage, NEW), people + 2)
    findings += [f"going back: {each}" for each in _going_back(stage, documents)]
    findings += _counted("gone back", _people(stage, OLD), people + 1)
    findings += [f"carried: {each}" for each in _carrying(stage, release, documents)]
    goal = "the next release on a stick: saved first, renewed in place, refused by the old, gone back; carried the same"
    shown = f"{__version__} → {next_release.VERSION} → {__version__}, {people} people and whom was added; a damaged"
    return judged("W18", goal, f"{shown} installer left where it was", findings)


def _stick(stage: Stage, release: Built) -> Path:
    """A stick with all of the next release; one byte of its installer is not as it was packed."""
    stick = stage.lab.give(stage.lab.place / STICK)
    for file in (release.portable, release.sheet):
        shutil.copy(file, stick)
    content = bytearray(release.installer.read_bytes())
    content[len(content) // 2] ^= 1
    damaged = stick / release.installer.name
    damaged.write_bytes(content)
    os.chown(damaged, CLERK_NUMBER, CLERK_NUMBER)
    return stick


def _renewing(stage: Stage, release: Built) -> list[str]:
    """What is wrong after the clerk was refused the damaged installer, got a whole one and installed it."""
    sound = stage.lab.named(release.installer)
    steps: Steps = [*_opened(NEW), *_written_down(EARLIER), *_UPDATES, ["look", "cap-nhat-co-ban-moi"]]
    steps += [*_THIRD, ["key", "enter"], ["rest", 3], ["look", "cap-nhat-tep-hong"]]
    steps += [["line", f'cmd /c dir /b /s "{DATA}" > "{_SEEN}"'], ["ends"]]
    steps += [["line", f"cmd /c copy /y {sound} E:\\"], ["ends"], ["key", "enter"], ["rests", RECORD, 1], *_quiet()]
    steps += [["look", "cap-nhat-da-sao-luu"], ["key", "enter"], ["gone", "thuc-hanh"]]
    for title, button in PAGES:
        steps += [["shows", title], ["press", button]]
    steps += [["gone", PAGES[-1][0]], ["await", "Sổ Dân vận"], ["rest", 2], ["look", "cap-nhat-mo-ban-moi"]]
    steps += [["key", "tab"], ["key", "enter"]]  # a practice register is offered second, after a new one
    steps += [["await", "thuc-hanh"], ["rest", 2], *_written_down(LATER), ["look", "cap-nhat-xong"]]
    _, failed = stage.clerk(WHERE, steps)
    if failed:
        return [failed]
    seen = stage.disk(WHERE, _SEEN).read_text(encoding="utf-8", errors="replace")
    findings = [] if "sao-luu" in seen else [f"nothing seen: {seen[-300:]}"]
    brought = (release.installer.name, RECORD.rpartition("\\")[2])
    findings += [f"the damaged installer left {each}" for each in brought if each in seen]
    findings += _in_place(stage, release)
    record = json.loads(stage.disk(WHERE, RECORD).read_text(encoding="utf-8"))
    if (record["from"], record["to"]) != (__version__, next_release.VERSION):
        findings.append(f"written down: {record}")
    # One by the old program, before anything was installed, one by the new program, before its own step.
    kept = _saved(stage)
    findings += [] if len(kept) == 2 and kept[0].name in record["backup"] else [f"saved: {kept}, {record['backup']}"]
    return findings


def _in_place(stage: Stage, release: Built) -> list[str]:
    """What is not where it should be, or not as its release packed it."""
    findings = [] if not stage.disk(WHERE, FOR_ALL).exists() else ["installed a second time, for all"]
    for folder, packed, version in ((NEW, release, next_release.VERSION), (OLD, stage.made, __version__)):
        there, wanted = program_files.digests(stage.disk(WHERE, folder)), program_files.digests(packed.program)
        differing = sorted(each for each in there.keys() | wanted.keys() if there.get(each) != wanted.get(each))
        findings += [f"{folder} has another {each}" for each in differing]
        told = stage.command(WHERE, "--version", folder=folder)
        findings += [] if f" {version}" in told.stdout else [f"{folder} is {told.stdout[-300:]}"]
    registry = (stage.lab.place / WHERE / "user.reg").read_text(encoding="utf-8")
    listed = f'"DisplayVersion"="{next_release.VERSION}"'
    return findings + ([] if listed in registry else ["Windows lists another version"])


def _refusing(stage: Stage, documents: Path) -> list[str]:
    """What is wrong with how the old program meets the newer register, by its window and by a command."""
    before = _files(documents)
    wal = documents / f"{PRACTICE}-wal"
    findings = [] if before.get(wal.name) else ["nothing was left unsettled by the new program"]
    steps: Steps = [*_asked(OLD), ["rest", 3], ["look", "cap-nhat-ban-cu-tu-choi"], ["words"], ["kill"]]
    said, failed = stage.clerk(WHERE, steps)
    findings += [failed] if failed else [f"it opened: {each}" for each in said[-1] if "thuc-hanh" in each]
    findings += politely(stage.opened(WHERE, "check", folder=OLD))
    now = _files(documents)
    changed = [each for each in sorted(before.keys() | now.keys()) if before.get(each) != now.get(each)]
    return findings + [f"it changed {each}" for each in changed if ".khoa-may" not in each]


def _going_back(stage: Stage, documents: Path) -> list[str]:
    """What is wrong after the clerk went back to the old program and restored the backup it stood at."""
    steps: Steps = [*_opened(NEW), *_UPDATES, ["look", "quay-ve-1"], *_THIRD, ["key", "enter"]]
    steps += [["gone", "thuc-hanh"], ["await", "Sổ Dân vận"], ["rest", 2], ["look", "quay-ve-2"]]
    steps += [["type", PRACTICE_PASSPHRASE], ["key", "enter"], ["rest", 3], ["look", "quay-ve-3"]]
    steps += [["key", "enter"], ["await", "thuc-hanh"], ["rest", 2], ["look", "quay-ve-4"]]
    _, failed = stage.clerk(WHERE, steps)
    findings = [failed] if failed else []
    sound = stage.opened(WHERE, "check", "--full", "--json", folder=OLD)
    findings += [] if sound.startswith("0 ") else [f"check: {sound[-300:]}"]
    for name, is_there in ((EARLIER, True), (LATER, False)):
        found = stage.opened(WHERE, "search", name, "--json", folder=OLD)
        findings += [] if (name in found) is is_there else [f"searched for {name}: {found[-300:]}"]
    aside = [each.name for each in documents.glob(f"*{ASIDE}*{paths.SUFFIX}")]
    kept = [stage.opened(WHERE, "search", LATER, register=f"{DOCUMENTS}\\{each}", folder=NEW) for each in aside]
    return findings + ([] if len(kept) == 1 and LATER in kept[0] else [f"kept aside: {aside} {kept}"])


def _carrying(stage: Stage, release: Built, documents: Path) -> list[str]:
    """What is wrong after the clerk renewed a program that no installer laid."""
    old, new = (f"{DOCUMENTS}\\{folder}\\{NAME}" for folder in (CARRIED, UNPACKED))
    _unpack(stage.made.portable, documents / CARRIED)
    untouched = (stage.disk(WHERE, FOR_ONE), stage.disk(WHERE, RECORD).parent / "cap-nhat", stage.disk(WHERE, RECORD))
    saved, installed = len(_saved(stage)), [_files(each) for each in untouched]
    steps: Steps = [*_opened(old), *_UPDATES, ["look", "mang-theo-co-ban-moi"], *_THIRD, ["key", "enter"], ["rest", 2]]
    _, failed = stage.clerk(WHERE, [*steps, *_quiet(), ["look", "mang-theo-da-sao-luu"], ["kill"]])
    findings = [failed] if failed else []
    findings += [] if len(_saved(stage)) == saved + 1 else [f"saved {len(_saved(stage)) - saved} times"]
    findings += ["something was installed"] if [_files(each) for each in untouched] != installed else []
    _unpack(stage.lab.place / STICK / release.portable.name, documents / UNPACKED)
    opened = stage.opened(WHERE, "check", "--full", "--json", folder=new)
    findings += [] if opened.startswith("0 ") else [f"what was unpacked: {opened[-300:]}"]
    return findings + politely(stage.opened(WHERE, "check", folder=old))


def _asked(program: str) -> Steps:
    """The steps to the register with its passphrase given."""
    steps: Steps = [["start", f"{program}\\{NAME}.exe", "--register", REGISTER], ["await", "Sổ Dân vận"], ["rest", 1]]
    return [*steps, ["type", PRACTICE_PASSPHRASE], ["key", "enter"]]


def _opened(program: str) -> Steps:
    return [*_asked(program), ["await", "thuc-hanh"], ["rest", 3]]


def _written_down(name: str) -> Steps:
    """The steps that add a person and wait until the register has it."""
    steps: Steps = [["key", "ctrl+8"], ["rest", 1], ["key", "ctrl+n"], ["rest", 1], ["type", name], ["key", "ctrl+s"]]
    return [*steps, ["rests", f"{REGISTER}-wal", 2]]


def _quiet() -> Steps:
    """The steps of a clerk who waits until the program has done what it was asked for."""
    return [["rest", 1], ["gone", "Đang làm"], ["rest", 1]]


def politely(told: str) -> list[str]:
    """What is wrong with how a command refused: exit code 1 and two sentences, with both ways out."""
    code, _, words = told.partition(" ")
    is_polite = code == "1" and TWO_SENTENCES.fullmatch(words.strip()) and all(each in words for each in WAY_OUT)
    return [] if is_polite else [f"a command is told: {told[-400:]}"]


def _people(stage: Stage, program: str) -> int:
    """How many people the register has by a program; -1 where it cannot be opened."""
    code, _, words = stage.opened(WHERE, "check", "--json", folder=program).partition(" ")
    return int(json.loads(words)["tables"]["people"]) if code == "0" else -1


def _counted(when: str, found: int, wanted: int) -> list[str]:
    return [] if found == wanted else [f"{when}: {found} people, not {wanted}"]


def _saved(stage: Stage) -> list[Path]:
    """The backups made before a renewal, the first of them first."""
    folder = next(stage.disk(WHERE, f"{DATA}\\sao-luu").iterdir())
    found = [folder / each.file for each in shelf.read(folder).entries if each.kind is Kind.BEFORE_UPGRADE]
    return [each for each in found if each.suffix == paths.PACKAGE_SUFFIX and each.is_file()]


def _files(place: Path) -> dict[str, bytes]:
    """The files of a folder, or a file, by their names."""
    files = [place] if place.is_file() else place.rglob("*")
    return {str(each.relative_to(place)): each.read_bytes() for each in files if each.is_file()}


def _unpack(packed: Path, folder: Path) -> None:
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(folder)

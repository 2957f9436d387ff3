"""W19: a day in the built program by keyboard alone: a first day with a new register, then a day's work."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtGui import QImage

from dandan_desktop import bug_log
from dandan_desktop.db import shelf
from dandan_desktop.domain import periods
from dandan_desktop.domain.periods import Period
from dandan_desktop.domain.thinning import Kind
from dandan_desktop.services.demo import PRACTICE_PASSPHRASE
from torture.row import Row, judged
from windows import eye, makes, places
from windows.stage import DOCUMENTS, HOME, PRACTICE, WINDOW, Stage

DATA = f"{HOME}\\AppData\\Local\\SoDanVan"
"""The program's own folder of this clerk: settings, log, backups."""
PAPERS = f"{DOCUMENTS}\\Giấy tờ trong ngày"
SHEET = f"{DOCUMENTS}\\phiếu khôi phục.docx"
NEW = f"{HOME}\\so-dan-van.dandan"
"""Where the program proposes a new register."""
PASSPHRASE = "nam tieng khong dau 2026"  # noqa: S105 - of a register that lives as long as this row
ROLLUP = "biểu quý này.xlsx"
_CODE = "(?:[0-9A-Z]{4} - ){3}[0-9A-Z]{4} +(?:[0-9A-Z]{4} - ){2}[0-9A-Z]{4}"
"""The code of a recovery sheet, as it is printed."""
_SIGN = "ngay-"
"""What the pictures of this row begin with."""
_TABS = 4
"""From the page of the help to its last button: the one link on the page, and three buttons."""
Step = Sequence[object]


def a_day(stage: Stage) -> Row:
    """W19: both scenes, then everything they should have left, and all they should not."""
    name = "day"
    stage.fresh(name)
    for stale in stage.pictures.glob(f"{_SIGN}*.png"):
        stale.unlink()
    aside = places.Aside(stage, name)
    begun, findings = _played(stage, name, first_day())
    told = stage.demo(name)
    findings += [f"demo ended with {told.returncode}: {told.stdout[-300:]}"] if told.returncode else []
    stage.lab.give(stage.disk(name, PAPERS))
    worked, wrong = _played(stage, name, work())
    findings += wrong + aside.findings(begun + worked) + _papers(stage, name)
    for register, passphrase in ((NEW, PASSPHRASE), (f"{DOCUMENTS}\\{PRACTICE}", PRACTICE_PASSPHRASE)):
        sound = stage.opened(name, "check", "--full", "--json", register=register, passphrase=passphrase)
        findings += [] if sound.startswith("0 ") else [f"{register}: {sound[-300:]}"]
    findings += [f"logged: {line}" for line in logged(stage.disk(name, DATA))]
    findings += backed_up(stage.disk(name, DATA), 2)
    pictures = sorted(stage.pictures.glob(f"{_SIGN}*.png"))
    findings += [f"{file.name} is empty" for file in pictures if eye.is_empty(QImage(str(file)))]
    goal = (
        "a first day, then a day's work, by keyboard: papers whole, registers sound, backed up; nothing aside or logged"
    )
    return judged("W19", goal, f"{len(pictures)} pictures, each other than the one before it", findings)


def _played(stage: Stage, name: str, scene: list[Step]) -> tuple[str, list[str]]:
    """Play a scene that ends with the closing of the window; what was heard, and what went wrong."""
    said, failed = stage.clerk(name, scene, **places.NETWORK_TRACE)
    findings = [failed] if failed else []
    return stage.heard, findings + ([] if said[-1:] == [0] else [f"closing ended with {said[-1:]}"])


def first_day() -> list[Step]:
    """From the first start to a register with its office and its recovery sheet."""
    return [
        *_begun(),
        ["key", "enter"], _seen("lap-so"),
        ["type", "Đặng Thị Hồng Vân"], ["key", "enter"], ["type", PASSPHRASE], ["key", "enter"], ["type", PASSPHRASE],
        _seen("lap-so-da-ghi"), ["key", "enter"], ["await", "Lập sổ"], _seen("co-quan"),
        ["type", "tân dương"], _seen("co-quan-tim"), ["key", "down"], ["key", "enter"], _seen("co-quan-chon"),
        ["key", "enter"], _seen("phieu"), ["key", "tab"], ["key", "enter"], ["await", "Ghi phiếu khôi phục"],
        _seen("phieu-ghi-tep"), *_named(SHEET), ["there", SHEET], *_back("Ghi phiếu khôi phục", "Lập sổ"),
        _seen("phieu-da-ghi"), ["copy_out", SHEET, _CODE], _seen("phieu-go-ma"),
        ["key", "enter"], ["await", "Tổng quan"], _seen("cac-buoc-dau"), *_closed(),
    ]  # fmt: skip


def work() -> list[Step]:
    """Unlock the practice office, look for a meeting, write its minutes and a roll-up, read the help, go home."""
    return [
        *_begun("--register", f"{DOCUMENTS}\\{PRACTICE}"),
        ["type", PRACTICE_PASSPHRASE], ["key", "enter"], ["await", "Tổng quan"], _seen("tong-quan"),
        ["key", "ctrl+k"], ["type", "giao ban"], _seen("tim"), ["key", "enter"],
        ["await", "Cuộc họp"], _seen("cuoc-hop"),
        # Windows would write our own words above this box; Wine has words of its own for it.
        ["key", "ctrl+p"], ["await", "Select Folder"], _seen("bien-ban-thu-muc"), *_named(PAPERS),
        ["await", "In giấy tờ"], _seen("bien-ban-in"), ["key", "esc"], *_back("In giấy tờ", "Cuộc họp"),
        _seen("bien-ban-da-ghi"),
        ["key", "ctrl+k"], ["key", "menu"], _seen("chu-cua-qt"), ["key", "esc"],
        ["key", "ctrl+7"], ["await", "Số liệu & báo cáo"], _seen("bieu-tong-hop"),
        ["key", "ctrl+e"], ["await", "Xuất biểu tổng hợp"], _seen("bieu-tong-hop-ghi-tep"),
        *_named(f"{PAPERS}\\{ROLLUP}"), ["there", f"{PAPERS}\\{ROLLUP}"],
        *_back("Xuất biểu tổng hợp", "Số liệu & báo cáo"), _seen("bieu-tong-hop-da-ghi"),
        ["key", "f1"], _seen("tro-giup"), *[["key", "tab"]] * _TABS, ["key", "enter"],
        ["await", "Giới thiệu"], _seen("gioi-thieu"), ["key", "esc"],
        *_back("Giới thiệu", "Số liệu & báo cáo"), *_closed(),
    ]  # fmt: skip


def _begun(*arguments: str) -> list[Step]:
    return [["start", WINDOW, *arguments], ["await", "Sổ Dân vận"], _seen("mo-khoa" if arguments else "mo-dau")]


def _closed() -> list[Step]:
    """Close the window as its frame does; the exit code is said last."""
    return [["key", "alt+f4"], ["ends"]]


def _named(path: str) -> list[Step]:
    """Name a file or folder in a box that Windows draws."""
    return [["key", "ctrl+a"], ["type", path], ["shows", path], ["key", "enter"]]


def _back(box: str, window: str) -> list[Step]:
    """Wait until a box is gone, and stand before its window again."""
    return [["gone", box], ["await", window]]


def _seen(name: str) -> Step:
    return ["see", f"{_SIGN}{name}"]


def _papers(stage: Stage, name: str) -> list[str]:
    """Which papers written by the window are not those that the commands write, part by part."""
    known, there = stage.disk(name, DOCUMENTS), stage.disk(name, PAPERS)
    period = Period.of(periods.Kind.QUARTER, datetime.now().astimezone().date()).code
    told = stage.opened(name, "rollup", "--period", period, "--out", f"{DOCUMENTS}\\{ROLLUP}")
    findings = [] if told.startswith("0 ") else [f"rollup: {told[-300:]}"]
    written = sorted(file.name for file in there.iterdir())
    kinds = [Path(each).suffix for each in written]
    findings += [] if kinds == [".docx", ".xlsx"] else [f"written were {written}"]
    return findings + [f"{each} is not as by command" for each in written if not is_same(there / each, known / each)]


def is_same(paper: Path, other: Path) -> bool:
    """Whether both are whole Word or Excel files with the same parts."""
    return bool(makes.parts(paper)) and makes.parts(paper) == makes.parts(other)


def logged(data: Path) -> list[str]:
    """Every line of the program's own log: a day on which nothing breaks leaves none."""
    files = sorted(data.glob(f"{bug_log.FILE}*"))
    return [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def backed_up(data: Path, registers: int) -> list[str]:
    """What is wrong with the backups of so many registers in the program's own folder: the last is that of closing."""
    shelves = sorted((data / "sao-luu").glob("*"))
    last = [shelf.read(folder).entries[-1:] for folder in shelves]
    good = [entry for entries in last for entry in entries if entry.kind is Kind.EXIT and entry.is_good]
    found = [[entry.kind.value for entry in entries] for entries in last]
    return [] if len(good) == len(shelves) == registers else [f"{registers} registers, their last backups: {found}"]

"""W21: what another program holds, as one that looks for viruses does, is waited for or told; nothing is lost."""

from pathlib import Path

from dandan_desktop import __version__
from dandan_desktop.services import program_files
from torture.row import Row, judged
from windows.places import TWO_SENTENCES
from windows.setups import BEFORE, FOR_ONE, OPEN, PAGES, PART, REMOVER, install, setup
from windows.stage import DOCUMENTS, FOLDER, HOME, PRACTICE, Stage

WHERE = "held"
"""The Windows it is played in."""
FRESH, FAILED = "chuong-trinh-moi", 2
"""The folder a new program is written into, and the installer's exit code where it cannot get its place."""
_ROLL_UP = "tong-hop.xlsx"
_SHELF = f"{HOME}\\AppData\\Local\\SoDanVan\\sao-luu"
_WRITTEN, _PACKED = (DOCUMENTS, ".*.tam"), (_SHELF, "*/*.dandan-sao.tam")
"""A paper and a backup before they have their names."""
_SILENT = ("/S", "/CurrentUser")
_IN_ENGLISH = "Retry"
"""“Thử lại”, as the lab's own Windows calls it."""
Steps = list[list[str]]


def held(stage: Stage) -> Row:
    """W21: hold a workbook, a backup and the folders of a program while they are to be replaced."""
    documents = stage.fresh(WHERE)
    told = stage.demo(WHERE)
    findings = [f"demo ended with {told.returncode}: {told.stdout[-300:]}"] if told.returncode else []
    findings += [f"a workbook: {each}" for each in _workbook(stage)]
    findings += [f"a backup: {each}" for each in _backup(stage, documents)]
    findings += [f"a program: {each}" for each in _exchange(stage)]
    goal = "a file or folder that is held: replaced once it is let go, else told in two sentences, and all as before"
    return judged("W21", goal, "a workbook, a backup, a program that is renewed: each held, and let go", findings)


def _workbook(stage: Stage) -> list[str]:
    """What is wrong with a roll-up over a workbook that Excel has open, and closes the second time."""
    roll_up = ("rollup", "--period", "2026-N", "--out", f"{DOCUMENTS}\\{_ROLL_UP}")
    first = stage.opened(WHERE, *roll_up)
    file = stage.disk(WHERE, DOCUMENTS) / _ROLL_UP
    content, number = file.read_bytes(), file.stat().st_ino
    refused: Steps = [["hold", DOCUMENTS, _ROLL_UP], _program(stage, *roll_up), ["ends"]]
    findings = [] if first.startswith("0 ") else [first[-300:]]
    findings += _played(stage, refused, [1], refusals=1)
    findings += [] if file.read_bytes() == content else ["what was there changed"]
    waited: Steps = [
        ["hold", DOCUMENTS, _ROLL_UP],
        _program(stage, *roll_up),
        ["there", "\\".join(_WRITTEN)],
        ["let_go"],
        ["ends"],
    ]
    findings += _played(stage, waited, [0], refusals=0)
    findings += [] if file.stat().st_ino != number else ["let go, and not replaced"]
    return findings + [f"left: {each.name}" for each in file.parent.glob("*.tam")]


def _backup(stage: Stage, documents: Path) -> list[str]:
    """What is wrong with backups whose file is held before it has its name: for good, then for a moment."""
    backup = _program(stage, "backup", "--to", DOCUMENTS)
    steps: Steps = [backup, ["hold", *_PACKED], ["ends"], ["let_go"]]
    steps += [backup, ["hold", *_PACKED], ["let_go"], ["ends"]]
    findings = _played(stage, steps, [1, 0], refusals=1)
    made = [each.name for each in documents.glob("*.dandan-sao")]
    findings += [] if len(made) == 1 else [f"the backups are {made}"]
    findings += [f"left: {each.name}" for each in stage.disk(WHERE, _SHELF).rglob("*.tam")]
    sound = stage.opened(WHERE, "check", "--full", "--json")
    return findings + ([] if sound.startswith("0 ") else [f"check: {sound[-300:]}"])


def _exchange(stage: Stage) -> list[str]:
    """What is wrong with a renewal whose new or old folder is held: silently for good, by hand for a moment."""
    findings = install(stage, WHERE, FOR_ONE, "/CurrentUser")
    home = stage.disk(WHERE, FOR_ONE)
    before = program_files.digests(home)
    for folder, code in ((FRESH, FAILED), (PART, OPEN)):
        steps: Steps = [["start", setup(stage), *_SILENT], ["hold", FOR_ONE, folder], ["ends"]]
        findings += [f"{folder}: {each}" for each in _played(stage, steps, [code], refusals=0)]
        now = program_files.digests(home)
        both = before.keys() | now.keys()
        findings += [f"{folder} held changed {each}" for each in sorted(both) if before.get(each) != now.get(each)]
    findings += _runs(stage, PART)
    steps = [["start", setup(stage), "/CurrentUser"], ["await", "Sổ Dân vận"]]
    for title, button in PAGES[:3]:
        steps += [["shows", title], ["press", button]]
    steps += [["hold", FOR_ONE, FRESH], ["shows", "Windows chưa cho đặt bản mới vào chỗ"]]
    steps += [["look", "cai-dat-bi-giu-tep"], ["let_go"], ["press", _IN_ENGLISH], ["shows", PAGES[3][0]], ["kill"]]
    findings += [f"by hand: {each}" for each in _played(stage, steps, [], refusals=0)]
    there = {each.name for each in home.iterdir()}
    findings += [] if there == {PART, BEFORE, REMOVER} else [f"in the end there are {sorted(there)}"]
    return findings + _runs(stage, PART) + _runs(stage, BEFORE)


def _program(stage: Stage, *arguments: str) -> list[str]:
    """The step that starts the program with the console on the practice register."""
    opening = ("--register", f"{DOCUMENTS}\\{PRACTICE}", "--passphrase-file", stage.secret())
    return ["start", f"{FOLDER}\\dandan-desktop.exe", *opening, *arguments]


def _played(stage: Stage, steps: Steps, codes: list[int], *, refusals: int) -> list[str]:
    """Do the steps; what is wrong with the exit codes said, or with how often two sentences told of a held file."""
    said, failed = stage.clerk(WHERE, steps)
    findings = [failed] if failed else []
    ended = [each for each in said if isinstance(each, int)]
    findings += [] if ended == codes else [f"exit codes {ended}, not {codes}: {stage.heard[-300:]}"]
    told = [line for line in stage.heard.splitlines() if TWO_SENTENCES.match(line) and "diệt virus" in line]
    return findings + ([] if len(told) == refusals else [f"told {len(told)} times: {stage.heard[-300:]}"])


def _runs(stage: Stage, part: str) -> list[str]:
    told = stage.command(WHERE, "--version", folder=f"{FOR_ONE}\\{part}").stdout
    return [] if __version__ in told else [f"{part} does not run: {told[-200:]}"]

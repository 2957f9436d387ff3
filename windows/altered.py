"""W22: a program with a file changed, one gone, one too many says so in window and log; as packed it says nothing."""

import json
import shutil
from collections.abc import Sequence

from PySide6.QtGui import QImage

from dandan_desktop.services.demo import PRACTICE_PASSPHRASE
from dandan_desktop.services.program_files import Differences
from torture.row import Row, judged
from windows import day, eye
from windows.build import LICENCES, NAME
from windows.stage import DOCUMENTS, PRACTICE, Stage

PLACE = f"C:\\Chép từ USB\\{NAME}"
CHANGED, MISSING, ADDED = "_internal/dandan_desktop/resources/help/start.md", f"{LICENCES}/LICENSE.txt", "lạ.dll"
WORDS = Differences((CHANGED,), (MISSING,), (ADDED,)).words
"""What the window tells of these three."""
AS_PACKED, TAMPERED = "tep-nhu-luc-dong-goi", "tep-bi-sua"
"""What the two pictures are called."""
_SETTINGS = "may-nay.json"


def own_files(stage: Stage) -> Row:
    """W22: open the register with a copy of the program as it was packed, then with one that was tampered with."""
    name = "altered"
    stage.fresh(name)
    told = stage.demo(name)
    findings = [f"demo ended with {told.returncode}: {told.stdout[-300:]}"] if told.returncode else []
    copy, data = stage.disk(name, PLACE), stage.disk(name, day.DATA)
    shutil.copytree(stage.made.program, copy)
    findings += [f"as packed: {each}" for each in _opened(stage, name, AS_PACKED)]
    findings += [f"as packed, logged: {line}" for line in day.logged(data)]
    findings += [f"as packed, told: {words}" for words in [_told(stage, name)] if words]
    with (copy / CHANGED).open("ab") as file:
        file.write(b"\n")
    (copy / MISSING).unlink()
    (copy / ADDED).write_bytes(b"MZ")
    findings += [
        f"changed: {each}" for each in _opened(stage, name, TAMPERED, ["says", f"{day.DATA}\\{_SETTINGS}", WORDS])
    ]
    lines = day.logged(data)
    findings += [] if names_all(lines) else [f"changed, logged: {lines}"]
    findings += [] if _told(stage, name).endswith(f" {WORDS}") else ["changed: not told in its words"]
    untold, told_of = (QImage(str(stage.pictures / f"{each}.png")) for each in (AS_PACKED, TAMPERED))
    findings += [] if eye.rows_apart(untold, told_of) > eye.CARET else ["changed: the pictures are the same"]
    goal = "one of the program's files changed, one gone, one too many: told above the page and logged by their names"
    return judged("W22", goal, f"{len(lines)} lines in the log, none of the program as packed", findings)


def names_all(lines: Sequence[str]) -> bool:
    """Whether these are the lines of a log that name the three files, each with what was done to it, and no more."""
    wanted = (("changed", CHANGED), ("missing", MISSING), ("added", ADDED))
    said = [f"program files {kind}: 1, {name}" for kind, name in wanted]
    return len(lines) == len(said) and all(line.endswith(f" {words}") for line, words in zip(lines, said, strict=True))


def _opened(stage: Stage, name: str, picture: str, *wait: Sequence[object]) -> list[str]:
    """Open the register with that copy, wait for something, and close it; what went wrong.

    The backup of closing waits for the look at the files, so that this has ended with the program.
    """
    steps: list[Sequence[object]] = [["start", f"{PLACE}\\{NAME}.exe", "--register", f"{DOCUMENTS}\\{PRACTICE}"]]
    steps += [["await", "Sổ Dân vận"], ["type", PRACTICE_PASSPHRASE], ["key", "enter"], ["await", "Tổng quan"]]
    steps += [*wait, ["see", picture], ["key", "alt+f4"], ["ends"]]
    said, failed = stage.clerk(name, steps)
    findings = [failed] if failed else []
    return findings + ([] if said[-1:] == [0] else [f"closing ended with {said[-1:]}"])


def _told(stage: Stage, name: str) -> str:
    """The day and the words of what the window told last of its files; empty where it never did."""
    kept = json.loads((stage.disk(name, day.DATA) / _SETTINGS).read_text(encoding="utf-8"))
    return str(kept.get("told_files", ""))

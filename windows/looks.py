"""W2, W10: the window as a clerk meets it: opened, a change saved, killed; and how quickly it stands there."""

import hashlib
import statistics
import unicodedata

from dandan_desktop.services.demo import PRACTICE_PASSPHRASE
from torture.row import Row, judged
from windows import bare
from windows.build import ROOT, SAME
from windows.lab import PLACE, windows_path
from windows.stage import DOCUMENTS, PRACTICE, WINDOW, Stage

RATIO = 2.5
ROUNDS = 5
NEW_NAME = "Đặng Thị Thử Nghiệm"


def killed_after_a_change(stage: Stage) -> Row:
    """W2: open the register in the window, add a person by UniKey, end the process; the register has it."""
    name = "looks"
    stage.fresh(name)
    told = stage.demo(name)
    findings = [f"demo ended with {told.returncode}"] if told.returncode else []
    register = f"{DOCUMENTS}\\{PRACTICE}"
    steps: list[list[object]] = [["start", WINDOW, "--register", register], ["await", "Sổ Dân vận"], ["rest", 1]]
    steps += [["look", "mo-khoa"], ["type", PRACTICE_PASSPHRASE], ["key", "enter"], ["await", "thuc-hanh"], ["rest", 2]]
    steps += [
        ["look", "tong-quan"],
        ["key", "ctrl+8"],
        ["rest", 1],
        ["look", "danh-muc"],
        ["key", "ctrl+n"],
        ["rest", 1],
    ]
    steps += [*as_unikey(NEW_NAME), ["key", "ctrl+s"], ["rests", f"{register}-wal", 2], ["look", "da-luu"], ["kill"]]
    said, failed = stage.clerk(name, steps)
    findings += [failed] if failed else []
    sound = stage.opened(name, "check", "--full", "--json")
    findings += [] if sound.startswith("0 ") else [f"check: {sound[-300:]}"]
    found = stage.opened(name, "search", NEW_NAME, "--json")
    findings += [] if NEW_NAME in found else [f"the change is lost: {found[-200:]}"]
    goal = "window opened and pictured, a change saved, the program killed: register sound, change there"
    return judged("W2", goal, f"window after {said[0] if said else 0:.1f} s", findings)


def as_unikey(words: str) -> list[list[object]]:
    """What UniKey sends: the bare letters of a word as they are struck, Backspaces, and what they turned into."""
    steps: list[list[object]] = []
    for place, word in enumerate(words.split()):
        apart = unicodedata.normalize("NFD", word)
        bare = "".join(each for each in apart if not unicodedata.combining(each)).replace("Đ", "D").replace("đ", "d")
        same = next((n for n, pair in enumerate(zip(bare, word, strict=True)) if len(set(pair)) > 1), len(word))
        steps.append(["type", " " * bool(place) + bare])
        steps += [["key", "backspace"] for _ in word[same:]]
        steps.append(["type", word[same:]])
    return steps


def quick(stage: Stage) -> Row:
    """W10: from the start of the process to a window that answers, against a bare window packed the same way."""
    pack_bare(stage)
    stage.fresh("quick")
    bare_window = windows_path(f"{PLACE}/bare/bare/bare.exe")
    steps: list[list[object]] = []
    for _ in range(ROUNDS):
        for program, title in ((WINDOW, "Sổ Dân vận"), (bare_window, bare.TITLE)):
            steps += [["start", program], ["await", title], ["kill"]]
    said, failed = stage.clerk("quick", steps)
    findings = [failed] if failed else []
    ours, theirs = (statistics.median(map(float, said[side::2])) if said[side:] else 0.0 for side in (0, 1))
    ratio = ours / theirs if theirs else 0.0
    findings += [] if 0 < ratio <= RATIO else [f"{ratio:.2f} is more than {RATIO}"]
    goal = f"start of the built program ÷ built bare window ≤ {RATIO}"
    return judged("W10", goal, f"{ratio:.2f} ({ours:.2f} s ÷ {theirs:.2f} s, median of {ROUNDS})", findings)


def pack_bare(stage: Stage) -> None:
    """Pack the bare window, unless the one that is there was made of the same file."""
    source, folder = ROOT / "windows" / "bare.py", stage.lab.place / "bare"
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    stamp = stage.lab.folder / "bare.done"
    if stamp.is_file() and stamp.read_text() == digest and (folder / "bare" / "bare.exe").is_file():
        return
    stage.lab.give(folder)
    (stage.lab.place / "source" / "bare.py").write_bytes(source.read_bytes())
    command = ["-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "--windowed"]
    for option, place in (("--distpath", folder), ("--workpath", folder / "made"), ("--specpath", folder)):
        command += [option, stage.lab.named(place)]
    if why := stage.lab.python([*command, stage.lab.named(stage.lab.place / "source" / "bare.py")], SAME):
        raise OSError(f"the bare window was not packed: {why}")
    stamp.write_text(digest)

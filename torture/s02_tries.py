"""S2: a wrong passphrase says nothing more, costs half a second, and from the sixth on a growing wait."""

import tempfile
import time
from pathlib import Path

from dandan_desktop.db import tries
from dandan_desktop.db.register import Register
from dandan_desktop.db.tries import Patience
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.messages import sentences
from torture.door import Weaker, eager, weakened
from torture.office import PASSPHRASE, copied
from torture.row import Row, Size, judged

NAME = "S2"
WEAKER: dict[str, list[Weaker]] = {
    "half-second": [(tries, "LEAST", 0.0)],
    "waits": [(tries, "FREE", 10**6)],
}
TEETH = {"half-second": "seconds", "waits": "waits"}
LEAST = 0.5
WAITS = [0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60]
CODE = "0000-0000-0000-0000-0000-0000-0000"


def lacks() -> str:
    """Nothing is needed."""
    return ""


def run(size: Size, without: str = "") -> Row:
    """Type wrong ones in real time, then many more on a clock that only waiting moves."""
    timed = size.pick(2, 4, 4)
    with tempfile.TemporaryDirectory() as folder, weakened(WEAKER.get(without, [])):
        path = copied(Path(folder)).register
        typed = ["", "sai mật khẩu", PASSPHRASE + " ", CODE]
        taken = [_timed(path, each) for each in typed[:timed]]
        wrong = [f"a wrong one took {taken_for:.2f} seconds" for _, taken_for in taken if taken_for < LEAST]
        messages = {_told(path, each, name) for each in typed for name in ("", "Không có người này")}
        if messages != {Problem.WRONG_PASSPHRASE}:
            wrong.append(f"more is said than that it is wrong: {messages}")
        waits = _waits(path)
        if waits != WAITS:
            wrong.append(f"waits {waits}")
    least = min(taken_for for _, taken_for in taken)
    goal = "a wrong passphrase says nothing more, costs ≥ 0.5 s, then waits of 1, 2, 4 … 60 s"
    return judged(NAME, goal, f"{len(taken)} timed, least {least:.2f} s, waits {waits[5:]}", wrong)


def _timed(path: Path, passphrase: str) -> tuple[Problem | None, float]:
    began = time.perf_counter()
    try:
        Register.open(path, passphrase).close()
    except ClerkError as error:
        return error.problem, time.perf_counter() - began
    return None, 0.0


def _told(path: Path, passphrase: str, name: str) -> Problem | None:
    """What is told to one who has waited long enough."""
    try:
        Register.open(path, passphrase, name, eager()).close()
    except ClerkError as error:
        return error.problem if sentences(error)[0] == "Mật khẩu không đúng." else Problem.KEY_FILE_DAMAGED
    return None


def _waits(path: Path) -> list[int]:
    """How long each of many wrong ones has to wait, between two right ones."""
    now = 2.0 * 10**10
    patience = Patience(now=lambda: now, wait=lambda _seconds: None)
    Register.open(path, PASSPHRASE, patience=patience).close()
    waits = []
    for _ in WAITS:
        waits.append(0)
        for _ in range(2):
            try:
                Register.open(path, "sai mật khẩu", patience=patience).close()
            except ClerkError as error:
                if error.problem is not Problem.TRY_LATER:
                    break
                waits[-1] = int(error.facts["seconds"])
                now += waits[-1]
    now += waits[-1] + 60
    Register.open(path, PASSPHRASE, patience=patience).close()
    return waits

"""B1: `kill -9` inside a backup leaves no file under a final name that fails the check."""

import random
import tempfile
from pathlib import Path
from subprocess import Popen
from threading import Event
from time import monotonic

from torture.office import Office, copied, meetings
from torture.row import Row, Size, judged
from torture.shelves import broken, named, place

NAME = "B1"
TEETH = {"temp-name": "final name"}
_PATIENCE = 60


def lacks() -> str:
    """Nothing is needed but processes."""
    return ""


def run(size: Size, without: str = "") -> Row:
    """Kill the command so often after its first temporary file appeared; at last one backup is made whole."""
    kills = size.pick(4, 5, 100)
    source = random.Random(11)
    inside = 0
    with tempfile.TemporaryDirectory() as folder:
        office = copied(Path(folder))
        office.run("load", *meetings(office.home, 20, seed=31))
        stick = office.home / "usb"
        stick.mkdir()
        lasts = _lasts(office, stick, without)
        wrong: list[str] = []
        for _ in range(kills):
            inside += _killed(office, stick, lasts * source.uniform(0, 1), without)
            wrong += broken(place(office), stick)
            if wrong:
                break
        last = office.run("backup", "--to", stick, without=without)
        wrong += [*last.findings(), *broken(place(office), stick)]
        if last.code or not named(stick) or list(place(office).glob("*.tam")):
            wrong.append(f"no backup afterwards, or something left over: {last.told}")
    goal = f"{kills} kills inside a backup: 0 bad under a final name"
    return judged(NAME, goal, f"{kills} kills, {inside} inside, {len(wrong)} findings", wrong)


def _lasts(office: Office, stick: Path, without: str) -> float:
    """How many seconds an undisturbed backup takes from its first temporary file on."""
    with office.start(office.command("backup", "--to", stick, without=without)) as child:
        _await_begin(office, child)
        began = monotonic()
        child.wait(_PATIENCE)
    return monotonic() - began


def _killed(office: Office, stick: Path, delay: float, without: str) -> bool:
    """Kill a backup so many seconds after it began to write; whether it was still at it."""
    with office.start(office.command("backup", "--to", stick, without=without)) as child:
        _await_begin(office, child)
        Event().wait(delay)
        is_inside = child.poll() is None
        child.kill()
    return is_inside


def _await_begin(office: Office, child: "Popen[bytes]") -> None:
    own, ends = place(office), monotonic() + _PATIENCE
    while child.poll() is None and monotonic() < ends and not list(own.glob("*.tam")):
        Event().wait(0.001)

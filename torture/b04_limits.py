"""B4: what a dead disk costs: what was done since the last copy outside, and minutes until work goes on."""

import shutil
import tempfile
import time
from pathlib import Path

from torture.office import copied, meetings
from torture.row import Row, Size, judged
from torture.shelves import named, place

NAME = "B4"
TEETH = {"outside": "lost"}
_MINUTES = 15


def lacks() -> str:
    """Nothing is needed but processes."""
    return ""


def run(size: Size, without: str = "") -> Row:
    """Work, take a backup out, work on, lose the disk with everything on it, go on from the stick."""
    days = size.pick(1, 2, 10)
    wrong: list[str] = []
    slowest = 0.0
    for day in range(days):
        with tempfile.TemporaryDirectory() as folder:
            found, seconds = _lived(Path(folder), day, without)
            wrong += [f"day {day}: {what}" for what in found]
            slowest = max(slowest, seconds)
    if slowest > _MINUTES * 60:
        wrong.append(f"back at work after {slowest:.0f} s")
    goal = f"dead disk: only what came after the last copy outside is lost; back at work in {_MINUTES} min"
    return judged(NAME, goal, f"{days} disks, slowest {slowest:.1f} s, {len(wrong)} findings", wrong)


def _lived(home: Path, day: int, without: str) -> tuple[list[str], float]:
    stick = home / "usb"
    stick.mkdir()
    office = copied(home / "máy")
    before = office.run("load", *meetings(home, 5, seed=100 + day))
    taken = [office.run("backup", "--to", stick)] if not without else []
    after = office.run("load", *meetings(home, 3, seed=200 + day))
    wrong = [what for answer in (before, *taken, after) for what in answer.findings()]
    held = len(named(place(office)))
    shutil.rmtree(office.home)
    began = time.perf_counter()
    office.folder.mkdir(parents=True)
    packages = named(stick)
    if not packages:
        return [*wrong, f"lost: everything ({held} backups died with the disk)"], 0.0
    again = office.run("restore", packages[-1], "--to", office.register)
    seconds = time.perf_counter() - began
    found = office.run("load", *meetings(home, 5, seed=100 + day))
    wrong += [what for answer in (again, found) for what in answer.findings()]
    if again.code or found.uids != before.uids or found.err.count("đã có") != len(before.uids):
        wrong.append(f"lost: something done before the copy outside: {again.told} {found.told}")
    counted = office.run("load", *meetings(home, 3, seed=200 + day))
    if counted.err.count("đã có"):
        wrong.append("what came after the copy outside is there: the row proves nothing")
    return wrong, seconds

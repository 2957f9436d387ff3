"""R11: the clock at 2001, ten years ahead or back: the newest backup stays, order stays, a warning is given."""

import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from dandan_desktop.db.register import Register
from dandan_desktop.domain.errors import Problem
from dandan_desktop.services import backups
from torture import needs
from torture.office import Office, copied, master, meetings
from torture.row import Row, Size, judged
from torture.shelves import broken, named, place

NAME = "R11"
TEETH = {"sequence": "newest"}
_CLOCKS = ("2027-03-01 08:00:00", "2027-03-02 08:00:00", "2027-03-03 08:00:00", "2001-01-01 00:00:30")
_JUMPS = ("2037-03-01 08:00:00", "2017-03-01 08:00:00", "2027-03-04 08:00:00", "2001-01-01 00:00:30")


def lacks() -> str:
    """Another clock for a process."""
    return needs.tools("faketime")


def run(size: Size, without: str = "") -> Row:
    """Work and back up under one wrong clock after another."""
    rounds = size.pick(1, 1, 10)
    clocks = _CLOCKS if size is Size.TEST else (*_CLOCKS, *_JUMPS * rounds)
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        office = copied(Path(folder))
        stick = office.home / "usb"
        stick.mkdir()
        acknowledged: list[str] = []
        for number, clock in enumerate(clocks, 1):
            before = ("faketime", clock)
            loaded = office.run("load", *meetings(office.home, 1, seed=300 + number), before=before)
            backed = office.run("backup", "--to", stick, before=before, without=without)
            acknowledged += loaded.uids
            wrong += [f"at {clock}: {what}" for answer in (loaded, backed) for what in answer.findings()]
            newest = named(place(office))[-1:]  # the first load finds no backup and makes one before it
            if not newest or not newest[0].name.endswith(f"-{number + 1:06d}.dandan-sao"):
                wrong.append(f"at {clock}: the newest backup is gone")
        wrong += [*broken(place(office)), *_order(office, acknowledged)]
    goal = "newest backup kept, order unchanged, warned"
    return judged(NAME, goal, f"{len(clocks)} clocks, {len(wrong)} findings", wrong)


def _order(office: Office, acknowledged: list[str]) -> list[str]:
    """The history tells the meetings in the order they were loaded, and a wrong clock is told."""
    register = Register.open_with_key(office.register, master().data_key)
    try:
        with closing(register.store()) as store:
            sql = "SELECT m.uid FROM deeds d JOIN meetings m ON m.id = d.row AND d.tbl = 'meetings' ORDER BY d.id"
            told = [uid for (uid,) in store.query(sql)]
        found = [] if told[-len(acknowledged) :] == acknowledged else ["the order of the history changed"]
        for now in (datetime(2001, 1, 1, tzinfo=UTC), datetime(2017, 3, 1, tzinfo=UTC)):
            if Problem.CLOCK_BEHIND not in {alarm.problem for alarm in backups.status(register, now).alarms}:
                found.append(f"no warning at {now:%Y}")
    finally:
        register.close()
    return found

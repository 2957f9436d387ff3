"""S1: a day's work leaves no name in any file the program owns, but in the folder the clerk chose for papers."""

import os
import tempfile
from contextlib import closing, nullcontext
from datetime import date
from pathlib import Path

from dandan_desktop.domain.periods import Period
from dandan_desktop.services import backups, registers, rollups
from torture.door import cheap_slots
from torture.markers import all_files, hits, names
from torture.office import PASSPHRASE
from torture.row import Row, Size, judged
from torture.scripted_day import plain, work

NAME = "S1"
TEETH = {"encryption": "as typed"}


def lacks() -> str:
    """Nothing is needed."""
    return ""


def run(size: Size, without: str = "") -> Row:
    """Work a day with so many names, open and half-typed to its end, back up, and look through every file."""
    count = size.pick(6, 50, 200)
    sought = names(count, seed=count)
    with tempfile.TemporaryDirectory() as folder, cheap_slots():
        home = Path(folder)
        with plain() if without else nullcontext():
            looked, wrong = _day(home, sought, is_plain=bool(without))
    goal = "a scripted day with 50 names or more: 0 in register, log, keys, drafts, backups, settings, temporary files"
    return judged(NAME, goal, f"{count} names, {looked} files looked through, {len(wrong)} hits", wrong)


def _day(home: Path, sought: list[str], *, is_plain: bool) -> tuple[int, list[str]]:
    own = {f"XDG_{name}_HOME": str(home / "user") for name in ("DATA", "CONFIG", "STATE", "CACHE")}
    own |= {"LOCALAPPDATA": str(home / "user"), "TMPDIR": str(home / "tạm")}
    before = {name: os.environ.get(name) for name in own}
    for folder in ("user", "tạm", "sổ", "giấy"):
        (home / folder).mkdir()
    os.environ.update(own)
    usual, tempfile.tempdir = tempfile.tempdir, None
    try:
        path = home / "sổ" / "Sổ thử.dandan"
        with closing(registers.make(path, PASSPHRASE, who="Lan")) as register, closing(register.store()) as store:
            registers.choose_office(store, 1)
            work(store, sought)
            if not is_plain:  # no backup is made of a register that is not encrypted
                backups.back_up(register)
            rollups.write_roll_up(store, Period.parse("2026-N"), home / "giấy" / "a.xlsx", issued=date(2026, 7, 1))
            looked = all_files(home / "user", home / "tạm", home / "sổ")
            wrong = list(hits(looked, sought))
        again = all_files(home / "user", home / "tạm", home / "sổ")
        return len({*looked, *again}), wrong + list(hits(again, sought))
    finally:
        tempfile.tempdir = usual
        for name, value in before.items():
            if value is None:
                os.environ.pop(name)
            else:
                os.environ[name] = value

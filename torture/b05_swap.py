"""B5b: `kill -9` inside a restore: the old register or the new one stands whole, and the next opening cleans up."""

import random
import shutil
import tempfile
from contextlib import closing
from pathlib import Path
from subprocess import Popen
from threading import Event
from time import monotonic

from dandan_desktop.db import checks
from dandan_desktop.db.register import Register
from dandan_desktop.domain.errors import ClerkError
from torture.office import Office, copied, master, meetings
from torture.row import Row, Size, has_bitten, judged
from torture.shelves import named

NAME = "B5b"
TEETH = {"swap-order": "between"}
_OLD, _NEW = 6, 3
"""Meetings in the register that is replaced, and in the backup."""
_PATIENCE = 60


def lacks() -> str:
    """Nothing is needed but processes."""
    return ""


def run(size: Size, without: str = "") -> Row:
    """Kill a restore of the same register so often, at moments spread over the time one takes."""
    kills = size.pick(5, 12, 200)
    source = random.Random(55)
    ends = {"old": 0, "new": 0}
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        office = copied(Path(folder))
        stick = office.home / "usb"
        stick.mkdir()
        office.run("load", *meetings(office.home, _NEW - 1, seed=51))
        office.run("backup", "--to", stick)
        office.run("load", *meetings(office.home, _OLD - _NEW, seed=52))
        before = {file: file.read_bytes() for file in office.folder.iterdir() if file.is_file()}
        lasts = _interrupted(office, named(stick)[0], None, without)
        for number in range(kills):
            _put_back(office, before)
            _interrupted(office, named(stick)[0], lasts * source.uniform(0, 1), without)
            state = _state(office)
            if state in ends:
                ends[state] += 1
            else:
                wrong.append(f"kill {number + 1}: between: {state}")
            if has_bitten(wrong, TEETH, without):
                break
    result = f"{kills} kills: {ends['old']} old, {ends['new']} new, {len(wrong)} between"
    return judged(NAME, f"{kills} kills inside a restore: old or new, never between", result, wrong)


def _put_back(office: Office, files: dict[Path, bytes]) -> None:
    shutil.rmtree(office.folder)
    office.folder.mkdir()
    for file, content in files.items():
        file.write_bytes(content)


def _interrupted(office: Office, package: Path, delay: float | None, without: str) -> float:
    """Restore, killed so many seconds after the new register began to be written; returns how long it took."""
    command = office.command("restore", package, "--to", office.register, without=without)
    with office.start(command) as child:
        _await_begin(office, child)
        began = monotonic()
        if delay is None:
            child.wait(_PATIENCE)
        else:
            Event().wait(delay)
            child.kill()
    return monotonic() - began


def _await_begin(office: Office, child: "Popen[bytes]") -> None:
    ends = monotonic() + _PATIENCE
    while child.poll() is None and monotonic() < ends and not list(office.folder.glob("*.moi*")):
        Event().wait(0.001)


def _state(office: Office) -> str:
    try:
        register = Register.open_with_key(office.register, master().data_key)
    except ClerkError as error:
        return str(error)
    try:
        with closing(register.store()) as store:
            faults = checks.faults(store)
            count = store.query("SELECT count(*) FROM meetings")[0][0]
    finally:
        register.close()
    left = [file.name for file in office.folder.iterdir() if file.name.endswith((".moi", ".doi", ".moi.tam"))]
    if faults or left:
        return f"{faults} {left}"
    return {_OLD: "old", _NEW: "new"}.get(count, f"{count} meetings")

"""R12: `kill -9` while a register is brought up to a newer schema leaves the old version or the new, never between."""

import contextlib
import random
import subprocess
import tempfile
import time
from pathlib import Path

from dandan_desktop.db import derived
from dandan_desktop.db.engine import Connection, connect, dbapi
from dandan_desktop.db.upgrade import applied
from dandan_desktop.domain.errors import ClerkError
from torture.made_up_steps import ADDED
from torture.office import Office, copied, master, meetings, module
from torture.row import Row, Size, judged

NAME = "R12"
TEETH = {"transaction": "between"}
FILES = 20
OVER = 1.2
"""The kills reach a little beyond the time an upgrade takes, so that some find the new version."""


def lacks() -> str:
    """Nothing is needed but processes."""
    return ""


def run(size: Size, without: str = "") -> Row:
    """Kill so often during an upgrade of a fresh copy; the moments are spread over the time one takes."""
    kills = size.pick(4, 20, 200)
    source = random.Random(12)
    ends = {"old": 0, "new": 0}
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        office = _filled(Path(folder))
        before = {file: file.read_bytes() for file in office.folder.iterdir()}
        lasts = _lasts(office, without)
        for number in range(kills):
            _put_back(office, before)
            moment = (number + source.random()) / kills * OVER  # every part of the time gets its kills
            _interrupt(office, lasts * moment, without)
            state = version(office.register)
            if state in ends:
                ends[state] += 1
            else:
                wrong.append(f"kill {number + 1}: between: {state}")
    result = f"{kills} kills: {ends['old']} old, {ends['new']} new, {len(wrong)} between"
    return judged(NAME, f"{kills} kills during an upgrade: old or new, never between", result, wrong)


def version(path: Path) -> str:
    """Which version a register is of: `old`, `new`, or what disagrees."""
    try:
        with contextlib.closing(connect(path, master().data_key)) as connection:
            return _version(connection)
    except (ClerkError, dbapi.Error) as error:
        return str(error)


def _version(connection: Connection) -> str:
    names = {name for name, _ in ADDED} & applied(connection)
    is_new = "noted" in derived.columns(connection, "meetings")
    is_filled = is_new and connection.execute("SELECT count(*) FROM meetings WHERE noted IS NOT title").fetchone() == (
        0,
    )
    faults = [
        what
        for what, is_so in {
            "steps and columns": len(names) != (len(ADDED) if is_new else 0) or is_new != is_filled,
            "rows": connection.execute("SELECT count(*) FROM meetings").fetchone() != (FILES + 1,),
            "a column left over": "remark" in derived.columns(connection, "meetings"),
            "triggers": derived.present(connection) != derived.expected(connection),
            "pages": connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",),
            "references": bool(connection.execute("PRAGMA foreign_key_check").fetchall()),
            "search": not _finds(connection),
        }.items()
        if is_so
    ]
    return ", ".join(faults) or ("new" if is_new else "old")


def _finds(connection: Connection) -> bool:
    """Whether the search index is there and agrees with the search text."""
    try:
        connection.execute("INSERT INTO search_fts (search_fts, rank) VALUES ('integrity-check', 1)")
    except dbapi.DatabaseError:
        return False
    finally:
        connection.rollback()
    return True


def _filled(home: Path) -> Office:
    office = copied(home)
    loaded = office.run("load", *meetings(home, FILES, seed=1))
    if loaded.code:
        raise RuntimeError(loaded.err)
    return office


def _put_back(office: Office, files: dict[Path, bytes]) -> None:
    for leftover in office.folder.iterdir():
        leftover.unlink()
    for file, content in files.items():
        file.write_bytes(content)


def _steps(office: Office, without: str) -> list[str]:
    return module("torture.made_up_steps", office.register, master().data_key.hex(), without=without)


def _lasts(office: Office, without: str) -> float:
    """How many seconds an undisturbed upgrade takes."""
    with office.start(_steps(office, without)) as child:
        moments = [time.perf_counter() for _ in child.stdout or ()]
    if child.returncode or len(moments) != 2:
        raise RuntimeError("the upgrade itself failed")
    return moments[1] - moments[0]


def _interrupt(office: Office, seconds: float, without: str) -> None:
    """Kill an upgrade so many seconds after it began."""
    with office.start(_steps(office, without)) as child:
        if child.stdout:
            child.stdout.readline()
        try:
            child.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            child.kill()

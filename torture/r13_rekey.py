"""R13: `kill -9` while the data key is changed; afterwards the old one opens or the new, and every page is whole."""

import random
import subprocess
import tempfile
import time
from contextlib import closing
from itertools import pairwise
from pathlib import Path

from dandan_desktop.db import keys, rotation
from dandan_desktop.db.engine import connect
from dandan_desktop.db.register import Register
from dandan_desktop.domain.errors import ClerkError
from dandan_desktop.services import registers
from torture.door import eager, is_refused, opens
from torture.office import PASSPHRASE, Office, copied, master, meetings, module
from torture.rotating import STEPS
from torture.row import Row, Size, judged

NAME = "R13"
TEETH = {"two-phases": "neither"}
LEAVER, HIS = "Người đi", "mật khẩu của người đi"
FILES = 20
KILLED = (2, 1, 2, 3, 2, 0)
"""After which line of `torture.rotating` one kill after another comes: mostly while the pages are written."""


def lacks() -> str:
    """Nothing is needed but processes."""
    return ""


def run(size: Size, without: str = "") -> Row:
    """Kill so often while somebody is removed from a fresh copy; the moments are spread over the time that takes."""
    kills = size.pick(6, 20, 100)
    source = random.Random(13)
    ends = {"old": 0, "new": 0}
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        office = peopled(Path(folder))
        before = {file: file.read_bytes() for file in _files(office)}
        lasts = _lasts(office, without)
        for number in range(kills):
            _put_back(office, before)
            step = KILLED[number % len(KILLED)]
            _interrupt(office, step, lasts[step] * (source.random() ** 3 if number else 0), without)
            state = stands(office.register)
            if state in ends:
                ends[state] += 1
            else:
                wrong.append(f"kill {number + 1}: {state}")
    result = f"{kills} kills: {ends['old']} old key, {ends['new']} new key, {len(wrong)} findings"
    return judged(NAME, f"{kills} kills while the key is changed: old or new, every page whole", result, wrong)


def stands(path: Path) -> str:
    """How a register stands that was broken off: `old`, `new`, or what is wrong with it."""
    try:
        register = Register.open(path, PASSPHRASE, patience=eager())
    except ClerkError as error:
        return f"opens with neither: {error}"
    with closing(register):
        wrong = wrong_with(register)
        is_new = register.data_key != master().data_key
    answer = opens(path, HIS)
    if is_new != is_refused(answer):
        wrong.append(f"he who was {'' if is_new else 'not '}removed: {answer}")
    return ", ".join(wrong) or ("new" if is_new else "old")


def wrong_with(register: Register) -> list[str]:
    """What is wrong with a register whose users or keys were changed: pages, faults, meetings, keys, slots."""
    with closing(connect(register.path, register.data_key)) as connection:
        wrong = [f"pages: {row}" for row in connection.execute("PRAGMA cipher_integrity_check").fetchmany(3)]
    with closing(register.store()) as store:
        wrong += registers.check(store).faults
        if store.query("SELECT count(*) FROM meetings") != [(FILES + 1,)]:
            wrong.append("meetings lost")
    held = rotation.held(register.facts, register.data_key)
    if held is None or keys.beside(register.path).read_bytes() != keys.dumps(held):
        wrong.append("register and key file disagree")
    elif {slot.user for slot in held.slots if slot.user} != set(register.users):
        wrong.append("slots and users disagree")
    return wrong


def peopled(home: Path) -> Office:
    """An office with meetings, and somebody who will be removed."""
    office = copied(home)
    file = home / "mật khẩu mới.txt"
    file.write_text(HIS, encoding="utf-8")
    commands: list[list[str | Path]] = [
        ["load", *meetings(home, FILES, seed=13)],
        ["users", "add", LEAVER, "--role", "enter", "--new-passphrase-file", file],
    ]
    for arguments in commands:
        answer = office.run(*arguments, without="dear-keys")
        if answer.code:
            raise RuntimeError(answer.err)
    return office


def _files(office: Office) -> list[Path]:
    """The register with its key files, those in the user's folder too."""
    return [file for place in (office.folder, office.home / "user") for file in place.rglob("*") if file.is_file()]


def _put_back(office: Office, files: dict[Path, bytes]) -> None:
    for leftover in _files(office):
        leftover.unlink()
    for file, content in files.items():
        file.write_bytes(content)


def _command(office: Office, without: str) -> list[str]:
    return module("torture.rotating", office.register, PASSPHRASE, LEAVER, without=without)


def _lasts(office: Office, without: str) -> list[float]:
    """How many seconds each step of an undisturbed change takes."""
    with office.start(_command(office, without)) as child:
        moments = [time.perf_counter() for _ in child.stdout or ()]
    if child.returncode or len(moments) != len(STEPS) + 2:
        raise RuntimeError("the change of the key itself failed")
    return [after - before for before, after in pairwise(moments)]


def _interrupt(office: Office, step: int, seconds: float, without: str) -> None:
    """Kill a change so many seconds after it began a step."""
    with office.start(_command(office, without)) as child:
        for _ in range(step + 1):
            if child.stdout:
                child.stdout.readline()
        try:
            child.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            child.kill()

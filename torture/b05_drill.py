"""B5: the restore drill: a clean profile, a package and the recovery sheet give an identical register."""

import contextlib
import tempfile
import time
from pathlib import Path
from typing import Any

from dandan_desktop.db import derived, keys, rotation
from dandan_desktop.db.register import Register
from dandan_desktop.domain.people import Person
from torture.office import Office, copied, master
from torture.row import Row, Size, judged
from torture.shelves import named

NAME = "B5"
TEETH = {"whole": "people"}
LIMIT = 180
CODE = keys.recovery_code(bytes(range(16)))


def lacks() -> str:
    """Nothing is needed but processes."""
    return ""


def run(size: Size, without: str = "") -> Row:
    """Drill once with so many people."""
    people = size.pick(300, 2_000, 20_000)
    with tempfile.TemporaryDirectory() as folder:
        wrong, seconds = _drilled(Path(folder), people, without)
    if seconds > LIMIT:
        wrong.append(f"{seconds:.0f} s")
    goal = f"{people} people: identical dump in {LIMIT} s"
    return judged(NAME, goal, f"{people} people, {seconds:.1f} s, {len(wrong)} findings", wrong)


def _drilled(home: Path, people: int, without: str) -> tuple[list[str], float]:
    here = copied(home / "máy")
    _fill(here.register, people)
    stick = home / "usb"
    stick.mkdir()
    before = _dump(here.register)
    made = here.run("backup", "--to", stick)
    there = Office(home / "máy mới")
    there.folder.mkdir(parents=True)
    (there.home / "mật khẩu.txt").write_text(CODE + "\n", encoding="utf-8")
    began = time.perf_counter()
    answer = there.run("restore", named(stick)[0], "--to", there.register, without=without)
    seconds = time.perf_counter() - began
    wrong = [*made.findings(), *answer.findings()]
    if answer.code:
        return [*wrong, f"not restored: {answer.told}"], seconds
    after = _dump(there.register)
    return wrong + [f"{table} differs" for table in before if before[table] != after.get(table)], seconds


def _fill(path: Path, people: int) -> None:
    """Give the register a recovery sheet and so many invented people."""
    register = Register.open_with_key(path, master().data_key)
    sheet = keys.new_slot(keys.RECOVERY, "", "", CODE, register.data_key)
    file = rotation.with_slot(_key_file(path), sheet, register.data_key)
    with contextlib.closing(register.store()) as store:
        with store.change("make_sheet"):
            rotation.put(store, file)
        with store.change("add"):
            for number in range(people):
                store.of(Person).add(Person(full_name=f"Nguyễn Thị Đào {number}"))
    rotation.publish(path, file)
    register.close()


def _key_file(path: Path) -> keys.KeyFile:
    return keys.loads(keys.beside(path).read_bytes())


def _dump(path: Path) -> dict[str, list[Any]]:
    register = Register.open_with_key(path, master().data_key)
    try:
        with contextlib.closing(register.store()) as store:
            return {
                table: store.query(f"SELECT * FROM {table} ORDER BY id") for table in derived.tracked(store.connection)
            }
    finally:
        register.close()

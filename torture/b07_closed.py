"""B7: without a key there is no backup, and nothing on the way to one is ever in the clear."""

import tempfile
import threading
from contextlib import closing, suppress
from pathlib import Path

from dandan_desktop.db import derived
from dandan_desktop.db.engine import connect
from torture.office import Office, copied, master, module
from torture.row import Row, Size, judged
from torture.shelves import named, place

NAME = "B7"
TEETH = {"fail-closed": "without keys"}
_MARKER = "Đồng Tháp"
"""Words of the shipped catalogue: every register holds them."""


def lacks() -> str:
    """Nothing is needed but processes."""
    return ""


def run(size: Size, without: str = "") -> Row:
    """Back up while every file of the place is read, then once with no key file that fits."""
    rounds = size.pick(1, 3, 20)
    wrong: list[str] = []
    seen = 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(rounds):
            office = copied(Path(folder, str(number)))
            looked, found = _watched(office)
            seen += looked
            wrong += found
            wrong += _without_keys(office, without)
    goal = "no key, no backup; 0 markers in any file on the way"
    return judged(NAME, goal, f"{rounds} rounds, {seen} looks, {len(wrong)} findings", wrong)


def _watched(office: Office) -> tuple[int, list[str]]:
    stick = office.home / "usb"
    stick.mkdir()
    forms = [_MARKER.encode(), _MARKER.encode("utf-16-le"), b"SQLite format 3", b"CREATE TABLE"]
    looks, found = 0, []
    pause = threading.Event()
    with office.start(office.command("backup", "--to", stick)) as child:
        while True:
            has_ended = child.poll() is not None
            for file in (*place(office).glob("*"), *stick.glob("*")):
                with suppress(OSError):
                    content = file.read_bytes()
                    looks += 1
                    found += [f"in the clear: {file.suffix} holds {form!r}" for form in forms if form in content]
            if has_ended:
                break
            pause.wait(0.002)
    if not named(stick):
        found.append("no backup was made: the look proves nothing")
    return looks, found


def _without_keys(office: Office, without: str) -> list[str]:
    """Take every key file away; a program that has the register open still holds the data key."""
    folder = place(office)
    for package in named(folder):
        package.unlink()
    with closing(connect(office.register, master().data_key)) as connection:
        derived.drop_triggers(connection)
        connection.execute("DELETE FROM facts WHERE name = 'key_file'")
        connection.commit()
    for file in (*office.folder.glob("*.khoa*"), *(office.home / "user" / "so-dan-van" / "khoa").glob("*")):
        file.unlink()
    answer = office.run_bare(module("torture.one_backup", office.register, master().data_key.hex(), without=without))
    found = [] if answer.code == 1 and "BACKUP_NO_KEYS" in answer.out else [f"not refused: {answer.out}{answer.told}"]
    if named(folder):
        found.insert(0, "a backup was made without keys")
    return found

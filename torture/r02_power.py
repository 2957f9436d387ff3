"""R2: simulated power cuts: of what was not yet synced anything may be lost, torn or reordered.

A recorder writes down every call on the register's files while meetings are loaded; a replayer makes the states a
cut could leave, and each is opened with the product's own register and looked over.
"""

import random
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from dandan_desktop.db.register import Register
from torture import recording
from torture.disk import Disk
from torture.examine import findings
from torture.office import NAME as REGISTER
from torture.office import PASSPHRASE, Answer, Office, copied, meetings, whole_lines
from torture.recording import Event
from torture.row import Row, Size, judged

NAME = "R2"
TEETH = {"full-sync": "lost", "sync": "lost", "wal": "lost"}
DEEP = 25
"""Every so manieth state is looked at as deep as it goes; all others but for the search text."""
MEMORY = Path("/dev/shm")  # noqa: S108 - folders made in it have names nobody can guess
"""Where states are made when it is there: ten thousand of them are no work for a disk."""
_LEFT_OUT = "-shm"  # mapped, not written: after a cut it holds anything


def lacks() -> str:
    """A compiler for the recorder."""
    return recording.lacks()


def run(size: Size, without: str = "") -> Row:
    """Record loading into a register and, longer, the making of one; cut the power so often in each."""
    count = size.pick(30, 2_000, 10_000)
    births = 0 if size is Size.TEST else count // 10
    source = random.Random(2)
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        done, before, events = _recorded(copied(home), 5 if size is Size.TEST else 25, without)
        wrong += _cuts(before, events, count - births, source)
        acknowledged = len(done.uids)
        if births:
            wrong += _births(home, births, source)
    goal = f"{count} power cuts: 0 acknowledged lost, 0 broken, 0 half"
    result = f"{count} states of {len(events)} calls and {acknowledged} acknowledged, {len(wrong)} findings"
    return judged(NAME, goal, result, wrong)


def _recorded(office: Office, files: int, without: str) -> tuple[Answer, dict[Path, bytes], list[Event]]:
    before = {file: file.read_bytes() for file in office.folder.iterdir()}
    command = office.command("load", *meetings(office.home, files, seed=2), without=without)
    done, events = recording.record(office, command)
    if done.code or len(done.uids) != files:
        raise RuntimeError(done.err)
    _check_recording(office, before, events)
    return done, before, events


def _check_recording(office: Office, before: Mapping[Path, bytes], events: list[Event]) -> None:
    """Raise RuntimeError unless the events, all of them, lead to the files as they are: nothing went unrecorded."""
    disk = Disk(before)
    for event in events:
        disk.do(event)
    replayed, there = disk.now(), {file: file.read_bytes() for file in office.folder.iterdir()}
    if differing := [path.name for path in {*replayed, *there} if replayed.get(path) != there.get(path)]:
        raise RuntimeError(f"not recorded: {differing}")


def states(
    before: Mapping[Path, bytes], events: list[Event], count: int, source: random.Random
) -> Iterator[tuple[list[str], bool, dict[Path, bytes]]]:
    """So many states after a cut: what was acknowledged before it, whether one more was under way, the files."""
    moments = sorted(_moments(events, count, source))
    disk, printed, at = Disk(before), b"", 0
    for moment in moments:
        for event in events[at:moment]:
            disk.do(event)
            printed += event.text if event.kind == "P" else b""
        at = moment
        yield whole_lines(printed.decode()), moment < len(events), disk.crashed(source)


def _moments(events: list[Event], count: int, source: random.Random) -> Iterator[int]:
    """So many moments: half of them anywhere, half right after something was acknowledged, where most can be lost."""
    printed = [at for at, event in enumerate(events, 1) if event.kind == "P"]
    for number in range(count):
        at = source.choice(printed) + source.randint(0, 3) if number % 2 else source.randint(1, len(events))
        yield min(at, len(events))


def _cuts(before: Mapping[Path, bytes], events: list[Event], count: int, source: random.Random) -> list[str]:
    wrong: list[str] = []
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        place = Path(folder)
        for number, (acknowledged, has_more, files) in enumerate(states(before, events, count, source), 1):
            _put(place, files, source)
            found = findings(place / REGISTER, acknowledged, most=int(has_more), is_deep=number % DEEP == 0)
            wrong += [f"cut {number}: {what}" for what in found]
    return wrong


def _put(place: Path, files: Mapping[Path, bytes], source: random.Random) -> None:
    """Write a state into a folder; the shared memory of the log is rubbish or gone."""
    for leftover in place.iterdir():
        leftover.unlink()
    for path, content in files.items():
        if not path.name.endswith(_LEFT_OUT):
            (place / path.name).write_bytes(content)
        elif source.random() < 0.5:
            (place / path.name).write_bytes(source.randbytes(32_768))


def _births(home: Path, count: int, source: random.Random) -> list[str]:
    """Cut the power while a register is made: with an acknowledged meeting it is there, and its key file too."""
    office = Office(home / "mới")
    office.folder.mkdir(parents=True)
    _, _, events = _recorded(office, 3, "dear-keys")
    keys = {file.name: file.read_bytes() for file in office.folder.glob("*.khoa*") if not file.name.endswith("-may")}
    register = Register.open(office.register, PASSPHRASE)
    register.close()
    wrong: list[str] = []
    for number, (acknowledged, has_more, files) in enumerate(states({}, events, count, source), 1):
        names = {path.name: content for path, content in files.items()}
        if REGISTER not in names:
            wrong += [f"birth {number}: lost: the register with {len(acknowledged)}"] if acknowledged else []
            continue
        if not any(names.get(name) == content for name, content in keys.items()):
            wrong.append(f"birth {number}: lost: a register without any whole key file")
        _put(office.folder, files, source)
        found = findings(office.register, acknowledged, int(has_more), is_deep=False, key=register.data_key)
        wrong += [f"birth {number}: {what}" for what in found]
    return wrong

"""R6: a folder or register that cannot be written, or not even read: opened for reading or told, never a traceback."""

import contextlib
import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from torture import needs
from torture.examine import findings
from torture.office import Answer, Office, copied, meetings
from torture.row import Row, Size, has_bitten, judged

NAME = "R6"
TEETH = {"told": "exit code 70"}
STRANGER = 65534
HELD_BACK = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search,-fowner")
"""Root without its rights over other people's files: the files' modes hold for it as for anybody."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A closed office as the program sees it: where, and under which other program it runs."""

    office: Office
    before: tuple[str, ...] = ()


@contextlib.contextmanager
def _mounted_read_only(office: Office) -> Iterator[Seen]:
    with needs.mounted(office.folder, office.home / "chỉ đọc", "--bind", "-o", "ro") as place:
        yield Seen(Office(office.home, place))


@contextlib.contextmanager
def _register_unchangeable(office: Office) -> Iterator[Seen]:
    with needs.attribute("i", office.register):
        yield Seen(office)


@contextlib.contextmanager
def _folder_unchangeable(office: Office) -> Iterator[Seen]:
    with needs.attribute("i", *office.folder.iterdir(), office.folder):
        yield Seen(office)


@contextlib.contextmanager
def _of_a_stranger(office: Office, *, mode: int = 0o644) -> Iterator[Seen]:
    files = [*office.folder.iterdir(), office.folder]
    for file in files:
        os.chown(file, STRANGER, STRANGER)
        file.chmod(0o755 if file.is_dir() else mode)
    yield Seen(office, HELD_BACK)
    for file in files:
        os.chown(file, os.geteuid(), os.getegid())
        file.chmod(0o755 if file.is_dir() else 0o644)


@contextlib.contextmanager
def _closed_by_a_stranger(office: Office) -> Iterator[Seen]:
    with _of_a_stranger(office, mode=0o600) as seen:
        yield seen


@contextlib.contextmanager
def _register_without_w(office: Office) -> Iterator[Seen]:
    office.register.chmod(0o444)
    yield Seen(office, HELD_BACK if needs.is_root() else ())
    office.register.chmod(0o644)


@contextlib.contextmanager
def _folder_without_w(office: Office) -> Iterator[Seen]:
    office.folder.chmod(0o555)
    yield Seen(office, HELD_BACK if needs.is_root() else ())
    office.folder.chmod(0o755)


def _no_attributes() -> str:
    if lacking := needs.mounting() or needs.tools("chattr"):
        return lacking
    with tempfile.NamedTemporaryFile() as file:
        try:
            with needs.attribute("i", Path(file.name)):
                return ""
        except subprocess.CalledProcessError:
            return "no right to chattr +i on temporary files"


SHORT = 3
"""So many of the ways are tried in the ordinary tests."""


def _no_holding_back() -> str:
    return needs.tools("setpriv") if needs.is_root() else ""


Way = tuple[Callable[[Office], AbstractContextManager[Seen]], Callable[[], str]]
WAYS: dict[str, Way] = {
    "register without w": (_register_without_w, _no_holding_back),
    "read-only mount": (_mounted_read_only, needs.mounting),
    "a stranger's folder": (_of_a_stranger, lambda: needs.mounting() or needs.tools("setpriv")),
    "folder without w": (_folder_without_w, _no_holding_back),
    "register chattr +i": (_register_unchangeable, _no_attributes),
    "folder chattr +i": (_folder_unchangeable, _no_attributes),
    "a stranger's closed files": (_closed_by_a_stranger, lambda: needs.mounting() or needs.tools("setpriv")),
}


def lacks() -> str:
    """Some way to take the right to write away from whoever runs this."""
    reasons = [lacking() for _, lacking in WAYS.values()]
    return reasons[0] if all(reasons) else ""


def run(size: Size, without: str = "") -> Row:
    """Every way, on a register closed well and on one whose program was killed, with every command."""
    is_short = size is Size.TEST
    states = (False,) if is_short else (False, True)
    ways = dict(list(WAYS.items())[:SHORT] if is_short else WAYS)
    wrong: list[str] = []
    read = told = 0
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for name, (way, lacking) in ways.items():
            for is_hot in () if lacking() or has_bitten(wrong, TEETH, without) else states:
                answers, found = _seen(home, way, without, is_hot=is_hot, is_short=is_short)
                read += sum(answer.code == 0 for answer in answers)
                told += sum(answer.code == 1 for answer in answers)
                wrong += [f"{name}{' after a kill' * is_hot}: {what}" for what in found]
    not_run = [f"{name}: {lacking()}" for name, (_, lacking) in ways.items() if lacking()]
    goal = "read-only or closed: opened for reading or told, unchanged, well afterwards"
    return judged(NAME, goal, f"{read} commands read, {told} told, {len(wrong)} findings", wrong, not_run)


def _seen(
    home: Path,
    way: Callable[[Office], AbstractContextManager[Seen]],
    without: str,
    *,
    is_hot: bool,
    is_short: bool,
) -> tuple[list[Answer], list[str]]:
    office = copied(home)
    known = _killed(office) if is_hot else []
    before = office.register.read_bytes()
    with way(office) as seen:
        commands = _commands(home)[: 2 if is_short else None]
        answers = [seen.office.run(*command, without=without, before=seen.before) for command in commands]
    found = [
        f"{command[0]}: {what}" for command, each in zip(commands, answers, strict=False) for what in each.findings()
    ]
    if not is_hot and office.register.read_bytes() != before:
        found.append("the register was changed")
    afterwards = office.run("load", *meetings(home, 1, seed=7))
    if afterwards.code:
        found.append(f"writable again: exit code {afterwards.code}, {afterwards.told}")
    return answers, found + findings(office.register, [*known, *answers[0].uids, *afterwards.uids], most=int(is_hot))


def _commands(home: Path) -> list[tuple[str | Path, ...]]:
    out = home / "giấy"
    return [
        ("load", *meetings(home, 1, seed=6)),
        ("check",),
        ("search", "hội", "nghị"),
        ("minutes", "--all", "--out", out),
        ("rollup", "--period", "2021-N", "--out", out / "biểu.xlsx"),
    ]


def _killed(office: Office) -> list[str]:
    """Leave a write-ahead log and a lock file behind: the meetings acknowledged before the program was killed."""
    with office.start(office.command("load", *meetings(office.home, 40, seed=8))) as child:
        line = child.stdout.readline() if child.stdout else b""
        child.kill()
        rest = child.stdout.read() if child.stdout else b""
    return (line + rest).decode().split("\n")[:-1]

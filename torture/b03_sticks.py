"""B3: a full stick, a read-only one, one pulled out half-way: told, nothing bad named, the next one is whole."""

import contextlib
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from dandan_desktop.db import outside
from dandan_desktop.db.register import Register
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.services import backups
from torture import needs
from torture.office import copied, master
from torture.row import Row, Size, judged
from torture.shelves import broken, named
from torture.weakened_backups import copy_plainly

NAME = "B3"
TEETH = {"read-back": "final name"}
_ROOM = 64 * 1024 * 1024
_TOLD = {"full": Problem.STICK_FULL, "read-only": Problem.STICK_READ_ONLY, "pulled out": Problem.STICK_GONE}


def lacks() -> str:
    """The right to mount a stick."""
    return needs.mounting()


def run(size: Size, without: str = "") -> Row:
    """Take a backup out on each bad stick, then on the same one made well."""
    wrong: list[str] = []
    rounds = size.pick(1, 1, 10)
    with tempfile.TemporaryDirectory() as folder, _weakened(without):
        for number in range(rounds):
            home = Path(folder, str(number))
            office = copied(home)
            register = Register.open_with_key(office.register, master().data_key)
            try:
                for name, trouble in {"full": _full, "read-only": _read_only, "pulled out": _pulled}.items():
                    wrong += [f"{name}: {what}" for what in trouble(register, home / name)]
            finally:
                register.close()
    return judged(NAME, "3 bad sticks: told, 0 bad under a final name", f"{rounds} × 3, {len(wrong)} findings", wrong)


@contextlib.contextmanager
def _weakened(without: str) -> Iterator[None]:
    whole = outside.copy_verified
    if without:
        outside.copy_verified = copy_plainly
    try:
        yield
    finally:
        outside.copy_verified = whole


def _stick(where: Path) -> "contextlib.AbstractContextManager[Path]":
    where.mkdir(parents=True)
    return needs.mounted("none", where, "-t", "tmpfs", "-o", f"size={_ROOM}")


def _full(register: Register, where: Path) -> Iterator[str]:
    with _stick(where) as stick:
        outside.take_into_use(stick)
        filler = stick / "khác.bin"
        with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
            while file.write(bytes(4096)) == 4096:
                pass
        with filler.open("rb+") as file:
            file.truncate(filler.stat().st_size - 1024 * 1024)
        yield from _told(register, stick, "full")
        filler.unlink()
        yield from _well(register, stick)


def _read_only(register: Register, where: Path) -> Iterator[str]:
    with _stick(where) as stick:
        outside.take_into_use(stick)
        subprocess.run(["mount", "-o", "remount,ro", str(stick)], check=True)
        yield from _told(register, stick, "read-only")
        subprocess.run(["mount", "-o", "remount,rw", str(stick)], check=True)
        yield from _well(register, stick)


class _Pulling:
    """Pulls the stick out when half is written."""

    def __init__(self, stick: Path) -> None:
        self.stick = stick
        self.is_out = False

    def step(self, done: int, total: int) -> None:
        """Half of the way is over."""
        if done * 4 > total and not self.is_out:
            self.is_out = True
            subprocess.run(["umount", "-l", str(self.stick)], check=True)


def _pulled(register: Register, where: Path) -> Iterator[str]:
    where.mkdir(parents=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={_ROOM}", "none", str(where)]
    subprocess.run(mount, check=True)
    outside.take_into_use(where)
    pulling = _Pulling(where)
    try:
        yield from _told(register, where, "pulled out", lambda: backups.take_outside(register, pulling, where))
        if left := [each.name for each in where.rglob("*")]:
            yield f"written below the stick: {left}"
    finally:
        if not pulling.is_out:
            subprocess.run(["umount", str(where)], check=True)
    with needs.mounted("none", where, "-t", "tmpfs", "-o", f"size={_ROOM}") as stick:
        outside.take_into_use(stick)
        yield from _well(register, stick)


def _told(register: Register, stick: Path, name: str, take: Callable[[], object] | None = None) -> Iterator[str]:
    try:
        (take or (lambda: backups.take_outside(register, second=stick)))()
        yield "nothing was told"
    except ClerkError as error:
        if error.problem is not _TOLD[name]:
            yield f"told {error.problem.name}"
    yield from broken(outside.place_on(stick, register.uid))


def _well(register: Register, stick: Path) -> Iterator[str]:
    backups.take_outside(register, second=stick)
    folder = outside.place_on(stick, register.uid)
    if not named(folder):
        yield "the well stick got none"
    yield from broken(folder)

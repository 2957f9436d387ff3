"""S3: after the lock no name and no key of the register is in the memory of the program that stands there then."""

import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from dandan_desktop.db.register import Register
from torture import needs
from torture.markers import forms, names
from torture.office import PATIENCE, Office, copied, master, module
from torture.row import Row, Size, judged
from torture.scripted_day import work
from torture.window_clerk import KEY, readied

NAME = "S3"
TEETH = {"replacement": "as typed"}
_SOUGHT = ("as typed", "in capitals", "folded", "as typed, UTF-16", "in capitals, UTF-16", "folded, UTF-16")
_PAGE = 4096


def lacks() -> str:
    """Another process's memory must be readable."""
    if sys.platform != "linux":
        return "no /proc"
    scope = Path("/proc/sys/kernel/yama/ptrace_scope")
    is_open = needs.is_root() or not scope.exists() or scope.read_text().strip() == "0"
    return "" if is_open else "no right to read another process's memory"


def run(size: Size, without: str = "") -> Row:
    """Show everybody in the window, press Khoá, and look through the memory of the process that follows."""
    count = size.pick(6, 50, 50)
    sought = names(count, seed=count)
    with tempfile.TemporaryDirectory() as folder:
        office = copied(Path(folder))
        with closing(Register.open_with_key(office.register, master().data_key)) as register:
            store = register.store()
            readied(store)
            work(store, sought)
            store.close()
        looked, wrong = _locked(office, sought, without)
    goal = "after the lock another process: 0 names and keys in its memory, the first one gone"
    return judged(
        NAME, goal, f"{count} names shown, {looked / 2**20:.0f} MB of memory searched, {len(wrong)} hits", wrong
    )


def _locked(office: Office, sought: list[str], without: str) -> tuple[int, list[str]]:
    own = {KEY: master().data_key.hex(), "QT_QPA_PLATFORM": "offscreen"}
    first = subprocess.Popen(
        module("torture.window_clerk", "lock", office.register, without=without),
        env={**office.environment, **own},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    standing = 0
    try:
        wrong = []
        if not without and first.wait(PATIENCE):
            wrong.append(f"the first process ended with {first.returncode}")
        standing = first.pid if without else _follower(office.register)
        if not standing:
            return 0, [*wrong, "no process follows"]
        control = _control(office.register)
        content = _stood(standing, control)
        if control not in content:
            wrong.append("the unlock page is not seen in the memory")
        return len(content), wrong + list(_hits(content, sought))
    finally:
        first.kill()
        first.wait()
        if standing and not without:
            os.kill(standing, 9)


def _follower(register: Path) -> int:
    """The process that stands at this register's unlock page; 0 when none comes."""
    for _ in _patiently():
        for folder in Path("/proc").iterdir():
            if folder.name.isdecimal() and _is_follower(folder, register):
                return int(folder.name)
    return 0


def _is_follower(folder: Path, register: Path) -> bool:
    try:
        line = (folder / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return os.fsencode(register) in line and b"--unlock" in line


def _control(register: Path) -> bytes:
    """What only the unlock page says, once it is made: unless it is found the search sees nothing, or too soon."""
    return f"Thư mục: {register.parent}".encode("utf-16-le")


def _stood(process: int, control: bytes) -> bytes:
    """The memory of a process once its unlock page is there."""
    content = b""
    for _ in _patiently():
        content = b"".join(_memory(process))
        if control in content:
            break
    return content


def _patiently() -> Iterator[None]:
    """Again and again, but not for ever."""
    end = time.monotonic() + PATIENCE / 4
    while time.monotonic() < end:
        yield
        threading.Event().wait(0.3)


def _memory(process: int) -> Iterator[bytes]:
    """What a process may write to: everything it ever read, made or was given stands there."""
    try:
        maps = Path(f"/proc/{process}/maps").read_text(encoding="utf-8", errors="replace")
        with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
            for first, last in re.findall(r"^([0-9a-f]+)-([0-9a-f]+) rw", maps, flags=re.MULTILINE):
                yield _part(memory.fileno(), int(first, 16), int(last, 16))
    except OSError:
        return


def _part(memory: int, first: int, last: int) -> bytes:
    """The bytes from one address to another, but for pages that cannot be read."""
    found = b""
    while first < last:
        try:
            read = os.pread(memory, last - first, first)
        except OSError:
            read = b""
        found += read
        first += len(read) if read else _PAGE
    return found


def _hits(content: bytes, sought: list[str]) -> Iterator[str]:
    if master().data_key in content or master().data_key.hex().encode() in content:
        yield "the key of the register"
    for name in sought:
        spelt = forms(name)
        yield from (f"{what}: {name}" for what in _SOUGHT if spelt[what] in content)

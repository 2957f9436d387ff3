"""Recording what a command does to the files of a folder (`recorder.c` under LD_PRELOAD), as a list of events."""

import os
import struct
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from torture.office import Answer, Office

_HEAD = struct.Struct("=cIqI")
CREATES, EMPTIES = 1, 2


@dataclass(frozen=True, slots=True)
class Event:
    """One call: what kind, on which handle, its number (offset, length, flags) and its text (path, two paths, bytes).

    Kinds: O open, W write, T truncate, S sync, U unlink, R rename, L link, P printed.
    """

    kind: str
    handle: int
    number: int
    text: bytes

    @property
    def paths(self) -> list[Path]:
        """The paths of an open, unlink, rename or link."""
        return [Path(os.fsdecode(part)) for part in self.text.split(b"\n")]


@cache
def _library() -> "tuple[TemporaryDirectory[str], Path]":
    """The recorder, compiled; the folder goes with the process."""
    folder = TemporaryDirectory(prefix="dandan-")
    library = Path(folder.name, "recorder.so")
    source = Path(__file__).with_name("recorder.c")
    subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-w", "-o", str(library), str(source), "-ldl"], check=True)
    return folder, library


def lacks() -> str:
    """Why nothing can be recorded here, or nothing."""
    if not sys.platform.startswith("linux"):
        return "no LD_PRELOAD but on Linux"
    try:
        _library()
    except (OSError, subprocess.CalledProcessError):
        return "not installed: gcc with libc6-dev"
    return ""


def record(office: Office, command: Sequence[str]) -> tuple[Answer, list[Event]]:
    """Run a command and tell what it did to the register's folder, in order."""
    log = office.home / "events.bin"
    log.unlink(missing_ok=True)
    folder = str(office.folder)
    answer = office.run_bare(command, LD_PRELOAD=str(_library()[1]), TORTURE_LOG=str(log), TORTURE_FOLDER=folder)
    return answer, events(log.read_bytes())


def events(raw: bytes) -> list[Event]:
    """Read a log."""
    found, at = [], 0
    while at < len(raw):
        kind, handle, number, length = _HEAD.unpack_from(raw, at)
        at += _HEAD.size
        found.append(Event(kind.decode(), handle, number, raw[at : at + length]))
        at += length
    return found

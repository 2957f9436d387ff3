"""A disk as a power cut leaves it: what was synced is there, of the rest anything may be.

The model is a journaling file system: names and lengths (create, unlink, rename, truncate) reach the disk in order and
all together with any sync; bytes reach it with the sync of their own file, or before it in any order, and a write that
is torn keeps any of its sectors of 512 bytes.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from torture.recording import CREATES, EMPTIES, Event

SECTOR = 512


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes at an offset, at a moment."""

    moment: int
    offset: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Cut:
    """A file's new length; like a name it reaches the disk with the journal."""

    moment: int
    length: int


@dataclass(slots=True)
class File:
    """A file whatever its names: the bytes surely on the disk and what was done since."""

    sure: bytearray = field(default_factory=bytearray)
    pending: list[Write | Cut] = field(default_factory=list)

    def sync(self) -> None:
        """Make everything sure."""
        _apply(self.sure, self.pending)
        self.pending.clear()


@dataclass(frozen=True, slots=True)
class Naming:
    """A name given to a file, or taken away (no file), at a moment."""

    moment: int
    names: Mapping[Path, int | None]


Keeps = Callable[[Write], list[Write]]


class Disk:
    """The files of a folder as events change them; `crashed` tells one way a power cut now could leave them."""

    def __init__(self, files: Mapping[Path, bytes]) -> None:
        self._files: list[File] = [File(bytearray(content)) for content in files.values()]
        self._names: dict[Path, int] = {path: number for number, path in enumerate(files)}
        self._sure_names = dict(self._names)
        self._namings: list[Naming] = []
        self._handles: dict[int, int | None] = {}
        self._sure_until = 0
        self._moment = 0

    def do(self, event: Event) -> None:
        """Follow one event."""
        self._moment += 1
        steps: dict[str, Callable[[Event], None]] = {
            "O": self._open,
            "W": self._write,
            "T": self._truncate,
            "S": self._sync,
            "U": self._unlink,
            "R": self._rename,
            "L": self._link,
        }
        if event.kind in steps:
            steps[event.kind](event)

    def now(self) -> dict[Path, bytes]:
        """The files as a program sees them now."""
        return {
            path: self._content(number, self._moment, lambda write: [write]) for path, number in self._names.items()
        }

    def crashed(self, source: random.Random) -> dict[Path, bytes]:
        """The files as one power cut leaves them, chosen by chance."""
        way = source.choice(_WAYS)
        last, keeps = way(source, self._sure_until, self._moment)
        names = dict(self._sure_names)
        for naming in self._namings:
            if naming.moment <= last:
                _rename(names, naming)
        return {path: self._content(number, last, keeps) for path, number in names.items()}

    def _content(self, number: int, last: int, keeps: Keeps) -> bytes:
        file = self._files[number]
        kept: list[Write | Cut] = []
        for each in file.pending:
            if isinstance(each, Write):
                kept += keeps(each)
            elif each.moment <= last:
                kept.append(each)
        content = bytearray(file.sure)
        _apply(content, kept)
        return bytes(content)

    def _open(self, event: Event) -> None:
        path = event.paths[0]
        if path not in self._names and not event.number & CREATES:
            self._handles[event.handle] = None  # a folder
            return
        if path not in self._names:
            self._files.append(File())
            self._name({path: len(self._files) - 1})
        number = self._names[path]
        self._handles[event.handle] = number
        if event.number & EMPTIES:
            self._files[number].pending.append(Cut(self._moment, 0))

    def _write(self, event: Event) -> None:
        self._pending(event).append(Write(self._moment, event.number, event.text))

    def _truncate(self, event: Event) -> None:
        self._pending(event).append(Cut(self._moment, event.number))

    def _sync(self, event: Event) -> None:
        number = self._handles[event.handle]
        if number is not None:
            self._files[number].sync()
        for naming in self._namings:
            _rename(self._sure_names, naming)
        self._namings.clear()
        self._sure_until = self._moment

    def _unlink(self, event: Event) -> None:
        self._name({event.paths[0]: None})

    def _rename(self, event: Event) -> None:
        source, target = event.paths
        self._name({source: None, target: self._names[source]})

    def _link(self, event: Event) -> None:
        source, target = event.paths
        self._name({target: self._names[source]})

    def _name(self, names: dict[Path, int | None]) -> None:
        self._namings.append(Naming(self._moment, names))
        _rename(self._names, self._namings[-1])

    def _pending(self, event: Event) -> list[Write | Cut]:
        number = self._handles[event.handle]
        return self._files[number].pending if number is not None else []


def _rename(names: dict[Path, int], naming: Naming) -> None:
    for path, number in naming.names.items():
        if number is None:
            names.pop(path, None)
        else:
            names[path] = number


def _apply(content: bytearray, changes: list[Write | Cut]) -> None:
    for each in changes:
        end = each.length if isinstance(each, Cut) else each.offset + len(each.content)
        if len(content) < end:
            content.extend(bytes(end - len(content)))
        if isinstance(each, Cut):
            del content[end:]
        else:
            content[each.offset : end] = each.content


def _sectors(write: Write, keep: Callable[[], bool]) -> list[Write]:
    """The sectors of a write that reached the disk."""
    starts = range(0, len(write.content), SECTOR)
    return [
        Write(write.moment, write.offset + start, write.content[start : start + SECTOR]) for start in starts if keep()
    ]


def _nothing(_source: random.Random, sure: int, _now: int) -> tuple[int, Keeps]:
    """Nothing unsynced arrived."""
    return sure, lambda _write: []


def _everything(_source: random.Random, _sure: int, now: int) -> tuple[int, Keeps]:
    """Everything arrived."""
    return now, lambda write: [write]


def _until(source: random.Random, sure: int, now: int) -> tuple[int, Keeps]:
    """Everything up to a moment arrived, the write of that moment torn."""
    last = source.randint(sure, now)

    def keeps(write: Write) -> list[Write]:
        if write.moment == last:
            return _sectors(write, lambda: source.random() < 0.5)
        return [write] if write.moment < last else []

    return last, keeps


def _some(source: random.Random, sure: int, now: int) -> tuple[int, Keeps]:
    """Whole writes arrived in any order."""
    return source.randint(sure, now), lambda write: [write] if source.random() < 0.5 else []


def _torn(source: random.Random, sure: int, now: int) -> tuple[int, Keeps]:
    """Sectors arrived in any order."""
    share = source.choice((0.1, 0.5, 0.9))
    return source.randint(sure, now), lambda write: _sectors(write, lambda: source.random() < share)


_WAYS = (_nothing, _everything, _until, _some, _torn)

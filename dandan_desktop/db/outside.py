"""The second place: a stick or another disk, known by a small file on it, written to and read back.

Two sticks may take turns: each has an id of its own, and the place on this computer remembers when each was used.
"""

import contextlib
import errno
import json
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from dandan_desktop import paths
from dandan_desktop.db import packages, place, shelf
from dandan_desktop.db.rows import moment
from dandan_desktop.db.shelf import Entry, Use
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.ids import new_uid
from dandan_desktop.domain.progress import SILENT, Progress

STICK = "so-dan-van-usb.json"
FORMAT = "dandan-usb/1"
_FOLDER = "so-dan-van-sao-luu"
_NAMELESS = "ổ ngoài"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BLOCK = 1024 * 1024
_PROBLEMS = {
    errno.ENOSPC: Problem.STICK_FULL,
    errno.EDQUOT: Problem.STICK_FULL,
    errno.EFBIG: Problem.STICK_FULL,
    errno.EROFS: Problem.STICK_READ_ONLY,
    errno.EACCES: Problem.STICK_READ_ONLY,
    errno.EPERM: Problem.STICK_READ_ONLY,
    errno.ENOENT: Problem.STICK_GONE,
    errno.ENOTDIR: Problem.STICK_GONE,
    errno.ENODEV: Problem.STICK_GONE,
    errno.ENXIO: Problem.STICK_GONE,
    errno.ESTALE: Problem.STICK_GONE,
}


def stick_of(second: Path) -> str:
    """The id of the stick now there; empty when it is none of ours, or nothing is there."""
    try:
        with (second / STICK).open("rb") as file:
            content = json.loads(file.read(4096))
        found = content["id"] if content["format"] == FORMAT else ""
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return ""
    return found if isinstance(found, str) and re.fullmatch("[0-9a-f-]{36}", found) else ""


def take_into_use(second: Path) -> str:
    """Make a stick or disk one of ours by a small file on it; returns its id. Raises ClerkError STICK_*, PLACE_*."""
    place.refuse_second_place(second)
    if known := stick_of(second):
        return known
    fresh = new_uid()
    try:
        if not second.is_dir():
            raise ClerkError(Problem.STICK_GONE, path=second)
        paths.write_whole(second / STICK, json.dumps({"format": FORMAT, "id": fresh}).encode())
    except OSError as error:
        raise _told(error, second, 0) from error
    return fresh


def place_on(second: Path, register: str) -> Path:
    """Where the backups of a register (uid) are on a stick."""
    return second / _FOLDER / register


def tops(second: Path) -> list[Path]:
    """The folder that was chosen as the second place and the top of its drive: where a command may put a backup."""
    top = second.absolute()
    while not os.path.ismount(top) and top != top.parent:
        top = top.parent
    return list(dict.fromkeys((second, top)))


def is_same_disk(second: Path, register: Path) -> bool:
    """Whether the second place would die together with the register's disk."""
    try:
        return second.stat().st_dev == register.stat().st_dev
    except OSError:
        return False


def called(uses: Sequence[Use], stick: str, here: Path | None = None) -> str:
    """What a clerk calls a stick, or one that is plugged in `here`; those of one name are told apart by numbers."""
    names = {use.stick: use.name or _NAMELESS for use in uses}
    own = paths.drive_words(here) if here else names.get(stick, _NAMELESS)
    is_alone = all(name != own for other, name in names.items() if other != stick)
    return own if is_alone else f"{own} (số {_LETTERS.index(letter_of(uses, stick)) + 1})"


def letter_of(uses: Sequence[Use], stick: str) -> str:
    """The letter a stick has in the index: A for the first that was used, B for the second."""
    known = {use.stick: use.letter for use in uses}
    free = (letter for letter in _LETTERS if letter not in known.values())
    return known.get(stick) or next(free, "Z")


def take_out(register: str, entry: Entry, second: Path, progress: Progress = SILENT) -> Use:
    """Copy a backup from this computer's place to the stick, read it back and compare; then thin what is there.

    Raises ClerkError: STICK_UNKNOWN for one not taken into use, STICK_GONE when it is not there any more, STICK_FULL,
    STICK_READ_ONLY, STICK_FAILING, STICK_DIFFERS, BACKUP_RUNNING, PACKAGE_DAMAGED for the backup itself.
    """
    own = shelf.own_place(register)
    with shelf.held(own):
        stick = _known_stick(second)
        try:
            _copy_out(own / entry.file, entry, second, register, progress)
        except OSError as error:
            raise _told(error, second, entry.size) from error
        except ClerkError as error:
            raise ClerkError(error.problem, **{**error.facts, "path": second}) from error
        index = shelf.read(own)
        use = Use(stick, letter_of(index.uses, stick), entry.sequence, moment(), paths.drive_words(second))
        uses = [each for each in index.uses if each.stick != stick]
        with contextlib.suppress(OSError):
            shelf.write(own, replace(index, uses=(*uses, use)))
    return use


def _known_stick(second: Path) -> str:
    if not second.is_dir():
        raise ClerkError(Problem.STICK_GONE, path=second)
    stick = stick_of(second)
    if not stick:
        raise ClerkError(Problem.STICK_UNKNOWN, path=second)
    return stick


def _copy_out(source: Path, entry: Entry, second: Path, register: str, progress: Progress) -> None:
    stick, folder = stick_of(second), place_on(second, register)
    folder.mkdir(parents=True, exist_ok=True)
    shelf.clean(folder)
    target = folder / entry.file
    copy_verified(source, target, entry.sha256, progress, lambda: stick_of(second) == stick)
    there = shelf.read(folder)
    others = [each for each in there.entries if each.sequence != entry.sequence]
    shelf.thinned(folder, shelf.with_entry(replace(there, entries=tuple(others)), entry))
    shelf.keep_erased(folder, shelf.erased(source.parent))


def copy_into(source: Path, entry: Entry, folder: Path, progress: Progress = SILENT) -> Path:
    """Put a backup into any folder, read back and compared; nothing else there is touched.

    Raises ClerkError STICK_*.
    """
    target = folder / entry.file
    try:
        copy_verified(source, target, entry.sha256, progress)
    except OSError as error:
        raise _told(error, folder, entry.size) from error
    return target


def copy_verified(
    source: Path, target: Path, digest: str, progress: Progress = SILENT, is_there: Callable[[], bool] = lambda: True
) -> None:
    """Copy a package under a temporary name, read it back from the medium, compare, and only then name it.

    Raises ClerkError STICK_DIFFERS, PACKAGE_DAMAGED when the source itself is not what it was, STICK_GONE when the
    medium is no longer there; OSError.
    """
    fresh = target.with_name(target.name + ".tam")
    try:
        size = source.stat().st_size
        with source.open("rb") as file, fresh.open("wb") as out:
            while block := file.read(_BLOCK):
                out.write(block)
                progress.step(out.tell() // 2, size)
            out.flush()
            os.fsync(out.fileno())
            _forget_cached(out.fileno())
        if packages.digest_of(fresh) != digest:
            is_source_bad = packages.digest_of(source) != digest
            raise ClerkError(Problem.PACKAGE_DAMAGED if is_source_bad else Problem.STICK_DIFFERS, path=target)
        if not is_there():
            raise ClerkError(Problem.STICK_GONE, path=target)
        paths.give_name(fresh, target)
        paths.settle(target.parent)
        progress.step(size, size)
    finally:
        with contextlib.suppress(OSError):
            fresh.unlink()


def _forget_cached(handle: int) -> None:
    """Let reading back reach the medium, where the system can be asked to; elsewhere it may answer from memory."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)


def _told(error: OSError, second: Path, size: int) -> ClerkError:
    problem = _PROBLEMS.get(error.errno or 0, Problem.STICK_FAILING)
    if problem is Problem.STICK_FAILING and not second.is_dir():
        problem = Problem.STICK_GONE
    return ClerkError(problem, path=second, need=size // (1024 * 1024) + 1)

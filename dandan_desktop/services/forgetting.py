"""Deleting what still holds somebody who was erased: older backups wherever they lie, and registers kept aside.

What goes is counted once: what was told is what is deleted, and what could not be is named.
"""

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dandan_desktop.db import history, outside, packages, rotation, shelf, swap
from dandan_desktop.db.register import Register
from dandan_desktop.db.store import Store
from dandan_desktop.domain.errors import ClerkError
from dandan_desktop.domain.progress import SILENT, Progress
from dandan_desktop.domain.thinning import Kind
from dandan_desktop.services import backups

__all__ = ["Forgotten", "Old", "forget", "lasting", "older"]

HERE, BESIDE = "máy này", "thư mục của sổ"


@dataclass(frozen=True, slots=True)
class Old:
    """A file that holds the register as it once was, and where it lies, in words.

    `is_register`: a register that a restore kept aside, not a backup. `lasts`: nothing deletes it by itself.
    `is_of_branch`: it comes from another branch of the register, begun by a restore.
    """

    path: Path
    place: str
    is_register: bool = False
    lasts: bool = False
    is_of_branch: bool = False


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was deleted: backups and registers kept aside; what could not be; what sticks not plugged in are called."""

    backups: int
    registers: int
    left: tuple[Old, ...]
    away: tuple[str, ...]


def older(register: Register) -> list[Old]:
    """Everything that can be reached now and holds the register as it was: in our places, beside them, beside it."""
    found = backups.own_reading(register, lambda store: [*_in_places(register, store), *_by_hand(register, store)])
    aside = swap.asides(register.path)
    unique = {each.path.resolve(): each for each in reversed(found)}
    kept = [Old(file, BESIDE, is_register=True, lasts=True) for file in aside if swap.is_aside_of(file, register.uid)]
    return [*sorted(unique.values(), key=lambda each: (each.lasts, each.place, each.path.name)), *kept]


def lasting(register: Register) -> list[Old]:
    """What no policy ever lets go: registers that restores kept aside, and backups that a command put somewhere."""
    return [each for each in older(register) if each.lasts]


def forget(register: Register, old: Sequence[Old], progress: Progress = SILENT) -> Forgotten:
    """Make a new backup, take it to the stick now plugged in, and only then delete what was told.

    Raises ClerkError as `backups.back_up`, and STICK_*; nothing was deleted then.
    """
    made = backups.back_up(register, Kind.AFTER_ERASE, progress)
    second = backups.second_place(register)
    stick = outside.stick_of(second) if second else ""
    if second and stick:
        outside.take_out(register.uid, made.entry, second, progress)
    for folder in {each.path.parent for each in old if not each.lasts}:
        shelf.delete(folder, [each.path for each in old if each.path.parent == folder])
    for each in old:
        if each.is_register:
            swap.discard_aside(each.path)
        else:
            with contextlib.suppress(OSError):
                each.path.unlink(missing_ok=True)
    left = tuple(each for each in old if each.path.exists())
    gone = [each for each in old if each not in left]
    index = shelf.read(shelf.own_place(register.uid))
    away = tuple(outside.called(index.uses, use.stick) for use in index.uses if use.stick != stick)
    registers = sum(each.is_register for each in gone)
    return Forgotten(len(gone) - registers, registers, left, away)


def _in_places(register: Register, store: Store) -> Iterator[Old]:
    """The packages of this computer's place and of the stick's; one that cannot be read lies there all the same."""
    for place, folder in _places(register):
        for file in shelf.files(folder):
            yield Old(file, place, is_of_branch=_is_of_branch(register, store, file) or False)


def _places(register: Register) -> Iterator[tuple[str, Path]]:
    own = shelf.own_place(register.uid)
    yield HERE, own
    second = backups.second_place(register)
    stick = outside.stick_of(second) if second else ""
    if second and stick:
        yield outside.called(shelf.read(own).uses, stick, second), outside.place_on(second, register.uid)


def _by_hand(register: Register, store: Store) -> Iterator[Old]:
    """The packages of this register that a command or a person put beside our places."""
    folders = [(BESIDE, register.path.parent)]
    second = backups.second_place(register)
    if second is not None:
        folders += [(str(folder), folder) for folder in outside.tops(second)]
    for place, folder in folders:
        for file in _packages(folder):
            is_of_branch = _is_of_branch(register, store, file)
            if is_of_branch is not None:
                yield Old(file, place, lasts=True, is_of_branch=is_of_branch)


def _packages(folder: Path) -> Iterable[Path]:
    try:
        return sorted(file for file in folder.iterdir() if file.name.endswith(packages.SUFFIX))
    except OSError:
        return ()


def _is_of_branch(register: Register, store: Store, file: Path) -> bool | None:
    """Whether a package comes from another branch of this register; None where it is of no such register at all."""
    try:
        package = packages.read(file)
    except ClerkError:
        return None
    if package.manifest.register != register.uid:
        return None
    keys = [register.data_key, *rotation.former_keys(register.facts)]
    key = next((key for key in keys if packages.fits(package, key)), None)
    if key is None:
        return True
    sealed = packages.unsealed(package, key)
    return not history.is_on_line(store.connection, sealed.deeds, sealed.head)

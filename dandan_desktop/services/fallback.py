"""What a damaged register can be replaced by: the newest good backup on this computer, and what is not in it."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dandan_desktop.db import keys, shelf
from dandan_desktop.db.engine import problem_of
from dandan_desktop.domain.dates import show_moment
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.faults import Fault, is_damage, words


@dataclass(frozen=True, slots=True)
class FallBack:
    """The newest good backup on this computer: its number, file and time."""

    sequence: int
    file: Path
    made_at: datetime


def fall_back(path: Path) -> FallBack | None:
    """The newest good backup of the register in this file, known by its key file; None when there is none."""
    for copy in keys.places(path)[:2]:
        try:
            register = keys.loads(copy.read_bytes()).register
        except (OSError, ClerkError):
            continue
        folder = shelf.own_place(register)
        for entry in reversed(shelf.read(folder).entries):
            if entry.is_good and shelf.is_whole(folder, entry):
                return FallBack(entry.sequence, folder / entry.file, entry.at.astimezone())
    return None


def damaged(path: Path) -> ClerkError:
    """What a clerk is told of a damaged register: REGISTER_DAMAGED_SINCE with the newest good backup, if any."""
    backup = fall_back(path)
    if backup is None:
        return ClerkError(Problem.REGISTER_DAMAGED, path=path)
    made = show_moment(backup.made_at)
    return ClerkError(Problem.REGISTER_DAMAGED_SINCE, path=path, number=backup.sequence, made=made, file=backup.file)


def found(path: Path, faults: Sequence[Fault]) -> ClerkError:
    """What a clerk is told of a register in which these faults were found."""
    return damaged(path) if is_damage(faults) else ClerkError(Problem.CHECK_FOUND, what=words(faults))


def is_of_damage(error: BaseException | None) -> bool:
    """Whether a bug came of a register that cannot be read: then nobody may be told that all is safe in it."""
    while error is not None:
        if isinstance(error, Exception) and problem_of(error) is Problem.REGISTER_DAMAGED:
            return True
        error = error.__cause__ or error.__context__
    return False


@contextlib.contextmanager
def offering(path: Path) -> Iterator[None]:
    """Tell of a damaged register also which backup to go back to; raises ClerkError REGISTER_DAMAGED_SINCE."""
    try:
        yield
    except ClerkError as error:
        if error.problem is not Problem.REGISTER_DAMAGED:
            raise
        raise damaged(path) from error

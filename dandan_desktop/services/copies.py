"""What is done with backups that were made: their reports, taking them out by themselves, trying one, forgetting old.

Every function opens what it needs itself, so that any thread may call it.
"""

import contextlib
import shutil
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from dandan_desktop import paths
from dandan_desktop.db import checks, outside, packages, rotation, shelf
from dandan_desktop.db.backups import Made
from dandan_desktop.db.register import Register
from dandan_desktop.db.shelf import Entry, Use
from dandan_desktop.db.store import Store
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.files import folder_error
from dandan_desktop.domain.progress import SILENT, Progress
from dandan_desktop.domain.scope import ANYBODY
from dandan_desktop.domain.thinning import Kind
from dandan_desktop.services import backups, restoring
from dandan_desktop.services.erasing import erased_uids, gone_from_backups_on

_DRILL = "thu-khoi-phuc"


@dataclass(frozen=True, slots=True)
class Drill:
    """A backup that was restored to a copy on trial: its number, and by noun what it told and what the copy held.

    `erased` records of what it told were erased for good since and are rightly not there.
    """

    sequence: int
    told: dict[str, int]
    found: dict[str, int]
    erased: int

    @property
    def is_good(self) -> bool:
        """Whether the copy held what the backup told."""
        more = any(count > self.told.get(table, 0) for table, count in self.found.items())
        return not more and sum(self.told.values()) - sum(self.found.values()) <= self.erased


@dataclass(frozen=True, slots=True)
class Listed:
    """A backup that can be reached now: what its index says, its file, and in which places it lies, in words.

    `is_aside`: of another branch of the register, as the time a restore went back behind, or a second file of it.
    """

    entry: Entry
    path: Path
    places: tuple[str, ...]
    is_aside: bool = False


def listed(register: Register) -> list[Listed]:
    """The backups on this computer and on the stick of ours now plugged in that open with our keys, the newest first.

    Of a stick that is not, only the last backup taken out on it is known.
    """
    own = shelf.own_place(register.uid)
    index = backups.fitting(register, own)
    found = {entry.sequence: Listed(entry, own / entry.file, ("máy này",)) for entry in index.entries}
    second = backups.second_place(register)
    stick = outside.stick_of(second) if second else ""
    if second and stick:
        there = outside.place_on(second, register.uid)
        called = outside.called(index.uses, stick, second)
        for entry in backups.fitting(register, there).entries:
            known = found.get(entry.sequence, Listed(entry, there / entry.file, ()))
            found[entry.sequence] = _also(known, called)
        for entry in index.entries:  # a command puts a backup where it is told, beside the place of ours
            if shelf.is_copy(second / entry.file, entry, register.uid):
                found[entry.sequence] = _also(found[entry.sequence], called)
    for use in index.uses:
        if use.stick != stick and use.sequence in found:
            away = f"{outside.called(index.uses, use.stick)} (không cắm)"
            found[use.sequence] = _also(found[use.sequence], away)
    mine = backups.own(register, [each.entry for each in found.values()])
    marked = [replace(each, is_aside=each.entry not in mine) for each in found.values()]
    return sorted(marked, key=lambda each: -each.entry.sequence)


def _also(copy: Listed, place: str) -> Listed:
    return copy if place in copy.places else replace(copy, places=(*copy.places, place))


def look_over(register: Register, progress: Progress = SILENT) -> list[Entry]:
    """Look at every backup on this computer again; one that rotted is marked, and no longer offered. Returns those.

    Raises ClerkError BACKUP_RUNNING, FOLDER_*, DISK_*; and Cancelled.
    """
    folder = shelf.own_place(register.uid)
    try:
        return shelf.look_over(folder, progress) if folder.is_dir() else []
    except OSError as error:
        raise folder_error(error, folder) from error


def gone_on(register: Register) -> date | None:
    """The day by which the last backup made until now is thinned away; None when there is none."""
    folders, second = [shelf.own_place(register.uid)], backups.second_place(register)
    folders += [outside.place_on(second, register.uid)] if second else []
    every = (entry for folder in folders for entry in shelf.read(folder).entries)
    return gone_from_backups_on(entry.at.astimezone().date() for entry in every)


def opened(register: Register, copy: Listed) -> Made:
    """A backup with what it holds, as its report tells it; raises ClerkError PACKAGE_*, FILE_*."""
    package = packages.read(copy.path)
    known = [register.data_key, *rotation.former_keys(register.facts)]
    key = next((key for key in known if packages.fits(package, key)), None)
    if key is None:
        raise ClerkError(Problem.PACKAGE_OF_ANOTHER, path=copy.path)
    return Made(copy.path, copy.entry, packages.unsealed(package, key))


def counts_now(register: Register) -> dict[str, int]:
    """How many live records each noun has now, whatever the reader may see."""
    store = register.store(reader=ANYBODY._replace(uid=register.reader.uid, name=register.reader.name))
    try:
        return checks.counts(store)
    finally:
        store.close()


def at_end(register: Register, progress: Progress = SILENT) -> None:
    """What the end of a session does: a backup when something changed, taken out when a stick of ours is there.

    Raises ClerkError as `backups.back_up` and `take_out_if_there`; and Cancelled.
    """
    backups.back_up_if_changed(register, Kind.EXIT, progress)
    take_out_if_there(register, progress)


def take_out_if_there(register: Register, progress: Progress = SILENT) -> Use | None:
    """Take the newest backup to a stick of ours that is plugged in and lacks it; None when there is nothing to do.

    The sticks of an office are for its register: that of the practice office goes there only when somebody says so.

    Raises ClerkError STICK_*, PACKAGE_DAMAGED, BACKUP_RUNNING.
    """
    second = None if register.is_practice else backups.second_place(register)
    stick = outside.stick_of(second) if second else ""
    newest = backups.newest(register) if second and stick else None
    if second is None or newest is None:
        return None
    uses = shelf.read(shelf.own_place(register.uid)).uses
    last = max((use.sequence for use in uses if use.stick == stick), default=0)
    if last >= newest.sequence:
        return None
    return outside.take_out(register.uid, newest, second, progress)


def remember_erased(register: Register, store: Store) -> None:
    """Let this computer's place and the stick now plugged in know at once who was erased for good.

    Practising writes on no stick. What cannot be written now is written with the next backup.
    """
    second = None if register.is_practice else backups.second_place(register)
    folders = [shelf.own_place(register.uid)]
    if second and outside.stick_of(second):
        folders.append(outside.place_on(second, register.uid))
    for folder in folders:
        with contextlib.suppress(OSError):
            shelf.keep_erased(folder, erased_uids(store))


def try_out(register: Register, file: Path, progress: Progress = SILENT) -> Drill:
    """Restore a backup to a copy, compare what it holds with what it tells, and delete the copy (B5).

    The register itself is not touched. Raises ClerkError: NOT_ALLOWED, PACKAGE_*, DISK_*, FOLDER_*; and Cancelled.
    """
    folder = paths.data_folder() / _DRILL
    target = folder / f"{_DRILL}{paths.SUFFIX}"
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        preview = restoring.look(file, target, register=register)
        done = restoring.restore(preview, progress)
        return Drill(preview.sequence, preview.counts, _held(target, preview), done.erased)
    except OSError as error:
        raise folder_error(error, folder) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _held(target: Path, preview: restoring.Preview) -> dict[str, int]:
    current = preview.plan.current
    restored = Register.open_with_key(target, current.data_key if current else preview.plan.data_key)
    with contextlib.closing(restored):
        return counts_now(restored)

"""Backups of an open register: when one is due, making it, taking it out on a stick, and what the window tells of it.

Every function opens a connection of its own, so that any thread may call it.
"""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum, auto
from pathlib import Path
from typing import TypeVar

from dandan_desktop import paths, settings
from dandan_desktop.db import backups, checks, engine, history, outside, packages, rotation, shelf
from dandan_desktop.db.backups import Made, Original
from dandan_desktop.db.place import refuse_second_place
from dandan_desktop.db.register import Register
from dandan_desktop.db.shelf import Entry, Index, Use
from dandan_desktop.db.store import Store
from dandan_desktop.domain import clock
from dandan_desktop.domain.dates import show_date, show_moment
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.messages import sentences
from dandan_desktop.domain.nouns import NOUNS
from dandan_desktop.domain.numbers import show_int
from dandan_desktop.domain.progress import SILENT, Progress
from dandan_desktop.domain.scope import ANYBODY
from dandan_desktop.domain.thinning import KINDS, Kind
from dandan_desktop.services import sheet_files
from dandan_desktop.services.fallback import offering
from dandan_desktop.services.sheet_files import SheetFile

T = TypeVar("T")
EVERY = timedelta(hours=2)
"""How often an open register that changed is backed up."""
BANNER_DAYS, RED_DAYS, DRILL_DAYS = 7, 14, 90
_NO_CHANGE = ("back_up", "unlock")


class Level(IntEnum):
    """How loudly something is told."""

    NOTICE = auto()
    BANNER = auto()
    RED = auto()


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something about the backups that somebody must see to; two sentences, and the first of them alone."""

    level: Level
    problem: Problem
    text: str
    brief: str


@dataclass(frozen=True, slots=True)
class Status:
    """All the window tells of the backups of a register.

    `others` are the backups of another branch of the register, which its keys do not open. `stick` is what the
    stick now there is called (empty: none of ours), `last_stick` the one used last, `next_stick` whose turn it is when
    there are several; `days_outside`
    counts from the last copy taken out, or from the register's making; `was_drilled` says that somebody once tried to
    restore a backup on this machine; `sheet_files` are recovery sheets that lie on a disk still.
    """

    last: Entry | None
    kept: tuple[Entry, ...]
    others: tuple[Entry, ...]
    is_changed: bool
    folder: Path
    second_place: Path | None
    stick: str
    last_stick: str
    next_stick: str
    uses: tuple[Use, ...]
    days_outside: int
    is_drill_due: bool
    was_drilled: bool
    sheet_files: tuple[SheetFile, ...]
    alarms: tuple[Alarm, ...]
    line: str
    """The words of the status line."""

    @property
    def level(self) -> Level:
        """How loud the loudest alarm is."""
        return max((alarm.level for alarm in self.alarms), default=Level.NOTICE)


@contextlib.contextmanager
def own_store(register: Register) -> Iterator[Store]:
    """A store of the program itself, under the name of who opened the register."""
    program = ANYBODY._replace(uid=register.reader.uid, name=register.reader.name)
    with contextlib.closing(register.store(reader=program)) as store:
        yield store


def own_reading(register: Register, reading: Callable[[Store], T]) -> T:
    """What the program itself reads of a register; a disk that answered wrongly is asked once more (R8)."""

    def once() -> T:
        with own_store(register) as store:
            return reading(store)

    return engine.twice(once)


def back_up(register: Register, kind: Kind = Kind.BY_HAND, progress: Progress = SILENT) -> Made:
    """Make a backup of an open register on this computer, looked over before it gets its name.

    What a disk did wrong is tried once more (R8): it may have been the reading.

    Raises ClerkError: BACKUP_NO_KEYS, BACKUP_FAILED_CHECK, BACKUP_RUNNING, DISK_FULL, DISK_FAILING, FOLDER_*,
    REGISTER_DAMAGED*; and Cancelled. Nothing of a failed one carries a final name.
    """

    def once() -> Made:
        with own_store(register) as store:
            original = Original(register.path, register.uid, store.connection, register.data_key)
            made = backups.make(original, kind, progress)
            with contextlib.suppress(ClerkError), store.change("back_up") as deed:  # one that only reads has none
                deed.note = str(made.entry.sequence)
        return made

    with offering(register.path):
        return engine.twice(once)


def is_changed(register: Register) -> bool:
    """Whether something was done since the last good backup; opening the register and backing it up are nothing."""
    last = newest(register)
    if last is None or not last.is_good:
        return True
    return own_reading(register, lambda store: _is_changed(store, last))


def fitting(register: Register, folder: Path) -> Index:
    """The index of a place with only the backups that the keys of this register open.

    Others come from a branch of it that goes on under other keys. What lies on this register's own line needs no look.
    """
    index = shelf.read(folder)

    def entries(store: Store) -> tuple[Entry, ...]:
        return tuple(entry for entry in index.entries if _opens(register, store, folder, entry))

    return replace(index, entries=own_reading(register, entries))


def own(register: Register, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Those backups that hold nothing but what this register went through.

    Not so the time a restore went back behind, nor what a second file of the same register was used for.
    """
    return own_reading(register, lambda store: tuple(entry for entry in entries if _is_own(store, entry)))


def _is_own(store: Store, entry: Entry) -> bool:
    return history.is_on_line(store.connection, entry.deed, entry.head)


def newest(register: Register) -> Entry | None:
    """The newest backup on this computer of what this register holds."""
    return next(reversed(own(register, shelf.read(shelf.own_place(register.uid)).entries)), None)


def _opens(register: Register, store: Store, folder: Path, entry: Entry) -> bool:
    if _is_own(store, entry):
        return True
    try:
        package = packages.read(folder / entry.file)
    except ClerkError:
        return True  # a bad one is told as bad, whose ever it is
    return any(packages.fits(package, key) for key in (register.data_key, *rotation.former_keys(register.facts)))


def _is_changed(store: Store, last: Entry) -> bool:
    marks = ", ".join("?" * len(_NO_CHANGE))
    later = store.query(f"SELECT 1 FROM deeds WHERE id > ? AND name NOT IN ({marks}) LIMIT 1", (last.deed, *_NO_CHANGE))
    return bool(later)


def is_due(register: Register, now: datetime | None = None) -> bool:
    """Whether two hours went by since the last backup, by a clock that may have jumped, and something was done."""
    last = newest(register)
    if last is not None and last.is_good and abs((now or datetime.now(UTC)) - last.at) < EVERY:
        return False
    return is_changed(register)


def back_up_if_changed(register: Register, kind: Kind, progress: Progress = SILENT) -> Made | None:
    """Back up at the end of a session, or before something risky, when the last backup lacks something."""
    return back_up(register, kind, progress) if is_changed(register) else None


def choose_second_place(second: Path, register: Register) -> str:
    """Take a stick or disk into use as the second place; returns what it is called.

    Practising leaves that of the offices as it is. Raises ClerkError STICK_*, PLACE_ON_NETWORK, PLACE_IN_SYNC_FOLDER.
    """
    refuse_second_place(second)
    stick = outside.take_into_use(second)
    settings.remember(**{"practice_place" if register.is_practice else "second_place": str(second)})
    return outside.called(shelf.read(shelf.own_place(register.uid)).uses, stick, second)


def take_outside(register: Register, progress: Progress = SILENT, second: Path | None = None) -> Use:
    """Take the newest backup, made first when something changed, to the second place; read back and compared.

    Raises ClerkError: NO_SECOND_PLACE, STICK_*, and as `back_up`.
    """
    place = second or second_place(register)
    if place is None:
        raise ClerkError(Problem.NO_SECOND_PLACE)
    back_up_if_changed(register, Kind.BY_HAND)
    last = newest(register) or back_up(register).entry
    return outside.take_out(register.uid, last, place, progress)


def second_place(register: Register) -> Path | None:
    """The stick or disk chosen on this machine; the practice office has its own, so that trying out changes nothing."""
    known = settings.read()
    chosen = known.practice_place if register.is_practice else known.second_place
    return Path(chosen) if chosen else None


def second_places() -> list[Path]:
    """Every stick or disk chosen on this machine, for a register that nobody has opened yet."""
    known = settings.read()
    return [Path(chosen) for chosen in (known.second_place, known.practice_place) if chosen]


def is_beside(register: Register, folder: Path) -> bool:
    """Whether a folder would be lost together with the disk of the register."""
    return outside.is_same_disk(folder, register.path)


def copy_to(made: Made, folder: Path, progress: Progress = SILENT) -> Path:
    """Put a backup into any folder too, read back and compared; returns the file. Raises ClerkError STICK_*."""
    return outside.copy_into(made.path, made.entry, folder, progress)


def status(register: Register, now: datetime | None = None) -> Status:
    """All the window tells of the backups of a register."""
    now = now or datetime.now(UTC)
    folder = shelf.own_place(register.uid)
    every, index = shelf.read(folder), fitting(register, folder)
    mine = replace(index, entries=own(register, index.entries))
    last = next(reversed(mine.entries), None)

    def read(store: Store) -> tuple[bool, list[datetime]]:
        times = store.query("SELECT at FROM deeds ORDER BY id DESC LIMIT 20")
        return last is None or _is_changed(store, last), [shelf.moment_of(at) for (at,) in times]

    has_changed, stored = own_reading(register, read)
    second = second_place(register)
    stick = outside.stick_of(second) if second else ""
    days = _days_outside(register, index, now)
    stored += [entry.at for entry in index.entries[-1:]]
    alarms = [*_alarms(register, mine, second, days), *_clock_alarms(now, stored)]
    return Status(
        last=last,
        kept=tuple(reversed(index.entries)),
        others=tuple(entry for entry in every.entries if entry not in index.entries),
        is_changed=has_changed,
        folder=folder,
        second_place=second,
        stick=outside.called(index.uses, stick, second) if stick else "",
        last_stick=outside.called(index.uses, index.uses[-1].stick) if index.uses else "",
        next_stick=_next_stick(index),
        uses=index.uses,
        days_outside=days,
        is_drill_due=is_drill_due(register, now.date()),
        was_drilled=last_drill(register) is not None,
        sheet_files=sheet_files.left(register),
        alarms=tuple(sorted(alarms, key=lambda alarm: -alarm.level)),
        line=_line(mine, days, now),
    )


def _next_stick(index: Index) -> str:
    return outside.called(index.uses, index.uses[0].stick) if len(index.uses) > 1 else ""


def _days_outside(register: Register, index: Index, now: datetime) -> int:
    since = shelf.moment_of(index.uses[-1].at if index.uses else register.facts.get("made_at", ""))
    return max(0, (now.astimezone().date() - since.astimezone().date()).days) if since.year > 1 else RED_DAYS


def _alarm(level: Level, problem: Problem, **facts: object) -> Alarm:
    said = sentences(ClerkError(problem, **facts))
    return Alarm(level, problem, " ".join(said), said[0])


def _alarms(register: Register, index: Index, second: Path | None, days: int) -> Iterator[Alarm]:
    if index.failure:
        problem = _problem(index.failure)
        if problem is Problem.REGISTER_DAMAGED:
            yield _alarm(Level.RED, problem, path=register.path)
        else:
            yield _alarm(Level.RED, Problem.BACKUP_FAILED_LAST, why=_why(problem, register))
    if index.entries and index.entries[-1].is_shrunk:
        yield _alarm(Level.RED, Problem.BACKUP_SHRUNK, sequence=index.entries[-1].sequence)
    if not index.entries:
        yield _alarm(Level.NOTICE, Problem.NO_BACKUP_YET)
    if register.is_practice:
        return
    if days >= BANNER_DAYS:
        yield _alarm(Level.RED if days >= RED_DAYS else Level.BANNER, Problem.OUTSIDE_OVERDUE, days=days)
    if second is None:
        yield _alarm(Level.NOTICE, Problem.NO_SECOND_PLACE)
    elif outside.is_same_disk(second, register.path):
        yield _alarm(Level.BANNER, Problem.STICK_IS_SAME_DISK)
    if not register.has_recovery_sheet:
        yield _alarm(Level.BANNER, Problem.NO_RECOVERY_SHEET)


def _why(problem: Problem, register: Register) -> str:
    """Why the last backup failed, told of the backup and not of a file nobody knows."""
    told_of = register.path if problem is Problem.BACKUP_NO_KEYS else "bản sao"
    free = paths.free_megabytes(shelf.own_place(register.uid))
    return sentences(ClerkError(problem, path=told_of, free=free))[0]


def _problem(name: str) -> Problem:
    return Problem[name] if name in Problem.__members__ else Problem.BACKUP_FAILED_CHECK


def _clock_alarms(now: datetime, stored: list[datetime]) -> Iterator[Alarm]:
    if clock.is_behind(now, stored):
        known = clock.last_known(stored)
        yield _alarm(Level.BANNER, Problem.CLOCK_BEHIND, now=show_moment(now), known=show_moment(known))
    elif clock.is_ahead(now):
        yield _alarm(Level.BANNER, Problem.CLOCK_AHEAD, now=show_moment(now))


def _line(index: Index, days: int, now: datetime) -> str:
    if not index.entries:
        return "Chưa sao lưu"
    at = index.entries[-1].at.astimezone()
    when = f"{at:%H:%M}" if at.date() == now.astimezone().date() else show_date(at.date())
    taken = (
        "chưa chép ra ổ ngoài"
        if not index.uses
        else f"chép ra ổ ngoài {days} ngày trước"
        if days
        else "chép ra ổ ngoài hôm nay"
    )
    look = "đã kiểm tra" if index.entries[-1].is_good else "không qua kiểm tra"
    return f"Bản sao gần nhất {when}, {look}, {taken}"


def last_drill(register: Register) -> date | None:
    """When somebody last tried to restore a backup on this machine; practising is counted apart."""
    known = settings.read()
    try:
        return date.fromisoformat(known.practice_drill if register.is_practice else known.last_drill)
    except ValueError:
        return None


def is_drill_due(register: Register, today: date) -> bool:
    """Whether nobody tried to restore a backup on this machine for ninety days, or ever (B5)."""
    last = last_drill(register)
    return last is None or (today - last).days >= DRILL_DAYS


def drill_done(register: Register, today: date) -> None:
    """Remember that somebody tried to restore a backup."""
    settings.remember(**{"practice_drill" if register.is_practice else "last_drill": today.isoformat()})


def head_shown(made: Made) -> str:
    """The head of the history chain a backup holds, in groups of four digits."""
    return checks.shown(bytes.fromhex(made.sealed.head)) or "—"


def report(register: Register, made: Made) -> str:
    """A backup of this register told on one page in words, with what proves later that no history was cut off.

    It names nobody. That of the practice office begins with the mark of all its papers.
    """
    from dandan_desktop.documents.practice_mark import MARK

    lines = [
        *([MARK] if register.is_practice else []),
        "BÁO CÁO SAO LƯU",
        f"Cơ quan: {made.sealed.office or 'chưa chọn'}",
        f"Bản sao số: {made.entry.sequence}",
        f"Lúc: {show_moment(made.entry.at)} ({KINDS[made.entry.kind]})",
        f"Tệp: {made.entry.file}",
        f"Số việc trong nhật ký: {show_int(made.sealed.deeds)}",
        f"Mã kiểm tra nhật ký: {head_shown(made)}",
        *(f"{noun.label}: {show_int(made.sealed.counts.get(noun.table, 0))}" for noun in NOUNS),
    ]
    return "\n".join(lines) + "\n"

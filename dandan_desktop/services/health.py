"""What is looked over when: every page after each opening, everything once a week.

A fault counts only when a second look, on a fresh connection two seconds later, finds it too (`reliability.md` R8).
The day of the last full check is kept per register in this user's data folder: looking writes nothing into the
register (`settled` 13), and it is this computer's disk that was looked at.
"""

import contextlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from dandan_desktop import paths
from dandan_desktop.db import checks, engine, files, soundness
from dandan_desktop.db.register import Register
from dandan_desktop.db.store import Store
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.faults import Fault
from dandan_desktop.domain.progress import SILENT, Progress
from dandan_desktop.services import fallback, moves, registers, scopes
from dandan_desktop.services.registers import Report

_KEPT = "kiem-tra.json"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Health:
    """What two looks found wrong, and the numbers of the pages that cannot be read."""

    faults: tuple[Fault, ...] = ()
    pages: tuple[int, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


Look = Callable[[Store, Progress], Health]


def quick(register: Register, progress: Progress = SILENT) -> Health:
    """Whether every page of the file can be read and bears the mark of the key; takes no store of the caller's.

    Raises ClerkError for what disk and file did twice.
    """
    return _looked(register, _pages, progress)


def full(register: Register, progress: Progress = SILENT) -> Health:
    """Look everything over: pages, structure, references, triggers, seals, states, files, search; a week's
    peace.

    Raises Cancelled between two steps, and ClerkError for what disk and file did twice.
    """
    found = _looked(register, _everything, progress)
    if found.is_sound:
        _keep(register.uid, reading(register, soundness.lived))
    return found


def report(register: Register, *, is_full: bool = False) -> Report:
    """What is wrong with a register and how many live records each noun has, none where they cannot be counted.

    Raises ClerkError for what disk and file did twice.
    """
    found = full(register) if is_full else _looked(register, _plain, SILENT)
    if Fault.PAGES in found.faults:
        return Report(found.faults, {})
    return reading(register, lambda store: Report(found.faults, checks.counts(store), scopes.organisations(store)))


def is_full_due(register: Register, store: Store) -> bool:
    """Whether a week went by since the last full check that found nothing, by the register's own count."""
    last = _kept().get(register.uid)
    now = soundness.lived(store)
    return last is None or not last <= now < last + soundness.WEEK


def _looked(register: Register, look: Look, progress: Progress) -> Health:
    """The second look where the first one found anything; a page counts only when neither could read it."""
    first = Health()
    with contextlib.suppress(ClerkError):
        first = _once(register, look, progress)
        if first.is_sound:
            return first
    engine.pause()
    second = _once(register, look, progress)
    pages = tuple(page for page in second.pages if not first.faults or page in first.pages)
    faults = tuple(fault for fault in second.faults if fault is not Fault.PAGES or pages)
    return Health(faults, pages)


def reading(register: Register, read: Callable[[Store], T]) -> T:
    """What reading gives, on a fresh connection each, once more where the first one failed; takes no store of ours.

    Raises what the second reading raises.
    """

    def once() -> T:
        with _store(register) as store:
            return read(store)

    return engine.twice(once)


def is_doubtful(register: Register, error: ClerkError) -> bool:
    """Whether a problem may be a disk that answered wrongly but once when this register was read or written."""
    return error.problem in engine.UNSURE and error.facts.get("path") == register.path


def looked_again(register: Register, error: ClerkError) -> ClerkError:
    """What a clerk is told of a problem once a doubtful one was followed by a look at every page of the register.

    READ_FAILED_ONCE of a sound one, damage with what to go back to, or what the disk does again.
    """
    if not is_doubtful(register, error):
        return error
    engine.pause()
    try:
        found = quick(register)
    except ClerkError as again:
        return fallback.damaged(register.path) if again.problem is Problem.REGISTER_DAMAGED else again
    if found.is_sound:
        return ClerkError(Problem.READ_FAILED_ONCE, path=register.path)
    return fallback.found(register.path, found.faults)


def _once(register: Register, look: Look, progress: Progress) -> Health:
    with _store(register) as store:
        return look(store, progress)


@contextlib.contextmanager
def _store(register: Register) -> Iterator[Store]:
    store = register.store()
    try:
        yield store
    finally:
        store.close()


def _pages(store: Store, progress: Progress) -> Health:
    progress.step(0, 1)
    pages = tuple(soundness.bad_pages_of(store))
    progress.step(1, 1)
    return Health((Fault.PAGES,) * bool(pages), pages)


def _plain(store: Store, _progress: Progress) -> Health:
    found = registers.check(store).faults
    return Health(found, tuple(soundness.bad_pages_of(store)) if Fault.PAGES in found else ())


_STEPS: tuple[tuple[Fault, Callable[[Store], bool]], ...] = (
    (Fault.STRUCTURE, soundness.is_structure_sound),
    (Fault.REFERENCES, lambda store: not checks.has_stray_references(store)),
    (Fault.TRIGGERS, lambda store: not checks.missing_triggers(store)),
    (Fault.SEALS, lambda store: checks.verify(store).holds),
    (Fault.STATES, lambda store: not any(moves.strayed(store, road) for road in moves.ROADS)),
    (Fault.FILES, files.are_whole),
    (Fault.SEARCH, soundness.is_search_true),
)


def _everything(store: Store, progress: Progress) -> Health:
    """What cannot be read at all is damage as well: with pages named, the other steps would only say it again."""
    total = len(_STEPS) + 1
    progress.step(0, total)
    pages = tuple(soundness.bad_pages_of(store))
    if pages:
        return Health((Fault.PAGES,), pages)
    found = []
    for done, (fault, is_good) in enumerate(_STEPS, 1):
        progress.step(done, total)
        if not is_good(store):
            found.append(fault)
    progress.step(total, total)
    return Health(tuple(found))


def _kept() -> dict[str, int]:
    """The count at the last full check, by register."""
    try:
        content = json.loads((paths.data_folder() / _KEPT).read_text(encoding="utf-8"))
        return {str(uid): int(lived) for uid, lived in content.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError, OverflowError):
        return {}


def _keep(register: str, lived: int) -> None:
    """A machine that cannot keep it looks again next time."""
    target = paths.data_folder() / _KEPT
    with contextlib.suppress(OSError):
        target.parent.mkdir(parents=True, exist_ok=True)
        paths.write_whole(target, json.dumps({**_kept(), register: lived}).encode())

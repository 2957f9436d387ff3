"""From a passphrase to the data key: the key file or the first of its copies that opens the pages.

Where none is left beside the register or in the data folder, a backup on this computer still carries one.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path

from dandan_desktop.db import keys, tries
from dandan_desktop.db.engine import connect, twice
from dandan_desktop.db.keys import KeyFile, Opener
from dandan_desktop.db.newer import refuse_unsettled
from dandan_desktop.db.tries import Patience
from dandan_desktop.domain.errors import ClerkError, Problem

_MOST_BYTES = 1024 * 1024
_KEY_PROBLEMS = (Problem.REGISTER_DAMAGED, Problem.WRONG_PASSPHRASE, Problem.KEY_FILE_DAMAGED)
"""What a key file may be told, the most telling first: its key fits no page, nobody of this name has a slot, no slot
opens, it is none.
"""


@dataclass(slots=True)
class _Known:
    """The key files that may be this register's: those beside it, then those kept in the data folder."""

    near: list[KeyFile] = field(default_factory=list)
    far: list[KeyFile] = field(default_factory=list)
    is_near_damaged: bool = False

    @property
    def register(self) -> str:
        """The uid of the register, as far as a key file tells it."""
        return next((file.register for file in self.near), "")


@dataclass(frozen=True, slots=True)
class Door:
    """What can be told of a register before it is opened: its uid, and the uids and names of its people.

    `is_damaged`: a key file is beside it and cannot be read.
    """

    register: str
    people: tuple[tuple[str, str], ...]
    is_damaged: bool


def door(path: Path) -> Door:
    """The people of a register as its nearest readable key file names them; nobody where there is none."""
    known = _known(path)
    file = next(iter(known.near), None)
    slots = (file.next or file).slots if file else ()
    return Door(known.register, tuple((slot.user, slot.name) for slot in slots if slot.user), known.is_near_damaged)


def unlocked(
    path: Path,
    passphrase: str,
    name: str = "",
    patience: Patience | None = None,
    fits: Callable[[bytes], None] | None = None,
) -> Opener:
    """The data key of a register and its opener; `fits` tries a key in another way than by opening the register.

    Raises ClerkError: TRY_LATER, WRONG_PASSPHRASE, KEY_FILE_MISSING, KEY_FILE_DAMAGED, REGISTER_DAMAGED when
    the key fits no page, REGISTER_NEWER where a power cut left a log, REGISTER_READ_ONLY,
    DISK_FAILING.
    """
    patience = patience or Patience()
    known = _known(path)
    tries.refuse_early(known.register, patience)
    began = patience.watch()
    try:
        opener = _first(path, known, fits or partial(_open_once, path), (passphrase, name))
    except ClerkError as error:
        if error.problem is Problem.WRONG_PASSPHRASE:
            tries.failed(known.register, patience, began)
        raise
    tries.succeeded(known.register)
    return opener


def _known(path: Path) -> _Known:
    known = _Known()
    for copy in keys.places(path):
        is_near = copy.parent == path.parent
        try:
            with copy.open("rb") as stream:
                file = keys.loads(stream.read(_MOST_BYTES))
        except OSError:
            continue
        except ClerkError:
            known.is_near_damaged |= is_near
            continue
        files = known.near if is_near else known.far
        if file not in (*known.near, *known.far):
            files.append(file)
    return known


def _first(path: Path, known: _Known, fits: Callable[[bytes], None], secret: tuple[str, str]) -> Opener:
    seen: set[Problem] = set()
    own = [*known.near, *(file for file in known.far if file.register == known.register)]
    for opener in _tried(fits, own, *secret):
        if isinstance(opener, Opener):
            return opener
        seen.add(opener)
    if Problem.WRONG_PASSPHRASE in seen:
        seen.discard(Problem.REGISTER_DAMAGED)  # an old key file beside a newer one: it fits no page any more
    if Problem.REGISTER_DAMAGED in seen or not known.near:  # those beside it are another register's, or none
        others = [file for file in known.far if file.register != known.register]
        for opener in _tried(fits, chain(others, () if known.near else _packed(known.far)), *secret):
            if isinstance(opener, Opener):
                return opener
            if opener is Problem.WRONG_PASSPHRASE and not known.near:
                seen.add(opener)
    if known.is_near_damaged:
        seen.add(Problem.KEY_FILE_DAMAGED)
    problem = next((problem for problem in _KEY_PROBLEMS if problem in seen), Problem.KEY_FILE_MISSING)
    raise ClerkError(problem, path=path)


def _packed(known: Iterable[KeyFile]) -> Iterator[KeyFile]:
    """The key files inside the newest backup of each register on this computer, but for those known."""
    from dandan_desktop.db import packages, shelf

    for place in shelf.own_places():
        for file in shelf.files(place):
            try:
                found = packages.read(file).keys
            except ClerkError:
                continue
            if found not in known:
                yield found
            break


def _tried(
    fits: Callable[[bytes], None], files: Iterable[KeyFile], passphrase: str, name: str
) -> Iterator[Opener | Problem]:
    """What each of these key files gives: an opener, or why it gives none."""
    for file in files:
        problems = []
        for half in (file.next, file) if file.next else (file,):
            try:
                found = keys.unlock(half, passphrase, name)
                twice(partial(fits, found.data_key))
            except ClerkError as error:
                if error.problem not in _KEY_PROBLEMS:
                    raise
                problems.append(error.problem)
                continue
            yield Opener(found.data_key, found.slot.user, half, found.slot, found.seconds)
            return
        yield Problem.WRONG_PASSPHRASE if Problem.WRONG_PASSPHRASE in problems else problems[-1]


def _open_once(path: Path, data_key: bytes) -> None:
    refuse_unsettled(path, data_key)
    connect(path, data_key).close()

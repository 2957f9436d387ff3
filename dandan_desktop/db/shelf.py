"""A place for backups: a folder with packages, and an index that says which of them may ever be deleted.

The index (`muc-luc.json`) tells nothing of the office. A package the index does not name is left alone, unless the
data key proves it ours: then a power cut came between naming the package and writing the index.
"""

import contextlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dandan_desktop import paths
from dandan_desktop.db import packages, place
from dandan_desktop.db.packages import Manifest, Sealed
from dandan_desktop.domain import thinning
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.files import folder_error
from dandan_desktop.domain.progress import SILENT, Progress
from dandan_desktop.domain.thinning import Copy, Kind

INDEX = "muc-luc.json"
FORMAT = "dandan-muc-luc/1"
_A_BACKUP = "bản sao"
"""What a clerk is told could not be written: no name of a file nobody knows."""
ERASED = "da-xoa.json"
"""The uids of what was erased for good, so that no restore brings it back; uids tell nothing of anybody."""
_MOST_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Entry:
    """One backup of a place: its number, file, time, why, what it weighs, its SHA-256, its last deed and its seal.

    `is_shrunk`: it held much less than the one before. `is_good`: it passed when it was last looked at.
    """

    sequence: int
    file: str
    made_at: str
    kind: Kind
    size: int
    sha256: str
    deed: int
    head: str
    is_shrunk: bool = False
    is_good: bool = True

    @property
    def at(self) -> datetime:
        """When it was made, by the clock of then."""
        return moment_of(self.made_at)


@dataclass(frozen=True, slots=True)
class Use:
    """A stick or disk taken into use: its id, the letter it was given, the last backup taken out on it and when.

    `name` is what a clerk called it by then: its own name, or where it was.
    """

    stick: str
    letter: str
    sequence: int
    at: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Index:
    """What a place knows: its backups in the order of their numbers, the sticks, and why the last backup failed.

    The stick used last stands last among them.
    """

    entries: tuple[Entry, ...] = ()
    uses: tuple[Use, ...] = ()
    failure: str = ""
    highest: int = 0
    """The highest number ever given here."""


def own_place(register: str) -> Path:
    """Where the backups of a register (uid) are kept on this computer."""
    return _shelves() / register


def _shelves() -> Path:
    return paths.data_folder() / "sao-luu"


def own_places() -> list[Path]:
    """Where the backups of every register are kept on this computer."""
    return sorted(_listed(_shelves()))


def moment_of(text: str) -> datetime:
    """A stored moment; one that cannot be read is the first of all."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def read(folder: Path) -> Index:
    """The index of a place; an empty one where it is missing or cannot be read. Entries without a file are left out."""
    try:
        with (folder / INDEX).open("rb") as file:
            content = json.loads(file.read(_MOST_BYTES))
        entries = [_entry(each) for each in content["entries"]]
        uses = [Use(**each) for each in content["uses"]]
        index = Index(tuple(entries), tuple(uses), str(content["failure"]), int(content["highest"]))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Index()
    there = [entry for entry in index.entries if (folder / entry.file).is_file()]
    return replace(index, entries=tuple(sorted(there, key=lambda entry: entry.sequence)))


def _entry(content: dict[str, Any]) -> Entry:
    entry = Entry(**{**content, "kind": Kind(content["kind"])})
    if Path(entry.file).name != entry.file or packages.sequence_in(entry.file) != entry.sequence:
        raise ValueError(entry.file)  # an index that names other files would have them deleted
    return entry


def write(folder: Path, index: Index) -> None:
    """Keep the index whole; raises OSError."""
    content = {"format": FORMAT, **asdict(index)}
    paths.write_whole(folder / INDEX, json.dumps(content, ensure_ascii=False, indent=1).encode())


@contextlib.contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold a place for oneself while backups are made or deleted; raises ClerkError BACKUP_RUNNING, FOLDER_*."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise folder_error(error, folder) from error
    try:
        lock = place.Lock(folder / INDEX)
    except ClerkError as error:
        if error.problem is Problem.REGISTER_IN_USE:
            raise ClerkError(Problem.BACKUP_RUNNING) from error
        raise ClerkError(error.problem, **{**error.facts, "path": folder / _A_BACKUP}) from error
    try:
        yield
    finally:
        lock.release()


def files(folder: Path) -> list[Path]:
    """Every package in a folder by its name, the highest number first."""
    found = [file for file in _listed(folder) if packages.sequence_in(file.name)]
    return sorted(found, key=lambda file: -packages.sequence_in(file.name))


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def next_sequence(folder: Path, index: Index, told: int) -> int:
    """The number of the next backup: above the index, every file there, and what the register was told."""
    there = [packages.sequence_in(file.name) for file in files(folder)]
    return max([index.highest, told, *there, *(entry.sequence for entry in index.entries)]) + 1


def clean(folder: Path) -> None:
    """Remove what a backup that was broken off left under a temporary name."""
    for file in _listed(folder):
        before, found, _ = file.name.partition(packages.SUFFIX + ".")
        if found and packages.sequence_in(before + packages.SUFFIX):
            with contextlib.suppress(OSError):
                file.unlink()


def adopted(folder: Path, index: Index, register: str, data_keys: Iterable[bytes]) -> Index:
    """The index with packages that are surely ours and that it does not name: a power cut came between."""
    known = {entry.sequence for entry in index.entries}
    known_keys, found = list(data_keys), list(index.entries)
    for file in files(folder):
        if packages.sequence_in(file.name) in known:
            continue
        try:
            package = packages.read(file)
            manifest = package.manifest
            if manifest.register != register or manifest.sequence != packages.sequence_in(file.name):
                continue
            key = next((key for key in known_keys if packages.fits(package, key)), None)
            if key is None:
                continue
            entry = entry_of(file, manifest, packages.unsealed(package, key))
            packages.take_register(package, None)
        except (ClerkError, OSError):
            continue
        found.append(entry)
    return replace(index, entries=tuple(sorted(found, key=lambda entry: entry.sequence)))


def entry_of(file: Path, manifest: Manifest, sealed: Sealed) -> Entry:
    """What the index says of a package; reads the whole file back, raises OSError."""
    return Entry(
        sequence=manifest.sequence,
        file=file.name,
        made_at=manifest.made_at,
        kind=manifest.kind,
        size=file.stat().st_size,
        sha256=packages.digest_of(file),
        deed=sealed.deeds,
        head=sealed.head,
    )


def with_entry(index: Index, entry: Entry) -> Index:
    """The index with one more backup."""
    return replace(index, entries=(*index.entries, entry), failure="", highest=max(index.highest, entry.sequence))


def is_whole(folder: Path, entry: Entry) -> bool:
    """Whether a backup's file is still what it was when it was made; reads all of it."""
    try:
        return packages.digest_of(folder / entry.file) == entry.sha256
    except OSError:
        return False


def is_copy(file: Path, entry: Entry, register: str) -> bool:
    """Whether a file says of itself that it is this backup, as long as it should be; its content is not read."""
    try:
        manifest = packages.read(file).manifest if file.stat().st_size == entry.size else None
    except (OSError, ClerkError):
        return False
    return manifest is not None and (manifest.register, manifest.sequence) == (register, entry.sequence)


def look_over(folder: Path, progress: Progress = SILENT) -> list[Entry]:
    """Look at every backup of a place again and mark those whose file is gone or altered; returns them.

    What once failed stays marked. Raises ClerkError BACKUP_RUNNING, FOLDER_*, Cancelled, and OSError.
    """
    with held(folder):
        index = read(folder)
        looked: list[Entry] = []
        for done, entry in enumerate(index.entries):
            progress.step(done, len(index.entries))
            looked.append(replace(entry, is_good=entry.is_good and is_whole(folder, entry)))
        if tuple(looked) != index.entries:
            write(folder, replace(index, entries=tuple(looked)))
    return [entry for entry in looked if not entry.is_good]


def thinned(folder: Path, index: Index) -> Index:
    """Delete what the policy lets go and the index names, and keep the index; a file that is held stays.

    Raises OSError when the index cannot be written.
    """
    stay = thinning.kept(
        Copy(entry.sequence, entry.at.date(), entry.kind, is_good=entry.is_good) for entry in index.entries
    )
    return without(folder, index, [entry for entry in index.entries if entry.sequence not in stay])


def without(folder: Path, index: Index, gone: Sequence[Entry]) -> Index:
    """Delete these backups and keep the index; a file that is held stays in it. Raises OSError."""
    left = []
    for entry in index.entries:
        is_left = entry not in gone
        if not is_left:
            try:
                (folder / entry.file).unlink(missing_ok=True)
            except OSError:
                is_left = True
        if is_left:
            left.append(entry)
    index = replace(index, entries=tuple(left))
    write(folder, index)
    return index


def delete(folder: Path, gone: Iterable[Path]) -> None:
    """Delete these packages of a place, whether or not the index names them; a file that is held stays.

    Raises ClerkError BACKUP_RUNNING, FOLDER_*, DISK_*.
    """
    with held(folder):
        for file in gone:
            with contextlib.suppress(OSError):
                file.unlink(missing_ok=True)
        try:
            write(folder, read(folder))
        except OSError as error:
            raise folder_error(error, folder) from error


def erased(folder: Path) -> frozenset[str]:
    """The uids of what was erased for good, as a place remembers them."""
    try:
        with (folder / ERASED).open("rb") as file:
            content = json.loads(file.read(_MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return frozenset()
    return frozenset(uid for uid in content if isinstance(uid, str)) if isinstance(content, list) else frozenset()


def keep_erased(folder: Path, uids: Iterable[str]) -> None:
    """Let a place remember what was erased for good, beside what it knows; raises OSError."""
    known = erased(folder)
    every = known.union(uids)
    if every != known:
        folder.mkdir(parents=True, exist_ok=True)
        paths.write_whole(folder / ERASED, json.dumps(sorted(every)).encode())

"""From a package back to a register: to a copy first, looked over, erasures applied again, and only then in place."""

import contextlib
import json
import os
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dandan_desktop import paths
from dandan_desktop.db import backups, birth, erasure, history, keys, packages, rotation, shelf, swap, users
from dandan_desktop.db.engine import Connection, connect, copy_pages, dbapi, told, twice
from dandan_desktop.db.keys import KeyFile, Slot
from dandan_desktop.db.migrations import STEPS
from dandan_desktop.db.packages import Package, Sealed
from dandan_desktop.db.store import Store
from dandan_desktop.domain.drafts import PLACE
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.nouns import NOUNS
from dandan_desktop.domain.progress import Progress
from dandan_desktop.domain.scope import Reader

STEPS_OF_RESTORE = 6
"""How many steps a restore reports."""
_ERASED = ("SELECT uid FROM erased", "SELECT uid FROM erased NOT INDEXED")


@dataclass(frozen=True, slots=True)
class Current:
    """The register now in place, as far as it opens: its data key, its key file and what it knows of itself.

    `facts` are empty where it is too damaged to tell them.
    """

    data_key: bytes
    file: KeyFile
    facts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Plan:
    """A restore: the package, what opened it, who asks, and the register in place whose keys stay, if any.

    `user` is the uid of whose slot opened it; empty for the recovery sheet.
    """

    package: Package
    data_key: bytes
    sealed: Sealed
    user: str
    current: Current | None


@dataclass(frozen=True, slots=True)
class Ways:
    """Who opens the restored register: its key file under its data key.

    `keyless` are the names of its users who have no slot, `returned` of those whose slot is that of the backup's day.
    """

    data_key: bytes
    file: KeyFile
    keyless: tuple[str, ...]
    returned: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Built:
    """A register that stands ready to take over: who opens it, and how many records were erased again."""

    ways: Ways
    erased: int


@dataclass(frozen=True, slots=True)
class Loss:
    """What the register in place holds and the backup does not: deeds, the last of them, records by noun.

    When the backup is of another line of history (`is_same_line` is false), both begin with the same `common` deeds;
    without any, the records are mere differences of counts.
    """

    deeds: int
    last_at: datetime | None
    records: dict[str, int]
    is_same_line: bool
    common: int = 0


def current_of(path: Path, data_key: bytes) -> Current | None:
    """The register in place, when this data key opens it and its key file is at hand."""

    def once() -> Current:
        with contextlib.closing(connect(path, data_key)) as connection, told(path):
            facts = dict(connection.execute("SELECT name, value FROM facts").fetchall())
            original = backups.Original(path, facts["uid"], connection, data_key)
            return Current(data_key, backups.key_file(original), facts)

    try:
        return twice(once)
    except (ClerkError, KeyError):
        return None


def loss(path: Path, plan: Plan) -> Loss | None:
    """What the register in place would lose; None when it cannot be read."""
    data_key = plan.current.data_key if plan.current else plan.data_key
    try:
        with contextlib.closing(connect(path, data_key)) as connection, told(path):
            return _loss(connection, plan)
    except ClerkError:
        return None


def _loss(connection: Connection, plan: Plan) -> Loss:
    sealed = plan.sealed
    head = history.head_at(connection, sealed.deeds)
    is_same_line = (head.hex() if head else "") == sealed.head
    since = sealed.deeds if is_same_line else _common(connection, plan)
    silent = "name NOT IN ('back_up', 'unlock', 'restore_register')"
    count, last = connection.execute(
        f"SELECT count(*), max(at) FROM deeds WHERE id > ? AND {silent}", (since,)
    ).fetchone()
    if since or is_same_line:
        sql = "SELECT owner_table, count(DISTINCT owner) FROM history WHERE deed > ? GROUP BY owner_table"
        found = dict(connection.execute(sql, (since,)).fetchall())
    else:
        now = backups.seen(connection).counts
        found = {table: number - sealed.counts.get(table, 0) for table, number in now.items()}
    records = {noun.table: found[noun.table] for noun in NOUNS if found.get(noun.table, 0) > 0}
    return Loss(count, shelf.moment_of(last) if last else None, records, is_same_line, since)


def _common(connection: Connection, plan: Plan) -> int:
    """How many deeds a register and a backup of another line begin with; 0 where the backup cannot be read now."""
    folder = shelf.own_place(plan.package.manifest.register)
    drawer = folder / (packages.file_name("xem", plan.package.manifest.sequence) + ".xem")  # `shelf.clean` removes it
    last = connection.execute("SELECT max(deed) FROM seals").fetchone()[0] or 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        packages.take_register(plan.package, drawer)
        with contextlib.closing(connect(drawer, keys.backup_key(plan.data_key))) as there, told(drawer):
            deeds = range(1, min(last, plan.sealed.deeds) + 1)
            return bisect_left(deeds, True, key=lambda deed: _differ(connection, there, deed))
    except (ClerkError, OSError):
        return 0
    finally:
        with contextlib.suppress(OSError):
            birth.forget(drawer)


def _differ(here: Connection, there: Connection, deed: int) -> bool:
    """Whether two chains are no longer the same at a deed; once they differ, they differ in all that follow."""
    return history.head_at(here, deed) != history.head_at(there, deed)


def erased_of(path: Path, data_key: bytes) -> tuple[frozenset[str], bool]:
    """Who was erased for good, as far as the register in place can be read, and whether that is the whole list."""
    known: set[str] = set()
    for sql in _ERASED:  # the list stands twice in the file: in an index, and in the table itself
        try:
            with contextlib.closing(connect(path, data_key)) as connection, told(path):
                for (uid,) in connection.execute(sql):
                    known.add(uid)
            return frozenset(known), True
        except ClerkError:
            continue
    return frozenset(known), False


def _ways(plan: Plan, source: Connection) -> Ways:
    """Today's slots stay, but for those of whom the backup does not know: then the data key is a new one.

    Who has none today keeps that of the backup, unless he was ever removed or nobody can tell whether he was.
    """
    base = plan.current.file if plan.current else plan.package.keys
    data_key = plan.current.data_key if plan.current else plan.data_key
    is_known = source.execute("SELECT 1 FROM sqlite_schema WHERE name = 'users'").fetchone() is not None
    live = users.live(source) if is_known else {slot.user: slot.name for slot in base.slots if slot.user}
    kept = [slot for slot in base.slots if not slot.user or slot.user in live]
    returned = [
        slot for slot in _own_slots(plan) if slot.user in live and slot.user not in {each.user for each in kept}
    ]
    sealed = {slot.user for slot in (*kept, *returned)}
    keyless = tuple(name for uid, name in live.items() if uid not in sealed)
    names = tuple(live[slot.user] for slot in returned)
    if len(kept) == len(base.slots) and not returned:
        return Ways(data_key, base, keyless, names)
    fresh = data_key if len(kept) == len(base.slots) else os.urandom(32)
    return Ways(fresh, keys.resealed(base._replace(slots=(*kept, *returned)), fresh), keyless, names)


def _own_slots(plan: Plan) -> list[Slot]:
    """The slots of people in the backup that may come back: of nobody who was ever removed (R13, S6)."""
    removed = rotation.removed(plan.current.facts) if plan.current else None
    if removed is None or not keys.is_marked(plan.package.keys, plan.data_key):
        return []
    return [slot for slot in plan.package.keys.slots if slot.user and slot.user not in removed]


def build(plan: Plan, path: Path, erased: Iterable[str], progress: Progress) -> Built:
    """Make the register that shall take over, complete beside its place.

    Whoever calls holds the lock. Raises ClerkError: PACKAGE_*, RESTORE_NOT_ALLOWED for who may not restore,
    BACKUP_FAILED_CHECK for a register that is not what it should be; OSError for what the disk did.
    """
    fresh = swap.fresh_of(path)
    drawer = fresh.with_name(fresh.name + ".tam")
    swap.discard(path)
    key = keys.backup_key(plan.data_key)
    progress.step(1, STEPS_OF_RESTORE)
    packages.take_register(plan.package, drawer)
    try:
        backups.check(drawer, key, plan.sealed)
        progress.step(2, STEPS_OF_RESTORE)
        with contextlib.closing(connect(drawer, key)) as source, told(path):
            ways = _ways(plan, source)
        with (
            contextlib.closing(connect(drawer, key)) as source,
            contextlib.closing(backups.blank(fresh, ways.data_key)) as out,
            told(path),
        ):
            copy_pages(source, drawer, out, path)
    except ClerkError as error:
        if error.problem in (Problem.BACKUP_FAILED_CHECK, Problem.REGISTER_DAMAGED):
            raise ClerkError(Problem.PACKAGE_DAMAGED, path=plan.package.path) from error
        raise ClerkError(error.problem, **{**error.facts, "path": path}) from error
    finally:
        birth.forget(drawer)
    progress.step(3, STEPS_OF_RESTORE)
    with contextlib.closing(connect(fresh, ways.data_key)) as connection, told(path):
        _bring_up(connection, plan.package)
        count = erasure.erase_again(connection, erased)
        _tell(connection, fresh, plan, ways)
        progress.step(4, STEPS_OF_RESTORE)
        _look_over(connection, path)
    with fresh.open("rb+") as file:
        os.fsync(file.fileno())
    paths.write_whole(swap.fresh_keys_of(path), keys.dumps(ways.file))
    return Built(ways, count)


def _bring_up(connection: Connection, package: Package) -> None:
    from dandan_desktop.db.upgrade import applied, upgrade

    there, known = applied(connection), {name for name, _ in STEPS}
    if there - known:
        raise ClerkError(Problem.PACKAGE_NEWER, path=package.path)
    if there != known:
        upgrade(connection)


def _tell(connection: Connection, fresh: Path, plan: Plan, ways: Ways) -> None:
    """Enter the restore into the restored journal, and the keys that stay; let go of where its clerks were."""
    key = connection.execute("SELECT value FROM facts WHERE name = 'seal_key'").fetchone()[0]
    store = Store(connection, fresh, seal_key=bytes.fromhex(key), reader=_asking(connection, plan))
    facts = dict(store.query("SELECT name, value FROM facts"))
    if not store.may("restore_register"):
        raise ClerkError(Problem.RESTORE_NOT_ALLOWED)
    with store.change("restore_register") as deed:
        deed.note = str(plan.package.manifest.sequence)
        places = store.query("SELECT who, page, row FROM drafts WHERE page = ?", (PLACE,))
        erasure.drop_drafts(store, places)  # where somebody was when the backup was made; nothing was killed since
        if plan.current is None and ways.data_key == plan.data_key:
            return
        known = plan.current.facts if plan.current else {}
        former = [*rotation.former_keys(known), *rotation.former_keys(facts), plan.data_key]
        former += [plan.current.data_key] if plan.current else []
        hexes = dict.fromkeys(key.hex() for key in former if key != ways.data_key)
        rotation.put(store, ways.file)
        store.put_fact(rotation.FORMER_KEYS, json.dumps(list(hexes)))
        if plan.current is None:
            return
        removed, then = rotation.removed(known), rotation.removed(facts)
        rotation.put_removed(store, None if removed is None else removed | (then or frozenset()))
        for name in ("has_recovery_sheet", rotation.SHEET_FILES):
            if name in plan.current.facts:
                store.put_fact(name, plan.current.facts[name])


def _asking(connection: Connection, plan: Plan) -> Reader:
    """Who restores, as the restored register knows him: only its administrators may."""
    try:
        return users.reader(connection, plan.user)
    except ClerkError as error:
        raise ClerkError(Problem.RESTORE_NOT_ALLOWED) from error


def _look_over(connection: Connection, path: Path) -> None:
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise ClerkError(Problem.BACKUP_FAILED_CHECK, path=path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("PRAGMA journal_mode=DELETE")
    if connection.execute("PRAGMA cipher_integrity_check").fetchone() is not None:
        raise ClerkError(Problem.BACKUP_FAILED_CHECK, path=path)


def rest(path: Path, data_key: bytes) -> None:
    """Bring the register in place to rest, so that its file alone is all of it; one that cannot stays as it is."""
    with (
        contextlib.suppress(ClerkError, dbapi.Error),
        contextlib.closing(connect(path, data_key)) as connection,
        told(path),
    ):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

"""Restoring a register from a backup: shown first with what would be lost, then done to a copy and swapped."""

import contextlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from dandan_desktop import paths, settings
from dandan_desktop.db import backups, keys, outside, packages, place, restores, rotation, shelf, swap, tries
from dandan_desktop.db.engine import connect
from dandan_desktop.db.keys import KeyFile
from dandan_desktop.db.packages import Package
from dandan_desktop.db.register import Register
from dandan_desktop.db.restores import Current, Loss, Plan
from dandan_desktop.db.tries import Patience
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.files import folder_error
from dandan_desktop.domain.progress import SILENT, Progress
from dandan_desktop.domain.thinning import Kind
from dandan_desktop.domain.users import KEEPERS
from dandan_desktop.services.backups import second_places

__all__ = ["Front", "Loss", "Offer", "Preview", "Restored", "front", "look", "look_anywhere"]
__all__ += ["moved_aside", "newest_good", "offers", "restore"]


@dataclass(frozen=True, slots=True)
class Offer:
    """A backup that may be restored: where it is, its number, when and why it was made.

    `last_write` is when the register itself was last written, by its file; what lies between is missing.
    """

    path: Path
    sequence: int
    made_at: datetime
    kind: Kind
    last_write: datetime | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a backup holds and what restoring it would lose; `loss` is None where no readable register is in place."""

    path: Path
    target: Path
    sequence: int
    made_at: datetime
    kind: Kind
    office: str
    counts: dict[str, int]
    deeds: int
    head: str
    loss: Loss | None
    keeps_keys: bool
    """Whether today's passphrases stay; otherwise those of the backup's day open the restored register."""
    lacks_keys_only: bool
    """Whether the register in place is sound and lacks nothing but its key file, which this backup can give back."""
    elsewhere: Path | None
    """Where else this machine has the same register; restoring would leave two of it."""
    plan: Plan

    @property
    def is_by_sheet(self) -> bool:
        """Whether the code of the recovery sheet opened it."""
        return not self.plan.user


@dataclass(frozen=True, slots=True)
class Front:
    """What a backup says of itself without a key: its number, when and why it was made, whose passphrases it knows."""

    sequence: int
    made_at: datetime
    kind: Kind
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Restored:
    """A register that was restored: where, where the replaced one is kept (None: there was none), what it holds.

    `erased` counts the records erased for good that the backup still held; `is_erased_unread`: the replaced register
    was too damaged to tell the whole list of them. `keyless` and `returned` as in `Ways`.
    """

    path: Path
    aside: Path | None
    sequence: int
    counts: dict[str, int]
    erased: int
    is_erased_unread: bool
    keyless: tuple[str, ...]
    returned: tuple[str, ...]
    keeps_keys: bool
    is_by_sheet: bool


def offers(register: Path) -> list[Offer]:
    """The backups of a register that can be found on this computer and in the second place, the newest first."""
    uid = _uid_beside(register)
    if not uid:
        return []
    folders = [shelf.own_place(uid), *(outside.place_on(second, uid) for second in second_places())]
    found: dict[int, Offer] = {}
    written = _last_write(register)
    for file in (file for folder in folders for file in shelf.files(folder)):
        try:
            manifest = packages.read(file).manifest
        except ClerkError:
            continue
        if manifest.register == uid:
            offer = Offer(file, manifest.sequence, shelf.moment_of(manifest.made_at), manifest.kind, written)
            found.setdefault(manifest.sequence, offer)
    return sorted(found.values(), key=lambda offer: -offer.sequence)


def newest_good(register: Path) -> Offer | None:
    """The newest backup of a register, as of a damaged one, that can be read to its last byte; None without any."""
    for offer in offers(register):
        try:
            packages.take_register(packages.read(offer.path), None)
        except ClerkError:
            continue
        return offer
    return None


def _uid_beside(register: Path) -> str:
    for copy in keys.places(register)[:2]:
        try:
            return keys.loads(copy.read_bytes()).register
        except (OSError, ClerkError):
            continue
    return ""


def _last_write(register: Path) -> datetime | None:
    times = []
    for ending in ("", "-wal"):
        with contextlib.suppress(OSError):
            times.append(register.with_name(register.name + ending).stat().st_mtime)
    return datetime.fromtimestamp(max(times), UTC) if times else None


def front(package: Path) -> Front:
    """What a backup says of itself before any passphrase; raises ClerkError FILE_*, NOT_A_PACKAGE, PACKAGE_*."""
    found = packages.read(package)
    manifest = found.manifest
    people = tuple(slot.name for slot in found.keys.slots if slot.user)
    return Front(manifest.sequence, shelf.moment_of(manifest.made_at), manifest.kind, people)


def look_anywhere(package: Path, folder: Path, secret: str, name: str = "") -> Preview:
    """As `look`, where this machine has the register, so that there are no two of it; else for a new one.

    A new one gets a free name in this folder, called by the office the backup is of.
    """
    for known in settings.places_of(packages.read(package).manifest.register):
        try:
            return look(package, known, secret, name)
        except ClerkError as error:
            if error.problem is not Problem.RESTORE_WOULD_REPLACE:
                raise
    preview = look(package, _free(folder, package.stem), secret, name)
    return replace(preview, target=_free(folder, preview.office or package.stem))


def _free(folder: Path, stem: str) -> Path:
    """A name that neither a register nor a key file has."""
    plain = packages.plain_stem(stem)
    names = (f"{plain}{more}{paths.SUFFIX}" for more in ("", *(f"-{number}" for number in range(2, 1_000))))
    for found in (folder / name for name in names):
        if not any(os.path.lexists(taken) for taken in (found, keys.beside(found))):
            return found
    raise ClerkError(Problem.REGISTER_EXISTS, path=folder / plain)


def moved_aside(register: Path) -> str:
    """The name of the register that was kept when this one was restored last; empty where none was."""
    aside = swap.newest_aside(register)
    return aside.name if aside else ""


def look(
    package: Path,
    target: Path,
    secret: str = "",
    name: str = "",
    *,
    register: Register | None = None,
    patience: Patience | None = None,
) -> Preview:
    """What a backup holds and what would be lost; opened by a passphrase, the recovery sheet, or an open register.

    A passphrase of today opens a backup of before too, as long as the register in place knows the former keys.
    Raises ClerkError: FILE_MISSING, FILE_UNREADABLE, NOT_A_PACKAGE, PACKAGE_*, WRONG_PASSPHRASE, TRY_LATER,
    RESTORE_WOULD_REPLACE when another register or anything else is in place, and as a new register's place.
    """
    target = target.absolute()
    place.refuse_place(target)
    swap.clean_up(target)
    found = packages.read(package)
    plan = (
        _by_register(found, register) if register else _by_secret(found, target, secret, name, patience or Patience())
    )
    _refuse_other(target, plan)
    packages.take_register(found, None)  # nothing is told as good of a backup that cannot be read to its end
    return Preview(
        path=package,
        target=target,
        sequence=found.manifest.sequence,
        made_at=shelf.moment_of(found.manifest.made_at),
        kind=found.manifest.kind,
        office=plan.sealed.office,
        counts=plan.sealed.counts,
        deeds=plan.sealed.deeds,
        head=plan.sealed.head,
        loss=restores.loss(target, plan) if os.path.lexists(target) else None,
        keeps_keys=plan.current is not None,
        lacks_keys_only=register is None and _lacks_keys_only(target, plan),
        elsewhere=next((each for each in settings.places_of(found.manifest.register) if each != target), None),
        plan=plan,
    )


def _by_register(found: Package, register: Register) -> Plan:
    if not register.reader.may(KEEPERS):
        raise ClerkError(Problem.NOT_ALLOWED)
    current = Current(register.data_key, register.key_file, dict(register.facts))
    data_key = _fitting(found, current)
    if data_key is None:
        raise ClerkError(Problem.PACKAGE_OF_ANOTHER, path=found.path)
    return Plan(found, data_key, packages.unsealed(found, data_key), register.opener.user, current)


def _fitting(found: Package, current: Current) -> bytes | None:
    tried = [current.data_key, *rotation.former_keys(current.facts)]
    return next((key for key in tried if packages.fits(found, key)), None)


def _by_secret(found: Package, target: Path, secret: str, name: str, patience: Patience) -> Plan:
    """Today's keys first, for they stay; then those the backup itself carries."""
    uid = found.manifest.register
    tries.refuse_early(uid, patience)
    began = patience.watch()
    try:
        plan = _by_todays_keys(found, target, secret, name) or _by_its_own_keys(found, target, secret, name)
    except ClerkError as error:
        if error.problem is Problem.WRONG_PASSPHRASE:
            tries.failed(uid, patience, began)
        raise
    tries.succeeded(uid)
    return plan


def _by_todays_keys(found: Package, target: Path, secret: str, name: str) -> Plan | None:
    for half in _todays_files(target, found.manifest.register):
        try:
            data_key, slot, _ = keys.unlock(half, secret, name)
        except ClerkError:
            continue
        current = restores.current_of(target, data_key) or Current(data_key, half, {})
        fitting = _fitting(found, current)
        if fitting:
            return Plan(found, fitting, packages.unsealed(found, fitting), slot.user, current)
    return None


def _todays_files(target: Path, uid: str) -> Iterator[KeyFile]:
    """The key files of the register in place, each once, a new data key's slots before the old one's."""
    seen: list[KeyFile] = []
    for copy in keys.places(target):
        try:
            file = keys.loads(copy.read_bytes())
        except (OSError, ClerkError):
            continue
        for half in (file.next, file._replace(next=None)):
            if half and half.register == uid and half not in seen:
                seen.append(half)
                yield half


def _by_its_own_keys(found: Package, target: Path, secret: str, name: str) -> Plan:
    """They may also open the register in place, when its own key files are lost; what that holds then stays."""
    data_key, slot = packages.unlock(found, secret, name)
    current = restores.current_of(target, data_key) if os.path.lexists(target) else None
    if current is None or current.facts["uid"] != found.manifest.register:
        current = _of_damaged(found, target, secret, name)
    return Plan(found, data_key, packages.unsealed(found, data_key), slot.user, current)


def _of_damaged(found: Package, target: Path, secret: str, name: str) -> Current | None:
    """Today's keys of a register that cannot tell which it had before: they stay, so that nobody removed comes back."""
    for half in _todays_files(target, found.manifest.register):
        with contextlib.suppress(ClerkError):
            data_key = keys.unlock(half, secret, name).data_key
            connect(target, data_key).close()
            return Current(data_key, half, {})
    return None


def _refuse_other(target: Path, plan: Plan) -> None:
    """Nothing but the same register is ever moved aside; raises ClerkError RESTORE_WOULD_REPLACE."""
    uid = plan.package.manifest.register
    beside = _uid_beside(target)
    is_same = uid in (beside, plan.current.facts.get("uid", "") if plan.current else "")
    if (os.path.lexists(target) and not is_same) or (beside and beside != uid):
        raise ClerkError(Problem.RESTORE_WOULD_REPLACE, path=target)
    if not target.parent.is_dir():
        raise ClerkError(Problem.FOLDER_MISSING, path=target)


def _lacks_keys_only(target: Path, plan: Plan) -> bool:
    """Whether the pages open under the backup's key, and no key file beside them or in the data folder does."""
    if plan.current is None or not plan.current.facts:
        return False
    return not any(
        keys.is_marked(file, plan.current.data_key) for file in _todays_files(target, plan.current.file.register)
    )


def restore(preview: Preview, progress: Progress = SILENT) -> Restored:
    """Restore a backup that was looked at; the register must be closed.

    The register in place is backed up when it can be, and moved aside with its keys, never overwritten. Whatever
    moment this is broken off at, the old register or the new one is whole. Raises ClerkError: REGISTER_IN_USE,
    RESTORE_NOT_ALLOWED for who is no administrator, PACKAGE_*, DISK_FULL, DISK_FAILING, FOLDER_*; and Cancelled
    before the end.
    """
    target, plan = preview.target, preview.plan
    swap.clean_up(target)
    lock = place.Lock(target)
    try:
        progress.step(0, restores.STEPS_OF_RESTORE)
        is_there = target.exists()
        if is_there and plan.current:
            _back_up_old(target, plan.current)
        erased, is_whole = _erased(target, plan)
        built = restores.build(plan, target, erased, progress)
        if is_there:
            restores.rest(target, plan.current.data_key if plan.current else plan.data_key)
        aside = swap.aside_of(target, preview.sequence)
        progress.step(restores.STEPS_OF_RESTORE - 1, restores.STEPS_OF_RESTORE)
        swap.take_over(target, aside)
    except OSError as error:
        raise folder_error(error, target) from error
    finally:
        with contextlib.suppress(OSError):
            swap.discard_unordered(target)
        lock.release()
    progress.step(restores.STEPS_OF_RESTORE, restores.STEPS_OF_RESTORE)
    return Restored(
        path=target,
        aside=aside if is_there else None,
        sequence=preview.sequence,
        counts=preview.counts,
        erased=built.erased,
        is_erased_unread=not is_whole,
        keyless=built.ways.keyless,
        returned=built.ways.returned,
        keeps_keys=preview.keeps_keys,
        is_by_sheet=preview.is_by_sheet,
    )


def _back_up_old(target: Path, current: Current) -> None:
    """Back the register up that is about to be replaced; one that cannot be is only moved aside."""
    with contextlib.suppress(ClerkError), contextlib.closing(connect(target, current.data_key)) as connection:
        original = backups.Original(target, current.file.register, connection, current.data_key)
        backups.make(original, Kind.BEFORE_RESTORE)


def _told_in(file: Path, data_keys: Iterable[bytes]) -> tuple[str, ...]:
    """Who was erased for good, as a backup of this register tells it; nobody where it does not open."""
    try:
        package = packages.read(file)
        key = next((key for key in data_keys if packages.fits(package, key)), None)
        return packages.unsealed(package, key).erased if key else ()
    except ClerkError:
        return ()


def _erased(target: Path, plan: Plan) -> tuple[frozenset[str], bool]:
    """Who was erased for good, as the register in place, this computer, the second place, and the list and the backups
    beside this one remember it; and whether the register in place could tell all it knows.
    """
    uid, beside = plan.package.manifest.register, plan.package.path.parent
    folders = [shelf.own_place(uid), beside, *(outside.place_on(second, uid) for second in second_places())]
    known = frozenset[str]().union(*(shelf.erased(folder) for folder in folders))
    data_keys = {plan.data_key, *([plan.current.data_key] if plan.current else [])}
    known = known.union(*(_told_in(file, data_keys) for file in shelf.files(beside)))
    if plan.current is None or not os.path.lexists(target):
        return known, not os.path.lexists(target)
    told, is_whole = restores.erased_of(target, plan.current.data_key)
    return known | told, is_whole

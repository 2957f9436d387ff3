"""People who open the register: listed, added, changed, removed, given a passphrase; none of it is ever undone.

Every change of a passphrase is one transaction: the register holds the slots, and the key file beside it is their
copy (`db.rotation`). Removing somebody changes the data key, so that his passphrase opens nothing made later.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace

from dandan_desktop import paths
from dandan_desktop.db import costs, keys, offices, rotation, tries, users
from dandan_desktop.db.keys import Slot
from dandan_desktop.db.parts import parts_of
from dandan_desktop.db.register import Register, check_passphrase
from dandan_desktop.db.store import Store
from dandan_desktop.db.tries import Patience
from dandan_desktop.domain import passphrases, text
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import BodyId, Kept
from dandan_desktop.domain.nouns import USERS
from dandan_desktop.domain.thinning import Kind
from dandan_desktop.domain.users import KEEPERS, Role, User, UserBody, roles_of
from dandan_desktop.services import backups, records
from dandan_desktop.services.records import PartEdit


@dataclass(frozen=True, slots=True)
class UserLine:
    """A user as a list shows him; `bodies` are ids, none for all organisations."""

    row: int
    uid: str
    name: str
    roles: frozenset[Role]
    bodies: tuple[int, ...]
    has_passphrase: bool


def listed(register: Register, store: Store) -> list[UserLine]:
    """Every user who is not removed, in the order they came; raises ClerkError NOT_ALLOWED."""
    _needs_keeper(store)
    sealed = {slot.user for slot in register.key_file.slots}
    return [
        UserLine(
            row=kept.id,
            uid=kept.uid,
            name=kept.facts.name,
            roles=roles_of(kept.facts),
            bodies=tuple(part.facts.body_id for part in _bodies(store, kept.id)),
            has_passphrase=kept.uid in sealed,
        )
        for kept in users.present(store)
    ]


def named(store: Store, name: str) -> int:
    """The row of the user of this name, in whatever letters; raises ClerkError NOT_ALLOWED, USER_UNKNOWN."""
    _needs_keeper(store)
    found = _same_name(store, name)
    if found is None:
        raise ClerkError(Problem.USER_UNKNOWN, name=name)
    return found


def body_named(store: Store, name: str) -> int:
    """The row of the newest body of this name; raises ClerkError BODY_UNKNOWN."""
    found = offices.newest_named(store, text.tidy(name))
    if found is None:
        raise ClerkError(Problem.BODY_UNKNOWN, name=name)
    return found.id


def add(register: Register, store: Store, user: User, bodies: Sequence[int], passphrase: str) -> Changes:
    """Add a user with a passphrase of his own.

    Raises ClerkError: NOT_ALLOWED, USER_NAMELESS, USER_EXISTS, USER_POWERLESS, PASSPHRASE_*, FOLDER_*, DISK_*.
    """
    _needs_keeper(store)
    user = _sound(store, user)
    slot = _new_slot(register, user.name, "", passphrase)
    with store.change("add_user") as deed:
        parts = {UserBody: PartEdit((), [(0, UserBody(body_id=BodyId(body))) for body in bodies])}
        row = records.write(store, USERS, None, user, parts)
        deed.about(USERS.table, row)
        _put(register, store, slot._replace(user=store.of(User).get(row).uid))
    rotation.published(register)
    return deed.changes


def change(register: Register, store: Store, row: int, user: User, bodies: Sequence[int]) -> Changes:
    """Give a user another name, other roles or organisations; his passphrase stays.

    Raises ClerkError: NOT_ALLOWED, RECORD_GONE, USER_NAMELESS, USER_EXISTS, USER_POWERLESS, LAST_ADMINISTRATOR.
    """
    _needs_keeper(store)
    kept = store.of(User).get(row)
    user = _sound(store, user, row)
    if not user.administers:
        _refuse_last(store, kept)
    before = _bodies(store, row)
    ids = {part.facts.body_id: part.id for part in before}
    after = [(ids.get(BodyId(body), 0), UserBody(body_id=BodyId(body))) for body in bodies]
    with store.change("change_user") as deed:
        records.write(store, USERS, kept, user, {UserBody: PartEdit(before, after)})
        deed.about(USERS.table, row)
        slot = register.key_file.of(kept.uid)
        if slot and slot.name != user.name:
            _put(register, store, slot._replace(name=user.name))
    rotation.published(register)
    return deed.changes


def remove(register: Register, row: int) -> None:
    """Remove a user and change the data key, between a backup before and one after; no store may be open.

    Raises ClerkError: REGISTER_IN_USE, NOT_ALLOWED, RECORD_GONE, LAST_ADMINISTRATOR, and as `backups.back_up`.
    """
    with _alone(register) as store:
        _refuse_removal(store, row)
    backups.back_up(register, Kind.BEFORE_REKEY)
    leave_out(register, row)
    _back_up_after(register)


def leave_out(register: Register, row: int) -> None:
    """Remove a user and change the data key, without backups; raises ClerkError as `remove`."""
    with _alone(register) as store:
        uid = _refuse_removal(store, row)
        with store.change("remove_user") as deed:
            store.of(User).remove(row)
            deed.about(USERS.table, row)
            before = rotation.removed(register.facts)
            rotation.put_removed(store, None if before is None else before | {uid})
    register.rotate(without=[uid])


def change_key(register: Register) -> None:
    """Change the data key, between a backup before and one after; every passphrase stays, no store may be open.

    Raises ClerkError: REGISTER_IN_USE, NOT_ALLOWED, and as `backups.back_up`.
    """
    with _alone(register) as store:
        _needs_keeper(store)
    backups.back_up(register, Kind.BEFORE_REKEY)
    register.rotate()
    _back_up_after(register)


def set_own(register: Register, store: Store, old: str, new: str, patience: Patience | None = None) -> Changes:
    """Give the reader another passphrase, after asking for the one he has; wrong ones are counted as at the door.

    Raises ClerkError: TRY_LATER, WRONG_PASSPHRASE, PASSPHRASE_*, FOLDER_*, DISK_*.
    """
    patience = patience or Patience()
    tries.refuse_early(register.uid, patience)
    began = patience.watch()
    if not _is_own(register, store.reader.uid, old):
        tries.failed(register.uid, patience, began)
        raise ClerkError(Problem.WRONG_PASSPHRASE)
    tries.succeeded(register.uid)
    return _reset(register, store, store.reader.uid, new)


def reset(register: Register, store: Store, row: int, new: str) -> Changes:
    """Give a user a new passphrase without knowing the old one, as an administrator or after the recovery sheet.

    Raises ClerkError: NOT_ALLOWED, RECORD_GONE, PASSPHRASE_*, FOLDER_*, DISK_*.
    """
    _needs_keeper(store)
    return _reset(register, store, store.of(User).get(row).uid, new)


def keyless(register: Register) -> tuple[str, ...]:
    """Who has no passphrase, as an administrator is told when the register opens; nobody for anybody else."""
    if not register.reader.may(KEEPERS) or register.is_practice:
        return ()
    return tuple(name for uid, name in register.users.items() if register.key_file.of(uid) is None)


def failed_tries(register: Register) -> int:
    """How many wrong passphrases came that the journal does not know of yet."""
    return tries.read(register.uid).untold


def welcome(register: Register, store: Store, passphrase: str) -> int:
    """Write that the register was opened; returns how many wrong passphrases came before.

    A slot that opens too quickly on this machine is sealed anew at a cost measured here.
    """
    failed = failed_tries(register)
    notes = [
        *(["bằng phiếu khôi phục"] if register.opener.is_sheet else []),
        *([f"{failed} lần nhập sai trước đó"] if failed else []),
    ]
    slot = register.opener.slot if register.opener.is_outgrown else None
    fresh = _new_slot(register, slot.name, slot.user, passphrase) if slot else None
    with store.change("unlock") as deed:
        deed.note = ", ".join(notes) or None
        if fresh:
            _put(register, store, fresh)
    rotation.published(register)
    tries.told(register.uid)
    return failed


def suggest() -> str:
    """A passphrase of five syllables that are typed the same with every input method."""
    return passphrases.suggested(_syllables())


def ways() -> int:
    """How many passphrases `suggest` chooses among, each as likely as any other."""
    return passphrases.ways(_syllables())


def _syllables() -> list[str]:
    file = paths.resource("catalogue", "passphrase_syllables.json")
    found: list[str] = json.loads(file.read_text(encoding="utf-8"))["syllables"]
    return found


@contextmanager
def _alone(register: Register) -> Iterator[Store]:
    register.alone()
    with closing(register.store()) as store:
        yield store


def _refuse_removal(store: Store, row: int) -> str:
    """The uid of a user who may be removed."""
    _needs_keeper(store)
    kept = store.of(User).get(row)
    _refuse_last(store, kept)
    return kept.uid


def _back_up_after(register: Register) -> None:
    """A backup under the new key; when it fails, the alarms of the backups say so, for the key is changed already."""
    with suppress(ClerkError):
        backups.back_up(register, Kind.ROUTINE)


def _needs_keeper(store: Store) -> None:
    if not store.reader.may(KEEPERS):
        raise ClerkError(Problem.NOT_ALLOWED)


def _bodies(store: Store, row: int) -> list[Kept[UserBody]]:
    return parts_of(store, USERS, row)[UserBody]


def _same_name(store: Store, name: str) -> int | None:
    wanted = text.norm(text.tidy(name))
    return next((kept.id for kept in users.present(store) if text.norm(kept.facts.name) == wanted), None)


def _sound(store: Store, user: User, row: int = 0) -> User:
    """The user with a tidy name; refuses a name that is empty or somebody else's, and a user who may do nothing."""
    user = replace(user, name=text.tidy(user.name))
    if not user.name:
        raise ClerkError(Problem.USER_NAMELESS)
    if _same_name(store, user.name) not in (None, row):
        raise ClerkError(Problem.USER_EXISTS, name=user.name)
    if not roles_of(user):
        raise ClerkError(Problem.USER_POWERLESS)
    return user


def _refuse_last(store: Store, kept: Kept[User]) -> None:
    """Refuse to take away the only administrator."""
    others = [each for each in users.present(store) if each.facts.administers and each.id != kept.id]
    if kept.facts.administers and not others:
        raise ClerkError(Problem.LAST_ADMINISTRATOR)


def _is_own(register: Register, user: str, passphrase: str) -> bool:
    slot = register.key_file.of(user) if user else None
    try:
        return slot is not None and keys.unlock(register.key_file, passphrase, slot.name).slot == slot
    except ClerkError:
        return False


def _reset(register: Register, store: Store, uid: str, passphrase: str) -> Changes:
    row = users.row_of(store, uid)
    slot = _new_slot(register, register.users[uid], uid, passphrase)
    with store.change("set_passphrase") as deed:
        deed.about(USERS.table, row)
        _put(register, store, slot)
    rotation.published(register)
    return deed.changes


def _new_slot(register: Register, name: str, uid: str, passphrase: str) -> Slot:
    """A slot at the cost that suits this machine; raises ClerkError PASSPHRASE_*."""
    check_passphrase(passphrase, is_practice=register.is_practice)
    return keys.new_slot(keys.PERSON, name, uid, passphrase, register.data_key, cost=costs.calibrated())


def _put(register: Register, store: Store, slot: Slot) -> None:
    """Hold a user's slot in the register; inside a deed."""
    rotation.put(store, rotation.with_slot(register.key_file, slot, register.data_key))

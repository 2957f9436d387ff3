"""Another data key in two phases, and key file and register made to agree again after a power cut.

The register holds its own key file as the fact `key_file`; the files beside it are copies of that, for opening it.
So a change of slots is one transaction, and what a power cut left undone is done at the next opening. A new data key
is sealed in the key file as `next` before the pages are written under it (`reliability.md` R13). A user without a live
row has no slot: his removal is finished by a new data key, from which his slot is left out.
"""

import contextlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dandan_desktop.db import keys
from dandan_desktop.db.engine import connect, told
from dandan_desktop.db.keys import KeyFile, Slot
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.files import folder_error
from dandan_desktop.domain.scope import ANYBODY, Reader

if TYPE_CHECKING:
    from dandan_desktop.db.register import Register
    from dandan_desktop.db.store import Store

KEY_FILE = "key_file"
"""The fact that holds the key file."""
FORMER_KEYS = "former_keys"
"""The fact that holds the data keys of older backups, as hexadecimal digits."""
REMOVED = "removed_users"
"""The fact that holds who was ever removed (uids), through every restore; where it is missing, nobody knows."""
SHEET_FILES = "sheet_files"
"""The fact that holds where recovery sheets were written as files, each with its digest."""


def held(facts: Mapping[str, str], data_key: bytes) -> KeyFile | None:
    """The key file a register holds; None where it is missing or belongs to another data key."""
    try:
        file = keys.loads(facts.get(KEY_FILE, "").encode())
    except ClerkError:
        return None
    return file if keys.is_marked(file, data_key) else None


def former_keys(facts: Mapping[str, str]) -> list[bytes]:
    """The data keys this register had before, the oldest first."""
    return [bytes.fromhex(key) for key in json.loads(facts.get(FORMER_KEYS, "[]"))]


def removed(facts: Mapping[str, str]) -> frozenset[str] | None:
    """Who was ever removed from this register (uids); None where that is not known, as of a damaged one."""
    kept = facts.get(REMOVED)
    return frozenset(json.loads(kept)) if kept else None


def put_removed(store: "Store", uids: Iterable[str] | None) -> None:
    """Hold who was ever removed, or that nobody knows; inside a deed."""
    store.put_fact(REMOVED, "" if uids is None else json.dumps(sorted(uids)))


def put(store: "Store", file: KeyFile) -> None:
    """Hold a key file in the register; inside a deed."""
    store.put_fact(KEY_FILE, keys.dumps(file).decode())


def publish(path: Path, file: KeyFile) -> None:
    """Write the copies that open the register; raises ClerkError FOLDER_*, DISK_FULL, DISK_FAILING."""
    try:
        keys.keep(path, file)
    except OSError as error:
        raise folder_error(error, path) from error


def published(register: "Register") -> None:
    """After a deed that put a key file: read it again, and write the copies; raises ClerkError as `publish`."""
    register.learn()
    publish(register.path, register.key_file)


def settle(register: "Register", outer: KeyFile) -> None:
    """Make register and key file agree, whatever moment the last change was broken off at.

    What cannot be written now is left for the next opening.
    """
    inner = held(register.facts, register.data_key)
    truth = inner or outer
    dead = [slot.user for slot in truth.slots if slot.user and slot.user not in register.users]
    with contextlib.suppress(ClerkError):
        if dead:
            rotate(register, truth, dead, _program(register))
            return
        named = tuple(slot._replace(name=register.users.get(slot.user, slot.name)) for slot in truth.slots)
        if named != truth.slots:
            truth = keys.make(truth.register, named, register.data_key)
        if truth != inner:
            with _store(register, _program(register)) as store, store.change("change_key"):
                put(store, truth)
            register.learn()
        publish(register.path, truth)


def rotate(register: "Register", file: KeyFile, without: Sequence[str], reader: Reader) -> None:
    """Give the register a new data key and every slot but those of these users the way to it.

    Raises ClerkError: REGISTER_IN_USE while a store is open, NOT_ALLOWED, and what disk and file did.
    """
    register.alone()
    data_key = os.urandom(32)
    fresh = keys.resealed(file, data_key, without)
    before = [key.hex() for key in former_keys(register.facts)]
    with _store(register, reader) as store, store.change("change_key") as deed:
        deed.note = f"bỏ {len(without)} người" if without else None
        store.put_fact(FORMER_KEYS, json.dumps(list(dict.fromkeys([*before, register.data_key.hex()]))))
        put(store, fresh)
    publish(register.path, file._replace(next=fresh))
    rekey(register.path, register.data_key, data_key)
    register.learn(data_key)
    publish(register.path, fresh)


def rekey(path: Path, data_key: bytes, fresh: bytes) -> None:
    """Write every page under another key, whole or not at all, and look whether each can be read.

    Raises ClerkError REGISTER_DAMAGED and what disk and file did.
    """
    with contextlib.closing(connect(path, data_key)) as connection, told(path):
        connection.execute(f"PRAGMA rekey = \"x'{fresh.hex()}'\"")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with contextlib.closing(connect(path, fresh)) as connection, told(path):
        if connection.execute("PRAGMA cipher_integrity_check").fetchone() is not None:
            raise ClerkError(Problem.REGISTER_DAMAGED, path=path)


def with_slot(file: KeyFile, slot: Slot, data_key: bytes) -> KeyFile:
    """The key file with this slot in the place of its user's, or added."""
    slots = [slot if each.user == slot.user else each for each in file.slots]
    return keys.make(file.register, slots if slot in slots else [*slots, slot], data_key)


def _program(register: "Register") -> Reader:
    """The program itself, under the name of who opened the register."""
    return ANYBODY._replace(uid=register.reader.uid, name=register.reader.name)


@contextlib.contextmanager
def _store(register: "Register", reader: Reader) -> "Iterator[Store]":
    store = register.store(reader=reader)
    try:
        yield store
    finally:
        store.close()

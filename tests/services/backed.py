"""A register changed since its backup, and what the tests of restoring ask of it."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from dandan_desktop.db import checks, keys, rotation
from dandan_desktop.db.backups import Made
from dandan_desktop.db.register import Register
from dandan_desktop.db.tries import Patience
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.people import Person
from dandan_desktop.paths import data_folder
from dandan_desktop.services import backups, restoring
from tests.registers import NAME, PASSPHRASE, copied, copy_of, dump, store_of

CODE = keys.recovery_code(bytes(range(16)))
NO_WAIT = Patience(wait=lambda _: None)
Dump = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Backed:
    """A register with a backup of one person, and what it held then; a second person came since."""

    path: Path
    made: Made
    held: Dump

    @property
    def folder(self) -> Path:
        return self.path.parent


def backed_up(folder: Path) -> Backed:
    """A closed register, changed since its backup."""
    where, made, held = copy_of(_backed_up, folder / "sổ", with_data=True)
    return Backed(folder / "sổ" / NAME, replace(made, path=data_folder() / where), held)


def _backed_up(folder: Path) -> tuple[Path, Made, Dump]:
    """The answer begins with the backup's place in the user's folder of data."""
    path = copied(folder)
    register = Register.open(path, PASSPHRASE)
    sheet = keys.new_slot(keys.RECOVERY, "", "", CODE, register.data_key)
    file = rotation.with_slot(register.key_file, sheet, register.data_key)
    with store_of(register) as store, store.change("make_sheet"):
        rotation.put(store, file)
    rotation.publish(path, file)
    register.learn()
    add(register, "Nguyễn Thị Đào")
    with store_of(register) as store:
        held = dump(store)
    made = backups.back_up(register)
    add(register, "Lê Văn Bưởi")
    register.close()
    return made.path.relative_to(data_folder()), made, held


def add(register: Register, name: str) -> None:
    with store_of(register) as store, store.change("add"):
        store.of(Person).add(Person(full_name=name))


def people(path: Path, secret: str = PASSPHRASE) -> list[str]:
    register = Register.open(path, secret, patience=NO_WAIT)
    try:
        with store_of(register) as store:
            assert checks.faults(store) == []
            return [person.facts.full_name for person in store.of(Person).some("ORDER BY t.id")]
    finally:
        register.close()


def refused(package: Path, target: Path, secret: str = PASSPHRASE) -> Problem:
    with pytest.raises(ClerkError) as caught:
        restoring.look(package, target, secret, patience=NO_WAIT)
    return caught.value.problem


def clean_profile(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    monkeypatch.setenv("LOCALAPPDATA", str(folder))

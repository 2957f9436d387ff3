"""Making, opening and describing a register."""

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dandan_desktop import paths, settings
from dandan_desktop.db import checks, files, place, tries, unlocking
from dandan_desktop.db.birth import Fresh
from dandan_desktop.db.offices import office, presets
from dandan_desktop.db.register import PRACTICE_PASSPHRASE, Register, refuse_place
from dandan_desktop.db.store import Store
from dandan_desktop.domain.catalogue import Body
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.faults import Fault
from dandan_desktop.services import moves
from dandan_desktop.services.fallback import offering

__all__ = ["PRACTICE_PASSPHRASE", "Register", "refuse_place"]


@dataclass(frozen=True, slots=True)
class Report:
    """The state of a register: what is wrong with it, how many live records each noun has, and whose alone these are.

    `only` is empty where all are counted.
    """

    faults: tuple[Fault, ...]
    tables: dict[str, int]
    only: str = ""


@dataclass(frozen=True, slots=True)
class Door:
    """What the unlock page says of a register: the names of its people, who opened it last here, the wait in seconds.

    `last` is empty when none of them opened it on this machine; `is_damaged`: a key file is there and cannot be read.
    """

    names: tuple[str, ...]
    last: str
    wait: float
    is_damaged: bool = False


def door(path: Path) -> Door:
    """Who may open a register, and how long its next passphrase has to wait; nobody is known without a key file."""
    found, last = unlocking.door(path), settings.read().last_user
    names = dict(found.people)
    return Door(tuple(names.values()), names.get(last, ""), tries.wait_left(found.register), found.is_damaged)


def named(path: Path) -> Path:
    """The file a register of this name is in: its ending may be left off."""
    if path.suffix == paths.SUFFIX or not path.name or os.path.lexists(path):
        return path
    return path.with_name(path.name + paths.SUFFIX)


def make(
    path: Path, passphrase: str, *, who: str = "", is_practice: bool = False, by_command: bool = False
) -> Register:
    """Make a register with the shipped catalogue, open it and remember it; raises as `Register.create`."""
    register = Register.create(named(path), passphrase, Fresh(who=who, is_practice=is_practice))
    _remember(register, by_command=by_command, last_user=register.reader.uid)
    return register


def _remember(register: Register, *, by_command: bool, **more: str) -> None:
    """The window goes back to the register it had open.

    A command, and practising, change that only where there is none yet.
    """
    if not (by_command or register.is_practice) or not settings.read().last_register:
        settings.keep_register(register.path, register.uid, **more)


def open_it(path: Path, passphrase: str, name: str = "", *, by_command: bool = False) -> Register:
    """Open a register as this user, or as whoever has the passphrase, and remember it.

    Raises ClerkError as `Register.open`; REGISTER_DAMAGED_SINCE names the newest good backup, where there is one.
    """
    with offering(path):
        register = Register.open(path, passphrase, name)
    _remember(register, by_command=by_command, last_user=register.reader.uid)
    return register


def open_by_sheet(path: Path, code: str, *, by_command: bool = False) -> Register:
    """Open a register with the code of its recovery sheet, as its first administrator, and remember it.

    Raises ClerkError RECOVERY_CODE_WRONG for anything else, TRY_LATER, and as `Register.open`.
    """
    try:
        with offering(path):
            register = Register.open(path, code)
    except ClerkError as error:
        if error.problem is Problem.WRONG_PASSPHRASE:
            raise ClerkError(Problem.RECOVERY_CODE_WRONG) from error
        raise
    if not register.opener.is_sheet:
        register.close()
        raise ClerkError(Problem.RECOVERY_CODE_WRONG)
    _remember(register, by_command=by_command)
    return register


def wait_until_free(path: Path) -> None:
    """Give a program that is just closing this register a few seconds; who holds it after that is told at opening."""
    place.wait_until_free(path)


def last_register() -> Path:
    """The register used last on this machine; raises ClerkError NO_REGISTER_CHOSEN."""
    remembered = settings.read().last_register
    if not remembered:
        raise ClerkError(Problem.NO_REGISTER_CHOSEN)
    return Path(remembered)


def choose_office(store: Store, body: int) -> Changes:
    """Say which body this register belongs to."""
    with store.change("choose_office") as deed:
        deed.about("bodies", body)
        store.put_fact("office", store.of(Body).get(body).uid)
    return deed.changes


def office_presets(store: Store, on: date) -> list[tuple[int, str]]:
    """The shipped offices valid on a day whose papers have a header of their own: id and name."""
    return presets(store, on)


def office_name(store: Store) -> str:
    """The name of the office, or an empty string until one was chosen."""
    found = office(store)
    return found.facts.name if found else ""


def check(store: Store) -> Report:
    """Look the whole register over; the same register always gives the same report."""
    strayed = [Fault.STATES] if any(moves.strayed(store, road) for road in moves.ROADS) else []
    lost = [Fault.FILES] if files.has_lost(store) else []
    return Report((*checks.faults(store), *strayed, *lost), checks.counts(store))

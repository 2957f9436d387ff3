"""Making, opening and describing a register."""

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dandan_desktop import paths, settings
from dandan_desktop.db import checks
from dandan_desktop.db.offices import office, presets
from dandan_desktop.db.register import PRACTICE_PASSPHRASE, Fresh, Register, refuse_network
from dandan_desktop.db.store import Store
from dandan_desktop.domain.catalogue import Body
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.services import moves

__all__ = ["PRACTICE_PASSPHRASE", "Register", "refuse_network"]


@dataclass(frozen=True, slots=True)
class Report:
    """The state of a register: what is wrong with it, and how many live records each noun has."""

    faults: tuple[str, ...]
    tables: dict[str, int]


def named(path: Path) -> Path:
    """The file a register of this name is in: its ending may be left off."""
    if path.suffix == paths.SUFFIX or not path.name or os.path.lexists(path):
        return path
    return path.with_name(path.name + paths.SUFFIX)


def make(path: Path, passphrase: str, *, who: str = "", is_practice: bool = False) -> Register:
    """Make a register with the shipped catalogue, open it and remember it; raises as `Register.create`."""
    register = Register.create(named(path), passphrase, Fresh(who=who, is_practice=is_practice))
    settings.remember(last_register=str(register.path))
    return register


def open_it(path: Path, passphrase: str) -> Register:
    """Open a register and remember it; raises as `Register.open`."""
    register = Register.open(path, passphrase)
    settings.remember(last_register=str(register.path))
    return register


def last_register() -> Path:
    """The register used last on this machine; raises ClerkError NO_REGISTER_CHOSEN."""
    remembered = settings.read().last_register
    if not remembered:
        raise ClerkError(Problem.NO_REGISTER_CHOSEN)
    return Path(remembered)


def choose_office(store: Store, body: int) -> Changes:
    """Say which body this register belongs to."""
    with store.change("choose_office") as deed:
        store.put_fact("office", store.of(Body).get(body).uid)
    return deed.changes


def new_office(store: Store, body: Body) -> Changes:
    """Add a body and say this register belongs to it."""
    with store.change("choose_office") as deed:
        row = store.of(Body).add(body)
        store.put_fact("office", store.of(Body).get(row).uid)
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
    strayed = ["states"] if any(moves.strayed(store, road) for road in moves.ROADS) else []
    return Report((*checks.faults(store), *strayed), checks.counts(store))

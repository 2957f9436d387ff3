"""The commands that keep a register safe – backup, restore, users remove – on a disk that fails or is full."""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from dandan_desktop.db.register import Register
from dandan_desktop.domain.errors import ClerkError
from torture.door import eager
from torture.office import PASSPHRASE, Office
from torture.r13_rekey import LEAVER, peopled, wrong_with
from torture.shelves import named

_STICK = "usb"


def prepared(home: Path) -> Office:
    """An office with meetings, a second user and a backup on a stick, to be copied before each command."""
    office = peopled(home)
    (home / _STICK).mkdir()
    made = office.run("backup", "--to", home / _STICK)
    if made.code:
        raise RuntimeError(made.err)
    return office


def copied(prepared_office: Office, home: Path) -> Office:
    """A fresh copy of a whole office, the user's own folders included, in place of what is there."""
    for there in home.iterdir() if home.is_dir() else ():
        shutil.rmtree(there) if there.is_dir() else there.unlink()
    shutil.copytree(prepared_office.home, home, dirs_exist_ok=True)
    return Office(home)


def findings(office: Office) -> list[str]:
    """What is wrong with the register after such a command: it opens for who stays, and holds all it held."""
    try:
        with closing(Register.open(office.register, PASSPHRASE, patience=eager())) as register:
            return [f"broken: {what}" for what in wrong_with(register)]
    except ClerkError as error:
        return [f"broken: {error}"]


def _backup(office: Office) -> list[str | Path]:
    return ["backup", "--to", office.home / _STICK]


def _restore(office: Office) -> list[str | Path]:
    return ["restore", named(office.home / _STICK)[0], "--to", office.register]


def _remove(_office: Office) -> list[str | Path]:
    return ["users", "remove", LEAVER]


COMMANDS: tuple[Callable[[Office], list[str | Path]], ...] = (_backup, _restore, _remove)
"""What follows the name of the program, for an office."""

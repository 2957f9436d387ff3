"""The work of the start screen: opening a register by passphrase or sheet, and the practice office."""

import contextlib
from pathlib import Path

from dandan_desktop import paths
from dandan_desktop.db.register import Register
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.services import registers
from dandan_desktop.ui.session import today


def is_practice(register: Path) -> bool:
    """Whether this is the file of the practice office."""
    from dandan_desktop.services import practice

    return register.name == practice.FILE_NAME


def is_of_code(error: ClerkError) -> bool:
    """Whether a problem is told below the code of the recovery sheet."""
    return error.problem in (Problem.RECOVERY_CODE_WRONG, Problem.TRY_LATER)


def opened(path: Path, passphrase: str, name: str) -> Register:
    """A register opened, and its journal told; where nothing can be written it is only read."""
    from dandan_desktop.services import users

    register = registers.open_it(path, passphrase, name)
    if not register.opener.is_sheet and not register.is_practice:
        with contextlib.suppress(ClerkError), contextlib.closing(register.store()) as store:
            users.welcome(register, store, passphrase)
    return register


def made(path: Path, passphrase: str, who: str) -> Register:
    """A new register kept by this person, open."""
    return registers.make(path, passphrase, who=who)


def renewed(register: Register, name: str, passphrase: str) -> Register:
    """A register the recovery sheet opened, with a new passphrase for this person, opened with it."""
    from dandan_desktop.services import users

    with contextlib.closing(register.store()) as store:
        users.reset(register, store, users.named(store, name), passphrase)
        users.welcome(register, store, "")
    register.close()
    return registers.open_it(register.path, passphrase, name)


def practice_office() -> Register:
    """The practice office, made where there is none yet, open."""
    from dandan_desktop.services import practice

    folder = paths.data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    register = folder / practice.FILE_NAME
    if not register.exists():
        practice.make(folder, today())
    return registers.open_it(register, registers.PRACTICE_PASSPHRASE)

"""The work of the start screen: opening a register by passphrase or sheet, restoring one, and the practice office."""

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths

from dandan_desktop import paths, settings
from dandan_desktop.db import shelf
from dandan_desktop.db.register import Register
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.services import registers
from dandan_desktop.ui.session import today

if TYPE_CHECKING:
    from dandan_desktop.services.restoring import Preview, Restored


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


def looked(package: Path, target: Path | None, secret: str, name: str) -> "Preview":
    """What a backup holds, to be restored here; without a place, where this machine has it or had none yet."""
    from dandan_desktop.services import restoring

    if target is not None:
        return restoring.look(package, target, secret, name)
    return restoring.look_anywhere(package, documents(), secret, name)


def restored(preview: "Preview") -> "Restored":
    """A register restored from a backup that was looked at."""
    from dandan_desktop.services import restoring

    return restoring.restore(preview)


def mended(preview: "Preview") -> None:
    """The key file of a sound register written anew, out of a backup that was looked at."""
    from dandan_desktop.services import key_mending

    key_mending.mend(preview)


def backups_folder(register: Path | None = None) -> Path | None:
    """Where this computer keeps the backups of a register, of the one opened last without one; None for none."""
    known = settings.read().registers
    uid = known.get(str(register), "") if register else next(reversed([*known.values()]), "")
    folder = shelf.own_place(uid) if uid else None
    return folder if folder is not None and folder.is_dir() else None


def documents() -> Path:
    """Where a new register is proposed to be: the clerk's documents, unless those are synchronised to elsewhere."""
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    try:
        registers.refuse_place(folder)
    except ClerkError:
        return Path.home()
    return folder if folder.is_dir() else Path.home()


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


def practice_place() -> Path:
    """Where the practice office of this user is, or will be."""
    from dandan_desktop.services import practice

    return paths.data_folder() / practice.FILE_NAME


def practice_office() -> Register:
    """The practice office, made where there is none yet, open."""
    from dandan_desktop.services import practice

    register = practice_place()
    register.parent.mkdir(parents=True, exist_ok=True)
    if not register.exists():
        practice.make(register.parent, today())
    return registers.open_it(register, registers.PRACTICE_PASSPHRASE)

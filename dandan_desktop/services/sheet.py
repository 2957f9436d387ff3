"""The recovery sheet: a code on paper that opens the register when no passphrase does.

A new code takes the old one's place only after it was typed back from the paper: a sheet that cannot be read is none.
"""

import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from dandan_desktop.db import costs, keys, rotation
from dandan_desktop.db.register import Register
from dandan_desktop.db.store import Store
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.papers import RecoverySheet
from dandan_desktop.domain.users import KEEPERS
from dandan_desktop.services import registers, sheet_files

FILE_NAME = "phieu-khoi-phuc.docx"
"""The name proposed for the Word file: neutral, and nobody's."""


def begin(register: Register, store: Store, today: date) -> RecoverySheet:
    """A sheet with a new code, which opens nothing until it is confirmed; raises ClerkError NOT_ALLOWED."""
    if not store.reader.may(KEEPERS):
        raise ClerkError(Problem.NOT_ALLOWED)
    code = keys.recovery_code(os.urandom(16))
    return RecoverySheet(registers.office_name(store), register.path.stem, today, code)


def write(sheet: RecoverySheet, path: Path) -> Path:
    """Write the sheet as a Word file; raises ClerkError FOLDER_*, DISK_*, FILE_IN_USE, TEMPLATE_UNUSABLE."""
    from dandan_desktop.documents import sheet as paper

    return paper.write_sheet(sheet, path)


def printed(sheet: RecoverySheet) -> str:
    """The sheet as text, for a printer that is given text."""
    from dandan_desktop.documents import sheet as paper

    return "\n".join(paper.sheet_lines(sheet))


def is_same(sheet: RecoverySheet, typed: str) -> bool:
    """Whether the code was typed back as the sheet has it, in whatever letters and groups."""
    try:
        return keys.read_recovery_code(typed) == sheet.code
    except ValueError:
        return False


def confirm(
    register: Register, store: Store, sheet: RecoverySheet, typed: str, written: Iterable[Path] = ()
) -> Changes:
    """Put the new code in the old one's place, once it was typed back; `written` are the Word files made of it.

    Raises ClerkError: RECOVERY_CODE_DIFFERS, NOT_ALLOWED, and what disk and file did; the old sheet then still opens.
    """
    if not is_same(sheet, typed):
        raise ClerkError(Problem.RECOVERY_CODE_DIFFERS)
    slot = keys.new_slot(keys.RECOVERY, "", "", sheet.code, register.data_key, cost=costs.calibrated())
    with store.change("make_sheet") as deed:
        rotation.put(store, rotation.with_slot(register.key_file, slot, register.data_key))
        store.put_fact("has_recovery_sheet", "1")
        store.put_fact(rotation.SHEET_FILES, sheet_files.kept(register.facts, written))
    rotation.published(register)
    return deed.changes

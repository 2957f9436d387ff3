"""Who may save a damaged register: an administrator, as the register itself still tells, or the recovery sheet.

Whoever can write to the file can damage it, so damage must never give anybody a power he did not have.
"""

from dandan_desktop.db import keys, users, wreck
from dandan_desktop.db.engine import Connection
from dandan_desktop.db.keys import KeyFile, Opener
from dandan_desktop.domain.errors import ClerkError, Problem


def refuse_others(source: Connection, opener: Opener) -> None:
    """Let nobody else go on, before anything is told of what the register holds.

    Raises ClerkError: RESCUE_NOT_ALLOWED, or RESCUE_NEEDS_SHEET where the roles of this user cannot be read.
    """
    if opener.is_sheet:
        return
    is_keeper = _administers(source, opener.user)
    if is_keeper is None:
        raise ClerkError(Problem.RESCUE_NEEDS_SHEET)
    if not is_keeper:
        raise ClerkError(Problem.RESCUE_NOT_ALLOWED)


def _administers(source: Connection, user: str) -> bool | None:
    """Whether a user is an administrator and was not removed; None when his row cannot be read."""
    if "users" not in wreck.tables(source):
        return None
    found = wreck.look(source, "users")
    for _, values in wreck.rows(source, found):
        row = dict(zip(found.columns, values, strict=True))
        if row.get("uid") == user:
            return bool(row.get("administers")) and row.get("deleted_at") is None
    return None


def kept_slots(file: KeyFile, data_key: bytes, target: Connection) -> KeyFile:
    """The slots of the recovery sheet and of the users that were saved: who is not in the register opens nothing."""
    saved = users.live(target)
    return keys.make(file.register, [slot for slot in file.slots if not slot.user or slot.user in saved], data_key)

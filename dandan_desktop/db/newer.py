"""What a newer program wrote is left alone: neither the file nor the log that a power cut left beside it is touched."""

import contextlib
from pathlib import Path

from dandan_desktop.db.engine import Connection, dbapi, has_log, peek, told
from dandan_desktop.db.migrations import STEPS
from dandan_desktop.domain.errors import ClerkError, Problem


def refuse(connection: Connection, path: Path) -> set[str]:
    """The schema steps a register has; raises ClerkError REGISTER_NEWER for one that this program does not know."""
    rows = connection.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = 'dandan_desktop'")
    applied = {name for (name,) in rows}
    if applied - {name for name, _ in STEPS}:
        raise ClerkError(Problem.REGISTER_NEWER, path=path)
    return applied


def refuse_unsettled(path: Path, data_key: bytes) -> None:
    """Refuse a newer program's register before its log is settled, which any other way of opening it would do.

    Where the file alone does not tell, its log has to be settled first. Raises ClerkError REGISTER_NEWER.
    """
    if not has_log(path):
        return
    try:
        with contextlib.closing(peek(path, data_key)) as connection, told(path):
            refuse(connection, path)
    except dbapi.Error:
        return
    except ClerkError as error:
        if error.problem is Problem.REGISTER_NEWER:
            raise

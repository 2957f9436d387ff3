"""Bringing a register's schema up to this program's, step by step."""

from pathlib import Path

import sqlite_utils.utils
from sqlite_utils import Database, Migrations

from dandan_desktop.db import derived
from dandan_desktop.db.engine import Connection, dbapi
from dandan_desktop.db.migrations import STEPS, Step
from dandan_desktop.db.names import NameBook
from dandan_desktop.db.search_index import SearchWriter, abbreviations
from dandan_desktop.domain.nouns import NOUNS

if sqlite_utils.utils.OperationalError is not dbapi.OperationalError:
    raise ImportError("sqlite_utils was imported before dandan_desktop.db")

_SET = "dandan_desktop"


def upgrade(connection: Connection, steps: tuple[Step, ...] = STEPS) -> None:
    """Apply the missing steps, then make search text, triggers and search index again, all in one transaction.

    The triggers go first: a step that rewrites a table loses its triggers, and one that changes rows is no deed.
    """
    made = Migrations(_SET)
    for name, function in steps:
        made(name=name)(function)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    try:
        derived.drop_triggers(connection)
        made.apply(Database(connection, execute_plugins=False))
        _renew_search(connection)
        derived.rebuild(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    finally:
        connection.execute("PRAGMA foreign_keys = ON")


def _renew_search(connection: Connection) -> None:
    """Make the search text from the records: a step may have added rows, or words that are found."""
    path = Path(connection.execute("PRAGMA database_list").fetchone()[2])
    SearchWriter(connection, path, NameBook(connection, path), abbreviations()).refresh_all(NOUNS)


def applied(connection: Connection) -> set[str]:
    """The names of the steps this register has been through."""
    rows = connection.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = ?", (_SET,))
    return {name for (name,) in rows}

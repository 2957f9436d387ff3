"""Bringing a register's schema up to this program's, step by step."""

import sqlite_utils.utils
from sqlite_utils import Database, Migrations

from dandan_desktop.db import derived
from dandan_desktop.db.engine import Connection, dbapi
from dandan_desktop.db.migrations import STEPS, Step

if sqlite_utils.utils.OperationalError is not dbapi.OperationalError:
    raise ImportError("sqlite_utils was imported before dandan_desktop.db")

_SET = "dandan_desktop"


def upgrade(connection: Connection, steps: tuple[Step, ...] = STEPS) -> None:
    """Apply the missing steps, each in its own transaction, then make triggers and search index again."""
    made = Migrations(_SET)
    for name, function in steps:
        made(name=name)(function)
    connection.execute("PRAGMA foreign_keys = OFF")
    made.apply(Database(connection, execute_plugins=False))
    derived.rebuild(connection)
    connection.commit()
    connection.execute("PRAGMA foreign_keys = ON")


def applied(connection: Connection) -> set[str]:
    """The names of the steps this register has been through."""
    rows = connection.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = ?", (_SET,))
    return {name for (name,) in rows}

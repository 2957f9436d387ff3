"""What follows from the schema and is made again after every upgrade: history triggers and the search index."""

import zlib
from collections.abc import Iterator, Mapping

from dandan_desktop.db.engine import Connection

_APPEND_ONLY = ("deeds", "history", "seals")

SEARCH_INDEX = """CREATE VIRTUAL TABLE search_fts USING fts5(fold, alias, content='search', content_rowid='id',
    tokenize='unicode61 remove_diacritics 0', detail=none, columnsize=0)"""
"""No places of words, no index of beginnings: queries are words joined by AND, and Vietnamese has few syllables."""

KNOWN = 227_167_100
"""The mark of what `expected` says after this program's last step: every start compares it, few write it all again."""


def tracked(connection: Connection) -> list[str]:
    """The tables whose rows history follows: those that carry a version."""
    rows = connection.execute(
        "SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c"
        " WHERE m.type = 'table' AND c.name = 'version' ORDER BY m.name"
    )
    return [name for (name,) in rows]


def columns(connection: Connection, table: str) -> list[str]:
    """The columns of a table in order."""
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]


def owner(connection: Connection, table: str) -> tuple[str, str] | None:
    """The table and column a row belongs to, read from its ON DELETE CASCADE; None when it owns itself."""
    for row in connection.execute(f"PRAGMA foreign_key_list({table})"):
        if row[6] == "CASCADE":
            return row[2], row[3]
    return None


def _image(alias: str, names: list[str]) -> str:
    return "json_object(" + ", ".join(f"'{name}', {alias}.\"{name}\"" for name in names) + ")"


def _history_triggers(connection: Connection, table: str) -> Iterator[tuple[str, str]]:
    names = columns(connection, table)
    owned = owner(connection, table)
    old, new = _image("OLD", names), _image("NEW", names)
    for deed, row, before, after in (
        ("insert", "NEW", "NULL", new),
        ("update", "NEW", old, new),
        ("delete", "OLD", old, "NULL"),
    ):
        owner_table, owner_row = (owned[0], f'{row}."{owned[1]}"') if owned else (table, f"{row}.id")
        name = f"history_{table}_{deed}"
        text = f"""CREATE TRIGGER {name} AFTER {deed.upper()} ON {table} BEGIN
            SELECT RAISE(ABORT, 'write outside a deed') WHERE NOT EXISTS (SELECT 1 FROM current_deed);
            INSERT INTO history_images (deed, tbl, row, owner_table, owner, salt, before, after)
            VALUES ((SELECT deed FROM current_deed), '{table}', {row}.id, '{owner_table}', {owner_row},
            hex(randomblob(16)), {before}, {after}); END"""
        yield name, text


def _append_only(table: str) -> Iterator[tuple[str, str]]:
    for deed in ("update", "delete"):
        name = f"{table}_no_{deed}"
        stop = f"SELECT RAISE(ABORT, '{table} only grows')"
        yield name, f"CREATE TRIGGER {name} BEFORE {deed.upper()} ON {table} BEGIN {stop}; END"


def _search_triggers() -> Iterator[tuple[str, str]]:
    gone = "INSERT INTO search_fts (search_fts, rowid, fold, alias) VALUES ('delete', OLD.id, OLD.fold, OLD.alias);"
    come = "INSERT INTO search_fts (rowid, fold, alias) VALUES (NEW.id, NEW.fold, NEW.alias);"
    for deed, body in (("insert", come), ("delete", gone), ("update", gone + come)):
        name = f"search_{deed}"
        yield name, f"CREATE TRIGGER {name} AFTER {deed.upper()} ON search BEGIN {body} END"


def expected(connection: Connection) -> dict[str, str]:
    """Every trigger the register must have, by name, with its text."""
    found: dict[str, str] = {}
    for table in tracked(connection):
        found.update(_history_triggers(connection, table))
    for table in _APPEND_ONLY:
        found.update(_append_only(table))
    found.update(_search_triggers())
    return found


def present(connection: Connection) -> dict[str, str]:
    """Every trigger the register has, by name, with its text."""
    return dict(connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall())


def mark(triggers: Mapping[str, str]) -> int:
    """What stands for these triggers in short, to know accidents by, not ill will."""
    return zlib.crc32("\n".join(f"{name} {text}" for name, text in sorted(triggers.items())).encode())


def are_whole(connection: Connection) -> bool:
    """Whether the register has just the triggers it must have."""
    there = present(connection)
    return mark(there) == KNOWN or there == expected(connection)


def missing(connection: Connection) -> list[str]:
    """The triggers that are not as they must be: absent, changed, or there though none of ours."""
    wanted, there = expected(connection), present(connection)
    return sorted(name for name in wanted.keys() | there.keys() if wanted.get(name) != there.get(name))


def drop_triggers(connection: Connection) -> None:
    """Drop every trigger, so that rows can be written outside a deed until `rebuild`."""
    for name in present(connection):
        connection.execute(f"DROP TRIGGER {name}")


def rebuild(connection: Connection) -> None:
    """Drop and make again all triggers and the search index over the `search` table."""
    drop_triggers(connection)
    connection.execute("DROP TABLE IF EXISTS search_fts")
    connection.execute(SEARCH_INDEX)
    for sql in expected(connection).values():
        connection.execute(sql)
    connection.execute("INSERT INTO search_fts (search_fts, rank) VALUES ('secure-delete', 1)")
    connection.execute("INSERT INTO search_fts (search_fts) VALUES ('rebuild')")

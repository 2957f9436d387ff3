"""The search text of every noun, in one table: written with each deed, rebuilt from the records at any time."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from dandan_desktop import paths
from dandan_desktop.db.engine import Connection, dbapi
from dandan_desktop.db.rows import Rows, Table
from dandan_desktop.domain import text
from dandan_desktop.domain.facts import Lines, traits
from dandan_desktop.domain.names import Names
from dandan_desktop.domain.nouns import Noun

_WANTED = "SELECT value FROM json_each(?)"
_WRITE = """INSERT INTO search (kind, row, title, fold, norm, sort, alias) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (kind, row) DO UPDATE SET title = excluded.title, fold = excluded.fold, norm = excluded.norm,
    sort = excluded.sort, alias = excluded.alias WHERE (title, fold, norm, sort, alias)
    IS NOT (excluded.title, excluded.fold, excluded.norm, excluded.sort, excluded.alias)"""


class _Source(NamedTuple):
    """Where found texts of a noun are: its own table or a part's; the query gives whose they are, then the texts."""

    select: str
    are_lines: tuple[bool, ...]


def _source(table: str, record: type[Any], parent: str = "") -> _Source | None:
    """The texts of a table that the search box looks at; None when there are none."""
    found = [each for each in traits(record) if each.fact.found]
    owner, order = (parent, f"{parent}, place") if parent else ("id", "id")
    names = ", ".join(f'"{each.name}"' for each in found)
    select = f"SELECT {owner}, {names} FROM {table} WHERE {owner} IN ({_WANTED}) ORDER BY {order}"
    return _Source(select, tuple(each.kind is Lines for each in found)) if found else None


class SearchWriter:
    """Keeps the search table true to the records."""

    def __init__(self, connection: Connection, path: Path, names: Names, abbreviations: Mapping[str, str]) -> None:
        self._connection = connection
        self._path = path
        self._names = names
        self._abbreviations = abbreviations
        self._readers: dict[str, tuple[Rows[Any], list[_Source]]] = {}

    def put_off(self, noun: Noun, rows: Iterable[int]) -> None:
        """Remember that the search text of these rows is to be written before somebody reads it."""
        remember = "INSERT INTO search_late VALUES (?, ?) ON CONFLICT DO NOTHING"
        self._connection.executemany(remember, [(noun.table, row) for row in rows])

    def late(self) -> dict[str, list[int]]:
        """The rows whose search text was put off, by table."""
        found: dict[str, list[int]] = {}
        for table, row in self._connection.execute("SELECT kind, row FROM search_late"):
            found.setdefault(table, []).append(row)
        return found

    def refresh(self, noun: Noun, rows: Iterable[int]) -> None:
        """Write the search text of these rows; rows that are gone lose theirs."""
        gone = set(rows)
        its_late = f"DELETE FROM search_late WHERE kind = ? AND row IN ({_WANTED})"
        self._connection.execute(its_late, (noun.table, json.dumps(list(gone))))
        for columns in self._wanted(noun, json.dumps(list(gone))):
            self._connection.execute(_WRITE, columns)
            gone.remove(columns[1])
        if gone:
            delete = f"DELETE FROM search WHERE kind = ? AND row IN ({_WANTED})"
            self._connection.execute(delete, (noun.table, json.dumps(list(gone))))

    def strayed(self, noun: Noun, rows: Iterable[int]) -> int:
        """How many of these rows, which may be gone, have another search text than their record gives them."""
        wanted = json.dumps(list(rows))
        kept = f"SELECT kind, row, title, fold, norm, sort, alias FROM search WHERE kind = ? AND row IN ({_WANTED})"
        there = {tuple(row) for row in self._connection.execute(kept, (noun.table, wanted))}
        return len({columns[1] for columns in there ^ set(self._wanted(noun, wanted))})

    def _wanted(self, noun: Noun, wanted: str) -> Iterator[tuple[Any, ...]]:
        """What the search table holds of these rows when it is true to them."""
        reader, sources = self._readers_of(noun)
        found = reader.some(f"WHERE t.id IN ({_WANTED})", (wanted,))
        texts: dict[int, list[str]] = {kept.id: [] for kept in found}
        for source in sources:
            for owner, *values in self._connection.execute(source.select, (wanted,)):
                for value, are_lines in zip(values, source.are_lines, strict=True):
                    if value is not None:
                        texts[owner].extend(json.loads(value) if are_lines else (value,))
        return (self._columns(noun, kept.id, kept.facts, texts[kept.id]) for kept in found)

    def _readers_of(self, noun: Noun) -> tuple[Rows[Any], list[_Source]]:
        if noun.table not in self._readers:
            own: Rows[Any] = Rows(self._connection, self._path, Table(noun.table, noun.record), noun.record)
            sources = [_source(noun.table, noun.record)]
            sources += [_source(part.table, part.record, part.parent) for part in noun.parts]
            self._readers[noun.table] = own, [each for each in sources if each]
        return self._readers[noun.table]

    def refresh_all(self, nouns: Iterable[Noun]) -> None:
        """Write the search text of every row of these nouns."""
        for noun in nouns:
            rows = self._connection.execute(f"SELECT id FROM {noun.table}").fetchall()
            self.refresh(noun, [row for (row,) in rows])

    def _columns(self, noun: Noun, row: int, facts: Any, texts: list[str]) -> tuple[Any, ...]:
        title = noun.title(facts, self._names)
        # A blank on both sides of every word: the search box ranks by the blank before a word and the one after it.
        fold = f" {text.fold(title)} \n {text.fold(' '.join(texts))} "
        is_person = noun.order is not None  # initials of persons would only be noise
        alias = text.joined(title) if is_person else text.aliases(title, self._abbreviations)
        sort = noun.sort_key(facts, self._names)
        return noun.table, row, title, fold, f" {text.norm(title)} ", sort, alias


def is_index_true(connection: Connection) -> bool:
    """Whether the index over the search table finds what the table holds; nothing is changed.

    Raises dbapi.Error when another writer is at work or the file cannot be written.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute("INSERT INTO search_fts (search_fts, rank) VALUES ('integrity-check', 1)")
    except dbapi.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF != dbapi.SQLITE_CORRUPT:
            raise
        return False
    finally:
        connection.execute("ROLLBACK")
    return True


def abbreviations() -> dict[str, str]:
    """What the search box understands for short, by abbreviation."""
    file = paths.resource("catalogue", "abbreviations.json")
    found: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))["abbreviations"]
    return found

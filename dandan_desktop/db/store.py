"""One thread's way to the register: reads as it likes, writes only inside `change`."""

import contextlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast

from dandan_desktop.db import derived, history
from dandan_desktop.db.engine import Connection, told
from dandan_desktop.db.names import NameBook
from dandan_desktop.db.rows import Rows, Table, moment
from dandan_desktop.db.search_index import SearchWriter
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.deeds import DEEDS
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.ids import new_uid
from dandan_desktop.domain.nouns import NOUNS, Noun
from dandan_desktop.domain.scope import ALL, Scope

R = TypeVar("R")


class Deed:
    """A deed under way; `changes` is known once it is done."""

    def __init__(self, number: int, name: str, undoes: int | None, after_seq: int) -> None:
        self.number = number
        self.name = name
        self.undoes = undoes
        self.after_seq = after_seq
        self.subject: tuple[str, int] | None = None
        self._changes: Changes | None = None

    def about(self, table: str, row: int) -> None:
        """Say which noun's row the deed is about; without it, that of its first write."""
        self.subject = (table, row)

    @property
    def changes(self) -> Changes:
        """What the deed touched; RuntimeError while it is still under way."""
        if self._changes is None:
            raise RuntimeError("the deed is not finished")
        return self._changes

    def finish(self, number: int, tables: frozenset[str], row: int) -> None:
        """Say what was touched; number 0 when it was nothing, and no deed stays."""
        self._changes = Changes(number, self.name, tables, row)


class Store:
    """The records of an open register for one user on one connection, used by the thread that made it."""

    def __init__(
        self,
        connection: Connection,
        path: Path,
        *,
        seal_key: bytes,
        fault: Problem | None = None,
        who: str = "",
        nouns: Sequence[Noun] = NOUNS,
        abbreviations: Mapping[str, str] | None = None,
    ) -> None:
        self.path = path
        self.who = who
        self.nouns = tuple(nouns)
        self.names = NameBook(connection, path)
        self.scope: Scope = ALL
        self._connection = connection
        self._seal_key = seal_key
        self._fault = fault
        self._search = SearchWriter(connection, path, self.names, abbreviations or {})
        self._rows: dict[type[Any], Rows[Any]] = {}
        self._tables = {noun.record: Table(noun.table, noun.record) for noun in self.nouns}
        for part in (part for noun in self.nouns for part in noun.parts):
            self._tables[part.record] = Table(part.table, part.record, part.parent)

    def of(self, record: type[R]) -> Rows[R]:
        """The rows of one kind of record; KeyError for a record no noun has."""
        if record not in self._rows:
            self._rows[record] = Rows(self._connection, self.path, self._tables[record], record)
        return cast("Rows[R]", self._rows[record])

    def query(self, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of a SELECT; only `db` writes SQL. Raises ClerkError for what disk or file did."""
        with told(self.path):
            return cast("list[tuple[Any, ...]]", self._connection.execute(sql, values).fetchall())

    @contextlib.contextmanager
    def change(self, name: str, *, undoes: int | None = None) -> Iterator[Deed]:
        """One deed in one transaction, with its history and search text; nothing of it stays when it fails.

        Raises ClerkError: HISTORY_INCOMPLETE when a history trigger is missing; REGISTER_READ_ONLY,
        REGISTER_IN_USE, DISK_FULL, DISK_FAILING, REGISTER_DAMAGED for what disk and file did.
        """
        if name not in DEEDS:
            raise KeyError(name)
        if self._fault is not None:
            raise ClerkError(self._fault, path=self.path)
        with told(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                deed = self._begin(name, undoes)
                yield deed
                changes = self._finish(deed)
                self._connection.execute("COMMIT" if changes.deed else "ROLLBACK")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                self.names.forget_all()
                raise
        self.names.forget(changes)

    def put_fact(self, name: str, value: str) -> None:
        """Keep what the register knows about itself under a name; only inside a deed."""
        now = moment()
        self._connection.execute(
            "INSERT INTO facts (uid, created_at, updated_at, name, value) VALUES (?, ?, ?, ?, ?) ON CONFLICT (name)"
            " DO UPDATE SET value = excluded.value, version = version + 1, updated_at = excluded.updated_at",
            (new_uid(), now, now, name, value),
        )

    def undo(self, deed: int) -> Changes:
        """Take a deed back as a new deed.

        Raises ClerkError: UNDO_NOT_POSSIBLE for a deed that is not there, UNDO_REFUSED when later edits of the same
        rows would be lost.
        """
        found = self.query("SELECT tbl, row FROM deeds WHERE id = ?", (deed,))
        if not found:
            raise ClerkError(Problem.UNDO_NOT_POSSIBLE)
        with self.change("undo", undoes=deed) as undoing:
            undoing.about(*found[0])
            history.take_back(self._connection, history.refuse_if_touched(self._connection, deed))
        return undoing.changes

    def keep_draft(self, page: str, row: int, content: str | None) -> None:
        """Keep or drop (None) what was typed on a page; no deed, no history (`settled` 12)."""
        with told(self.path), self._connection:
            if content is None:
                self._connection.execute("DELETE FROM drafts WHERE page = ? AND row = ?", (page, row))
            else:
                self._connection.execute(
                    "INSERT INTO drafts VALUES (?, ?, ?, ?) ON CONFLICT (page, row)"
                    " DO UPDATE SET content = excluded.content, kept_at = excluded.kept_at",
                    (page, row, content, moment()),
                )

    def draft(self, page: str, row: int) -> str | None:
        """What was typed on a page and not yet saved."""
        found = self.query("SELECT content FROM drafts WHERE page = ? AND row = ?", (page, row))
        return str(found[0][0]) if found else None

    def deeds(self, limit: int = 200) -> list[history.DeedLine]:
        """The newest deeds first."""
        with told(self.path):
            return history.deeds(self._connection, limit)

    def record_deeds(self, table: str, row: int) -> list[tuple[history.DeedLine, list[history.Image]]]:
        """Every deed that touched a record or its parts, newest first."""
        with told(self.path):
            return history.record_deeds(self._connection, table, row)

    def faults(self) -> list[str]:
        """What is wrong with the register itself: pages, references, triggers, the chain of seals."""
        found = []
        if self.query("PRAGMA quick_check(1)") != [("ok",)]:
            found.append("quick_check")
        if self.query("PRAGMA foreign_key_check"):
            found.append("foreign_key_check")
        with told(self.path):
            if derived.present(self._connection) != derived.expected(self._connection):
                found.append("triggers")
            if not history.is_sealed(self._connection, self._seal_key):
                found.append("seals")
        return found

    def counts(self) -> dict[str, int]:
        """How many live records each noun has."""
        return {
            noun.table: int(self.query(f"SELECT count(*) FROM {noun.table} t WHERE {ALL.clause('t')}")[0][0])
            for noun in self.nouns
        }

    def rebuild_derived(self) -> None:
        """Make triggers and search text again from schema and records."""
        with told(self.path), self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            derived.rebuild(self._connection)
            self._connection.execute("DELETE FROM search")
            self._search.refresh_all(self.nouns)

    def close(self) -> None:
        """Close the connection; the last one of a register empties its write-ahead log."""
        self._connection.close()

    def _begin(self, name: str, undoes: int | None) -> Deed:
        number = int(self._connection.execute("SELECT coalesce(max(id), 0) + 1 FROM deeds").fetchone()[0])
        self._connection.execute("INSERT INTO current_deed VALUES (?)", (number,))
        return Deed(number, name, undoes, history.last_seq(self._connection))

    def _finish(self, deed: Deed) -> Changes:
        touched = self.query(
            "SELECT tbl, owner_table, owner, row, seq FROM history_images WHERE seq > ? ORDER BY seq", (deed.after_seq,)
        )
        if not touched:
            deed.finish(0, frozenset(), 0)
            return deed.changes
        table, row = deed.subject or touched[0][1:3]
        deed.finish(deed.number, frozenset(row[0] for row in touched), row or 0)
        self._connection.execute(
            "INSERT INTO deeds VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(deed.number, new_uid(), deed.name, moment(), self.who, deed.undoes, table, row or 0),
                *(touched[0][4], touched[-1][4]),
            ),
        )
        self.names.forget(deed.changes)
        self._refresh_search({(row[1], row[2]) for row in touched} | {(row[0], row[3]) for row in touched})
        history.seal(self._connection, self._seal_key, deed.number)
        self._connection.execute("DELETE FROM current_deed")
        return deed.changes

    def _refresh_search(self, owners: set[tuple[str, int]]) -> None:
        for noun in self.nouns:
            rows = {row for table, row in owners if table == noun.table}
            for column, table in noun.leans:
                named = [row for owner, row in owners if owner == table]
                rows.update(self._leaning(noun, column, named))
            if rows:
                self._search.refresh(noun, rows)

    def _leaning(self, noun: Noun, column: str, named: list[int]) -> list[int]:
        if not named:
            return []
        sql = f"SELECT id FROM {noun.table} WHERE {column} IN (SELECT value FROM json_each(?))"
        return [row for (row,) in self.query(sql, (json.dumps(named),))]

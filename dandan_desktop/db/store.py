"""One thread's way to the register: reads as it likes, writes only inside `change`."""

import contextlib
import gc
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast

from dandan_desktop.db import age, derived, files, guards, history, locked, visible
from dandan_desktop.db.engine import Connection, connect, dbapi, told
from dandan_desktop.db.names import NameBook
from dandan_desktop.db.rows import Rows, Table, moment
from dandan_desktop.db.search_index import SearchWriter
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.deeds import DEEDS
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.ids import new_uid
from dandan_desktop.domain.nouns import NOUNS, Noun, noun_of
from dandan_desktop.domain.scope import ANYBODY, Reader

R = TypeVar("R")


class Deed:
    """A deed under way; `changes` is known once it is done."""

    def __init__(self, number: int, name: str, undoes: int | None, after_seq: int) -> None:
        self.number = number
        self.name = name
        self.undoes = undoes
        self.after_seq = after_seq
        self.subject: tuple[str, int] | None = None
        self.note: str | None = None
        """What the journal adds in words: a reason, a number, a file's kind; never a person's data."""
        self.is_found_later = False
        """Whether its search text waits until somebody reads it: a line of the minutes, a heap of files cannot wait."""
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


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """No search for rubbish amid a deed: what it makes lives until its end, and looking costs a twelfth of it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class Store:
    """The records of an open register for one user on one connection, used by the thread that made it."""

    def __init__(
        self,
        connection: Connection,
        path: Path,
        *,
        seal_key: bytes,
        fault: Problem | None = None,
        reader: Reader = ANYBODY,
        nouns: Sequence[Noun] = NOUNS,
        abbreviations: Mapping[str, str] | None = None,
    ) -> None:
        self.path = path
        self.reader = reader
        self.nouns = tuple(nouns)
        whole = NameBook(connection, path)
        self.names = whole if reader.sees_all else NameBook(connection, path, visible.named(reader))
        self.is_open = True
        self.connection = connection
        """For `db` alone."""
        self.seal_key = seal_key
        self.fault = fault
        """Why every deed is refused, whoever asks; drafts are kept all the same."""
        self._whole = whole
        self._abbreviations = abbreviations or {}
        self._search = SearchWriter(connection, path, whole, self._abbreviations)
        self._rows: dict[type[Any], Rows[Any]] = {}
        self._tables: dict[type[Any], Table] = {}
        for noun in self.nouns:
            self._tables[noun.record] = Table(noun.table, noun.record, "", visible.source(reader, noun))
            for part in noun.parts:
                source = visible.source(reader, noun, part)
                self._tables[part.record] = Table(part.table, part.record, part.parent, source)

    def of(self, record: type[R]) -> Rows[R]:
        """The rows of one kind of record; KeyError for a record no noun has."""
        if record not in self._rows:
            self._rows[record] = Rows(self.connection, self.path, self._tables[record], record)
        return cast("Rows[R]", self._rows[record])

    def query(self, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of a SELECT; only `db` writes SQL. Raises ClerkError for what disk or file did."""
        with told(self.path):
            return cast("list[tuple[Any, ...]]", self.connection.execute(sql, values).fetchall())

    def sees(self, table: str, alias: str, *, trash: bool = False) -> str:
        """The SQL condition that this reader sees a noun's row, live or in the trash; KeyError for no noun."""
        return visible.live(self.reader, noun_of(table, self.nouns), alias, trash=trash)

    def totals(self, table: str, alias: str) -> str:
        """The SQL condition that a live row counts in this reader's totals, whether or not he may open it."""
        return visible.countable(self.reader, table, alias)

    def may(self, deed: str) -> bool:
        """Whether this reader may do a kind of deed; KeyError for an unknown one."""
        return self.reader.may(DEEDS[deed].roles)

    @contextlib.contextmanager
    def change(self, name: str, *, undoes: int | None = None) -> Iterator[Deed]:
        """One deed in one transaction, with its history and search text; nothing of it stays when it fails.

        Raises ClerkError: NOT_ALLOWED when this reader may not do it, or not to these records; HISTORY_INCOMPLETE
        when a history trigger is missing; DAMAGED_ONLY_READ when the file was found damaged; MINUTES_* for what is
        locked (`locked`); what `guards` say of numbers and terms; REGISTER_READ_ONLY,
        REGISTER_IN_USE, DISK_FULL, DISK_FAILING, REGISTER_DAMAGED for what disk and file did.
        """
        if not self.may(name):
            raise ClerkError(Problem.NOT_ALLOWED)
        if self.fault is not None:
            is_damaged = self.fault is Problem.DAMAGED_ONLY_READ
            missing = "" if is_damaged else ", ".join(derived.missing(self.connection))
            raise ClerkError(self.fault, path=self.path, triggers=missing)
        with told(self.path), _uncollected():
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                deed = self._begin(name, undoes)
                yield deed
                changes = self._finish(deed)
                self.connection.execute("COMMIT" if changes.deed else "ROLLBACK")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                self.forget()
                raise
        self.forget(changes)

    def put_fact(self, name: str, value: str) -> None:
        """Keep what the register knows about itself under a name; only inside a deed."""
        now = moment()
        self.connection.execute(
            "INSERT INTO facts (uid, created_at, updated_at, name, value) VALUES (?, ?, ?, ?, ?) ON CONFLICT (name)"
            " DO UPDATE SET value = excluded.value, version = version + 1, updated_at = excluded.updated_at",
            (new_uid(), now, now, name, value),
        )

    def undo(self, deed: int) -> Changes:
        """Take a deed back as a new deed.

        Raises ClerkError: UNDO_NOT_POSSIBLE for a kind of deed that stays, UNDO_TOO_OLD, UNDO_REFUSED when later edits
        of the same rows would be lost.
        """
        from dandan_desktop.db import undo  # known once something is taken back, not at every start

        kind, table, row = undo.root(self.connection, deed)
        if not self.may(kind):
            raise ClerkError(Problem.NOT_ALLOWED)
        with self.change("undo", undoes=deed) as undoing:
            undoing.about(table, row)
            undo.take_back(self.connection, undo.refuse(self.connection, deed))
        return undoing.changes

    def keep_draft(self, page: str, row: int, content: str | None) -> None:
        """Keep or drop (None) what was typed on a page; no deed, no history (`settled` 12)."""
        with told(self.path), self.connection:
            if content is None:
                gone = "DELETE FROM drafts WHERE who = ? AND page = ? AND row = ?"
                self.connection.execute(gone, (self.reader.uid, page, row))
            else:
                self.connection.execute(
                    "INSERT INTO drafts VALUES (?, ?, ?, ?, ?) ON CONFLICT (who, page, row)"
                    " DO UPDATE SET content = excluded.content, kept_at = excluded.kept_at",
                    (self.reader.uid, page, row, content, moment()),
                )

    def draft(self, page: str, row: int) -> str | None:
        """What was typed on a page and not yet saved."""
        select = "SELECT content FROM drafts WHERE who = ? AND page = ? AND row = ?"
        found = self.query(select, (self.reader.uid, page, row))
        return str(found[0][0]) if found else None

    def drafts(self) -> list[tuple[str, int, str]]:
        """What this reader typed and did not save: page, row and when, the newest first."""
        select = "SELECT page, row, kept_at FROM drafts WHERE who = ? ORDER BY kept_at DESC, page, row"
        return [(page, row, at) for page, row, at in self.query(select, (self.reader.uid,))]

    def rebuild_derived(self) -> None:
        """Make triggers and search text again from schema and records."""
        with told(self.path), self.connection:
            self.connection.execute("BEGIN IMMEDIATE")
            derived.drop_triggers(self.connection)
            self.connection.execute("DELETE FROM search")
            self._search.refresh_all(self.nouns)
            derived.rebuild(self.connection)

    def catch_up(self) -> bool:
        """Write the search text that was put off; whoever reads the search table asks for it first.

        Returns whether every record has its own now: where nothing can be written, readers go on with what is there.
        Raises ClerkError for a damaged file or a disk that failed.
        """
        try:
            with told(self.path):
                if not self._search.late():
                    return True
                if self.fault is not None or self.connection.in_transaction:
                    return False
                with self.connection:
                    self.connection.execute("BEGIN IMMEDIATE")
                    for table, rows in self._search.late().items():
                        self._search.refresh(noun_of(table, self.nouns), rows)
        except ClerkError as error:
            if error.problem not in (Problem.REGISTER_READ_ONLY, Problem.REGISTER_IN_USE, Problem.DISK_FULL):
                raise
            return False
        return True

    def renew(self, data_key: bytes) -> None:
        """Go on with a fresh connection: after a read that failed the one before answers nothing any more.

        Raises ClerkError for what disk and file did.
        """
        connection = connect(self.path, data_key)
        with contextlib.suppress(dbapi.Error):
            self.connection.close()
        self.connection = connection
        for book in (self.names, self._whole):
            book.use(connection)
        self._search = SearchWriter(connection, self.path, self._whole, self._abbreviations)
        self._rows.clear()

    def close(self) -> None:
        """Close the connection; the last one of a register empties its write-ahead log."""
        self.connection.close()
        self.is_open = False

    def _begin(self, name: str, undoes: int | None) -> Deed:
        number = int(self.connection.execute("SELECT coalesce(max(id), 0) + 1 FROM deeds").fetchone()[0])
        self.connection.execute("INSERT INTO current_deed VALUES (?)", (number,))
        return Deed(number, name, undoes, history.last_seq(self.connection))

    def _finish(self, deed: Deed) -> Changes:
        touched = self.query(
            "SELECT tbl, owner_table, owner, row, seq FROM history_images WHERE seq > ? ORDER BY seq", (deed.after_seq,)
        )
        if not touched and not DEEDS[deed.name].is_logged:
            deed.finish(0, frozenset(), 0)
            return deed.changes
        owners = {(row[1], row[2]) for row in touched} | {(row[0], row[3]) for row in touched}
        if visible.is_hidden(self.connection, self.reader, self.nouns, owners, deed.after_seq):
            raise ClerkError(Problem.NOT_ALLOWED)
        locked.refuse(self.connection, self.nouns, deed.name, owners, deed.after_seq)
        guards.refuse(self.connection, {row[0] for row in touched}, deed.after_seq)
        table, row = deed.subject or (touched[0][1:3] if touched else ("", 0))
        first, last = (touched[0][4], touched[-1][4]) if touched else (deed.after_seq + 1, deed.after_seq)
        deed.finish(deed.number, frozenset(row[0] for row in touched), row or 0)
        now = moment()
        self.connection.execute(
            "INSERT INTO deeds VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(deed.number, new_uid(), deed.name, now, self.reader.name, deed.undoes, table, row or 0),
                *(deed.note, first, last, age.lived(self.connection, now)),
            ),
        )
        if not deed.changes.tables.isdisjoint(files.HOLDERS):
            files.sweep(self.connection)
        self.forget(deed.changes)
        self._refresh_search(owners, self._search.put_off if deed.is_found_later else self._search.refresh)
        history.seal(self.connection, self.seal_key, deed.number)
        self.connection.execute("DELETE FROM current_deed")
        return deed.changes

    def forget(self, changes: Changes | None = None) -> None:
        """Drop the names these changes may have altered; all of them without any."""
        for book in {id(book): book for book in (self.names, self._whole)}.values():
            if changes is None:
                book.forget_all()
            else:
                book.forget(changes)

    def _refresh_search(self, owners: set[tuple[str, int]], write: Callable[[Noun, Iterable[int]], None]) -> None:
        touched: dict[str, set[int]] = {}
        for table, row in owners:
            touched.setdefault(table, set()).add(row)
        for noun in self.nouns:
            rows = set(touched.get(noun.table, ()))
            for column, table in noun.leans:
                rows.update(leaning(self, noun, column, touched.get(table)))
            if rows:
                write(noun, rows)


def leaning(store: Store, noun: Noun, column: str, named: set[int] | None) -> list[int]:
    """The rows of a noun that take their title from rows touched."""
    if not named:
        return []
    sql = f"SELECT id FROM {noun.table} WHERE {column} IN (SELECT value FROM json_each(?))"
    return [row for (row,) in store.query(sql, (json.dumps(list(named)),))]

"""The tables are what the records say: written by hand, compared here."""

import sqlite3
from datetime import date, time
from enum import StrEnum
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as dbapi

from dandan_desktop.db import derived
from dandan_desktop.db.rows import STORED
from dandan_desktop.db.store import Store
from dandan_desktop.domain.dates import PartDate
from dandan_desktop.domain.facts import KINDS, REFERENCES, Frozen, Lines, Trait, traits
from dandan_desktop.domain.nouns import NOUNS
from dandan_desktop.services import loading
from tests.registers import code, meeting_file

pytestmark = pytest.mark.uncounted

RECORDS = [(noun.table, noun.record, "") for noun in NOUNS] + [
    (part.table, part.record, part.parent) for noun in NOUNS for part in noun.parts
]
NAMES = [table for table, _, _ in RECORDS]
KEPT = {"id", "uid", "version", "created_at", "updated_at"}
BARE = {
    "deeds", "current_deed", "history_images", "history", "seals", "drafts", "search", "search_late", "erased", "files",
}  # fmt: skip


def info(store: Store, table: str) -> dict[str, tuple[str, bool]]:
    """Type and NOT NULL of each column."""
    return {row[1]: (row[2], bool(row[3])) for row in store.query(f"PRAGMA table_info({table})")}


@pytest.mark.parametrize(("table", "record", "parent"), RECORDS, ids=NAMES)
def test_columns_are_the_facts_of_the_record(store: Store, table: str, record: type[Any], parent: str) -> None:
    found = info(store, table)
    own = {parent, "place"} if parent else {"deleted_at"}
    assert found.keys() == KEPT | own | {each.name for each in traits(record)}
    for each in traits(record):
        kind = "TEXT" if each.family is StrEnum else STORED[each.family][0]
        assert found[each.name] == (kind, not each.optional), each.name


@pytest.mark.parametrize(("table", "record", "parent"), RECORDS, ids=NAMES)
def test_ids_refer_to_the_table_of_their_kind(store: Store, table: str, record: type[Any], parent: str) -> None:
    keys = {row[3]: (row[2], row[6]) for row in store.query(f"PRAGMA foreign_key_list({table})")}
    wanted = {each.name: (REFERENCES[each.kind], "NO ACTION") for each in traits(record) if each.kind in REFERENCES}
    owner = next((noun.table for noun in NOUNS for part in noun.parts if part.table == table), "")
    assert keys == wanted | ({parent: (owner, "CASCADE")} if parent else {})


def test_every_kind_has_a_way_to_be_stored() -> None:
    assert set(STORED) == set(KINDS)


def test_every_table_is_strict_and_carries_what_every_row_needs(store: Store) -> None:
    tables = store.query("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    ours = {name for name, _ in tables if not name.startswith(("sqlite_", "_sqlite"))}
    assert {name for name, strict in tables if name in ours and not strict} == set()
    for table in ours - BARE:
        assert info(store, table).keys() >= KEPT, table
        sql = store.query("SELECT sql FROM sqlite_schema WHERE name = ?", (table,))[0][0]
        assert "id INTEGER PRIMARY KEY AUTOINCREMENT" in sql
        assert "uid TEXT NOT NULL UNIQUE" in sql
    assert set(derived.tracked(store.connection)) == ours - BARE


def test_the_known_mark_is_that_of_the_triggers_after_the_last_step(store: Store) -> None:
    assert derived.mark(derived.expected(store.connection)) == derived.KNOWN


def test_foreign_keys_are_on_and_hold(store: Store) -> None:
    assert store.query("PRAGMA foreign_keys") == [(1,)]
    with pytest.raises(dbapi.IntegrityError), store.change("add"):
        insert(store, "partners", {"task_id": 999, "body_id": 1, "place": 1})


def insert(store: Store, table: str, values: dict[str, Any]) -> None:
    """Insert a row as it is, past the records."""
    kept = {
        "uid": f"u{len(values)}{values}",
        "created_at": "2026-01-01T00:00:00Z",
        "updated_at": "2026-01-01T00:00:00Z",
    }
    row = {**kept, **values}
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    store.connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))


def meeting(store: Store, **changed: Any) -> dict[str, Any]:
    """The columns of a sound meeting."""
    series = code(store, "meeting_series", "GB_QUY")
    return {"title": "Họp", "held_on": "2026-02-03", "convener_id": 1, "series": series, "unit_id": 1, **changed}


@pytest.mark.parametrize(
    "changed",
    [
        {"held_on": "2026-02-30"},
        {"held_on": "2026-2-3"},
        {"held_on": None},
        {"title": ""},
        {"title": None},
        {"starts_at": "8:30"},
        {"starts_at": "30:00"},
        {"starts_at": "08:61"},
        {"unit_id": "xã"},
        {"series": 10**6},
    ],
    ids=str,
)
def test_checks_refuse_an_impossible_meeting(store: Store, changed: dict[str, Any]) -> None:
    with pytest.raises((dbapi.IntegrityError, dbapi.OperationalError)), store.change("add"):
        insert(store, "meetings", meeting(store, **changed))
    assert store.query("SELECT count(*) FROM meetings") == [(0,)]


def test_checks_accept_a_sound_meeting(store: Store) -> None:
    with store.change("add"):
        insert(store, "meetings", meeting(store, starts_at="08:30"))
    assert store.query("SELECT count(*) FROM meetings") == [(1,)]


@pytest.mark.parametrize("flag", [2, -1])
def test_a_flag_is_yes_or_no(store: Store, flag: int) -> None:
    with store.change("add"):
        insert(store, "meetings", meeting(store))
    with pytest.raises(dbapi.IntegrityError), store.change("add"):
        insert(store, "attendance", {"meeting_id": 1, "place": 1, "is_present": flag})


ENUMS = [
    (table, each.name, each.kind) for table, record, _ in RECORDS for each in traits(record) if each.family is StrEnum
]


@pytest.mark.parametrize(("table", "name", "kind"), ENUMS, ids=[f"{table}.{name}" for table, name, _ in ENUMS])
def test_every_value_of_an_enumeration_is_accepted_and_no_other(
    store: Store, table: str, name: str, kind: type[StrEnum]
) -> None:
    columns = ", ".join(f'"{each}"' for each in info(store, table) if each not in {"id", "uid", name})
    loading.load_path(store, meeting_file())  # so that every such table has a row to copy
    copy = f'INSERT INTO {table} (uid, "{name}", {columns}) SELECT ?, ?, {columns} FROM {table} LIMIT 1'
    with store.change("add"):
        for value in kind:
            store.connection.execute(copy, (f"u-{value}", str(value)))
    with pytest.raises(dbapi.IntegrityError), store.change("add"):
        store.connection.execute(copy, ("u-x", "KHAC"))


SAMPLES: dict[Any, Any] = {
    bool: True, int: 7, date: date(2026, 2, 3), time: time(8, 30), Frozen: '{"a": "đ"}', Lines: ("a", "b\nc", '"'),
    PartDate: PartDate(1990, 5),
}  # fmt: skip


@pytest.mark.parametrize(("table", "record"), [row[:2] for row in RECORDS], ids=NAMES)
def test_a_full_record_comes_back_as_it_was_written(store: Store, table: str, record: type[Any]) -> None:
    def sample(each: Trait) -> Any:
        if each.family is StrEnum:
            return list(each.kind)[-1]
        return 1 if each.kind in REFERENCES else SAMPLES.get(each.kind, "chữ “đ” & <x>\u200e")

    facts = record(**{each.name: sample(each) for each in traits(record)})
    with store.change("add"):
        store.connection.execute("PRAGMA defer_foreign_keys = ON")  # the parent need not be there
        row = store.of(record).add(facts, 1, 1)
        assert store.of(record).get(row).facts == facts
        store.of(record).remove(row, for_good=True)
    assert store.query(f"SELECT count(*) FROM {table} WHERE id = ?", (row,)) == [(0,)]


def test_the_engine_is_the_encrypted_one(store: Store) -> None:
    assert not isinstance(store.connection, sqlite3.Connection)
    assert store.query("PRAGMA cipher_version")[0][0].startswith("4.")
    assert store.query("PRAGMA journal_mode") == [("wal",)]
    assert store.query("PRAGMA synchronous") == [(2,)]
    assert store.query("PRAGMA trusted_schema") == [(0,)]

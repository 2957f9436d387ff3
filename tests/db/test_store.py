"""Writing: only inside a deed, whole or not at all, and remembered."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as dbapi

from dandan_desktop.db import checks, derived, journal
from dandan_desktop.db.engine import Connection
from dandan_desktop.db.store import Store, leaning
from dandan_desktop.domain.cases import Case
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import BodyId, CodeId, PersonId, Prose, UnitId
from dandan_desktop.domain.meetings import Meeting, Opinion
from dandan_desktop.domain.nouns import CASES
from dandan_desktop.domain.people import Person
from tests.registers import code, copied, dump, opened, raw, store_of

LAN = Person(full_name="Nguyễn Thị Lan")


def a_meeting(store: Store, title: str = "Giao ban quý") -> Meeting:
    return Meeting(
        title=title,
        held_on=date(2026, 4, 1),
        convener_id=BodyId(1),
        series=CodeId(code(store, "meeting_series", "GB_QUY")),
        unit_id=UnitId(1),
    )


def images(store: Store, deed: int) -> list[tuple[Any, ...]]:
    """What a deed left in history: table, row, owner, which images."""
    return store.query(
        "SELECT h.tbl, h.row, h.owner_table, h.owner, i.before IS NOT NULL, i.after IS NOT NULL"
        " FROM history h JOIN history_images i USING (seq) WHERE h.deed = ? ORDER BY seq",
        (deed,),
    )


def test_a_write_outside_a_deed_is_refused(store: Store) -> None:
    before = dump(store)
    with pytest.raises(dbapi.IntegrityError, match="write outside a deed"):
        store.of(Person).add(LAN)
    with pytest.raises(dbapi.IntegrityError, match="write outside a deed"):
        store.put_fact("office", "x")
    store.connection.rollback()
    assert dump(store) == before


def test_a_deed_without_a_known_name_does_not_begin(store: Store) -> None:
    with pytest.raises(KeyError), store.change("tidy_up"):
        raise AssertionError
    assert not store.connection.in_transaction


def test_a_deed_that_fails_leaves_nothing(store: Store) -> None:
    before = dump(store)
    with pytest.raises(ZeroDivisionError), store.change("add"):  # noqa: PT012 - it fails after it wrote
        store.of(Person).add(LAN)
        store.names.of("people", 1)
        _ = 1 / 0
    assert dump(store) == before
    assert journal.deeds(store) == []
    assert store.query("SELECT count(*) FROM search WHERE kind = 'people'") == [(0,)]
    assert store.query("SELECT count(*) FROM history_images") == [(0,)]
    assert store.names.of("people", 1) == ""


def test_a_deed_inside_a_deed_fails_and_leaves_nothing(store: Store) -> None:
    with pytest.raises(dbapi.OperationalError), store.change("add"):  # noqa: PT012 - it fails after it wrote
        store.of(Person).add(LAN)
        with store.change("add"):
            store.of(Person).add(LAN)
    assert store.query("SELECT count(*) FROM people") == [(0,)]
    assert not store.connection.in_transaction


def test_what_a_deed_changed_is_known_once_it_is_done(store: Store) -> None:
    with store.change("add") as deed:
        row = store.of(Person).add(LAN)
        with pytest.raises(RuntimeError):
            _ = deed.changes
    assert (deed.changes.name, deed.changes.row) == ("add", row)
    assert deed.changes.touches("people")
    assert not deed.changes.touches("meetings")


def test_a_deed_that_wrote_nothing_is_none(store: Store) -> None:
    with store.change("save") as deed:
        pass
    assert deed.changes.deed == 0
    assert deed.changes.tables == frozenset()
    assert journal.deeds(store) == []
    assert store.query("SELECT count(*) FROM current_deed") == [(0,)]


def test_adding_replacing_removing_and_cascade_are_remembered_with_their_owner(store: Store) -> None:
    with store.change("add") as adding:
        row = store.of(Meeting).add(a_meeting(store))
        said = store.of(Opinion).add(Opinion(text=Prose("Nhất trí")), row, 1)
    assert images(store, adding.number) == [
        ("meetings", row, "meetings", row, 0, 1),
        ("opinions", said, "meetings", row, 0, 1),
    ]
    with store.change("save") as saving:
        store.of(Meeting).replace(store.of(Meeting).get(row), a_meeting(store, "Giao ban tháng"))
    assert images(store, saving.number) == [("meetings", row, "meetings", row, 1, 1)]
    with store.change("trash") as removing:
        store.of(Meeting).remove(row, for_good=True)
    assert sorted(images(store, removing.number)) == [
        ("meetings", row, "meetings", row, 1, 0),
        ("opinions", said, "meetings", row, 1, 0),
    ]
    lines = journal.record_deeds(store, "meetings", row)
    assert [line.id for line, _ in lines] == [removing.number, saving.number, adding.number]
    _, (image,) = lines[1]
    assert image.before is not None
    assert image.after is not None
    assert (image.before["title"], image.after["title"]) == ("Giao ban quý", "Giao ban tháng")


def test_a_deed_says_who_when_and_about_what(store: Store) -> None:
    with store.change("add") as deed:
        row = store.of(Meeting).add(a_meeting(store))
        store.of(Person).add(LAN)
        deed.about("people", 1)
    (line,) = journal.deeds(store)
    assert (line.name, line.who, line.table, line.row, line.undone_by) == ("add", "Lan", "people", 1, None)
    assert deed.changes.row == 1 != row + 1


@pytest.mark.parametrize("table", ["deeds", "history", "seals"])
def test_memory_only_grows(store: Store, table: str) -> None:
    with store.change("add"):
        store.of(Person).add(LAN)
    column = derived.columns(store.connection, table)[0]
    for statement in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):
        with pytest.raises(dbapi.IntegrityError, match="only grows"):
            store.connection.execute(statement)
    store.connection.rollback()


def filled(folder: Path) -> Path:
    """A closed register with three deeds."""
    path = copied(folder)
    register = opened(path)
    with store_of(register) as store:
        for name in ("An", "Bình", "Chi"):
            with store.change("add"):
                store.of(Person).add(Person(full_name=name))
    register.close()
    return path


def unguarded(connection: Connection, statement: str) -> None:
    """Run a statement with the triggers away, then put them back word for word."""
    triggers = derived.present(connection)
    derived.drop_triggers(connection)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute(statement)
    for sql in triggers.values():
        connection.execute(sql)


TAMPERING = [
    "UPDATE history_images SET after = replace(after, 'Bình', 'Bính')",
    "UPDATE history_images SET salt = 'x'",
    "UPDATE history SET row = 9 WHERE seq = 2",
    "UPDATE history SET digest = x'00' WHERE seq = 2",
    "UPDATE deeds SET who = 'Ai đó' WHERE id = 2",
    "UPDATE deeds SET at = '2020-01-01T00:00:00Z' WHERE id = 1",
    "DELETE FROM history WHERE seq = 2",
    "DELETE FROM seals WHERE deed = 2",
    "DELETE FROM seals WHERE deed = 3",
    "DELETE FROM history_images WHERE seq = 2",
    "INSERT INTO deeds VALUES (4, 'u', 'add', '2026-01-01T00:00:00Z', 'Ai đó', NULL, 'people', 1, NULL, 1, 1, 0)",
    "INSERT INTO history_images VALUES (9, 3, 'people', 1, 'people', 1, 'x', NULL, '{}')",
]


def faults(path: Path) -> list[str]:
    register = opened(path)
    try:
        with store_of(register) as store:
            return [*checks.faults(store)]
    finally:
        register.close()


def test_the_chain_of_seals_holds(tmp_path: Path) -> None:
    assert faults(filled(tmp_path)) == []


@pytest.mark.parametrize("statement", TAMPERING)
def test_tampering_breaks_the_chain(tmp_path: Path, statement: str) -> None:
    path = filled(tmp_path)
    with raw(path) as connection:
        unguarded(connection, statement)
    assert "seals" in faults(path)


def test_images_emptied_without_an_erasure_are_found(tmp_path: Path) -> None:
    path = filled(tmp_path)
    with raw(path) as connection:
        connection.execute("UPDATE history_images SET salt = NULL, before = NULL, after = NULL WHERE seq = 2")
    assert faults(path) == ["seals"]


def test_a_register_without_a_trigger_is_read_but_not_written(tmp_path: Path) -> None:
    path = filled(tmp_path)
    with raw(path) as connection:
        connection.execute("DROP TRIGGER history_people_update")
    register = opened(path)
    assert not register.is_complete
    with store_of(register) as store:
        assert len(store.of(Person).some()) == 3
        with pytest.raises(ClerkError) as caught, store.change("add"):
            raise AssertionError
        assert caught.value.problem is Problem.HISTORY_INCOMPLETE
        assert checks.faults(store) == ["triggers"]
    register.close()


def test_a_trigger_with_other_words_counts_as_missing(tmp_path: Path) -> None:
    path = filled(tmp_path)
    with raw(path) as connection:
        sql = derived.present(connection)["history_people_update"]
        connection.execute("DROP TRIGGER history_people_update")
        connection.execute(sql.replace("hex(randomblob(16))", "''"))
    register = opened(path)
    assert not register.is_complete
    register.close()


def test_a_loss_of_triggers_by_a_rewritten_table_is_found(tmp_path: Path) -> None:
    from sqlite_utils import Database

    path = filled(tmp_path)
    with raw(path) as connection:
        Database(connection, execute_plugins=False)["people"].transform(rename={"sex": "gender"})  # type: ignore[union-attr]
    register = opened(path)
    assert not register.is_complete
    register.close()


def test_drafts_are_kept_without_a_deed(store: Store) -> None:
    content = json.dumps({"title": "Giao"}, ensure_ascii=False)
    store.keep_draft("meetings", 0, content)
    store.keep_draft("meetings", 0, content + " ")
    store.keep_draft("meetings", 5, "x")
    assert store.draft("meetings", 0) == content + " "
    store.keep_draft("meetings", 0, None)
    assert store.draft("meetings", 0) is None
    assert store.draft("meetings", 5) == "x"
    assert journal.deeds(store) == []


def test_names_are_looked_up_once_and_forgotten_when_they_change(store: Store) -> None:
    with store.change("add"):
        row = store.of(Person).add(LAN)
    assert store.names.of("people", row) == "Nguyễn Thị Lan"
    with store.change("save"):
        store.of(Person).replace(store.of(Person).get(row), replace(LAN, full_name="Lê Thị Lan"))
    assert store.names.of("people", row) == "Lê Thị Lan"
    assert store.names.of("people", None) == ""
    assert store.names.of("people", 999) == ""


def test_more_rows_than_a_statement_has_places_for(store: Store) -> None:
    with store.change("add"):
        person = store.of(Person).add(LAN)
        row = store.of(Case).add(Case(person_id=PersonId(person), body_id=BodyId(1), unit_id=UnitId(1)))
    assert leaning(store, CASES, "person_id", {*range(50_000, 10**5), person}) == [row]

"""Looking a register over: what is found, what counts only twice, when it is due, and what to fall back on."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from dandan_desktop.db import backups, engine, shelf, soundness
from dandan_desktop.db.backups import Original
from dandan_desktop.db.register import Register
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.faults import Fault, words
from dandan_desktop.domain.messages import sentences
from dandan_desktop.domain.people import Person
from dandan_desktop.domain.progress import Cancelled
from dandan_desktop.domain.thinning import Kind
from dandan_desktop.services import backups as services
from dandan_desktop.services import fallback, health, registers
from tests.registers import PASSPHRASE, opened, raw, store_of

PAGE = 4096


@pytest.fixture
def register(register_path: Path) -> Iterator[Register]:
    made = opened(register_path)
    with store_of(made) as store, store.change("add"):
        store.of(Person).add(Person(full_name="Người Thử"))
    yield made
    made.close()


def pages(register: Register) -> tuple[int, int]:
    """The first pages of two indexes that nothing reads when a register is opened."""
    sql = "SELECT rootpage FROM sqlite_schema WHERE name IN ('units_by_parent', 'votes_by_meeting') ORDER BY rootpage"
    with store_of(register) as store:
        (first,), (second,) = store.query(sql)
    return first, second


def flip(path: Path, page: int) -> bytes:
    whole = path.read_bytes()
    content = bytearray(whole)
    content[(page - 1) * PAGE + 77] ^= 1
    path.write_bytes(content)
    return whole


def test_a_sound_register_is_sound(register: Register) -> None:
    assert health.quick(register) == health.Health()
    assert health.full(register).is_sound
    assert health.report(register, is_full=True).tables["people"] == 1


def test_a_page_that_cannot_be_read_is_named(register: Register) -> None:
    page, _ = pages(register)
    flip(register.path, page)
    for look in (health.quick, health.full):
        assert look(register) == health.Health((Fault.PAGES,), (page,))
    assert health.report(register) == registers.Report((Fault.PAGES,), {})
    assert words((Fault.PAGES,)) == "có trang của tệp không đọc được"


def test_what_only_the_first_look_finds_is_no_fault(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = flip(register.path, pages(register)[0])
    pauses = []

    def healed() -> None:
        pauses.append(1)
        register.path.write_bytes(whole)

    monkeypatch.setattr(engine, "pause", healed)
    assert health.quick(register).is_sound
    assert health.full(register).is_sound
    assert len(pauses) == 1


def test_other_pages_at_each_look_are_a_disk_not_a_file(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = pages(register)
    whole = flip(register.path, first)

    def moved() -> None:
        register.path.write_bytes(whole)
        flip(register.path, second)

    monkeypatch.setattr(engine, "pause", moved)
    assert health.quick(register).is_sound


SPOILED = {
    "DELETE FROM search WHERE kind = 'people'": Fault.SEARCH,
    "UPDATE search SET title = 'x' WHERE kind = 'people'": Fault.SEARCH,
    "INSERT INTO search_fts (search_fts, rowid, fold, alias) SELECT 'delete', id, fold, alias FROM search"
    " WHERE kind = 'people'": Fault.SEARCH,
    "INSERT INTO search (kind, row, title, fold, norm, sort, alias) VALUES ('x', 1, '', '', '', '', '')": Fault.SEARCH,
    "DROP TRIGGER seals_no_update": Fault.TRIGGERS,
    "DROP TRIGGER seals_no_delete; DELETE FROM seals": Fault.SEALS,
    "INSERT INTO user_bodies (uid, created_at, updated_at, place, user_id, body_id)"
    " VALUES ('x', '', '', 1, 77, 1)": Fault.REFERENCES,
}


@pytest.mark.parametrize("sql", SPOILED)
def test_every_other_fault_has_a_name(register_path: Path, sql: str) -> None:
    first = opened(register_path)
    with store_of(first) as store, store.change("add"):
        store.of(Person).add(Person(full_name="Người Thử"))
    first.close()
    with raw(register_path) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for statement in ("INSERT INTO current_deed VALUES (1)", *sql.split("; "), "DELETE FROM current_deed"):
            connection.execute(statement)
    second = opened(register_path)
    assert SPOILED[sql] in health.full(second).faults
    second.close()


class Counting:
    def __init__(self, most: int = 99) -> None:
        self.steps: list[tuple[int, int]] = []
        self.most = most

    def step(self, done: int, total: int) -> None:
        self.steps.append((done, total))
        if len(self.steps) > self.most:
            raise Cancelled


def test_the_full_check_tells_how_far_it_is_and_stops_when_told(register: Register) -> None:
    counting = Counting()
    health.full(register, counting)
    assert counting.steps == [(done, 8) for done in range(9)]
    with pytest.raises(Cancelled):
        health.full(register, Counting(most=2))


def test_a_full_check_is_due_once_a_week_of_the_registers_own_count(
    register: Register, own_user_folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store_of(register) as store:
        assert health.is_full_due(register, store)
        monkeypatch.setattr(soundness, "lived", lambda _: 1_000_000)
        health.full(register)
        for days, is_due in ((0, False), (6, False), (7, True), (8, True), (-1, True)):
            monkeypatch.setattr(soundness, "lived", lambda _, days=days: 1_000_000 + days * 86_400)
            assert health.is_full_due(register, store) is is_due
        (kept,) = own_user_folders.rglob("kiem-tra.json")
        for content in (b"", b"[]", b'{"x": "y"}', b"\xff"):
            kept.write_bytes(content)
            assert health.is_full_due(register, store)


def test_a_faulty_register_stays_due(register: Register) -> None:
    flip(register.path, pages(register)[0])
    health.full(register)
    with store_of(register) as store:
        assert health.is_full_due(register, store)


def backed_up(register: Register) -> backups.Made:
    with store_of(register) as store:
        return backups.make(
            Original(register.path, register.uid, store.connection, register.data_key), next(iter(Kind))
        )


def test_a_damaged_register_names_the_newest_good_backup(register: Register) -> None:
    path = register.path
    assert fallback.fall_back(path) is None
    first, second = backed_up(register), backed_up(register)
    folder = shelf.own_place(register.uid)
    index = shelf.read(folder)
    shelf.write(folder, replace(index, entries=(index.entries[0], replace(index.entries[1], is_good=False))))
    found = fallback.fall_back(path)
    assert found is not None
    assert (found.sequence, found.file) == (first.entry.sequence, first.path)
    assert second.entry.sequence > first.entry.sequence
    register.close()
    flip(path, 1)
    with pytest.raises(ClerkError) as caught:
        registers.open_it(path, PASSPHRASE)
    assert caught.value.problem is Problem.REGISTER_DAMAGED_SINCE
    assert f"bản số {first.entry.sequence}, lập lúc" in sentences(caught.value)[0]


def test_a_damaged_register_without_a_backup_is_told_as_such(register_path: Path) -> None:
    flip(register_path, 1)
    with pytest.raises(ClerkError) as caught:
        registers.open_it(register_path, PASSPHRASE)
    assert caught.value.problem is Problem.REGISTER_DAMAGED


def test_a_read_that_fails_once_while_opening_is_made_again(
    register_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = flip(register_path, 1)
    pauses = []

    def healed() -> None:
        pauses.append(1)
        register_path.write_bytes(whole)

    monkeypatch.setattr(engine, "pause", healed)
    registers.open_it(register_path, PASSPHRASE).close()
    assert pauses == [1]


def test_a_read_that_fails_once_while_backups_are_looked_up_is_made_again(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = backed_up(register)
    for look in (services.newest, services.is_changed, services.status):
        whole = flip(register.path, 1)
        monkeypatch.setattr(engine, "pause", partial(register.path.write_bytes, whole))
        look(register)
        assert register.path.read_bytes() == whole
    assert services.newest(register) == made.entry

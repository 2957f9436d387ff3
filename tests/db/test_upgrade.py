"""Schema steps: from an older register, with a rewritten table, with a failure, and from a newer program."""

import shutil
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from dandan_desktop.db import checks, derived
from dandan_desktop.db.migrations import STEPS, Step
from dandan_desktop.db.register import Register
from dandan_desktop.db.upgrade import applied, upgrade
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.people import Person
from tests.registers import PASSPHRASE, copied, master, opened, raw, store_of


def add_nickname(db: Any) -> None:
    db.execute("ALTER TABLE people ADD COLUMN nickname TEXT")
    db.execute("UPDATE people SET nickname = full_name")


def rewrite(db: Any) -> None:
    db["people"].transform(rename={"nickname": "called"}, not_null={"full_name"})


def fail(db: Any) -> None:
    db.execute("DELETE FROM people")
    raise ZeroDivisionError


TWO: tuple[Step, ...] = (*STEPS, ("9001_nickname", add_nickname), ("9002_rewrite", rewrite))


def with_person(folder: Path) -> Path:
    path = copied(folder)
    register = opened(path)
    with store_of(register) as store, store.change("add"):
        store.of(Person).add(Person(full_name="Nguyễn Thị Đào"))
    register.close()
    return path


def test_two_steps_one_of_which_rewrites_a_table_keep_rows_and_triggers(tmp_path: Path) -> None:
    path = with_person(tmp_path)
    with raw(path) as connection:
        upgrade(connection, TWO)
        assert applied(connection) == {name for name, _ in TWO}
        assert connection.execute("SELECT full_name, called FROM people").fetchall() == [("Nguyễn Thị Đào",) * 2]
        assert derived.present(connection) == derived.expected(connection)
        assert "called" in derived.present(connection)["history_people_update"]
        assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute(
            "SELECT count(*) FROM search_fts WHERE search_fts MATCH 'nguyen AND dao'"
        ).fetchone() == (1,)


def test_a_step_that_fails_leaves_the_register_as_it_was(tmp_path: Path) -> None:
    path = with_person(tmp_path)
    with raw(path) as connection:
        before = derived.present(connection)
        with pytest.raises(ZeroDivisionError):
            upgrade(connection, (*TWO, ("9003_fail", fail)))
        assert applied(connection) == {name for name, _ in STEPS}
        assert derived.present(connection) == before
        assert connection.execute("SELECT count(*) FROM people").fetchone() == (1,)
    register = opened(path)
    assert register.is_complete
    register.close()


def test_an_older_register_is_brought_up_to_date_when_it_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = with_person(tmp_path)
    for module in ("register", "upgrade"):
        monkeypatch.setattr(f"dandan_desktop.db.{module}.STEPS", TWO)
    monkeypatch.setattr("dandan_desktop.db.upgrade.upgrade.__defaults__", (TWO,))
    register = opened(path)
    assert register.is_complete
    with store_of(register) as store:
        assert store.query("SELECT called FROM people") == [("Nguyễn Thị Đào",)]
        assert checks.faults(store) == []
    register.close()


def test_a_register_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    path = with_person(tmp_path)
    with raw(path) as connection:
        upgrade(connection, TWO)
    before = path.read_bytes()
    with pytest.raises(ClerkError) as caught:
        Register.open_with_key(path, master().data_key)
    assert caught.value.problem is Problem.REGISTER_NEWER
    assert path.read_bytes() == before


def test_what_a_newer_program_could_not_settle_is_left_to_it(tmp_path: Path) -> None:
    path, cut_off = with_person(tmp_path), tmp_path / "mất điện" / "so.dandan"
    cut_off.parent.mkdir()
    with raw(path) as connection:
        upgrade(connection, TWO)
    with raw(path) as connection:
        connection.execute("CREATE TABLE unsettled (word TEXT)")
        for ending in ("", "-wal", ".khoa"):
            shutil.copy(path.with_name(path.name + ending), cut_off.with_name(cut_off.name + ending))
    log = cut_off.with_name(cut_off.name + "-wal")
    before = cut_off.read_bytes(), log.read_bytes()
    assert len(before[1]) > 4096
    key = master().data_key
    for opening in (partial(Register.open_with_key, cut_off, key), partial(Register.open, cut_off, PASSPHRASE)):
        with pytest.raises(ClerkError) as caught:
            opening()
        assert caught.value.problem is Problem.REGISTER_NEWER
        assert (cut_off.read_bytes(), log.read_bytes()) == before


def test_a_step_never_runs_twice(tmp_path: Path) -> None:
    with raw(copied(tmp_path)) as connection:
        upgrade(connection, TWO)
        upgrade(connection, TWO)
        assert applied(connection) == {name for name, _ in TWO}

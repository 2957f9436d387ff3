"""The practice office."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dandan_desktop.db import checks, journal, offices
from dandan_desktop.db.birth import Fresh
from dandan_desktop.db.register import PRACTICE_PASSPHRASE, Register
from dandan_desktop.db.store import Store
from dandan_desktop.domain.cases import Case, CaseMove
from dandan_desktop.domain.catalogue import Body, Official, is_valid_on
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.initiatives import Initiative, InitiativeMove
from dandan_desktop.domain.meetings import Meeting, Opinion, Task
from dandan_desktop.services import practice
from tests.registers import copy_of

pytestmark = pytest.mark.uncounted

TODAY = date(2026, 11, 22)


def filled(folder: Path, today: date = TODAY) -> tuple[Register, Store]:
    register = Register.open(practice.make(folder, today), PRACTICE_PASSPHRASE)
    return register, register.store()


def copied(folder: Path) -> tuple[Register, Store]:
    """The office as it is made today: made once."""
    name = copy_of(_made, folder)
    register = Register.open(folder / name, PRACTICE_PASSPHRASE)
    return register, register.store()


def _made(folder: Path) -> str:
    return practice.make(folder, TODAY).name


def test_the_office_has_people_cases_initiatives_and_meetings(tmp_path: Path) -> None:
    register, store = copied(tmp_path)
    counts = checks.counts(store)
    found = offices.office(store)
    assert register.is_practice
    assert found is not None
    assert found.facts.name == "Ban Xây dựng Đảng Đảng ủy xã Lấp Vò"
    assert (counts["people"], counts["cases"], counts["initiatives"], counts["meetings"]) == (42, 32, 19, 12)
    assert counts["tasks"] > 40
    assert checks.faults(store) == []
    assert len(journal.deeds(store)) == 13
    store.close()
    register.close()


def test_every_stage_of_a_case_and_every_field_of_an_initiative_is_there(tmp_path: Path) -> None:
    register, store = copied(tmp_path)
    stages = {store.names.of("codes", kept.facts.stage) for kept in store.of(Case).some()}
    fields = {store.names.of("codes", kept.facts.field) for kept in store.of(Initiative).some()}
    assert {"Đảng viên dự bị", "Đảng viên chính thức", "Nguồn, đang theo dõi", "Thẩm tra lý lịch"} <= stages
    assert len(stages) >= 14
    assert len(fields) == 4
    store.close()
    register.close()


def test_moves_follow_one_another_and_the_last_is_the_state(tmp_path: Path) -> None:
    register, store = copied(tmp_path)
    roads: list[tuple[type[Any], type[Any], str, str]] = [
        (Case, CaseMove, "case_id", "stage"),
        (Initiative, InitiativeMove, "initiative_id", "state"),
    ]
    for record, move, parent, state in roads:
        for kept in store.of(record).some():
            moves = [each.facts for each in store.of(move).some(f"WHERE t.{parent} = ? ORDER BY t.place", (kept.id,))]
            days = [each.happened_on for each in moves]
            assert days == sorted(days)
            assert days[-1] <= TODAY
            assert [each.from_state for each in moves] == [None, *(each.to_state for each in moves[:-1])]
            assert getattr(kept.facts, state) == moves[-1].to_state
    store.close()
    register.close()


def test_each_meeting_was_convened_by_a_body_of_its_day(tmp_path: Path) -> None:
    register, store = copied(tmp_path)
    for kept in store.of(Meeting).some():
        name = store.names.of("bodies", kept.facts.convener_id)
        assert offices.body_named(store, name, kept.facts.held_on) == kept.facts.convener_id
        opinions = store.of(Opinion).some("WHERE t.meeting_id = ?", (kept.id,))
        assert 5 <= len(opinions) <= 15
    store.close()
    register.close()


def test_officials_are_of_both_tiers_and_each_of_a_body_of_his_day(tmp_path: Path) -> None:
    register, store = copied(tmp_path)
    officials = [kept.facts for kept in store.of(Official).some()]
    assert all(is_valid_on(store.of(Body).get(each.body_id).facts, each.valid_from or TODAY) for each in officials)
    now = {each.name for each in officials if is_valid_on(each, TODAY)}
    before = {each.name for each in officials if is_valid_on(each, date(2025, 6, 30))}
    assert min(len(now), len(before)) >= 10
    assert not now & before
    heads = {kept.facts.chair_name for kept in store.of(Meeting).some()}
    assert heads <= {each.name for each in officials}
    store.close()
    register.close()


def test_an_official_whose_end_is_still_to_come_is_in_office(tmp_path: Path) -> None:
    register, store = filled(tmp_path, date(2025, 5, 2))
    officials = [kept.facts for kept in store.of(Official).some()]
    assert {each.valid_to for each in officials} == {None, date(2025, 2, 28)}
    assert max(each.valid_from for each in officials if each.valid_from) == date(2025, 3, 1)
    store.close()
    register.close()


def test_tasks_are_done_in_time_late_overdue_and_standing(tmp_path: Path) -> None:
    register, store = copied(tmp_path)
    kinds: Counter[str] = Counter()
    for task in (kept.facts for kept in store.of(Task).some()):
        if task.is_standing or task.due_on is None:
            kinds["standing"] += 1
        elif task.done_on:
            kinds["done" if task.done_on <= task.due_on else "late"] += 1
        else:
            kinds["in time" if task.due_on >= TODAY else "overdue"] += 1
    assert min(kinds[kind] for kind in ("standing", "done", "late", "in time", "overdue")) >= 2
    store.close()
    register.close()


def test_made_again_it_is_left_as_it_is(tmp_path: Path) -> None:
    register, store = copied(tmp_path)
    before = [line.id for line in journal.deeds(store)]
    store.close()
    register.close()
    register, store = filled(tmp_path)
    assert [line.id for line in journal.deeds(store)] == before
    store.close()
    register.close()


def test_what_was_broken_off_is_finished(tmp_path: Path) -> None:
    path = tmp_path / "thuc-hanh.dandan"
    Register.create(path, PRACTICE_PASSPHRASE, Fresh(is_practice=True)).close()
    register, store = filled(tmp_path)
    assert checks.counts(store)["cases"] == 32
    store.close()
    register.close()


@pytest.mark.parametrize("today", [date(2023, 8, 1), date(2025, 5, 2), date(2026, 1, 20)])
def test_nothing_in_it_is_later_than_today(tmp_path: Path, today: date) -> None:
    register, store = filled(tmp_path, today)
    days = [kept.facts.held_on for kept in store.of(Meeting).some()]
    days += [kept.facts.happened_on for kept in store.of(CaseMove).some()]
    days += [kept.facts.happened_on for kept in store.of(InitiativeMove).some()]
    days += [kept.facts.done_on for kept in store.of(Task).some() if kept.facts.done_on]
    assert max(days) <= today
    assert checks.counts(store)["cases"] > 0
    store.close()
    register.close()


def test_a_clock_before_all_that_happened_gives_an_office_with_people_only(tmp_path: Path) -> None:
    for _ in range(2):
        register, store = filled(tmp_path, date(2001, 1, 1))
        assert (checks.counts(store)["people"], checks.counts(store)["meetings"]) == (42, 0)
        store.close()
        register.close()


def test_another_register_of_that_name_is_refused(tmp_path: Path) -> None:
    Register.create(tmp_path / "thuc-hanh.dandan", "một mật khẩu khác hẳn", Fresh()).close()
    with pytest.raises(ClerkError) as caught:
        practice.make(tmp_path, TODAY)
    assert caught.value.problem is Problem.WRONG_PASSPHRASE

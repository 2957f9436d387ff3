"""The first steps: each stands as the register says, on the day it is asked for."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dandan_desktop.db import issued_numbers as kept_numbers
from dandan_desktop.db import offices
from dandan_desktop.db.register import Register
from dandan_desktop.db.store import Store
from dandan_desktop.domain.catalogue import Body, Official, Style
from dandan_desktop.domain.facts import BodyId
from dandan_desktop.domain.issued_numbers import Term, usual_term
from dandan_desktop.domain.nouns import BODIES, OFFICIALS, TERMS
from dandan_desktop.services import backups, first_steps, records, registers
from dandan_desktop.services.first_steps import State, Step
from dandan_desktop.services.today import is_led

TODAY = date(2026, 11, 22)
OFFICE = "Ban Tuyên giáo và Dân vận Tỉnh ủy Đồng Tháp"


@pytest.fixture
def store(register: Register) -> Iterator[Store]:
    made = register.store()
    yield made
    made.close()


def states(register: Register, store: Store, day: date = TODAY) -> list[State]:
    return [each.state for each in first_steps.steps(register, store, day)]


def told(register: Register, store: Store, step: Step, day: date = TODAY) -> str:
    return first_steps.steps(register, store, day)[step.place - 1].told


def choose(store: Store, name: str = OFFICE) -> int:
    row = next(row for row, each in registers.office_presets(store, TODAY) if each == name)
    registers.choose_office(store, row)
    return row


def test_nothing_is_done_in_an_empty_register(register: Register, store: Store) -> None:
    with store.change("choose_office"):
        store.put_fact("office", "")
    found = first_steps.steps(register, store, TODAY)
    assert [each.step for each in found] == list(Step)
    assert [each.state for each in found] == [State.OPEN] * 5
    assert first_steps.next_of(found) is Step.OFFICE
    assert not first_steps.are_done(found)


def test_each_step_is_done_by_the_fact_itself(register: Register, store: Store, tmp_path: Path) -> None:
    office = choose(store)
    assert states(register, store)[:3] == [State.DONE, State.OPEN, State.OPEN]
    committee = kept_numbers.committee_of(store, office)
    assert f"Chưa ghi nhiệm kỳ của {committee.facts.name}" in told(register, store, Step.TERM)
    term = Term(**first_steps.term_preset(store, TODAY))
    assert (term.name, term.body_id) == ("khóa I, nhiệm kỳ 2025 – 2030", committee.id)
    records.save(store, TERMS, None, term)
    assert states(register, store)[1] is State.DONE
    assert states(register, store, date(2025, 6, 1))[1] is State.OPEN, "before that term"
    stick = tmp_path / "USB"
    stick.mkdir()
    backups.choose_second_place(stick, register)
    assert states(register, store)[3] is State.DONE
    assert str(stick) in told(register, store, Step.OUTSIDE)
    with store.change("make_sheet"):
        store.put_fact("has_recovery_sheet", "1")
    register.learn()
    assert states(register, store)[4] is State.DONE


def test_the_term_proposed_is_that_of_the_units_committee_where_the_office_names_no_superior(store: Store) -> None:
    shipped = store.of(Body).get(choose(store, "Ban Xây dựng Đảng Đảng ủy xã Tân Khánh Trung")).facts
    committee = first_steps.term_preset(store, TODAY)["body_id"]
    assert store.names.of("bodies", committee) == "Đảng ủy xã Tân Khánh Trung"
    typed = Body(name="Ban Xây dựng Đảng xã", kind=shipped.kind, unit_id=shipped.unit_id)
    registers.choose_office(store, records.save(store, BODIES, None, typed).row)
    assert first_steps.term_preset(store, TODAY)["body_id"] == committee
    union = Body(name="Đoàn xã", kind=shipped.kind, unit_id=shipped.unit_id, style=Style.DOAN)
    registers.choose_office(store, records.save(store, BODIES, None, union).row)
    assert store.names.of("bodies", first_steps.term_preset(store, TODAY)["body_id"]) == "Đoàn xã"


def test_two_people_in_office_today_are_enough(register: Register, store: Store) -> None:
    office = choose(store)
    committee = kept_numbers.committee_of(store, office)
    elsewhere = store.of(Body).some("WHERE t.name = 'Huyện ủy Lấp Vò'")[0]

    def add(name: str, body: int, until: date | None = None) -> None:
        facts = Official(name=name, position="Trưởng ban", body_id=BodyId(body), valid_to=until)
        records.save(store, OFFICIALS, None, facts)

    add("Lê Thị Hoa", office)
    add("Lê Thị Hoa", committee.id)
    add("Trần Đã Nghỉ", office, date(2026, 1, 1))
    add("Ngô Nơi Khác", elsewhere.id)
    assert states(register, store)[2] is State.OPEN
    assert "Mới ghi Lê Thị Hoa;" in told(register, store, Step.PEOPLE)
    add("Trần Văn Nam", committee.id)
    assert states(register, store)[2] is State.DONE
    assert states(register, store, date(2025, 12, 1))[2] is State.DONE


def test_an_office_that_is_no_more_is_told(register: Register, store: Store) -> None:
    choose(store)
    kept = offices.needed_office(store)
    with store.change("save"):
        store.of(Body).replace(kept, replace(kept.facts, valid_to=date(2026, 1, 1)))
    assert states(register, store)[0] is State.OPEN
    assert "chỉ có đến hết 01/01/2026" in told(register, store, Step.OFFICE)


def test_a_step_put_off_waits_until_it_is_done(register: Register, store: Store, tmp_path: Path) -> None:
    choose(store)
    first_steps.put_off(store, Step.TERM)
    first_steps.put_off(store, Step.OUTSIDE)
    found = first_steps.steps(register, store, TODAY)
    assert [each.state for each in found][1:4] == [State.LATER, State.OPEN, State.LATER]
    assert first_steps.next_of(found) is Step.PEOPLE
    (tmp_path / "USB").mkdir()
    backups.choose_second_place(tmp_path / "USB", register)
    assert states(register, store)[3] is State.DONE


def test_the_keeper_is_led_until_the_end(register: Register, store: Store) -> None:
    assert is_led(register, store)
    first_steps.end(store)
    assert not is_led(register, store)


@given(st.dates(date(2020, 7, 1), date(2049, 12, 31)), st.none() | st.dates(date(1930, 1, 1), date(2049, 12, 31)))
def test_a_proposed_term_holds_on_its_day(day: date, founded: date | None) -> None:
    name, since = usual_term(founded, day)
    first, last = (int(year) for year in name.rpartition("nhiệm kỳ ")[2].split(" – "))
    assert last - first == 5
    assert first % 5 == 0
    assert first <= day.year <= last
    assert (since is not None) == name.startswith("khóa I,")
    assert since is None or first <= since.year <= day.year

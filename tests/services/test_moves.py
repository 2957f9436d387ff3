"""Dated moves of cases and initiatives."""

from datetime import date

import pytest

from dandan_desktop.db import checks, journal
from dandan_desktop.db.parts import parts_of
from dandan_desktop.db.store import Store
from dandan_desktop.domain.cases import Case, CaseMove
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import BodyId, CodeId, PersonId, UnitId
from dandan_desktop.domain.initiatives import Initiative, InitiativeMove
from dandan_desktop.domain.nouns import CASES
from dandan_desktop.domain.people import Person
from dandan_desktop.services import moves
from dandan_desktop.services.moves import CASE_ROAD, INITIATIVE_ROAD
from tests.db.test_lists import initiative
from tests.registers import code, dump

TODAY = date(2026, 7, 1)


def step(store: Store, stage: str, day: date) -> CaseMove:
    return CaseMove(to_state=CodeId(code(store, "admission_stages", stage)), happened_on=day)


def a_case(store: Store) -> int:
    with store.change("add"):
        person = PersonId(store.of(Person).add(Person(full_name="Nguyễn Thị Đào")))
    case = Case(person_id=person, body_id=BodyId(1), unit_id=UnitId(1))
    return moves.start(store, CASE_ROAD, case, step(store, "GIOI_THIEU", date(2026, 1, 5)), TODAY).row


def test_a_case_follows_its_last_move_and_keeps_them_all(store: Store) -> None:
    row = a_case(store)
    moves.move(store, CASE_ROAD, row, step(store, "CAM_TINH", date(2026, 2, 5)), TODAY)
    moves.move(store, CASE_ROAD, row, step(store, "DU_BI", date(2026, 6, 5)), TODAY)
    made = [kept.facts for kept in parts_of(store, CASES, row)[CaseMove]]
    assert [each.happened_on for each in made] == [date(2026, 1, 5), date(2026, 2, 5), date(2026, 6, 5)]
    assert [each.from_state for each in made] == [None, made[0].to_state, made[1].to_state]
    assert store.of(Case).get(row).facts.stage == code(store, "admission_stages", "DU_BI")
    assert [line.name for line in journal.deeds(store, 3)] == ["move", "move", "add"]


@pytest.mark.parametrize(
    ("stage", "day"), [("CAM_TINH", date(2026, 1, 4)), ("CAM_TINH", date(2026, 7, 2)), ("GIOI_THIEU", TODAY)]
)
def test_an_impossible_move_changes_nothing(store: Store, stage: str, day: date) -> None:
    row = a_case(store)
    before = dump(store)
    with pytest.raises(ClerkError) as caught:
        moves.move(store, CASE_ROAD, row, step(store, stage, day), TODAY)
    assert caught.value.problem is Problem.RECORD_INVALID
    assert dump(store) == before


def test_a_jump_is_odd_but_allowed(store: Store) -> None:
    row = a_case(store)
    (finding,) = moves.findings(store, CASE_ROAD, row, step(store, "CHINH_THUC", TODAY), TODAY)
    assert not finding.blocks


def test_a_beginning_in_the_future_is_refused(store: Store) -> None:
    facts = initiative(store, "Mô hình")
    to = CodeId(code(store, "initiative_states", "DE_XUAT"))
    with pytest.raises(ClerkError):
        moves.start(store, INITIATIVE_ROAD, facts, InitiativeMove(to_state=to, happened_on=date(2027, 1, 1)), TODAY)
    assert checks.counts(store)["initiatives"] == 0
    row = moves.start(store, INITIATIVE_ROAD, facts, InitiativeMove(to_state=to, happened_on=TODAY), TODAY).row
    assert store.of(Initiative).get(row).facts.state == to


def test_the_states_of_a_road_in_order(store: Store) -> None:
    states = [state for _, state in moves.states(store, CASE_ROAD)]
    assert [state.code for state in states][:3] == ["NGUON", "GIOI_THIEU", "CAM_TINH"]
    assert set(states[0].next) <= {state.code for state in states}

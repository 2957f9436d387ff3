"""What needs a hand today: each line's records are exactly those a plain look at the rows finds."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dandan_desktop.db import proposals
from dandan_desktop.db.store import Store
from dandan_desktop.domain.cases import Case, CaseMove
from dandan_desktop.domain.facts import Kept, Prose, UnitId
from dandan_desktop.domain.initiatives import Initiative
from dandan_desktop.domain.meetings import Conclusion, Meeting, Task
from dandan_desktop.domain.nouns import CASES, MEETINGS
from dandan_desktop.domain.periods import Period
from dandan_desktop.domain.proposals import Proposal, ProposalState, proposal_state
from dandan_desktop.services import today
from dandan_desktop.services.moves import CASE_ROAD, move
from dandan_desktop.services.records import parts_of
from dandan_desktop.services.today import Line
from tests.db.made_up import Amounts, Maker, code, open_store

DAY = date(2025, 11, 20)
PERIOD = Period.parse("2025-Q3")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("today")) as opened:
        assert today.is_empty(opened)
        Maker(opened, 7, date(2025, 1, 1), DAY).fill(Amounts(40, 3, 3, 80, 30))
        first = opened.of(Initiative).some("WHERE t.deleted_at IS NULL ORDER BY t.id LIMIT 3")
        running = code(opened, "initiative_states", "DANG_THUC_HIEN")
        with opened.change("generate"):
            for kept in first:
                opened.of(Initiative).replace(kept, replace(kept.facts, state=running))
        yield opened


def lines(store: Store) -> dict[str, list[Line]]:
    return {section.title: list(section.lines) for section in today.sections(store, DAY, PERIOD)}


def live(store: Store, record: type[Any]) -> list[Kept[Any]]:
    return [kept for kept in store.of(record).some() if kept.deleted_at is None]


def test_tasks_overdue_and_near_are_counted_by_owner(store: Store) -> None:
    overdue, due = lines(store)["Nhiệm vụ"]
    open_tasks = [kept for kept in live(store, Task) if kept.facts.done_on is None and not kept.facts.is_standing]
    dated = [(kept, kept.facts.due_on) for kept in open_tasks if kept.facts.due_on]
    late = {kept.id for kept, day in dated if day < DAY}
    near = {kept.id for kept, day in dated if DAY <= day <= date(2025, 12, 20)}
    assert late
    assert near
    assert set(overdue.ids) == late
    assert set(due.ids) == near
    assert overdue.words == f"{len(late)} nhiệm vụ quá hạn"
    for line, which in ((overdue, "quá hạn"), (due, "đến hạn trong 30 ngày tới")):
        assert sorted(row for part in line.parts for row in part.ids) == sorted(line.ids)
        assert all(part.words.endswith(f": {len(part.ids)} nhiệm vụ") for part in line.parts)
        assert all(part.told == f"{part.words} {which}" for part in line.parts)
        owners = [{store.of(Task).get(row).facts.owner_id for row in part.ids} for part in line.parts]
        assert all(len(owner) == 1 for owner in owners[:6])
    assert len(overdue.parts) <= 7


def test_meetings_of_the_period_and_conclusions_left_open(store: Store) -> None:
    held, left, *_ = lines(store)["Cuộc họp"]
    meetings = live(store, Meeting)
    assert set(held.ids) == {kept.id for kept in meetings if kept.facts.held_on in PERIOD}
    with_task = {kept.facts.conclusion_id for kept in live(store, Task)}
    expected = [
        kept.id
        for kept in meetings
        for conclusion in parts_of(store, MEETINGS, kept.id)[Conclusion]
        if conclusion.id not in with_task and not conclusion.facts.no_task_reason
    ]
    assert sorted(left.ids) == sorted(expected) != []
    assert left.words == (
        f"{len(expected)} kết luận của {len(set(expected))} cuộc họp chưa có nhiệm vụ và chưa ghi lý do"
    )


def test_a_reason_closes_a_conclusion(store: Store) -> None:
    before = lines(store)["Cuộc họp"][1].ids
    conclusion = next(
        kept for kept in parts_of(store, MEETINGS, before[0])[Conclusion]
        if not store.query("SELECT 1 FROM tasks WHERE conclusion_id = ? AND deleted_at IS NULL", (kept.id,))
    )  # fmt: skip
    with store.change("save") as deed:
        store.of(Conclusion).replace(conclusion, replace(conclusion.facts, no_task_reason="chỉ đánh giá"))
    assert len(lines(store)["Cuộc họp"][1].ids) == len(before) - 1
    store.undo(deed.changes.deed)


def test_cases_silent_for_six_months_are_those_with_a_way_ahead(store: Store) -> None:
    (silent,) = lines(store)["Giới thiệu kết nạp"]
    found = {}
    for kept in live(store, Case):
        moves = parts_of(store, CASES, kept.id)[CaseMove]
        found[kept.id] = moves[-1].facts.happened_on
    assert set(silent.ids) == {row for row, day in found.items() if day < date(2025, 5, 20)}
    row, last = silent.ids[0], code(store, "admission_stages", "CHINH_THUC")
    ended = CaseMove(to_state=last, happened_on=found[row])
    changes = move(store, CASE_ROAD, row, ended, found[row])
    assert set(lines(store)["Giới thiệu kết nạp"][0].ids) == set(silent.ids) - {row}
    store.undo(changes.deed)


def test_initiatives_being_carried_out(store: Store) -> None:
    (running,) = lines(store)["Mô hình"]
    assert running.words == "3 mô hình đang thực hiện"
    state = code(store, "initiative_states", "DANG_THUC_HIEN")
    assert set(running.ids) == {kept.id for kept in live(store, Initiative) if kept.facts.state == state}


days = st.none() | st.dates(date(2025, 9, 1), date(2026, 2, 1))


@settings(max_examples=20)
@given(st.lists(st.tuples(days, days, days, days), max_size=12))
def test_proposals_that_stop_on_their_way_are_those_whose_state_says_so(
    store: Store, made: list[tuple[date | None, date | None, date | None, date | None]]
) -> None:
    with store.change("generate") as deed:
        for sent, due, answered, told in made:
            asked = Proposal(text=Prose("Sửa cầu"), received_on=date(2025, 8, 1), unit_id=UnitId(1), asker="Ông Ba")
            dated = replace(asked, sent_on=sent, due_on=due, answered_on=answered, told_on=told)
            store.of(Proposal).add(dated)
    by_state: dict[ProposalState, set[int]] = {state: set() for state in ProposalState}
    for kept in live(store, Proposal):
        by_state[proposal_state(kept.facts, DAY)].add(kept.id)
    overdue, untold, unsent = (
        set(rows(store, DAY)) for rows in (proposals.overdue, proposals.untold, proposals.unsent)
    )
    assert overdue == by_state[ProposalState.OVERDUE]
    assert untold == by_state[ProposalState.ANSWERED]
    assert unsent - overdue == by_state[ProposalState.NEW]
    shown = {line.words.partition(" ")[2]: set(line.ids) for line in lines(store)["Kiến nghị"] if line.ids}
    assert list(shown.values()) == [ids for ids in (overdue, untold, unsent) if ids]
    if made:
        store.undo(deed.changes.deed)


def test_a_quiet_register_says_so(tmp_path_factory: pytest.TempPathFactory) -> None:
    with open_store(tmp_path_factory.mktemp("quiet")) as quiet:
        found = [line for section in today.sections(quiet, DAY, PERIOD) for line in section.lines]
    assert not any(line.ids for line in found)
    assert [line.tone for line in found] == ["green", "green", "", "", "", "green", ""]
    assert [line.words for line in found if line.words.startswith("Chưa có")] == [
        "Chưa có kiến nghị nào",
        "Chưa có kết luận nào",
    ]


def test_nothing_is_said_of_every_proposal_and_conclusion_where_there_is_none(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with open_store(tmp_path_factory.mktemp("done")) as opened:
        done = Proposal(
            text=Prose("Sửa cầu"), received_on=DAY, unit_id=UnitId(1), asker="Ông Ba", sent_on=DAY, answered_on=DAY,
            told_on=DAY,
        )  # fmt: skip
        with opened.change("generate") as deed:
            opened.of(Proposal).add(done)
        (line,) = lines(opened)["Kiến nghị"]
        assert line.words.startswith("Kiến nghị nào cũng đã chuyển")
        opened.undo(deed.changes.deed)
        assert [each.words for each in lines(opened)["Kiến nghị"]] == ["Chưa có kiến nghị nào"]


@given(st.dates(min_value=date(1950, 1, 1)), st.integers(0, 60))
def test_months_before_is_that_many_months_earlier(day: date, months: int) -> None:
    found = today.months_before(day, months)
    assert (day.year * 12 + day.month) - (found.year * 12 + found.month) == months
    assert found.day == day.day or (found.day < day.day and found.day >= 28)

"""Minutes taken line by line: each line is one deed that touches no other line, and can be taken back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dandan_desktop.db import checks, lists
from dandan_desktop.db.store import Store
from dandan_desktop.documents.blocks import all_lines
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import BodyId, CodeId, ConclusionId, Kept, Prose
from dandan_desktop.domain.meetings import Attendance, Conclusion, Opinion, Partner, Task
from dandan_desktop.domain.proposals import Proposal
from dandan_desktop.services import meetings, minute_log, papers, records
from dandan_desktop.services.minute_log import Done
from dandan_desktop.services.records import PartEdit
from tests.registers import code, dump, is_sound
from tests.services.test_meetings import a_sitting

MEETING = 1
SAID = Opinion(text=Prose("Đề nghị hỗ trợ kinh phí"), speaker="Lê Văn Ví")


def said(number: int, **facts: Any) -> Opinion:
    return Opinion(text=Prose(f"Ý kiến số {number}"), speaker=f"Người {number}", **facts)


@pytest.fixture
def sitting(store: Store) -> Store:
    meetings.save(store, a_sitting(store))
    return store


def log(store: Store) -> minute_log.Log:
    return minute_log.read(store, MEETING)


def texts(store: Store) -> list[str]:
    return [line.facts.text for line in log(store).opinions]


def opinion(store: Store, place: int = -1) -> Kept[Opinion]:
    return log(store).opinions[place]


def task(**facts: Any) -> Task:
    return Task(conclusion_id=ConclusionId(0), owner_id=BodyId(2), due_on=date(2026, 5, 1), **facts)


def finished(store: Store) -> None:
    """The first conclusion with its task done."""
    meetings.finish_task(store, log(store).conclusions[0].tasks[0].kept.id, date(2026, 4, 20), Prose("Xong"))


DEEDS: dict[str, Callable[[Store], Done]] = {
    "add": lambda store: minute_log.add_opinion(store, MEETING, SAID),
    "change": lambda store: minute_log.change_line(store, MEETING, opinion(store), replace(SAID, is_left_out=True)),
    "change a conclusion": lambda store: minute_log.change_line(
        store, MEETING, kept := log(store).conclusions[0].kept, replace(kept.facts, text=Prose("Làm đường"))
    ),
    "mark": lambda store: minute_log.change_line(
        store, MEETING, opinion(store), replace(opinion(store).facts, is_proposal=True)
    ),
    "remove": lambda store: minute_log.remove_line(store, MEETING, opinion(store)),
    "remove a conclusion": lambda store: minute_log.remove_line(store, MEETING, log(store).conclusions[0].kept),
    "remove a task": lambda store: minute_log.remove_line(store, MEETING, log(store).conclusions[0].tasks[0].kept),
    "move up": lambda store: minute_log.move_line(store, MEETING, opinion(store), -1),
    "move down": lambda store: minute_log.move_line(store, MEETING, opinion(store, 0), 1),
    "move a conclusion": lambda store: minute_log.move_line(store, MEETING, log(store).conclusions[1].kept, -1),
    "conclude": lambda store: minute_log.conclude(store, MEETING, opinion(store).facts, opinion(store)),
    "conclude what was typed": lambda store: minute_log.conclude(store, MEETING, SAID),
    "give a task": lambda store: minute_log.give_task(store, MEETING, task(), (BodyId(3), BodyId(4)), opinion(store)),
    "tick": lambda store: minute_log.tick(
        store, MEETING, log(store).attendance[0], Attendance(name="An", is_present=False, reason="Nghỉ ốm")
    ),
}


@pytest.mark.parametrize("name", DEEDS)
def test_each_deed_is_one_and_taken_back_leaves_every_table_as_before(sitting: Store, name: str) -> None:
    for number in (1, 2):
        minute_log.add_opinion(sitting, MEETING, said(number))
    before = dump(sitting, own=False)
    done = DEEDS[name](sitting)
    assert dump(sitting, own=False) != before
    assert done.changes.row == MEETING
    records.undo(sitting, done.changes.deed)
    assert dump(sitting, own=False) == before
    assert is_sound(sitting)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(sorted(DEEDS)), st.integers(0, 40)), max_size=8))
def test_any_row_of_deeds_is_taken_back_newest_first(sitting: Store, wanted: list[tuple[str, int]]) -> None:
    before = dump(sitting, own=False)
    done: list[int] = [minute_log.add_opinion(sitting, MEETING, said(0)).changes.deed]
    for name, _ in wanted:
        try:
            done.append(DEEDS[name](sitting).changes.deed)
        except IndexError:  # nothing of that kind is left
            continue
        except ClerkError as error:  # no conclusion is left to give a task under
            if error.problem is not Problem.RECORD_INVALID:
                raise
    for deed in reversed([number for number in done if number]):
        records.undo(sitting, deed)
    assert dump(sitting, own=False) == before


def test_lines_stand_in_the_order_they_were_spoken_and_move_within_it(sitting: Store) -> None:
    for number in (1, 2, 3):
        minute_log.add_opinion(sitting, MEETING, said(number))
    minute_log.move_line(sitting, MEETING, opinion(sitting), -1)
    minute_log.move_line(sitting, MEETING, opinion(sitting, 0), 1)
    assert texts(sitting) == ["Ý kiến số 1", "Nhất trí", "Ý kiến số 3", "Ý kiến số 2"]
    nothing = minute_log.move_line(sitting, MEETING, opinion(sitting), 1)
    assert nothing.changes.deed == 0
    minute_log.remove_line(sitting, MEETING, opinion(sitting, 1))
    assert texts(sitting) == ["Ý kiến số 1", "Ý kiến số 3", "Ý kiến số 2"]


def steps(store: Store, deed: Callable[[], object]) -> int:
    """How many steps the database made for a deed."""
    counted = [0]

    def count() -> int:
        counted[0] += 1
        return 0

    store.connection.set_progress_handler(count, 1)
    deed()
    store.connection.set_progress_handler(None, 0)
    return counted[0]


def test_a_line_costs_the_database_the_same_behind_3_and_behind_300(sitting: Store) -> None:
    for number in range(3):
        minute_log.add_opinion(sitting, MEETING, said(number))
    few = steps(sitting, lambda: minute_log.add_opinion(sitting, MEETING, SAID))
    with sitting.change("save"):
        for number in range(300):
            sitting.of(Opinion).add(said(number), MEETING, 10 + number)
    many = steps(sitting, lambda: minute_log.add_opinion(sitting, MEETING, SAID))
    assert few > 0
    assert many <= few + 10
    whole = steps(sitting, lambda: meetings.save(sitting, replace(meetings.read(sitting, MEETING), parts={})))
    assert whole > 2 * many, "the count sees it when the lines are read"


def test_a_line_writes_one_row_and_is_found_by_the_next_search(sitting: Store) -> None:
    images = sitting.query("SELECT count(*) FROM history_images")[0][0]
    before = sitting.query("SELECT fold FROM search WHERE kind = 'meetings'")
    minute_log.add_opinion(sitting, MEETING, SAID)
    assert sitting.query("SELECT count(*) FROM history_images")[0][0] == images + 1
    assert sitting.query("SELECT fold FROM search WHERE kind = 'meetings'") == before
    assert checks.faults(sitting) == []
    assert is_sound(sitting)
    hits = lists.find(sitting, "ho tro kinh phi", ["meetings"])
    assert [(hit.table, hit.row) for hit in hits] == [("meetings", MEETING)]
    assert sitting.query("SELECT count(*) FROM search_late") == [(0,)]


def test_a_line_is_found_in_the_list_too_and_by_another_deed(sitting: Store) -> None:
    from dandan_desktop.domain.nouns import MEETINGS

    minute_log.add_opinion(sitting, MEETING, SAID)
    assert lists.ids(sitting, MEETINGS, lists.Filter(words="kinh phi")) == [MEETING]
    minute_log.add_opinion(sitting, MEETING, replace(SAID, text=Prose("Sửa cầu")))
    whole = meetings.read(sitting, MEETING)
    meetings.save(sitting, replace(whole, meeting=replace(whole.meeting, venue="Hội trường")))
    assert sitting.query("SELECT count(*) FROM search_late") == [(0,)]
    assert is_sound(sitting)


def test_a_body_written_by_its_name_is_linked_and_any_other_stays_as_it_is(sitting: Store) -> None:
    name = sitting.names.of("bodies", 6)
    row = minute_log.add_opinion(sitting, MEETING, replace(SAID, body=name)).row
    assert sitting.of(Opinion).get(row).facts.body_id == 6
    minute_log.change_line(sitting, MEETING, sitting.of(Opinion).get(row), replace(SAID, body="Chi hội Hoa Sen"))
    assert sitting.of(Opinion).get(row).facts.body_id is None


def test_a_line_that_becomes_a_conclusion_is_told_once(sitting: Store) -> None:
    minute_log.add_opinion(sitting, MEETING, SAID)
    done = minute_log.conclude(sitting, MEETING, opinion(sitting).facts, opinion(sitting))
    assert texts(sitting) == ["Nhất trí"]
    made = log(sitting).conclusions[-1].kept
    assert (made.id, made.facts.text) == (done.row, SAID.text)
    assert made.facts.kind == code(sitting, "conclusion_kinds", "chi_dao")


def test_a_task_goes_under_the_conclusion_chosen_else_the_newest(sitting: Store) -> None:
    first, second = log(sitting).conclusions
    chosen = replace(task(), conclusion_id=ConclusionId(first.kept.id))
    minute_log.give_task(sitting, MEETING, chosen, (BodyId(5),))
    row = minute_log.give_task(sitting, MEETING, task(text=Prose("Lập dự toán")), ()).row
    first, second = log(sitting).conclusions
    assert [each.partners for each in first.tasks] == [(3, 4), (5,)]
    assert [each.kept.id for each in second.tasks] == [row]
    assert second.tasks[0].kept.facts.text == "Lập dự toán"


def test_the_first_task_of_a_meeting_brings_its_conclusion(sitting: Store) -> None:
    for each in log(sitting).conclusions:
        minute_log.remove_line(sitting, MEETING, each.kept)
    with pytest.raises(ClerkError) as caught:
        minute_log.give_task(sitting, MEETING, task(), ())
    assert caught.value.problem is Problem.RECORD_INVALID
    minute_log.give_task(sitting, MEETING, task(text=SAID.text), (), opinion(sitting))
    (drawn,) = log(sitting).conclusions
    assert drawn.kept.facts == Conclusion(text=SAID.text, kind=CodeId(code(sitting, "conclusion_kinds", "giao_viec")))
    assert [each.kept.facts.text for each in drawn.tasks] == [None]
    assert texts(sitting) == []
    assert sitting.of(Partner).some() == []


def test_a_finished_task_keeps_its_conclusion(sitting: Store) -> None:
    finished(sitting)
    before = dump(sitting)
    for line in (log(sitting).conclusions[0].kept, log(sitting).conclusions[0].tasks[0].kept):
        with pytest.raises(ClerkError) as caught:
            minute_log.remove_line(sitting, MEETING, line)
        assert caught.value.problem is Problem.RECORD_INVALID
    assert dump(sitting) == before


def test_a_line_changed_meanwhile_is_not_written_over(sitting: Store) -> None:
    old = opinion(sitting)
    minute_log.change_line(sitting, MEETING, old, SAID)
    with pytest.raises(ClerkError) as caught:
        minute_log.change_line(sitting, MEETING, old, replace(SAID, text=Prose("Khác")))
    assert caught.value.problem is Problem.RECORD_CHANGED


def test_who_came_speaks_first_with_position_and_body(sitting: Store) -> None:
    people = log(sitting).attendance
    minute_log.tick(sitting, MEETING, people[0], replace(people[0].facts, position="Chủ tịch", body="Hội Nông dân xã"))
    away = minute_log.came(people[1].facts, is_present=False)
    minute_log.tick(sitting, MEETING, people[1], replace(away, reason="Đi công tác"))
    minute_log.add_opinion(sitting, MEETING, SAID)
    found = minute_log.speakers(sitting, log(sitting))
    assert found[0] == ("An", "Chủ tịch", "Hội Nông dân xã")
    assert [each.name for each in found] == ["An", "Lê Văn Ví"]


def test_coming_after_all_takes_the_reason_away_and_going_takes_the_delegate() -> None:
    assert minute_log.came(Attendance(name="An", is_present=False, reason="Ốm"), is_present=True).reason is None
    assert minute_log.came(Attendance(name="An", stands_in_for="Bình"), is_present=False).stands_in_for is None


def test_reasons_come_from_the_code_list(store: Store) -> None:
    assert minute_log.absence_reasons(store)[:2] == ["Đi công tác", "Dự họp khác"]


def test_what_is_left_out_stays_in_the_register_and_not_in_the_minutes(sitting: Store) -> None:
    minute_log.add_opinion(sitting, MEETING, SAID)
    minute_log.add_opinion(sitting, MEETING, said(2, is_left_out=True))
    printed = [line.text for line in all_lines(papers.minutes_blocks(sitting, MEETING, said(3)))]
    assert any(SAID.text in line for line in printed)
    assert any("Ý kiến số 3" in line for line in printed), "what is being typed is shown"
    assert not any("Ý kiến số 2" in line for line in printed)
    assert texts(sitting)[-1] == "Ý kiến số 2"


def test_a_stand_in_is_named_with_the_delegate_in_the_minutes(sitting: Store) -> None:
    people = log(sitting).attendance
    minute_log.tick(sitting, MEETING, people[1], replace(people[1].facts, stands_in_for="Trần Thị Mẫu"))
    printed = " ".join(line.text for line in all_lines(papers.minutes_blocks(sitting, MEETING)))
    assert "(dự thay" in printed
    assert "Trần Thị Mẫu" in printed


def test_the_record_sheet_and_the_log_write_the_same_lines(sitting: Store) -> None:
    minute_log.add_opinion(sitting, MEETING, replace(SAID, is_left_out=True))
    whole = meetings.read(sitting, MEETING)
    edit = whole.parts[Opinion]
    meetings.save(sitting, replace(whole, parts={**whole.parts, Opinion: PartEdit(edit.before, edit.after[::-1])}))
    assert opinion(sitting, 0).facts.is_left_out
    assert texts(sitting) == [SAID.text, "Nhất trí"]


def asked(store: Store) -> list[tuple[str, int | None]]:
    return [(kept.facts.text, kept.facts.opinion_id) for kept in store.of(Proposal).some("ORDER BY t.id")]


def test_the_proposal_of_a_line_follows_it(sitting: Store) -> None:
    """Marked, reworded, unmarked, marked again and made a conclusion: the proposal is there as long as the mark is."""
    row = minute_log.add_opinion(sitting, MEETING, replace(SAID, is_proposal=True)).row
    assert asked(sitting) == [(SAID.text, row)]
    for text, is_marked in (("Xin thêm kinh phí", True), ("Xin thêm kinh phí", False), ("Xin hỗ trợ", True)):
        kept = sitting.of(Opinion).get(row)
        minute_log.change_line(sitting, MEETING, kept, replace(kept.facts, text=Prose(text), is_proposal=is_marked))
        assert asked(sitting) == ([(text, row)] if is_marked else [])
    kept = sitting.of(Opinion).get(row)
    done = minute_log.conclude(sitting, MEETING, kept.facts, kept)
    assert asked(sitting) == []
    sitting.undo(done.changes.deed)
    assert asked(sitting) == [("Xin hỗ trợ", row)]


def test_a_proposal_under_way_keeps_its_line(sitting: Store) -> None:
    row = minute_log.add_opinion(sitting, MEETING, replace(SAID, is_proposal=True)).row
    (proposal,) = sitting.of(Proposal).some()
    with sitting.change("save"):
        sitting.of(Proposal).replace(proposal, replace(proposal.facts, sent_on=date(2026, 7, 1), sent_to_id=BodyId(1)))
    with pytest.raises(ClerkError) as refused:
        minute_log.remove_line(sitting, MEETING, sitting.of(Opinion).get(row))
    assert refused.value.problem is Problem.PROPOSAL_UNDER_WAY
    assert sitting.of(Opinion).get(row).facts.text == SAID.text

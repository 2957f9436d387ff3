"""Proposals from an opinion of the minutes to the day the asker was told."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from dandan_desktop.db import proposals as kept_proposals
from dandan_desktop.db.store import Store
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import BodyId, CodeId, Kept, ProposalId, Prose, UnitId
from dandan_desktop.domain.meetings import Opinion
from dandan_desktop.domain.nouns import MEETINGS, PROPOSALS
from dandan_desktop.domain.proposals import Proposal
from dandan_desktop.exchange import open_format
from dandan_desktop.services import exporting, loading, meetings, proposals, records, trash
from dandan_desktop.services.meetings import Sitting
from dandan_desktop.services.records import PartEdit
from tests.db.test_store import a_meeting
from tests.registers import code, dump, meeting_content, meeting_file

TODAY = date(2026, 7, 1)
ROAD = Opinion(text=Prose("Đường vào ấp ngập"), speaker="Lê Văn Tư", position="Chi hội trưởng", body="Ấp Bình An",
               is_proposal=True)  # fmt: skip
PLAIN = Opinion(text=Prose("Nhất trí báo cáo"), speaker="Trần Thị Năm")


def sat(store: Store, *opinions: Opinion) -> Sitting:
    """A saved meeting with these opinions, as its sheet reads it."""
    after = [(0, opinion) for opinion in opinions]
    saved = meetings.save(store, Sitting(None, a_meeting(store), {Opinion: PartEdit((), after)}, ()))
    return meetings.read(store, saved.row)


def edited(sitting: Sitting, place: int, **facts: Any) -> Sitting:
    """The sitting with facts of an opinion changed; without any, with that opinion taken off."""
    edit = sitting.parts[Opinion]
    after = list(edit.after)
    row, opinion = after.pop(place)
    if facts:
        after.insert(place, (row, replace(opinion, **facts)))
    return replace(sitting, parts={**sitting.parts, Opinion: PartEdit(edit.before, after)})


def live(store: Store) -> list[Kept[Proposal]]:
    return store.of(Proposal).some("WHERE t.deleted_at IS NULL ORDER BY t.id")


def the_only(store: Store) -> Kept[Proposal]:
    (kept,) = store.of(Proposal).some()
    return kept


def work(store: Store, kept: Kept[Proposal], **facts: Any) -> Kept[Proposal]:
    """What the office writes about a proposal."""
    proposals.save(store, kept, replace(kept.facts, **facts), TODAY)
    return store.of(Proposal).get(kept.id)


def refused(act: Any, problem: Problem) -> ClerkError:
    with pytest.raises(ClerkError) as caught:
        act()
    assert caught.value.problem is problem
    return caught.value


def by_hand(store: Store, day: date, **facts: Any) -> int:
    made = Proposal(text=Prose(f"Việc ngày {day}"), received_on=day, unit_id=UnitId(1), asker="Ông Ba", **facts)
    return proposals.save(store, None, made, TODAY).row


def test_an_opinion_marked_becomes_a_proposal_in_the_same_deed(store: Store) -> None:
    before = dump(store, own=False)
    sitting = sat(store, PLAIN, ROAD)
    facts = the_only(store).facts
    assert facts.text == "Đường vào ấp ngập"
    assert facts.asker == "Lê Văn Tư, Chi hội trưởng, Ấp Bình An"
    assert (facts.received_on, facts.unit_id) == (sitting.meeting.held_on, sitting.meeting.unit_id)
    assert store.names.of("codes", facts.source) == "Họp giao ban"
    assert facts.opinion_id == sitting.parts[Opinion].after[1][0]
    records.undo_last(store)
    assert dump(store, own=False) == before


def test_loading_makes_the_proposals_too_and_the_file_comes_out_as_it_went_in(store: Store) -> None:
    loaded = loading.load_path(store, meeting_file("dong-thap-2023-02-06"))
    content = meeting_content("dong-thap-2023-02-06")
    said = [each["text"] for each in content["opinions"] if each["proposal"]]
    assert [kept.facts.text for kept in live(store)] == said != []
    row = store.query("SELECT id FROM meetings WHERE uid = ?", (loaded.uid,))[0][0]
    assert open_format.dumps(exporting.export(store, row)) == open_format.dumps(content)


def test_marking_later_unmarking_and_deleting_follow_while_nothing_was_done(store: Store) -> None:
    sitting = sat(store, ROAD, PLAIN)
    meetings.save(store, edited(sitting, 1, is_proposal=True))
    assert [kept.facts.text for kept in live(store)] == ["Đường vào ấp ngập", "Nhất trí báo cáo"]
    before = dump(store, own=False)
    meetings.save(store, edited(meetings.read(store, 1), 0, is_proposal=False))
    meetings.save(store, edited(meetings.read(store, 1), 1))
    assert store.of(Proposal).some() == []
    for _ in range(2):
        records.undo_last(store)
    assert dump(store, own=False) == before


@pytest.mark.parametrize(
    "done",
    [
        {"sent_to_id": BodyId(2), "sent_on": TODAY},
        {"answered_on": TODAY, "answer": Prose("Đã sửa")},
        {"answered_on": TODAY, "told_on": TODAY},
    ],
    ids=["sent", "answered", "told"],
)
@pytest.mark.parametrize("gone", [{}, {"is_proposal": False}], ids=["deleted", "unmarked"])
def test_what_is_under_way_does_not_leave_the_minutes(store: Store, done: Any, gone: Any) -> None:
    sitting = sat(store, ROAD)
    work(store, the_only(store), **done)
    before = dump(store)
    error = refused(lambda: meetings.save(store, edited(sitting, 0, **gone)), Problem.PROPOSAL_UNDER_WAY)
    assert error.facts["title"] == "Đường vào ấp ngập"
    assert dump(store) == before
    meetings.save(store, replace(sitting, meeting=replace(sitting.meeting, venue="Hội trường")))
    work(store, the_only(store), **dict.fromkeys(done))
    meetings.save(store, edited(meetings.read(store, 1), 0, **gone))
    assert store.of(Proposal).some() == []


def test_one_that_another_repeats_does_not_leave_the_minutes(store: Store) -> None:
    sitting = sat(store, ROAD)
    by_hand(store, TODAY, repeats_id=ProposalId(the_only(store).id))
    refused(lambda: meetings.save(store, edited(sitting, 0)), Problem.PROPOSAL_UNDER_WAY)


def test_changed_words_change_an_untouched_proposal_alone_and_nothing_the_office_wrote(store: Store) -> None:
    sitting = sat(store, ROAD)
    group = CodeId(code(store, "proposal_groups", "ha_tang"))
    work(store, the_only(store), group=group, edited=Prose("Sửa đường ấp"))
    meetings.save(store, edited(sitting, 0, text=Prose("Đường vào ấp ngập nặng"), speaker="Lê Văn Bốn"))
    facts = the_only(store).facts
    assert (facts.text, facts.edited, facts.group) == ("Đường vào ấp ngập nặng", "Sửa đường ấp", group)
    assert facts.asker == "Lê Văn Bốn, Chi hội trưởng, Ấp Bình An"
    moved = meetings.read(store, 1)
    meetings.save(store, replace(moved, meeting=replace(moved.meeting, held_on=date(2026, 4, 2))))
    assert the_only(store).facts.received_on == date(2026, 4, 2)
    work(store, the_only(store), sent_to_id=BodyId(2), sent_on=TODAY)
    meetings.save(store, edited(meetings.read(store, 1), 0, text=Prose("Khác hẳn")))
    assert the_only(store).facts.text == "Đường vào ấp ngập nặng"


def test_the_office_never_writes_over_the_askers_words(store: Store) -> None:
    sat(store, ROAD)
    error = refused(lambda: work(store, the_only(store), text=Prose("Lời khác")), Problem.RECORD_INVALID)
    assert error.facts["field"] == "text"
    row = by_hand(store, TODAY)
    kept = work(store, store.of(Proposal).get(row), text=Prose("Gõ nhầm, sửa lại"))
    kept = work(store, kept, sent_to_id=BodyId(2), sent_on=TODAY, edited=Prose("Lời cơ quan"))
    refused(lambda: work(store, kept, text=Prose("Sửa sau khi chuyển")), Problem.RECORD_INVALID)


def test_a_matter_raised_again_is_linked_to_the_first_and_counted(store: Store) -> None:
    first, second, third = (by_hand(store, TODAY - timedelta(days=days)) for days in (90, 60, 30))
    work(store, store.of(Proposal).get(second), repeats_id=ProposalId(first))
    assert work(store, store.of(Proposal).get(third), repeats_id=ProposalId(second)).facts.repeats_id == first
    alone = by_hand(store, TODAY)
    turns = kept_proposals.turns(store, [first, second, third, alone])
    assert [turns[row].number for row in (first, second, third, alone)] == [1, 2, 3, 1]
    assert turns[third].rows == (first, second, third)
    assert not turns[alone].is_repeated
    records.trash(store, PROPOSALS, second)
    assert kept_proposals.turns(store, [third])[third].number == 2


def test_a_proposal_repeats_neither_itself_nor_a_later_one(store: Store) -> None:
    early, late = by_hand(store, TODAY - timedelta(days=9)), by_hand(store, TODAY)
    for other in (early, late):
        error = refused(
            lambda other=other: work(store, store.of(Proposal).get(early), repeats_id=ProposalId(other)),
            Problem.RECORD_INVALID,
        )
        assert error.facts["field"] == "repeats_id"


def test_one_that_is_gone_is_not_repeated(store: Store) -> None:
    row = by_hand(store, TODAY)
    error = refused(lambda: work(store, store.of(Proposal).get(row), repeats_id=ProposalId(99)), Problem.RECORD_INVALID)
    assert error.facts["field"] == "repeats_id"


def test_the_trash_takes_proposals_along_and_gives_them_back(store: Store) -> None:
    sat(store, ROAD)
    work(store, the_only(store), sent_to_id=BodyId(2), sent_on=TODAY)
    meetings.trash(store, 1)
    assert live(store) == []
    meetings.restore(store, 1)
    assert [kept.facts.sent_on for kept in live(store)] == [TODAY]
    meetings.trash(store, 1)
    trash.purge(store, MEETINGS, 1, "Nhập trùng")
    assert store.of(Proposal).some() == []


def test_a_proposal_in_the_trash_stays_there_when_its_meeting_is_saved(store: Store) -> None:
    sitting = sat(store, ROAD)
    records.trash(store, PROPOSALS, the_only(store).id)
    meetings.save(store, replace(sitting, meeting=replace(sitting.meeting, venue="Hội trường")))
    assert the_only(store).deleted_at is not None
    records.restore(store, PROPOSALS, the_only(store).id)
    assert len(live(store)) == 1


def test_saving_a_meeting_as_it_was_read_changes_nothing(store: Store) -> None:
    sitting = sat(store, ROAD, PLAIN)
    before = dump(store)
    meetings.save(store, sitting)
    assert dump(store) == before


def test_a_file_that_cannot_be_loaded_leaves_no_proposal(store: Store) -> None:
    content = {**meeting_content("dong-thap-2023-02-06"), "series": "LA"}
    file = open_format.parse(open_format.dumps(content).encode(), Path("tệp.json"))
    refused(lambda: loading.load(store, file, Path("tệp.json")), Problem.VALUE_UNKNOWN)
    assert store.of(Proposal).some() == []

"""The next sitting in one deed, the rules it is made by, the slots that have none."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dandan_desktop.db.parts import parts_of
from dandan_desktop.db.store import Store
from dandan_desktop.domain.catalogue import Body
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import BodyId, CodeId, PeriodCode, Prose
from dandan_desktop.domain.meetings import AgendaItem, Attendance, Meeting
from dandan_desktop.domain.messages import sentences
from dandan_desktop.domain.nouns import SERIES, SKIPS
from dandan_desktop.domain.scope import Reader
from dandan_desktop.domain.series import Every, Seat, Series, Skip, UsualItem
from dandan_desktop.domain.users import RECORDS
from dandan_desktop.services import gaps, meetings, minutes, records, series, sittings
from dandan_desktop.services.meetings import Sitting
from dandan_desktop.services.records import PartEdit
from tests.registers import code
from tests.services import sittings_made as made

TODAY = date(2026, 11, 20)


def parts(store: Store, row: int) -> dict[type[Any], list[Any]]:
    """The facts of a meeting's parts."""
    edits = meetings.read(store, row).parts
    return {record: [facts for _, facts in edit.after] for record, edit in edits.items()}


def first(store: Store, **changed: Any) -> int:
    """A sitting of the third quarter of 2025 with a roster and an agenda."""
    facts = made.facts(store, date(2025, 10, 3), **changed)
    return made.sit(store, facts, (), {Attendance: made.ROSTER, AgendaItem: made.AGENDA})


def test_the_next_sitting_moves_everything_on_and_invents_nothing(store: Store) -> None:
    changes = sittings.make_next(store, first(store), TODAY)
    facts = store.of(Meeting).get(changes.row).facts
    assert facts.title == "Giao ban công tác dân vận quý IV năm 2025"
    assert (facts.looks_back, facts.looks_ahead) == ("2025-Q4", "2026-Q1")
    assert (facts.held_on, facts.is_planned) == (date(2026, 1, 5), True)  # 03/01/2026 is a Saturday
    assert (facts.venue, facts.chair_name, facts.secretary_name) == (
        "Phòng họp Đảng ủy", "Nguyễn Thị Ví Dụ", "Cao Văn Ghi",
    )  # fmt: skip
    assert (facts.ends_at, facts.source) == (None, None)
    its = parts(store, changes.row)
    assert [each.text for each in its[AgendaItem]] == [
        "Kết quả thực hiện kết luận kỳ trước", "Báo cáo kết quả quý IV năm 2025", "Thảo luận",
    ]  # fmt: skip
    assert [(each.presenter, each.paper) for each in its[AgendaItem]] == [
        (None, None), ("Lê Văn Thử", None), (None, None),
    ]  # fmt: skip
    assert [(each.name, each.position) for each in its[Attendance]] == [
        ("Lê Văn Thử", "Chủ tịch"), ("Trần Thị Mẫu", "Chủ tịch"), ("Ngô Thị Vắng", None),
        (None, "Đại diện lãnh đạo"),
    ]  # fmt: skip
    assert not any(each.is_present or each.reason or each.stands_in_for for each in its[Attendance])
    assert [each.is_invited for each in its[Attendance]] == [False, False, False, True]


def test_the_next_sitting_is_one_deed_and_is_taken_back(store: Store) -> None:
    row = first(store)
    before = store.query("SELECT count(*) FROM meetings")[0][0]
    changes = sittings.make_next(store, row, TODAY)
    assert changes.name == "next_sitting"
    records.undo(store, changes.deed)
    assert store.query("SELECT count(*) FROM meetings") == [(before,)]
    assert store.query("SELECT count(*) FROM agenda_items WHERE meeting_id <> ?", (row,)) == [(0,)]


def test_a_slot_that_has_its_sitting_gets_another_only_when_asked(store: Store) -> None:
    row = first(store)
    there = sittings.make_next(store, row, TODAY).row
    with pytest.raises(ClerkError) as refused:
        sittings.make_next(store, row, TODAY)
    assert refused.value.problem is Problem.SITTING_THERE
    assert refused.value.facts["row"] == there
    assert sentences(refused.value)[0] == (
        "Kỳ họp này (Quý IV/2025) đã có cuộc họp “Giao ban công tác dân vận quý IV năm 2025” ngày 05/01/2026."
    )
    again = sittings.make_next(store, row, TODAY, again=True)
    assert again.row not in (row, there)
    meetings.trash(store, again.row)
    meetings.trash(store, there)
    assert sittings.make_next(store, row, TODAY).row  # what lies in the trash fills no slot


def test_the_convener_is_the_body_of_the_new_day(store: Store) -> None:
    office = records.save(
        store, records_noun("bodies"), None, replace(body_facts(store), name="Ban Mới", valid_from=date(2026, 1, 1))
    ).row
    old = made.body(store)
    kept = store.of(type(body_facts(store))).get(old)
    records.save(store, records_noun("bodies"), kept, replace(kept.facts, valid_to=date(2025, 12, 31)))
    facts = store.of(Meeting).get(sittings.make_next(store, first(store), TODAY).row).facts
    assert facts.convener_id == office


def records_noun(table: str) -> Any:
    """A noun by its table."""
    from dandan_desktop.domain.nouns import noun_of

    return noun_of(table)


def body_facts(store: Store) -> Any:
    """The facts of the convening body."""

    return store.of(Body).get(made.body(store)).facts


@pytest.mark.parametrize(
    ("kind", "day", "looks", "title", "then"),
    [
        ("SK_6T", date(2026, 7, 7), ("2026-6T", "2026-N"), "Sơ kết 6 tháng đầu năm 2026",
         ("2027-6T", "2027-N", "Sơ kết 6 tháng đầu năm 2027", date(2027, 7, 7))),
        ("TK_NAM", date(2026, 1, 15), ("2025-N", "2026-N"), "Tổng kết năm 2025, nhiệm vụ năm 2026",
         ("2026-N", "2027-N", "Tổng kết năm 2026, nhiệm vụ năm 2027", date(2027, 1, 15))),
        ("GB_THANG", date(2026, 9, 4), ("2026-M08", "2026-M09"), "Giao ban tháng 8 năm 2026",
         ("2026-M09", "2026-M10", "Giao ban tháng 9 năm 2026", date(2026, 10, 5))),
        ("BCD_QCDCCS", date(2026, 7, 2), ("2026-6T", None), "Họp Ban Chỉ đạo 6 tháng đầu năm 2026",
         ("2026-N", None, "Họp Ban Chỉ đạo năm 2026", date(2027, 1, 4))),
        ("KHAO_SAT", date(2026, 7, 2), (None, None), "Khảo sát ấp Bình Hiệp A",
         (None, None, "Khảo sát ấp Bình Hiệp A", TODAY)),
    ],
)  # fmt: skip
def test_each_interval_moves_on_by_its_own_step(  # noqa: PLR0917 - what moves, and to what
    kind: str, day: date, looks: tuple[str | None, str | None], title: str, then: tuple[Any, ...], store: Store
) -> None:
    back, ahead = looks
    facts = made.facts(
        store, day, series=CodeId(code(store, "meeting_series", kind)), title=title,
        looks_back=PeriodCode(back) if back else None, looks_ahead=PeriodCode(ahead) if ahead else None,
    )  # fmt: skip
    row = made.sit(store, facts)
    now = store.of(Meeting).get(sittings.make_next(store, row, TODAY).row).facts
    assert (now.looks_back, now.looks_ahead, now.title, now.held_on) == then


def test_the_rule_taken_from_a_sitting_makes_the_next_one(store: Store) -> None:
    row = first(store)
    rule = series.take_from(store, row)
    kept = store.of(Series).get(rule.row)
    assert (kept.facts.every, kept.facts.within, kept.facts.venue) == (Every.QUARTER, 15, "Phòng họp Đảng ủy")
    assert kept.facts.convener_id == made.body(store)
    its = parts_of(store, SERIES, rule.row)
    assert [each.facts.name for each in its[Seat]] == ["Lê Văn Thử", "Trần Thị Mẫu", "Ngô Thị Vắng", None]
    seats = [(0, Seat(name="Võ Thị Mới", body="Hội Nông dân xã Lấp Vò"))]
    items = [(0, UsualItem(text=Prose("Bàn việc"), presenter="Võ Thị Mới", paper="Tờ trình"))]
    edits = {Seat: PartEdit(its[Seat], seats), UsualItem: PartEdit(its[UsualItem], items)}
    series.save_rule(store, kept, replace(kept.facts, venue="Hội trường", chair_name="Đỗ Văn Khác"), edits)
    made_next = sittings.make_next(store, row, TODAY).row
    facts, its_parts = store.of(Meeting).get(made_next).facts, parts(store, made_next)
    assert (facts.venue, facts.chair_name, facts.chair_position) == ("Hội trường", "Đỗ Văn Khác", "Trưởng ban")
    assert [each.name for each in its_parts[Attendance]] == ["Võ Thị Mới"]
    assert its_parts[AgendaItem][1] == AgendaItem(text=Prose("Bàn việc"), presenter="Võ Thị Mới", paper="Tờ trình")
    again = series.take_from(store, row)
    assert again.row == rule.row  # rewritten, not doubled
    records.undo(store, again.deed)
    assert store.of(Series).get(rule.row).facts.venue == "Hội trường"


def test_two_rules_do_not_hold_on_one_day(store: Store) -> None:
    rule = series.take_from(store, first(store)).row
    facts = store.of(Series).get(rule).facts
    with pytest.raises(ClerkError) as refused:
        series.save_rule(store, None, replace(facts, every=Every.MONTH), {})
    assert refused.value.problem is Problem.RECORD_INVALID
    kept = store.of(Series).get(rule)
    series.save_rule(store, kept, replace(facts, valid_to=date(2026, 3, 31)), {})
    monthly = replace(facts, every=Every.MONTH, valid_from=date(2026, 4, 1))
    assert series.save_rule(store, None, monthly, {}).row
    general = store.of(Series).some("WHERE t.convener_id IS NULL")[0].facts
    assert series.findings(store, None, general)[0].name == "valid_from"


def test_a_series_makes_its_next_sitting_and_its_first(store: Store) -> None:
    row = first(store)
    rule = series.take_from(store, row).row
    assert store.of(Meeting).get(sittings.make_of(store, rule, TODAY).row).facts.looks_back == "2025-Q4"
    facts = Series(
        kind=CodeId(code(store, "meeting_series", "GB_THANG")), every=Every.MONTH,
        convener_id=BodyId(made.body(store)), venue="Phòng số 2",
    )  # fmt: skip
    monthly = series.save_rule(store, None, facts, {}).row
    now = store.of(Meeting).get(sittings.make_of(store, monthly, TODAY).row).facts
    assert (now.title, now.looks_back, now.looks_ahead, now.venue) == (
        "Giao ban công tác dân vận hằng tháng, tháng 11/2026", "2026-M11", "2026-M12", "Phòng số 2",
    )  # fmt: skip
    assert (now.held_on, now.is_planned) == (date(2026, 11, 30), True)
    general = store.of(Series).some("WHERE t.convener_id IS NULL")[0].id
    with pytest.raises(ClerkError, match=r"."):
        sittings.make_of(store, general, TODAY)


def test_gaps_are_told_and_closed_by_a_sitting_or_a_reason(store: Store) -> None:
    row = first(store)
    found = gaps.lacks(store, date(2026, 8, 1)).gaps
    assert [(gap.slot.words, gap.newest) for gap in found] == [
        ("Quý IV/2025", row), ("Quý I/2026", row), ("Quý II/2026", row),
    ]  # fmt: skip
    sitting = sittings.make_next(store, row, TODAY, slot=found[1].slot.code)
    assert store.of(Meeting).get(sitting.row).facts.title.endswith("quý I năm 2026")
    changes = gaps.skip(store, found[0], "  Gộp vào tổng kết năm ")
    assert store.of(Skip).get(changes.row).facts.reason == "Gộp vào tổng kết năm"
    assert [gap.slot.code for gap in gaps.lacks(store, date(2026, 8, 1)).gaps] == ["2026-Q2"]
    records.undo(store, changes.deed)
    assert [gap.slot.code for gap in gaps.lacks(store, date(2026, 8, 1)).gaps] == ["2025-Q4", "2026-Q2"]
    with pytest.raises(ClerkError) as refused:
        gaps.skip(store, found[2], " \n")
    assert refused.value.problem is Problem.RECORD_INVALID
    records.trash(store, SKIPS, gaps.skip(store, found[2], "Không đủ nội dung").row)
    assert [gap.slot.code for gap in gaps.lacks(store, date(2026, 8, 1)).gaps] == ["2025-Q4", "2026-Q2"]


def test_slots_of_a_body_that_stands_no_more_are_no_work_to_be_done(store: Store) -> None:
    row = first(store)
    bodies = store.of(Body)
    convener = bodies.get(store.of(Meeting).get(row).facts.convener_id)
    with store.change("save"):
        bodies.replace(convener, replace(convener.facts, valid_to=date(2026, 6, 30)))
    before = gaps.lacks(store, date(2026, 6, 1))
    assert [gap.slot.code for gap in before.gaps] == ["2025-Q4", "2026-Q1"]
    after = gaps.lacks(store, date(2026, 8, 1))
    assert after.gaps == ()
    assert [gap.slot.code for gap in after.past] == ["2025-Q4", "2026-Q1"], "the last quarter had no time left"


def test_a_series_that_keeps_no_interval_lacks_nothing(store: Store) -> None:
    first(store, series=CodeId(code(store, "meeting_series", "KHAC")))
    assert gaps.lacks(store, TODAY).gaps == ()


def test_a_planned_sitting_keeps_the_one_before_open(store: Store) -> None:
    row = first(store)
    minutes.lock(store, row, TODAY)
    planned = sittings.make_next(store, row, TODAY).row
    assert minutes.standing(store, row).followed == ""
    kept = store.of(Meeting).get(planned)
    held = replace(meetings.read(store, planned), meeting=replace(kept.facts, is_planned=False))
    meetings.save(store, Sitting(held.kept, held.meeting, held.parts, held.conclusions))
    assert minutes.standing(store, row).followed


def test_who_may_make_sittings_and_whose_rules_are_whose(store: Store) -> None:
    row = first(store)
    rule = series.take_from(store, row).row
    general = store.of(Series).some("WHERE t.convener_id IS NULL")[0]
    store.reader = Reader("x", "Chỉ xem", frozenset())
    for deed in ("next_sitting", "set_series", "skip_sitting", "judge_weakness"):
        assert not store.may(deed)
    with pytest.raises(ClerkError) as refused:
        sittings.make_next(store, row, TODAY)
    assert refused.value.problem is Problem.NOT_ALLOWED
    store.reader = Reader("y", "Tổ chức", RECORDS, frozenset({int(made.organisation(store, "HND"))}))
    for each in (store.of(Series).get(rule), general):
        with pytest.raises(ClerkError) as refused:
            records.save(store, SERIES, each, replace(each.facts, venue="Nơi khác"))
        assert refused.value.problem is Problem.NOT_ALLOWED

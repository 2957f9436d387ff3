"""Series and sittings in the window, each way passed once with the keyboard alone."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from dandan_desktop.domain.catalogue import Body
from dandan_desktop.domain.meetings import Meeting, Task
from dandan_desktop.domain.scope import Reader
from dandan_desktop.domain.series import Every, Series, Skip
from dandan_desktop.domain.users import Role
from dandan_desktop.services import gaps, minutes, reviews, series
from dandan_desktop.ui.elided_link import ElidedLink
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.session import Session
from tests.services import sittings_made as made
from tests.ui.drivers.keys import focused, press, type_words
from tests.ui.drivers.sittings import SittingsDriver
from tests.ui.invented import TODAY


@pytest.fixture
def rows(session: Session) -> tuple[int, int, int]:
    """Three sittings: of the third and fourth quarter of 2025 and, a year later, of the third of 2026."""
    third = made.facts(session.store, date(2026, 10, 2))
    return *made.two_sittings(session.store), made.sit(session.store, third)


@pytest.fixture
def clerk(rows: tuple[int, int, int], window: MainWindow, qtbot: QtBot) -> SittingsDriver:
    assert rows
    return SittingsDriver(window, qtbot)


def test_a_gap_gets_its_sitting_and_another_its_reason(clerk: SittingsDriver, session: Session, qtbot: QtBot) -> None:
    press(Qt.Key.Key_2, control=True)
    assert clerk.gaps() == ["Quý I/2026", "Quý II/2026"]
    press(Qt.Key.Key_F4)
    assert focused() is clerk.band.table
    press(Qt.Key.Key_Return)
    assert clerk.title() == "Giao ban công tác dân vận quý I năm 2026"
    assert clerk.said("is_planned").startswith("⚠")
    press(Qt.Key.Key_Escape)
    assert clerk.gaps() == ["Quý II/2026"]
    clerk.band.table.setFocus()
    press(Qt.Key.Key_Delete)
    box = clerk.reason_box()
    qtbot.waitUntil(box.reason.hasFocus)
    press(Qt.Key.Key_Return)
    assert "Chưa ghi lý do không họp" in box.problem.text()
    type_words("Gộp vào sơ kết 6 tháng")
    press(Qt.Key.Key_Return)
    assert not box.isVisible()
    assert [kept.facts.reason for kept in session.store.of(Skip).some()] == ["Gộp vào sơ kết 6 tháng"]
    assert not clerk.band.table.isVisible()
    clerk.activate()
    press(Qt.Key.Key_Z, control=True)
    assert clerk.gaps() == ["Quý II/2026"]


def test_the_first_page_opens_the_slots_and_not_the_sittings(clerk: SittingsDriver, session: Session) -> None:
    clerk.window.show_records("meetings", [1], "một cuộc họp")
    home = clerk.window.go(1)
    line = next(each for each in home.body.findChildren(ElidedLink) if each.words == "2 kỳ chưa họp")
    part = next(
        each for each in home.body.findChildren(ElidedLink) if each.words.startswith("Quý I/2026, Quý II/2026:")
    )
    for link in (line, part):
        clerk.window.go(1)
        link.click()
        assert clerk.window.key == 2
        assert focused() is clerk.band.table
        assert clerk.band.table.texts()[clerk.band.table.row][0] == "Quý I/2026"
        assert clerk.page.list.only is None
    gap = gaps.lacks(session.store, session.today).gaps[1]
    session.gap_wanted.emit(gap)
    assert clerk.band.table.texts()[clerk.band.table.row][0] == "Quý II/2026"


def test_a_slot_of_a_body_that_ended_is_listed_and_not_counted(clerk: SittingsDriver, session: Session) -> None:
    press(Qt.Key.Key_2, control=True)
    assert clerk.band.words.text() == "⚠ 2 kỳ chưa họp"
    body = session.store.of(Body).get(clerk.band.found[0].convener)
    with session.store.change("save"):
        session.store.of(Body).replace(body, replace(body.facts, valid_to=date(2026, 10, 31)))
    clerk.band.refresh()
    assert clerk.band.words.text() == ""
    assert not clerk.band.isVisible(), "nothing is left to be done"
    slots = [line[0] for line in clerk.band.table.texts()]
    assert slots == ["Quý I/2026 (cơ quan cũ)", "Quý II/2026 (cơ quan cũ)"]


def test_the_next_sitting_by_one_key_and_its_day_corrected(
    clerk: SittingsDriver, rows: tuple[int, int, int], session: Session
) -> None:
    clerk.window.show_record("meetings", rows[2])
    press(Qt.Key.Key_N, control=True, shift=True)
    assert clerk.title() == "Giao ban công tác dân vận quý IV năm 2026"
    assert (clerk.field("held_on"), clerk.field("looks_back")) == ("04/01/2027", "Quý IV/2026")
    assert focused() is clerk.page.record.sheet.fields["held_on"].input
    press(Qt.Key.Key_A, control=True)
    type_words("6/1/2027")
    press(Qt.Key.Key_Return)
    assert clerk.page.record.sheet.fields["is_planned"].value() is False
    press(Qt.Key.Key_S, control=True)
    kept = clerk.page.record.kept
    assert kept is not None
    assert (kept.facts.held_on, kept.facts.is_planned) == (date(2027, 1, 6), False)
    assert clerk.parts.bar.links.text().count("meetings/") == 1
    press(Qt.Key.Key_Escape)  # back to the sitting it was made from
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Z, control=True)  # in the list: in a field it takes back what is typed there
    press(Qt.Key.Key_Z, control=True)
    assert session.store.of(Meeting).some("WHERE t.held_on > '2026-12-31' AND t.deleted_at IS NULL") == []


def test_a_second_sitting_of_a_slot_is_asked_about(
    clerk: SittingsDriver, rows: tuple[int, int, int], qtbot: QtBot
) -> None:
    clerk.window.show_record("meetings", rows[0])
    press(Qt.Key.Key_N, control=True, shift=True)
    qtbot.waitUntil(clerk.there_box().open_it.hasFocus)
    press(Qt.Key.Key_Return)
    clerk.activate()
    assert clerk.title() == "Giao ban công tác dân vận quý IV năm 2025"
    clerk.window.show_record("meetings", rows[0])
    press(Qt.Key.Key_N, control=True, shift=True)
    qtbot.waitUntil(clerk.there_box().open_it.hasFocus)
    press(Qt.Key.Key_Tab, shift=True)
    assert focused() is clerk.there_box().again
    press(Qt.Key.Key_Space)
    kept = clerk.page.record.kept
    assert kept is not None
    assert (kept.facts.looks_back, kept.facts.is_planned) == ("2025-Q4", True)
    assert kept.id not in rows


def test_what_is_typed_is_saved_before_the_next_one_is_made(
    clerk: SittingsDriver, rows: tuple[int, int, int], session: Session
) -> None:
    clerk.window.show_record("meetings", rows[2])
    box = clerk.page.record.sheet.fields["venue"].input
    box.setFocus()
    box.selectAll()
    type_words("Hội trường lớn")
    press(Qt.Key.Key_N, control=True, shift=True)
    assert session.store.of(Meeting).get(rows[2]).facts.venue == "Hội trường lớn"
    assert clerk.field("venue") == "Hội trường lớn"


def test_what_became_of_the_last_conclusions_opens_its_tasks(
    clerk: SittingsDriver, rows: tuple[int, int, int], session: Session
) -> None:
    clerk.window.show_record("meetings", rows[1])
    assert clerk.previous() == []
    press(Qt.Key.Key_2, alt=True)
    assert clerk.parts.previous.texts() == [
        "Giao 5", "Xong đúng hạn 1", "Xong trễ hạn 1", "Còn trong hạn 2", "Quá hạn 1",
    ]  # fmt: skip
    assert clerk.previous()[0] == ["1", "Hội Nông dân xã Lấp Vò", "Vận động hiến đất", "30/11/2025",
                                   "✓ Xong đúng hạn 28/11/2025"]  # fmt: skip
    for _ in range(12):
        if focused() is clerk.parts.previous.counts[4]:
            break
        press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    work = clerk.window.built[3]
    tasks = work.page("tasks")
    assert [session.store.of(Task).get(row).facts.text for row in tasks.list.shown] == ["Báo cáo nhân rộng"]
    clerk.window.show_record("meetings", rows[1])
    press(Qt.Key.Key_2, alt=True)
    clerk.parts.previous.table.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert tasks.record.kept is not None


def test_a_first_sitting_and_a_new_one_have_no_block(clerk: SittingsDriver, rows: tuple[int, int, int]) -> None:
    clerk.window.show_record("meetings", rows[0])
    press(Qt.Key.Key_2, alt=True)
    assert not clerk.parts.previous.isVisible()
    clerk.page.new_record()
    press(Qt.Key.Key_2, alt=True)
    assert not clerk.parts.previous.isVisible()
    assert not clerk.parts.bar.isVisible()


def test_last_years_weaknesses_are_judged_with_the_keyboard(
    clerk: SittingsDriver, rows: tuple[int, int, int], session: Session
) -> None:
    clerk.window.show_record("meetings", rows[2])
    press(Qt.Key.Key_7, alt=True)
    block = clerk.parts.reviews
    assert block.head.text() == "Hạn chế năm trước: đã xem lại 0 trong 2"
    for _ in range(12):
        if isinstance(focused(), QComboBox):
            break
        press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Tab)
    type_words("Đã nộp đúng hạn")
    press(Qt.Key.Key_Tab)
    (kept,) = reviews.of_meeting(session.store, rows[2])
    assert session.store.names.of("codes", kept.facts.verdict) == "Đã khắc phục"
    assert kept.facts.note == "Đã nộp đúng hạn"
    assert (block.head.text(), block.left.text()) == (
        "Hạn chế năm trước: đã xem lại 1 trong 2", "⚠ Chưa xem lại 1 hạn chế",
    )  # fmt: skip
    assert block.isVisible()  # the section stays
    clerk.window.undo_last()
    clerk.window.undo_last()
    assert reviews.of_meeting(session.store, rows[2]) == []
    assert block.isVisible()
    assert block.choices[0].value() is None


def test_once_locked_nothing_of_last_year_is_judged(
    clerk: SittingsDriver, rows: tuple[int, int, int], session: Session
) -> None:
    assert "⚠ Chưa xem lại 2 hạn chế năm trước." in [
        f"⚠ {gap.finding.text}" for gap in minutes.missing(session.store, rows[2])
    ]
    minutes.lock(session.store, rows[2], TODAY)
    clerk.window.show_record("meetings", rows[2])
    press(Qt.Key.Key_7, alt=True)
    assert not any(choice.isEnabled() for choice in clerk.parts.reviews.choices)


def test_the_rule_of_a_series_is_taken_opened_and_makes_a_sitting(
    clerk: SittingsDriver, rows: tuple[int, int, int], session: Session
) -> None:
    clerk.window.show_record("meetings", rows[0])
    clerk.parts.bar.take.trigger()
    clerk.parts.bar.open_rule.trigger()
    page = clerk.window.built[8].page("series")
    assert page.is_on_record
    assert page.record.kept.facts.convener_id == made.body(session.store)
    assert [grid.model.rowCount() - 1 for grid in page.record.grids] == [4, 2]
    box = page.record.sheet.fields["venue"].input
    box.setFocus()
    box.selectAll()
    type_words("Hội trường mới")
    press(Qt.Key.Key_S, control=True)
    press(Qt.Key.Key_N, control=True, shift=True)
    assert clerk.title() == "Giao ban công tác dân vận quý IV năm 2026"
    assert clerk.field("venue") == "Hội trường mới"


def test_a_rule_that_overlaps_another_is_told_beside_its_day(clerk: SittingsDriver, session: Session) -> None:
    page = clerk.window.go(8).page("series")
    general = session.store.of(Series).some("WHERE t.convener_id IS NULL AND t.every = ?", (Every.QUARTER,))[0]
    page.new_record({"kind": general.facts.kind, "every": Every.QUARTER.value})
    assert page.record.save_record() is None
    said = page.record.sheet.fields["valid_from"].finding.text()
    assert said == "✕ Đã có chế độ họp này từ đầu sổ. Hãy ghi ngày hết hiệu lực của bản cũ trước."
    page.leave()


def test_who_only_reads_totals_or_approves_makes_no_sitting(
    rows: tuple[int, int, int], session: Session, qtbot: QtBot
) -> None:
    store = session.register.store("Duyệt", reader=Reader("a", "Duyệt", frozenset({Role.APPROVE})))
    other = Session(session.register, store, lambda: TODAY)
    window = MainWindow(other)
    qtbot.addWidget(window)
    window.show()
    clerk = SittingsDriver(window, qtbot)
    window.show_record("meetings", rows[2])
    assert not clerk.parts.bar.next.isEnabled()
    assert clerk.parts.bar.next.toolTip() == "Việc này cần quyền Nhập liệu."
    assert not clerk.parts.reviews.choices[0].isEnabled()
    window.go(2).page("meetings").show_list()
    assert not clerk.band.make.isEnabled()
    window.close()
    other.close()


def test_the_overview_tells_gaps_and_opens_the_series(
    clerk: SittingsDriver, rows: tuple[int, int, int], session: Session
) -> None:
    home = clerk.window.go(1)
    home.refresh()
    from dandan_desktop.services import today

    section = next(each for each in today.sections(session.store, TODAY, session.period) if each.title == "Cuộc họp")
    told = [line for line in section.lines if "chưa họp" in line.words or "chưa xem lại" in line.words]
    assert [line.words for line in told] == ["2 kỳ chưa họp", "2 hạn chế đã nêu quá một năm, chưa xem lại"]
    assert told[0].slots == told[0].parts[0].slots == gaps.lacks(session.store, TODAY).gaps
    assert told[0].parts[0].words.startswith("Quý I/2026, Quý II/2026: Thường trực cấp ủy giao ban quý")
    assert series.rule_row(session.store, session.store.of(Meeting).get(rows[0]).facts) > 0

"""The tab “Kiến nghị”: what waits, the way of a proposal, its rules under their fields, its summary as a workbook."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dandan_desktop.db import journal
from dandan_desktop.documents.proposal_summary import SHEET
from dandan_desktop.domain.facts import CodeId, Prose, UnitId
from dandan_desktop.domain.periods import Period
from dandan_desktop.domain.proposals import Proposal
from dandan_desktop.services import loading, proposals, searching
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.pages.proposals import ProposalsPage
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.theme import SIDE, SMALLEST
from tests.registers import code, meeting_file
from tests.ui.drivers.keys import focused, press, type_words
from tests.ui.drivers.meetings import MeetingsDriver
from tests.ui.drivers.noun_page import Shown
from tests.ui.drivers.proposals import ProposalsDriver

TODAY = date(2023, 6, 1)


@pytest.fixture
def clerk(session: Session, shown: Shown, monkeypatch: pytest.MonkeyPatch) -> ProposalsDriver:
    monkeypatch.setattr(session, "_day", lambda: TODAY)
    loading.load_path(session.store, meeting_file("dong-thap-2023-02-06"))
    return ProposalsDriver(shown(ProposalsPage(session)))


def first_words(clerk: ProposalsDriver) -> str:
    return clerk.column("Nội dung")[0]


def test_what_was_marked_at_the_meeting_waits_to_be_sent(clerk: ProposalsDriver) -> None:
    count = len(clerk.column("Nội dung"))
    assert count > 1
    assert set(clerk.column("Trạng thái")) == {"○ Chưa chuyển"}
    assert set(clerk.column("Lần")) == {""}
    assert clerk.tabs() == [f"Chưa chuyển · {count}", "Quá hạn trả lời · 0", "Chưa thông báo lại · 0", "Tất cả"]


def test_the_way_from_the_asker_to_the_day_he_was_told(clerk: ProposalsDriver, session: Session) -> None:
    clerk.open(first_words(clerk))
    assert clerk.way() == ["✓ Nhận 06/02/2023", "○ Chưa chuyển", "○ Chưa trả lời", "○ Chưa thông báo lại"]
    clerk.fill("Chuyển đến", "Tỉnh ủy Đồng Tháp")
    clerk.fill("Ngày chuyển", "10/2/2023")
    clerk.fill("Hạn trả lời", "10/3/2023")
    assert clerk.save() is not None
    assert clerk.way()[1:3] == ["✓ Chuyển 10/02/2023", "⚠ Quá hạn trả lời 83 ngày"]
    assert clerk.more()[1] == "Tỉnh ủy Đồng Tháp · hạn trả lời 10/03/2023"
    clerk.fill("Ngày trả lời", "20/3/2023")
    clerk.fill("Số văn bản trả lời", "12-CV/TU")
    clerk.fill("Kết quả", "Tiếp thu")
    clerk.fill("Nội dung trả lời", "Đã giao các sở xem xét.")
    assert clerk.save() is not None
    assert clerk.way()[2:] == ["✓ Trả lời 20/03/2023", "⚠ Chưa thông báo lại"]
    assert clerk.more()[2] == "Tiếp thu · 12-CV/TU · Đã giao các sở xem xét."
    clerk.page.show_list()
    assert [tab.partition(" · ")[2] for tab in clerk.tabs()[1:3]] == ["0", "1"]
    clerk.choose("Chưa thông báo lại")
    clerk.open("")
    clerk.fill("Ngày thông báo lại", "25/3/2023")
    assert clerk.save() is not None
    assert clerk.way()[3] == "✓ Thông báo lại 25/03/2023"
    assert journal.deeds(session.store, 1)[0].name == "save"


def test_the_words_of_the_minutes_are_closed_and_the_offices_stand_beside_them(clerk: ProposalsDriver) -> None:
    title = first_words(clerk)
    clerk.open(title)
    closed = ("Nội dung kiến nghị", "Người, tổ chức kiến nghị", "Ngày nhận", "Địa bàn", "Nguồn")
    assert [clerk.is_open(label) for label in closed] == [False] * 5
    assert clerk.is_open("Nhóm")
    clerk.fill("Nội dung biên tập", "Ý chính do cơ quan tóm lại")
    assert clerk.save() is not None
    kept = clerk.page.record.kept
    assert kept is not None
    assert " ".join(kept.facts.text.split()) == title
    clerk.page.show_list()
    assert "Ý chính do cơ quan tóm lại" in clerk.column("Nội dung")
    clerk.page.new_record()
    assert all(clerk.is_open(label) for label in closed)


def test_days_out_of_order_are_refused_under_their_fields(clerk: ProposalsDriver, session: Session) -> None:
    clerk.open(first_words(clerk))
    clerk.fill("Ngày chuyển", "1/2/2023")
    clerk.fill("Ngày thông báo lại", "1/3/2023")
    assert clerk.save() is None
    assert clerk.finding("Ngày chuyển") == "✕ Ngày chuyển sớm hơn ngày nhận 06/02/2023."
    assert clerk.finding("Ngày thông báo lại").startswith("✕ Chưa có trả lời để thông báo lại.")
    assert not session.store.of(Proposal).some("WHERE t.sent_on IS NOT NULL")


def test_a_matter_raised_again_leads_to_all_its_times(clerk: ProposalsDriver, session: Session, qtbot: QtBot) -> None:
    words = first_words(clerk)
    first = session.store.of(Proposal).get(clerk.page.list.shown[0])
    clerk.page.new_record()
    clerk.fill("Nội dung kiến nghị", "Hỏi lại việc lần trước")
    clerk.fill("Người, tổ chức kiến nghị", "Cử tri xã")
    clerk.fill("Địa bàn", "Tỉnh Đồng Tháp")
    again = clerk.page.record.sheet.fields["repeats_id"].input
    again.setFocus()
    type_words(" ".join(words.split()[:4]))
    again.look()
    assert any(option.startswith(words[:20]) and "06/02/2023" in option for option in again.options())
    again.set_value(first.id)
    assert clerk.save() is not None
    assert clerk.pane.open_all.words == "Lần thứ 2 trong 2 lần kiến nghị việc này"
    with qtbot.waitSignal(session.records_wanted) as asked:
        clerk.pane.open_all.click()
    kept = clerk.page.record.kept
    assert kept is not None
    assert asked.args[:2] == ["proposals", [first.id, kept.id]]
    clerk.page.show_list()
    assert sorted(filter(None, clerk.column("Lần"))) == ["1", "2"]


def test_the_way_leads_back_to_the_meeting(clerk: ProposalsDriver, session: Session, qtbot: QtBot) -> None:
    clerk.open(first_words(clerk))
    (row,) = session.store.query("SELECT id FROM meetings WHERE held_on = '2023-02-06'")[0]
    assert clerk.pane.open_meeting.words.startswith("Ý kiến ")
    with qtbot.waitSignal(session.record_wanted) as asked:
        clerk.pane.open_meeting.click()
    assert asked.args == ["meetings", row]


def test_the_summary_of_the_working_period_is_written_and_told(
    clerk: ProposalsDriver, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    session.choose_period(Period.parse("2023-Q1"))
    assert clerk.page.paper.toolTip() == "Kiến nghị nhận trong quý I năm 2023"
    clerk.page._pick = lambda _parent, _title, proposal, _kind: tmp_path / proposal.stem
    QTest.keyClick(clerk.page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(clerk.page.bar.isVisible)
    file = tmp_path / "tong-hop-kien-nghi-2023-Q1.xlsx"
    assert clerk.page.bar.path == file
    cells = [cell.value for row in openpyxl.load_workbook(file)[SHEET].iter_rows() for cell in row if cell.value]
    for kept in session.store.of(Proposal).some():
        assert kept.facts.text in cells
    assert journal.deeds(session.store, 1)[0].note == "Bảng tổng hợp kiến nghị 2023-Q1"


def test_another_tab_keeps_the_group_and_leaves_the_records_of_a_figure(
    clerk: ProposalsDriver, session: Session
) -> None:
    first = session.store.of(Proposal).get(clerk.page.list.shown[0])
    group = CodeId(code(session.store, "proposal_groups", "khac"))
    proposals.save(session.store, first, replace(first.facts, group=group), TODAY)
    others = [row for row in clerk.page.list.shown if session.store.of(Proposal).get(row).facts.group != group]
    assert others
    clerk.page.list.filters["group"].set_value(group)
    clerk.choose("Chưa chuyển")
    assert first.id in clerk.page.list.shown
    assert not {*others} & {*clerk.page.list.shown}
    clerk.page.show_records("proposals", others, "Kiến nghị nhận trong kỳ")
    assert sorted(clerk.page.list.shown) == sorted(others)
    clerk.choose("Chưa chuyển")
    assert {first.id, *others} <= {*clerk.page.list.shown}


def test_all_quick_filters_are_seen_in_the_smallest_window(clerk: ProposalsDriver) -> None:
    clerk.page.resize(SMALLEST[0] - SIDE, 560)
    tabs = clerk.page.choice.tabs
    assert tabs.tabRect(0).left() >= 0
    assert tabs.tabRect(tabs.count() - 1).right() <= tabs.width()


def test_by_keyboard_alone_a_proposal_is_sent(clerk: ProposalsDriver, session: Session) -> None:
    clerk.page.list.table.setFocus()
    clerk.page.list.table.choose(0)
    press(Qt.Key.Key_Return)
    fields = clerk.page.record.sheet.fields
    assert focused() is fields["edited"].input
    while focused() is not fields["sent_to_id"].input:
        press(Qt.Key.Key_Tab)
    type_words("tinh uy dong thap")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert focused() is fields["sent_on"].input
    type_words("10/2/2023")
    press(Qt.Key.Key_S, control=True)
    assert clerk.way()[1] == "✓ Chuyển 10/02/2023"
    press(Qt.Key.Key_Escape)
    assert session.store.of(Proposal).some("WHERE t.sent_on IS NOT NULL")


def test_marking_on_the_meetings_sheet_reaches_the_list_and_taking_off_is_refused_in_words(
    window: MainWindow, session: Session
) -> None:
    loading.load_path(session.store, meeting_file("dong-thap-2023-02-06"))
    (row,) = session.store.query("SELECT id FROM meetings WHERE held_on = '2023-02-06'")[0]
    meetings = MeetingsDriver(window.go(2).page("meetings"))
    meetings.open(row)
    before = session.store.query("SELECT count(*) FROM proposals")[0][0]
    meetings.row("Ý kiến", {"Người phát biểu": "Lê Văn Tư", "Ý kiến": "Xin sửa cầu", "Kiến nghị": True})
    assert meetings.save() is not None
    page: Any = window.go(3)
    clerk = ProposalsDriver(page.page("proposals"))
    page.tabs.setCurrentIndex(1)
    assert len(clerk.column("Nội dung")) == before + 1
    clerk.open("Xin sửa cầu")
    clerk.fill("Ngày chuyển", "10/2/2023")
    assert clerk.save() is not None
    meetings = MeetingsDriver(window.go(2).page("meetings"))
    meetings.open(row)
    place = meetings.grid("Ý kiến").model.rowCount() - 2
    meetings.cell("Ý kiến", place, "Kiến nghị", False)
    assert meetings.save() is None
    assert "Kiến nghị “Xin sửa cầu” đã chuyển" in window.problem.words.text()
    assert session.store.query("SELECT count(*) FROM proposals") == [(before + 1,)]


def test_what_waits_is_told_in_the_status_line_and_opens_from_it(window: MainWindow, session: Session) -> None:
    unit = UnitId(session.store.query("SELECT min(id) FROM units")[0][0])
    asked = Proposal(text=Prose("Sửa cầu"), received_on=date(2024, 1, 5), unit_id=unit, asker="Ông Ba")
    assert not window.status.asked.isVisible()
    session.do(lambda: proposals.save(session.store, None, replace(asked, due_on=date(2024, 2, 5)), session.today))
    assert window.status.asked.text() == "⚠ 1 kiến nghị quá hạn hoặc chưa báo lại"
    window.status.asked.click()
    page: Any = window.stack.currentWidget()
    assert page.current is page.page("proposals")
    (row,) = page.current.list.shown
    kept = session.store.of(Proposal).get(row)
    done: dict[str, Any] = {"answered_on": date(2024, 3, 1), "told_on": date(2024, 3, 2)}
    session.do(lambda: proposals.save(session.store, kept, replace(kept.facts, **done), session.today))
    assert not window.status.asked.isVisible()


def test_a_proposal_found_by_the_search_box_opens_on_its_tab(window: MainWindow, session: Session) -> None:
    loading.load_path(session.store, meeting_file("dong-thap-2023-02-06"))
    kept = session.store.of(Proposal).some()[0]
    found = searching.find(session.store, " ".join(kept.facts.text.split()[:6]))
    assert ("proposals", kept.id, "Kiến nghị") in [(hit.table, hit.row, hit.label) for hit in found]
    window.show_record("proposals", kept.id)
    page: Any = window.stack.currentWidget()
    assert page.shown_record() is page.page("proposals").record

"""The sections of a meeting: made when seen, all in sight, passed through by keys alone; and its line in the list."""

from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dandan_desktop.db.meetings import all_tasks_of
from dandan_desktop.domain.meetings import Meeting
from dandan_desktop.services import meetings, minutes, records
from dandan_desktop.ui.blocks import Block
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.session import Session
from tests.ui.drivers.keys import focused, press, type_words
from tests.ui.drivers.meetings import MeetingsDriver, loaded, type_facts

DIRECT = Qt.FindChildOption.FindDirectChildrenOnly
SMALL = 1024 - 208
"""Pixels a page has on the smallest screen beside the side bar."""


def press_until(word: str, key: Qt.Key = Qt.Key.Key_Tab) -> None:
    """Press a key until a button with these words has the keyboard, no further than once round."""
    for _ in range(60):
        held = focused()
        if isinstance(held, QPushButton) and word in held.text():
            return
        press(key)
    pytest.fail(f"Tab does not reach {word}")


def test_the_tabs_stand_still_from_the_first_letter_to_the_locked_minutes(
    clerk: MeetingsDriver, session: Session, qtbot: QtBot
) -> None:
    def top() -> int:
        record = clerk.page.record
        record.outer.activate()
        return int(clerk.pane.bar.mapTo(clerk.page, QPoint(0, 0)).y())

    clerk.new()
    qtbot.waitUntil(clerk.pane.bar.isVisible)
    where = top()
    assert clerk.pane.minutes.words.text() == "Lưu cuộc họp xong thì ghi và khoá được biên bản"
    press(Qt.Key.Key_S, control=True)
    assert (clerk.page.record.head.state.text(), top()) == ("Chưa lưu: xem ô có ✕", where)
    type_facts()
    assert (clerk.page.record.head.state.text(), top()) == ("Bản nháp chưa lưu", where)
    press(Qt.Key.Key_S, control=True)
    assert (clerk.pane.minutes.words.text(), top()) == ("Biên bản chưa khoá", where)
    (kept,) = session.store.of(Meeting).some()
    session.do(lambda: minutes.lock(session.store, kept.id, session.today))
    assert clerk.pane.minutes.words.text().startswith("Biên bản đã khoá lần 1")
    assert top() == where


def test_the_whole_way_in_the_window_with_tab_and_enter(window: MainWindow, session: Session) -> None:
    press(Qt.Key.Key_2, control=True)
    press(Qt.Key.Key_N, control=True)
    type_facts()
    for word in (
        "Tiếp: Chương trình",
        "Tiếp: Thành phần",
        "Tiếp: Báo cáo",
        "Tiếp: Ý kiến",
        "Tiếp: Biểu quyết",
        "Tiếp: Hạn chế",
    ):
        press_until(word)
        press(Qt.Key.Key_Return)
    press_until("Tiếp: Kết luận")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    type_words("Sớm trình cấp có thẩm quyền")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Down)
    press_until("Thêm nhiệm vụ")
    press(Qt.Key.Key_Return)
    type_words("hoi nong dan tinh dong thap")
    press_until("Thêm kết luận")
    press(Qt.Key.Key_Tab)  # out of the record, to the side bar; the keys of the record still answer
    press(Qt.Key.Key_S, control=True)
    (kept,) = session.store.of(Meeting).some()
    sitting = meetings.read(session.store, kept.id)
    assert [(len(entry.tasks), entry.conclusion.text) for entry in sitting.conclusions] == [
        (1, "Sớm trình cấp có thẩm quyền")
    ]
    press(Qt.Key.Key_1, alt=True)
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Return)
    assert window.built[2].page("meetings").record.kept == kept


def test_blocks_are_made_when_their_tab_is_first_shown(clerk: MeetingsDriver, session: Session) -> None:
    row = loaded(session)
    clerk.open(row)
    assert (clerk.tabs()[3], clerk.tabs()[7]) == ("4 Báo cáo · 1", "8 Kết luận · 7")
    assert not clerk.pane.findChildren(Block)
    press(Qt.Key.Key_8, alt=True)
    assert focused() is clerk.pane.conclusions.blocks[0].fields["text"].input
    assert len(clerk.pane.conclusions.findChildren(Block, options=DIRECT)) == 7
    assert not clerk.pane.reports.findChildren(Block)
    assert not clerk.page.record.sheet.is_changed
    clerk.open(loaded(session, 0))
    assert clerk.tabs()[7] == "8 Kết luận · 4"
    assert clerk.pane.conclusions.waiting is not None


def test_a_conclusion_nobody_saw_warns_on_its_tab(clerk: MeetingsDriver, session: Session) -> None:
    row = loaded(session)
    clerk.open(row)
    inner = clerk.pane.conclusions.blocks[0].inner
    assert inner is not None
    while inner.blocks:
        inner.take_out(inner.blocks[0])
    assert clerk.save() is not None
    clerk.open(loaded(session, 0))
    clerk.open(row)
    assert clerk.pane.conclusions.waiting is not None
    assert clerk.tabs()[7] == "8 Kết luận · 7 ⚠"
    clerk.section("Kết luận")
    assert clerk.tabs()[7] == "8 Kết luận · 7 ⚠"
    assert clerk.pane.conclusions.blocks[0].fields["no_task_reason"].finding.text()


def test_a_problem_in_a_tab_nobody_saw_opens_it(clerk: MeetingsDriver, session: Session) -> None:
    row = loaded(session)
    task = all_tasks_of(session.store, row)[0]
    meetings.finish_task(session.store, task.id, date(2021, 1, 25), None)
    clerk.open(row)
    clerk.fill(Ngày_họp="30/1/2021")
    assert clerk.save() is None
    assert clerk.tabs()[7] == "8 Kết luận · 7 ✕"
    assert focused().objectName() == "done_on"
    assert focused().isVisible()
    clerk.section("Thông tin")
    clerk.fill(Ngày_họp="20/1/2021")
    assert clerk.save() is not None


def test_saving_leaves_the_keyboard_in_the_section_that_is_shown(clerk: MeetingsDriver, session: Session) -> None:
    clerk.open(loaded(session))
    clerk.section("Kết luận")
    type_words("Tiếp tục ")
    press(Qt.Key.Key_S, control=True)
    assert focused() is clerk.pane.conclusions.blocks[0].fields["text"].input
    assert focused().isVisible()


def test_a_task_is_begun_from_any_section(clerk: MeetingsDriver) -> None:
    clerk.new()
    press(Qt.Key.Key_T, control=True)
    (block,) = clerk.pane.conclusions.blocks
    assert focused() is block.fields["text"].input
    press(Qt.Key.Key_1, alt=True)
    press(Qt.Key.Key_T, control=True)
    assert block.inner is not None
    assert focused() is block.inner.blocks[0].fields["owner_id"].input


@pytest.mark.parametrize("width, words", [(SMALL, {"Kết luận", "8 Kết luận"}), (1126, {"8 Kết luận · 7"})])
def test_all_tabs_are_in_sight(width: int, words: set[str], clerk: MeetingsDriver, session: Session) -> None:
    clerk.page.resize(width, 600)
    clerk.open(loaded(session))
    bar = clerk.pane.bar
    assert bar is not None
    assert bar.tabs.tabRect(7).right() < bar.tabs.width()
    assert bar.hint.isVisible() is (width > SMALL)
    assert clerk.tabs()[7] in words, "narrow letters leave the number its room"


def test_tabs_leave_their_numbers_where_letters_are_large(clerk: MeetingsDriver, session: Session) -> None:
    clerk.open(loaded(session))
    bar = clerk.pane.bar
    assert bar is not None
    bar.resize(SMALL - 160, bar.height())
    assert clerk.tabs()[7:] == ["Kết luận", "Giấy tờ"]


@pytest.mark.parametrize("word", ["Thành phần", "Ý kiến", "Biểu quyết", "Hạn chế"])
def test_no_grid_scrolls_sideways_on_a_small_screen(
    word: str, clerk: MeetingsDriver, session: Session, qtbot: QtBot
) -> None:
    clerk.page.resize(SMALL, 600)
    clerk.open(loaded(session))
    clerk.section(word)
    table = clerk.grid(word).table
    qtbot.waitUntil(lambda: table.horizontalHeader().length() <= table.viewport().width())


def test_periods_are_typed_and_shown_in_words(clerk: MeetingsDriver, session: Session) -> None:
    row = loaded(session)
    clerk.open(row)
    assert clerk.page.record.sheet.fields["looks_back"].input.text() == "Năm 2020"
    clerk.fill(Kỳ_đánh_giá="q4/2020", Kỳ_định_hướng="nhiệm kỳ tới")
    assert clerk.save() is None
    said = clerk.page.record.sheet.fields["looks_ahead"].finding.text()
    assert said.startswith("✕ “Kỳ định hướng” ghi như năm 2026")
    clerk.fill(Kỳ_định_hướng="6 tháng 2021")
    assert clerk.save() is not None
    facts = session.store.of(Meeting).get(row).facts
    assert (facts.looks_back, facts.looks_ahead) == ("2020-Q4", "2021-6T")
    assert clerk.page.record.sheet.fields["looks_back"].input.text() == "Quý IV/2020"


def test_the_list_of_meetings_tells_whose_minutes_are_locked(clerk: MeetingsDriver, session: Session) -> None:
    first, second, third = (loaded(session, place) for place in range(3))
    listed = clerk.page.list
    listed.refresh()

    def standing() -> dict[int, str]:
        return dict(zip(listed.shown, clerk.column("Biên bản"), strict=True))

    assert standing() == dict.fromkeys((first, second, third), "Chưa khoá")
    for row in (first, second):
        session.do(partial(minutes.lock, session.store, row, session.today))
    session.do(lambda: minutes.add_addendum(session.store, first, ["Thêm một ý"], session.today))
    session.do(lambda: minutes.reopen(session.store, second, "sai số liệu", session.today))
    assert standing() == {first: "Đã khoá", second: "Đã mở lại", third: "Chưa khoá"}
    place = next(n for n, column in enumerate(listed.spec.columns) if column.label == "Biên bản")
    listed.model.sort(place)
    assert list(standing().values()) == ["Chưa khoá", "Đã khoá", "Đã mở lại"]
    session.do(lambda: records.undo_last(session.store))
    assert standing()[second] == "Đã khoá"

"""Locking minutes on a meeting's record: the check-list, the lock, the way back, the addendum, and printing again."""

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dandan_desktop.domain.meetings import Meeting
from dandan_desktop.domain.nouns import PEOPLE
from dandan_desktop.domain.people import Person
from dandan_desktop.services import erasing, meetings, minutes
from dandan_desktop.ui import theme
from dandan_desktop.ui.caret import name_within
from dandan_desktop.ui.erase_words import plan_words
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.part_grid import begun
from dandan_desktop.ui.session import Session
from tests.services.two_offices import world
from tests.ui.drivers.keys import focused, press, type_words
from tests.ui.drivers.meetings import MeetingsDriver, loaded
from tests.ui.drivers.minutes import MinutesDriver, back_to, gappy
from tests.ui.drivers.people import read_by
from tests.ui.invented import TODAY
from tests.ui.test_pictures import SIZES, SMALLEST, box_picture, cut_off, picture

WHY = "sai số liệu ở kết luận 2"
LOCK, REOPEN, ADD, AGAIN = "Khoá biên bản… (F9)", "Mở lại…", "Bổ sung…", "In lại bản…"


@pytest.fixture
def band(clerk: MeetingsDriver) -> MinutesDriver:
    return MinutesDriver(clerk.page)


def open_inputs(clerk: MeetingsDriver) -> list[str]:
    """What can be typed into or pressed among the facts, parts and blocks of the record."""
    record = clerk.page.record
    found = [name for name, field in record.sheet.fields.items() if field.input.isEnabled()]
    for blocks in (clerk.pane.reports, clerk.pane.conclusions):
        fields = [field for block in blocks.blocks for field in block.fields.values()]
        fields += [f for block in blocks.blocks if block.inner for b in block.inner.blocks for f in b.fields.values()]
        found += [field.trait.name for field in fields if field.input.isEnabled()]
        found += [button.text() for button in [blocks.add_button] if button.isEnabled()]
    for grid in record.grids:
        index = grid.model.index(0, 0)
        found += [grid.spec.label] if index.flags() & Qt.ItemFlag.ItemIsEditable or grid.desk.is_open else []
    return found


def test_the_check_list_tells_what_is_missing_and_leads_there(
    clerk: MeetingsDriver, band: MinutesDriver, session: Session
) -> None:
    row = gappy(session)
    clerk.open(row)
    assert (band.says(), band.offers()) == ("Biên bản chưa khoá", [LOCK])
    press(Qt.Key.Key_F9)
    gaps = band.band.gaps
    assert band.missing() == [f"⚠ {gap.finding.text}" for gap in minutes.missing(session.store, row)]
    went = set()
    for place, gap in enumerate(gaps.found):
        gaps.table.setFocus()
        gaps.table.choose(place)
        press(Qt.Key.Key_Return)
        assert focused().isVisible()
        went.add((gap.part, place_of(clerk, focused())))
    assert went == {
        ("", "Thông tin: "), ("", "Thông tin: venue"),
        ("", "Thông tin: starts_at"), ("", "Thông tin: ends_at"), ("", "Thông tin: secretary_name"),
        ("agenda", "Chương trình: 0/0"), ("attendance", "Thành phần: 2/4"), ("opinions", "Ý kiến: 1/0"),
        ("votes", "Biểu quyết: 0/1"), ("votes", "Biểu quyết: 0/3"),
        ("conclusions", "Kết luận: 0/inner/0/due_on"), ("conclusions", "Kết luận: 1/no_task_reason"),
    }  # fmt: skip


def place_of(clerk: MeetingsDriver, held: QWidget) -> str:
    """The section shown, and what in it has the keyboard."""
    pane, bar = clerk.pane, clerk.pane.bar
    assert bar is not None
    word = bar.sections[bar.place].word
    grids = [grid for grid in clerk.page.record.grids if grid.isAncestorOf(held)]
    if grids:
        return f"{word}: {grids[0].where(held)[:-2]}"
    inside = pane.where(held).partition("/")[2]
    return f"{word}: {inside or name_within(clerk.page.record.sheet.fields, held)}"


def test_what_is_filled_leaves_the_list_once_it_is_saved(
    clerk: MeetingsDriver, band: MinutesDriver, session: Session
) -> None:
    row = loaded(session)
    clerk.open(row)
    clerk.fill(Người_ghi_biên_bản="")
    press(Qt.Key.Key_F9)
    before = band.missing()
    assert "⚠ Chưa ghi người ghi biên bản." in before
    clerk.fill(Người_ghi_biên_bản="Ngô Thị Sen")
    assert clerk.save() is not None
    position = "⚠ Chưa ghi chức vụ của người ghi biên bản."  # asked for once there is somebody
    assert band.missing() == [position if "người ghi biên bản" in line else line for line in before]


def test_an_impossible_fact_stops_the_lock(clerk: MeetingsDriver, band: MinutesDriver, session: Session) -> None:
    row = loaded(session)
    with session.store.change("save"):  # as an older program could have left it
        kept = session.store.of(Meeting).get(row)
        session.store.of(Meeting).replace(kept, replace(kept.facts, starts_at=time(10), ends_at=time(8)))
    clerk.open(row)
    press(Qt.Key.Key_F9)
    assert any(line.startswith("✕") for line in band.missing())
    assert not band.band.gaps.lock.isEnabled()


def test_locked_everything_is_only_to_read_and_open_again_after_reopening(
    clerk: MeetingsDriver, band: MinutesDriver, session: Session
) -> None:
    row = loaded(session)
    clerk.open(row)
    was = open_inputs(clerk)
    assert len(was) > 20
    band.band.do_lock()
    assert band.says() == f"Biên bản đã khoá lần 1, ngày {TODAY:%d/%m/%Y}; cuộc họp chỉ để xem"
    assert band.offers() == [REOPEN, ADD, AGAIN]
    assert open_inputs(clerk) == []
    record = clerk.page.record
    assert not record.save.isEnabled()
    assert not record.remove.isEnabled()
    clerk.pane.add_conclusion()
    assert not record.sheet.is_changed
    clerk.open(loaded(session, 0))
    assert len(open_inputs(clerk)) > 10
    clerk.open(row)
    assert open_inputs(clerk) == []
    minutes.reopen(session.store, row, WHY, TODAY)
    clerk.open(row)
    assert open_inputs(clerk) == was
    assert record.save.isEnabled()
    assert band.says() == f"Bản chưa khoá · bản lần 1 đã mở lại ngày {TODAY:%d/%m/%Y}: {WHY}"


def test_locked_minutes_have_no_empty_row_to_type_in_and_no_log_to_go_on_with(
    clerk: MeetingsDriver, session: Session
) -> None:
    row = loaded(session)
    clerk.open(row)
    grids = clerk.page.record.grids
    counts = [begun(grid.model) for grid in grids]
    assert clerk.pane.log.button.isEnabled()
    minutes.lock(session.store, row, TODAY)
    clerk.open(row)
    assert [grid.model.rowCount() for grid in grids] == counts
    assert not clerk.pane.log.button.isEnabled()
    assert "mở lại biên bản" in clerk.pane.log.button.toolTip()
    press(Qt.Key.Key_F7)
    assert not clerk.pane.log.is_open
    minutes.reopen(session.store, row, WHY, TODAY)
    clerk.open(row)
    assert [grid.model.rowCount() for grid in grids] == [count + 1 for count in counts]
    assert clerk.pane.log.button.isEnabled()


def test_the_section_shown_stays_and_another_meeting_opens_at_its_facts(
    clerk: MeetingsDriver, band: MinutesDriver, session: Session
) -> None:
    row, other = loaded(session), loaded(session, 0)
    clerk.open(row)
    clerk.section("Kết luận")
    bar = clerk.pane.bar
    assert bar is not None
    press(Qt.Key.Key_F9)
    clerk.open(other)
    assert (bar.place, band.missing()) == (0, [])
    clerk.open(row)
    clerk.section("Kết luận")
    band.band.do_lock()
    assert bar.place == 7
    clerk.open(other)
    assert bar.place == 0


def test_a_draft_of_what_is_locked_meanwhile_is_kept_and_not_saved(clerk: MeetingsDriver, session: Session) -> None:
    row = loaded(session)
    clerk.open(row)
    clerk.fill(Địa_điểm="Hội trường B")
    minutes.lock(session.store, row, TODAY)
    told: list[str] = []
    session.problem_raised.connect(lambda error: told.append(error.problem.name))
    assert clerk.save() is None
    assert told[0] in ("MINUTES_LOCKED", "RECORD_CHANGED")
    clerk.page.leave()
    clerk.open(row)
    field = clerk.page.record.sheet.fields["venue"].input
    assert (field.text(), field.isEnabled()) == ("Hội trường B", False)
    assert clerk.page.record.head.forget.isVisible()
    minutes.reopen(session.store, row, WHY, TODAY)
    clerk.open(row)
    assert (field.text(), field.isEnabled()) == ("Hội trường B", True)
    assert clerk.save() is not None


def test_a_closed_box_looks_closed_also_where_its_text_is_cut(clerk: MeetingsDriver, session: Session) -> None:
    row = loaded(session, 0)
    clerk.open(row)
    box = clerk.page.record.sheet.fields["title"].input
    clerk.page.record.back.setFocus()
    for is_locked, colour in ((False, theme.colours().ground), (True, theme.colours().page)):
        if is_locked:
            minutes.lock(session.store, row, TODAY)
            clerk.open(row)
        assert box.is_cut
        clerk.page.record.back.setFocus()
        image = box.grab().toImage()
        ground = {image.pixelColor(x, 8).name() for x in (12, image.width() - 12)}
        assert ground == {QColor(colour).name()}


def test_partners_of_what_is_locked_have_no_sign_to_take_them_out(clerk: MeetingsDriver, session: Session) -> None:
    row = loaded(session)
    for is_locked in (False, True):
        if is_locked:
            minutes.lock(session.store, row, TODAY)
        clerk.open(row)
        inner = clerk.pane.conclusions.blocks[0].inner
        assert inner is not None
        chosen = inner.blocks[0].fields["partners"].input.chosen.text()
        assert "Hội" in chosen
        assert ("✕" in chosen) is not is_locked


def test_a_list_refuses_to_trash_what_is_locked(clerk: MeetingsDriver, session: Session) -> None:
    row = loaded(session)
    minutes.lock(session.store, row, TODAY)
    told: list[str] = []
    session.problem_raised.connect(lambda error: told.append(error.problem.name))
    clerk.page.list.refresh()
    clerk.page.list.trash(0)
    assert told == ["MINUTES_LOCKED"]
    assert session.store.of(Meeting).get(row).deleted_at is None


def test_once_a_later_sitting_is_there_the_button_says_why(
    clerk: MeetingsDriver, band: MinutesDriver, session: Session
) -> None:
    row = loaded(session)
    minutes.lock(session.store, row, TODAY)
    facts = session.store.of(Meeting).get(row).facts
    meetings.save(session.store, meetings.Sitting(None, replace(facts, held_on=date(2026, 1, 2)), {}, ()))
    clerk.open(row)
    assert band.offers() == [ADD, AGAIN]
    assert "đã có cuộc họp sau cùng loại" in band.band.reopen.toolTip()
    assert band.says().endswith("; đã có cuộc họp sau cùng loại nên chỉ bổ sung được")


def test_locked_printed_and_opened_again_with_the_keyboard_alone(
    clerk: MeetingsDriver, band: MinutesDriver, session: Session, qtbot: QtBot
) -> None:
    row = loaded(session)
    clerk.open(row)
    press(Qt.Key.Key_F9)
    press(Qt.Key.Key_Escape)
    assert not band.missing()
    assert clerk.page.is_on_record
    press(Qt.Key.Key_F9)
    tab_to(band.band.gaps.lock)
    press(Qt.Key.Key_Space)
    assert minutes.standing(session.store, row).is_locked
    assert focused() is clerk.pane.print
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(clerk.pane.files.isVisible)
    assert "bản chưa khoá" not in clerk.pane.files.words.text()
    band.leave_print()
    back_to(clerk.page, qtbot)
    press(Qt.Key.Key_F9)
    band.press_in_menu(Qt.Key.Key_Return)
    box = band.reason_box()
    qtbot.waitUntil(box.reason.hasFocus)
    type_words(WHY)
    press(Qt.Key.Key_Return)
    assert not minutes.standing(session.store, row).is_locked
    back_to(clerk.page, qtbot)
    assert name_within(clerk.page.record.sheet.fields, focused())
    clerk.fill(Địa_điểm="Hội trường B")
    press(Qt.Key.Key_F9)
    tab_to(band.band.gaps.lock)
    press(Qt.Key.Key_Space)
    assert band.says().startswith("Biên bản đã khoá lần 2")


def test_added_to_and_printed_again_with_the_keyboard_alone(
    clerk: MeetingsDriver, band: MinutesDriver, session: Session, qtbot: QtBot, folder: Path
) -> None:
    row = loaded(session)
    minutes.lock(session.store, row, TODAY)
    clerk.open(row)
    band.band.enter()
    band.press_in_menu(Qt.Key.Key_Down, Qt.Key.Key_Return)
    box = band.lines_box()
    qtbot.waitUntil(box.lines.hasFocus)
    press(Qt.Key.Key_Return, control=True)
    assert box.problem.text().startswith("✕ Biên bản bổ sung chưa có nội dung.")
    type_words("Số hộ ở mục 2 là 1.250.")
    press(Qt.Key.Key_Return, control=True)
    assert band.versions() == [
        f"Bản khoá lần 1, ngày {TODAY:%d/%m/%Y}",
        f"Biên bản bổ sung 1, lập ngày {TODAY:%d/%m/%Y}",
    ]
    back_to(clerk.page, qtbot)
    deeds = clerk.page.record.deeds
    assert focused() is deeds.more
    for keys in ((Qt.Key.Key_Return,), (Qt.Key.Key_Down, Qt.Key.Key_Return)):
        clerk.pane.files.hide()
        back_to(clerk.page, qtbot)
        press(Qt.Key.Key_F10)
        place = [button.text().strip() for button in deeds.listed if button.isEnabled()].index(AGAIN)
        band.press_in_menu(*[Qt.Key.Key_Down] * place, Qt.Key.Key_Right)
        for key in keys:
            QTest.keyClick(band.band.menu, key)
        qtbot.waitUntil(clerk.pane.files.isVisible)
        band.leave_print()
    names = sorted(file.name for file in folder.iterdir())
    assert [name[:18] for name in names] == ["bien-ban-2021-01-2", "bien-ban-bo-sung-2"]
    back_to(clerk.page, qtbot)
    deeds.more.setFocus()
    press(Qt.Key.Key_Escape)
    assert not clerk.page.is_on_record


def tab_to(widget: QWidget) -> None:
    for _ in range(60):
        if focused() is widget:
            return
        press(Qt.Key.Key_Tab)
    pytest.fail(f"Tab does not reach {widget}")


@pytest.mark.parametrize(
    ("name", "offered"), [("enter", [ADD, AGAIN]), ("approve", [REOPEN, AGAIN]), ("ours", [REOPEN, ADD, AGAIN])]
)
def test_a_role_is_offered_what_it_may(name: str, offered: list[str], tmp_path: Path, qtbot: QtBot) -> None:
    with read_by(name, tmp_path, qtbot) as window:
        row = world().ours.meeting
        page = window.go(2).page("meetings")
        page.open_record(row)
        band = MinutesDriver(page)
        assert band.offers() == [LOCK]
        band.band.do_lock()
        assert band.offers() == offered


def test_what_an_erasure_hides_in_locked_minutes_is_told_before(session: Session) -> None:
    row = loaded(session)
    name = session.store.of(Person).some()[0].facts.full_name
    sitting = meetings.read(session.store, row)
    meetings.save(session.store, replace(sitting, meeting=replace(sitting.meeting, chair_name=name)))
    minutes.lock(session.store, row, TODAY)
    person = session.store.of(Person).some()[0].id
    told = plan_words(erasing.plan(session.store, PEOPLE, person))
    assert "Trong biên bản đã khoá, tên được thay bằng “(đã xoá theo yêu cầu)”: cuộc họp “" in told
    assert "cần tự sửa: cuộc họp" not in told


@pytest.mark.pictures
@pytest.mark.parametrize("size", [*SIZES, *SMALLEST])
def test_pictures(size: str, window: MainWindow, session: Session, pictures_folder: Path) -> None:
    row = loaded(session, 0)
    page = window.go(2).page("meetings")
    page.open_record(row)
    band = MinutesDriver(page)
    picture(window, size, "bien-ban-chua-khoa", pictures_folder)
    page.open_record(gappy(session))
    band.band.look()
    picture(window, size, "bien-ban-con-thieu", pictures_folder)
    band.band.go_to(band.band.gaps.found[-1])
    picture(window, size, "bien-ban-den-cho-thieu", pictures_folder)
    page.open_record(row)
    band.band.do_lock()
    picture(window, size, "bien-ban-da-khoa", pictures_folder)
    for number in (1, 6):
        page.record.pane.bar.go(number)
        picture(window, size, f"bien-ban-da-khoa-muc-{number + 1}", pictures_folder)
    band.band.reopen.click()
    assert not cut_off(band.reason_box())
    if size in SIZES:
        box_picture(band.reason_box(), size, "bien-ban-mo-lai", pictures_folder)
    band.reason_box().reject()
    band.band.add.click()
    assert not cut_off(band.lines_box())
    if size in SIZES:
        box_picture(band.lines_box(), size, "bien-ban-bo-sung", pictures_folder)
    band.lines_box().reject()
    minutes.add_addendum(session.store, row, ["Thêm"], TODAY)
    page.open_record(row)
    picture(window, size, "bien-ban-co-bo-sung", pictures_folder)

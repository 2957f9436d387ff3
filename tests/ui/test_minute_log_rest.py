"""A line half typed in the running log when the minutes are locked: the check-list names it, and it is no dead end."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dandan_desktop.services import meetings, minute_log, minutes, unsaved
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.meeting_pane import MeetingPane
from dandan_desktop.ui.minute_log_rest import LogRest
from dandan_desktop.ui.session import Session
from tests.ui.drivers.keys import focused, press, type_words
from tests.ui.drivers.minute_log import MinuteLogDriver
from tests.ui.drivers.minutes import MinutesDriver
from tests.ui.drivers.noun_page import pane_of
from tests.ui.invented import TODAY
from tests.ui.test_minute_log import SAID, fresh_meeting
from tests.ui.test_pictures import SIZES, SMALLEST, cut_off, picture

WAITS = "⚠ Còn một dòng đang gõ ở Ghi biên bản; khoá rồi không ghi thêm được."


@pytest.fixture
def row(session: Session) -> int:
    return fresh_meeting(session)


@pytest.fixture
def clerk(window: MainWindow, row: int, qtbot: QtBot) -> MinuteLogDriver:
    """In the log, a speaker typed, and back on the record."""
    driver = MinuteLogDriver(window, qtbot)
    driver.open(row)
    type_words("vi")
    press(Qt.Key.Key_Escape)  # the offered names
    if driver.log.isVisible():
        press(Qt.Key.Key_Escape)
    return driver


@pytest.fixture
def band(clerk: MinuteLogDriver) -> MinutesDriver:
    return MinutesDriver(clerk.page)


def rest_of(clerk: MinuteLogDriver) -> LogRest:
    return pane_of(clerk.page, MeetingPane).log.rest


def test_the_check_list_names_the_line_and_leads_to_it(clerk: MinuteLogDriver, band: MinutesDriver) -> None:
    press(Qt.Key.Key_F9)
    assert band.missing()[0] == WAITS
    assert not rest_of(clerk).isVisible(), "nothing is locked yet"
    press(Qt.Key.Key_Return)
    assert clerk.log.isVisible()
    assert focused() is clerk.field("speaker")
    assert clerk.field("speaker").value() == "vi"
    press(Qt.Key.Key_Tab)
    type_words("Nhất trí")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_F9)
    assert WAITS not in band.missing()


def test_locked_all_the_same_the_line_is_shown_and_may_go_and_come_back(
    clerk: MinuteLogDriver, session: Session, row: int
) -> None:
    rest = rest_of(clerk)
    press(Qt.Key.Key_F9)
    press(Qt.Key.Key_Return, control=True)
    assert minutes.standing(session.store, row).is_locked
    assert rest.isVisible()
    assert rest.words.text().endswith("chưa vào biên bản đã khoá: “vi”")
    assert "Ghi tiếp" not in pane_of(clerk.page, MeetingPane).log.button.text()
    assert [each.row for each in unsaved.drafts(session.store)] == [row]
    rest.drop.click()
    assert unsaved.drafts(session.store) == []
    assert focused() is rest.back
    press(Qt.Key.Key_Space)
    assert minute_log.waiting(session.store, row) == "vi"
    assert focused() is rest.drop
    press(Qt.Key.Key_Space)
    clerk.page.open_record(row)
    assert not rest.isVisible()
    assert unsaved.drafts(session.store) == []


def test_locked_by_somebody_else_the_line_is_shown_too(clerk: MinuteLogDriver, session: Session, row: int) -> None:
    session.do(lambda: minutes.lock(session.store, row, TODAY))
    clerk.page.open_record(row)
    assert rest_of(clerk).drop.isVisible()
    session.do(lambda: minutes.reopen(session.store, row, "ghi tiếp", TODAY))
    clerk.page.open_record(row)
    assert not rest_of(clerk).isVisible()
    press(Qt.Key.Key_F7)
    assert clerk.field("speaker").value() == "vi"


def test_of_a_meeting_in_the_trash_the_line_is_shown_and_may_go_and_come_back(
    clerk: MinuteLogDriver, session: Session, row: int
) -> None:
    clerk.page.record.trash()
    (waiting,) = unsaved.drafts(session.store)
    session.record_wanted.emit(waiting.table, waiting.row)
    rest = rest_of(clerk)
    button = pane_of(clerk.page, MeetingPane).log.button
    assert not button.isEnabled()
    assert button.toolTip().startswith("Cuộc họp đang ở Thùng rác")
    assert rest.isVisible()
    assert rest.words.text() == "Còn một dòng gõ dở ở Ghi biên bản của cuộc họp đã xoá: “vi”"
    rest.drop.click()
    assert unsaved.drafts(session.store) == []
    assert focused() is rest.back
    press(Qt.Key.Key_Space)
    assert minute_log.waiting(session.store, row) == "vi"
    assert focused() is rest.drop
    session.do(lambda: meetings.restore(session.store, row))
    clerk.page.open_record(row)
    assert not rest.isVisible()
    press(Qt.Key.Key_F7)
    assert clerk.field("speaker").value() == "vi"


@pytest.mark.pictures
@pytest.mark.parametrize("size", [*SIZES, *SMALLEST])
def test_pictures(size: str, clerk: MinuteLogDriver, session: Session, row: int, pictures_folder: Path) -> None:
    window = clerk.window
    press(Qt.Key.Key_F7)
    press(Qt.Key.Key_Tab)
    type_words(" ".join(SAID.format(place) for place in range(20)))
    press(Qt.Key.Key_Escape)
    picture(window, size, "dong-go-do-0-chua-khoa", pictures_folder)
    press(Qt.Key.Key_F9)
    picture(window, size, "dong-go-do-1-cho-thieu", pictures_folder)
    assert not cut_off(window)
    press(Qt.Key.Key_Return, control=True)
    assert minutes.standing(session.store, row).is_locked
    assert rest_of(clerk).words.text().endswith("…”"), "a long line leaves the record its room"
    picture(window, size, "dong-go-do-2-da-khoa", pictures_folder)
    assert not cut_off(window)
    rest_of(clerk).drop.click()
    picture(window, size, "dong-go-do-3-da-bo", pictures_folder)
    assert not cut_off(window)

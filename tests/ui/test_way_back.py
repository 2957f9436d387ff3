"""A record that another page asked for: Esc leads back to where it was asked for, with what stood there."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dandan_desktop.db.meetings import all_tasks_of
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.record_page import RecordPage
from dandan_desktop.ui.session import Session
from tests.ui.drivers.keys import focused, press, type_words
from tests.ui.drivers.meetings import loaded
from tests.ui.drivers.minute_log import MinuteLogDriver

LIST, BACK = "Danh sách (Esc)", "Trở lại (Esc)"


@pytest.fixture
def meeting(session: Session) -> int:
    return loaded(session)


def shown(window: MainWindow) -> RecordPage:
    found: RecordPage | None = window.built[window.key].shown_record()
    assert found is not None
    return found


def row_of(window: MainWindow) -> int:
    kept = shown(window).kept
    return kept.id if kept else 0


def task_of(session: Session, meeting: int) -> int:
    return next(iter(all_tasks_of(session.store, meeting))).id


def test_a_task_opened_from_the_running_log_leads_back_into_it(
    meeting: int, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    clerk = MinuteLogDriver(window, qtbot)
    log = clerk.open(meeting)
    type_words("Lê")
    session.record_wanted.emit("tasks", task_of(session, meeting))
    assert window.key == 3
    assert shown(window).back.text().strip() == BACK
    press(Qt.Key.Key_Escape)
    assert window.key == 2
    assert log.isVisible()
    assert focused() is log.entry.speaker
    assert log.entry.speaker.value() == "Lê"
    press(Qt.Key.Key_Escape)
    assert shown(window).back.text().strip() == LIST
    press(Qt.Key.Key_Escape)
    assert not window.built[2].current.is_on_record
    assert not window.built[3].current.is_on_record


def test_the_way_back_leads_over_every_page_gone_through(meeting: int, window: MainWindow, session: Session) -> None:
    window.go(1)
    session.record_wanted.emit("meetings", meeting)
    session.record_wanted.emit("tasks", task_of(session, meeting))
    press(Qt.Key.Key_Escape)
    assert (window.key, row_of(window)) == (2, meeting)
    assert shown(window).back.text().strip() == BACK
    press(Qt.Key.Key_Escape)
    assert window.key == 1
    window.go(2)
    assert not window.built[2].current.is_on_record


def test_going_on_to_where_one_came_from_is_going_back(meeting: int, window: MainWindow, session: Session) -> None:
    window.go(2).show_record("meetings", meeting)
    session.record_wanted.emit("tasks", task_of(session, meeting))
    session.record_wanted.emit("meetings", meeting)
    assert shown(window).back.text().strip() == LIST
    press(Qt.Key.Key_Escape)
    assert window.key == 2
    assert not window.built[2].current.is_on_record


def test_a_record_of_the_same_page_leads_back_to_the_first(window: MainWindow, session: Session) -> None:
    found = session.store.query("SELECT id FROM bodies WHERE parent_id IS NOT NULL LIMIT 2")
    first, second = (int(row) for (row,) in found)
    window.go(8).show_record("bodies", first)
    session.record_wanted.emit("bodies", second)
    press(Qt.Key.Key_Escape)
    assert row_of(window) == first
    assert shown(window).back.text().strip() == LIST


def test_whoever_goes_elsewhere_by_himself_comes_to_the_list(
    meeting: int, window: MainWindow, session: Session
) -> None:
    task = task_of(session, meeting)
    window.go(2).show_record("meetings", meeting)
    session.record_wanted.emit("tasks", task)
    press(Qt.Key.Key_1, control=True)
    press(Qt.Key.Key_3, control=True)
    assert shown(window).back.text().strip() == LIST
    press(Qt.Key.Key_Escape)
    assert window.key == 3
    assert not window.built[3].current.is_on_record
    window.go(2)
    session.record_wanted.emit("tasks", task)
    press(Qt.Key.Key_F, control=True)
    window.built[3].current.open_record(task)
    assert shown(window).back.text().strip() == LIST
    press(Qt.Key.Key_Escape)
    assert window.key == 3


def test_a_record_that_is_gone_meanwhile_leads_back_to_its_list(
    meeting: int, window: MainWindow, session: Session
) -> None:
    page = window.go(2)
    page.show_record("meetings", meeting)
    session.record_wanted.emit("tasks", task_of(session, meeting))
    page.current.record.trash()
    press(Qt.Key.Key_Escape)
    assert not window.built[2].current.is_on_record

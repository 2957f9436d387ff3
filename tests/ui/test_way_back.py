"""A record that another page asked for: Esc leads back to where it was asked for, with what stood there."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dandan_desktop.db.meetings import all_tasks_of
from dandan_desktop.domain.meetings import Meeting
from dandan_desktop.domain.periods import Period
from dandan_desktop.services import meetings
from dandan_desktop.ui import theme
from dandan_desktop.ui.elided_link import ElidedLink
from dandan_desktop.ui.list_pane import ListPane
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.noun_tabs import NounTabs
from dandan_desktop.ui.picker import Picker
from dandan_desktop.ui.record_page import RecordPage
from dandan_desktop.ui.session import Session
from tests.ui.drivers.keys import focused, press, type_words
from tests.ui.drivers.meetings import load_all, loaded
from tests.ui.drivers.minute_log import MinuteLogDriver
from tests.ui.test_pictures import cut_off

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


@pytest.fixture
def busy(session: Session, monkeypatch: pytest.MonkeyPatch) -> Session:
    """A register some of whose tasks are overdue."""
    monkeypatch.setattr(session, "_day", lambda: date(2021, 12, 1))
    load_all(session)
    return session


LATE = "3 nhiệm vụ quá hạn"


def press_figure(window: MainWindow, words: str = LATE) -> ElidedLink:
    """Press a line of the overview with the keyboard."""
    links: list[ElidedLink] = window.go(1).body.findChildren(ElidedLink)
    found = next(each for each in links if each.words == words)
    found.setFocus()
    press(Qt.Key.Key_Return)
    return found


def listed(window: MainWindow) -> ListPane:
    page = window.built[window.key]
    assert page.shown_record() is None
    made: ListPane = (page.current if isinstance(page, NounTabs) else page).list
    return made


def test_the_list_behind_a_figure_leads_back_to_the_figure(busy: Session, window: MainWindow) -> None:
    link = press_figure(window)
    assert window.key == 3
    assert len(listed(window).shown) == 3
    assert listed(window).only_bar.back.text() == BACK
    assert listed(window).only_bar.back.isVisible()
    press(Qt.Key.Key_Escape)
    assert window.key == 1
    assert focused() is link
    press(Qt.Key.Key_Return)
    busy.do(lambda: meetings.finish_task(busy.store, listed(window).shown[0], date(2021, 12, 1), None))
    press(Qt.Key.Key_Escape)
    assert window.key == 1, "its lines are others now"
    press(Qt.Key.Key_3, control=True)
    assert len(listed(window).shown) == 3, "it is still narrowed"
    assert not listed(window).only_bar.back.isVisible()
    press(Qt.Key.Key_Escape)
    assert window.key == 3


def test_a_record_opened_from_there_leads_to_that_list_first(busy: Session, window: MainWindow) -> None:
    press_figure(window)
    press(Qt.Key.Key_Return)
    task = row_of(window)
    assert shown(window).back.text().strip() == LIST
    busy.record_wanted.emit("meetings", busy.store.of(Meeting).some("LIMIT 1")[0].id)
    assert window.key == 2
    press(Qt.Key.Key_Escape)
    assert (window.key, row_of(window)) == (3, task)
    press(Qt.Key.Key_Escape)
    assert len(listed(window).shown) == 3
    press(Qt.Key.Key_Escape)
    assert window.key == 1


def test_the_list_of_a_figure_on_a_record_leads_back_to_it(meeting: int, window: MainWindow, session: Session) -> None:
    tasks = [each.id for each in all_tasks_of(session.store, meeting)]
    window.go(2).show_record("meetings", meeting)
    session.records_wanted.emit("tasks", tasks, "Việc của kỳ trước")
    assert sorted(listed(window).shown) == tasks
    press(Qt.Key.Key_Escape)
    assert (window.key, row_of(window)) == (2, meeting)
    assert shown(window).back.text().strip() == LIST
    press(Qt.Key.Key_Escape)
    assert not window.built[2].current.is_on_record


def test_a_figure_pressed_on_the_list_of_another_keeps_the_way(busy: Session, window: MainWindow) -> None:
    press_figure(window)
    busy.records_wanted.emit("tasks", list(listed(window).shown[:1]), "Một trong số đó")
    assert len(listed(window).shown) == 1
    press(Qt.Key.Key_Escape)
    assert window.key == 1


def test_all_of_the_list_lead_nowhere(busy: Session, window: MainWindow) -> None:
    press_figure(window)
    bar = listed(window).only_bar
    bar.every.click()
    assert not bar.isVisible()
    assert len(listed(window).shown) == 16
    listed(window).table.setFocus()
    press(Qt.Key.Key_Escape)
    assert window.key == 3
    busy.records_wanted.emit("tasks", list(listed(window).shown[:1]), "Trên chính trang này")
    assert not bar.back.isVisible(), "nothing else was shown before"


def test_a_figure_of_the_roll_up_is_gone_to_and_back_by_keyboard_alone(
    busy: Session, window: MainWindow, qtbot: QtBot
) -> None:
    busy.choose_period(Period.parse("2021-N"))
    press(Qt.Key.Key_7, control=True)
    page, table, figures = window.built[7], window.built[7].table, window.built[7].table.figures
    assert focused() == table
    qtbot.waitUntil(page.export.isEnabled)
    row, column = next(
        (row, column)
        for row, line in enumerate(figures.lines)
        for column, count in enumerate(line.row.cells if line.row else ())
        if count
    )
    table.setCurrentIndex(figures.index(row, column))
    press(Qt.Key.Key_Return)
    assert window.key != 7
    press(Qt.Key.Key_Escape)
    assert focused() == table
    assert table.currentIndex() == figures.index(row, column)


def test_long_words_of_a_figure_leave_room_for_the_ways_out(busy: Session, window: MainWindow) -> None:
    busy.records_wanted.emit("tasks", [1], "Năm 2025 · Xã Lấp Vò · Quần chúng ưu tú được giới thiệu (người) · " * 2)
    window.resize(*theme.SMALLEST)
    QApplication.sendPostedEvents()
    assert window.width() == theme.SMALLEST[0]
    assert not cut_off(window)


@pytest.mark.usefixtures("busy")
def test_a_box_above_the_list_closes_first(window: MainWindow) -> None:
    press_figure(window)
    owner = listed(window).filters["owner_id"]
    assert isinstance(owner, Picker)
    owner.setFocus()
    press(Qt.Key.Key_Down)
    assert owner.is_open
    press(Qt.Key.Key_Escape)
    assert (owner.is_open, window.key) == (False, 3)
    press(Qt.Key.Key_Escape)
    assert window.key == 1

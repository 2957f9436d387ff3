"""The row of what may be done with a record: nothing offered is out of reach, whatever the width of the window."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dandan_desktop.services import minutes, sittings
from dandan_desktop.ui.deed_row import DeedRow
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.session import Session
from tests.ui.drivers.keys import focused, press
from tests.ui.drivers.meetings import MeetingsDriver, loaded
from tests.ui.invented import TODAY
from tests.ui.test_pictures import SIZES, picture

LOG, LOCK, PAPER = "Ghi biên bản (F7)", "Khoá biên bản… (F9)", "In biên bản… (Ctrl+P)"
NUMBER, NEXT, RULE = "Lấy số biên bản… (Ctrl+F8)", "Kỳ họp tiếp theo (Ctrl+Shift+N)", "Chế độ họp"
REMOVE, HISTORY = "Xoá", "Lịch sử (F6)"
ALL = [LOG, LOCK, PAPER, NUMBER, NEXT, RULE, REMOVE, HISTORY]


def in_row(clerk: MeetingsDriver) -> list[str]:
    row = clerk.page.record.deeds
    shown = [each for each in clerk.page.record.findChildren(type(row.more)) if each.isVisible()]
    return [each.text().strip() for each in shown if row.isAncestorOf(each) and each is not row.more]


def in_menu(clerk: MeetingsDriver) -> list[str]:
    """The words of the open menu, with their keys."""
    row = clerk.page.record.deeds
    row.menu.aboutToShow.emit()
    texts = [each.text() for each in row.menu.actions() if not each.isSeparator()]
    return [f"{words} ({keys})" if keys else words for words, _, keys in (text.partition("\t") for text in texts)]


def test_what_is_needed_most_stands_in_the_row_and_the_rest_in_the_menu(
    clerk: MeetingsDriver, session: Session
) -> None:
    row = loaded(session)
    clerk.open(row)
    assert sorted(in_row(clerk)) == sorted([LOG, LOCK, PAPER])
    assert in_menu(clerk) == [NUMBER, NEXT, RULE, REMOVE, HISTORY]
    minutes.lock(session.store, row, TODAY)
    clerk.open(row)
    assert in_row(clerk)[:2] == [PAPER, NEXT]
    assert {LOG, "Mở lại…", "Bổ sung…", "In lại bản…", RULE} <= set(in_menu(clerk))


def test_a_new_meeting_offers_no_deed_of_a_kept_one(clerk: MeetingsDriver) -> None:
    clerk.new()
    assert not {LOCK, NEXT, RULE} & {*in_row(clerk), *in_menu(clerk)}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(width=st.integers(560, 1900))
def test_no_deed_is_lost_at_any_width(width: int, clerk: MeetingsDriver, session: Session, qtbot: QtBot) -> None:
    if clerk.page.record.kept is None:
        clerk.open(loaded(session))
    clerk.page.resize(width, 640)
    row = clerk.page.record.deeds
    qtbot.waitUntil(lambda: all_whole(row))
    listed = in_menu(clerk)
    assert sorted([*in_row(clerk), *listed]) == sorted(ALL)
    assert row.more.isVisible() is bool(listed)


def all_whole(row: DeedRow) -> bool:
    """Whether every button in sight has the room it needs, within the row."""
    seen = [each for each in row.findChildren(QPushButton) if each.isVisible()]
    return all(
        each.width() >= each.sizeHint().width() and row.rect().contains(QRect(each.mapTo(row, QPoint()), each.size()))
        for each in seen
    )


def test_a_deed_of_the_menu_is_done_by_keyboard_alone(clerk: MeetingsDriver, session: Session, qtbot: QtBot) -> None:
    row = loaded(session)
    clerk.open(row)
    deeds = clerk.page.record.deeds
    press(Qt.Key.Key_F10)
    assert deeds.menu.isVisible()
    QTest.keyClick(deeds.menu, Qt.Key.Key_Down)
    QTest.keyClick(deeds.menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: sittings.neighbours(session.store, row)[1] is not None)


def test_a_closed_deed_cannot_be_done_from_the_menu(clerk: MeetingsDriver, session: Session) -> None:
    row = loaded(session)
    minutes.lock(session.store, row, TODAY)
    clerk.open(row)
    deeds = clerk.page.record.deeds
    deeds.menu.aboutToShow.emit()
    closed = [each.text() for each in deeds.menu.actions() if not each.isEnabled() and not each.isSeparator()]
    assert closed == ["Ghi biên bản\tF7", REMOVE]
    press(Qt.Key.Key_F10)
    assert focused() is deeds.more or deeds.menu.isVisible()
    deeds.menu.close()


@pytest.mark.pictures
@pytest.mark.parametrize("size", SIZES)
def test_pictures(size: str, window: MainWindow, session: Session, pictures_folder: Path) -> None:
    row = loaded(session, 0)
    page = window.go(2).page("meetings")
    for name, is_locked in (("dau-trang-chua-khoa", False), ("dau-trang-da-khoa", True)):
        if is_locked:
            minutes.lock(session.store, row, TODAY)
        page.open_record(row)
        picture(window, size, name, pictures_folder)
        page.record.deeds.open()
        page.record.deeds.menu.grab().save(str(pictures_folder / f"{name}-viec-khac-{size}.png"))
        page.record.deeds.menu.close()

"""The check-list by keyboard alone: a blank leads to where it is written, and Tab goes from the list to the lock."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dandan_desktop.db import issued_numbers as kept_numbers
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.meetings import Attendance, Meeting
from dandan_desktop.services import issued_numbers, meetings, minutes
from dandan_desktop.services.meetings import Sitting
from dandan_desktop.services.records import PartEdit
from dandan_desktop.ui.session import Session
from tests.ui.drivers.issued_numbers import a_term
from tests.ui.drivers.keys import focused, press
from tests.ui.drivers.meetings import MeetingsDriver, loaded
from tests.ui.drivers.minutes import MinutesDriver, back_to, gappy

NO_NUMBER = "⚠ Chưa lấy số cho biên bản; khoá rồi vẫn lấy được."


@pytest.fixture
def band(clerk: MeetingsDriver) -> MinutesDriver:
    return MinutesDriver(clerk.page)


def empty(session: Session) -> int:
    """A meeting of which nothing is written but its head and a guest."""
    row = loaded(session)
    sitting = meetings.read(session.store, row)
    parts = {record: PartEdit(edit.before, ()) for record, edit in sitting.parts.items()}
    parts[Attendance] = PartEdit(sitting.parts[Attendance].before, ((0, Attendance(name="An", is_invited=True)),))
    return meetings.save(session.store, Sitting(sitting.kept, sitting.meeting, parts, ())).row


def choose(band: MinutesDriver, words: str) -> None:
    """F9, the arrows to a line of the list, Enter."""
    press(Qt.Key.Key_F9)
    for _ in range(band.missing().index(words)):
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("⚠ Chưa ghi chương trình; mục Nội dung còn dòng chấm.", "1/0/0"),
        ("⚠ Chưa ghi diễn biến cuộc họp (báo cáo, ý kiến, biểu quyết, hạn chế).", "4/0/"),
        ("⚠ Chưa ghi đại biểu chính thức, mới có khách mời.", "2/1/"),
    ],
)
def test_a_blank_of_the_paper_leads_to_where_it_is_written(
    clerk: MeetingsDriver, band: MinutesDriver, session: Session, words: str, place: str
) -> None:
    clerk.open(empty(session))
    choose(band, words)
    (grid,) = [each for each in clerk.page.record.grids if each.isAncestorOf(focused())]
    assert f"{clerk.pane.bar.place}/{grid.where(focused())}".startswith(place)


def test_tab_goes_from_the_list_to_the_lock_and_on_to_nothing_unseen(
    clerk: MeetingsDriver, band: MinutesDriver, session: Session
) -> None:
    clerk.open(gappy(session))
    press(Qt.Key.Key_F9)
    gaps = band.band.gaps
    went = [focused()]
    for _ in range(3):
        press(Qt.Key.Key_Tab)
        went.append(focused())
    assert went[:3] == [gaps.table, gaps.lock, gaps.no]
    assert not isinstance(went[3], QLabel), "words without a link take no keyboard"
    for before in reversed(went[:3]):
        press(Qt.Key.Key_Backtab, shift=True)
        assert focused() is before


def test_with_something_impossible_tab_passes_the_closed_lock_by(
    clerk: MeetingsDriver, band: MinutesDriver, session: Session
) -> None:
    row = gappy(session)
    clerk.open(row)
    press(Qt.Key.Key_F9)
    band.band.gaps.lock.setEnabled(False)
    press(Qt.Key.Key_Return, control=True)
    assert not minutes.standing(session.store, row).is_locked
    press(Qt.Key.Key_Tab)
    assert focused() is band.band.gaps.no


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
@pytest.mark.parametrize("tabs", [0, 1, 2])
def test_control_enter_locks_from_anywhere_in_the_panel(
    clerk: MeetingsDriver, band: MinutesDriver, session: Session, key: Qt.Key, tabs: int
) -> None:
    row = gappy(session)
    clerk.open(row)
    press(Qt.Key.Key_F9)
    assert band.band.gaps.lock.text().strip() == "Khoá biên bản (Ctrl+Enter)"
    for _ in range(tabs):
        press(Qt.Key.Key_Tab)
    press(key, control=True)
    assert minutes.standing(session.store, row).is_locked
    assert band.missing() == []


def test_the_lacking_number_is_taken_from_the_list_and_leaves_it(
    clerk: MeetingsDriver, band: MinutesDriver, session: Session, qtbot: QtBot
) -> None:
    row = gappy(session)
    facts = session.store.of(Meeting).get(row).facts
    a_term(session.store, kept_numbers.committee_of(session.store, facts.convener_id).id, facts.held_on)
    clerk.open(row)
    choose(band, NO_NUMBER)
    box = band.band.number.box
    assert box is not None
    assert box.isVisible(), "Enter asks for the number at once"
    box.yes.click()
    back_to(clerk.page, qtbot)
    assert issued_numbers.of_meeting(session.store, row) is not None
    assert band.missing()
    assert NO_NUMBER not in band.missing()
    assert focused() is band.band.gaps.table, "the clerk goes on with the list"


@pytest.mark.parametrize("word", ["Thông tin", "Ý kiến", "Kết luận", "Giấy tờ"])
def test_esc_anywhere_in_the_record_closes_the_panel_before_the_record_is_left(
    clerk: MeetingsDriver, band: MinutesDriver, session: Session, word: str
) -> None:
    clerk.open(gappy(session))
    press(Qt.Key.Key_F9)
    clerk.section(word)
    assert not band.band.gaps.isAncestorOf(focused())
    press(Qt.Key.Key_Escape)
    assert clerk.page.is_on_record
    assert not band.band.gaps.isVisible()
    press(Qt.Key.Key_Escape)
    assert not clerk.page.is_on_record


def test_the_panel_is_closed_when_the_meeting_is_opened_again(
    clerk: MeetingsDriver, band: MinutesDriver, session: Session
) -> None:
    row = gappy(session)
    clerk.open(row)
    press(Qt.Key.Key_F9)
    assert band.missing()
    clerk.page.record.back.click()
    assert not clerk.page.is_on_record
    clerk.open(row)
    assert not band.band.gaps.isVisible()


def test_who_may_lock_but_take_no_number_is_told_so(
    clerk: MeetingsDriver, band: MinutesDriver, session: Session
) -> None:
    told: list[ClerkError] = []
    session.problem_raised.connect(told.append)
    clerk.open(gappy(session))
    band.band.number.setEnabled(False)
    choose(band, NO_NUMBER)
    assert [error.problem for error in told] == [Problem.NOT_ALLOWED]

"""The check-list by keyboard alone: a blank leads to where it is written, and Tab goes from the list to the lock."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from dandan_desktop.domain.meetings import Attendance
from dandan_desktop.services import meetings, minutes
from dandan_desktop.services.meetings import Sitting
from dandan_desktop.services.records import PartEdit
from dandan_desktop.ui.session import Session
from tests.ui.drivers.keys import focused, press
from tests.ui.drivers.meetings import MeetingsDriver, loaded
from tests.ui.drivers.minutes import MinutesDriver, gappy


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
    press(Qt.Key.Key_F9)
    for _ in range(band.missing().index(words)):
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
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

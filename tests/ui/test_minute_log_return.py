"""Coming back to the log from another page: it shows what the register says, and its keys work at once."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dandan_desktop.domain.nouns import MEETINGS
from dandan_desktop.services import meetings, records
from dandan_desktop.ui.session import Session
from tests.ui import test_minute_log
from tests.ui.drivers.keys import focused, press, type_words
from tests.ui.drivers.minute_log import MinuteLogDriver

clerk = test_minute_log.clerk
"""The same secretary."""


def given_a_task(clerk: MinuteLogDriver) -> None:
    """A conclusion with one task that has no deadline yet."""
    press(Qt.Key.Key_Tab)
    type_words("Lập dự toán làm cầu")
    press(Qt.Key.Key_L, control=True)
    clerk.task("hoi nong dan", (), "")


def give_the_deadline(clerk: MinuteLogDriver) -> None:
    """F2 on the task, its deadline on its own page, saved."""
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_F2)
    sheet: Any = clerk.window.built[3].page("tasks").record.sheet
    sheet.fields["due_on"].input.setFocus()
    type_words("30/12/2026")
    press(Qt.Key.Key_S, control=True)


def test_a_deadline_given_on_the_task_s_page_stands_in_the_log_and_its_keys_work(
    clerk: MinuteLogDriver, qtbot: QtBot
) -> None:
    given_a_task(clerk)
    assert clerk.log.model.conclusions[-1].second == "Chưa có hạn"
    give_the_deadline(clerk)
    press(Qt.Key.Key_2, control=True)
    assert clerk.log.model.conclusions[-1].second == "Hạn 30/12/2026"
    assert clerk.is_ready()
    qtbot.waitUntil(lambda: "30/12/2026" in clerk.log.paper.sheet.toPlainText(), timeout=15_000)
    clerk.say("thu", "Ý kiến 1")
    assert clerk.lines()[0] == "1 Nguyễn Văn Thử: Ý kiến 1"
    press(Qt.Key.Key_Escape)
    assert clerk.page.record.isVisible()


def test_what_is_being_typed_is_there_when_the_clerk_comes_back(clerk: MinuteLogDriver) -> None:
    given_a_task(clerk)
    type_words("thu")
    press(Qt.Key.Key_Tab)
    type_words("Đang nói dở")
    press(Qt.Key.Key_Tab, shift=True)
    give_the_deadline(clerk)
    press(Qt.Key.Key_2, control=True)
    assert clerk.log.model.conclusions[-1].second == "Hạn 30/12/2026"
    assert (clerk.field("speaker").value(), clerk.field("text").value()) == ("Nguyễn Văn Thử", "Đang nói dở")
    assert focused() is clerk.field("text"), "the line goes on where it is not said to the end"


def test_a_reason_half_typed_and_the_title_s_change_stand_side_by_side(
    clerk: MinuteLogDriver, session: Session
) -> None:
    clerk.say("thu", "Ý kiến 1")
    people = clerk.log.people
    people.list.setFocus()
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Tab)
    type_words("Đưa con")
    sitting = meetings.read(session.store, clerk.log.deeds.row)
    meeting = replace(sitting.meeting, title="Họp giao ban")
    session.do(lambda: meetings.save(session.store, replace(sitting, meeting=meeting)))
    assert clerk.log.title.text() == "Họp giao ban"
    assert people.reasons.text() == "Đưa con"


def test_a_meeting_put_in_the_trash_meanwhile_leads_back_to_the_list(clerk: MinuteLogDriver, session: Session) -> None:
    row = clerk.log.deeds.row
    press(Qt.Key.Key_3, control=True)
    session.do(lambda: records.trash(session.store, MEETINGS, row))
    press(Qt.Key.Key_2, control=True)
    assert clerk.page.list.isVisible()
    assert not clerk.log.isVisible()

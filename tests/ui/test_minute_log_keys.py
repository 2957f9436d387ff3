"""The keys that make something else of a line: they act on the line under the fingers, and what they move is told."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dandan_desktop.services import minute_log
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.session import Session
from tests.ui.drivers.keys import focused, press, type_words
from tests.ui.drivers.minute_log import MinuteLogDriver
from tests.ui.test_minute_log import fresh_meeting, opinions


@pytest.fixture
def clerk(window: MainWindow, session: Session, qtbot: QtBot) -> MinuteLogDriver:
    with qtbot.waitActive(window):
        window.activateWindow()
    driver = MinuteLogDriver(window, qtbot)
    driver.open(fresh_meeting(session))
    return driver


def test_words_in_the_wrong_box_are_asked_for_and_no_other_line_is_touched(
    clerk: MinuteLogDriver, session: Session
) -> None:
    clerk.say("thu", "Ý kiến của ông Thử")
    press(Qt.Key.Key_J, control=True)
    before = clerk.lines()
    for box in ("speaker", "position", "body"):
        for key in (Qt.Key.Key_L, Qt.Key.Key_T):
            clerk.field(box).setFocus()
            type_words("Giao Hội Nông dân lập dự toán")
            press(key, control=True)
            entry = clerk.log.entry
            assert entry.asked is None
            assert entry.fields["text"].finding.text() == "✕ Chưa nhập nội dung."
            assert focused() is clerk.field("text")
            assert clerk.lines() == before
            assert clerk.field(box).value() == "Giao Hội Nông dân lập dự toán", "nothing typed is lost"
            clerk.field(box).set_value("")
    clerk.field("is_left_out").setFocus()
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_L, control=True)
    assert clerk.lines() == before
    assert opinions(session.store)[0].is_proposal


def test_an_opinion_that_becomes_a_conclusion_is_told_and_comes_back_from_any_field(
    clerk: MinuteLogDriver, session: Session
) -> None:
    clerk.say("thu", "Ý kiến 1")
    press(Qt.Key.Key_J, control=True)
    press(Qt.Key.Key_L, control=True)
    bar = clerk.window.undo_bar
    assert bar.isVisible()
    assert bar.words.text() == "Ý kiến của Nguyễn Văn Thử đã thành kết luận 1 và không còn là kiến nghị."
    assert bar.undo.text() == "Hoàn tác (Alt+H)"
    press(Qt.Key.Key_Tab)
    type_words("Đang gõ dở")
    press(Qt.Key.Key_H, alt=True)
    assert clerk.lines() == ["1 Nguyễn Văn Thử: Ý kiến 1"]
    assert opinions(session.store)[0].is_proposal
    assert clerk.field("text").value() == "Đang gõ dở"


def test_an_opinion_that_becomes_a_task_is_told(clerk: MinuteLogDriver) -> None:
    clerk.say("thu", "Lập dự toán")
    clerk.task("hoi nong dan", (), "")
    bar = clerk.window.undo_bar
    assert bar.isVisible()
    assert bar.words.text().startswith("Ý kiến của Nguyễn Văn Thử đã thành nhiệm vụ của Hội Nông dân")
    press(Qt.Key.Key_H, alt=True)
    assert clerk.lines() == ["1 Nguyễn Văn Thử: Lập dự toán"]


def test_a_line_that_was_typed_and_becomes_a_conclusion_takes_no_opinion_and_needs_no_bar(
    clerk: MinuteLogDriver,
) -> None:
    clerk.say("thu", "Ý kiến 1")
    press(Qt.Key.Key_Tab)
    type_words("Làm cầu")
    press(Qt.Key.Key_L, control=True)
    assert clerk.lines() == ["1 Nguyễn Văn Thử: Ý kiến 1", "✓ Kết luận 1: Làm cầu"]
    assert not clerk.window.undo_bar.isVisible()


def test_a_task_of_a_line_that_is_edited_is_of_that_line(clerk: MinuteLogDriver) -> None:
    clerk.say("thu", "Ý kiến 1")
    clerk.say("mau", "Ý kiến 2")
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_F2)
    clerk.task("hoi nong dan", (), "")
    assert clerk.lines()[0] == "1 Trần Thị Mẫu: Ý kiến 2"
    assert clerk.log.model.conclusions[0].text == "Ý kiến 1"
    assert clerk.is_ready()


def test_ctrl_z_in_an_empty_row_takes_back_the_last_deed_of_the_log_alone(
    clerk: MinuteLogDriver, session: Session
) -> None:
    clerk.say("thu", "Ý kiến 1")
    clerk.say("mau", "Ý kiến 2")
    type_words("x")
    press(Qt.Key.Key_Z, control=True)
    assert clerk.field("speaker").value() == "", "in a field with words it takes back what was typed"
    assert len(clerk.lines()) == 2
    press(Qt.Key.Key_Z, control=True)
    assert clerk.lines() == ["1 Nguyễn Văn Thử: Ý kiến 1"]
    clerk.field("is_proposal").setFocus()
    press(Qt.Key.Key_Z, control=True)
    assert clerk.lines() == []
    title = minute_log.read(session.store, clerk.log.deeds.row).meeting.facts.title
    clerk.field("text").setFocus()
    press(Qt.Key.Key_Z, control=True)
    kept = minute_log.read(session.store, clerk.log.deeds.row)
    assert (kept.meeting.facts.title, len(kept.attendance)) == (title, 4), "the record was not made by the log"
    assert clerk.log.entry.problem.isVisible()

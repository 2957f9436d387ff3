"""The keys that make something else of a line: they act on the line under the fingers, and what they move is told."""

import pytest
from PySide6.QtCore import Qt

from dandan_desktop.services import minute_log
from dandan_desktop.ui.session import Session
from tests.ui import test_minute_log
from tests.ui.drivers.keys import focused, press, type_words
from tests.ui.drivers.minute_log import MinuteLogDriver
from tests.ui.test_minute_log import opinions

clerk = test_minute_log.clerk
"""The same secretary."""


def test_words_in_the_wrong_box_are_asked_for_and_no_other_line_is_touched(
    clerk: MinuteLogDriver, session: Session
) -> None:
    clerk.say("thu", "Ý kiến của ông Thử")
    clerk.on_last_line(Qt.Key.Key_J)
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
    assert opinions(session.store)[0].is_proposal


def test_an_opinion_that_becomes_a_conclusion_is_told_and_comes_back_from_any_field(
    clerk: MinuteLogDriver, session: Session
) -> None:
    clerk.say("thu", "Ý kiến 1")
    clerk.on_last_line(Qt.Key.Key_J)
    clerk.on_last_line(Qt.Key.Key_L)
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
    press(Qt.Key.Key_Up)
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


def test_in_an_empty_line_the_key_begins_a_conclusion_and_no_recorded_line_is_touched(clerk: MinuteLogDriver) -> None:
    clerk.say("thu", "Đề nghị làm cầu")
    before = clerk.lines()
    press(Qt.Key.Key_L, control=True)
    assert clerk.lines() == before
    assert clerk.heading() == "Dòng mới là kết luận"
    assert focused() is clerk.field("text")
    assert not clerk.field("speaker").isVisible(), "nobody in particular says it"
    type_words("Thống nhất làm cầu")
    press(Qt.Key.Key_Return)
    assert clerk.lines() == [*before, "✓ Kết luận 1: Thống nhất làm cầu"]
    assert not clerk.window.undo_bar.isVisible()
    assert clerk.heading() == "Dòng mới"
    assert clerk.is_ready()


@pytest.mark.parametrize("key", [Qt.Key.Key_L, Qt.Key.Key_T, Qt.Key.Key_J])
def test_the_same_key_or_escape_takes_back_what_the_line_was_to_be(clerk: MinuteLogDriver, key: Qt.Key) -> None:
    clerk.say("thu", "Ý kiến 1")
    for again, is_held in ((key, True), (Qt.Key.Key_Escape, False)):
        press(key, control=True)
        assert clerk.heading() != "Dòng mới"
        press(again, control=is_held)
        assert clerk.heading() == "Dòng mới"
        assert clerk.is_ready()
    assert clerk.lines() == ["1 Nguyễn Văn Thử: Ý kiến 1"]
    assert clerk.log.isVisible()


def test_a_conclusion_begun_and_taken_back_keeps_its_words_as_an_opinion(clerk: MinuteLogDriver) -> None:
    press(Qt.Key.Key_L, control=True)
    type_words("Thống nhất")
    press(Qt.Key.Key_Escape)
    assert (clerk.field("text").value(), clerk.heading()) == ("Thống nhất", "Dòng mới")
    assert focused() is clerk.field("text")
    press(Qt.Key.Key_L, control=True)
    assert clerk.lines() == ["✓ Kết luận 1: Thống nhất"], "typed first, then the key: as ever"


def test_a_conclusion_begun_says_what_lacks_and_is_still_one_after_another_line_was_edited(
    clerk: MinuteLogDriver,
) -> None:
    clerk.say("thu", "Ý kiến 1")
    press(Qt.Key.Key_L, control=True)
    press(Qt.Key.Key_Return)
    assert clerk.log.entry.fields["text"].finding.text() == "✕ Chưa nhập nội dung."
    type_words("Làm cầu")
    clerk.log.view.setFocus()
    clerk.log.view.choose(0)
    press(Qt.Key.Key_F2)
    assert clerk.heading() == "Sửa dòng 1"
    press(Qt.Key.Key_Escape)
    assert clerk.heading() == "Dòng mới là kết luận"
    assert clerk.field("text").value() == "Làm cầu"
    clerk.log.keep_draft()
    clerk.log.open(clerk.log.deeds.row)
    assert clerk.heading() == "Dòng mới là kết luận", "it is part of the draft"
    assert focused() is clerk.field("text")
    press(Qt.Key.Key_Return)
    assert clerk.lines()[-1] == "✓ Kết luận 1: Làm cầu"


def test_in_an_empty_line_the_key_begins_a_task_where_there_is_no_conclusion(clerk: MinuteLogDriver) -> None:
    clerk.say("thu", "Ý kiến 1")
    press(Qt.Key.Key_T, control=True)
    assert clerk.heading() == "Dòng mới là nhiệm vụ"
    type_words("Lập dự toán")
    press(Qt.Key.Key_Return)
    assert focused() is clerk.field("owner_id")
    type_words("hoi nong dan")
    for _ in range(3):
        press(Qt.Key.Key_Return)
    assert clerk.lines()[0] == "1 Nguyễn Văn Thử: Ý kiến 1"
    assert [line.lead for line in clerk.log.model.conclusions] == ["✓", "→"]
    assert clerk.log.model.conclusions[0].text == "Lập dự toán"
    assert clerk.is_ready()


def test_in_an_empty_line_the_key_begins_a_proposal(clerk: MinuteLogDriver, session: Session) -> None:
    clerk.say("thu", "Ý kiến 1")
    press(Qt.Key.Key_J, control=True)
    assert clerk.heading() == "Dòng mới là kiến nghị"
    clerk.say("mau", "Đề nghị làm cầu")
    assert [each.is_proposal for each in opinions(session.store)] == [False, True]
    assert clerk.is_ready()


def test_the_key_changes_the_chosen_line_and_what_is_half_typed_stays(clerk: MinuteLogDriver) -> None:
    clerk.say("thu", "Làm cầu")
    type_words("mau")
    clerk.on_last_line(Qt.Key.Key_L)
    assert clerk.lines() == ["✓ Kết luận 1: Làm cầu"]
    assert clerk.field("speaker").value() == "mau"


def test_a_sentence_in_the_box_of_the_speaker_is_told_while_it_is_typed(clerk: MinuteLogDriver) -> None:
    said = clerk.log.entry.fields["speaker"].finding
    type_words("Nguyễn Văn Thử, nguyên Phó Bí thư")
    assert not said.isVisible()
    type_words(" đề nghị hỗ trợ kinh phí")
    assert said.isVisible()
    assert said.text().startswith("⚠ Lưu ý: Không ai ở thành phần có tên dài như vậy.")
    clerk.field("speaker").selectAll()
    type_words("mau")
    assert not said.isVisible()

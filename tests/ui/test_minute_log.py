"""Minutes taken while people speak, with the keyboard alone; what is typed outlives the program."""

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from pytestqt.qtbot import QtBot

from dandan_desktop.db import lists
from dandan_desktop.db.store import Store
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.meetings import Attendance, Meeting, Opinion
from dandan_desktop.services import meetings, minute_log, records
from dandan_desktop.services.minute_log import PAGE
from dandan_desktop.services.records import PartEdit
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.session import Session
from tests.ui.conftest import Made
from tests.ui.drivers.keys import commit, focused, press, type_words
from tests.ui.drivers.lock import LockDriver
from tests.ui.drivers.meetings import loaded
from tests.ui.drivers.minute_log import MinuteLogDriver

PROMISED_MS = 2_000
PEOPLE = (
    ("Nguyễn Văn Thử", "Phó Bí thư", "Hội Nông dân xã"),
    ("Trần Thị Mẫu", "Chủ tịch", "Hội Liên hiệp Phụ nữ xã"),
    ("Lê Hữu Ví", "Bí thư", "Đoàn xã"),
    ("Phạm Ngọc Dụ", "Chủ tịch", "Hội Cựu chiến binh xã"),
)
SAID = "Đề nghị quan tâm hỗ trợ kinh phí cho mô hình ở ấp {}; cơ sở sẽ báo cáo kết quả trong quý tới."


def fresh_meeting(session: Session) -> int:
    """A meeting of which only who came is known."""
    row = loaded(session)
    sitting = meetings.read(session.store, row)
    came = [(0, Attendance(name=name, position=position, body=body)) for name, position, body in PEOPLE]
    parts = {record: PartEdit(edit.before, ()) for record, edit in sitting.parts.items()}
    parts[Attendance] = PartEdit(sitting.parts[Attendance].before, came)
    meetings.save(session.store, replace(sitting, parts=parts, conclusions=()))
    return row


@pytest.fixture
def clerk(window: MainWindow, session: Session, qtbot: QtBot) -> MinuteLogDriver:
    row = fresh_meeting(session)
    driver = MinuteLogDriver(window, qtbot)
    driver.open(row)
    return driver


def opinions(store: Store) -> list[Opinion]:
    return [kept.facts for kept in store.of(Opinion).some("ORDER BY t.meeting_id, t.place")]


def test_the_minutes_of_forty_opinions_by_keyboard_alone(clerk: MinuteLogDriver, session: Session) -> None:
    spoken = []
    for number in range(36):
        letters = ("thu", "mau", "vi", "ngoc du")[number % 4]
        clerk.say(letters, SAID.format(number))
        spoken.append((PEOPLE[number % 4], SAID.format(number)))
        assert clerk.is_ready()
    for number in range(36, 40):
        clerk.again(f"{SAID.format(number)}\nXin cảm ơn.")
        spoken.append((PEOPLE[35 % 4], f"{SAID.format(number)}\nXin cảm ơn."))
        assert clerk.is_ready()
    kept = opinions(session.store)
    assert [((each.speaker, each.position, each.body), each.text) for each in kept] == spoken
    clerk.on_last_line(Qt.Key.Key_J)
    assert opinions(session.store)[-1].is_proposal
    type_words("thu")
    press(Qt.Key.Key_Tab)
    type_words("Thống nhất nâng mức hỗ trợ mỗi mô hình lên năm triệu đồng")
    press(Qt.Key.Key_L, control=True)
    assert clerk.is_ready()
    clerk.task("hoi nong dan", ("hoi lien hiep phu nu",), "30/12/2026")
    assert clerk.is_ready()
    log = minute_log.read(session.store, clerk.log.deeds.row)
    (drawn,) = log.conclusions
    assert drawn.kept.facts.text.startswith("Thống nhất nâng mức")
    (task,) = drawn.tasks
    assert "Hội Nông dân" in session.store.names.of("bodies", task.kept.facts.owner_id)
    assert len(task.partners) == 1
    assert str(task.kept.facts.due_on) == "2026-12-30"
    assert len(log.opinions) == 40
    press(Qt.Key.Key_Escape)
    assert clerk.page.record.isVisible()
    assert len(clerk.page.record.grids[2].before) == 40
    assert session.store.draft(PAGE, log.meeting.id) is None
    assert lists.find(session.store, "cảm ơn ấp 39", ["meetings"])


def test_a_line_is_edited_moved_taken_out_and_brought_back(clerk: MinuteLogDriver, session: Session) -> None:
    for number, letters in enumerate(("thu", "mau", "vi"), 1):
        clerk.say(letters, f"Ý kiến {number}")
    press(Qt.Key.Key_Up)
    assert focused() is clerk.log.view
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_F2)
    assert focused() is clerk.field("text")
    clerk.field("text").selectAll()
    type_words("Ý kiến hai")
    press(Qt.Key.Key_Return)
    assert clerk.is_ready()
    assert [each.text for each in opinions(session.store)] == ["Ý kiến 1", "Ý kiến hai", "Ý kiến 3"]
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Up, alt=True)
    assert [each.text for each in opinions(session.store)] == ["Ý kiến 1", "Ý kiến 3", "Ý kiến hai"]
    press(Qt.Key.Key_Delete)
    assert clerk.lines() == ["1 Nguyễn Văn Thử: Ý kiến 1", "2 Trần Thị Mẫu: Ý kiến hai"]
    press(Qt.Key.Key_Z, control=True)
    assert len(clerk.lines()) == 3
    press(Qt.Key.Key_Escape)
    assert clerk.is_ready()


def test_what_was_typed_waits_while_another_line_is_edited(clerk: MinuteLogDriver, session: Session) -> None:
    clerk.say("thu", "Ý kiến 1")
    type_words("mau")
    press(Qt.Key.Key_Tab)
    type_words("Chưa nói hết")
    press(Qt.Key.Key_Tab, shift=True)
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Return)
    assert clerk.field("text").value() == "Ý kiến 1"
    press(Qt.Key.Key_Escape)
    assert (clerk.field("speaker").value(), clerk.field("text").value()) == ("Trần Thị Mẫu", "Chưa nói hết")
    assert len(opinions(session.store)) == 1


def test_a_conclusion_and_its_text_and_what_is_left_out(clerk: MinuteLogDriver, session: Session) -> None:
    clerk.say("thu", "Chủ trì kết luận: làm cầu")
    clerk.on_last_line(Qt.Key.Key_L)
    assert clerk.lines() == ["✓ Kết luận 1: Chủ trì kết luận: làm cầu"]
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_F2)
    clerk.field("text").selectAll()
    type_words("Làm cầu ấp 3")
    press(Qt.Key.Key_Return)
    assert clerk.lines() == ["✓ Kết luận 1: Làm cầu ấp 3"]
    type_words("mau")
    press(Qt.Key.Key_Tab)
    type_words("Chuyện nội bộ")
    for _ in range(4):
        press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    assert focused() is clerk.field("is_left_out")
    clerk.field("text").setFocus()
    press(Qt.Key.Key_Return)
    assert opinions(session.store)[-1].is_left_out
    assert clerk.log.model.opinions[-1].marks == ("Không in",)


def test_a_line_that_says_nothing_is_not_kept_and_says_so(clerk: MinuteLogDriver, session: Session) -> None:
    clerk.say("thu", "")
    assert clerk.log.entry.fields["text"].finding.text() == "✕ Chưa nhập ý kiến."
    assert opinions(session.store) == []


def test_a_task_without_owner_says_so_and_escape_goes_back_to_the_line(
    clerk: MinuteLogDriver, session: Session
) -> None:
    type_words("thu")
    press(Qt.Key.Key_Tab)
    type_words("Lập dự toán")
    press(Qt.Key.Key_T, control=True)
    clerk.field("due_on").setFocus()
    press(Qt.Key.Key_Return)
    assert "Chủ trì" in clerk.log.entry.fields["owner_id"].finding.text()
    press(Qt.Key.Key_Escape)
    assert clerk.field("text").value() == "Lập dự toán"
    press(Qt.Key.Key_T, control=True)
    press(Qt.Key.Key_Escape)
    clerk.task("hoi nong dan", (), "")
    assert [line.lead for line in clerk.log.model.conclusions] == ["✓", "→"]
    assert opinions(session.store) == []
    assert clerk.is_ready()


def test_who_is_not_in_the_list_is_written_and_another_name_drops_the_first_one_s_position(
    clerk: MinuteLogDriver, session: Session
) -> None:
    clerk.say("Đinh Khách Mời", "Tôi xin có ý kiến")
    assert opinions(session.store)[0].speaker == "Đinh Khách Mời"
    type_words("thu")
    press(Qt.Key.Key_Tab)
    assert clerk.field("position").text() == "Phó Bí thư"
    press(Qt.Key.Key_Tab, shift=True)
    clerk.field("speaker").selectAll()
    type_words("Đinh Khách")
    press(Qt.Key.Key_Tab)
    assert clerk.field("speaker").value() == "Đinh Khách Mời", "who spoke once is offered"
    assert clerk.field("position").text() == ""


def test_the_list_opens_below_the_box_and_never_completes_in_it(clerk: MinuteLogDriver, qtbot: QtBot) -> None:
    type_words("ng")
    box = clerk.field("speaker")
    qtbot.waitUntil(lambda: box.is_open)
    assert box.text() == "ng"
    assert box.options()[0] == "Nguyễn Văn Thử (Phó Bí thư, Hội Nông dân xã)"


def test_a_refusal_is_said_once_beside_the_row_and_nothing_typed_is_lost(
    clerk: MinuteLogDriver, session: Session
) -> None:
    told: list[object] = []
    session.problem_raised.connect(told.append)
    session.store.fault = Problem.HISTORY_INCOMPLETE
    clerk.say("thu", "Ý kiến quan trọng")
    entry = clerk.log.entry
    assert entry.problem.isVisible()
    assert "chỉ mở để xem" in entry.problem.text()
    assert (clerk.field("speaker").value(), clerk.field("text").value()) == ("Nguyễn Văn Thử", "Ý kiến quan trọng")
    assert told == []
    session.store.fault = None
    press(Qt.Key.Key_Return)
    assert not entry.problem.isVisible()
    assert [each.text for each in opinions(session.store)] == ["Ý kiến quan trọng"]


def test_attendance_is_ticked_with_reason_and_delegate_and_the_quorum_warns(
    clerk: MinuteLogDriver, session: Session
) -> None:
    people = clerk.log.people
    people.list.setFocus()
    for _ in range(3):
        press(Qt.Key.Key_Space)
        press(Qt.Key.Key_Down)
    came = minute_log.read(session.store, clerk.log.deeds.row).attendance
    assert [kept.facts.is_present for kept in came] == [False, False, False, True]
    assert "1 trong 4" in people.warning.text()
    assert people.warning.property("role") == "warning"
    assert clerk.field("speaker").people[0].name == "Phạm Ngọc Dụ"
    press(Qt.Key.Key_Tab)
    assert focused() is people.delegates
    type_words("tran")
    press(Qt.Key.Key_Return)
    assert focused() is people.list
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Tab)
    assert focused() is people.reasons
    type_words("om")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Tab)
    type_words("Đưa con đi thi")
    press(Qt.Key.Key_Return)
    facts = [kept.facts for kept in minute_log.read(session.store, clerk.log.deeds.row).attendance]
    assert [each.reason for each in facts] == [None, "Đưa con đi thi", "Nghỉ ốm", None]
    assert facts[3].stands_in_for == "Trần Thị Mẫu"
    assert "1 trong 3" in people.warning.text(), "who stands in for a delegate is not one more who was summoned"
    press(Qt.Key.Key_Escape)
    assert clerk.is_ready()


def test_every_key_is_a_draft_within_two_seconds(clerk: MinuteLogDriver, session: Session, qtbot: QtBot) -> None:
    clock, at = QElapsedTimer(), []
    session.draft_kept.connect(lambda: at.append(clock.elapsed()))
    press(Qt.Key.Key_Tab)
    clock.start()
    keys = QTimer(clerk.log, interval=40)
    keys.timeout.connect(partial(commit, clerk.field("text"), "ấ"))
    keys.start()
    qtbot.waitUntil(lambda: len(at) >= 3, timeout=10_000)
    keys.stop()
    assert max(after - before for before, after in zip([0, *at], at, strict=False)) < PROMISED_MS
    kept = json.loads(session.store.draft(PAGE, clerk.log.deeds.row) or "{}")
    assert kept["text"].startswith("ấấấấ")


@pytest.fixture
def killed(register_file: Made, qtbot: QtBot) -> Iterator[LockDriver]:
    made = LockDriver(register_file, qtbot)
    yield made
    made.end()


def test_after_a_kill_the_line_is_there_at_the_same_letter(killed: LockDriver, qtbot: QtBot) -> None:
    row = fresh_meeting(killed.session)
    clerk = MinuteLogDriver(killed.window, qtbot)
    clerk.open(row)
    clerk.say("mau", "Đã ghi")
    type_words("thu")
    press(Qt.Key.Key_Tab)
    type_words("Đang nói dở câu này")
    box: Any = focused()
    cursor = box.textCursor()
    cursor.setPosition(8)
    box.setTextCursor(cursor)
    store = killed.session.store
    qtbot.waitUntil(lambda: "dở câu" in (store.draft(PAGE, row) or ""), timeout=PROMISED_MS)
    qtbot.waitUntil(lambda: '"cursor": 8' in (store.draft("place", 0) or ""), timeout=PROMISED_MS)
    killed.die()
    window, _ = killed.open()
    again = MinuteLogDriver(window, qtbot)
    assert again.log.isVisible()
    assert again.lines() == ["1 Trần Thị Mẫu: Đã ghi"]
    assert again.field("speaker").value() == "Nguyễn Văn Thử"
    assert again.field("text").value() == "Đang nói dở câu này"
    held: Any = window.focusWidget()
    assert held is again.field("text")
    assert held.textCursor().position() == 8


def test_after_a_kill_a_reason_half_typed_is_there(killed: LockDriver, qtbot: QtBot) -> None:
    row = fresh_meeting(killed.session)
    clerk = MinuteLogDriver(killed.window, qtbot)
    people = clerk.open(row).people
    people.list.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Tab)
    type_words("Đưa con")
    qtbot.waitUntil(lambda: "Đưa con" in (killed.session.store.draft(PAGE, row) or ""), timeout=PROMISED_MS)
    killed.die()
    window, _ = killed.open()
    again = MinuteLogDriver(window, qtbot).log.people
    assert (again.list.currentIndex().row(), again.reasons.text()) == (1, "Đưa con")
    assert window.focusWidget() is again.reasons


def test_after_a_kill_the_line_that_was_edited_is_edited_again(killed: LockDriver, qtbot: QtBot) -> None:
    row = fresh_meeting(killed.session)
    clerk = MinuteLogDriver(killed.window, qtbot)
    clerk.open(row)
    clerk.say("mau", "Đã ghi")
    type_words("thu")
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_F2)
    type_words("Thêm: ")
    qtbot.waitUntil(lambda: "Thêm" in (killed.session.store.draft(PAGE, row) or ""), timeout=PROMISED_MS)
    killed.die()
    window, _ = killed.open()
    again = MinuteLogDriver(window, qtbot)
    again.field("text").setFocus()
    press(Qt.Key.Key_Return)
    assert len(again.lines()) == 1
    assert "Thêm:" in again.lines()[0]
    assert again.field("speaker").value() == "thu", "the line that waited"


def test_a_line_taken_back_elsewhere_goes_from_the_log_too(clerk: MinuteLogDriver, session: Session) -> None:
    clerk.say("thu", "Ý kiến 1")
    clerk.say("mau", "Ý kiến 2")
    session.do(lambda: records.undo_last(session.store))
    assert clerk.lines() == ["1 Nguyễn Văn Thử: Ý kiến 1"]


def test_a_line_left_half_typed_is_told_on_the_record_and_at_home(clerk: MinuteLogDriver, session: Session) -> None:
    press(Qt.Key.Key_Tab)
    type_words("Dở dang")
    press(Qt.Key.Key_Escape)
    assert "Ghi tiếp" in clerk.page.record.pane.log.button.text()
    home = clerk.window.go(1)
    row = clerk.log.deeds.row
    assert [(table, number) for table, number, _ in home._drafts] == [("meetings", row)]
    with session.store.change("trash"):
        session.store.of(Meeting).remove(row)
    clerk.window.go(2).page("meetings")
    clerk.page.record.pane.log.open()
    assert not clerk.log.deeds.is_open, "in the trash it is only read"


def test_who_may_not_write_reads_the_log(clerk: MinuteLogDriver, session: Session) -> None:
    clerk.say("thu", "Ý kiến 1")
    clerk.log.deeds.is_open = False
    clerk.say("mau", "Ý kiến 2")
    assert len(opinions(session.store)) == 1
    with pytest.raises(ClerkError):
        minute_log.remove_line(session.store, clerk.log.deeds.row, clerk.log.model.opinions[0].kept._replace(id=999))

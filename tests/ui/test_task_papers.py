"""The papers of tasks: công văn đôn đốc on the record of an overdue one, and the list that is shown; by keys alone."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dandan_desktop.db import issued_numbers as kept_numbers
from dandan_desktop.db import tasks as late
from dandan_desktop.db.register import Register
from dandan_desktop.documents.blocks import all_lines, blocks
from dandan_desktop.domain.facts import BodyId, Prose
from dandan_desktop.domain.issued_numbers import IssuedNumber, Term
from dandan_desktop.domain.meetings import Task
from dandan_desktop.domain.paper_signing import Letter
from dandan_desktop.domain.scope import Reader
from dandan_desktop.domain.task_steps import Reminder
from dandan_desktop.domain.users import Role
from dandan_desktop.services import issued_numbers, meetings, reminder_papers
from dandan_desktop.ui import dialogs
from dandan_desktop.ui.letter_door import LetterDoor
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.pages.tasks import tasks_page
from dandan_desktop.ui.paper_box import PaperBox
from dandan_desktop.ui.print_box import PrintBox
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.task_pane import TaskPane
from tests.ui.drivers.keys import focused, press, type_words
from tests.ui.drivers.meetings import load_all
from tests.ui.drivers.noun_page import Shown
from tests.ui.drivers.tasks import TasksDriver
from tests.ui.drivers.typing import enter
from tests.ui.test_pictures import box_picture, cut_off, picture

TODAY = date(2026, 7, 15)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "giấy"
    made.mkdir()
    monkeypatch.setattr(dialogs, "pick_folder", lambda *_: made)
    return made


@pytest.fixture
def overdue(session: Session, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(session, "_day", lambda: TODAY)
    load_all(session)
    return late.overdue(session.store, TODAY)[0]


@pytest.fixture
def clerk(session: Session, shown: Shown, folder: Path, overdue: int) -> TasksDriver:
    assert folder.is_dir()
    page = shown(tasks_page(session))
    page.open_record(overdue)
    return TasksDriver(page)


def door_of(clerk: TasksDriver) -> LetterDoor:
    pane = clerk.page.record.pane
    assert isinstance(pane, TaskPane)
    return pane.chain.letter


def asked(clerk: TasksDriver, qtbot: QtBot) -> PaperBox[Letter]:
    """The box that F8 opens, once it has the keyboard."""
    press(Qt.Key.Key_F8)
    box = door_of(clerk).box
    assert box is not None
    qtbot.waitUntil(box.isActiveWindow)
    return box


def test_a_letter_with_the_keyboard_alone(
    clerk: TasksDriver, session: Session, folder: Path, overdue: int, qtbot: QtBot
) -> None:
    box = asked(clerk, qtbot)
    count = len(reminder_papers.overdue_of(session.store, overdue, TODAY))
    assert f"nay có {count}." in box.rest.text()
    assert focused() is box.fields["number"].input
    type_words("15")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    type_words("30/7/2026")
    press(Qt.Key.Key_Return, control=True)
    assert not box.isVisible()
    door = door_of(clerk)
    qtbot.waitUntil(door.files.isVisible)
    (file,) = folder.iterdir()
    lines = [line.text for line in all_lines(blocks(file.read_bytes()))]
    assert any(line.startswith("Số 15-CV/") for line in lines)
    assert any("chậm nhất ngày 30/7/2026," in line for line in lines)
    assert [line for line in lines if line.isdecimal()] == [str(place) for place in range(1, count + 1)]
    assert len(session.store.of(Reminder).some()) == count
    assert door.files.words.text() == f"Đã ghi {file.name}"
    assert any("Đôn đốc lần 1" in line and "15" in line for line in clerk.chain())


def a_term(session: Session, row: int) -> None:
    """A term of the committee by which the letters to the owner of a task are counted."""
    facts = reminder_papers.number_of(session.store, row, TODAY, TODAY)
    assert facts is not None
    committee = kept_numbers.committee_of(session.store, facts.issuer_id)
    with session.store.change("add"):
        session.store.of(Term).add(Term(name="khóa I", body_id=BodyId(committee.id), valid_from=date(2020, 7, 1)))


def test_a_letter_takes_its_number_from_the_register_with_the_keyboard_alone(
    clerk: TasksDriver, session: Session, folder: Path, overdue: int, qtbot: QtBot
) -> None:
    a_term(session, overdue)
    box = asked(clerk, qtbot)
    press(Qt.Key.Key_F8, control=True)
    number = box.taker.box
    assert number is not None
    qtbot.waitUntil(number.isActiveWindow)
    assert number.windowTitle() == "Lấy số cho công văn đôn đốc"
    press(Qt.Key.Key_Return)
    assert not number.isVisible()
    box.activateWindow()
    qtbot.waitUntil(box.isActiveWindow)
    (kept,) = session.store.of(IssuedNumber).some()
    assert kept.facts.text.startswith("01-CV/")
    assert box.fields["number"].value() == "01"
    assert kept.facts.text in box.said.text()
    press(Qt.Key.Key_Escape)
    assert not box.isVisible()
    clerk.page.window().activateWindow()
    qtbot.waitUntil(clerk.page.isActiveWindow)
    box = asked(clerk, qtbot)
    assert box.fields["number"].value() == "01", "what was taken waits for its letter"
    press(Qt.Key.Key_F8, control=True)
    assert len(session.store.of(IssuedNumber).some()) == 1, "and no second one is taken meanwhile"
    press(Qt.Key.Key_Return, control=True)
    qtbot.waitUntil(door_of(clerk).files.isVisible)
    (file,) = folder.iterdir()
    lines = [line.text for line in all_lines(blocks(file.read_bytes()))]
    assert f"Số {kept.facts.text}" in lines
    assert session.store.of(IssuedNumber).some()[0].facts.used_on == TODAY
    assert any(kept.facts.text in line for line in clerk.chain())


def test_a_number_nobody_can_give_is_told_under_its_field(clerk: TasksDriver, session: Session, qtbot: QtBot) -> None:
    box = asked(clerk, qtbot)
    press(Qt.Key.Key_F8, control=True)
    assert box.taker.box is None
    assert "nhiệm kỳ" in box.fields["number"].finding.text()
    press(Qt.Key.Key_Escape)
    enter(box.fields["dated_on"].input, "hôm nào đó")
    box.taker.ask()
    assert box.fields["dated_on"].finding.text().startswith("✕")
    assert not session.store.of(IssuedNumber).some()


def test_the_number_of_another_letter_is_refused_in_the_box(
    clerk: TasksDriver, session: Session, overdue: int, qtbot: QtBot
) -> None:
    a_term(session, overdue)
    facts = reminder_papers.number_of(session.store, overdue, TODAY, TODAY)
    assert facts is not None
    taken = issued_numbers.take(session.store, replace(facts, text="3", title="Công văn khác")).row
    issued_numbers.use(session.store, taken, TODAY)
    box = asked(clerk, qtbot)
    type_words("3")
    press(Qt.Key.Key_Return, control=True)
    assert box.isVisible()
    assert "đã cấp cho văn bản khác" in box.fields["number"].finding.text()
    press(Qt.Key.Key_Escape)


def test_a_letter_drops_no_step_that_was_begun(
    clerk: TasksDriver, session: Session, overdue: int, qtbot: QtBot, register: Register
) -> None:
    clerk.step("Gia hạn", Hạn_mới="30/9/2026", Người_duyệt="Võ Thị Tư", Lý_do="Bão")
    press(Qt.Key.Key_F8)
    box = door_of(clerk).box
    assert box is not None
    enter(box.fields["number"].input, "15")
    box.yes.click()
    qtbot.waitUntil(door_of(clerk).files.isVisible)
    assert len(session.store.of(Reminder).some("WHERE t.task_id = ?", (overdue,))) == 1
    assert clerk.page.record.head.state.text() == "Bản nháp chưa lưu"
    assert any("Đôn đốc lần 1" in line for line in clerk.chain())
    again = Session(register, register.store("Lan"), lambda: TODAY)  # what a start after kill -9 finds
    page = tasks_page(again)
    qtbot.addWidget(page)
    page.open_record(overdue)
    form = TasksDriver(page).pane.chain.form
    typed = {name: form.fields[name].value() for name in ("new_due", "approver", "reason")}
    assert typed == {"new_due": "30/09/2026", "approver": "Võ Thị Tư", "reason": "Bão"}
    assert page.record.head.state.text() == "Bản nháp chưa lưu"
    again.close_stores()


@pytest.mark.parametrize("deed", ["save", "done", "confirm"])
def test_no_other_deed_of_the_record_drops_a_step_that_was_begun(
    clerk: TasksDriver, session: Session, overdue: int, deed: str
) -> None:
    record, pane = clerk.page.record, clerk.pane
    if deed == "confirm":
        clerk.finish()
    clerk.step("Giải trình", Nội_dung_giải_trình="Thiếu người")
    if deed == "save":
        clerk.fill("Sản phẩm", "Báo cáo")
    if deed == "done":
        clerk.fill("Kết quả", "Đã làm")
    {"save": record.save_record, "done": pane.write_done, "confirm": pane.chain.confirm.click}[deed]()
    after = session.store.of(Task).get(overdue).facts
    assert {"save": after.product == "Báo cáo", "done": after.done_on == TODAY, "confirm": after.confirmed_on == TODAY}[
        deed
    ]
    assert "Thiếu người" in (session.store.draft("tasks", overdue) or "")
    assert record.head.state.text() == "Bản nháp chưa lưu"
    assert pane.chain.form.fields["text"].value() == "Thiếu người"


def test_a_wrong_day_is_told_under_its_field(clerk: TasksDriver, session: Session, folder: Path, qtbot: QtBot) -> None:
    box = asked(clerk, qtbot)
    enter(box.fields["answer_by"].input, "bao giờ xong")
    press(Qt.Key.Key_Return, control=True)
    assert box.isVisible()
    assert box.fields["answer_by"].finding.text().startswith("✕")
    press(Qt.Key.Key_Escape)
    assert not box.isVisible()
    assert not list(folder.iterdir())
    assert not session.store.of(Reminder).some()


def test_a_task_in_time_gets_no_letter(clerk: TasksDriver, session: Session, overdue: int) -> None:
    meetings.finish_task(session.store, overdue, date(2026, 7, 1), Prose("Xong"))
    clerk.page.open_record(overdue)
    door = door_of(clerk)
    assert not door.button.isVisible()
    press(Qt.Key.Key_F8)
    assert door.box is None
    other = session.store.of(Task).get(late.overdue(session.store, TODAY)[0]).id
    clerk.page.open_record(other)
    assert door.button.isVisible()


def test_who_may_not_remind_sees_why(session: Session, qtbot: QtBot, folder: Path, overdue: int) -> None:
    assert folder.is_dir()
    session.store.reader = Reader("u", "Ba", frozenset({Role.ENTER}))
    page = tasks_page(session)
    qtbot.addWidget(page)
    page.open_record(overdue)
    assert page.record.pane.chain.letter.button.isEnabled()
    page.close()


def test_the_list_that_is_shown_is_printed_by_key(
    clerk: TasksDriver, session: Session, folder: Path, qtbot: QtBot
) -> None:
    clerk.page.show_list()
    clerk.choose("Quá hạn")
    press(Qt.Key.Key_P, control=True)
    qtbot.waitUntil(clerk.page.bar.isVisible)
    (box,) = clerk.page.findChildren(PrintBox)
    assert box.isVisible()
    box.reject()
    (file,) = folder.iterdir()
    lines = [line.text for line in all_lines(blocks(file.read_bytes()))]
    count = len(late.overdue(session.store, TODAY))
    assert f"(Tính đến ngày 15/7/2026; {count:02} nhiệm vụ)" in lines
    assert "Quá hạn" in lines
    assert any(line.startswith("Quá hạn ") and line.endswith(" ngày") for line in lines)
    assert not any("⚠" in line for line in lines)


@pytest.mark.pictures
@pytest.mark.parametrize("size", ["1366", "1024"])
@pytest.mark.usefixtures("folder")
def test_pictures_of_the_letter(size: str, window: MainWindow, overdue: int, pictures_folder: Path) -> None:
    window.session.records_wanted.emit("tasks", [overdue], "Quá hạn")
    picture(window, size, "cong-van-0-danh-sach", pictures_folder)
    window.session.record_wanted.emit("tasks", overdue)
    picture(window, size, "cong-van-1-nhiem-vu", pictures_folder)
    (door,) = window.findChildren(LetterDoor)
    a_term(window.session, overdue)
    door.ask()
    assert door.box is not None
    door.box.taker.ask()
    assert door.box.taker.box is not None
    if size == "1366":
        box_picture(door.box.taker.box, size, "cong-van-3-lay-so", pictures_folder)
    door.box.taker.box.yes.click()
    assert door.box is not None
    if size == "1366":
        box_picture(door.box, size, "cong-van-2-hop", pictures_folder)
    assert not cut_off(door.box)
    door.box.reject()

"""The page “Nhiệm vụ”: what is due, marking done, the way back to the meeting."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dandan_desktop.db import journal
from dandan_desktop.db.meetings import all_tasks_of
from dandan_desktop.db.tasks import overdue, standing
from dandan_desktop.domain.facts import BodyId, ConclusionId
from dandan_desktop.domain.meetings import Meeting, Partner, Task, TaskState, task_state
from dandan_desktop.domain.task_steps import NO_RESULT
from dandan_desktop.services import meetings
from dandan_desktop.ui import task_words
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.pages.tasks import tasks_page
from dandan_desktop.ui.session import Session
from tests.ui.drivers.keys import focused, press, type_words
from tests.ui.drivers.meetings import load_all
from tests.ui.drivers.noun_page import Shown
from tests.ui.drivers.tasks import TasksDriver
from tests.ui.test_pictures import picture

TODAY = date(2021, 12, 1)
LATE = "Các đơn vị chủ động thực hiện có hiệu quả nội dung đăng ký phối hợp"


@pytest.fixture
def clerk(session: Session, shown: Shown, monkeypatch: pytest.MonkeyPatch) -> TasksDriver:
    monkeypatch.setattr(session, "_day", lambda: TODAY)
    load_all(session)
    return TasksDriver(shown(tasks_page(session)))


days = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(st.none() | days, st.none() | days, st.booleans(), days)
def test_state_of_a_task(due_on: date | None, done_on: date | None, is_standing: bool, today: date) -> None:
    task = Task(
        conclusion_id=ConclusionId(1), owner_id=BodyId(1), due_on=due_on, done_on=done_on, is_standing=is_standing
    )
    state = task_state(task, today)
    is_done = done_on is not None and done_on <= today
    limit = None if is_standing else due_on
    assert (state in (TaskState.DONE_IN_TIME, TaskState.DONE_LATE)) == is_done
    assert (state is TaskState.DONE_LATE) == (is_done and limit is not None and done_on is not None and done_on > limit)
    assert (state is TaskState.OVERDUE) == (not is_done and limit is not None and limit < today)
    assert (state is TaskState.STANDING) == (not is_done and is_standing)


def test_a_task_without_a_day_is_not_called_in_time() -> None:
    open_ended = Task(conclusion_id=ConclusionId(1), owner_id=BodyId(1))
    dated, standing = replace(open_ended, due_on=TODAY), replace(open_ended, is_standing=True)
    said = [task_words.state_words(task, TODAY) for task in (open_ended, dated, standing)]
    assert said == ["○ Chưa ghi hạn", "● Trong hạn", "↻ Thường xuyên"]


def test_who_is_done_after_an_extension_is_not_told_as_punctual(clerk: TasksDriver) -> None:
    clerk.open(LATE)
    clerk.step("Gia hạn", Hạn_mới="31/12/2021", Người_duyệt="Võ Thị Tư")
    clerk.write()
    kept = clerk.page.record.kept
    assert kept is not None
    done = replace(kept.facts, done_on=date(2021, 12, 1), confirmed_on=date(2021, 12, 1))
    how = standing(clerk.page.session.store, [kept.id], TODAY)[kept.id]
    assert task_words.state_words(done, TODAY, how) == "✓ Xong sau gia hạn"
    assert task_words.state_words(done, TODAY) == "✓ Xong đúng hạn"


def test_what_is_not_done_comes_first_by_its_deadline(clerk: TasksDriver) -> None:
    due = [day for day in clerk.column("Hạn") if day]
    assert due == sorted(due, key=lambda day: day[6:] + day[3:5] + day[:2])
    assert clerk.column("Hạn")[len(due) :] == [""] * (len(clerk.column("Hạn")) - len(due))
    assert clerk.column("Nội dung")[0] == LATE
    assert clerk.column("Trạng thái")[:3] == ["⚠ Quá hạn 335 ngày", "⚠ Quá hạn 335 ngày", "⚠ Quá hạn 62 ngày"]
    assert clerk.column("Trạng thái")[3] == "● Trong hạn"
    assert clerk.column("Trạng thái")[-1] == "↻ Thường xuyên"
    assert clerk.column("Cuộc họp")[0].startswith("Hội nghị sơ kết công tác dân vận")


def test_quick_filters(clerk: TasksDriver) -> None:
    assert clerk.tabs() == [
        "Quá hạn · 3", "Tuần này · 0", "Đến hạn 30 ngày · 3", "Chờ xác nhận · 0", "Chưa xong · 16", "Tất cả",
    ]  # fmt: skip
    clerk.choose("Quá hạn")
    assert len(clerk.column("Hạn")) == 3
    clerk.choose("Đến hạn 30 ngày")
    assert clerk.column("Hạn") == ["31/12/2021"] * 3
    meetings.finish_task(clerk.page.session.store, clerk.page.list.shown[0], TODAY, None)
    clerk.choose("Tất cả")
    assert len(clerk.column("Hạn")) == 16
    clerk.choose("Chưa xong")
    assert len(clerk.column("Hạn")) == 15


def test_records_behind_a_figure_are_shown_whatever_the_filter(clerk: TasksDriver) -> None:
    clerk.choose("Quá hạn")
    standing = clerk.page.session.store.of(Task).some("WHERE t.is_standing = 1")[0].id
    clerk.page.show_records("tasks", [standing], "Nhiệm vụ giao trong kỳ")
    assert list(clerk.page.list.shown) == [standing]
    clerk.choose("Quá hạn")
    assert len(clerk.column("Hạn")) == 3


def test_a_link_of_the_window_shows_the_filter_in_force(clerk: TasksDriver, window: MainWindow) -> None:
    assert len(clerk.column("Hạn")) == 16
    window.status.overdue.click()
    clerk = TasksDriver(window.go(3).page("tasks"))
    late = list(clerk.page.list.shown)
    assert len(late) == 3
    assert clerk.page.list.only_bar.words.text() == "3 nhiệm vụ quá hạn"
    assert clerk.chosen() == "Quá hạn"
    window.session.do(lambda: meetings.finish_task(window.session.store, late[0], TODAY, None))
    assert list(clerk.page.list.shown) == late, "still those of the line that was pressed"
    assert clerk.chosen() == ""
    window.show_records("tasks", late[1:], "Nhiệm vụ quá hạn")
    assert clerk.chosen() == "Quá hạn"
    window.show_records("tasks", late[1:2], "Nhiệm vụ giao trong kỳ")
    assert clerk.chosen() == ""
    clerk.page.list.only_bar.every.click()
    assert clerk.chosen() == "Tất cả"
    assert len(clerk.page.list.shown) == 16


def test_the_arrows_lead_from_the_records_of_a_figure_to_those_of_a_tab(clerk: TasksDriver) -> None:
    clerk.page.show_records("tasks", clerk.page.list.shown[:1], "Nhiệm vụ giao trong kỳ")
    assert clerk.chosen() == ""
    QTest.keyClick(clerk.page.choice.tabs, Qt.Key.Key_Left)
    assert clerk.chosen() == "Chưa xong"
    assert clerk.page.list.only is None
    assert len(clerk.page.list.shown) == 16


def test_a_unit_picked_narrows_the_records_of_a_figure_too(clerk: TasksDriver, session: Session) -> None:
    every = session.store.of(Task).some()
    units: dict[int, int] = dict(session.store.query("SELECT id, unit_id FROM bodies"))
    own = {kept.id: units[kept.facts.owner_id] for kept in every if kept.facts.owner_id}
    unit = min(own.values())
    clerk.page.show_records("tasks", list(own), "Nhiệm vụ giao trong kỳ")
    clerk.pick_unit(unit)
    assert sorted(clerk.page.list.shown) == sorted(row for row, where in own.items() if where == unit)
    assert 0 < len(clerk.page.list.shown) < len(own)
    clerk.pick_unit(None)
    assert len(clerk.page.list.shown) == len(own)


def test_marking_a_task_done_and_not_done(clerk: TasksDriver, session: Session) -> None:
    clerk.open(LATE)
    task = clerk.page.record.kept
    assert task is not None
    clerk.fill("Kết quả", "Đã thực hiện 12/12 nội dung")
    assert clerk.pane.write.text().strip() == "Ghi hoàn thành"
    clerk.pane.write.click()
    after = session.store.of(Task).get(task.id).facts
    assert (after.done_on, after.result) == (TODAY, "Đã thực hiện 12/12 nội dung")
    assert journal.deeds(session.store, 1)[0].name == "finish_task"
    assert clerk.pane.state.text() == "✓ Xong trễ · chờ xác nhận"
    assert clerk.pane.write.text().strip() == "Ghi lại kết quả"
    clerk.fill("Ngày hoàn thành", "")
    clerk.pane.write.click()
    assert session.store.of(Task).get(task.id).facts.done_on is None
    assert clerk.pane.state.text() == "⚠ Quá hạn 335 ngày"


def test_the_result_is_asked_for_before_a_task_is_written_done_by_keyboard_alone(
    clerk: TasksDriver, session: Session
) -> None:
    clerk.open(LATE)
    task = clerk.page.record.kept
    assert task is not None
    clerk.pane.write.setFocus()
    press(Qt.Key.Key_Space)
    assert session.store.of(Task).get(task.id).facts.done_on is None
    assert clerk.pane.fields["done_on"].value() == f"{TODAY:%d/%m/%Y}", "the usual day stands there already"
    assert focused() is clerk.pane.fields["result"].input
    assert clerk.finding("Kết quả").startswith("✕ Chưa ghi kết quả.")
    type_words("Đã rà soát 9/9 ấp")
    press(Qt.Key.Key_S, control=True)
    after = session.store.of(Task).get(task.id).facts
    assert (after.done_on, after.result) == (TODAY, "Đã rà soát 9/9 ấp")
    assert any("Đã rà soát 9/9 ấp" in line for line in clerk.chain()), "the chain ends in an answer"
    assert clerk.finding("Kết quả") == ""


def test_that_there_is_no_result_is_said(clerk: TasksDriver, session: Session) -> None:
    clerk.open(LATE)
    task = clerk.page.record.kept
    assert task is not None
    assert not clerk.pane.no_result.isVisible()
    clerk.pane.write.click()
    assert clerk.pane.no_result.isVisible()
    press(Qt.Key.Key_Tab)
    assert focused() is clerk.pane.no_result
    press(Qt.Key.Key_Space)
    after = session.store.of(Task).get(task.id).facts
    assert (after.done_on, after.result) == (TODAY, NO_RESULT)
    assert any(NO_RESULT in line for line in clerk.chain())
    assert not clerk.pane.no_result.isVisible()
    clerk.fill("Sản phẩm", "Báo cáo")
    clerk.page.record.save_record()
    assert session.store.of(Task).get(task.id).facts.product == "Báo cáo"


def test_a_task_loaded_without_a_result_is_saved_as_it_is(clerk: TasksDriver, session: Session) -> None:
    clerk.open(LATE)
    task = clerk.page.record.kept
    assert task is not None
    meetings.finish_task(session.store, task.id, TODAY, None)
    clerk.page.open_record(task.id)
    clerk.fill("Sản phẩm", "Báo cáo")
    clerk.page.record.save_record()
    assert session.store.of(Task).get(task.id).facts.product == "Báo cáo"


def test_an_extension_is_written_by_one_enter_in_its_last_line(clerk: TasksDriver, session: Session) -> None:
    clerk.open(LATE)
    task = clerk.page.record.kept
    assert task is not None
    clerk.button("Gia hạn").setFocus()
    press(Qt.Key.Key_Return)
    for words in ("31/3/2022", "Võ Thị Tư", "Bão"):
        type_words(words)
        press(Qt.Key.Key_Return)
    assert session.store.of(Task).get(task.id).facts.due_on == date(2022, 3, 31)
    assert focused() is clerk.button("Gia hạn")


def test_a_step_of_several_lines_is_written_by_control_and_enter(clerk: TasksDriver) -> None:
    clerk.open(LATE)
    clerk.button("Giải trình").setFocus()
    press(Qt.Key.Key_Return)
    type_words("Thiếu người")
    press(Qt.Key.Key_Return)
    type_words("Bão")
    press(Qt.Key.Key_Return, control=True)
    assert clerk.chain()[0] == f"{TODAY:%d/%m/%Y} | Giải trình | Thiếu người Bão"


def test_marking_done_saves_what_else_was_typed(clerk: TasksDriver, session: Session) -> None:
    clerk.open(LATE)
    task = clerk.page.record.kept
    assert task is not None
    clerk.fill("Sản phẩm", "Báo cáo chung")
    clerk.fill("Phối hợp", ["Hội Nông dân tỉnh Đồng Tháp"])
    clerk.fill("Ngày hoàn thành", "30/11/2021")
    clerk.finish("Đã kiểm tra 12 xã")
    after = session.store.of(Task).get(task.id).facts
    assert (after.product, after.done_on) == ("Báo cáo chung", date(2021, 11, 30))
    assert after.result == "Đã kiểm tra 12 xã"
    partners = session.store.of(Partner).some("WHERE t.task_id = ? ORDER BY t.place", (task.id,))
    assert session.store.names.of("bodies", partners[-1].facts.body_id) == "Hội Nông dân tỉnh Đồng Tháp"


def test_day_before_the_meeting_is_refused_under_its_field(clerk: TasksDriver, session: Session) -> None:
    clerk.open(LATE)
    clerk.fill("Ngày hoàn thành", "1/1/2020")
    clerk.finish()
    assert clerk.finding("Ngày hoàn thành") == "✕ Ngày hoàn thành sớm hơn ngày họp."
    clerk.fill("Ngày hoàn thành", str((TODAY + timedelta(days=3)).strftime("%d/%m/%Y")))
    assert clerk.pane.is_sound()
    assert clerk.finding("Ngày hoàn thành").startswith("⚠ Lưu ý: Ngày này chưa tới")
    assert not session.store.of(Task).some("WHERE t.done_on IS NOT NULL")


def test_completion_typed_and_not_saved_comes_back(clerk: TasksDriver) -> None:
    clerk.open(LATE)
    clerk.fill("Kết quả", "Đang làm dở")
    clerk.page.record.leave()
    clerk.open(LATE)
    assert clerk.pane.fields["result"].value() == "Đang làm dở"


def test_conclusion_leads_to_its_meeting(clerk: TasksDriver, session: Session, qtbot: QtBot) -> None:
    clerk.open(LATE)
    meeting = session.store.of(Meeting).some("WHERE t.held_on = '2020-07-03'")[0].id
    assert clerk.pane.source.text() == LATE
    with qtbot.waitSignal(session.record_wanted) as asked:
        clerk.pane.open_meeting.click()
    assert asked.args == ["meetings", meeting]
    assert clerk.page.record.kept is not None
    assert clerk.page.record.kept.id in {task.id for task in all_tasks_of(session.store, meeting)}


def test_a_short_conclusion_is_not_said_twice(clerk: TasksDriver) -> None:
    is_told = {}
    for title in sorted(set(clerk.column("Nội dung")), key=len):
        clerk.open(title)
        is_told[title] = not clerk.pane.source.isHidden()
        assert is_told[title] or clerk.pane.source.text() == title
    assert is_told[LATE]
    assert False in is_told.values()


def test_the_link_to_the_meeting_is_whole_where_there_is_room(clerk: TasksDriver, qtbot: QtBot) -> None:
    clerk.open(LATE)
    link = clerk.pane.open_meeting
    clerk.page.resize(1700, 700)
    qtbot.waitUntil(lambda: link.text() == link.words)
    assert len(link.words) > 60
    link.say(f"{link.words} " * 9)
    assert link.text().endswith("…")
    assert link.toolTip() == link.words


def test_no_task_is_added_here(clerk: TasksDriver) -> None:
    assert not clerk.page.list.add.isVisible()
    clerk.page.new_record()
    assert not clerk.page.is_on_record


@pytest.mark.pictures
@pytest.mark.parametrize("size", ["1366", "1024"])
def test_pictures_of_a_result_asked_for(
    size: str, window: MainWindow, session: Session, monkeypatch: pytest.MonkeyPatch, pictures_folder: Path
) -> None:
    monkeypatch.setattr(session, "_day", lambda: TODAY)
    load_all(session)
    row = overdue(session.store, TODAY)[0]
    window.session.record_wanted.emit("tasks", row)
    page = window.go(3).page("tasks")
    page.record.pane.write.click()
    picture(window, size, "hoan-thanh-1-hoi-ket-qua", pictures_folder)
    page.record.pane.no_result.click()
    window.undo_bar.hide()
    picture(window, size, "hoan-thanh-2-khong-ket-qua", pictures_folder)
    page.record.pane.chain.buttons["extend_task"].click()
    picture(window, size, "hoan-thanh-3-gia-han", pictures_folder)

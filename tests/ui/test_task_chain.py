"""The chain of a task on its record: each step by button or keyboard, kept as a draft, refused, shown."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dandan_desktop import settings
from dandan_desktop.db import journal
from dandan_desktop.domain.errors import Problem
from dandan_desktop.domain.facts import Prose
from dandan_desktop.domain.meetings import Task
from dandan_desktop.domain.nouns import USERS
from dandan_desktop.domain.periods import Kind
from dandan_desktop.domain.task_steps import Explanation, Extension, Progress, Reminder
from dandan_desktop.domain.users import User
from dandan_desktop.services import evidence, meetings, records, task_steps
from dandan_desktop.ui import dialogs
from dandan_desktop.ui.evidence_list import size_words
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.pages.tasks import tasks_page
from dandan_desktop.ui.sections import area_around
from dandan_desktop.ui.session import Session
from tests.ui.drivers.keys import commit
from tests.ui.drivers.meetings import load_all
from tests.ui.drivers.noun_page import Shown
from tests.ui.drivers.tasks import TasksDriver
from tests.ui.test_pictures import SIZES, picture
from tests.ui.test_tasks_page import LATE, TODAY

GIVEN = "03/07/2020 | Giao việc | Hạn 31/12/2020"


@pytest.fixture
def clerk(session: Session, shown: Shown, monkeypatch: pytest.MonkeyPatch) -> TasksDriver:
    monkeypatch.setattr(session, "_day", lambda: TODAY)
    load_all(session)
    driver = TasksDriver(shown(tasks_page(session)))
    driver.open(LATE)
    return driver


def facts(clerk: TasksDriver) -> Task:
    kept = clerk.page.record.kept
    assert kept is not None
    found: Task = clerk.page.session.store.of(Task).get(kept.id).facts
    return found


def row(clerk: TasksDriver) -> int:
    assert clerk.page.record.kept is not None
    return clerk.page.record.kept.id


def test_each_step_has_its_button_and_its_line(clerk: TasksDriver) -> None:
    assert clerk.chain() == [GIVEN]
    clerk.step("Tiến độ", Ngày="1/9/2020", Đã_làm_được="Đã ký 7/12 nội dung", Người_báo_cáo="Trần Văn Bảy")
    clerk.type_step("Mức độ (%)", "58")
    clerk.write()
    clerk.step("Gia hạn", Ngày_duyệt="28/12/2020", Hạn_mới="31/3/2021", Người_duyệt="Võ Thị Tư", Lý_do="Bão")
    clerk.write()
    clerk.step("Đôn đốc", Ngày_đôn_đốc="15/4/2021")
    clerk.type_step("Số, ký hiệu công văn", "21-CV/BDVTU")
    clerk.write()
    clerk.step("Giải trình", Ngày_giải_trình="20/4/2021", Nội_dung_giải_trình="Thiếu người")
    clerk.write()
    assert clerk.chain() == [
        "20/04/2021 | Giải trình | Thiếu người",
        "15/04/2021 | Đôn đốc lần 1 | 21-CV/BDVTU",
        "28/12/2020 | Gia hạn lần 1 | 31/12/2020 → 31/03/2021 · Bão · Võ Thị Tư duyệt",
        "01/09/2020 | Tiến độ | 58% · Đã ký 7/12 nội dung · Trần Văn Bảy",
        GIVEN,
    ]
    assert facts(clerk).due_on == date(2021, 3, 31)
    assert clerk.pane.state.text() == "⚠ Quá hạn 245 ngày"
    names = [line.name for line in journal.deeds(clerk.page.session.store, 4)]
    assert names == ["explain_task", "remind_task", "extend_task", "progress_task"]


def keys(words: str = "", key: Qt.Key = Qt.Key.Key_Return) -> None:
    """Type into what has the keyboard, then press a key there."""
    put: Any = QApplication.focusWidget()
    if words:
        commit(put, words)
    QTest.keyClick(put, key)


def test_a_record_opens_at_its_first_step(clerk: TasksDriver) -> None:
    assert QApplication.focusWidget() is clerk.button("Tiến độ")
    keys(key=Qt.Key.Key_Escape)
    assert not clerk.page.is_on_record


def test_a_form_begun_is_whole_in_view(clerk: TasksDriver, qtbot: QtBot) -> None:
    clerk.button("Tiến độ").click()
    view = area_around(clerk.pane.chain)
    assert view is not None

    def is_whole() -> bool:
        shown, room = clerk.pane.chain.form, view.viewport()
        top = shown.mapTo(room, QPoint(0, 0)).y()
        return shown.height() > 0 and 0 <= top <= room.height() - shown.height()

    qtbot.waitUntil(is_whole)


def test_a_wrong_partner_is_shown_in_its_section(clerk: TasksDriver) -> None:
    commit(clerk.pane.fields["partners"].input.picker, "Không có cơ quan này")
    assert clerk.page.record.save_record() is None
    assert clerk.page.record.sheet.isVisible()


def test_a_step_by_the_keyboard_alone(clerk: TasksDriver) -> None:
    wanted = clerk.button("Đôn đốc")
    for _ in range(60):
        if QApplication.focusWidget() is wanted:
            break
        keys(key=Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is wanted
    keys()
    assert clerk.pane.chain.form.fields["paper_number"].input.hasFocus()
    keys("9-CV/BDV")
    assert clerk.chain() == ["01/12/2021 | Đôn đốc lần 1 | 9-CV/BDV", GIVEN]
    assert QApplication.focusWidget() is clerk.button("Đôn đốc")


def test_what_is_wrong_stands_under_its_field_and_nothing_is_written(clerk: TasksDriver) -> None:
    clerk.step("Gia hạn", Hạn_mới="30/12/2020")
    clerk.write()
    assert clerk.finding("Người duyệt") == "✕ Chưa nhập “Người duyệt”."
    clerk.type_step("Người duyệt", "Võ Thị Tư")
    clerk.write()
    assert clerk.finding("Hạn mới") == "✕ Hạn mới phải sau hạn cũ 31/12/2020."
    assert clerk.chain() == [GIVEN]
    assert clerk.pane.chain.form.isVisible()


def test_a_second_extension_warns_and_is_written(clerk: TasksDriver) -> None:
    for number, day in enumerate(("31/3/2021", "30/6/2021")):
        clerk.step("Gia hạn", Hạn_mới=day, Người_duyệt="Võ Thị Tư")
        assert ("Hãy ghi lý do" in clerk.finding("Lý do")) == bool(number)
        clerk.write()
    assert facts(clerk).due_on == date(2021, 6, 30)


def test_a_step_begun_is_kept_as_a_draft(clerk: TasksDriver) -> None:
    clerk.step("Giải trình", Nội_dung_giải_trình="Đang chờ số liệu")
    clerk.page.record.leave()
    clerk.open(LATE)
    assert clerk.pane.chain.form.fields["text"].value() == "Đang chờ số liệu"
    clerk.write()
    assert clerk.chain()[0] == "01/12/2021 | Giải trình | Đang chờ số liệu"
    assert not clerk.page.record.sheet.is_changed


def test_a_form_only_opened_is_no_draft(clerk: TasksDriver) -> None:
    clerk.step("Tiến độ")
    assert not clerk.page.record.sheet.is_changed
    clerk.button("Thôi").click()
    assert not clerk.pane.chain.form.isVisible()


def test_saving_the_sheet_keeps_the_step_and_writing_the_step_saves_the_sheet(clerk: TasksDriver) -> None:
    clerk.step("Giải trình", Nội_dung_giải_trình="Chờ kinh phí")
    clerk.fill("Sản phẩm", "Báo cáo chung")
    assert clerk.page.record.save_record() is not None
    assert clerk.pane.chain.form.fields["text"].value() == "Chờ kinh phí"
    clerk.fill("Sản phẩm", "Báo cáo riêng")
    clerk.write()
    assert facts(clerk).product == "Báo cáo riêng"
    assert clerk.chain()[0] == "01/12/2021 | Giải trình | Chờ kinh phí"


def test_throwing_the_draft_away_throws_the_step_away(clerk: TasksDriver) -> None:
    clerk.step("Giải trình", Nội_dung_giải_trình="Nhầm")
    clerk.page.record.forget_draft()
    assert not clerk.pane.chain.form.isVisible()
    assert not clerk.page.record.sheet.is_changed


def test_the_reporter_does_not_confirm_where_another_may(clerk: TasksDriver, session: Session) -> None:
    clerk.finish()
    assert facts(clerk).reported_by == "Lan"
    assert clerk.button("Xác nhận").isEnabled()
    assert "tự xác nhận vì sổ chưa có người duyệt khác" in clerk.pane.chain.note.text()
    records.save(session.store, USERS, None, User(name="Hùng", approves=True))
    clerk.page.open_record(row(clerk))
    assert not clerk.button("Xác nhận").isEnabled()
    assert "cần một người khác xác nhận" in clerk.pane.chain.note.text()


def test_confirmed_then_reopened_with_a_reason(clerk: TasksDriver) -> None:
    clerk.finish("12/12 nội dung")
    clerk.button("Xác nhận").click()
    assert facts(clerk).confirmed_by == "Lan"
    assert clerk.pane.state.text() == "✓ Xong trễ"
    assert not clerk.pane.fields["done_on"].input.isEnabled()
    assert not clerk.pane.write.isEnabled()
    clerk.step("Mở lại")
    clerk.write()
    assert clerk.finding("Lý do mở lại") == "✕ Chưa nhập “Lý do mở lại”."
    clerk.type_step("Lý do mở lại", "Thiếu ảnh")
    clerk.write()
    assert facts(clerk).done_on is None
    assert clerk.chain()[0] == "01/12/2021 | Mở lại | Thiếu ảnh · trước đó báo hoàn thành ngày 01/12/2021"
    assert clerk.pane.fields["done_on"].input.isEnabled()


def test_a_file_is_added_handed_out_and_taken_off(
    clerk: TasksDriver, session: Session, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper, out = tmp_path / "Ảnh cầu.jpg", tmp_path / "ra"
    paper.write_bytes(b"\xff\xd8" * 700)
    out.mkdir()
    monkeypatch.setattr(dialogs, "pick_file", lambda *_: paper)
    settings.keep_folder(out, is_practice=True)
    monkeypatch.setattr(dialogs, "pick_folder", lambda _, __, near: near)  # as whoever presses Enter at once
    clerk.step("Giải trình", Nội_dung_giải_trình="Đang gõ")
    with qtbot.waitSignal(session.changed):
        clerk.button("Tệp minh chứng…").click()
    qtbot.waitUntil(lambda: clerk.files() == ["Ảnh cầu.jpg (1 KB)"])
    assert clerk.pane.chain.form.fields["text"].value() == "Đang gõ"
    clerk.button("Lấy ra…").click()
    qtbot.waitUntil(lambda: clerk.pane.chain.evidence.written.path is not None)
    assert (out / "Ảnh cầu.jpg").read_bytes() == paper.read_bytes()
    clerk.button("Bỏ tệp").click()
    assert clerk.files() == []


def test_a_file_that_cannot_be_taken_is_told(
    clerk: TasksDriver, session: Session, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = tmp_path / "rỗng.pdf"
    empty.touch()
    monkeypatch.setattr(dialogs, "pick_file", lambda *_: empty)
    with qtbot.waitSignal(session.problem_raised) as told:
        clerk.button("Tệp minh chứng…").click()
    assert told.args[0].problem is Problem.FILE_EMPTY
    assert clerk.files() == []


def test_the_fourth_reminder_brings_the_task_to_the_next_meeting(clerk: TasksDriver) -> None:
    for day in ("1/2/2021", "1/3/2021", "1/4/2021"):
        clerk.step("Đôn đốc", Ngày_đôn_đốc=day)
        clerk.write()
    assert "giao ban" not in clerk.pane.state.text()
    clerk.step("Đôn đốc")
    clerk.write()
    assert clerk.pane.state.text().endswith("đưa vào giao ban tới")
    clerk.page.record.leave()
    assert clerk.column("Trạng thái")[0] == "⚠ Quá hạn 335 ngày · giao ban tới"


def test_a_standing_task_reports_by_the_period(clerk: TasksDriver) -> None:
    sheet = clerk.page.record.sheet
    assert sheet.fields["report_every"].isHidden()
    clerk.fill("Thường xuyên", True)
    assert not sheet.fields["report_every"].isHidden()
    clerk.fill("Hạn", "")
    clerk.fill("Kỳ báo cáo", "Hằng quý")
    assert clerk.page.record.save_record() is not None
    assert facts(clerk).report_every is Kind.QUARTER
    assert clerk.pane.state.text() == "⚠ Thiếu báo cáo kỳ"
    clerk.step("Tiến độ", Đã_làm_được="Đã nắm tình hình")
    assert clerk.pane.chain.form.fields["period"].value() == "Quý III/2021"
    clerk.write()
    assert clerk.pane.state.text() == "↻ Thường xuyên"
    assert not clerk.button("Gia hạn").isEnabled()


def test_the_usual_deadline_is_suggested_and_not_saved(clerk: TasksDriver) -> None:
    clerk.fill("Hạn", "")
    assert clerk.page.record.save_record() is not None
    assert facts(clerk).due_on is None
    put = clerk.page.record.sheet.fields["due_on"].input
    assert "17/07/2020" in put.placeholderText()
    put.open_calendar()
    assert put.findChildren(type(put._calendar))[0].selectedDate().toString("dd/MM/yyyy") == "17/07/2020"
    put._calendar.hide()


def test_the_list_narrows_by_owner_unit_and_week(clerk: TasksDriver, session: Session) -> None:
    clerk.page.record.leave()
    owner = facts(clerk).owner_id
    clerk.choose("Chưa xong")
    clerk.page.list.filters["owner_id"].set_value(owner)
    clerk.page.list.refresh()
    mine = len(clerk.column("Hạn"))
    assert 0 < mine < 16
    clerk.choose("Tất cả")
    assert len(clerk.column("Hạn")) == mine
    clerk.page.list.filters["owner_id"].set_value(None)
    unit = session.store.query("SELECT unit_id FROM bodies WHERE id = ?", (owner,))[0][0]
    clerk.pick_unit(unit)
    there = len(clerk.column("Hạn"))
    assert mine <= there < 16
    assert clerk.tabs()[-2] == f"Chưa xong · {there}"
    clerk.choose("Tuần này")
    assert clerk.column("Hạn") == []
    days = (date(2021, 11, 28), date(2021, 11, 29), date(2021, 12, 5), date(2021, 12, 6))
    with session.store.change("save"):
        for kept, day in zip(session.store.of(Task).some("WHERE t.done_on IS NULL"), days, strict=False):
            session.store.of(Task).replace(kept, replace(kept.facts, due_on=day, is_standing=False, report_every=None))
    clerk.pick_unit(None)
    clerk.page.list.refresh()
    assert sorted(clerk.column("Hạn")) == ["05/12/2021", "29/11/2021"], "from Monday to Sunday"


def test_the_records_of_a_figure_drop_owner_and_unit_and_a_tab_leads_back(clerk: TasksDriver, session: Session) -> None:
    clerk.page.record.leave()
    task = facts(clerk)
    unit = session.store.query("SELECT unit_id FROM bodies WHERE id = ?", (task.owner_id,))[0][0]
    clerk.pick_unit(unit)
    clerk.page.list.filters["owner_id"].set_value(task.owner_id)
    standing = session.store.of(Task).some("WHERE t.is_standing = 1")[0].id
    clerk.page.show_records("tasks", [standing], "Nhiệm vụ giao trong kỳ")
    assert list(clerk.page.list.shown) == [standing]
    assert clerk.tabs()[-1] == "Tất cả"
    assert clerk.page.list.filters["owner_id"].chosen is None
    clerk.choose("Chưa xong")
    assert len(clerk.column("Hạn")) == 16
    clerk.pick_unit(unit)
    assert 0 < len(clerk.column("Hạn")) < 16
    there = clerk.column("Hạn")
    clerk.choose("Tất cả")
    assert clerk.tabs()[-1] == f"Tất cả · {len(there)}"
    assert clerk.column("Hạn") == there


def test_what_waits_to_be_confirmed_has_its_tab(clerk: TasksDriver) -> None:
    clerk.finish()
    clerk.page.record.leave()
    clerk.choose("Chờ xác nhận")
    assert clerk.column("Nội dung") == [LATE]
    assert clerk.column("Trạng thái") == ["✓ Xong trễ · chờ xác nhận"]


def test_sizes_are_told_in_words() -> None:
    assert [size_words(size) for size in (812, 12_288, 3_565_158)] == ["812 byte", "12 KB", "3,4 MB"]


def fill_chain(session: Session, task: int, folder: Path) -> None:
    """A task with everything that can happen to one."""
    today, store = session.today, session.store
    kept = store.of(Task).get(task)
    given_on = task_steps.chain_of(store, kept)[-1].day
    due = kept.facts.due_on or task_steps.due_suggested(store, given_on)
    if kept.facts.due_on is None:
        with store.change("save"):
            store.of(Task).replace(kept, replace(kept.facts, due_on=due, is_standing=False))
    steps: list[Any] = [
        Progress(
            happened_on=given_on, percent=40, reporter="Nguyễn Văn Mẫn",
            text=Prose("Đã rà soát danh sách hội viên ở 6/9 ấp, thống nhất cách ghi với Hội Nông dân và Hội Liên hiệp"
                       " Phụ nữ xã; còn ba ấp chưa gửi số liệu"),
        ),
        Extension(happened_on=given_on, old_due=due, new_due=today, approver="Phạm Thị Sen", reason="Chờ ba ấp gửi số"),
        *(Reminder(happened_on=today, paper_number=f"{number}-CV/ĐU") for number in (12, 15, 19, 23)),
        Explanation(happened_on=today, text=Prose("Cán bộ phụ trách nghỉ thai sản, chưa có người thay")),
    ]  # fmt: skip
    for step in steps:
        task_steps.add(store, task, step, today)
    for name in ("Báo cáo kết quả rà soát.docx", "Ảnh họp ấp.jpg"):
        paper = folder / name
        paper.write_bytes(name.encode() * 900)
        evidence.attach(store, task, paper)


@pytest.mark.pictures
@pytest.mark.parametrize("size", SIZES)
def test_pictures_of_the_chain(size: str, window: MainWindow, tmp_path: Path, pictures_folder: Path) -> None:
    session = window.session
    load_all(session)
    task = session.store.query("SELECT min(id) FROM tasks WHERE done_on IS NULL AND deleted_at IS NULL")[0][0]
    fill_chain(session, task, tmp_path)
    tabs: Any = window.go(3)
    page = tabs.page("tasks")
    page.choice.tabs.setCurrentIndex(page.choice.tabs.count() - 1)
    picture(window, size, "nhiem-vu-danh-sach", pictures_folder)
    window.show_record("tasks", task)
    picture(window, size, "nhiem-vu-qua-trinh", pictures_folder)
    page.record.pane.chain.begin("progress_task")
    picture(window, size, "nhiem-vu-ghi-tien-do", pictures_folder)
    page.record.pane.chain.form.close_form()
    meetings.finish_task(session.store, task, session.today, Prose("Đã rà soát đủ 9/9 ấp"))
    page.open_record(task)
    picture(window, size, "nhiem-vu-cho-xac-nhan", pictures_folder)
    assert page.record.pane.chain.confirm.isVisible()

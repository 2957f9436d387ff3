"""Thùng rác: given back, deleted for real with a reason, cleared after its days, and erased for good by name."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dandan_desktop.db import age, checks
from dandan_desktop.domain.facts import BodyId, CodeId, UnitId
from dandan_desktop.domain.meetings import Meeting
from dandan_desktop.domain.nouns import MEETINGS, PEOPLE
from dandan_desktop.domain.people import Person
from dandan_desktop.services import copies, records, undoing
from dandan_desktop.services.backups import Status
from dandan_desktop.ui.draft import keep_all
from dandan_desktop.ui.erase_box import EraseBox
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.reason_box import ReasonBox
from dandan_desktop.ui.session import Session
from tests.ui.drivers.keys import commit, focused, press, type_words
from tests.ui.drivers.setup import SetupDriver
from tests.ui.test_backups_page import tab_to

NAME = "Đoàn Thị Thử"


def thrown(session: Session, name: str = NAME) -> int:
    row = records.save(session.store, PEOPLE, None, Person(full_name=name)).row
    session.do(lambda: records.trash(session.store, PEOPLE, row))
    return row


@pytest.fixture
def clerk(window: MainWindow, qtbot: QtBot) -> SetupDriver:
    return in_trash(window, qtbot)


def in_trash(window: MainWindow, qtbot: QtBot) -> SetupDriver:
    """A person in the trash, and its page shown."""
    thrown(window.session)
    made = SetupDriver(window, qtbot)
    made.tab("Thùng rác")
    return made


def box_of(clerk: SetupDriver, kind: type[Any]) -> Any:
    box = clerk.page.trash.box
    assert isinstance(box, kind)
    assert box.isVisible()
    return box


def test_what_lies_there_has_its_days_and_comes_back(clerk: SetupDriver) -> None:
    assert clerk.trashed()[0][1:] == ["Lan", "Người", NAME, "30 ngày"]
    clerk.page.trash.restore_it.click()
    assert clerk.trashed() == []
    assert clerk.page.trash.total.text().startswith("Thùng rác trống.")
    assert not clerk.page.trash.restore_it.isEnabled()


def test_deleting_for_real_asks_for_a_reason_without_names(clerk: SetupDriver) -> None:
    pane = clerk.page.trash
    assert len({button.text() for button in (pane.purge, pane.erase, pane.clear)}) == 3
    assert "nhật ký và các bản sao lưu vẫn còn nội dung cũ" in pane.purge.toolTip()
    assert "xoá cả nội dung cũ trong nhật ký" in pane.erase.toolTip()
    assert pane.difference.isVisible()
    assert pane.difference.text().startswith("“Xoá khỏi thùng rác” vẫn để lại nội dung cũ trong nhật ký và bản sao.")
    assert "“Xoá vĩnh viễn” bỏ cả nội dung ấy, khôi phục cũng không trở lại" in pane.difference.text()
    pane.purge.click()
    box = box_of(clerk, ReasonBox)
    assert any(
        "vẫn giữ nội dung cũ" in label.text() and label.text().endswith("thì dùng “Xoá vĩnh viễn”.")
        for label in box.findChildren(QLabel)
    )
    for reason, said in (("", "Chưa ghi lý do."), (f"bà {NAME} xin thôi", "Lý do có tên của chính bản ghi bị xoá")):
        box.reason.setText(reason)
        box.yes.click()
        assert box.problem.text().startswith(f"✕ {said}")
    box.reason.setText("Nhập trùng")
    box.yes.click()
    assert not box.isVisible()
    assert clerk.trashed() == []
    line = undoing.lines(clerk.window.session.store)[0]
    assert (line.deed.name, line.deed.note) == ("purge", "Nhập trùng")


def test_what_lay_its_days_is_cleared_together(clerk: SetupDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    pane, session = clerk.page.trash, clerk.window.session
    assert not pane.clear.isEnabled()
    thrown(session, "Đoàn Văn Mới")
    (last,) = session.store.query("SELECT max(lived) FROM deeds")[0]
    monkeypatch.setattr(age, "lived", lambda *_: last + 31 * age.DAY)
    pane.refresh()
    assert pane.total.text() == "2 bản ghi; 2 đã quá 30 ngày"
    pane.clear.click()
    monkeypatch.undo()
    box = box_of(clerk, ReasonBox)
    box.reason.setText("Hết hạn giữ")
    box.yes.click()
    assert clerk.trashed() == []


def planned(clerk: SetupDriver) -> EraseBox:
    clerk.page.trash.erase.click()
    box: EraseBox = box_of(clerk, EraseBox)
    clerk.until(lambda: box.plan is not None)
    return box


def test_erasing_tells_what_goes_and_wants_ground_reason_and_name(clerk: SetupDriver) -> None:
    box = planned(clerk)
    assert box.heading.text() == f"Xoá vĩnh viễn người “{NAME}”"
    assert box.warning.text() == "⚠ Không ai lấy lại được từ sổ này."
    assert box.words.text().startswith("Sẽ bỏ 1 bản ghi")
    box.reason.setText("Đơn ngày 20/11/2026")
    box.name.setText("Đoàn Thị Khác")
    box.basis.set_value("request")
    box.basis.changed.emit()
    assert not box.yes.isEnabled()
    box.name.setText(NAME)
    assert box.yes.isEnabled()
    box.reason.clear()
    assert not box.yes.isEnabled()


def test_what_was_erased_is_nowhere_and_the_day_of_the_last_backup_is_told(clerk: SetupDriver) -> None:
    session = clerk.window.session
    clerk.tab("Sao lưu")
    clerk.back_up(1)
    clerk.tab("Thùng rác")
    box = planned(clerk)
    erase(box)
    clerk.until(lambda: box.words.text().startswith("Đã xoá vĩnh viễn 1 bản ghi"))
    assert "Bản sao cuối cùng còn giữ sẽ được bỏ chậm nhất ngày" in box.words.text()
    named = "SELECT count(*) FROM history_images WHERE before LIKE ? OR after LIKE ?"
    assert session.store.query(named, (f"%{NAME}%",) * 2) == [(0,)]
    read: list[Status] = []
    session.backups_read.connect(lambda status: read.extend([status]))
    box.everywhere.click()
    clerk.until(box.agree.isVisible)
    assert box.words.text().startswith("Sẽ làm một bản sao mới, rồi bỏ 1 bản sao cũ: 1 ở máy này.")
    assert box.agree.text() == "Bỏ 1 bản sao cũ"
    assert len(copies.listed(session.register)) == 1
    box.agree.click()
    clerk.until(lambda: box.words.text().startswith("Đã làm bản sao mới và bỏ 1 bản sao cũ."))
    assert [status.last.sequence for status in read if status.last] == [2]  # the status line tells the new one at once
    box.no.click()
    clerk.tab("Sao lưu")
    clerk.until(lambda: clerk.listed() == ["2"])


def erase(box: EraseBox) -> None:
    box.basis.set_value("request")
    box.reason.setText("Đơn ngày 20/11/2026")
    box.name.setText(NAME)
    box.yes.click()


def test_a_register_kept_aside_by_a_restore_is_named_before_and_after(clerk: SetupDriver) -> None:
    path = clerk.window.session.register.path
    kept = path.with_name(f"{path.stem}.truoc-khoi-phuc-000002{path.suffix}")
    kept.write_bytes(b"")
    box = planned(clerk)
    assert f"vẫn còn nguyên nội dung, nằm cùng thư mục với sổ: {kept.name}." in box.lasting.text()
    erase(box)
    clerk.until(lambda: box.words.text().startswith("Đã xoá vĩnh viễn"))
    assert kept.name in box.lasting.text()
    box.everywhere.click()
    clerk.until(box.agree.isVisible)
    assert f"Bỏ cả 1 sổ giữ lại khi khôi phục: {kept.name}." in box.words.text()
    assert box.agree.text() == "Bỏ 1 sổ giữ lại"
    box.agree.click()
    clerk.until(lambda: box.words.text().startswith("Đã làm bản sao mới và bỏ 1 sổ giữ lại."))
    assert not kept.exists()


def meeting(session: Session, title: str) -> int:
    body, unit, series = (
        session.store.query(f"SELECT min(id) FROM {table} {where}")[0][0]
        for table, where in (("bodies", ""), ("units", ""), ("codes", "WHERE list = 'meeting_series'"))
    )
    facts = Meeting(
        title=title, held_on=date(2026, 5, 6), convener_id=BodyId(body), series=CodeId(series), unit_id=UnitId(unit)
    )
    made = session.do(lambda: records.save(session.store, MEETINGS, None, facts))
    assert made is not None
    return made.row


def rename(session: Session, row: int, title: str) -> None:
    kept = session.store.of(Meeting).get(row)
    changed = replace(kept.facts, title=title)
    assert session.do(lambda: records.save(session.store, MEETINGS, kept, changed)) is not None


def told(session: Session) -> int:
    named = "SELECT count(*) FROM history_images WHERE before LIKE ? OR after LIKE ?"
    return int(session.store.query(named, (f"%{NAME}%",) * 2)[0][0])


def test_what_still_names_the_person_leads_there_and_is_finished_from_the_journal(clerk: SetupDriver) -> None:
    session = clerk.window.session
    row = meeting(session, f"Họp về {NAME}")
    clerk.tab("Thùng rác")
    box = planned(clerk)
    assert "1 bản ghi khác vẫn nhắc tên này" in box.still.text()
    assert f'<a href="meetings/{row}"' in box.still.text()
    erase(box)
    clerk.until(lambda: box.words.text().startswith("Đã xoá vĩnh viễn"))
    assert "Tên này vẫn còn ở 1 bản ghi khác, tìm kiếm và nhật ký vẫn thấy" in box.still.text()
    box.still.linkActivated.emit(f"meetings/{row}")
    assert not box.isVisible()
    record = clerk.window.built[clerk.window.key].page("meetings").record
    assert record.kept.id == row
    rename(session, row, "Họp tháng 5")
    clerk.window.go(9)
    clerk.tab("Nhật ký")
    clerk.open_deed("Đã xoá vĩnh viễn người")
    detail = clerk.page.journal.detail
    detail.finish.click()
    rest = detail.box
    assert rest is not None
    clerk.until(lambda: focused() is rest.name)
    type_words("Thử")
    press(Qt.Key.Key_Return)
    clerk.until(lambda: rest.problem.text().startswith("✕ Một chữ thì có trong quá nhiều"))
    rest.name.setText(NAME)
    press(Qt.Key.Key_Return)
    clerk.until(rest.yes.isVisible)
    assert rest.words.text().startswith("Nhật ký còn 2 dòng có tên này, của cuộc họp “Họp tháng 5”.")
    assert (rest.yes.text(), told(session)) == ("Xoá nốt 2 dòng nhật ký", 2)
    rest.yes.click()
    clerk.until(lambda: rest.words.text().startswith("Đã bỏ nội dung 2 dòng nhật ký có tên này."))
    assert told(session) == 0
    assert checks.verify(session.store).holds
    rest.reject()
    clerk.open_deed("Đã lưu cuộc họp")
    assert detail.texts() == ["Việc này không đổi nội dung bản ghi nào mà bạn được xem."]
    assert detail.finish.isHidden()


def test_a_name_that_stands_nowhere_any_more_leaves_nothing_to_finish(clerk: SetupDriver) -> None:
    box = planned(clerk)
    erase(box)
    clerk.until(lambda: box.words.text().startswith("Đã xoá vĩnh viễn"))
    assert box.still.isHidden()
    box.reject()
    clerk.tab("Nhật ký")
    clerk.open_deed("Đã xoá vĩnh viễn người")
    clerk.page.journal.detail.finish.click()
    rest = clerk.page.journal.detail.box
    assert rest is not None
    rest.name.setText(NAME)
    rest.look.click()
    clerk.until(lambda: rest.words.text() == "Không còn bản ghi hay dòng nhật ký nào có tên này.")
    assert rest.yes.isHidden()
    rest.reject()


def test_a_reason_that_names_the_person_is_refused_in_the_box(clerk: SetupDriver) -> None:
    box = planned(clerk)
    box.basis.set_value("request")
    box.name.setText(NAME)
    box.reason.setText(f"Đơn của {NAME}")
    box.yes.click()
    clerk.until(lambda: box.problem.text().startswith("✕ Lý do có tên của chính bản ghi"))
    assert box.yes.isEnabled()
    box.reject()
    assert len(clerk.trashed()) == 1


def test_erasing_is_a_key_away_from_the_history_of_a_record(window: MainWindow, qtbot: QtBot) -> None:
    row = records.save(window.session.store, PEOPLE, None, Person(full_name=NAME)).row
    window.go(8)
    window.show_record("people", row)
    record = window.built[8].page("people").record
    QTest.keyClick(record, Qt.Key.Key_F6)
    record.history.erase.click()
    box = record.history.box
    qtbot.waitUntil(lambda: box.plan is not None, timeout=20_000)
    erase(box)
    qtbot.waitUntil(lambda: box.words.text().startswith("Đã xoá vĩnh viễn"), timeout=20_000)
    assert box.everywhere.isHidden()
    box.reject()
    assert window.session.live(PEOPLE, row) is None


def test_what_is_typed_of_an_erased_person_goes_too_and_is_not_kept_again(window: MainWindow, qtbot: QtBot) -> None:
    session = window.session
    row = records.save(session.store, PEOPLE, None, Person(full_name=NAME)).row
    window.go(8)
    window.show_record("people", row)
    page = window.built[8].page("people")
    page.record.sheet.fields["full_name"].input.setFocus()
    commit(page.record.sheet.fields["full_name"].input, " Hai")
    QTest.keyClick(page.record, Qt.Key.Key_F6)
    page.record.history.erase.click()
    box = page.record.history.box
    qtbot.waitUntil(lambda: box.plan is not None, timeout=20_000)
    assert "1 bản nháp" in box.words.text()
    erase(box)
    qtbot.waitUntil(lambda: box.words.text().startswith("Đã xoá vĩnh viễn"), timeout=20_000)
    box.reject()
    assert not page.is_on_record
    keep_all(window)
    assert session.store.query("SELECT count(*) FROM drafts WHERE page = 'people'") == [(0,)]


def test_given_back_and_deleted_for_real_by_keyboard_alone(window: MainWindow, session: Session, qtbot: QtBot) -> None:
    thrown(session)
    thrown(session, "Đoàn Văn Mới")
    press(Qt.Key.Key_9, control=True)
    clerk = SetupDriver(window, qtbot)
    pane = clerk.page.trash
    clerk.until(lambda: clerk.page.tabs.tabBar().hasFocus())
    for _ in range(clerk.page.tabs.indexOf(pane)):
        press(Qt.Key.Key_Right)
    tab_to(pane.table)
    press(Qt.Key.Key_Return)
    assert [line[3] for line in clerk.trashed()] == [NAME]
    press(Qt.Key.Key_Delete)
    box = box_of(clerk, ReasonBox)
    clerk.until(lambda: focused() is box.reason)
    type_words("Nhập trùng")
    press(Qt.Key.Key_Return)
    assert clerk.trashed() == []


@pytest.mark.pictures
def test_pictures_of_erasing(clerk: SetupDriver, pictures_folder: Path) -> None:
    session = clerk.window.session
    path = session.register.path
    path.with_name(f"{path.stem}.truoc-khoi-phuc-000002{path.suffix}").write_bytes(b"")
    meeting(session, f"Họp xét đề nghị của {NAME}")
    clerk.tab("Sao lưu")
    clerk.back_up(1)
    clerk.tab("Thùng rác")
    clerk.window.grab().save(str(pictures_folder / "thung-rac-2.png"))
    clerk.page.trash.purge.click()
    asked = box_of(clerk, ReasonBox)
    asked.grab().save(str(pictures_folder / "xoa-han.png"))
    asked.reject()
    box = planned(clerk)
    box.grab().save(str(pictures_folder / "xoa-vinh-vien-1.png"))
    erase(box)
    clerk.until(lambda: box.words.text().startswith("Đã xoá vĩnh viễn"))
    box.grab().save(str(pictures_folder / "xoa-vinh-vien-2.png"))
    box.everywhere.click()
    clerk.until(box.agree.isVisible)
    box.grab().save(str(pictures_folder / "xoa-vinh-vien-3.png"))
    box.agree.click()
    clerk.until(lambda: box.words.text().startswith("Đã làm bản sao mới"))
    box.grab().save(str(pictures_folder / "xoa-vinh-vien-4.png"))
    box.reject()


@pytest.mark.pictures
def test_pictures_of_finishing_in_the_journal(clerk: SetupDriver, pictures_folder: Path) -> None:
    session = clerk.window.session
    row = meeting(session, f"Họp xét đề nghị của {NAME}")
    meeting(session, f"Họp quý II về {NAME}")
    clerk.tab("Thùng rác")
    box = planned(clerk)
    erase(box)
    clerk.until(lambda: box.words.text().startswith("Đã xoá vĩnh viễn"))
    box.reject()
    rename(session, row, "Họp xét đề nghị")
    clerk.tab("Nhật ký")
    clerk.open_deed("Đã xoá vĩnh viễn người")
    journal = clerk.page.journal
    clerk.until(lambda: journal.detail.mapTo(journal, journal.detail.rect().topRight()).x() < journal.width())
    clerk.window.grab().save(str(pictures_folder / "nhat-ky-xoa-vinh-vien.png"))
    clerk.page.journal.detail.finish.click()
    rest = clerk.page.journal.detail.box
    assert rest is not None
    rest.grab().save(str(pictures_folder / "xoa-not-1.png"))
    rest.name.setText(NAME)
    rest.look.click()
    clerk.until(rest.yes.isVisible)
    rest.grab().save(str(pictures_folder / "xoa-not-2.png"))
    rest.yes.click()
    clerk.until(lambda: rest.words.text().startswith("Đã bỏ nội dung"))
    rest.grab().save(str(pictures_folder / "xoa-not-3.png"))
    rest.reject()
    thrown(session, "Đoàn Văn Mới")
    clerk.open_deed("Đã xoá người")
    clerk.page.journal.detail.block.undo.click()
    clerk.page.journal.detail.block.undo.click()
    clerk.window.grab().save(str(pictures_folder / "nhat-ky-da-hoan-tac.png"))

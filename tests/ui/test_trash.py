"""Thùng rác: given back, deleted for real with a reason, cleared after its days, and erased for good by name."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dandan_desktop.db import age
from dandan_desktop.domain.nouns import PEOPLE
from dandan_desktop.domain.people import Person
from dandan_desktop.services import records, undoing
from dandan_desktop.ui.erase_box import EraseBox
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.reason_box import ReasonBox
from dandan_desktop.ui.session import Session
from tests.ui.drivers.keys import focused, press, type_words
from tests.ui.drivers.setup import SetupDriver
from tests.ui.test_backups_page import tab_to

NAME = "Đoàn Thị Thử"


def thrown(session: Session, name: str = NAME) -> int:
    row = records.save(session.store, PEOPLE, None, Person(full_name=name)).row
    session.do(lambda: records.trash(session.store, PEOPLE, row))
    return row


@pytest.fixture
def clerk(window: MainWindow, qtbot: QtBot) -> SetupDriver:
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
    pane.purge.click()
    box = box_of(clerk, ReasonBox)
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
    assert box.warning.text() == "⚠ Không ai lấy lại được, kể cả từ bản sao."
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
    box.everywhere.click()
    clerk.until(lambda: box.words.text().startswith("Đã làm bản sao mới và bỏ 1 bản sao cũ."))
    box.no.click()
    clerk.tab("Sao lưu")
    clerk.until(lambda: clerk.listed() == ["2"])


def erase(box: EraseBox) -> None:
    box.basis.set_value("request")
    box.reason.setText("Đơn ngày 20/11/2026")
    box.name.setText(NAME)
    box.yes.click()


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


def test_given_back_and_deleted_for_real_by_keyboard_alone(window: MainWindow, session: Session, qtbot: QtBot) -> None:
    thrown(session)
    thrown(session, "Đoàn Văn Mới")
    window.activateWindow()
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

"""A list says which of its records have a draft that was not saved, and opens a new one that waits."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dandan_desktop.db.store import Store
from dandan_desktop.domain.changes import Changes
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.pages_list import PAGES
from dandan_desktop.ui.session import Session
from tests.ui.drivers.keys import focused, press
from tests.ui.drivers.meetings import loaded
from tests.ui.drivers.noun_page import NounDriver
from tests.ui.test_pictures import picture


@pytest.fixture
def people(window: MainWindow, qtbot: QtBot) -> NounDriver:
    return NounDriver(window.go(8).page("people"), qtbot)


def found_by_tab(people: NounDriver, wanted: QWidget) -> bool:
    """Whether Tab comes there from the list, before it is back where it began."""
    assert focused() is people.page.list.table
    press(Qt.Key.Key_Tab)
    while focused() not in (wanted, people.page.list.table):
        press(Qt.Key.Key_Tab)
    return focused() is wanted


def test_a_record_left_with_something_typed_is_marked_until_it_is_dropped(people: NounDriver, session: Session) -> None:
    assert people.drafts() == {}
    people.open_first()
    people.fill("family_name", "Đỗ")
    QTest.keyClick(people.page.record, Qt.Key.Key_Escape)
    name = people.listed()[0]
    assert list(people.drafts()) == [name]
    assert people.drafts()[name].startswith("Bản nháp chưa lưu, gõ lúc ")
    assert people.page.list.drafts.count.text() == "1 có bản nháp chưa lưu"
    assert people.page.list.drafts.count.isVisible()
    people.page.list.table.copy_rows()
    assert QGuiApplication.clipboard().text().startswith(f"{name}\t"), "what is copied stays the record's own text"
    people.open_first()
    people.page.record.head.forget.click()
    QTest.keyClick(people.page.record, Qt.Key.Key_Escape)
    assert people.drafts() == {}
    assert not people.page.list.drafts.count.isVisible()
    assert session.store.drafts() == [] or session.store.drafts()[0][0] == "place"


def test_a_draft_kept_while_the_list_is_seen_shows_at_once(people: NounDriver, session: Session) -> None:
    row = people.page.list.shown[3]
    session.keep("people", row, json.dumps({"family_name": "Đỗ"}))
    session.keep("bodies", people.page.list.shown[4], json.dumps({"name": "Khác"}))
    assert list(people.drafts()) == [people.listed()[3]]
    people.look_for("không ai tên thế")
    assert not people.page.list.drafts.count.isVisible(), "what is not listed is not counted"
    session.keep("people", row, None)
    people.page.list.words.clear()
    people.page.list.refresh()
    assert people.drafts() == {}


def test_a_page_beside_the_record_counts_as_its_draft(window: MainWindow, session: Session, qtbot: QtBot) -> None:
    meetings = NounDriver(window.go(2).page("meetings"), qtbot)
    row = loaded(session)
    meetings.page.list.refresh()
    session.keep("meetings.log", row, json.dumps({"text": "Ý kiến"}))
    assert list(meetings.drafts()) == [meetings.listed()[meetings.page.list.model.row_of(row)]]


def test_a_new_record_never_saved_is_told_above_the_list_and_opened_by_keyboard(people: NounDriver) -> None:
    link = people.page.list.drafts.begun
    assert not link.isVisible()
    people.page.new_record()
    people.fill("full_name", "Đoàn Dở Dang")
    QTest.keyClick(people.page.record, Qt.Key.Key_Escape)
    assert link.isVisible()
    assert link.words.startswith("Có bản nháp chưa lưu: Người, thêm mới, gõ lúc ")
    assert found_by_tab(people, link)
    press(Qt.Key.Key_Space)
    assert people.page.is_on_record
    assert people.page.record.kept is None
    assert people.page.record.sheet.fields["full_name"].value() == "Đoàn Dở Dang"
    people.save()
    people.page.show_list()
    assert not link.isVisible()


def test_every_list_has_the_marks(window: MainWindow, session: Session) -> None:
    seen = []
    for entry in PAGES:
        for table in entry.tables:
            made = window.go(entry.key)
            page = made.page(table) if hasattr(made, "page") else made
            session.keep(table, 0, json.dumps({"a": "b"}))
            page.list.refresh()
            assert not page.list.drafts.begun.isHidden(), table
            seen.append(table)
    assert {"meetings", "cases", "tasks", "codes"} <= set(seen)


def test_filling_a_list_asks_for_the_drafts_once(people: NounDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real = Store.drafts

    def counted(store: Store) -> list[tuple[str, int, str]]:
        asked.append("drafts")
        return real(store)

    monkeypatch.setattr(Store, "drafts", counted)
    people.page.list.refresh()
    assert len(asked) == 1
    for row in range(20):
        people.page.list.model.index(row, 0).data(Qt.ItemDataRole.DecorationRole)
    assert len(asked) == 1


def test_the_mark_leaves_the_first_cell_its_room(window: MainWindow, session: Session, qtbot: QtBot) -> None:
    row = loaded(session)
    session.announce(Changes(1, "load", frozenset({"meetings", "tasks"}), row))
    made = window.go(3)
    tasks = made.page("tasks").list
    qtbot.waitUntil(lambda: bool(tasks.shown))
    session.keep("tasks", tasks.shown[0], json.dumps({"product": "Báo cáo"}))
    first = tasks.model.index(0, 0)
    assert tasks.table.columnWidth(0) >= tasks.table.sizeHintForIndex(first).width()


@pytest.mark.pictures
def test_pictures(people: NounDriver, window: MainWindow, session: Session, pictures_folder: Path) -> None:
    for row in (1, 4):
        session.keep("people", people.page.list.shown[row], json.dumps({"family_name": "Đỗ"}))
    session.keep("people", 0, json.dumps({"full_name": "Đoàn Dở Dang"}))
    picture(window, "1366", "danh-sach-ban-nhap", pictures_folder)

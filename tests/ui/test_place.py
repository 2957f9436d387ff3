"""Coming back: after the lock and after a crash the same person gets page, record, field and cursor again."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from dandan_desktop.domain.drafts import PLACE
from dandan_desktop.domain.nouns import PEOPLE
from dandan_desktop.domain.people import Person
from dandan_desktop.services import records
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.place import come_back
from tests.ui.conftest import Made
from tests.ui.drivers.keys import commit
from tests.ui.drivers.lock import LockDriver
from tests.ui.drivers.meetings import MeetingsDriver
from tests.ui.drivers.typing import column_of


@pytest.fixture
def clerk(register_file: Made, qtbot: QtBot) -> Iterator[LockDriver]:
    made = LockDriver(register_file, qtbot)
    yield made
    made.end()


def focused(window: MainWindow) -> Any:
    return window.focusWidget()


def test_after_the_lock_the_same_field_and_cursor(clerk: LockDriver) -> None:
    page = clerk.window.go(8).page("people")
    page.open_record(page.list.shown[3])
    row = page.record.kept.id
    box = page.record.sheet.fields["full_name"].input
    box.setFocus()
    box.end(False)
    commit(box, " Hai")
    box.setCursorPosition(4)
    typed = box.text()
    clerk.lock_it()
    window, _ = clerk.open()
    again = window.built[8].page("people").record
    assert window.key == 8
    assert again.kept.id == row
    assert focused(window) is again.sheet.fields["full_name"].input
    assert (focused(window).text(), focused(window).cursorPosition()) == (typed, 4)
    assert "notice" not in vars(window), "a lock is no crash"


def test_after_a_crash_it_is_said_and_the_cell_is_open_again(clerk: LockDriver, qtbot: QtBot) -> None:
    page = clerk.window.go(2).page("meetings")
    meeting = MeetingsDriver(page)
    meeting.new()
    meeting.section("Ý kiến")
    grid = meeting.grid("Ý kiến")
    index = grid.model.index(0, column_of(grid, "Ý kiến"))
    grid.table.setFocus()
    grid.table.setCurrentIndex(index)
    grid.table.edit(index)
    editor: Any = grid.table.focusWidget()
    commit(editor, "Đường hỏng, dân kêu")
    qtbot.waitUntil(lambda: "Đường hỏng" in (clerk.session.store.draft("meetings", 0) or ""), timeout=2000)
    clerk.die()
    window, _ = clerk.open()
    again = MeetingsDriver(window.built[2].page("meetings"))
    assert re.fullmatch(
        r"Chương trình đã dừng đột ngột lúc \d\d:\d\d ngày \d\d/\d\d/\d{4}; phần đang gõ đã được giữ\.",
        window.notice.words.text(),
    )
    assert window.notice.isVisible()
    assert again.grid("Ý kiến").isVisible()
    assert focused(window).toPlainText() == "Đường hỏng, dân kêu"
    assert focused(window).textCursor().position() == len("Đường hỏng, dân kêu")


def test_after_a_crash_an_older_draft_is_not_called_what_was_being_typed(clerk: LockDriver) -> None:
    page = clerk.window.go(8).page("people")
    page.new_record()
    commit(page.record.sheet.fields["full_name"].input, "Đoàn Dở Dang")
    page.record.leave()
    clerk.close()
    clerk.open()
    clerk.die()
    window, _ = clerk.open()
    assert window.session.store.draft("people", 0) is not None
    assert window.notice.words.text().endswith("; lúc đó không có phần nào đang gõ dở.")


def test_a_field_of_a_block_comes_back(clerk: LockDriver, qtbot: QtBot) -> None:
    page = clerk.window.go(2).page("meetings")
    meeting = MeetingsDriver(page)
    meeting.new()
    block = meeting.conclusion({"Kết luận": "Kết luận một"})
    task = meeting.task(block, {"Nội dung": "Làm đường"})
    box = task.fields["product"].input
    box.setFocus()
    commit(box, "Tờ trình")
    qtbot.waitUntil(lambda: "Tờ trình" in (clerk.session.store.draft("meetings", 0) or ""), timeout=2000)
    clerk.die()
    window, _ = clerk.open()
    assert focused(window).value() == "Tờ trình"
    assert focused(window).isVisible()
    again = MeetingsDriver(window.built[2].page("meetings")).pane.conclusions.blocks[0]
    assert again.inner is not None
    assert again.inner.blocks[0].fields["product"].isAncestorOf(focused(window))


def test_a_crash_with_nothing_typed_says_that_all_is_there(clerk: LockDriver) -> None:
    clerk.window.go(4)
    clerk.lock.place.keep()
    clerk.die()
    window, _ = clerk.open()
    assert window.key == 4
    assert window.notice.words.text().endswith("; lúc đó không có phần nào đang gõ dở.")
    window.notice.close_it.click()
    assert not window.notice.isVisible()


def test_after_a_window_closed_in_good_order_the_first_page(clerk: LockDriver) -> None:
    clerk.window.go(4)
    clerk.lock.place.keep()
    clerk.close()
    window, _ = clerk.open()
    assert window.key == 1
    assert "notice" not in vars(window)


def test_another_person_starts_at_the_first_page(clerk: LockDriver, qtbot: QtBot) -> None:
    clerk.window.go(4)
    clerk.lock.place.keep()
    reader = clerk.session.store.reader
    assert clerk.session.store.draft(PLACE, 0) is not None
    clerk.session.store.reader = reader._replace(uid="another")
    made = MainWindow(clerk.session)
    qtbot.addWidget(made)
    made.show()
    come_back(made)
    assert made.key == 1


def test_a_record_that_went_to_the_trash_is_not_opened_again(clerk: LockDriver) -> None:
    page = clerk.window.go(8).page("people")
    page.open_record(page.list.shown[3])
    row = page.record.kept.id
    clerk.lock_it()
    window, lock = clerk.open()
    session = window.session
    lock.place.keep(is_locked=True)
    session.do(lambda: records.trash(session.store, PEOPLE, row))
    clerk.die()
    window, _ = clerk.open()
    assert window.key == 8
    assert not window.built[8].page("people").is_on_record
    assert window.session.store.of(Person).get(row).deleted_at is not None


def test_the_tab_of_a_page_comes_back(clerk: LockDriver) -> None:
    clerk.window.go(8).tabs.setCurrentIndex(2)
    clerk.lock_it()
    window, _ = clerk.open()
    assert window.built[8].tabs.currentIndex() == 2

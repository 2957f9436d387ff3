"""Nhật ký: found by filters, opened with old and new, taken back after telling what else it touches."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dandan_desktop.db import age
from dandan_desktop.db.history import Break, Verdict
from dandan_desktop.domain.facts import CodeId
from dandan_desktop.domain.nouns import PEOPLE
from dandan_desktop.domain.people import Person
from dandan_desktop.services import papers, records
from dandan_desktop.ui.journal_pane import JournalPane, verdict_words
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.session import Session
from tests.ui.drivers.keys import commit, press
from tests.ui.drivers.meetings import loaded
from tests.ui.drivers.setup import SetupDriver
from tests.ui.test_backups_page import tab_to


@pytest.fixture
def clerk(window: MainWindow, qtbot: QtBot) -> SetupDriver:
    made = SetupDriver(window, qtbot)
    made.tab("Nhật ký")
    return made


def add(session: Session, name: str = "Đoàn Một") -> int:
    done = session.do(lambda: records.save(session.store, PEOPLE, None, Person(full_name=name)))
    assert done is not None
    return done.row


def rename(session: Session, row: int, name: str, **facts: object) -> None:
    kept = session.store.of(Person).get(row)
    changed = Person(full_name=name, **facts)  # type: ignore[arg-type]
    assert session.do(lambda: records.save(session.store, PEOPLE, kept, changed)) is not None


def test_a_deed_opened_shows_old_and_new(clerk: SetupDriver) -> None:
    row = add(clerk.window.session)
    rename(clerk.window.session, row, "Đoàn Hai")
    assert clerk.open_deed("Đã lưu người") == ["Người “Đoàn Hai”", "Họ và tên: Đoàn Một → Đoàn Hai"]
    assert clerk.page.journal.detail.when.text().endswith("· Lan")


def test_minutes_written_to_a_file_are_not_said_to_be_printed(clerk: SetupDriver, folder: Path) -> None:
    session = clerk.window.session
    row = loaded(session)
    papers.write_minutes(session.store, row, folder)
    list(papers.write_all_minutes(session.store, [row, row], folder))
    clerk.page.journal.refresh()
    both, one = clerk.deeds()[:2]
    assert both == "Đã lập tệp giấy tờ · Biên bản: 2 văn bản"
    assert one.startswith("Đã lập tệp giấy tờ cuộc họp “")
    assert one.endswith("” · Biên bản: 1 văn bản")


def test_private_facts_stay_masked(clerk: SetupDriver) -> None:
    session = clerk.window.session
    religion = CodeId(session.store.query("SELECT id FROM codes WHERE list = 'religions' LIMIT 1")[0][0])
    row = add(session)
    rename(session, row, "Đoàn Một", religion=religion)
    assert clerk.open_deed("Đã lưu người")[1:] == ["Tôn giáo: •••• → ••••"]


def test_the_filters(clerk: SetupDriver) -> None:
    session, journal = clerk.window.session, clerk.page.journal
    add(session)
    row = add(session, "Đoàn Hai")
    session.do(lambda: records.trash(session.store, PEOPLE, row))
    journal.kind.set_value("trash")
    journal.kind.changed.emit()
    assert clerk.deeds() == ["Đã xoá người “Đoàn Hai”"]
    journal.kind.setCurrentIndex(0)
    journal.noun.set_value("officials")
    journal.noun.changed.emit()
    assert set(clerk.deeds()) == {each for each in clerk.deeds() if "cán bộ" in each}
    journal.noun.setCurrentIndex(0)
    commit(journal.words, "doan mot")
    clerk.until(lambda: clerk.deeds() == ["Đã thêm người “Đoàn Một”"])
    journal.words.clear()
    journal.last.setText("01/01/2020")
    clerk.until(lambda: journal.total.text() == "Không có việc nào khớp.")
    journal.last.clear()
    journal.who.set_value("Người không có")
    journal.who.changed.emit()
    assert clerk.deeds() == []


@pytest.mark.parametrize("width", [1024, 1280, 1366, 1920])
def test_no_filter_lies_on_another(clerk: SetupDriver, width: int) -> None:
    clerk.window.resize(width, 720)
    journal = clerk.page.journal
    boxes = (journal.words, journal.who, journal.kind, journal.noun, journal.first, journal.last)

    def overlapping() -> bool:
        places = [QRect(box.mapTo(journal, QPoint(0, 0)), box.size()) for box in boxes]
        return any(one.intersects(other) for n, one in enumerate(places) for other in places[:n])

    clerk.until(lambda: not overlapping())
    assert clerk.window.width() == width
    assert journal.words.width() >= journal.words.minimumWidth()


def test_older_deeds_are_a_page_away(clerk: SetupDriver) -> None:
    session, journal = clerk.window.session, clerk.page.journal
    for number in range(120):
        records.save(session.store, PEOPLE, None, Person(full_name=f"Đoàn {number}"))
    journal.refresh()
    assert len(clerk.deeds()) == 100
    journal.more.click()
    assert len(clerk.deeds()) > 120
    assert journal.more.isHidden()


def test_what_else_is_touched_is_told_before_it_is_undone(clerk: SetupDriver) -> None:
    session = clerk.window.session
    loaded(session)
    clerk.page.journal.refresh()
    clerk.open_deed("Đã nạp cuộc họp")
    block = clerk.page.journal.detail.block
    lines = block.words.text().splitlines()
    assert lines[0].startswith("Hoàn tác sẽ đổi ")
    assert any(line.startswith("• Nhiệm vụ “") and "bị bỏ khỏi sổ" in line for line in lines)
    before = session.store.query("SELECT count(*) FROM meetings")[0][0]
    block.undo.click()
    assert session.store.query("SELECT count(*) FROM meetings") == [(before - 1,)]
    assert clerk.deeds()[0].startswith("Đã hoàn tác")


def test_an_undo_is_undone(clerk: SetupDriver) -> None:
    session = clerk.window.session
    row = add(session)
    for words in ("Đã thêm người", "Đã hoàn tác"):
        clerk.open_deed(words)
        clerk.page.journal.detail.block.undo.click()
    assert session.live(PEOPLE, row) is not None
    about = "người “Đoàn Một”"
    assert clerk.deeds()[:3] == [f"Đã làm lại: {about}", f"Đã hoàn tác: {about}", f"Đã thêm {about}"]
    clerk.open_deed("Đã làm lại")
    clerk.page.journal.detail.block.undo.click()
    assert session.live(PEOPLE, row) is None
    assert clerk.deeds()[0].startswith("Đã hoàn tác: người")


def test_a_second_click_after_an_undo_does_nothing(clerk: SetupDriver) -> None:
    session, journal = clerk.window.session, clerk.page.journal
    older, newer = add(session), add(session, "Đoàn Hai")
    clerk.open_deed("Đã thêm người “Đoàn Một”")
    block, chosen = journal.detail.block, journal.found[journal.table.row].deed.id
    where = block.undo.mapTo(clerk.window, block.undo.rect().center())
    assert clerk.window.childAt(where) is block.undo
    QTest.mouseClick(block.undo, Qt.MouseButton.LeftButton)
    assert session.live(PEOPLE, older) is None
    assert journal.found[journal.table.row].deed.id == chosen
    assert (block.undo.isVisible(), block.undo.isEnabled(), block.undo.text()) == (True, False, "Đã hoàn tác")
    assert journal.table.hasFocus()
    done = len(clerk.deeds())
    below = clerk.window.childAt(where)
    if below is not None:
        QTest.mouseClick(below, Qt.MouseButton.LeftButton)
    block.undo.click()
    assert (len(clerk.deeds()), session.live(PEOPLE, newer) is not None) == (done, True)
    clerk.open_deed("Đã thêm người “Đoàn Hai”")
    assert (block.undo.isEnabled(), block.undo.text()) == (True, "Hoàn tác việc này")


def test_a_deed_that_the_filter_no_longer_finds_gives_its_place_to_none(clerk: SetupDriver) -> None:
    session, journal = clerk.window.session, clerk.page.journal
    other, row = add(session, "Đoàn Hai"), add(session)
    rename(session, row, "Đoàn Hai")
    commit(journal.words, "doan hai")
    clerk.until(lambda: len(clerk.deeds()) == 3)
    journal.table.choose(0)
    journal.detail.block.undo.click()
    assert session.title_of("people", row) == "Đoàn Một"
    assert clerk.deeds() == ["Đã thêm người “Đoàn Hai”"]
    assert (journal.table.row, journal.detail.block.isHidden()) == (-1, True)
    journal.detail.block.undo.click()
    assert session.live(PEOPLE, other) is not None


def test_a_later_edit_is_named_in_the_way(clerk: SetupDriver) -> None:
    session = clerk.window.session
    row = add(session)
    rename(session, row, "Đoàn Hai")
    clerk.open_deed("Đã thêm người")
    block = clerk.page.journal.detail.block
    assert block.words.text().startswith("Không hoàn tác được vì sau đó còn việc khác")
    assert "Lan: Đã lưu người “Đoàn Hai”" in block.words.text()
    assert block.undo.isHidden()


def test_after_ninety_days_no_more(clerk: SetupDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    add(clerk.window.session)
    (then,) = clerk.window.session.store.query("SELECT max(lived) FROM deeds")[0]
    monkeypatch.setattr(age, "lived", lambda *_: then + 91 * age.DAY)
    clerk.page.journal.refresh()
    clerk.open_deed("Đã thêm người")
    block = clerk.page.journal.detail.block
    assert block.words.text().startswith("Việc này đã quá 90 ngày")
    assert block.undo.isHidden()


def test_the_journal_is_checked_and_its_head_told(clerk: SetupDriver) -> None:
    journal = clerk.page.journal
    journal.check.click()
    clerk.until(lambda: journal.verdict.text().startswith("✓ Nhật ký nguyên vẹn"))
    head = clerk.window.session.store.query("SELECT lower(hex(head)) FROM seals ORDER BY deed DESC LIMIT 1")[0][0]
    assert head[:4] in journal.verdict.text()
    broken = verdict_words(Verdict(9, b"", 4, Break.DEED_MISSING))
    assert broken.startswith("✕ Nhật ký bị đứt từ việc số 4: thiếu một việc.")


def test_a_deed_is_found_and_taken_back_by_keyboard_alone(window: MainWindow, session: Session, qtbot: QtBot) -> None:
    row = add(session)
    press(Qt.Key.Key_9, control=True)
    clerk = SetupDriver(window, qtbot)
    clerk.until(lambda: clerk.page.tabs.tabBar().hasFocus())
    for _ in range(clerk.page.tabs.indexOf(clerk.page.journal)):
        press(Qt.Key.Key_Right)
    journal = clerk.page.journal
    assert clerk.page.tabs.currentWidget() is journal
    tab_to(journal.table)
    press(Qt.Key.Key_Return)
    assert journal.detail.block.undo.hasFocus()
    press(Qt.Key.Key_Space)
    assert session.live(PEOPLE, row) is None


def test_the_history_of_a_record_undoes_it_alone_at_once_and_else_tells_first(window: MainWindow) -> None:
    session = window.session
    row = add(session)
    rename(session, row, "Đoàn Hai")
    page = window.go(8)
    window.show_record("people", row)
    history = page.page("people").record.history
    page.page("people").record.toggle_history()
    buttons = [each for each in history._lines.findChildren(QPushButton) if each.text() == "Hoàn tác"]
    buttons[-1].click()
    assert any("Không hoàn tác được vì sau đó" in each.text() for each in history._lines.findChildren(QLabel))
    buttons[0].click()
    assert session.title_of("people", row) == "Đoàn Một"


def test_the_journal_reads_itself_again_after_a_deed(clerk: SetupDriver) -> None:
    journal = clerk.page.journal
    assert isinstance(journal, JournalPane)
    before = len(journal.found)
    add(clerk.window.session)
    assert len(journal.found) == before + 1

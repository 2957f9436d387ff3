"""The recovery sheet in the window: nothing is worked on before it, and it opens the register when all is forgotten."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dandan_desktop.db.register import Register
from dandan_desktop.domain.nouns import PEOPLE
from dandan_desktop.domain.people import Person
from dandan_desktop.domain.users import User
from dandan_desktop.services import records
from dandan_desktop.ui import dialogs
from dandan_desktop.ui.first_pane import FirstPane
from dandan_desktop.ui.keeper import Keeper
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.recovery_pane import RecoveryPane
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.start import StartWindow
from tests.documents.office import need_office
from tests.registers import opened
from tests.services import two_offices
from tests.systems import need_no_printer
from tests.ui import invented
from tests.ui.drivers import people
from tests.ui.drivers.keys import press, type_words
from tests.ui.drivers.people import KEEPER, OTHER, PASSPHRASE
from tests.ui.drivers.setup import SetupDriver
from tests.ui.test_pictures import picture
from tests.ui.test_print_box import text_of, to_pdf

NEW = "mai nay ra dong som"


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    made = people.made(tmp_path / "so")
    people.add(made, User(name="Lê Văn Bình", enters=True))
    yield made
    made.close()


def pane_of(window: MainWindow) -> RecoveryPane:
    first: Any = window.stack.currentWidget()
    assert isinstance(first, FirstPane)
    assert isinstance(first.current, RecoveryPane)
    return first.current


def code_on(paper: str) -> str:
    """What somebody reads from the paper: two lines of groups."""
    lines = paper.splitlines()
    start = next(n for n, line in enumerate(lines) if line.count(" - ") == 3 and line.isascii())
    return " ".join(lines[start : start + 2]).replace(" - ", " ")


def make_sheet(window: MainWindow, printed: list[str], qtbot: QtBot) -> str:
    press(Qt.Key.Key_Space)
    code = code_on(printed[-1])
    type_words(code.lower())
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.key == 1, timeout=20_000)
    return code


def test_an_empty_register_stays_closed_until_its_sheet_was_typed_back(
    window: MainWindow, session: Session, printed: list[str], qtbot: QtBot
) -> None:
    pane = pane_of(window)
    assert not pane.later.isVisible()
    assert not pane.confirm.isEnabled()
    assert "⚠ Chưa có phiếu khôi phục" in window.status.words()
    for key in (Qt.Key.Key_2, Qt.Key.Key_9):
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    session.record_wanted.emit("cases", 0)
    session.records_wanted.emit("cases", [], "")
    assert pane_of(window) is pane
    assert pane.print_it.hasFocus()
    make_sheet(window, printed, qtbot)
    assert session.register.has_recovery_sheet
    assert "⚠ Chưa có phiếu khôi phục" not in window.status.words()
    assert window.undo_bar.words.text().startswith("Đã lập phiếu khôi phục")
    assert window.side.isEnabled()
    assert window.go(2) is window.stack.currentWidget()


def test_a_code_typed_wrongly_is_told_below_its_box(
    window: MainWindow, session: Session, printed: list[str], qtbot: QtBot
) -> None:
    pane = pane_of(window)
    pane.print_it.click()
    assert printed
    pane.confirm.click()
    assert pane.wrong.words.text().startswith("✕ Chưa gõ mã trên phiếu vừa in.")
    assert pane.wrong.words.isVisible()
    pane.code.setText("0000-0000-0000-0000-0000-0000-0000")
    pane.confirm.click()
    assert "không giống mã trên phiếu mới, nên phiếu mới chưa có hiệu lực" in pane.wrong.words.text()
    assert "phiếu cũ" not in pane.wrong.words.text()
    assert not session.register.has_recovery_sheet
    pane.print_it.click()
    assert code_on(printed[0]) == code_on(printed[1])
    pane.code.setText(code_on(printed[0]))
    pane.confirm.click()
    qtbot.waitUntil(lambda: window.key == 1, timeout=20_000)


def test_the_sheet_is_written_as_a_word_file(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(dialogs, "pick_new_file", lambda *_: tmp_path / "phieu")
    pane = pane_of(window)
    pane.write_it.click()
    qtbot.waitUntil(pane.confirm.isEnabled, timeout=20_000)
    assert (tmp_path / "phieu.docx").stat().st_size > 1000
    assert "xoá tệp" in pane.told.text()


def confirmed_from_a_file(window: MainWindow, monkeypatch: pytest.MonkeyPatch, file: Path, qtbot: QtBot) -> SetupDriver:
    """The sheet written as a Word file and typed back; the page of the backups."""
    monkeypatch.setattr(dialogs, "pick_new_file", lambda *_: file)
    pane = pane_of(window)
    pane.write_it.click()
    qtbot.waitUntil(pane.confirm.isEnabled, timeout=20_000)
    assert pane.paper is not None
    pane.code.setText(pane.paper.code)
    pane.confirm.click()
    qtbot.waitUntil(lambda: window.key == 1, timeout=20_000)
    window.status.follow(Keeper(window.session, window))
    made = SetupDriver(window, qtbot)
    made.read()
    return made


def test_the_file_of_the_sheet_is_told_of_until_it_is_deleted(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    file = tmp_path / "phieu.docx"
    page = confirmed_from_a_file(window, monkeypatch, file, qtbot)
    told = page.page.backups.list.sheet_left
    assert told.isVisible()
    assert str(file) in told.words.text()
    assert "⚠ Tệp phiếu khôi phục chưa xoá" in window.status.words()
    assert told.delete.focusPolicy() & Qt.FocusPolicy.TabFocus
    asked: list[tuple[str, ...]] = []

    def refuse(_: object, *words: str) -> bool:
        asked.append(words)
        return False

    monkeypatch.setattr(dialogs, "ask", refuse)
    QTest.keyClick(told.delete, Qt.Key.Key_Space)
    assert file.exists(), "the safe answer deletes nothing"
    assert asked[0][0] == "Xoá tệp phiếu khôi phục phieu.docx?"
    assert "không qua Thùng rác của máy" in asked[0][1]
    monkeypatch.setattr(dialogs, "ask", lambda *_: True)
    QTest.keyClick(told.delete, Qt.Key.Key_Space)
    qtbot.waitUntil(told.isHidden, timeout=20_000)
    assert not file.exists()
    assert page.page.backups.list.result.text().startswith("✓ Đã xoá tệp phiếu khôi phục phieu.docx.")
    assert "⚠ Tệp phiếu khôi phục chưa xoá" not in window.status.words()


def test_a_file_changed_since_is_left_to_the_clerk(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    file = tmp_path / "phieu.docx"
    page = confirmed_from_a_file(window, monkeypatch, file, qtbot)
    file.write_bytes(b"khac")
    page.page.backups.refresh()
    told = page.page.backups.list.sheet_left
    qtbot.waitUntil(lambda: "hãy mở thư mục và tự xoá" in told.words.text(), timeout=20_000)
    assert not told.delete.isVisible()
    assert told.show_folder.isVisible()


@pytest.mark.pictures
def test_picture_of_a_file_left(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, pictures_folder: Path
) -> None:
    page = confirmed_from_a_file(window, monkeypatch, tmp_path / "phieu-khoi-phuc.docx", qtbot)
    picture(window, "1366", "tep-phieu-con", pictures_folder)
    monkeypatch.setattr(dialogs, "ask", lambda *_: True)
    page.page.backups.list.sheet_left.delete.click()
    qtbot.waitUntil(page.page.backups.list.sheet_left.isHidden, timeout=20_000)
    page.read()
    picture(window, "1366", "tep-phieu-da-xoa", pictures_folder)


def test_nothing_is_begun_when_no_printer_was_chosen(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialogs, "print_text", lambda *_: False)
    pane = pane_of(window)
    pane.print_it.click()
    assert not pane.confirm.isEnabled()
    assert pane.paper is None


def test_without_a_printer_the_first_run_says_how_the_sheet_comes_onto_paper(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    need_no_printer()
    pane = pane_of(window)
    pane.print_it.click()
    assert window.problem.isVisible()
    assert window.problem.words.text() == (
        "Máy này chưa cài máy in nào, nên chưa in được. "
        "Hãy bấm “Ghi tệp Word…” để lấy tệp in ở máy khác, hoặc cài máy in vào máy này rồi bấm in lại."
    )
    assert (pane.paper, pane.confirm.isEnabled()) == (None, False)
    assert pane.write_it.text().strip() == "Ghi tệp Word…"
    file = tmp_path / "phieu-khoi-phuc.docx"
    monkeypatch.setattr(dialogs, "pick_new_file", lambda *_: file)
    pane.write_it.click()
    qtbot.waitUntil(file.exists, timeout=20_000)
    qtbot.waitUntil(pane.confirm.isEnabled, timeout=20_000)


def test_the_printed_sheet_holds_its_code(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    need_office()
    paper = tmp_path / "phieu.pdf"
    monkeypatch.setattr(dialogs, "pick_printer", lambda *_: to_pdf(paper))
    pane = pane_of(window)
    pane.print_it.click()
    words = text_of(paper)
    assert words.count("\f") == 1, "one sheet"
    assert "PHIẾU KHÔI PHỤC" in words
    assert pane.told.text().startswith("✓ Đã gửi phiếu tới máy in.")
    pane.code.setText(code_on(words))
    pane.confirm.click()
    qtbot.waitUntil(lambda: window.key == 1, timeout=20_000)


def test_a_register_with_work_in_it_may_wait_and_is_warned_of(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / two_offices.world().path.name
    path.write_bytes(two_offices.world().path.read_bytes())
    register = opened(path)
    session = Session(register, register.store(), lambda: two_offices.TODAY)
    window = people.window_of(session, qtbot)
    pane = pane_of(window)
    assert pane.later.text() == "Để sau"
    pane.later.click()
    assert window.key == 1
    assert "⚠ Chưa có phiếu khôi phục" in window.status.words()
    window.close()
    session.close()


def test_whoever_keeps_no_register_is_not_asked(session: Session, qtbot: QtBot) -> None:
    path = session.register.path
    session.close()
    register = Register.open(path, OTHER, "Lê Văn Bình")
    theirs = Session(register, register.store(), lambda: invented.TODAY)
    window = people.window_of(theirs, qtbot)
    assert window.key == 1
    assert records.save(theirs.store, PEOPLE, None, Person(full_name="Nguyễn Thử")).row
    window.close()
    theirs.close()


def start_of(path: Path, qtbot: QtBot) -> StartWindow:
    start = StartWindow(path)
    qtbot.addWidget(start)
    start.show()
    start.activateWindow()
    qtbot.waitUntil(start.isActiveWindow)
    return start


def test_the_sheet_opens_the_register_and_gives_a_new_passphrase_by_keyboard_alone(
    window: MainWindow, session: Session, printed: list[str], qtbot: QtBot
) -> None:
    code = make_sheet(window, printed, qtbot)
    path = session.register.path
    window.close()
    session.close()
    start = start_of(path, qtbot)
    opened_ones: list[Register] = []
    start.opened.connect(opened_ones.append)
    start.unlock.by_sheet.setFocus()
    press(Qt.Key.Key_Space)
    type_words("0000 0000")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not start.is_busy, timeout=20_000)
    assert "Mã khôi phục không đúng." in start.sheet.wrong.words.text()
    start.sheet.code.clear()
    type_words(code)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: start.stack.currentWidget() is start.fresh, timeout=20_000)
    assert start.fresh.person.value() == KEEPER
    press(Qt.Key.Key_Down)
    assert start.fresh.person.value() == "Lê Văn Bình"
    press(Qt.Key.Key_Tab)
    type_words(NEW)
    press(Qt.Key.Key_Return)
    type_words(NEW)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(opened_ones), timeout=20_000)
    assert opened_ones[0].reader.name == "Lê Văn Bình"
    opened_ones[0].close()
    with closing(Register.open(path, PASSPHRASE, KEEPER)) as register:
        assert register.reader.name == KEEPER
    start.close()


def test_leaving_after_the_code_closes_the_register(
    window: MainWindow, session: Session, printed: list[str], qtbot: QtBot
) -> None:
    code = make_sheet(window, printed, qtbot)
    path = session.register.path
    window.close()
    session.close()
    start = start_of(path, qtbot)
    start.unlock.passphrase.setText(code)  # as the sheet itself says it is used
    start.unlock.open_it.click()
    qtbot.waitUntil(lambda: start.stack.currentWidget() is start.fresh, timeout=20_000)
    QTest.keyClick(start, Qt.Key.Key_Escape)
    assert start.stack.currentWidget() is start.unlock
    Register.open(path, PASSPHRASE, KEEPER).close()
    start.close()


@pytest.mark.pictures
def test_pictures(
    window: MainWindow, session: Session, printed: list[str], qtbot: QtBot, pictures_folder: Path
) -> None:
    picture(window, "1366", "phieu-khoi-phuc", pictures_folder)
    pane = pane_of(window)
    pane.print_it.click()
    pane.code.setText("sai")
    pane.confirm.click()
    picture(window, "1366", "phieu-khoi-phuc-sai", pictures_folder)
    code = code_on(printed[0])
    pane.code.setText(code)
    pane.confirm.click()
    qtbot.waitUntil(lambda: window.key == 1, timeout=20_000)
    path = session.register.path
    window.close()
    session.close()
    start = start_of(path, qtbot)
    start.unlock.wait(12)
    start.unlock.passphrase.caps_told.emit(True)
    picture(start, "1366", "mo-so-nhieu-nguoi", pictures_folder)
    start.show_sheet(path)
    start.sheet.code.setText("0000")
    start.sheet.open_it.click()
    qtbot.waitUntil(lambda: not start.is_busy, timeout=20_000)
    picture(start, "1366", "mo-so-phieu", pictures_folder)
    start.sheet.code.setText(code)
    start.sheet.open_it.click()
    qtbot.waitUntil(lambda: start.stack.currentWidget() is start.fresh, timeout=20_000)
    start.fresh.passphrase.suggest.click()
    picture(start, "1366", "mo-so-mat-khau-moi", pictures_folder)
    start.close()

"""A damaged register at its opening: the newest good backup restored, or what can be read saved, by the clerk."""

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dandan_desktop.db.register import PRACTICE_PASSPHRASE, Register
from dandan_desktop.domain.dates import show_moment
from dandan_desktop.domain.reasons import Why
from dandan_desktop.domain.thinning import Kind
from dandan_desktop.domain.users import User
from dandan_desktop.services import backups, users
from dandan_desktop.services.restoring import Offer
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.only_read_band import OnlyReadBand
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.start import StartWindow
from dandan_desktop.ui.start_up import Program
from dandan_desktop.ui.wreck_pane import WreckPane, missing_words
from tests.ui.conftest import Made
from tests.ui.drivers.keys import press, type_words

PATIENCE = 20_000
CLERK = "song xanh nui biec"
PAGE = 4096


@pytest.fixture
def start(register_file: Made, qapp: QApplication, qtbot: QtBot) -> Iterator[StartWindow]:
    assert qapp is QApplication.instance()
    made = StartWindow(register_file.path)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def back_up(register_file: Made) -> None:
    register = Register.open_with_key(register_file.path, register_file.data_key)
    backups.back_up(register)
    register.close()


def damage(path: Path, page: int) -> None:
    content = bytearray(path.read_bytes())
    content[(page - 1) * PAGE + 1234] ^= 16
    path.write_bytes(content)


def open_it(start: StartWindow, qtbot: QtBot, passphrase: str = PRACTICE_PASSPHRASE) -> WreckPane:
    """Type the passphrase with the keyboard and wait for the page of the damaged register."""
    start.activateWindow()
    start.unlock.passphrase.setFocus()
    type_words(passphrase)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(start.stack.currentWidget(), WreckPane), timeout=PATIENCE)
    qtbot.waitUntil(start.wreck.isEnabled, timeout=PATIENCE)
    return start.wreck


def test_the_newest_good_backup_is_offered_and_restored_by_keyboard(
    start: StartWindow, register_file: Made, qtbot: QtBot
) -> None:
    back_up(register_file)
    damage(register_file.path, 1)
    wreck = open_it(start, qtbot)
    assert wreck.found.text().startswith("Bản sao tốt gần nhất: số 1, lúc ")
    assert "40 người" in wreck.found.text()
    assert wreck.missing.text().startswith("Không có trong bản sao: những gì ghi sau ")
    start.activateWindow()
    qtbot.waitUntil(wreck.restore.hasFocus)
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: start.stack.currentWidget() is start.unlock, timeout=PATIENCE)
    assert start.notice.words.text().startswith("Đã khôi phục sổ từ bản sao.")
    Register.open(register_file.path, PRACTICE_PASSPHRASE).close()
    (aside,) = register_file.path.parent.glob("*.truoc-khoi-phuc-000001.dandan")
    kept = f"Đã khôi phục sổ từ bản sao. Sổ trước đó được giữ bên cạnh: {aside.name}."
    assert start.notice.words.text().startswith(f"{kept} Không đọc được danh sách xoá vĩnh viễn")
    again = Program()
    again.show_start(register_file.path, Why.RESTORED)
    assert isinstance(again.window, StartWindow)
    qtbot.addWidget(again.window)
    assert again.window.notice.words.text() == kept


def test_a_damaged_file_older_than_the_backup_lacks_nothing_of_it() -> None:
    made = datetime(2026, 11, 22, 10, 1, tzinfo=UTC)
    offer = Offer(Path("1"), 1, made, Kind.BY_HAND, made - timedelta(minutes=16))
    assert missing_words(offer).startswith(
        f"Tệp hỏng được ghi lần cuối lúc {show_moment(made - timedelta(minutes=16))}, trước"
    )
    later = replace(offer, last_write=made + timedelta(minutes=16))
    assert f"từ {show_moment(made)} đến " in missing_words(later)


def test_without_a_backup_what_can_be_read_is_saved_to_a_new_register(
    start: StartWindow, register_file: Made, qtbot: QtBot
) -> None:
    damage(register_file.path, schema_page(register_file))
    whole = register_file.path.read_bytes()
    wreck = open_it(start, qtbot)
    assert wreck.found.text().startswith("Không thấy bản sao nào của sổ này")
    assert wreck.restore.isHidden()
    wreck.salvage.click()
    qtbot.waitUntil(wreck.open_saved.isVisible, timeout=PATIENCE)
    assert wreck.words.text().startswith("Đã cứu được ")
    assert wreck.list.toPlainText()
    assert register_file.path.read_bytes() == whole
    assert wreck.saved is not None
    saved, _ = wreck.saved
    wreck.open_saved.click()
    assert start.unlock.name.text() == saved.stem
    register = Register.open(saved, PRACTICE_PASSPHRASE)
    store = register.store()
    assert store.query("SELECT count(*) > 1000 FROM bodies") == [(1,)]
    store.close()
    register.close()


def test_a_backup_from_a_stick_can_be_chosen_for_the_damaged_register(
    start: StartWindow, register_file: Made, qtbot: QtBot
) -> None:
    damage(register_file.path, schema_page(register_file))
    wreck = open_it(start, qtbot)
    wreck.other.click()
    assert start.stack.currentWidget() is start.copy
    start.copy.left.emit()
    assert start.stack.currentWidget() is not start.copy


def test_the_list_of_what_is_lost_is_copied_and_written_beside_the_new_register(
    start: StartWindow, register_file: Made, qtbot: QtBot
) -> None:
    damage(register_file.path, schema_page(register_file))
    wreck = open_it(start, qtbot)
    wreck.salvage.click()
    qtbot.waitUntil(wreck.open_saved.isVisible, timeout=PATIENCE)
    assert "nhập lại từ hồ sơ giấy" in wreck.words.text()
    wreck.copy_list.click()
    assert QApplication.clipboard().text() == wreck.list.toPlainText()
    wreck.keep_list.click()
    (written,) = register_file.path.parent.glob("*.khong-cuu-duoc.txt")
    assert written.name in wreck.words.text()
    assert wreck.list.toPlainText().splitlines()[0] in written.read_text(encoding="utf-8-sig")


def test_who_may_not_save_it_is_told_who_may(start: StartWindow, register_file: Made, qtbot: QtBot) -> None:
    register = Register.open(register_file.path, PRACTICE_PASSPHRASE)
    with contextlib.closing(register.store()) as store:
        users.add(register, store, User(name="Hà", enters=True), [], CLERK)
    register.close()
    damage(register_file.path, schema_page(register_file))
    wreck = open_it(start, qtbot, CLERK)
    wreck.salvage.click()
    qtbot.waitUntil(wreck.problem.isVisible, timeout=PATIENCE)
    assert wreck.problem.text().startswith("✕ Chỉ người quản trị, hoặc người giữ phiếu khôi phục")
    assert not wreck.list.isVisible()
    assert not list(register_file.path.parent.glob("*.cuu-duoc.*"))


def test_a_register_known_as_damaged_is_mended_although_it_opens(
    start: StartWindow, register_file: Made, qtbot: QtBot
) -> None:
    back_up(register_file)
    start.damaged = register_file.path
    wreck = open_it(start, qtbot)
    qtbot.waitUntil(wreck.restore.isVisible, timeout=PATIENCE)
    wreck.salvage.click()
    qtbot.waitUntil(wreck.open_saved.isVisible, timeout=PATIENCE)
    assert wreck.words.text().endswith("Không mất gì.")
    wreck.open_saved.click()
    assert start.damaged is None


def schema_page(register_file: Made) -> int:
    """A page that an opening reads: the root of what the register knows of itself."""
    register = Register.open_with_key(register_file.path, register_file.data_key)
    store = register.store()
    page = int(store.query("SELECT rootpage FROM sqlite_schema WHERE name = 'facts'")[0][0])
    store.close()
    register.close()
    return page


def test_nothing_to_save_is_told_and_the_clerk_goes_back(start: StartWindow, register_file: Made, qtbot: QtBot) -> None:
    damage(register_file.path, 1)
    wreck = open_it(start, qtbot)
    wreck.salvage.click()
    qtbot.waitUntil(wreck.problem.isVisible, timeout=PATIENCE)
    assert "không cứu được gì" in wreck.problem.text()
    QTest.keyClick(wreck, Qt.Key.Key_Escape)
    assert start.stack.currentWidget() is not wreck


def test_a_register_without_its_triggers_says_why_it_only_reads_and_what_to_do(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(session.register), "is_complete", property(lambda _: False))
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.show()
    band = window.findChild(OnlyReadBand)
    assert band is not None
    assert band.isVisible()
    assert "Sổ chỉ mở để xem" in band.words.text()
    band.way.click()
    assert window.stack.currentWidget() is window.built[9]
    window.close()

"""A computer that has only a backup: the start screen makes a register of it again, by mouse or keyboard alone."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from dandan_desktop import settings
from dandan_desktop.db import keys, packages, rotation, shelf
from dandan_desktop.db.register import Register
from dandan_desktop.domain.users import User
from dandan_desktop.services import backups, registers
from dandan_desktop.ui import dialogs, opening
from dandan_desktop.ui.copy_pane import CopyPane
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.start import StartWindow
from dandan_desktop.ui.start_up import Program
from tests.registers import PASSPHRASE, copied, opened, store_of
from tests.ui import invented
from tests.ui.drivers import people
from tests.ui.drivers.keys import focused, press, type_words
from tests.ui.test_pictures import SIZES, picture

PATIENCE = 20_000
CODE = keys.recovery_code(bytes(range(16)))


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one backup, on a computer that knows nothing of its register."""
    folder = tmp_path / "usb"
    folder.mkdir()
    register = opened(copied(tmp_path / "máy cũ"))
    with store_of(register) as store:
        registers.choose_office(store, registers.office_presets(store, invented.TODAY)[0][0])
    backups.copy_to(backups.back_up(register), folder)
    register.close()
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "máy mới"))
    documents = tmp_path / "Tài liệu"
    documents.mkdir()
    monkeypatch.setattr(opening, "documents", lambda: documents)
    return folder


class Clerk:
    """Somebody at the start screen who has a stick, and later a window."""

    def __init__(self, program: Program, stick: Path, qtbot: QtBot) -> None:
        assert isinstance(program.window, StartWindow)
        self.program, self.start, self.qtbot = program, program.window, qtbot
        (self.package,) = stick.glob("*.dandan-sao")
        self.start.activateWindow()

    @property
    def pane(self) -> CopyPane:
        return self.start.copy

    def until(self, is_so: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(is_so, timeout=PATIENCE)

    def look(self, secret: str = PASSPHRASE) -> None:
        """Type what opens the backup and press Enter; wait for the answer."""
        self.pane.secret.setFocus()
        self.pane.secret.selectAll()
        type_words(secret)
        press(Qt.Key.Key_Return)
        self.until(lambda: not self.start.is_busy)

    def window(self) -> MainWindow:
        """The window that opens in the end."""
        self.until(lambda: isinstance(self.program.window, MainWindow))
        assert isinstance(self.program.window, MainWindow)
        return self.program.window


@pytest.fixture
def clerk(stick: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Clerk]:
    assert qapp is QApplication.instance()
    program = Program()
    program.show_start(None)
    yield Clerk(program, stick, qtbot)
    assert program.window is not None
    program.window.close()
    program.window.deleteLater()
    program.close()


def test_a_new_computer_gets_its_register_from_the_stick_by_keyboard_alone(clerk: Clerk) -> None:
    button = next(each for each in clerk.start.choices.findChildren(QPushButton) if "bản sao" in each.text())
    for _ in range(8):
        if focused() is button:
            break
        press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    assert focused() is clerk.pane.package
    type_words(str(clerk.package))
    assert clerk.pane.front.text().startswith("Bản sao số 1, ")
    press(Qt.Key.Key_Return)
    assert focused() is clerk.pane.secret
    clerk.look("sai hoàn toàn rồi")
    assert clerk.pane.secret_wrong.words.text().startswith("✕ Mật khẩu không đúng.")
    clerk.look()
    assert clerk.pane.is_second
    assert "Bản sao có" in clerk.pane.held.text()
    proposed = Path(clerk.pane.place.text())
    assert proposed.parent.name == "Tài liệu"
    assert proposed.stem in clerk.pane.about.text()
    assert not clerk.pane.there.isVisible()
    assert focused() is clerk.pane.place
    press(Qt.Key.Key_Return)
    window = clerk.window()
    assert window.top.office.text() == proposed.stem
    assert window.notice.words.text() == "Đã khôi phục sổ từ bản sao. Sổ mở bằng mật khẩu của lúc lập bản sao."
    assert settings.read().last_register == str(proposed)
    assert clerk.package.is_file()


def test_an_empty_box_is_told(clerk: Clerk) -> None:
    clerk.start.show_copy()
    clerk.pane.look.click()
    assert clerk.pane.package_wrong.words.text().startswith("✕ Chưa gõ đường dẫn tệp bản sao.")
    assert clerk.pane.secret_wrong.words.text().startswith("✕ Chưa gõ mật khẩu hoặc mã.")
    assert focused() is clerk.pane.package
    clerk.pane.package.setText(str(clerk.package))
    clerk.look()
    assert clerk.pane.is_second
    assert not clerk.pane.package_wrong.words.isVisible()
    clerk.pane.place.clear()
    clerk.pane.go.click()
    assert clerk.pane.place_wrong.words.text().startswith("✕ Chưa gõ tên tệp sổ.")


def test_a_backup_chosen_as_a_register_leads_to_the_same_page(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialogs, "pick_register", lambda _: clerk.package)
    clerk.start.choices.pick()
    assert clerk.start.stack.currentWidget() is clerk.pane
    assert clerk.pane.package.text() == str(clerk.package)
    assert focused() is clerk.pane.secret
    clerk.look()
    press(Qt.Key.Key_Escape)
    assert not clerk.pane.is_second
    press(Qt.Key.Key_Escape)
    assert clerk.start.stack.currentWidget() is clerk.start.choices


def test_where_this_machine_has_the_register_its_own_place_is_proposed_and_a_second_one_is_warned_of(
    clerk: Clerk, tmp_path: Path
) -> None:
    mine = tmp_path / "máy cũ" / "Sổ thử.dandan"
    settings.keep_register(mine, packages.read(clerk.package).manifest.register)
    clerk.start.show_copy(clerk.package)
    clerk.look()
    assert clerk.pane.place.text() == str(mine)
    assert clerk.pane.there.text().startswith("Ở đây đang có sổ này")
    other = tmp_path / "Tài liệu" / "Sổ thứ hai.dandan"
    clerk.pane.place.setText(str(other))
    press(Qt.Key.Key_Return)
    clerk.until(clerk.pane.there.isVisible)
    assert f"Máy này đang có sổ này ở {mine}" in clerk.pane.there.text()
    assert not other.exists()
    press(Qt.Key.Key_Return)
    assert clerk.window().session.register.path == other


def test_another_file_in_that_place_stays_as_it_is(clerk: Clerk, tmp_path: Path) -> None:
    mine = tmp_path / "của tôi.dandan"
    mine.write_text("thư", encoding="utf-8")
    clerk.start.show_copy(clerk.package)
    clerk.look()
    clerk.pane.place.setText(str(mine))
    clerk.pane.go.click()
    clerk.until(clerk.pane.place_wrong.words.isVisible)
    assert "không nhận ra là sổ của bản sao này" in clerk.pane.place_wrong.words.text()
    assert mine.read_text(encoding="utf-8") == "thư"


def test_a_backup_is_looked_for_where_this_machine_keeps_those_of_its_register(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path | None] = []
    monkeypatch.setattr(dialogs, "pick_package", lambda _, folder: asked.append(folder))
    clerk.start.show_copy()
    clerk.pane.choose.click()
    uid = packages.read(clerk.package).manifest.register
    settings.keep_register(tmp_path / "Sổ thử.dandan", uid)
    clerk.pane.choose.click()
    shelf.own_place(uid).mkdir(parents=True)
    clerk.pane.choose.click()
    assert asked == [None, None, shelf.own_place(uid)]


def test_what_is_no_backup_is_told_below_its_box(clerk: Clerk, tmp_path: Path) -> None:
    (tmp_path / "thư.txt").write_text("thư", encoding="utf-8")
    clerk.start.show_copy(tmp_path / "thư.txt")
    assert "không phải là bản sao của sổ" in clerk.pane.package_wrong.words.text()


def keyless(clerk: Clerk, tmp_path: Path, content: bytes | None) -> Path:
    """The register of the backup, its key files gone, or with this in them; what was typed opens the backup."""
    register = tmp_path / "máy cũ" / "Sổ thử.dandan"
    for file in register.parent.glob("*.khoa*"):
        file.unlink()
        if content is not None:
            file.write_bytes(content)
    clerk.start.show_unlock(register)
    assert clerk.start.unlock.keyless.isVisible()
    clerk.start.unlock.from_copy.click()
    clerk.pane.package.setText(str(clerk.package))
    clerk.look()
    return register


@pytest.mark.parametrize("content", [None, b"khong con gi"])
def test_where_only_the_key_file_is_lost_that_alone_is_written_anew_by_keyboard(
    clerk: Clerk, tmp_path: Path, content: bytes | None
) -> None:
    register = keyless(clerk, tmp_path, content)
    before = register.read_bytes()
    assert "chỉ tệp khoá bị mất hoặc hỏng" in clerk.pane.sound.text()
    assert not clerk.pane.go.isVisible()
    assert focused() is clerk.pane.mend
    press(Qt.Key.Key_Return)
    notice = clerk.window().notice.words.text()
    assert notice.startswith("Đã lập lại tệp khoá của sổ. Sổ giữ nguyên")
    assert not list(register.parent.glob("*.truoc-khoi-phuc*"))
    assert keys.loads(keys.beside(register).read_bytes()).slots
    assert len(register.read_bytes()) >= len(before)


def test_a_register_without_key_files_is_still_replaced_after_what_is_lost_was_told(
    clerk: Clerk, tmp_path: Path
) -> None:
    register = keyless(clerk, tmp_path, None)
    clerk.pane.instead.click()
    assert not clerk.pane.mend.isVisible()
    assert clerk.pane.place.text() == str(register)
    assert "Không mất gì" in clerk.pane.there.text()
    assert ("⚠" in clerk.pane.there.text(), clerk.pane.there.property("role")) == (False, "second")
    assert clerk.pane.there.isVisible()
    clerk.pane.go.click()
    notice = clerk.window().notice.words.text()
    (aside,) = register.parent.glob("*.truoc-khoi-phuc-000001.dandan")
    assert notice == f"Đã khôi phục sổ từ bản sao. Sổ trước đó được giữ bên cạnh: {aside.name}."


def test_a_garbled_key_file_is_not_called_missing_and_told_once(clerk: Clerk, tmp_path: Path) -> None:
    register = tmp_path / "máy cũ" / "Sổ thử.dandan"
    for file in register.parent.glob("*.khoa*"):
        file.write_bytes(b"khong con gi")
    clerk.start.show_unlock(register)
    unlock = clerk.start.unlock
    assert unlock.keyless.text().startswith("⚠ Tệp khoá (đuôi .khoa) ở cạnh sổ bị hỏng.")
    unlock.passphrase.setText(PASSPHRASE)
    unlock.open_it.click()
    clerk.until(lambda: not clerk.start.is_busy)
    assert "Khôi phục từ bản sao" in clerk.start.problem.words.text()
    assert not unlock.keyless.isVisible()
    assert unlock.from_copy.isVisible()


def test_a_copy_with_one_byte_changed_shows_no_figures(clerk: Clerk) -> None:
    content = bytearray(clerk.package.read_bytes())
    content[len(content) // 2] ^= 1
    clerk.package.write_bytes(content)
    clerk.start.show_copy(clerk.package)
    clerk.look()
    assert not clerk.pane.is_second
    assert "bị hỏng" in clerk.pane.package_wrong.words.text()


def test_the_recovery_sheet_opens_a_backup_and_asks_for_a_new_passphrase(
    stick: Path, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    assert qapp is QApplication.instance()
    register = Register.open(tmp_path / "máy cũ" / "Sổ thử.dandan", PASSPHRASE)
    sheet = keys.new_slot(keys.RECOVERY, "", "", CODE, register.data_key)
    with store_of(register) as store, store.change("make_sheet"):
        rotation.put(store, rotation.with_slot(register.key_file, sheet, register.data_key))
    register.learn()
    for file in stick.iterdir():
        file.unlink()
    backups.copy_to(backups.back_up(register), stick)
    register.close()
    shutil.rmtree(tmp_path / "máy mới")
    start = StartWindow()
    qtbot.addWidget(start)
    start.show()
    start.show_copy(next(stick.iterdir()))
    start.copy.secret.setText(CODE.lower())
    start.copy.look.click()
    qtbot.waitUntil(lambda: start.copy.is_second, timeout=PATIENCE)
    start.copy.go.click()
    qtbot.waitUntil(lambda: start.stack.currentWidget() is start.fresh, timeout=PATIENCE)
    assert start.news == "Đã khôi phục sổ từ bản sao."
    start.close()


def test_of_several_people_one_is_chosen_and_only_a_keeper_restores(
    stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    with closing(people.made(tmp_path / "cơ quan")) as register:
        people.add(register, User(name="Lê Văn Bình", enters=True))
        file = backups.copy_to(backups.back_up(register), stick)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "máy khác"))
    start = StartWindow(file)
    qtbot.addWidget(start)
    start.show()
    pane = start.copy
    assert [pane.person.itemText(n) for n in (1, 2)] == [people.KEEPER, "Lê Văn Bình"]
    pane.person.set_value("Lê Văn Bình")
    pane.secret.setText(people.OTHER)
    pane.look.click()
    qtbot.waitUntil(lambda: pane.is_second, timeout=PATIENCE)
    proposed = Path(pane.place.text())
    pane.go.click()
    qtbot.waitUntil(lambda: not start.is_busy, timeout=PATIENCE)
    assert start.problem.words.text().startswith("Chỉ người quản trị có trong bản sao, hoặc người giữ phiếu")
    assert not proposed.exists()
    start.close()


@pytest.mark.pictures
@pytest.mark.parametrize("size", SIZES)
def test_pictures(size: str, clerk: Clerk, tmp_path: Path, pictures_folder: Path) -> None:
    start = clerk.start
    picture(start, size, "bat-dau-may-moi", pictures_folder)
    start.show_copy()
    picture(start, size, "tu-ban-sao-trong", pictures_folder)
    start.show_copy(clerk.package)
    clerk.look("sai hoàn toàn rồi")
    picture(start, size, "tu-ban-sao-sai", pictures_folder)
    clerk.look()
    picture(start, size, "tu-ban-sao-xem", pictures_folder)
    register = tmp_path / "máy cũ" / "Sổ thử.dandan"
    for file in register.parent.glob("*.khoa*"):
        file.unlink()
    start.show_unlock(register)
    picture(start, size, "mat-tep-khoa", pictures_folder)
    start.show_copy(clerk.package, register)
    clerk.look()
    picture(start, size, "tu-ban-sao-chi-tep-khoa", pictures_folder)
    clerk.pane.instead.click()
    picture(start, size, "tu-ban-sao-de-ben", pictures_folder)
    start.show_unlock(register)
    for end in (".khoa", ".khoa.bak"):
        register.with_name(register.name + end).write_bytes(b"khong con gi")
    start.show_unlock(register)
    picture(start, size, "tep-khoa-hong", pictures_folder)

"""The start screen: a wrong and a right passphrase, a new register with its office, the practice office."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dandan_desktop import settings
from dandan_desktop.db.register import PRACTICE_PASSPHRASE, Register
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.users import User
from dandan_desktop.services import practice
from dandan_desktop.ui import dialogs, start_up
from dandan_desktop.ui.crash import CrashWindow, Hook
from dandan_desktop.ui.first_pane import FirstPane
from dandan_desktop.ui.labels import ElidedLabel
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.office_pane import OfficePane
from dandan_desktop.ui.recovery_pane import RecoveryPane
from dandan_desktop.ui.start import StartWindow
from dandan_desktop.ui.start_choices import Choices
from dandan_desktop.ui.start_up import Program
from tests.systems import acting_as
from tests.ui.conftest import Made
from tests.ui.drivers import people
from tests.ui.drivers.keys import commit
from tests.ui.test_pictures import picture

PASSPHRASE = "lua vang dong thap muoi"


def start_of(program: Program) -> StartWindow:
    assert isinstance(program.window, StartWindow)
    return program.window


def window_of(program: Program, qtbot: QtBot) -> MainWindow:
    qtbot.waitUntil(lambda: isinstance(program.window, MainWindow), timeout=20_000)
    assert isinstance(program.window, MainWindow)
    return program.window


def test_a_wrong_passphrase_may_be_typed_again(program: Program, register_file: Made, qtbot: QtBot) -> None:
    start = start_of(program)
    start.show_unlock(register_file.path)
    start.unlock.passphrase.setText("sai hoàn toàn rồi")
    QTest.keyClick(start.unlock.passphrase, Qt.Key.Key_Return)
    assert start.is_busy
    qtbot.waitUntil(lambda: not start.is_busy, timeout=20_000)
    assert start.problem.words.text().startswith("Mật khẩu không đúng.")
    start.unlock.passphrase.setText(PRACTICE_PASSPHRASE)
    start.unlock.open_it.click()
    window = window_of(program, qtbot)
    assert window.top.office.text() == "Ban Tuyên giáo và Dân vận Tỉnh ủy Đồng Tháp"
    assert settings.read().last_register == str(register_file.path)


def test_a_register_in_a_folder_closed_to_this_user_is_offered_and_told_of(tmp_path: Path, qtbot: QtBot) -> None:
    shut = tmp_path / "của Lan"
    shut.mkdir(mode=0o700)
    for name in ("Sổ trước.dandan", "Sổ sau.dandan"):
        (shut / name).touch()
        settings.keep_register(shut / name, name)
    qtbot.addWidget(Choices())  # imports what it needs
    for above in (tmp_path, *tmp_path.parents[:2]):
        above.chmod(0o711)
    with acting_as(60002):
        choices = Choices()
        with pytest.raises(ClerkError) as told:
            Register.open_with_key(shut / "Sổ sau.dandan", bytes(32))
    qtbot.addWidget(choices)
    words = [each.text().strip() for each in choices.findChildren(QPushButton)]
    assert words[:2] == ["Mở sổ đã dùng gần nhất: Sổ sau", "Mở sổ: Sổ trước"]
    assert told.value.problem is Problem.REGISTER_CLOSED


def test_a_closed_window_lets_another_program_open_the_register(
    program: Program, register_file: Made, qtbot: QtBot
) -> None:
    start = start_of(program)
    start.show_unlock(register_file.path)
    start.unlock.passphrase.setText(PRACTICE_PASSPHRASE)
    start.unlock.open_it.click()
    window = window_of(program, qtbot)
    window.close()
    program.close()
    program.session = None
    Register.open_with_key(register_file.path, register_file.data_key).close()


def test_a_new_register_asks_for_its_office(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    start = start_of(program)
    start.show_new()
    start.new.place.setText(str(tmp_path / "Sổ mới"))
    start.new.who.setText("Trần Thị Lan")
    start.new.passphrase.first.setText("ngắn")
    start.new.passphrase.second.setText("ngắn")
    start.new.make.click()
    assert start.new.passphrase.first_wrong.words.text().startswith("✕ Mật khẩu ngắn quá.")
    assert not start.new.passphrase.second_wrong.words.isVisible()
    start.new.passphrase.first.setText(PASSPHRASE)
    start.new.passphrase.second.setText(PASSPHRASE + "x")
    start.new.make.click()
    assert start.new.passphrase.second_wrong.words.text().startswith("✕ Hai lần nhập mật khẩu không giống nhau.")
    assert not start.new.passphrase.first_wrong.words.isVisible()
    start.new.passphrase.second.setText(PASSPHRASE)
    start.new.make.click()
    window = window_of(program, qtbot)
    first = window.stack.currentWidget()
    assert isinstance(first, FirstPane)
    pane = first.current
    assert isinstance(pane, OfficePane)
    assert window.focusWidget() is pane.choice
    assert window.status.words() == ["⚠ Chưa có phiếu khôi phục"]
    commit(pane.choice, "ban tuyen giao va dan van tinh uy")
    QTest.keyClick(pane.choice, Qt.Key.Key_Return)
    pane.take.click()
    assert isinstance(first.current, RecoveryPane)
    assert not window.side.isEnabled()


def test_the_practice_passphrase_is_shown_for_the_practice_office_only(program: Program, tmp_path: Path) -> None:
    start = start_of(program)
    start.show_unlock(tmp_path / practice.FILE_NAME)
    assert PRACTICE_PASSPHRASE in start.unlock.hint.text()
    assert start.unlock.hint.isVisibleTo(start.unlock)
    assert start.unlock.name.text() == "Sổ thực hành"
    start.show_unlock(tmp_path / "khác")
    assert start.unlock.name.text() == "khác"
    assert not start.unlock.hint.isVisibleTo(start.unlock)


def test_the_practice_office_opens_without_a_passphrase(program: Program, qtbot: QtBot) -> None:
    start = start_of(program)
    start.open_practice()
    window = window_of(program, qtbot)
    assert "⚠ Sổ thực hành" in window.status.words()
    assert window.windowTitle().endswith(" · SỔ THỰC HÀNH")
    assert window.windowTitle().count("SỔ THỰC HÀNH") == 1
    assert QApplication.applicationDisplayName() == "SỔ THỰC HÀNH"  # behind the title of every box
    frames = [each for each in window.findChildren(QFrame) if each.property("role") == "practice"]
    bands = [label.text() for each in frames for label in each.findChildren(QLabel)]
    assert [words.partition(":")[0] for words in bands] == ["SỔ THỰC HÀNH"]
    program.close()
    program.show_start(None)
    assert QApplication.applicationDisplayName() != "SỔ THỰC HÀNH"


def test_another_register_is_chosen_from_a_file_dialog(
    program: Program, register_file: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = start_of(program)
    monkeypatch.setattr(dialogs, "pick_register", lambda _: register_file.path)
    start.choices.pick()
    assert start.stack.currentWidget() is start.unlock
    assert start.unlock.name.text() == "Sổ thử"
    assert start.unlock.folder.text().endswith(str(register_file.path.parent))


def test_escape_goes_back_to_the_choices(program: Program) -> None:
    start = start_of(program)
    start.show_new()
    QTest.keyClick(start, Qt.Key.Key_Escape)
    assert start.stack.currentWidget() is start.choices


def red_ones(choices: Choices) -> list[str]:
    """The words of the primary buttons."""
    every = choices.findChildren(QPushButton)
    return [each.text().strip() for each in every if each.property("role") == "primary"]


def test_an_office_without_a_register_begins_one(qtbot: QtBot, register_file: Made, tmp_path: Path) -> None:
    def shown(last: str) -> Choices:
        settings.remember(registers={last: "uid"} if last else {})
        made = Choices()
        qtbot.addWidget(made)
        return made

    assert red_ones(shown("")) == ["Lập sổ mới"]
    first = shown("")
    assert first.findChildren(QPushButton)[0].text().strip() == "Lập sổ mới"
    practised = tmp_path / practice.FILE_NAME
    practised.write_bytes(b"")
    assert red_ones(shown(str(practised))) == ["Lập sổ mới"]
    assert red_ones(shown(str(register_file.path))) == ["Mở sổ đã dùng gần nhất: Sổ thử"]
    assert red_ones(shown(str(tmp_path / "rút ra.dandan"))) == ["Mở sổ có sẵn…"]


def test_the_practice_office_used_last_stands_on_the_start_screen_once(program: Program, qtbot: QtBot) -> None:
    start = start_of(program)
    start.open_practice()
    window = window_of(program, qtbot)
    path = window.session.register.path
    assert settings.read().last_register == str(path)
    program.close()
    program.show_start(None)
    again = start_of(program)
    words = [each.text() for each in again.choices.findChildren(QPushButton)]
    assert not [each for each in words if "gần nhất" in each]
    only = [each for each in again.choices.findChildren(QPushButton) if "thực hành" in each.text()]
    assert len(only) == 1
    only[0].click()
    assert window_of(program, qtbot).session.register.path == path


def test_another_practice_office_is_told_from_the_own_one_by_its_folder(qtbot: QtBot, tmp_path: Path) -> None:
    other = tmp_path / "nơi khác" / practice.FILE_NAME
    other.parent.mkdir()
    other.write_bytes(b"")
    settings.keep_register(other, "uid")
    made = Choices()
    qtbot.addWidget(made)
    words = [each.text().strip() for each in made.findChildren(QPushButton)]
    assert "Mở sổ đã dùng gần nhất: Sổ thực hành" in words
    assert [each.text() for each in made.findChildren(ElidedLabel)] == [f"Thư mục: {other.parent}"]


def test_the_registers_used_before_are_offered_as_far_as_they_are_there(qtbot: QtBot, tmp_path: Path) -> None:
    places = [tmp_path / folder / "Ban Dân vận.dandan" for folder in ("năm kia", "năm ngoái", "rút ra", "năm nay")]
    for place in places:
        place.parent.mkdir()
        if place.parent.name != "rút ra":
            place.touch()
        settings.keep_register(place, "uid")
    made = Choices()
    qtbot.addWidget(made)
    chosen: list[Path] = []
    made.register_chosen.connect(chosen.append)
    words = ["Mở sổ đã dùng gần nhất: Ban Dân vận", "Mở sổ: Ban Dân vận", "Mở sổ: Ban Dân vận"]
    opening = [each for each in made.findChildren(QPushButton) if each.text().strip() in words]
    assert [each.text().strip() for each in opening] == words
    for each in opening:
        each.click()
    assert chosen == [places[3], places[1], places[0]]
    assert [each.text() for each in made.findChildren(ElidedLabel)] == [f"Thư mục: {place.parent}" for place in chosen]


def test_practising_leaves_the_register_used_last(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    own = tmp_path / "Sổ của cơ quan.dandan"
    settings.keep_register(own, "uid", last_user="ai đó")
    start_of(program).open_practice()
    assert "⚠ Sổ thực hành" in window_of(program, qtbot).status.words()
    assert settings.read().last_register == str(own)
    assert settings.read().last_user == "ai đó"


@pytest.mark.pictures
def test_picture_of_the_first_day(program: Program, pictures_folder: Path) -> None:
    picture(start_of(program), "1366", "bat-dau-lan-dau", pictures_folder)


def test_the_program_from_start_to_picture(register_file: Made, tmp_path: Path, qapp: QApplication) -> None:
    painted: list[bool] = []
    file = tmp_path / "cua-so.png"

    def on_painted() -> None:
        painted.append(qapp is QApplication.instance())

    code = start_up.start(register_file.path, data_key=register_file.data_key, picture=file, on_painted=on_painted)
    assert (code, painted) == (0, [True])
    assert file.stat().st_size > 10_000


NOT_AT_START = (
    "ui.bar ui.elided_box ui.found_list ui.picker ui.progress_box ui.record_page ui.undo_bar"
    " ui.about_box ui.help_deeds ui.help_pane ui.help_place ui.help_text ui.trouble_box"
    " services.components services.help_keys services.help_pages services.help_paper services.trouble_report"
    " db.birth db.journal db.packages db.shelf db.undo db.unlocking"
)


def test_a_start_imports_only_what_its_first_page_shows(register_file: Made) -> None:
    """In a process of its own: the first painted window costs the clerk what she sees and nothing more."""
    script = (
        "import sys; from pathlib import Path; from dandan_desktop import app\n"
        "seen = []\n"
        "def painted():\n"
        "    seen.extend(sys.modules)\n"
        "    from PySide6.QtWidgets import QApplication\n"
        "    QApplication.quit()\n"
        "app.run(Path(sys.argv[1]), data_key=bytes.fromhex(sys.argv[2]), on_painted=painted)\n"
        "assert 'dandan_desktop.ui.main_window' in seen\n"
        "unwanted = {f'dandan_desktop.{name}' for name in sys.argv[3:]} | {'hashlib', 'hmac'}\n"
        "print(*sorted(unwanted & set(seen)))\n"
    )
    command = [sys.executable, "-c", script, str(register_file.path), register_file.data_key.hex()]
    done = subprocess.run([*command, *NOT_AT_START.split()], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "", "")


def test_an_administrator_is_told_who_has_no_passphrase(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    register = people.made(tmp_path / "cơ quan")
    with closing(register.store()) as store, store.change("add_user"):
        store.of(User).add(User(name="Lê Văn Bình", enters=True))
    register.close()
    program.show_start(register.path)
    start = start_of(program)
    start.unlock.passphrase.setText(people.PASSPHRASE)
    start.unlock.open_it.click()
    notice = window_of(program, qtbot).notice
    qtbot.waitUntil(notice.isVisible)
    assert notice.words.text().startswith("Chưa có mật khẩu: Lê Văn Bình. Người quản trị đặt mật khẩu mới ở trang")


def test_one_person_alone_with_a_passphrase_is_named_after_a_wrong_one(
    program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    register = people.made(tmp_path / "cơ quan")
    register.close()
    program.show_start(register.path)
    start = start_of(program)
    assert not start.unlock.alone.isVisible()
    start.unlock.passphrase.setText("sai hoàn toàn rồi")
    start.unlock.open_it.click()
    qtbot.waitUntil(start.unlock.alone.isVisible)
    assert start.unlock.alone.text().startswith(f"Sổ này chỉ có mật khẩu của {people.KEEPER}.")


def test_no_bug_window_calls_a_damaged_register_safe(qapp: QApplication) -> None:
    assert qapp is QApplication.instance()
    windows = [CrashWindow("x", is_damaged=each) for each in (False, True)]
    words = [" ".join(label.text() for label in each.findChildren(QLabel)) for each in windows]
    assert "vẫn an toàn trong sổ" in words[0]
    assert "an toàn" not in words[1]
    assert "hãy giữ nguyên tệp sổ" in words[1]


def test_a_register_found_damaged_is_known_to_the_bug_window(
    register_file: Made, qapp: QApplication, qtbot: QtBot
) -> None:
    assert qapp is QApplication.instance()
    hook = Hook()
    program = Program(hook=hook)
    program.show_register(Register.open_with_key(register_file.path, register_file.data_key))
    qtbot.addWidget(window_of(program, qtbot))
    qtbot.waitUntil(lambda: program.lock is not None, timeout=20_000)  # the window stands
    assert program.session is not None
    assert not hook.is_damaged()
    program.session.register.keep_as_it_is()
    assert hook.is_damaged()
    program.close()

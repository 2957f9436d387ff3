"""The unlock page: who opens, a growing wait counted down, and what the journal hears."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dandan_desktop import settings
from dandan_desktop.db import journal, keys, tries
from dandan_desktop.db.register import Register
from dandan_desktop.domain.users import User
from dandan_desktop.services.registers import Door
from dandan_desktop.ui.start import StartWindow
from dandan_desktop.ui.start_forms import UnlockForm
from tests.services.backed import NO_WAIT
from tests.ui.drivers import people
from tests.ui.drivers.keys import press, type_words
from tests.ui.drivers.people import KEEPER, OTHER, PASSPHRASE


@pytest.fixture
def path(tmp_path: Path, qapp: object) -> Path:
    assert qapp is not None
    register = people.made(tmp_path / "so")
    people.add(register, User(name="Lê Văn Bình", enters=True))
    register.close()
    return register.path


@pytest.fixture
def start(path: Path, qtbot: QtBot) -> Iterator[StartWindow]:
    made = StartWindow(path)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


def test_a_person_is_chosen_and_opens_with_his_own_passphrase_by_keyboard(
    start: StartWindow, path: Path, qtbot: QtBot
) -> None:
    opened: list[Register] = []
    start.opened.connect(opened.append)
    assert [start.unlock.person.itemText(n) for n in range(2)] == [KEEPER, "Lê Văn Bình"]
    start.unlock.person.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Tab)
    type_words(PASSPHRASE)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not start.is_busy, timeout=20_000)
    assert start.problem.words.text().startswith("Mật khẩu không đúng.")
    assert KEEPER not in start.problem.words.text()
    type_words(OTHER)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    with closing(opened[0]) as register, closing(register.store()) as store:
        assert register.reader.name == "Lê Văn Bình"
        line = journal.deeds(store, 1)[0]
        assert (line.name, line.note) == ("unlock", "1 lần nhập sai trước đó")
        assert settings.read().last_user == register.reader.uid
    again = StartWindow(path)
    qtbot.addWidget(again)
    assert again.unlock.person.value() == "Lê Văn Bình"


def test_an_empty_box_is_told_and_nothing_is_tried(start: StartWindow, path: Path) -> None:
    start.unlock.passphrase.setFocus()
    press(Qt.Key.Key_Return)
    assert start.unlock.wrong.words.text() == "✕ Chưa gõ mật khẩu. Hãy gõ vào ô viền đỏ rồi bấm lại."
    assert start.unlock.wrong.words.isVisible()
    assert not start.is_busy
    start.unlock.by_sheet.click()
    start.sheet.open_it.click()
    assert start.sheet.wrong.words.text().startswith("✕ Chưa gõ mã trên phiếu khôi phục.")
    assert not start.is_busy
    start.show_unlock(path)
    assert not start.unlock.wrong.words.isVisible()


def test_after_many_wrong_ones_the_page_waits_without_freezing(start: StartWindow, path: Path, qtbot: QtBot) -> None:
    for _ in range(tries.FREE + 5):  # so many that a slow machine does not outlast the wait
        tries.failed(keys.loads(keys.beside(path).read_bytes()).register, NO_WAIT, 0.0)
    start.unlock.passphrase.setText("sai hoàn toàn rồi")
    start.unlock.open_it.click()
    qtbot.waitUntil(lambda: not start.is_busy, timeout=20_000)
    assert not start.unlock.open_it.isEnabled()
    assert "Nhập lại được sau" in start.unlock.patience.text()
    press(Qt.Key.Key_Return)
    assert not start.is_busy
    start.unlock.wait(0.1)
    assert not start.unlock.open_it.isEnabled()
    qtbot.waitUntil(start.unlock.open_it.isEnabled, timeout=5000)


def test_the_wait_is_counted_down_in_words(qtbot: QtBot) -> None:
    now = [100.0]
    form = UnlockForm(lambda: now[0])
    qtbot.addWidget(form)
    form.ask_for(Path("Sổ"), Door((), "", 60.0), is_practice=False)
    said = []
    for second in (100.0, 101.5, 159.2, 160.0):
        now[0] = second
        form.count_down()
        said.append((form.patience.text()[-9:-1], form.open_it.isEnabled()))
    assert said[0] == (" 60 giây", False)
    assert said[1] == (" 59 giây", False)
    assert said[2] == ("u 1 giây", False)
    assert said[3][1]
    assert not form.patience.isVisibleTo(form)


def test_one_person_is_not_asked_for(qtbot: QtBot) -> None:
    form = UnlockForm()
    qtbot.addWidget(form)
    form.ask_for(Path("Sổ"), Door((KEEPER,), "", 0.0), is_practice=False)
    assert not form.person.isVisibleTo(form)
    asked: list[tuple[str, str]] = []
    form.asked.connect(lambda _, passphrase, name: asked.append((passphrase, name)))
    form.passphrase.setText("x")
    form.open_it.click()
    assert asked == [("x", "")]


def test_who_forgot_a_passphrase_is_told_both_ways_in(qtbot: QtBot) -> None:
    form = UnlockForm()
    qtbot.addWidget(form)
    form.ask_for(Path("Sổ"), Door((KEEPER, "Lê Văn Bình"), "", 0.0), is_practice=False)
    assert "người quản trị" in form.forgotten.text()
    assert "Đặt lại mật khẩu" in form.forgotten.text()
    assert "phiếu khôi phục" in form.forgotten.text()
    form.ask_for(Path("Sổ"), Door((KEEPER,), "", 0.0), is_practice=False)
    assert form.forgotten.text() == "Quên mật khẩu: mở bằng phiếu khôi phục cất trong phong bì niêm phong."
    form.ask_for(Path("Sổ"), Door((KEEPER,), "", 0.0), is_practice=True)
    assert not form.forgotten.isVisibleTo(form)

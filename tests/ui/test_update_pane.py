"""Cập nhật: a newer file is found and offered, the register saved first, and the way back told."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dandan_desktop import __version__, paths
from dandan_desktop.db.register import Register
from dandan_desktop.domain.thinning import Kind
from dandan_desktop.services import backups, program_files, updating
from dandan_desktop.ui.keeper import Keeper
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.start import StartWindow
from dandan_desktop.ui.update_news import UpdateNews
from dandan_desktop.ui.update_pane import UpdatePane
from tests.services.test_updating import NEWER, release
from tests.ui.drivers import people
from tests.ui.drivers.keys import focused, press
from tests.ui.drivers.setup import SetupDriver
from tests.ui.test_pictures import SIZES, SMALLEST, picture


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    made = people.with_sheet(people.made(tmp_path / "so"))
    yield made
    made.close()


@pytest.fixture
def clerk(window: MainWindow, qtbot: QtBot) -> SetupDriver:
    return SetupDriver(window, qtbot)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, list[str]]]:
    """What would have been started: no installer runs on this system."""
    found: list[tuple[Path, list[str]]] = []
    monkeypatch.setattr(updating, "start", lambda program, arguments: found.append((program, list(arguments))))
    return found


@pytest.fixture
def carried(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The program is one that no installer laid: to be asked for before the window."""
    monkeypatch.setattr(updating, "is_carried", lambda: True)
    return monkeypatch


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program was installed for all, and this clerk is no administrator: to be asked for before the window."""
    monkeypatch.setattr(updating, "is_shared", lambda: True)


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "USB của Lan"
    made.mkdir()
    monkeypatch.setattr(updating, "sticks", lambda _=None: [made])
    return made


def shown(clerk: SetupDriver, words: str) -> UpdatePane:
    pane: UpdatePane = clerk.tab("Cập nhật")
    clerk.until(lambda: words in pane.told.text())
    return pane


def test_a_newer_file_on_a_stick_is_saved_for_and_started_by_keyboard(
    clerk: SetupDriver, session: Session, stick: Path, started: list[Any]
) -> None:
    release(stick)
    pane = shown(clerk, f"Có bản mới {NEWER}")
    assert not pane.install.isVisible()
    activate(clerk)
    pane.choose.setFocus()
    press(Qt.Key.Key_Tab)
    assert focused() is pane.prepare
    press(Qt.Key.Key_Return)
    clerk.until(pane.install.isVisible)
    newest = backups.newest(session.register)
    assert newest is not None
    assert newest.kind is Kind.BEFORE_UPGRADE
    assert f"bản sao số {newest.sequence};" in pane.result.text()
    assert started == []
    activate(clerk)
    assert focused() is pane.install
    press(Qt.Key.Key_Return)
    assert started == [(paths.data_folder() / "cap-nhat" / updating.INSTALLER.format(NEWER), [])]
    assert not clerk.window.isVisible()


def test_the_packed_folder_alone_cannot_renew_what_was_installed(clerk: SetupDriver, stick: Path) -> None:
    release(stick, named=updating.CARRIED)
    pane = shown(clerk, f"Có bản mới {NEWER}")
    assert f"chép thêm tệp {updating.INSTALLER.format(NEWER)}" in pane.told.text()
    assert not pane.prepare.isVisible()
    release(stick)
    pane.look_again.click()
    clerk.until(pane.prepare.isVisible)
    assert pane.prepare.text() == "Sao lưu rồi cập nhật"
    assert "bản mang theo" not in pane.told.text()


def test_a_carried_program_is_saved_for_and_told_how_it_is_unpacked(
    carried: pytest.MonkeyPatch, clerk: SetupDriver, session: Session, stick: Path, started: list[Any]
) -> None:
    release(stick)
    file = release(stick, named=updating.CARRIED)
    pane = shown(clerk, f"Có bản mới {NEWER}: {file.name}")
    assert pane.prepare.text() == "Sao lưu và kiểm tra tệp"
    activate(clerk)
    pane.prepare.setFocus()
    press(Qt.Key.Key_Return)
    clerk.until(pane.result.isVisible)
    activate(clerk)
    assert pane.isAncestorOf(focused())
    newest = backups.newest(session.register)
    assert newest is not None
    assert f"bản sao số {newest.sequence};" in pane.result.text()
    assert f"giải nén {file.name} ra một thư mục mới" in pane.result.text()
    assert "đừng xoá" not in pane.result.text()
    assert not pane.install.isVisible()
    assert not pane.prepare.isVisible()
    assert started == []
    assert "trong thư mục của nó" in pane.back_words.text()
    carried.setattr(paths, "program_folder", lambda: session.register.path.parent)
    pane.look_again.click()
    clerk.until(pane.prepare.isVisible)
    pane.prepare.click()
    clerk.until(pane.result.isVisible)
    assert f"{session.register.path.parent}, đừng xoá" in pane.result.text()


@pytest.mark.usefixtures("shared")
def test_who_may_not_renew_what_is_for_all_is_saved_for_and_sent_to_the_administrator(
    clerk: SetupDriver, session: Session, stick: Path, started: list[Any]
) -> None:
    file = release(stick)
    pane = shown(clerk, f"Có bản mới {NEWER}")
    assert pane.prepare.text() == "Sao lưu và kiểm tra tệp"
    pane.prepare.click()
    clerk.until(pane.result.isVisible)
    newest = backups.newest(session.register)
    assert newest is not None
    assert newest.kind is Kind.BEFORE_UPGRADE
    assert f"nhờ người quản trị máy bấm chuột phải vào tệp {file}" in pane.result.text()
    assert not pane.install.isVisible()
    assert started == []


def test_nothing_on_a_stick_is_said_and_a_wrong_file_refused(clerk: SetupDriver, stick: Path, tmp_path: Path) -> None:
    pane = shown(clerk, "Chưa thấy bản mới hơn")
    assert not pane.prepare.isVisible()
    file = release(tmp_path / "nơi khác")
    file.write_bytes(b"x")
    pane._pick = lambda _: file
    pane.choose.click()
    clerk.until(lambda: "không giống bảng kiểm" in clerk.window.problem.words.text())
    assert pane.chosen is None
    release(stick)
    pane.look_again.click()
    clerk.until(pane.prepare.isVisible)


def test_what_was_refused_is_past_once_the_file_is_whole(clerk: SetupDriver, stick: Path) -> None:
    file = release(stick)
    content = file.read_bytes()
    file.write_bytes(b"x")
    pane = shown(clerk, "Có bản mới")
    pane.prepare.click()
    clerk.until(lambda: "không giống bảng kiểm" in clerk.window.problem.words.text())
    assert clerk.window.problem.isVisible()
    file.write_bytes(content)
    pane.prepare.click()
    clerk.until(pane.install.isVisible)
    assert not clerk.window.problem.isVisible()


def test_the_previous_program_opens_at_the_backup_made_before(
    clerk: SetupDriver, stick: Path, started: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_previous(clerk.window.session, stick, monkeypatch)
    pane = shown(clerk, "Chưa thấy")
    assert f"bản {__version__}" in pane.back_words.text()
    pane.go_back.click()
    program, arguments = started[0]
    assert program.parent.name == updating.BEFORE
    assert arguments[0] == "--register"
    assert Path(arguments[1]).suffix == paths.PACKAGE_SUFFIX


def activate(clerk: SetupDriver) -> None:
    """The screenless platform forgets whose turn it is when the progress goes."""
    clerk.window.activateWindow()
    clerk.until(clerk.window.isActiveWindow)


def keep_previous(session: Session, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave what an update to this very version leaves."""
    monkeypatch.setattr(updating, "__version__", NEWER)
    updating.prepare(session.register, release(stick), current=__version__)
    before = stick.parent / "Sổ Dân vận" / updating.BEFORE
    before.mkdir(parents=True)
    (before / updating.WINDOW).write_bytes(b"MZ")
    (before / program_files.LIST).write_text("{}", encoding="utf-8")
    monkeypatch.setattr(paths, "program_folder", lambda: before.with_name("chuong-trinh"))
    for file in stick.iterdir():
        file.unlink()


def test_a_stick_plugged_in_is_told_of_once(window: MainWindow, stick: Path, qtbot: QtBot) -> None:
    keeper = Keeper(window.session, window)
    UpdateNews(keeper, window)
    keeper.look()
    qtbot.waitUntil(lambda: keeper.status is not None and not keeper.is_busy, timeout=20_000)
    assert not window.notice.isVisible()
    release(stick)
    for is_first in (True, False):
        with qtbot.waitSignal(keeper.told, timeout=20_000):
            keeper.look()
        qtbot.waitUntil(lambda: not keeper.is_busy, timeout=20_000)
        assert window.notice.isVisible() is is_first
        assert f"bản mới {NEWER}. Vào Sao lưu" in window.notice.words.text()
        window.notice.hide()


def test_an_older_program_leaves_a_newer_register_alone_and_tells_the_way_out(tmp_path: Path, qtbot: QtBot) -> None:
    register = people.made(tmp_path / "so")
    with closing(register.store()) as store:
        store.connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('dandan_desktop', 'sau', '')"
        )
        store.connection.commit()
    register.close()
    before = register.path.read_bytes()
    start = StartWindow(register.path)
    qtbot.addWidget(start)
    start.show()
    start.unlock.passphrase.setText(people.PASSPHRASE)
    start.unlock.open_it.click()
    opened: list[Any] = []
    start.opened.connect(opened.append)
    qtbot.waitUntil(lambda: not start.is_busy, timeout=20_000)
    assert opened == []
    assert "bản chương trình mới hơn ghi" in start.problem.words.text()
    assert "Hãy cài bản mới từ USB" in start.problem.words.text()
    assert "“Khôi phục từ bản sao…”" in start.problem.words.text()
    assert register.path.read_bytes() == before
    assert start.unlock.from_copy.isVisible()
    start.go_back()
    offered = [each.text().strip() for each in start.choices.findChildren(QPushButton)]
    assert "Khôi phục từ bản sao…" in offered
    start.close()


def test_who_keeps_no_register_installs_nothing(tmp_path: Path, stick: Path, qtbot: QtBot) -> None:
    release(stick)
    with people.read_by("enter", tmp_path / "người khác", qtbot) as window:
        pane = shown(SetupDriver(window, qtbot), "Có bản mới")
        assert not pane.prepare.isEnabled()


@pytest.mark.pictures
@pytest.mark.parametrize("size", [*SIZES, *SMALLEST])
def test_pictures(
    size: str, clerk: SetupDriver, stick: Path, monkeypatch: pytest.MonkeyPatch, pictures_folder: Path
) -> None:
    window = clerk.window
    pane = shown(clerk, "Chưa thấy")
    picture(window, size, "cap-nhat-chua-co", pictures_folder)
    keep_previous(clerk.window.session, stick, monkeypatch)
    clerk.tab("Sao lưu")
    release(stick, "9.2.0")
    pane = shown(clerk, "Có bản mới 9.2.0")
    pane.prepare.click()
    clerk.until(pane.install.isVisible)
    picture(window, size, "cap-nhat", pictures_folder)
    release(stick, "9.3.0", named=updating.CARRIED)
    pane.look()
    shown(clerk, "Có bản mới 9.3.0")
    picture(window, size, "cap-nhat-thieu-bo-cai", pictures_folder)


@pytest.mark.pictures
@pytest.mark.parametrize("size", [*SIZES, *SMALLEST])
def test_pictures_of_a_carried_program(
    size: str, carried: pytest.MonkeyPatch, clerk: SetupDriver, stick: Path, pictures_folder: Path
) -> None:
    carried.setattr(paths, "program_folder", lambda: clerk.window.session.register.path.parent)
    release(stick, named=updating.CARRIED)
    pane = shown(clerk, "Có bản mới")
    pane.prepare.click()
    clerk.until(pane.result.isVisible)
    picture(clerk.window, size, "cap-nhat-mang-theo", pictures_folder)


@pytest.mark.pictures
@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("size", [*SIZES, *SMALLEST])
def test_pictures_of_a_program_for_all(size: str, clerk: SetupDriver, stick: Path, pictures_folder: Path) -> None:
    release(stick)
    pane = shown(clerk, "Có bản mới")
    pane.prepare.click()
    clerk.until(pane.result.isVisible)
    picture(clerk.window, size, "cap-nhat-dung-chung", pictures_folder)

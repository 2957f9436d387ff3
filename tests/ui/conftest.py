"""A register that is made once and copied for each test, and the window on it."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dandan_desktop.db.birth import Fresh
from dandan_desktop.db.register import PRACTICE_PASSPHRASE, Register
from dandan_desktop.ui import clipboard, dialogs, start_up, theme
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.pages.meetings import meetings_page
from dandan_desktop.ui.plain_page import NounPage
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.start_up import Program
from tests.registers import once
from tests.ui import invented
from tests.ui.drivers.meetings import MeetingsDriver
from tests.ui.drivers.noun_page import Page, Shown
from tests.ui.drivers.people import window_of


class Made(NamedTuple):
    """A closed register and its data key."""

    path: Path
    data_key: bytes


NAME = "Sổ thử.dandan"


def _practised(folder: Path) -> bytes:
    register = Register.create(folder / NAME, PRACTICE_PASSPHRASE, Fresh("Lan", is_practice=True))
    store = register.store("Lan")
    invented.fill(store)
    store.close()
    register.close()
    return register.data_key


@pytest.fixture(scope="session")
def practice_register() -> Made:
    made = once(_practised)
    return Made(made.folder / NAME, made.answer)


@pytest.fixture
def register_file(practice_register: Made, tmp_path: Path) -> Made:
    folder = tmp_path / "so"
    shutil.copytree(practice_register.path.parent, folder)
    return Made(folder / practice_register.path.name, practice_register.data_key)


@pytest.fixture
def register(register_file: Made) -> Iterator[Register]:
    opened = Register.open_with_key(register_file.path, register_file.data_key)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return start_up.application()


@pytest.fixture
def session(qapp: QApplication, register: Register) -> Iterator[Session]:
    assert qapp is QApplication.instance()
    made = Session(register, register.store("Lan"), lambda: invented.TODAY)
    yield made
    clipboard.clear()  # what is still on it when Python ends brings the process down
    made.close()


@pytest.fixture
def window(session: Session, qtbot: QtBot) -> MainWindow:
    return window_of(session, qtbot)


@pytest.fixture
def program(qapp: QApplication) -> Iterator[Program]:
    """The program at its first start."""
    assert qapp is QApplication.instance()
    made = Program()
    made.show_start(None)
    yield made
    assert made.window is not None
    made.window.close()
    made.window.deleteLater()
    made.close()


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was sent to a printer as plain words."""
    papers: list[str] = []

    def print_text(_: object, words: str, *__: object) -> bool:
        papers.append(words)
        return True

    monkeypatch.setattr(dialogs, "print_text", print_text)
    return papers


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # The screenless platform says what it cannot do whenever a list opens below its box.
    for item in items:
        if "/tests/ui/" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where papers are written."""
    made = tmp_path / "giấy"
    made.mkdir()
    return made


@pytest.fixture
def shown(session: Session, qtbot: QtBot) -> Iterator[Shown]:
    """Shows a page as it stands beside the side bar, and leaves it at the end, while its register is open."""
    assert session.store.is_open
    pages: list[NounPage] = []

    def show(page: Page) -> Page:
        qtbot.addWidget(page)
        page.resize(1366 - theme.SIDE, 640)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        pages.append(page)
        return page

    yield show
    for page in pages:
        page.leave()
        page.close()


@pytest.fixture
def clerk(session: Session, shown: Shown, folder: Path) -> MeetingsDriver:
    """The page of the meetings; tests of other pages have a clerk of their own."""
    return MeetingsDriver(shown(meetings_page(session, lambda *_: folder)))

"""Registers of offices with several people, and the window as each of them has it."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from pytestqt.qtbot import QtBot

from dandan_desktop.db.birth import Fresh
from dandan_desktop.db.register import Register
from dandan_desktop.domain.users import User
from dandan_desktop.services import registers, users
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.session import Session
from tests.registers import copy_of, opened
from tests.services import two_offices
from tests.ui import invented

KEEPER = "Trần Thị Lan"
NAME = "Sổ của Ban.dandan"
PASSPHRASE = "lua vang dong thap muoi"
OTHER = "song tien chieu nay dep"


def _founded(folder: Path) -> bytes:
    register = Register.create(folder / NAME, PASSPHRASE, Fresh(KEEPER))
    with closing(register.store()) as store:
        registers.choose_office(store, registers.office_presets(store, invented.TODAY)[0][0])
    register.close()
    return register.data_key


def made(folder: Path) -> Register:
    """A new register with its office, kept by Lan, opened by her."""
    data_key = copy_of(_founded, folder)
    return Register.open_with_key(folder / NAME, data_key)


def add(register: Register, user: User, passphrase: str = OTHER) -> None:
    """Add a person."""
    with closing(register.store()) as store:
        users.add(register, store, user, (), passphrase)


def with_sheet(register: Register) -> Register:
    """The register as it is once a recovery sheet was confirmed."""
    with closing(register.store()) as store, store.change("make_sheet"):
        store.put_fact("has_recovery_sheet", "1")
    register.learn()
    return register


def window_of(session: Session, qtbot: QtBot) -> MainWindow:
    """The window on a session, as large as an office's screen, and hearing what is typed."""
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


@contextmanager
def read_by(name: str, folder: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window of one of the readers of the register in which two organisations work."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / two_offices.world().path.name
    shutil.copyfile(two_offices.world().path, path)
    register = with_sheet(opened(path))
    store = register.store(reader=two_offices.world().readers[name])
    session = Session(register, store, lambda: two_offices.TODAY)
    try:
        yield window_of(session, qtbot)
    finally:
        session.close()

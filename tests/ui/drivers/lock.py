"""The lock and the next start in the clerk's words; the new process is only written down."""

from collections.abc import Sequence
from pathlib import Path

from pytestqt.qtbot import QtBot

from dandan_desktop.db import place
from dandan_desktop.db.register import Register
from dandan_desktop.domain.reasons import Why
from dandan_desktop.ui.lock import LONGEST, Lock
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.place import come_back
from dandan_desktop.ui.session import Session
from tests.ui import invented
from tests.ui.conftest import Made


class LockDriver:
    """A window that locks, and windows opened after it."""

    def __init__(self, made: Made, qtbot: QtBot, *, can_start: bool = True, longest: int = LONGEST) -> None:
        self.made = made
        self.qtbot = qtbot
        self.started: list[list[str]] = []
        self.left: list[str] = []
        self._can_start, self._longest = can_start, longest
        self.window, self.lock = self.open()

    @property
    def session(self) -> Session:
        return self.window.session

    def open(self) -> tuple[MainWindow, Lock]:
        """A start of the program, up to where the clerk sees the window."""
        self.left.clear()
        register = Register.open_with_key(self.made.path, self.made.data_key)
        session = Session(register, register.store("Lan"), lambda: invented.TODAY)
        self.window = MainWindow(session)
        self.qtbot.addWidget(self.window)
        self.window.resize(1366, 768)
        with self.qtbot.waitExposed(self.window):
            self.window.show()
        come_back(self.window)
        with self.qtbot.waitActive(self.window):
            self.window.activateWindow()
        self.lock = Lock(self.window, start=self._start, leave=lambda: self.left.append("left"), longest=self._longest)
        return self.window, self.lock

    def lock_it(self, why: Why = Why.ASKED) -> None:
        """Lock, and wait until the process that locked has ended."""
        self.lock.lock_now(why)
        self.see_it_leave()

    def see_it_leave(self) -> None:
        """Wait until this process has ended, which backs up first."""
        self.qtbot.waitUntil(lambda: bool(self.left), timeout=20_000)

    def end(self) -> None:
        """Leave nothing open after a test, whatever it left open."""
        self.lock._timer.stop()
        self.lock._pool.waitForDone()
        if self.session.store.is_open:
            self.session.close()

    def die(self) -> None:
        """What kill -9 leaves: nothing more is kept, and the lock is free."""
        self.lock._timer.stop()
        self.lock.place._is_keeping = True
        self.window.hide()
        self.session.close()

    def close(self) -> None:
        """Leave in good order."""
        self.window.close()
        self.lock.forget()
        self.session.close()

    @property
    def register(self) -> Path:
        return self.made.path

    def _start(self, command: Sequence[str]) -> bool:
        assert not self.session.store.is_open, "the register is closed before the next process starts"
        place.Lock(self.made.path).release()  # raises while somebody holds it
        self.started.append(list(command))
        return self._can_start

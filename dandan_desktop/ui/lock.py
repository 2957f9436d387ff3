"""The lock: what is typed is kept, the register backed up and closed, and this process replaced by a new one.

Closing alone would leave keys and names in this process's memory (`reliability` §0-8); its end is the only wipe. Nobody
may come back to a locked register today, so a lock is the end of a session like any other (B1).
"""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QProcess, QThreadPool, QTimer
from PySide6.QtGui import QGuiApplication, QWindow

from dandan_desktop import bug_log, paths, settings
from dandan_desktop.domain.errors import ClerkError
from dandan_desktop.domain.reasons import Why
from dandan_desktop.marks import override
from dandan_desktop.services import copies
from dandan_desktop.ui import clipboard, presence, theme
from dandan_desktop.ui.draft import has_kept, keep_all
from dandan_desktop.ui.ending_page import EndingPage
from dandan_desktop.ui.main_window import MainWindow, keep_geometry
from dandan_desktop.ui.place import PlaceKeeper
from dandan_desktop.ui.session import Ending
from dandan_desktop.ui.work import Nothing, Work

LOOK_EVERY = 5_000
"""Milliseconds between two looks at how long nobody typed or clicked."""
LONGEST = 60_000
"""Milliseconds a lock waits for the backup before it goes on without."""
_SIGNS_OF_LIFE = frozenset({
    QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
    QEvent.Type.TouchBegin, QEvent.Type.TabletPress,
})  # fmt: skip

Start = Callable[[Sequence[str]], bool]


def start_detached(command: Sequence[str]) -> bool:
    """Start a program that outlives this one; False when it cannot be started."""
    is_started, _ = QProcess.startDetached(command[0], list(command[1:]), str(Path.cwd()))
    return is_started


def leave() -> None:
    """End this process at once: the register is closed, and no dialog or thread may hold its memory any longer."""
    os._exit(0)


class Idle(QObject):
    """Counts the time since somebody last typed, clicked or moved the mouse in one of the program's windows."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._since = QElapsedTimer()
        self._since.start()
        # A filter on windows hears keys and the mouse; one on the application would hear everything.
        theme.application().focusWindowChanged.connect(self._watch)
        self._watch(QGuiApplication.focusWindow())

    @property
    def minutes(self) -> float:
        """How long nobody was there."""
        return self._since.elapsed() / 60_000

    def wake(self) -> None:
        """Somebody is there, or something runs that is waited for."""
        self._since.restart()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE:
            self._since.restart()
        return False

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)
            self._since.restart()


class Lock(QObject):
    """Locks the register of one window: by its button, when nobody is there, and before work that needs it alone."""

    def __init__(
        self,
        window: MainWindow,
        *,
        start: Start = start_detached,
        leave: Callable[[], None] = leave,
        longest: int = LONGEST,
    ) -> None:
        super().__init__(window)
        self._window = window
        self.session = window.session
        self._start = start
        self._leave = leave
        self.place = PlaceKeeper(window)
        self.idle = Idle(self)
        self._waiting: Why | None = None
        self._has_typed = False
        self._pool = QThreadPool(self)
        self._work: Work | None = None
        self._presence = presence.listen(window, self.lock_now, self._on_windows_ending)
        self._timer = QTimer(self, interval=LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self._limit = QTimer(self, singleShot=True, interval=longest)
        window.lock_wanted.connect(lambda: self.lock_now(Why.ASKED))
        self.session.end_wanted.connect(self._on_end_wanted)

    def look(self) -> None:
        """Lock when nobody was there for so long; work that writes is waited for."""
        if self.session.is_busy or self._work is not None:
            self.idle.wake()
        elif self._waiting is not None:
            self.lock_now(self._waiting)
        elif self.idle.minutes >= settings.idle_minutes():
            self.lock_now(Why.IDLE)

    def lock_now(self, why: Why) -> None:
        """Keep what is typed, back up, close and hand over to a new process; after the work that writes, if any.

        Where something typed cannot be kept, as on a full disk, the window stays open and says so. What the backup
        met is told when the register opens again; a PC that goes to sleep leaves no time for one.
        """
        if self._work is not None:
            return  # the register is being worked on, and the process ends after that
        if self.session.is_busy:
            self._waiting = why
        elif self._put_away():
            if why is Why.ASLEEP:
                self.session.close_stores()
                self._end(why)
            else:
                self._alone(Ending(copies.at_end, why, self.tr("Đang sao lưu trước khi khoá sổ…")))
                self._limit.timeout.connect(lambda: self._give_up(why))
                self._limit.start()

    def forget(self) -> None:
        """The window was closed in good order: nothing is locked, and the next start begins at the first page."""
        self._timer.stop()
        self.place.forget()
        clipboard.clear()

    def _put_away(self, *, is_damaged: bool = False) -> bool:
        """Keep everything typed, the place and the window's own, and clear what was copied; False when refused.

        Of a damaged register that keeps nothing any more the clerk is let out all the same, to where it is mended.
        """
        self._waiting = None
        is_kept = (keep_all(self._window) and self.place.keep(is_locked=True)) or is_damaged
        if is_kept:
            self._has_typed = not is_damaged and has_kept(self._window)
            self._timer.stop()
            keep_geometry(self._window)
            clipboard.clear()
        return is_kept

    def _hand_over(self, why: Why) -> None:
        typed = ("--typed",) if self._has_typed else ()
        command = paths.own_command("--register", self.session.register.path, *typed, "--unlock", why)
        if not self._start(command):
            bug_log.write(OSError("the program could not be started again"))
        self._leave()

    def _on_windows_ending(self) -> None:
        keep_all(self._window)
        self.place.keep(is_locked=True)

    def _on_end_wanted(self, ending: Ending) -> None:
        if self._work is None and self._put_away(is_damaged=ending.why is Why.DAMAGED):
            self._alone(ending)

    def _alone(self, ending: Ending) -> None:
        """Show nothing of the register any more, close its stores, do the work, then hand over."""
        page = EndingPage(ending.words, has_typed=self._has_typed)
        self._window.may_close = lambda: False
        hidden = self._window.takeCentralWidget()
        hidden.hide()  # what is painted there would ask a closed store
        hidden.setParent(None)
        self._hidden = hidden
        self._window.setCentralWidget(page)
        self.session.close_stores()
        register = self.session.register
        self._work = Work(Nothing, lambda _, progress: ending.work(register, progress), ending.words, is_modal=True)
        page.watch(self._work)
        self._work.finished.connect(lambda _: self._end(ending.why))
        self._work.failed.connect(lambda error: self._on_work_failed(page, ending.why, error))
        page.left.connect(lambda: self._end(Why.FAILED))
        self._pool.start(self._work.run)

    def _on_work_failed(self, page: EndingPage, why: Why, error: object) -> None:
        if isinstance(error, ClerkError) and not why.is_lock:
            page.tell(error)
            return
        if isinstance(error, BaseException) and not isinstance(error, ClerkError):
            bug_log.write(error)
        self._end(why if why.is_lock else Why.FAILED)

    def _give_up(self, why: Why) -> None:
        """Go on without the backup; what comes of it later is nobody's news."""
        if self._work is not None:
            self._work.cancel()
            self._work.blockSignals(True)
        self._end(why)

    def _end(self, why: Why) -> None:
        self._limit.stop()
        self._window.hide()
        self.session.register.close()
        self._hand_over(why)

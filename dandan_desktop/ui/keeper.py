"""Work that does itself: pages looked over after the start, a full check each week, backups, and the copy outside.

All of it is quiet: a thread of its own, no window; what came out is told by the status line, a failure by the bar
above the page.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from dandan_desktop.db.register import Register
from dandan_desktop.db.store import Store
from dandan_desktop.domain import faults
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.messages import sentences
from dandan_desktop.domain.progress import Progress
from dandan_desktop.domain.thinning import Kind
from dandan_desktop.services import backups, copies, fallback, health, updating
from dandan_desktop.services.backups import Level, Status
from dandan_desktop.services.health import Health
from dandan_desktop.services.updating import Update
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.work import Work

LOOK_EVERY = 60_000
"""Milliseconds between two looks whether a backup is due or a stick was plugged in."""

ROLES = {Level.NOTICE: "second", Level.BANNER: "warning", Level.RED: "error"}
"""How each loudness is dressed."""
_CLOCK = (Problem.CLOCK_BEHIND, Problem.CLOCK_AHEAD)


class Keeper(QObject):
    """Begins when the window was painted; what it found is `words` for the status line."""

    told = Signal()
    """The words, or how loud they are, are others now."""
    update_found = Signal(Update)
    """A stick brings a newer program, an `Update`; told once for each version."""
    clock_found = Signal(str)
    """This machine's clock cannot be right: two sentences, told once."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.status: Status | None = None
        self.health: Health | None = None
        self.problem: ClerkError | None = None
        """Why the last quiet work was not done; None once it was."""
        self.checking: Work | None = None
        """The full check under way, which the clerk may stop."""
        self._offered: set[str] = set()
        self._is_clock_told = False
        self._work: Work | None = None
        self._timer = QTimer(self, interval=LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        session.backups_read.connect(self.take)

    @property
    def is_busy(self) -> bool:
        """Whether quiet work is under way."""
        return self._work is not None and not self._work.is_over

    @property
    def words(self) -> str:
        """What is wrong, then the newest backup, whether it passed, and when one was taken out; empty at first."""
        _, wrong = _trouble(self)
        known = (f"⚠ {wrong.removesuffix('.')}" if wrong else "", self.status.line if self.status else "")
        return " · ".join(filter(None, known))

    @property
    def level(self) -> Level:
        """How loud the words are."""
        level, _ = _trouble(self)
        return level

    @property
    def role(self) -> str:
        """How the words are dressed."""
        return ROLES[self.level]

    @property
    def check_words(self) -> str:
        """What looking the register over found; empty while nobody looked."""
        if self.checking is not None:
            return self.tr("Đang kiểm tra toàn bộ sổ…")
        if self.health is None:
            return ""
        if self.health.is_sound:
            return self.tr("Sổ đọc được tốt")
        damage = self.tr("Sổ hỏng, chỉ xem: ") if faults.is_damage(self.health.faults) else ""
        return f"⚠ {damage}{faults.words(self.health.faults)}"

    def begin(self) -> None:
        """Look every page over, all the rest when a week went by, then keep looking for what is due."""
        self._timer.start()
        register = self.session.register
        self._do(lambda _, progress: health.quick(register, progress), self._on_looked_over)

    def look(self) -> None:
        """Back up when two hours went by with changes, and take the newest backup out when a stick of ours is there."""
        if not self.is_busy and self.session.store.is_open:
            register = self.session.register
            is_sound = self.health is None or self.health.is_sound
            work = self._do(lambda _, progress: _due(register, progress, is_sound=is_sound), self._on_kept)
            work.failed.connect(self._on_broke_off)

    def go_on(self) -> None:
        """The window stays after all."""
        self._timer.start()

    def stop_check(self) -> None:
        """Stop the full check; it begins again at the next start."""
        if self.checking is not None:
            self.checking.cancel()

    def take(self, status: object) -> None:
        """Hear what was just read of the backups."""
        if isinstance(status, Status):
            self.status = status
            self.told.emit()
            wrong = next((each.text for each in status.alarms if each.problem in _CLOCK), "")
            if wrong and not self._is_clock_told:
                self._is_clock_told = True
                self.clock_found.emit(wrong)

    def back_up_at_end(self, done: Callable[[ClerkError | None], None]) -> Work:
        """Back up when something changed, and take it out when a stick is there; `done` hears of a problem, or None."""
        self._timer.stop()
        self.stop_check()
        register = self.session.register
        work = self.session.run(
            lambda _, progress: copies.at_end(register, progress),
            lambda _: done(None),
            words=self.tr("Đang sao lưu trước khi đóng sổ…"),
            is_quiet=True,
        )
        work.failed.connect(lambda error: self._on_end_failed(error, done))
        return work

    def _do(self, work: Callable[[Store, Progress], Any], done: Callable[[Any], None]) -> Work:
        self._work = self.session.run(work, done, words="", is_quiet=True)
        self._work.failed.connect(self._on_failed)
        return self._work

    def _on_looked_over(self, found: Health) -> None:
        self._tell_health(found)
        register = self.session.register
        if found.is_sound and health.is_full_due(register, self.session.store):
            self.checking = self._do(lambda _, progress: _weekly(register, progress), self._on_checked)
            self.told.emit()
        else:
            self.look()

    def _on_checked(self, found: Health) -> None:
        self.checking = None
        self._tell_health(found)
        self.look()

    def _tell_health(self, found: Health) -> None:
        self.health = found
        self.told.emit()
        if not found.is_sound:
            self.session.problem_raised.emit(fallback.found(self.session.register.path, found.faults))

    def _on_kept(self, found: tuple[Status, Update | None]) -> None:
        status, update = found
        self.problem = None
        self.take(status)
        if update is not None and update.version not in self._offered:
            self._offered.add(update.version)
            self.update_found.emit(update)

    def _on_end_failed(self, error: object, done: Callable[[ClerkError | None], None]) -> None:
        self.problem = _told(error) or self.problem
        self.told.emit()
        done(_told(error))

    def _on_broke_off(self, error: object) -> None:
        if error is not None and not isinstance(error, ClerkError):
            self._on_failed(_told(error))

    def _on_failed(self, error: object) -> None:
        was_checking, self.checking = self.checking is not None, None
        if isinstance(error, ClerkError):
            is_news = self.problem is None or self.problem.problem is not error.problem
            self.problem = error
            if is_news:
                self.session.problem_raised.emit(error)
        self.told.emit()
        if was_checking and error is None:
            self.look()


def _trouble(keeper: Keeper) -> tuple[Level, str]:
    """How loud what is wrong with the backups is, and the sentence for it; a missing recovery sheet is told beside."""
    if keeper.problem is not None:
        return Level.RED, sentences(keeper.problem)[0]
    alarms = keeper.status.alarms if keeper.status is not None else ()
    known = ((each.level, each.brief) for each in alarms if each.problem is not Problem.NO_RECOVERY_SHEET)
    return next((each for each in known if each[0] > Level.NOTICE), (Level.NOTICE, ""))


def _told(error: object) -> ClerkError | None:
    """What a clerk is told of a backup that was not made: of a bug too; None when it was only stopped."""
    if error is None or isinstance(error, ClerkError):
        return error
    return ClerkError(Problem.BACKUP_BROKE_OFF)


def _weekly(register: Register, progress: Progress) -> Health:
    found = health.full(register, progress)
    copies.look_over(register, progress)
    return found


def _due(register: Register, progress: Progress, *, is_sound: bool) -> tuple[Status, Update | None]:
    if is_sound and backups.is_due(register):  # of a damaged one no backup would pass
        backups.back_up(register, Kind.ROUTINE, progress)
    copies.take_out_if_there(register, progress)
    newer = updating.found(updating.sticks(backups.second_place(register)))
    return backups.status(register), newer[0] if newer else None

"""A read that failed in the open window: every page is looked at once more before anybody speaks of damage.

A stick that was touched or a disk that was asleep fails once (`reliability.md` R8). The connection that met it
answers nothing afterwards, so the window goes on with a fresh one; real damage is told with the newest good backup.
"""

import contextlib

from PySide6.QtCore import QObject

from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.services import fallback, health
from dandan_desktop.services.health import Health
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.work import Work

_UNSURE = (Problem.REGISTER_DAMAGED, Problem.DISK_FAILING)


class SecondLook(QObject):
    """Answers the window's doubts about a problem, and gives it a connection that reads."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.session = window.session
        self._work: Work | None = None
        self._verdict: ClerkError | None = None
        window.doubts = self.doubts

    def doubts(self, error: ClerkError) -> bool:
        """Whether this problem may be a single read that failed; from then on the register is being looked over."""
        register = self.session.register
        if self._is_settled(error) or error.problem not in _UNSURE or error.facts.get("path") != register.path:
            return False
        if self._work is None:
            self._window.notice.say(self.tr("Ổ đĩa vừa đọc lỗi. Xin chờ: chương trình đang đọc lại sổ để xem chắc."))
            run, look = self.session.run, health.quick
            self._work = run(lambda _, progress: look(register, progress), self._on_looked, words="", is_quiet=True)
            self._work.failed.connect(self._on_failed)
        return True

    def _is_settled(self, error: ClerkError) -> bool:
        """Whether the last look already said it: damage stays, a disk that failed may have come to itself since."""
        known = self._verdict
        return known is not None and (error is known or known.problem is not Problem.DISK_FAILING)

    def _on_looked(self, found: Health) -> None:
        if found.is_sound:
            self._go_on()
        else:
            self._tell(fallback.found(self.session.register.path, found.faults))

    def _on_failed(self, error: object) -> None:
        self._work = None
        if isinstance(error, ClerkError):
            self._tell(error)

    def _go_on(self) -> None:
        """The register is whole: go on with a fresh connection, and show again what could not be read."""
        try:
            self.session.store.renew(self.session.register.data_key)
        except ClerkError as error:
            self._tell(error)
            return
        self._work = None
        self._window.notice.say(
            self.tr(
                "Đọc lại thì sổ vẫn nguyên vẹn. Hãy xem phần đang gõ còn đủ không, rồi chép bản sao ra ổ ngoài:"
                " ổ đĩa của máy đã yếu."
            )
        )
        tables = frozenset(noun.table for noun in self.session.store.nouns)
        self.session.announce(Changes(0, "", tables))

    def _tell(self, error: ClerkError) -> None:
        """Damage, or a disk that fails for good: said once, with what to go back to."""
        with contextlib.suppress(ClerkError):  # what can still be read may be looked at, and what is typed be kept
            self.session.store.renew(self.session.register.data_key)
        if error.problem is not Problem.DISK_FAILING:
            error = fallback.damaged(self.session.register.path)
        self._work, self._verdict = None, error
        self._window.notice.hide()
        self.session.problem_raised.emit(error)

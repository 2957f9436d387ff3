"""Long work on a thread of its own: how far it is, stopping it, and its end told on the window's thread."""

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, Signal

from dandan_desktop.domain.progress import Cancelled, Progress

PATIENCE = 400
"""Milliseconds before progress is shown."""


class Closable(Protocol):
    """What the worker opens for itself and closes when it is done."""

    def close(self) -> None:
        """Let go of it."""
        ...


class Nothing:
    """For work that needs no store."""

    def close(self) -> None:
        """Do nothing."""


class Work(QObject):
    """One piece of long work; its signals arrive on the thread that made it."""

    stepped = Signal(int, int)
    finished = Signal(object)
    failed = Signal(object)
    """An exception, or None when the clerk stopped the work."""
    _ended = Signal(object, object)

    def __init__(
        self,
        opened: Callable[[], Closable],
        work: Callable[[Any, Progress], Any],
        words: str,
        *,
        is_modal: bool,
    ) -> None:
        super().__init__()
        self.words = words
        self.is_modal = is_modal
        self.is_over = False
        self._opened = opened
        self._work = work
        self._is_cancelled = False
        # Queued, so that everybody hears of the end on the thread of the window.
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._is_cancelled = True

    def step(self, done: int, total: int) -> None:
        """Report progress from the worker; raises Cancelled when the clerk no longer wants it."""
        if self._is_cancelled:
            raise Cancelled
        self.stepped.emit(done, total)

    def run(self) -> None:
        """What a thread pool runs; given to it as it is: a QRunnable of ours would outlive the one Qt deletes."""
        try:
            opened = self._opened()
            try:
                result = self._work(opened, self)
            finally:
                opened.close()
        except Cancelled:
            self._ended.emit(None, Cancelled())
        except BaseException as error:  # noqa: BLE001 - whatever it is, the window's thread must hear of it
            self._ended.emit(None, error)
        else:
            self._ended.emit(result, None)

    def _on_ended(self, result: object, error: object) -> None:
        self.is_over = True
        if error is None:
            self.finished.emit(result)
        else:
            self.failed.emit(None if isinstance(error, Cancelled) else error)

"""One open register as the window sees it: passed in everywhere, and the only way to do deeds and long work."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QThreadPool, Signal

from dandan_desktop.db import journal
from dandan_desktop.db.journal import DeedLine
from dandan_desktop.db.offices import office, office_on
from dandan_desktop.db.register import Register
from dandan_desktop.db.store import Store
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.nouns import Noun, noun_of
from dandan_desktop.domain.periods import Kind, Period
from dandan_desktop.domain.progress import Progress
from dandan_desktop.ui.work import Work

T = TypeVar("T")


def today() -> date:
    """This machine's day."""
    return datetime.now().astimezone().date()


class Session(QObject):
    """The register, its store on the window's thread, the day, the working period, and the news of both."""

    changed = Signal(Changes)
    """A `Changes` was done, here or by the worker."""
    problem_raised = Signal(ClerkError)
    """A `ClerkError` the clerk must be told of."""
    period_changed = Signal(Period)
    """Another working `Period` was chosen."""
    record_wanted = Signal(str, int)
    """A page asks for a record (its noun's table, its id) that another page may show."""
    records_wanted = Signal(str, list, str)
    """A page asks for the records (table, ids) behind a figure, with the words that say which they are."""
    work_begun = Signal(Work)
    """A `Work` that reads was started; the window shows its progress."""

    def __init__(self, register: Register, store: Store, day: Callable[[], date] = today) -> None:
        super().__init__()
        self.register = register
        self.store = store
        self._day = day
        self._period = Period.of(Kind.QUARTER, day())
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._works: set[Work] = set()

    @property
    def today(self) -> date:
        """The day the clerk works on."""
        return self._day()

    @property
    def period(self) -> Period:
        """The working period figures are shown for."""
        return self._period

    def choose_period(self, period: Period) -> None:
        """Work on another period."""
        if period != self._period:
            self._period = period
            self.period_changed.emit(period)

    @property
    def office_name(self) -> str:
        """The office's name as it stood today; empty until one was chosen."""
        return office_on(self.store, self.today).facts.name if office(self.store) else ""

    def do(self, deed: Callable[[], Changes]) -> Changes | None:
        """Do a deed now, tell of it, and give what it changed; None when it was refused and the clerk was told."""
        try:
            changes = deed()
        except ClerkError as error:
            self.problem_raised.emit(error)
            return None
        self.announce(changes)
        return changes

    def announce(self, changes: Changes) -> None:
        """Tell everybody what a deed changed."""
        self.store.forget(changes)
        self.changed.emit(changes)

    def run(
        self,
        work: Callable[[Store, Progress], T],
        done: Callable[[T], None],
        *,
        words: str,
        writes: bool = False,
    ) -> Work:
        """Do long work on the one worker thread with a store of its own, then hand its result to `done` here.

        A window with progress and Huỷ appears after 400 ms; it is modal when the work writes. A result that is
        `Changes` is announced before `done` is called; a known problem is raised as any other.
        """
        under_way = Work(lambda: self.register.store(reader=self.store.reader), work, words, is_modal=writes)
        self._works.add(under_way)
        under_way.finished.connect(lambda result: self._end(under_way, result, done))
        under_way.failed.connect(lambda error: self._fail(under_way, error))
        self.work_begun.emit(under_way)
        self._pool.start(under_way.task())
        return under_way

    def line_of(self, changes: Changes) -> DeedLine | None:
        """The line of the journal a deed left."""
        return next((line for line in journal.deeds(self.store, 5) if line.id == changes.deed), None)

    def live(self, noun: Noun, row: int) -> Kept[Any] | None:
        """A record that exists and is not in the trash."""
        try:
            kept = self.store.of(noun.record).get(row)
        except ClerkError as error:
            if error.problem is not Problem.RECORD_GONE:
                raise
            return None
        return kept if kept.deleted_at is None else None

    def title_of(self, table: str, row: int) -> str:
        """The title of a record that may be in the trash; empty when there is none."""
        try:
            noun = noun_of(table, self.store.nouns)
            return noun.title(self.store.of(noun.record).get(row).facts, self.store.names)
        except KeyError:
            return ""
        except ClerkError as error:
            if error.problem is not Problem.RECORD_GONE:
                raise
            return ""

    def close(self) -> None:
        """Stop long work, close the store and let another program open the register."""
        for under_way in list(self._works):
            under_way.cancel()
        self._pool.waitForDone()
        self.store.close()
        self.register.close()

    def _end(self, under_way: Work, result: T, done: Callable[[T], None]) -> None:
        self._works.discard(under_way)
        if isinstance(result, Changes):
            self.announce(result)
        done(result)

    def _fail(self, under_way: Work, error: BaseException | None) -> None:
        self._works.discard(under_way)
        if isinstance(error, ClerkError):
            self.problem_raised.emit(error)
        elif error is not None:
            raise error

"""One open register as the window sees it: passed in everywhere, and the only way to do deeds and long work."""

from collections.abc import Callable, Container
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from PySide6.QtCore import QObject, QThreadPool, Signal

from dandan_desktop.db.offices import office_on
from dandan_desktop.db.register import Register
from dandan_desktop.db.store import Store
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.nouns import Noun, noun_of
from dandan_desktop.domain.periods import Kind, Period
from dandan_desktop.domain.progress import Progress
from dandan_desktop.domain.reasons import Why
from dandan_desktop.services.gaps import Gap
from dandan_desktop.ui.work import Work

if TYPE_CHECKING:
    from dandan_desktop.db.journal import DeedLine

T = TypeVar("T")


class Ending(NamedTuple):
    """Work that needs the register to itself, why the unlock page is shown after it, and the words meanwhile."""

    work: Callable[[Register, Progress], object]
    why: Why
    words: str


def today() -> date:
    """This machine's day."""
    return datetime.now().astimezone().date()


class Session(QObject):
    """The register, its store on the window's thread, the day, the working period, and the news of both."""

    changed = Signal(Changes)
    """A `Changes` was done, here or by the worker."""
    worded = Signal(Changes, str)
    """After `changed`: a deed that needs words of its own, because it did more than its key says."""
    problem_raised = Signal(ClerkError)
    """A `ClerkError` the clerk must be told of."""
    period_changed = Signal(Period)
    """Another working `Period` was chosen."""
    record_wanted = Signal(str, int)
    """A page asks for a record (its noun's table, its id) that another page may show."""
    back_wanted = Signal()
    """A record was left that leads back to where it was asked for."""
    records_wanted = Signal(str, list, str)
    """A page asks for the records (table, ids) behind a figure, with the words that say which they are."""
    gap_wanted = Signal(Gap)
    """A page asks for a slot without its sitting, among all that lack theirs."""
    draft_kept = Signal()
    """Something typed was kept, or is saved and no longer a draft."""
    end_wanted = Signal(Ending)
    """An `Ending`: work that needs the register to itself, and the end of this session."""
    backups_read = Signal(object)
    """The state of the backups was read anew, a `services.backups.Status`."""
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
        self._quiet_pool = QThreadPool(self)
        self._quiet_pool.setMaxThreadCount(1)
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
        try:
            return office_on(self.store, self.today).facts.name
        except ClerkError as error:
            if error.problem is not Problem.NO_OFFICE:
                raise
            return ""

    def do(self, deed: Callable[[], Changes]) -> Changes | None:
        """Do a deed now, tell of it, and give what it changed; None when it was refused and the clerk was told."""
        try:
            changes = deed()
        except ClerkError as error:
            self.problem_raised.emit(error)
            return None
        self.announce(changes)
        return changes

    def announce(self, changes: Changes, words: str = "") -> None:
        """Tell everybody what a deed changed, and the clerk in these words where there are any."""
        self.store.forget(changes)
        self.changed.emit(changes)
        if words:
            self.worded.emit(changes, words)

    def run(
        self,
        work: Callable[[Store, Progress], T],
        done: Callable[[T], None],
        *,
        words: str,
        writes: bool = False,
        is_quiet: bool = False,
        told_there: Container[Problem] = (),
    ) -> Work:
        """Do long work on the one worker thread with a store of its own, then hand its result to `done` here.

        A window with progress and Huỷ appears after 400 ms; it is modal when the work writes. A result that is
        `Changes` is announced before `done` is called; a known problem is raised as any other, but for those that
        whoever starts the work has a place for (`told_there`). Quiet work has a thread of its own and no window;
        whoever starts it hears of its problem.
        """
        under_way = Work(lambda: self.register.store(reader=self.store.reader), work, words, is_modal=writes)
        self._works.add(under_way)
        under_way.finished.connect(lambda result: self._end(under_way, result, done))
        under_way.failed.connect(lambda error: self._fail(under_way, error, told_there, is_quiet=is_quiet))
        if not self.store.is_open:  # the session is over: nothing may open the register again
            return under_way
        if not is_quiet:
            self.work_begun.emit(under_way)
        (self._quiet_pool if is_quiet else self._pool).start(under_way.run)
        return under_way

    def keep(self, page: str, row: int, content: str | None) -> bool:
        """Keep or drop (None) what was typed on a page; False when it was refused and the clerk was told.

        Once the session is over there is nothing left to keep: whoever ended it had the forms keep theirs first.
        """
        if not self.store.is_open:
            return True
        try:
            self.store.keep_draft(page, row, content)
        except ClerkError as error:
            self.problem_raised.emit(error)
            return False
        self.draft_kept.emit()
        return True

    def end_for(self, work: Callable[[Register, Progress], object], why: Why, *, words: str) -> None:
        """Do work that needs the register to itself, then start again at its unlock page, which says `why`.

        What is typed is kept, every store closed, the work done on a thread behind its progress (`words`); it is
        given the open register and may close it, as restoring does. A known problem is told before the new start.
        """
        self.end_wanted.emit(Ending(work, why, words))

    @property
    def is_busy(self) -> bool:
        """Whether long work that writes is under way: the window waits for it."""
        return any(each.is_modal and not each.is_over for each in self._works)

    def line_of(self, changes: Changes) -> "DeedLine | None":
        """The line of the journal a deed left."""
        from dandan_desktop.db import journal

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

    def close_stores(self) -> None:
        """Stop long work and close every connection; the register stays open, for work that needs it alone."""
        for under_way in list(self._works):
            under_way.cancel()
        self._pool.waitForDone()
        self._quiet_pool.waitForDone()
        self.store.close()

    def close(self) -> None:
        """Stop long work, close the store and let another program open the register."""
        self.close_stores()
        self.register.close()

    def _end(self, under_way: Work, result: T, done: Callable[[T], None]) -> None:
        self._works.discard(under_way)
        if not self.store.is_open:  # the session ended while the news was on its way
            return
        if isinstance(result, Changes):
            self.announce(result)
        done(result)

    def _fail(
        self, under_way: Work, error: BaseException | None, told_there: Container[Problem], *, is_quiet: bool
    ) -> None:
        self._works.discard(under_way)
        if isinstance(error, ClerkError):
            if not is_quiet and error.problem not in told_there:
                self.problem_raised.emit(error)
        elif error is not None:
            raise error

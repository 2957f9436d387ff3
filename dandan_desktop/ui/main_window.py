"""The one window: side bar, top, pages, status line; it holds no rule."""

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dandan_desktop import settings
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.deeds import DEEDS
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.reasons import Why
from dandan_desktop.marks import override
from dandan_desktop.ui import help_key, permits, screen_room, theme
from dandan_desktop.ui.labels import ElidedLabel
from dandan_desktop.ui.page import Page, PageEntry
from dandan_desktop.ui.pages_list import PAGES
from dandan_desktop.ui.session import Ending, Session
from dandan_desktop.ui.side_bar import SideBar
from dandan_desktop.ui.status_line import StatusLine
from dandan_desktop.ui.top_bar import TopBar
from dandan_desktop.ui.undo_key import UndoKey, has_own
from dandan_desktop.ui.way_back import WayBack
from dandan_desktop.ui.work import Work

if TYPE_CHECKING:
    from dandan_desktop.ui.bar import NoticeBar, ProblemBar
    from dandan_desktop.ui.only_read_band import DamageBand
    from dandan_desktop.ui.undo_bar import UndoBar

_DAMAGE = (Problem.REGISTER_DAMAGED, Problem.REGISTER_DAMAGED_SINCE)


PRACTICE = "SỔ THỰC HÀNH"
"""What every window and box of the practice office is called first or last, on the task bar too."""


class MainWindow(QMainWindow):
    """Shows one page at a time; each is built at its first visit, and so is what only some deeds need."""

    painted = Signal()
    """The window was painted for the first time, with the data of its first page."""
    lock_wanted = Signal()
    """The clerk leaves and wants the register locked."""
    used = Signal()
    """Another page or record may be shown now."""

    def __init__(self, session: Session, pages: Sequence[PageEntry] = PAGES) -> None:
        super().__init__()
        self.session = session
        pages = permits.pages_of(session.store, pages)
        self.pages = {entry.key: entry for entry in pages}
        self.built: dict[int, Any] = {}
        self._is_painted = False
        self.damage: DamageBand | None = None
        self.may_close: Callable[[], bool] = lambda: True
        self.doubts: Callable[[ClerkError], bool] = lambda _: False
        self.side = SideBar(pages)
        self._keys = {table: entry.key for entry in pages for table in entry.tables}
        self.top = TopBar(session, tuple(self._keys))
        self.status = StatusLine(session)
        self.stack = QStackedWidget()
        self.above, self._below = QVBoxLayout(), QVBoxLayout()
        self._lay_out()
        self._connect()
        _restore_place(self)
        if permits.is_ready(session):
            self.go(min(self.pages))
        else:
            self._ask_first()

    @cached_property
    def problem(self) -> "ProblemBar":
        """The bar above the page that tells of a known problem."""
        from dandan_desktop.ui.bar import ProblemBar

        made = ProblemBar()
        self.above.addWidget(made)
        return made

    @cached_property
    def notice(self) -> "NoticeBar":
        """The bar above the page that tells of what happened before."""
        from dandan_desktop.ui.bar import NoticeBar

        made = NoticeBar()
        self.above.insertWidget(0, made)
        return made

    @cached_property
    def undo_bar(self) -> "UndoBar":
        """The bar below the page that tells what was just done."""
        from dandan_desktop.services import records
        from dandan_desktop.ui.undo_bar import UndoBar

        made = UndoBar()
        store = self.session.store
        made.undo_requested.connect(lambda deed: self.session.do(lambda: records.undo(store, deed)))
        self._below.addWidget(made)
        return made

    def go(self, key: int) -> Any:
        """Show a page by its key, building it at the first visit; returns it, or what the register lacks first."""
        if not self.side.isEnabled():
            return self.stack.currentWidget()
        entry = self.pages[key]
        _leave_current(self)
        if key not in self.built:
            self.built[key] = entry.make(self.session)
            self.stack.addWidget(self.built[key])
        page = self.built[key]
        if self.stack.currentWidget() is not page and "undo_bar" in self.__dict__:
            self.undo_bar.hide()
        self.stack.setCurrentWidget(page)
        self.side.show_key(key)
        page.setFocus()
        _say_title(self, entry.word)
        self.used.emit()
        return page

    @property
    def key(self) -> int:
        """The key of the page now shown; 0 while the office is asked for."""
        shown = self.stack.currentWidget()
        return next((key for key, page in self.built.items() if page is shown), 0)

    def show_record(self, table: str, row: int) -> None:
        """Open a record on the page of its noun."""
        if table in self._keys and self.side.isEnabled():
            self.go(self._keys[table]).show_record(table, row)

    def show_records(self, table: str, ids: Sequence[int] | None, words: str) -> None:
        """Show the records behind a figure on the page of their noun; None for all."""
        if table in self._keys and self.side.isEnabled():
            self.go(self._keys[table]).show_records(table, ids, words)

    def undo_last(self) -> None:
        """Take back the last deed."""
        from dandan_desktop.services import records

        self.session.do(lambda: records.undo_last(self.session.store))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "side"):
            self.side.set_folded(is_folded=self.side.is_folded)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        _leave_current(self)
        keep_geometry(self)
        if self.may_close():
            super().closeEvent(event)
        else:
            event.ignore()

    def _lay_out(self) -> None:
        self.setMinimumSize(*theme.SMALLEST)
        page = QWidget()
        theme.mark(page, "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        if self.session.register.is_practice:
            column.addWidget(_practice_band(self.session))
        if not self.session.register.is_complete:
            from dandan_desktop.ui.only_read_band import OnlyReadBand

            band = OnlyReadBand()
            column.addWidget(band)
            band.way_wanted.connect(lambda: self.go(max(self.pages)))
        self.above.setContentsMargins(theme.MARGIN, 0, theme.MARGIN, 0)
        column.addLayout(self.above)
        column.addWidget(self.stack, 1)
        self._below.setContentsMargins(theme.MARGIN, 0, theme.MARGIN, theme.GAP)
        column.addLayout(self._below)
        column.addWidget(self.status)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addWidget(page, 1)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        self.side.wanted.connect(self.go)
        self.side.lock_wanted.connect(self.lock_wanted)
        self.side.help_wanted.connect(help_key.press)
        self.top.search.chosen.connect(self.show_record)
        self.session.changed.connect(self._on_session_changed)
        self.session.worded.connect(self._on_session_worded)
        self.session.problem_raised.connect(self._on_problem_raised)  # a lambda would keep a closed window alive
        self.session.work_begun.connect(self._on_work_begun)
        for key in self.pages:
            _shortcut(self, f"Ctrl+{key}", partial(self.go, key))
        _shortcut(self, "Ctrl+K", self.top.search.setFocus)
        UndoKey(self)
        WayBack(self)
        _shortcut(self, "Ctrl+Z", partial(_undo_key, self))
        _shortcut(self, "Ctrl+Shift+L", self.lock_wanted.emit)
        for keys, step in (("Ctrl++", 1), ("Ctrl+=", 1), ("Ctrl+-", -1), ("Ctrl+0", 0)):
            _shortcut(self, keys, partial(step_text, step))

    def _ask_first(self) -> None:
        from dandan_desktop.ui.first_pane import FirstPane

        pane = FirstPane(self.session)
        self.stack.addWidget(pane)
        for closed in (self.side, self.top, self.status):
            closed.setEnabled(False)
        pane.setFocus()
        _say_title(self, self.tr("Lập sổ"))
        pane.passed.connect(self._on_first_passed)

    def _on_first_passed(self) -> None:
        for closed in (self.side, self.top, self.status):
            closed.setEnabled(True)
        pane = self.stack.currentWidget()
        first = self.go(min(self.pages))
        if hasattr(first, "begin_guide"):
            first.begin_guide()
        self.stack.removeWidget(pane)
        pane.deleteLater()

    def _on_problem_raised(self, error: ClerkError) -> None:
        if self.doubts(error):
            return
        if error.problem in _DAMAGE and error.facts.get("path") == self.session.register.path:
            _tell_damage(self, error)
        else:
            self.problem.tell(error)

    def _on_work_begun(self, work: Work) -> None:
        from dandan_desktop.ui.progress_box import ProgressBox

        if work.is_modal and "problem" in self.__dict__:
            self.problem.hide()  # it is tried again: what was refused before is past
        ProgressBox(work, self)

    def _on_session_changed(self, changes: Changes) -> None:
        from dandan_desktop.ui import history_words

        self.problem.hide()
        self.top.say_office()
        is_seen = changes.name in DEEDS and DEEDS[changes.name].is_seen
        if is_seen and "undo_bar" in self.__dict__:
            self.undo_bar.hide()  # it would take back something older
        line = None if is_seen else self.session.line_of(changes)
        if line is not None:
            can_undo, is_undo = history_words.can_undo(line), line.name == "undo" and not line.is_redo
            words = history_words.deed_words(self.session, line) + "."
            self.undo_bar.tell(words, line.id, can_undo=can_undo, is_undo=is_undo)

    def _on_session_worded(self, changes: Changes, words: str) -> None:
        """The clerk is typing: the button takes a key that no field takes for itself."""
        from dandan_desktop.ui import history_words

        line = self.session.line_of(changes)
        if line is not None:
            self.undo_bar.tell(words, line.id, can_undo=history_words.can_undo(line), is_typing=True)


def _tell_damage(window: MainWindow, error: ClerkError) -> None:
    """Say for good that the register is damaged, write nothing more into it, and offer the way to mend it."""
    if window.damage is None:
        from dandan_desktop.ui.only_read_band import DamageBand

        window.session.register.keep_as_it_is()
        window.damage = DamageBand(error)
        window.above.insertSpacing(0, theme.GAP)
        window.above.insertWidget(1, window.damage)
        window.damage.show()
        ending = Ending(lambda _, __: None, Why.DAMAGED, window.tr("Đang đóng sổ…"))
        window.damage.way_wanted.connect(lambda: window.session.end_wanted.emit(ending))


def _leave_current(window: MainWindow) -> None:
    current = window.stack.currentWidget()
    if isinstance(current, Page):
        current.leave()


def keep_geometry(window: MainWindow) -> None:
    """Remember where on the screen the window is."""
    place = bytes(window.saveGeometry().toBase64().data()).decode("ascii")
    settings.remember(window=place)


def _say_title(window: MainWindow, word: str) -> None:
    practice = f" · {PRACTICE}" if window.session.register.is_practice else ""  # at the end, or Qt says it once more
    window.setWindowTitle(f"{word} · {window.session.register.path.stem} · Sổ Dân vận{practice}")


def _restore_place(window: QMainWindow) -> None:
    kept = settings.read().window
    if not (kept and window.restoreGeometry(QByteArray.fromBase64(kept.encode("ascii", "ignore")))):
        window.resize(*theme.WINDOW)
    screen_room.fit(window)


def _undo_key(window: MainWindow) -> None:
    """In a field Ctrl+Z takes back what was typed there; a deed only while the message beside it offers so."""
    held = window.focusWidget()
    if isinstance(held, (QLineEdit, QPlainTextEdit)):
        if has_own(held):
            held.undo()
        elif "undo_bar" in window.__dict__ and window.undo_bar.offers_key:
            window.undo_last()
    elif not isinstance(held, (QComboBox, QCheckBox)):
        window.undo_last()


def step_text(step: int) -> None:
    """Make the text one step larger (1) or smaller (-1); 0 gives the usual size back."""
    steps = theme.STEPS
    place = min(range(len(steps)), key=lambda n: abs(steps[n] - theme.text_percent()))
    percent = steps[max(0, min(len(steps) - 1, place + step))] if step else 100
    application = theme.application()
    if percent != theme.text_percent():
        theme.apply(application, percent)
        settings.remember(text_percent=percent)


def _practice_band(session: Session) -> QFrame:
    band = QFrame()
    theme.mark(band, "practice")
    label = ElidedLabel(
        f"{PRACTICE}: {session.tr('người và số liệu giả định để tập làm; không ghi việc thật vào đây.')}"
    )
    theme.mark(label, "heading")
    samples = QPushButton(session.tr("Xem văn bản mẫu"))
    theme.mark(samples, "link")
    samples.clicked.connect(lambda: _show_samples(session))
    layout = QHBoxLayout(band)
    layout.setContentsMargins(theme.MARGIN, theme.GRID, theme.MARGIN, theme.GRID)
    layout.addWidget(label, 1)
    layout.addWidget(samples)
    return band


def _show_samples(session: Session) -> None:
    from dandan_desktop.ui import samples_door

    samples_door.show(session)


def _shortcut(window: QMainWindow, keys: str, action: Callable[[], object]) -> None:
    made = QShortcut(QKeySequence(keys), window, context=Qt.ShortcutContext.WindowShortcut)
    made.activated.connect(action)

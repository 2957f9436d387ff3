"""The band on a meeting's record: whether its minutes are locked, since when, and what may be done about it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.dates import show_date
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.minutes import Gap, MinutesVersion
from dandan_desktop.domain.nouns import ISSUED_NUMBERS, MEETINGS
from dandan_desktop.marks import override
from dandan_desktop.services import minutes
from dandan_desktop.services.minutes import Standing
from dandan_desktop.ui import permits, theme
from dandan_desktop.ui.addendum_box import PAGE as ADDENDUM
from dandan_desktop.ui.addendum_box import AddendumBox
from dandan_desktop.ui.caret import Caret
from dandan_desktop.ui.icons import icon
from dandan_desktop.ui.issued_number_button import NumberButton
from dandan_desktop.ui.labels import ElidedLabel
from dandan_desktop.ui.minutes_gaps import MinutesGaps
from dandan_desktop.ui.reason_box import Asked, ReasonBox
from dandan_desktop.ui.record_page import RecordPage, saved_first

REOPEN = Asked(
    "Mở lại biên bản",
    "Cuộc họp sửa được trở lại. Bản đã khoá vẫn được giữ và in lại được; sửa xong thì khoá thành bản mới. Lý do ghi"
    " vào Nhật ký.",
    "Ví dụ: sai số liệu ở kết luận 2",
)
SECTIONS = {
    "": "Thông tin", "agenda": "Chương trình", "attendance": "Thành phần", "opinions": "Ý kiến", "votes": "Biểu quyết",
    "weaknesses": "Hạn chế", "conclusions": "Kết luận", minutes.LOG: "Ghi biên bản",
}  # fmt: skip
"""What the sections are called, and the log beside them, that a gap may stand in."""


class MinutesBand(QWidget):
    """How the minutes stand; below it the check-list. What may be done about them goes to the row of the page."""

    help_topic = "minutes"

    print_wanted = Signal(int)
    """A version to print again."""
    log_wanted = Signal()
    locked = Signal()
    opened = Signal()
    """The meeting can be written in again."""

    def __init__(self, page: RecordPage, stay: Callable[[], object]) -> None:
        super().__init__()
        self.page = page
        self._stay = stay
        self._standing = Standing((), ())
        self._looked_at = 0
        self.box: ReasonBox | AddendumBox | None = None
        self.sign = QLabel()
        self.sign.setPixmap(icon("lock").pixmap(theme.MARGIN, theme.MARGIN))  # not taller than the words beside it
        self.words = ElidedLabel()
        self.lock = QPushButton(icon("lock"), " " + self.tr("Khoá biên bản… (F9)"))
        self.reopen = QPushButton(self.tr("Mở lại…"))
        self.add = QPushButton(self.tr("Bổ sung…"))
        self.again = QPushButton(icon("printer"), " " + self.tr("In lại bản…"))
        self.number = NumberButton(page)
        self.menu = QMenu(self)
        self.again.setMenu(self.menu)
        self.gaps = MinutesGaps(SECTIONS)
        self._lay_out()
        self.lock.clicked.connect(self.look)
        self.reopen.clicked.connect(self.ask_reason)
        self.add.clicked.connect(self.ask_lines)
        self.gaps.chosen.connect(self.go_to)
        self.gaps.lock_wanted.connect(self.do_lock)
        self.gaps.left.connect(self.close_gaps)
        page.closes_first = self.close_gaps
        page.session.changed.connect(self._on_session_changed)

    @property
    def is_draft(self) -> bool:
        """Whether what prints now is not locked."""
        return not self._standing.is_locked

    def show_record(self, kept: Kept[Any] | None) -> None:
        """Show how the minutes of a meeting stand, None for one that is not saved yet."""
        row = kept.id if kept else 0
        store = self.page.session.store
        self._standing = now = minutes.standing(store, row) if row else Standing((), ())
        self.words.setText(_state_words(now) if row else self.tr("Lưu cuộc họp xong thì ghi và khoá được biên bản"))
        theme.mark(self.words, "heading" if now.is_locked else "warning" if now.versions else "second")
        self.sign.setVisible(now.is_locked)
        self.number.show_record(kept)
        self.lock.setEnabled(kept is not None and kept.deleted_at is None)
        permits.dress(self.lock, store, "lock_minutes")
        for button, deed in ((self.reopen, "reopen_minutes"), (self.add, "add_addendum")):
            button.setVisible(now.is_locked)
            button.setEnabled(True)
            button.setToolTip("")
            permits.dress(button, store, deed)
        self._say_addition()
        if now.followed:
            self.reopen.setEnabled(False)
            self.reopen.setToolTip(f"{self.tr('Không mở lại được nữa vì')} {now.followed}.")
        self._fill_menu()
        if self._looked_at != row or now.is_locked:
            self.gaps.hide()
        elif not self.gaps.isHidden():
            self.gaps.tell(minutes.missing(store, row))
        self.lock.setHidden(not row or now.is_locked)

    def enter(self) -> None:
        """F9: what comes next for the minutes: the check-list, or the menu at the deeds of what is locked."""
        if self._standing.is_locked:
            buttons = (self.reopen, self.add, self.again)
            self.page.deeds.open(at=next(each for each in buttons if each.isEnabled() and not each.isHidden()))
        elif self.lock.isEnabled():
            self.look()

    def look(self) -> None:
        """Show what is missing; what is not saved yet is saved first."""
        kept = saved_first(self.page)
        if kept is not None:
            self._looked_at = kept.id
            self.gaps.tell(minutes.missing(self.page.session.store, kept.id))
            self.gaps.enter()

    def go_to(self, gap: Gap) -> None:
        """Go to where a gap is filled: the section and the field or cell, the log, the deed that takes the number."""
        if gap.part == minutes.LOG:
            self.log_wanted.emit()
            return
        if gap.finding.name == minutes.NUMBER:
            if not self.number.isEnabled():
                self.page.session.problem_raised.emit(ClerkError(Problem.NOT_ALLOWED))
            self.number.press()
            return
        self.page.go_to(Caret(self._where(gap)))

    def close_gaps(self) -> bool:
        """Close the check-list, and go on at its button if the keyboard was in it; False when it is not open."""
        if self.gaps.isHidden():
            return False
        was_within = self._has_keyboard_in_gaps()
        self.gaps.hide()
        if was_within:
            self.page.deeds.focus(self.lock)
        return True

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # the record is left, not the window made small
            self.gaps.hide()

    def do_lock(self) -> None:
        """Lock the minutes; what was typed meanwhile is saved first."""
        session, kept = self.page.session, saved_first(self.page)
        if kept is None:
            return
        if session.do(lambda: self._staying(minutes.lock(session.store, kept.id, session.today))) is not None:
            self.locked.emit()

    def ask_reason(self) -> None:
        """Ask why, then open the newest version."""
        session, kept, newest = self.page.session, self.page.kept, self._standing.newest
        if kept is None or newest is None:
            return
        row = kept.id
        what = f"{self.tr('Mở lại biên bản')} {self.tr('đã khoá lần')} {newest.facts.number}"

        def act(reason: str) -> None:
            session.announce(self._staying(minutes.reopen(session.store, row, reason, session.today)))

        box = ReasonBox(self, what, act, REOPEN)
        box.accepted.connect(self.opened)
        self._ask(box)

    def ask_lines(self) -> None:
        """Ask for the text, then make an addendum and offer it for printing."""
        session, kept = self.page.session, self.page.kept
        if kept is None:
            return
        row = kept.id
        of = f"{self.tr('Bổ sung biên bản họp ngày')} {show_date(kept.facts.held_on)}"

        def act(lines: Sequence[str]) -> None:
            session.announce(self._staying(minutes.add_addendum(session.store, row, lines, session.today)))

        box = AddendumBox(self, session, kept, of, act)
        box.finished.connect(self._say_addition)
        box.accepted.connect(lambda: self.page.deeds.focus(self.again))
        self._ask(box)

    def _say_addition(self) -> None:
        """Whether an addendum was begun and waits to be gone on with."""
        kept, store = self.page.kept, self.page.session.store
        is_begun = kept is not None and store.draft(ADDENDUM, kept.id) is not None
        self.add.setText(self.tr("Bổ sung tiếp…") if is_begun else self.tr("Bổ sung…"))

    def _staying(self, changes: Changes) -> Changes:
        """What was done, with the section shown staying when the record is shown again."""
        self._stay()
        return changes

    def _ask(self, box: ReasonBox | AddendumBox) -> None:
        self.box = box
        box.open()

    def _where(self, gap: Gap) -> str:
        """The place of a gap in the words of a caret."""
        name = gap.finding.name
        if not gap.part:
            return name
        if gap.part == "conclusions":
            inner = f"inner/{gap.task}/" if gap.task is not None else ""
            return f"pane/conclusions/{gap.row}/{inner}{name}"
        grid = next(each for each in self.page.grids if each.spec.label == SECTIONS[gap.part])
        return f"{grid.spec.label}/{gap.row}/{grid.spec.names.split().index(name)}/c"

    def _fill_menu(self) -> None:
        self.menu.clear()
        known = [*self._standing.versions, *self._standing.addenda]
        for kept in known:
            action = self.menu.addAction(_version_words(kept))
            action.triggered.connect(partial(self.print_wanted.emit, kept.id))
        self.again.setVisible(bool(known))
        self.again.setEnabled(True)
        permits.dress(self.again, self.page.session.store, "print")

    def _on_session_changed(self, changes: Changes) -> None:
        """The number is no part of the meeting: once it is taken, the open check-list is read again."""
        session = self.page.session
        if self.gaps.isHidden() or not changes.touches(ISSUED_NUMBERS.table):
            return
        if session.live(MEETINGS, self._looked_at) is not None:
            was_within = self._has_keyboard_in_gaps()
            self.gaps.tell(minutes.missing(session.store, self._looked_at))
            if was_within:
                self.gaps.enter()

    def _has_keyboard_in_gaps(self) -> bool:
        focused: QWidget | None = self.window().focusWidget()
        return focused is not None and self.gaps.isAncestorOf(focused)

    def _lay_out(self) -> None:
        band = QFrame()
        row = self.line = QHBoxLayout(band)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP)
        row.addWidget(self.sign)
        row.addWidget(self.words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addWidget(band)
        layout.addWidget(self.gaps)


def _state_words(now: Standing) -> str:
    newest = now.newest
    if newest is None:
        return "Biên bản chưa khoá"
    facts = newest.facts
    if facts.reopened_on is not None:
        reason = " ".join((facts.reason or "").split())
        return f"Bản chưa khoá · bản lần {facts.number} đã mở lại ngày {show_date(facts.reopened_on)}: {reason}"
    closed = f"{now.followed} nên chỉ bổ sung được" if now.followed else "cuộc họp chỉ để xem"
    return f"Biên bản đã khoá lần {facts.number}, ngày {show_date(facts.locked_on)}; {closed}"


def _version_words(kept: Kept[MinutesVersion]) -> str:
    facts = kept.facts
    if facts.is_addendum:
        return f"Biên bản bổ sung {facts.number}, lập ngày {show_date(facts.locked_on)}"
    opened = f" (đã mở lại ngày {show_date(facts.reopened_on)})" if facts.reopened_on else ""
    return f"Bản khoá lần {facts.number}, ngày {show_date(facts.locked_on)}{opened}"

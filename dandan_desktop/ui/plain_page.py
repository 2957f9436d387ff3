"""A page of one noun: its list and its record, joined; `plain_page` is all a plain noun needs."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.nouns import Noun
from dandan_desktop.ui import theme
from dandan_desktop.ui.list_pane import ListPane, ListSpec
from dandan_desktop.ui.page import Page
from dandan_desktop.ui.record_model import Column
from dandan_desktop.ui.record_page import RecordPage, RecordSpec
from dandan_desktop.ui.sections import SectionBar
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.sheet import SheetSpec


class NounPage(Page):
    """A list that opens its records; the record is built when one is opened first."""

    def __init__(self, session: Session, listed: ListSpec, record: RecordSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.list = ListPane(session, listed)
        self._spec = record
        self._record: RecordPage | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GAP)
        layout.addWidget(self._stack)
        self._stack.currentChanged.connect(self._on_shown)
        self._on_shown()
        self.list.opened.connect(self.open_record)
        self.list.add_requested.connect(self.new_record)
        self._shortcut("Ctrl+N", self.new_record)
        self._shortcut("Ctrl+F", self._on_find)

    @property
    def record(self) -> RecordPage:
        """The page of one record."""
        if self._record is None:
            self._record = RecordPage(self.session, self._spec)
            self._record.left.connect(self._on_left)
            self._record.turned.connect(self._on_turned)
            self._stack.addWidget(self._record)
        return self._record

    @property
    def is_on_record(self) -> bool:
        """Whether a record is shown, or what stands in its place, not the list."""
        return self._record is not None and self._stack.currentWidget() in (self._record, self._record.beside)

    def shown_record(self) -> RecordPage | None:
        """The record now shown; None while it is the list."""
        return self.record if self.is_on_record else None

    def help_shown(self) -> str:
        """The help of a noun is called as its table."""
        return self.list.spec.noun.table

    def open_record(self, row: int) -> None:
        """Show a record by its id; a record that is gone is told of."""
        self.leave()
        try:
            self.record.open(row)
        except ClerkError as error:
            if error.problem is not Problem.RECORD_GONE or not self.record.adopt(row):
                self.session.problem_raised.emit(error)
                return
        self._stack.setCurrentWidget(self.record)
        self._enter()

    def new_record(self, preset: Mapping[str, Any] | None = None) -> None:
        """Show an empty record, some facts preset."""
        if not self.list.spec.can_add:
            return
        if not self.session.store.may("add"):
            self.session.problem_raised.emit(ClerkError(Problem.NOT_ALLOWED))
            return
        self.leave()
        self.record.open(0, preset or None)
        self._stack.setCurrentWidget(self.record)
        self.record.sheet.focus_first()

    def show_only(self, ids: Sequence[int] | None, words: str = "") -> None:
        """Show the list with just these records, saying which they are; None for all."""
        self.show_list()
        self.list.show_only(ids, words)

    def show_record(self, _: str, row: int) -> None:
        """Show a record, as every page can; a page of one noun needs no table."""
        self.open_record(row)

    def show_records(self, _: str, ids: Sequence[int] | None, words: str) -> None:
        """Show just these records, or all (None), as every page can."""
        self.show_only(ids, words)

    @property
    def leads_back(self) -> bool:
        """Whether the record, or the list it was opened from, leads back."""
        return self.list.only_bar.leads_back or (self._record is not None and self._record.leads_back)

    def lead_back(self, *, is_on: bool) -> None:
        """Let the record, or the list where that is shown, lead back."""
        self.list.only_bar.lead_back(is_on=is_on and not self.is_on_record)
        if self._record is not None:
            self._record.lead_back(is_on=is_on and self.is_on_record)

    def show_list(self) -> None:
        """Go back to the list."""
        left = self.record.kept if self.is_on_record else None
        self._stack.setCurrentWidget(self.list)
        if self._record is not None:
            self._record.lead_back(is_on=False)
        self.list.table.setFocus()
        if left is not None and self.session.live(self.list.spec.noun, left.id) is not None:
            self.list.table.choose(self.list.model.row_of(left.id))  # where a filter hides it, none is chosen

    def leave(self) -> None:
        """Keep what was typed and not saved."""
        if self.is_on_record:
            self.record.sheet.keep_draft()
            if self.record.beside is not None:
                self.record.beside.keep_draft()

    def _on_left(self) -> None:
        leads_back = self.record.leads_back
        self.show_list()
        if leads_back:
            self.session.back_wanted.emit()

    def _on_turned(self) -> None:
        """Show the record, or in its place the page on which it is worked on, such as its minutes."""
        shown = self.record.beside if self.record.is_beside else self.record
        self._stack.addWidget(shown)
        self._stack.setCurrentWidget(shown)

    def _enter(self) -> None:
        """Give the record the keyboard, at its first field or at the section it opens with."""
        bars = [] if self.record.sheet.isVisible() else self.record.findChildren(SectionBar)
        for bar in bars:
            bar.go(bar.place)
        if not bars:
            self.record.sheet.focus_first()

    def _shortcut(self, keys: str, action: Any) -> None:
        made = QShortcut(QKeySequence(keys), self)  # also while the keyboard is in the side bar or the search box
        made.activated.connect(action)

    def _on_shown(self) -> None:
        beside = self._record.beside if self._record is not None else None
        if beside is not None and self._stack.currentWidget() is beside:
            self.setFocusProxy(beside)
        else:
            self.setFocusProxy(self.record.sheet if self.is_on_record else self.list.table)

    def _on_find(self) -> None:
        self.leave()
        self.show_list()
        self.list.words.setFocus()
        self.list.words.selectAll()


def plain_page(
    session: Session,
    noun: Noun,
    columns: tuple[Column, ...],
    rows: tuple[str, ...],
    *,
    filters: tuple[str, ...] = (),
    yields: tuple[str, ...] = (),
    **more: Any,
) -> NounPage:
    """The page of a plain noun: list, record, history, search and trash from columns and rows of its sheet.

    `more` is what `SheetSpec` takes beside them (`day`, `findings`, `choices`).
    """
    listed = ListSpec(noun, columns, filters, yields=yields, choices=more.get("choices"))
    sheet = SheetSpec(noun.record, rows, noun.table, **more)
    return NounPage(session, listed, RecordSpec(noun, sheet))

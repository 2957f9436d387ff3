"""A page of one noun with quick filters above its list: a tab each, with how many there are."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QTabBar

from dandan_desktop.db.store import Store
from dandan_desktop.domain import numbers
from dandan_desktop.domain.changes import Changes
from dandan_desktop.marks import override
from dandan_desktop.ui import theme
from dandan_desktop.ui.list_pane import ListSpec
from dandan_desktop.ui.picker import Picker
from dandan_desktop.ui.plain_page import NounPage
from dandan_desktop.ui.record_page import RecordSpec
from dandan_desktop.ui.session import Session


class Quick(NamedTuple):
    """The word on a tab and the records it shows on a day; None for all."""

    word: str
    rows: Callable[[Store, date], Sequence[int]] | None = None


class Within(NamedTuple):
    """A picker beside the list's filters, and the only records left of every tab once a row is chosen in it."""

    picker: Picker
    rows: Callable[[Store, int], Collection[int]]


class Choice:
    """Which of a noun's records the list shows; the last tab is for all of them."""

    def __init__(self, session: Session, quicks: Sequence[Quick], first: int, within: Within | None = None) -> None:
        self._session = session
        self._quicks = tuple(quicks)
        self.within = within
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for quick in self._quicks:
            self.tabs.addTab(quick.word)
        self.tabs.setCurrentIndex(first)

    @property
    def word(self) -> str:
        """The word of the chosen tab."""
        return self._quicks[self.tabs.currentIndex()].word

    def rows(self, only: Sequence[int] | None) -> Sequence[int] | None:
        """The records of the chosen tab or of a figure (`only`), within what is picked; None for all."""
        shown = self._rows(self._quicks[self.tabs.currentIndex()]) if only is None else only
        return _narrowed(shown, self._picked())

    def show_all(self) -> None:
        """Turn to the tab of all, whatever was picked."""
        with QSignalBlocker(self.tabs):
            self.tabs.setCurrentIndex(len(self._quicks) - 1)
        if self.within is not None:
            self.within.picker.set_value(None)

    def say(self, only: Sequence[int] | None) -> None:
        """Write on the tabs how many there are.

        While the records of a figure are listed, the tab that shows the very same looks chosen; none does where there
        is no such tab.
        """
        picked = self._picked()
        found = [_narrowed(self._rows(quick), picked) for quick in self._quicks]
        for place, (quick, rows) in enumerate(zip(self._quicks, found, strict=True)):
            self.tabs.setTabText(place, quick.word if rows is None else f"{quick.word} · {_count(rows)}")
        listed = set(_narrowed(only, picked) or ())
        alike = [place for place, rows in enumerate(found) if listed and set(rows or ()) == listed]
        if only is not None:
            with QSignalBlocker(self.tabs):
                self.tabs.setCurrentIndex(alike[0] if alike else len(found) - 1)
        theme.mark(self.tabs, "" if alike or only is None else "unchosen")

    def _picked(self) -> Collection[int] | None:
        """The records within what is picked; None while nothing is."""
        if self.within is None or self.within.picker.chosen is None:
            return None
        return self.within.rows(self._session.store, self.within.picker.chosen)

    def _rows(self, quick: Quick) -> Sequence[int] | None:
        return None if quick.rows is None else quick.rows(self._session.store, self._session.today)


class QuickPage(NounPage):
    """List and record of a noun, with a choice above the list."""

    def __init__(self, session: Session, choice: Choice, listed: ListSpec, record: RecordSpec) -> None:
        self.choice = choice
        beside = () if choice.within is None else (choice.within.picker,)
        super().__init__(session, replace(listed, narrow=choice.rows, beside=(*listed.beside, *beside)), record)
        self.above = QHBoxLayout()
        self.above.setSpacing(theme.GAP)
        self.above.addWidget(choice.tabs)
        self.above.addStretch(1)
        self.list.outer.insertLayout(0, self.above)
        choice.tabs.tabBarClicked.connect(self._on_tab_clicked)
        choice.tabs.currentChanged.connect(self._on_tab_turned)
        self.list.left_only.connect(self._on_left_only)
        if choice.within is not None:
            choice.within.picker.changed.connect(self._on_picked)
        session.changed.connect(self._on_changed)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._say()

    @override
    def show_only(self, ids: Sequence[int] | None, words: str = "") -> None:
        """Show the list with just these records, whatever their state."""
        self.choice.show_all()
        super().show_only(ids, words)
        self._say()

    def _say(self) -> None:
        self.choice.say(self.list.only)

    def _on_tab_clicked(self, _: int) -> None:
        """Back from the records of a figure to those of the tab; else the filters stay as they are."""
        if self.list.only is not None:
            self.list.show_only(None)
            self._say()

    def _on_tab_turned(self, place: int) -> None:
        self._on_tab_clicked(place)
        self.list.refresh()

    def _on_left_only(self) -> None:
        self.show_only(None)

    def _on_picked(self) -> None:
        self._say()
        self.list.refresh()

    def _on_changed(self, changes: Changes) -> None:
        if self.isVisible() and changes.touches(self.list.spec.noun.table):
            self._say()


def _count(rows: Sequence[int]) -> str:
    return numbers.show_int(len(rows))


def _narrowed(found: Sequence[int] | None, picked: Collection[int] | None) -> Sequence[int] | None:
    if picked is None or found is None:
        return found if picked is None else sorted(picked)
    return [row for row in found if row in picked]

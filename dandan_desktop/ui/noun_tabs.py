"""A page of several nouns: one tab each, built when it is first shown."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from dandan_desktop.ui import permits, theme
from dandan_desktop.ui.page import Page
from dandan_desktop.ui.plain_page import NounPage
from dandan_desktop.ui.record_page import RecordPage
from dandan_desktop.ui.session import Session


class NounTab(NamedTuple):
    """A noun's table, the word on its tab, and what makes its page."""

    table: str
    word: str
    make: Callable[[Session], NounPage]


class NounTabs(Page):
    """Those of the tabs whose noun this reader opens."""

    def __init__(self, session: Session, tabs: Sequence[NounTab], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._made = {tab.table: tab.make for tab in tabs}
        self._pages: dict[str, NounPage] = {}
        self._holders: dict[str, QVBoxLayout] = {}
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.shown = tuple(tab.table for tab in tabs if permits.opens(session.store, tab.table))
        for tab in tabs:
            if tab.table in self.shown:
                holder = QWidget()
                self._holders[tab.table] = QVBoxLayout(holder)
                self._holders[tab.table].setContentsMargins(0, 0, 0, 0)
                self.tabs.addTab(holder, tab.word)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.GRID, 0, 0)
        layout.addWidget(self.tabs)
        self.tabs.currentChanged.connect(self._on_current_changed)
        self.setFocusProxy(self.page(self.shown[0]))

    @property
    def current(self) -> NounPage:
        """The page on the tab now shown."""
        return self.page(self.shown[self.tabs.currentIndex()])

    def page(self, table: str) -> NounPage:
        """The page of one noun, built at its first visit."""
        if table not in self._pages:
            made = self._made[table](self.session)
            self._pages[table] = made
            self._holders[table].addWidget(made)
            made.show()
        return self._pages[table]

    def help_shown(self) -> str:
        """The help of the noun on the tab now shown."""
        return self.current.help_shown()

    def show_record(self, table: str, row: int) -> None:
        """Open one record on its tab."""
        self._turn_to(table).open_record(row)

    def show_records(self, table: str, ids: Sequence[int] | None, words: str) -> None:
        """List just these records on their tab; None for all."""
        self._turn_to(table).show_only(ids, words)

    def shown_record(self) -> RecordPage | None:
        """The record now shown on the tab; None while it is the list."""
        return self.current.shown_record()

    @property
    def leads_back(self) -> bool:
        """Whether what is shown on the tab leads back."""
        return self.current.leads_back

    def lead_back(self, *, is_on: bool) -> None:
        """Let what is shown on the tab lead back, and nothing on the others."""
        for page in self._pages.values():
            page.lead_back(is_on=is_on and page is self.current)

    def leave(self) -> None:
        """Keep what was typed and not saved."""
        for page in self._pages.values():
            page.leave()

    def _turn_to(self, table: str) -> NounPage:
        made = self.page(table)
        self.tabs.setCurrentIndex(self.shown.index(table))
        return made

    def _on_current_changed(self, _: int) -> None:
        self.leave()
        self.setFocusProxy(self.current)

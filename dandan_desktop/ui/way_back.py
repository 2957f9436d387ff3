"""The way back: what another page asked for leads back there when it is left, as often as one went on.

A record does so, and a list of just those records a figure counted.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from dandan_desktop.services.gaps import Gap
from dandan_desktop.ui.page import Page

if TYPE_CHECKING:
    from dandan_desktop.ui.main_window import MainWindow
    from dandan_desktop.ui.place import Place


class WayBack(QObject):
    """Shows the records, lists and slots pages ask for; going anywhere else forgets the way."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._places: list[Place] = []
        self._is_going = False
        window.used.connect(self._on_used)
        window.session.record_wanted.connect(self._on_record_wanted)
        window.session.records_wanted.connect(self._on_records_wanted)
        window.session.gap_wanted.connect(self._on_gap_wanted)
        window.session.back_wanted.connect(self._on_back_wanted)

    @property
    def _window(self) -> Any:
        return self.parent()

    @property
    def _page(self) -> Page | None:
        page = self._window.stack.currentWidget()
        return page if isinstance(page, Page) else None

    def _on_record_wanted(self, table: str, row: int) -> None:
        from dandan_desktop.ui.place import Place

        way = self._way_here()
        self._go(lambda: self._window.show_record(table, row))
        there = Place.of(self._window)
        if (there.table, there.row) == (table, row):
            been = (n for n, each in enumerate(way) if row and (each.table, each.row) == (table, row))
            self._places = way[: next(been, None)]
            self._say()

    def _on_records_wanted(self, table: str, ids: Sequence[int], words: str) -> None:
        from dandan_desktop.ui.place import Place

        way = self._way_here()
        self._go(lambda: self._window.show_records(table, ids, words))
        there = Place.of(self._window)
        if way[-1].table or way[-1].key != there.key:  # else the list shows others now, and nothing was left
            self._places = way
        if not there.table:
            self._say()

    def _on_gap_wanted(self, gap: Gap) -> None:
        """Slots without a sitting are told above the list of all meetings."""
        from dandan_desktop.ui.gaps_band import GapsBand

        self._window.show_records("meetings", None, "")
        for band in self._window.stack.currentWidget().findChildren(GapsBand):
            band.show_gap(gap)

    def _on_back_wanted(self) -> None:
        place = self._places.pop()
        self._go(lambda: self._return(place))
        self._say()

    def _way_here(self) -> "list[Place]":
        """The places gone through, with where one is now; none of before where nothing leads back from here."""
        from dandan_desktop.ui.place import Place

        here, page = Place.of(self._window), self._page
        record = page.shown_record() if page is not None else None
        if page is None or not page.leads_back:
            self._forget()
        elif record is not None and not record.leads_back:
            return [*self._places, Place(here.key, tab=here.tab), here]  # by way of the list it was opened from
        return [*self._places, here]

    def _return(self, place: "Place") -> None:
        """Show a place as it was left; where something else stands there by now, its record."""
        from dandan_desktop.ui.place import enter

        held = self._window.built[place.key].focusWidget()
        page = self._window.go(place.key)
        record = page.shown_record()
        kept = record.kept if record is not None else None
        if kept is None or (record.spec.noun.table, kept.id) != (place.table, place.row):
            enter(self._window, place)
        if not place.table and held in page.findChildren(QWidget):  # else it was filled anew meanwhile
            held.setFocus()

    def _go(self, way: Callable[[], object]) -> None:
        self._is_going = True
        try:
            way()
        finally:
            self._is_going = False

    def _on_used(self) -> None:
        if not self._is_going:
            self._forget()

    def _forget(self) -> None:
        self._places.clear()
        for page in self._window.built.values():
            page.lead_back(is_on=False)

    def _say(self) -> None:
        if self._page is not None:
            self._page.lead_back(is_on=bool(self._places))

"""The way back: a record that another page asked for leads back there when it is left, as often as one went on."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from dandan_desktop.services.gaps import Gap
from dandan_desktop.ui.page import Page

if TYPE_CHECKING:
    from dandan_desktop.ui.main_window import MainWindow
    from dandan_desktop.ui.place import Place
    from dandan_desktop.ui.record_page import RecordPage


class WayBack(QObject):
    """Shows the records and the slots pages ask for; going anywhere else forgets the way."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._places: list[Place] = []
        self._is_going = False
        window.used.connect(self._on_used)
        window.session.record_wanted.connect(self._on_record_wanted)
        window.session.gap_wanted.connect(self._on_gap_wanted)
        window.session.back_wanted.connect(self._on_back_wanted)

    @property
    def _window(self) -> Any:
        return self.parent()

    @property
    def _record(self) -> "RecordPage | None":
        page = self._window.stack.currentWidget()
        return page.shown_record() if isinstance(page, Page) else None

    def _on_record_wanted(self, table: str, row: int) -> None:
        from dandan_desktop.ui.place import Place

        here, record = Place.of(self._window), self._record
        if record is None or not record.leads_back:
            self._places.clear()
        self._go(lambda: self._window.show_record(table, row))
        there = Place.of(self._window)
        if (there.table, there.row) == (table, row):
            been = (n for n, each in enumerate(self._places) if row and (each.table, each.row) == (table, row))
            self._places = [*self._places, here][: next(been, None)]
        self._say(self._record)

    def _on_gap_wanted(self, gap: Gap) -> None:
        """Slots without a sitting are told above the list of all meetings."""
        from dandan_desktop.ui.gaps_band import GapsBand

        self._window.show_records("meetings", None, "")
        for band in self._window.stack.currentWidget().findChildren(GapsBand):
            band.show_gap(gap)

    def _on_back_wanted(self) -> None:
        place = self._places.pop()
        self._go(lambda: self._return(place))
        self._say(self._record)

    def _return(self, place: "Place") -> None:
        """Show a place as it was left; where something else stands there by now, its record."""
        from dandan_desktop.ui.place import enter

        record = self._window.go(place.key).shown_record()
        kept = record.kept if record is not None else None
        if kept is None or (record.spec.noun.table, kept.id) != (place.table, place.row):
            enter(self._window, place)

    def _go(self, way: Callable[[], object]) -> None:
        self._is_going = True
        try:
            way()
        finally:
            self._is_going = False

    def _on_used(self) -> None:
        if self._places and not self._is_going:
            self._places.clear()
            for page in self._window.built.values():
                self._say(page.shown_record())

    def _say(self, record: "RecordPage | None") -> None:
        if record is not None:
            record.lead_back(is_on=bool(self._places))

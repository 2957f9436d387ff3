"""The day a listed record entered its state, as a column."""

from typing import Any

from PySide6.QtCore import QObject

from dandan_desktop.db.moves import last_days
from dandan_desktop.domain import dates
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.names import Names
from dandan_desktop.services.moves import Road
from dandan_desktop.ui.session import Session


class Entered(QObject):
    """Asks for the day of a record's last move once, and again after a deed."""

    def __init__(self, session: Session, road: Road) -> None:
        super().__init__(session)
        self._session = session
        self._moves = road.noun.parts[0]
        self._known: dict[int, str] = {}
        session.changed.connect(self._on_session_changed)

    def words(self, kept: Kept[Any], _: Names) -> str:
        """The day as the cell shows it; empty where no move is known."""
        if kept.id not in self._known:
            day = last_days(self._session.store, self._moves, [kept.id]).get(kept.id)
            self._known[kept.id] = dates.show_date(day) if day else ""
        return self._known[kept.id]

    def _on_session_changed(self, changes: Changes) -> None:
        if self._moves.table in changes.tables:
            self._known.clear()

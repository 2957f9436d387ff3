"""The day a listed record entered its state, as a column."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from dandan_desktop.db.moves import last_days
from dandan_desktop.domain import dates
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.names import Names
from dandan_desktop.services.moves import Road
from dandan_desktop.ui import cells
from dandan_desktop.ui.record_model import Column, Computed
from dandan_desktop.ui.session import Session

LABEL = "Từ ngày"


def column(session: Session, road: Road) -> Column:
    """The day of each record's last move, asked for all records about to be shown at once."""
    known: dict[int, date | None] = {}

    def days(rows: Sequence[int]) -> dict[int, date]:
        return last_days(session.store, road.noun.parts[0], rows)

    def ready(rows: Sequence[int]) -> None:
        found = days(rows)
        known.update({row: found.get(row) for row in rows})

    def words(kept: Kept[Any], _: Names) -> str:
        day = known.get(kept.id)
        return dates.show_date(day) if day else ""

    return Column(LABEL, computed=Computed(LABEL, words, ready=ready, keys=days, sample=cells.DAY))

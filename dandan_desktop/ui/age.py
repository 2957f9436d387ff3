"""The age of persons in lists: a birth date stands in the record alone (`admission.md` §6.3-6)."""

from collections.abc import Sequence
from typing import Any

from dandan_desktop.db.people import birth_dates
from dandan_desktop.domain import numbers
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.names import Names
from dandan_desktop.ui.record_model import Column, Computed
from dandan_desktop.ui.session import Session

LABEL = "Tuổi"


def column(session: Session, table: str) -> Column:
    """How old the people of a list, or the persons of its cases, are today; empty where nobody knows."""
    known: dict[int, int] = {}

    def ages(rows: Sequence[int]) -> dict[int, int]:
        born = birth_dates(session.store, table, rows)
        return {row: day.years_on(session.today) for row, day in born.items()}

    def ready(rows: Sequence[int]) -> None:
        for row in rows:
            known.pop(row, None)
        known.update(ages(rows))

    def words(kept: Kept[Any], _: Names) -> str:
        return numbers.show_int(known[kept.id]) if kept.id in known else ""

    return Column(LABEL, computed=Computed(LABEL, words, is_number=True, ready=ready, keys=ages))

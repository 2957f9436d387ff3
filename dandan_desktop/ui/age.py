"""The age of persons in lists: a birth date stands in the record alone (`admission.md` §6.3-6)."""

from collections.abc import Sequence
from typing import Any

from dandan_desktop.db.people import births
from dandan_desktop.domain import numbers
from dandan_desktop.domain.dates import PartDate
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.names import Names
from dandan_desktop.ui.record_model import Column, Computed
from dandan_desktop.ui.session import Session

LABEL = "Tuổi"


def column(session: Session, table: str) -> Column:
    """How old the people of a list, or the persons of its cases, are today; empty where nobody knows."""
    known: dict[int, int] = {}

    def ready(rows: Sequence[int]) -> None:
        for row in rows:
            known.pop(row, None)
        for row, born in births(session.store, table, rows).items():
            known[row] = PartDate.parse(born).years_on(session.today)

    def youngest_first(rows: Sequence[int]) -> dict[int, int]:
        return {
            row: -int(born.replace("-", "").ljust(8, "0")) for row, born in births(session.store, table, rows).items()
        }

    def words(kept: Kept[Any], _: Names) -> str:
        return numbers.show_int(known[kept.id]) if kept.id in known else ""

    return Column(LABEL, computed=Computed(LABEL, words, is_number=True, ready=ready, keys=youngest_first))

"""What is said of a unit or a body: what it became and what it was made from."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import groupby

from dandan_desktop.db import offices
from dandan_desktop.db.offices import Kin
from dandan_desktop.domain import dates
from dandan_desktop.ui.links_line import Said, link
from dandan_desktop.ui.session import Session


def kin_of(table: str) -> Said:
    """What is said of the records of a dated table; the others and the new ones have no kin."""

    def said(session: Session, row: int) -> list[str]:
        after = offices.successors(session.store, table, row)
        before = offices.predecessors(session.store, table, row)
        return [*_lines(table, before, "Trước là", _until), *_lines(table, after, _fate(after), _since)]

    return said


def _fate(after: Sequence[Kin]) -> str:
    """Whether a record lives on in others or was shared among them, now or then."""
    when = "Sau" if any(each.valid_to for each in after) else "Nay"
    return f"{when} là" if all(each.is_whole for each in after) else f"{when} chia về"


def _lines(table: str, kin: Sequence[Kin], words: str, when: Callable[[date], str]) -> list[str]:
    is_shared = "chia" in words
    return [
        f"{words}: {', '.join(_named(table, each, is_shared=is_shared) for each in of_day)} ({when(day)})"
        for day, of_day in groupby(kin, key=lambda each: each.on_date)
    ]


def _named(table: str, kin: Kin, *, is_shared: bool) -> str:
    return f"{'' if kin.is_whole or is_shared else 'một phần '}{link(table, kin.row, kin.name)}"


def _since(day: date) -> str:
    return f"từ {dates.show_date(day)}"


def _until(day: date) -> str:
    return f"đến hết {dates.show_date(day - timedelta(days=1))}"

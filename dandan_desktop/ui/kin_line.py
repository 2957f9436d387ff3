"""The line that says what a unit or a body became and what it was made from; each name opens its record."""

import html
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from dandan_desktop.db import offices
from dandan_desktop.db.offices import Kin
from dandan_desktop.domain import dates
from dandan_desktop.ui import theme
from dandan_desktop.ui.session import Session


class KinLine(QLabel):
    """Shown for the records of a dated table that have kin, hidden for all others."""

    def __init__(self, session: Session, table: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._table = table
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self.setTextInteractionFlags(self.textInteractionFlags() | Qt.TextInteractionFlag.LinksAccessibleByKeyboard)
        self.setWordWrap(True)
        theme.mark(self, "second")
        self.linkActivated.connect(self._on_link_activated)
        self.hide()

    def show_record(self, row: int) -> None:
        """Say the kin of a record; 0 is a new one, which has none."""
        after = offices.successors(self._session.store, self._table, row)
        before = offices.predecessors(self._session.store, self._table, row)
        lines = [*_lines(before, "Trước là", _until), *_lines(after, _fate(after), _since)]
        self.setText("<br>".join(lines))
        self.setVisible(bool(lines))

    def _on_link_activated(self, link: str) -> None:
        self._session.record_wanted.emit(self._table, int(link))


def _fate(after: Sequence[Kin]) -> str:
    """Whether a record lives on in others or was shared among them, now or then."""
    when = "Sau" if any(each.valid_to for each in after) else "Nay"
    return f"{when} là" if all(each.is_whole for each in after) else f"{when} chia về"


def _lines(kin: Sequence[Kin], words: str, when: Callable[[date], str]) -> list[str]:
    is_shared = "chia" in words
    return [
        f"{words}: {', '.join(_link(each, is_shared=is_shared) for each in of_day)} ({when(day)})"
        for day, of_day in groupby(kin, key=lambda each: each.on_date)
    ]


def _link(kin: Kin, *, is_shared: bool) -> str:
    part = "" if kin.is_whole or is_shared else "một phần "
    colour = theme.colours().accent
    return f'{part}<a href="{kin.row}" style="color:{colour};text-decoration:none">{html.escape(kin.name)}</a>'


def _since(day: date) -> str:
    return f"từ {dates.show_date(day)}"


def _until(day: date) -> str:
    return f"đến hết {dates.show_date(day - timedelta(days=1))}"

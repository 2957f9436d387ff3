"""Chế độ họp: what is usual for each kind of meeting; and the slots in which none was held, with their reasons."""

from functools import partial
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton

from dandan_desktop.db.store import Store
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.nouns import SERIES, SKIPS
from dandan_desktop.domain.series import Seat, Series, Skip, UsualItem, seat_findings
from dandan_desktop.services import gaps, series, sittings
from dandan_desktop.ui import permits
from dandan_desktop.ui.follow import of_own_body
from dandan_desktop.ui.icons import icon
from dandan_desktop.ui.list_pane import ListSpec
from dandan_desktop.ui.next_sitting import ThereBox, make_next
from dandan_desktop.ui.pane import Pane, Parts
from dandan_desktop.ui.part_grid import GridSpec
from dandan_desktop.ui.plain_page import NounPage, plain_page
from dandan_desktop.ui.record_model import columns
from dandan_desktop.ui.record_page import RecordPage, RecordSpec, saved_first
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.sheet import SheetSpec

ROWS = (
    "kind | convener_id",
    "every within | starts_at venue",
    "chair_name chair_position | secretary_name secretary_position",
    "valid_from valid_to |",
)
GRIDS = (
    GridSpec(
        Seat,
        "name position body is_invited",
        "Thành phần",
        {"name": 5, "position": 6, "body": 7, "is_invited": 2},
        seat_findings,
    ),
    GridSpec(UsualItem, "text presenter paper", "Chương trình", {"text": 12, "presenter": 5, "paper": 6}),
)
SKIP_ROWS = ("kind | convener_id", "period |", "reason")


class SeriesPane(Pane):
    """Nothing below the sheet but the way to the next sitting of the series."""

    def __init__(self, page: RecordPage) -> None:
        super().__init__(page)
        self.box: ThereBox | None = None
        self.next = QPushButton(icon("plus"), " " + self.tr("Kỳ sau (Ctrl+Shift+N)"))
        self.next.clicked.connect(self.make)
        self.setMaximumHeight(0)

    def dress(self) -> None:
        """Put the button and its key on the page."""
        self.page.deeds.lead(self.next)
        QShortcut(QKeySequence("Ctrl+Shift+N"), self.page).activated.connect(self.make)

    def show_record(self, kept: Kept[Any] | None) -> None:
        """The rule for all convening bodies has no next sitting of its own."""
        is_own = kept is not None and kept.facts.convener_id is not None and kept.deleted_at is None
        self.next.setEnabled(is_own)
        self.next.setToolTip("" if is_own else self.tr("Chế độ họp chung: lập kỳ họp tiếp theo từ một cuộc họp"))
        permits.dress(self.next, self.session.store, "next_sitting")

    def make(self) -> None:
        """Make the next sitting and go to it; what is not saved yet is saved first."""
        session = self.session
        if self.next.isEnabled() and (kept := saved_first(self.page)) is not None:
            self.box = make_next(session, self, partial(sittings.make_of, session.store, kept.id, session.today))

    def save(self, store: Store, kept: Kept[Any] | None, facts: Any, parts: Parts) -> Changes:
        """Save the rule with its roster and agenda."""
        return series.save_rule(store, kept, facts, parts)


def series_page(session: Session) -> NounPage:
    """List and record of what is usual for each kind of meeting."""
    listed = ListSpec(
        SERIES, columns(Series, "kind convener_id every valid_from valid_to"), filters=("kind",),
        shares={"kind": 14, "convener_id": 10, "every": 6, "valid_from": 4, "valid_to": 4},
        yields=("valid_from", "valid_to"),
    )  # fmt: skip
    made: list[NounPage] = []

    def findings(facts: Series) -> list[Any]:
        return series.findings(session.store, made[0].record.kept, facts)

    sheet = SheetSpec(Series, ROWS, SERIES.table, day="valid_from", findings=findings)
    preset = partial(of_own_body, name="convener_id")
    made.append(NounPage(session, listed, RecordSpec(SERIES, sheet, GRIDS, pane=SeriesPane, preset=preset)))
    return made[0]


def skips_page(session: Session) -> NounPage:
    """List and record of the slots in which a series did not sit."""
    shown = columns(Skip, "kind convener_id period reason")
    odd = partial(gaps.skip_findings, session.store)
    return plain_page(session, SKIPS, shown, SKIP_ROWS, filters=("kind",), findings=odd)

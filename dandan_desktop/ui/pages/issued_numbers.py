"""Sổ văn bản: the numbers given to papers, by body, type and term or year; what is missing between them is told."""

from typing import Any

from PySide6.QtGui import QShowEvent

from dandan_desktop.db import issued_numbers as kept_numbers
from dandan_desktop.db.lists import Order
from dandan_desktop.db.offices import office, office_on
from dandan_desktop.db.store import Store
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.drafts import Finding
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.issued_numbers import CANCELLED, RESERVED, USED, IssuedNumber
from dandan_desktop.domain.names import Names
from dandan_desktop.domain.nouns import ISSUED_NUMBERS
from dandan_desktop.marks import override
from dandan_desktop.services import issued_numbers
from dandan_desktop.ui import sources
from dandan_desktop.ui.choice import Option
from dandan_desktop.ui.follow import of_own_body
from dandan_desktop.ui.issued_number_pane import NumberPane
from dandan_desktop.ui.labels import prose
from dandan_desktop.ui.list_pane import ListSpec
from dandan_desktop.ui.picker import Picker
from dandan_desktop.ui.quick_page import Choice, Quick, QuickPage, Within
from dandan_desktop.ui.record_model import Column, Computed, columns
from dandan_desktop.ui.record_page import RecordSpec
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.sheet import SheetSpec

ROWS = ("issuer_id | kind", "issued_on | text", "title")
SHARES = {"text": 11, "issued_on": 8, "title": 32, "kind": 9, "issuer_id": 18, "Kỳ đánh số": 15, "Trạng thái": 8}
ALL = 3
QUICKS = (
    Quick(RESERVED, lambda store, _: kept_numbers.in_state(store, RESERVED)),
    Quick(USED, lambda store, _: kept_numbers.in_state(store, USED)),
    Quick(CANCELLED, lambda store, _: kept_numbers.in_state(store, CANCELLED)),
    Quick("Tất cả"),
)
TONES = {RESERVED: "amber", CANCELLED: "red"}


class IssuedNumbersPage(QuickPage):
    """List and record of the numbers; below the list the numbers nobody gave."""

    def __init__(self, session: Session) -> None:
        listed = ListSpec(
            ISSUED_NUMBERS,
            _columns(),
            filters=("issuer_id", "kind"),
            order=Order("issued_on", is_descending=True),
            shares=SHARES,
            yields=("kind", "Kỳ đánh số"),
            hint="Chưa cấp số nào. Bấm “Thêm mới” hoặc Ctrl+N để lấy số; số của biên bản lấy ở cuộc họp (Ctrl+F8).",
        )
        sheet = SheetSpec(
            IssuedNumber, ROWS, ISSUED_NUMBERS.table, day="issued_on", findings=self._findings, deed="take_number"
        )
        record = RecordSpec(ISSUED_NUMBERS, sheet, pane=NumberPane, preset=_issued_here)
        choice = Choice(session, QUICKS, first=ALL, within=Within(_span_picker(session), _rows_within))
        super().__init__(session, choice, listed, record)
        self.gaps = prose(role="warning")
        self.list.outer.addWidget(self.gaps)
        self.list.model.modelReset.connect(self.say_gaps)
        self.say_gaps()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.say_gaps()

    def say_gaps(self) -> None:
        """Tell the numbers nobody gave in the series that are listed."""
        found = kept_numbers.missing(self.session.store, list(self.list.shown))
        told = [f"{each.words} ({each.issuer}, {each.span})" for each in found]
        self.gaps.setText(f"⚠ {self.tr('Số chưa cấp ở giữa')}: {'; '.join(told)}." if told else "")
        self.gaps.setVisible(bool(told))

    def _findings(self, facts: IssuedNumber) -> list[Finding]:
        return [] if self.record.kept is not None else issued_numbers.findings(self.session.store, facts)

    @override
    def _on_changed(self, changes: Changes) -> None:
        super()._on_changed(changes)
        if self.isVisible() and changes.touches(ISSUED_NUMBERS.table):
            self.say_gaps()


def issued_numbers_page(session: Session) -> IssuedNumbersPage:
    """The page of the numbers of papers."""
    return IssuedNumbersPage(session)


def _issued_here(session: Session) -> dict[str, Any]:
    """A paper is most often issued today, by the clerk's own organisation, else by the office itself."""
    own = of_own_body(session, "issuer_id")
    own.pop("unit_id", None)
    if not own and session.store.reader.bodies is None and office(session.store) is not None:
        own = {"issuer_id": office_on(session.store, session.today).id}
    return {"issued_on": session.today, **own}


def _span_words(kept: Kept[IssuedNumber], names: Names) -> str:
    return names.of("terms", kept.facts.term_id) if kept.facts.term_id else f"Năm {kept.facts.year}"


def _columns() -> tuple[Column, ...]:
    span = Computed("Kỳ đánh số", _span_words)
    state = Computed("Trạng thái", lambda kept, _: kept.facts.state, tone=lambda kept: TONES.get(kept.facts.state, ""))
    return columns(IssuedNumber, "text issued_on title kind issuer_id", own=[span, state])


def _span_picker(session: Session) -> Picker:
    """Narrows the list to a term or a year; what is offered is read anew each time."""

    def search(typed: str) -> list[Option]:
        known = [Option(_key(each), each.words) for each in kept_numbers.spans(session.store)]
        return list(sources.among(known)(typed))

    def name(key: int) -> str:
        return next((each.words for each in kept_numbers.spans(session.store) if _key(each) == key), "")

    made = Picker(search, name)
    made.hint("Kỳ đánh số")
    made.setAccessibleName("Kỳ đánh số")
    made.setToolTip("Kỳ đánh số: tất cả")
    return made


def _key(span: kept_numbers.Span) -> int:
    """One whole number for a term or a year: years stand below zero."""
    return span.term or -span.year


def _rows_within(store: Store, key: int) -> list[int]:
    return kept_numbers.rows_of(store, kept_numbers.Span(max(key, 0), max(-key, 0), ""))

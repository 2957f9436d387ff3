"""The tab “Sổ văn bản” in a clerk's words."""

from typing import Any

from dandan_desktop.db.store import Store
from dandan_desktop.domain.facts import BodyId
from dandan_desktop.domain.issued_numbers import Term
from dandan_desktop.domain.nouns import TERMS
from dandan_desktop.services import records
from dandan_desktop.ui.issued_number_pane import NumberPane
from dandan_desktop.ui.pages.issued_numbers import IssuedNumbersPage
from tests.ui.drivers.noun_page import pane_of
from tests.ui.drivers.quick_page import QuickPageDriver
from tests.ui.drivers.typing import field_named


class NumbersDriver(QuickPageDriver):
    """Takes, cancels and reads numbers."""

    title = "Số, ký hiệu"
    page: IssuedNumbersPage

    @property
    def pane(self) -> NumberPane:
        return pane_of(self.page, NumberPane)

    def gaps(self) -> str:
        return "" if self.page.gaps.isHidden() else self.page.gaps.text()

    def new(self) -> None:
        self.page.new_record()

    def fill_all(self, **facts: Any) -> None:
        """Facts by their label, blanks written as underlines."""
        for label, value in facts.items():
            self.fill(label.replace("_", " "), value)

    def typed(self, label: str) -> str:
        return str(field_named(self.fields, label).input.text())

    def says(self) -> str:
        return self.pane.words.text()

    def warns(self) -> str:
        return "" if self.pane.more.isHidden() else self.pane.more.text()


def a_term(store: Store, committee: int, since: Any, name: str = "khóa I, nhiệm kỳ 2025 – 2030") -> int:
    """Write down a term of a committee."""
    return records.save(store, TERMS, None, Term(name=name, body_id=BodyId(committee), valid_from=since)).row

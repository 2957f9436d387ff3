"""The tab “Sổ văn bản” in a clerk's words."""

from typing import Any

from PySide6.QtCore import Qt

from dandan_desktop.db.store import Store
from dandan_desktop.domain.facts import BodyId
from dandan_desktop.domain.issued_numbers import Term
from dandan_desktop.domain.nouns import TERMS
from dandan_desktop.services import records
from dandan_desktop.ui.issued_number_pane import NumberPane
from dandan_desktop.ui.pages.issued_numbers import QUICKS, IssuedNumbersPage
from tests.ui.drivers.typing import enter, field_named


class NumbersDriver:
    """Takes, cancels and reads numbers."""

    def __init__(self, page: IssuedNumbersPage) -> None:
        self.page = page

    @property
    def pane(self) -> NumberPane:
        found = self.page.record.pane
        assert isinstance(found, NumberPane)
        return found

    def choose(self, words: str) -> None:
        self.page.choice.tabs.setCurrentIndex([quick.word for quick in QUICKS].index(words))

    def tabs(self) -> list[str]:
        tabs = self.page.choice.tabs
        return [tabs.tabText(place) for place in range(tabs.count())]

    def column(self, head: str) -> list[str]:
        model = self.page.list.model
        heads = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
        return [model.index(row, heads.index(head)).data() for row in range(model.rowCount())]

    def gaps(self) -> str:
        return "" if self.page.gaps.isHidden() else self.page.gaps.text()

    def new(self) -> None:
        self.page.new_record()

    def open(self, text: str) -> None:
        self.page.open_record(self.page.list.shown[self.column("Số, ký hiệu").index(text)])

    def fill(self, **facts: Any) -> None:
        """Facts by their label, blanks written as underlines."""
        for label, value in facts.items():
            enter(field_named(self.page.record.sheet.fields, label.replace("_", " ")).input, value)

    def typed(self, label: str) -> str:
        return str(field_named(self.page.record.sheet.fields, label).input.text())

    def finding(self, label: str) -> str:
        return field_named(self.page.record.sheet.fields, label).finding.text()

    def is_open(self, label: str) -> bool:
        return bool(field_named(self.page.record.sheet.fields, label).input.isEnabled())

    def says(self) -> str:
        return self.pane.words.text()

    def warns(self) -> str:
        return "" if self.pane.more.isHidden() else self.pane.more.text()

    def save(self) -> Any:
        return self.page.record.save_record()


def a_term(store: Store, committee: int, since: Any, name: str = "khóa I, nhiệm kỳ 2025 – 2030") -> int:
    """Write down a term of a committee."""
    return records.save(store, TERMS, None, Term(name=name, body_id=BodyId(committee), valid_from=since)).row

"""The tab “Kiến nghị” in a clerk's words."""

from typing import Any

from PySide6.QtCore import Qt

from dandan_desktop.ui.pages.proposals import QUICKS, ProposalsPage
from dandan_desktop.ui.proposal_pane import ProposalPane
from tests.ui.drivers.typing import enter, field_named


class ProposalsDriver:
    """Chooses, opens, writes down what was done, and reads."""

    def __init__(self, page: ProposalsPage) -> None:
        self.page = page

    @property
    def pane(self) -> ProposalPane:
        found = self.page.record.pane
        assert isinstance(found, ProposalPane)
        return found

    def choose(self, words: str) -> None:
        place = [quick.word for quick in QUICKS].index(words)
        self.page.choice.tabs.tabBarClicked.emit(place)
        self.page.choice.tabs.setCurrentIndex(place)

    def tabs(self) -> list[str]:
        tabs = self.page.choice.tabs
        return [tabs.tabText(place) for place in range(tabs.count())]

    def column(self, head: str) -> list[str]:
        model = self.page.list.model
        heads = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
        return [model.index(row, heads.index(head)).data() for row in range(model.rowCount())]

    def open(self, begin: str) -> None:
        place = next(n for n, title in enumerate(self.column("Nội dung")) if title.startswith(begin))
        self.page.open_record(self.page.list.shown[place])

    def fill(self, label: str, value: Any) -> None:
        enter(field_named(self.page.record.sheet.fields, label).input, value)

    def finding(self, label: str) -> str:
        return field_named(self.page.record.sheet.fields, label).finding.text()

    def is_open(self, label: str) -> bool:
        return bool(field_named(self.page.record.sheet.fields, label).input.isEnabled())

    def save(self) -> Any:
        return self.page.record.save_record()

    def way(self) -> list[str]:
        return [head.text() for head in self.pane.heads]

    def more(self) -> list[str]:
        return [more.text() for more in self.pane.more]

"""A page with tabs above its list in a clerk's words."""

from typing import Any, ClassVar

from dandan_desktop.ui.field import Field
from dandan_desktop.ui.quick_page import QuickPage
from tests.ui.drivers.noun_page import column
from tests.ui.drivers.typing import enter, field_named


class QuickPageDriver:
    """Chooses, opens, fills in, saves and reads."""

    title: ClassVar = "Nội dung"
    """The head of the column by which a record is opened."""

    def __init__(self, page: QuickPage) -> None:
        self.page = page

    @property
    def fields(self) -> dict[str, Field]:
        return self.page.record.sheet.fields

    def choose(self, words: str) -> None:
        place = [each.partition(" · ")[0] for each in self.tabs()].index(words)
        self.page.choice.tabs.tabBarClicked.emit(place)
        self.page.choice.tabs.setCurrentIndex(place)

    def tabs(self) -> list[str]:
        tabs = self.page.choice.tabs
        return [tabs.tabText(place) for place in range(tabs.count())]

    def chosen(self) -> str:
        """The word of the tab that looks chosen; empty while none does."""
        tabs = self.page.choice.tabs
        is_none = tabs.property("role") == "unchosen"
        return "" if is_none else tabs.tabText(tabs.currentIndex()).partition(" · ")[0]

    def column(self, head: str) -> list[str]:
        return column(self.page, head)

    def open(self, begin: str) -> None:
        place = next(n for n, title in enumerate(self.column(self.title)) if title.startswith(begin))
        self.page.open_record(self.page.list.shown[place])

    def fill(self, label: str, value: Any) -> None:
        enter(field_named(self.fields, label).input, value)

    def finding(self, label: str) -> str:
        return field_named(self.fields, label).finding.text()

    def is_open(self, label: str) -> bool:
        return bool(field_named(self.fields, label).input.isEnabled())

    def save(self) -> Any:
        return self.page.record.save_record()

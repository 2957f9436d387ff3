"""The admission page in the clerk's words."""

from typing import Any

from dandan_desktop.ui.page import PageEntry
from dandan_desktop.ui.pages.cases import cases_page
from tests.ui.drivers.keys import commit
from tests.ui.drivers.moves import MovesDriver

ENTRY = PageEntry(4, "user-check", "Giới thiệu kết nạp", ("cases",), cases_page)


class CasesDriver(MovesDriver):
    """Records who was recommended."""

    def pick(self, name: str, words: str) -> Any:
        """Type into a picker and take what it offers first; returns the id chosen."""
        self.fill(name, words)
        picker = self.page.record.sheet.fields[name].input
        assert picker.take()
        return picker.chosen

    def recommend(self, person: str, body: str, state: str, day: str) -> None:
        """Record a new case with its first move."""
        self.new()
        self.pick("person_id", person)
        self.pick("body_id", body)
        self.step(state, day)
        self.save()

    def filter_by_body(self, words: str) -> None:
        picker: Any = self.page.list.filters["body_id"]
        picker.setFocus()
        commit(picker, words)
        assert picker.take()

    def filter_by_stage(self, words: str) -> None:
        choice: Any = self.page.list.filters["stage"]
        choice.setCurrentText(words)
        choice.changed.emit()

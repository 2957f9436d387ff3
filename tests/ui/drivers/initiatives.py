"""The page of initiatives in the clerk's words."""

from typing import Any

from dandan_desktop.ui.page import PageEntry
from dandan_desktop.ui.pages.initiatives import initiatives_page
from tests.ui.drivers.moves import MovesDriver

ENTRY = PageEntry(5, "lightbulb", "Mô hình", ("initiatives",), initiatives_page)


class InitiativesDriver(MovesDriver):
    """Records models and how far they have come."""

    def choose(self, name: str, words: str) -> None:
        choice: Any = self.page.record.sheet.fields[name].input
        choice.setCurrentText(words)
        choice.activated.emit(choice.currentIndex())

    def propose(self, name: str, body: str) -> None:
        """Fill in a new initiative but for its first move."""
        self.new(name=name, owner_name="Tổ tự quản số 3")
        self.choose("field", "Kinh tế")
        self.choose("kind", "Mô hình mới")
        self.choose("owner_kind", "Tập thể")
        self.fill("body_id", body)
        assert self.page.record.sheet.fields["body_id"].input.take()

    def filter(self, name: str, words: str) -> None:
        choice: Any = self.page.list.filters[name]
        choice.setCurrentText(words)
        choice.changed.emit()

"""The place “Giấy tờ” of a meeting in a clerk's words."""

from dandan_desktop.ui.meeting_pane import MeetingPane
from dandan_desktop.ui.papers_pane import PapersPane
from dandan_desktop.ui.plain_page import NounPage
from tests.ui.drivers.noun_page import pane_of
from tests.ui.drivers.typing import enter, field_named


class PapersDriver:
    """Reads the list, makes papers, writes who signs."""

    def __init__(self, page: NounPage) -> None:
        self.page = page

    @property
    def pane(self) -> PapersPane:
        return pane_of(self.page, MeetingPane).papers

    @property
    def told(self) -> str:
        """What the bar below the page says."""
        found = pane_of(self.page, MeetingPane)
        return found.files.words.text() if found.files.isVisible() else ""

    def lines(self) -> dict[str, tuple[str, str, str, str]]:
        """By the name of each paper: how many files, its number, who signs, and how it stands."""
        return {name: (files, number, signed, state) for name, files, number, signed, state in self.pane.table.texts()}

    def choose(self, name: str) -> None:
        names = list(self.lines())
        self.pane.table.choose(names.index(name))

    def open_buttons(self) -> list[str]:
        pane = self.pane
        return [each.text().strip() for each in (pane.make, pane.all, pane.sign) if each.isEnabled()]

    def fields(self) -> dict[str, object]:
        return {field.trait.fact.label: field.value() for field in self.pane.form.fields.values()}

    def fill(self, **facts: str) -> None:
        for label, value in facts.items():
            enter(field_named(self.pane.form.fields, label.replace("_", " ")).input, value)

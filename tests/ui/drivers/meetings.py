"""The page “Cuộc họp” in a clerk's words."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from dandan_desktop.domain.meetings import Meeting
from dandan_desktop.services import loading
from dandan_desktop.ui.blocks import Block
from dandan_desktop.ui.meeting_pane import MeetingPane
from dandan_desktop.ui.part_grid import PartGrid
from dandan_desktop.ui.plain_page import NounPage
from dandan_desktop.ui.session import Session
from tests.ui.drivers.keys import press, type_words
from tests.ui.drivers.noun_page import column, pane_of
from tests.ui.drivers.typing import enter, enter_cell, field_named

FILES = sorted((Path(__file__).parents[2] / "data" / "meetings").glob("*.json"))


class MeetingsDriver:
    """Fills, saves and reads the page."""

    def __init__(self, page: NounPage) -> None:
        self.page = page

    @property
    def pane(self) -> MeetingPane:
        return pane_of(self.page, MeetingPane)

    def new(self) -> None:
        self.page.new_record()

    def open(self, row: int) -> None:
        self.page.open_record(row)

    def section(self, word: str) -> None:
        bar = self.pane.bar
        bar.go(next(place for place, each in enumerate(bar.sections) if each.word == word))

    def tabs(self) -> list[str]:
        bar = self.pane.bar
        return [bar.tabs.tabText(place) for place in range(bar.tabs.count())]

    def fill(self, **facts: Any) -> None:
        """Facts by their label, blanks written as underlines."""
        for label, value in facts.items():
            enter(field_named(self.page.record.sheet.fields, label.replace("_", " ")).input, value)

    def fill_labels(self, facts: dict[str, Any]) -> None:
        for label, value in facts.items():
            if value not in (None, [], ""):
                enter(field_named(self.page.record.sheet.fields, label).input, value)

    def grid(self, word: str) -> PartGrid:
        return next(each for each in self.page.record.grids if each.spec.label == word)

    def row(self, word: str, cells: dict[str, Any]) -> None:
        """A new row of a grid; the words first, then the ticks."""
        self.section(word)
        grid = self.grid(word)
        row = grid.model.rowCount() - 1
        given = {label: value for label, value in cells.items() if value is not None}
        for label, value in sorted(given.items(), key=lambda cell: isinstance(cell[1], bool)):
            enter_cell(grid, row, label, value)

    def cell(self, word: str, row: int, label: str, value: Any) -> None:
        self.section(word)
        enter_cell(self.grid(word), row, label, value)

    def report(self, facts: dict[str, Any]) -> Block:
        self.section("Báo cáo")
        return _fill_block(self.pane.reports.add(), facts)

    def conclusion(self, facts: dict[str, Any]) -> Block:
        self.section("Kết luận")
        return _fill_block(self.pane.conclusions.add(), facts)

    def task(self, conclusion: Block, facts: dict[str, Any]) -> Block:
        assert conclusion.inner is not None
        return _fill_block(conclusion.inner.add(), facts)

    def save(self) -> Any:
        return self.page.record.save_record()

    def titles(self) -> list[str]:
        return self.column("Tên cuộc họp")

    def column(self, head: str) -> list[str]:
        return column(self.page, head)


def _fill_block(block: Block, facts: dict[str, Any]) -> Block:
    for label, value in facts.items():
        if value not in (None, [], ""):
            enter(field_named(block.fields, label).input, value)
    return block


def loaded(session: Session, place: int = 2) -> int:
    """Load one of the meeting files; returns the id of the meeting."""
    loading.load_path(session.store, FILES[place])
    return session.store.of(Meeting).some("ORDER BY t.id DESC")[0].id


def load_all(session: Session) -> None:
    """Load every meeting file."""
    for file in FILES:
        loading.load_path(session.store, file)


def type_facts() -> None:
    """Type the facts of a new meeting into whatever has the keyboard."""
    for words in ("3/2/2026", "8h30", ""):
        type_words(words)
        press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    for words in ("Giao ban tháng 02", "ban thuong vu tinh uy dong thap"):
        type_words(words)
        press(Qt.Key.Key_Return)

"""A page of one noun in the clerk's words."""

from typing import Protocol, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dandan_desktop.ui.pane import Pane
from dandan_desktop.ui.plain_page import NounPage
from tests.ui.drivers.keys import commit

OwnPane = TypeVar("OwnPane", bound=Pane)
Page = TypeVar("Page", bound=NounPage)


class Shown(Protocol):
    """Puts a page on the screen and gives it back."""

    def __call__(self, page: Page) -> Page: ...


def pane_of(page: NounPage, kind: type[OwnPane]) -> OwnPane:
    """What a noun alone has on the page of its record."""
    found = page.record.pane
    assert isinstance(found, kind)
    return found


def column(page: NounPage, head: str) -> list[str]:
    """What stands in the list below a heading."""
    model = page.list.model
    heads = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    return [model.index(row, heads.index(head)).data() for row in range(model.rowCount())]


class NounDriver:
    """Works a list and its records as a clerk does."""

    def __init__(self, page: NounPage, qtbot: QtBot) -> None:
        self.page = page
        self.qtbot = qtbot

    def listed(self) -> list[str]:
        model = self.page.list.model
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def drafts(self) -> dict[str, str]:
        """The records marked as having a draft: the text of their first cell and what its tool tip says."""
        model = self.page.list.model
        cells = [model.index(row, 0) for row in range(model.rowCount())]
        marked = [cell for cell in cells if cell.data(Qt.ItemDataRole.DecorationRole) is not None]
        return {str(cell.data()): str(cell.data(Qt.ItemDataRole.ToolTipRole)) for cell in marked}

    def look_for(self, words: str) -> None:
        before = self.page.list.model.filter.words
        self.page.list.words.setFocus()
        commit(self.page.list.words, words)
        self.qtbot.waitUntil(lambda: self.page.list.model.filter.words != before)

    def total(self) -> str:
        return self.page.list.total.text()

    def open_first(self) -> None:
        self.page.list.table.choose(0)
        QTest.keyClick(self.page.list.table, Qt.Key.Key_Return)

    def fill(self, name: str, words: str) -> None:
        box = self.page.record.sheet.fields[name].input
        box.setFocus()
        box.selectAll()
        commit(box, words)

    def save(self) -> None:
        self.page.record.save.click()

    def findings(self) -> dict[str, str]:
        fields = self.page.record.sheet.fields
        return {name: field.finding.text() for name, field in fields.items() if not field.finding.isHidden()}

    def history(self) -> list[str]:
        if not self.page.record.history.isVisible():
            self.page.record.show_history.click()
        return self.page.record.history.texts()

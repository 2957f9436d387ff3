"""The page “Nhiệm vụ” in a clerk's words."""

from typing import Any

from PySide6.QtCore import Qt

from dandan_desktop.ui.pages.tasks import WORDS, TasksPage
from dandan_desktop.ui.task_pane import TaskPane
from tests.ui.drivers.typing import enter, field_named


class TasksDriver:
    """Chooses, opens, marks done and reads."""

    def __init__(self, page: TasksPage) -> None:
        self.page = page

    @property
    def pane(self) -> TaskPane:
        found = self.page.record.pane
        assert isinstance(found, TaskPane)
        return found

    def choose(self, words: str) -> None:
        place = WORDS.index(words)
        self.page.choice.tabs.tabBarClicked.emit(place)
        self.page.choice.tabs.setCurrentIndex(place)

    def tabs(self) -> list[str]:
        tabs = self.page.choice.tabs
        return [tabs.tabText(place) for place in range(tabs.count())]

    def column(self, head: str) -> list[str]:
        model = self.page.list.model
        heads = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
        return [model.index(row, heads.index(head)).data() for row in range(model.rowCount())]

    def open(self, title: str) -> None:
        place = self.column("Nội dung").index(title)
        self.page.open_record(self.page.list.shown[place])

    def fill(self, label: str, value: Any) -> None:
        fields = {**self.page.record.sheet.fields, **self.pane.fields}
        enter(field_named(fields, label).input, value)

    def finding(self, label: str) -> str:
        fields = {**self.page.record.sheet.fields, **self.pane.fields}
        return field_named(fields, label).finding.text()

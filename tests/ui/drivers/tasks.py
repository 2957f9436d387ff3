"""The page “Nhiệm vụ” in a clerk's words."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from dandan_desktop.ui.elided_link import ElidedLink
from dandan_desktop.ui.pages.tasks import QUICKS, TasksPage
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
        place = [quick.word for quick in QUICKS].index(words)
        self.page.choice.tabs.tabBarClicked.emit(place)
        self.page.choice.tabs.setCurrentIndex(place)

    def pick_unit(self, unit: int) -> None:
        """Choose the unit whose bodies own the tasks, as its list does."""
        within = self.page.choice.within
        assert within is not None
        within.picker.set_value(unit)
        within.picker.changed.emit()

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
        fields = {**self.page.record.sheet.fields, **self.pane.fields, **self.pane.chain.form.fields}
        return field_named(fields, label).finding.text()

    def step(self, words: str, **typed: Any) -> None:
        """Open the form of a next step and fill it in without writing it."""
        self.button(words).click()
        for label, value in typed.items():
            self.type_step(label.replace("_", " "), value)

    def type_step(self, label: str, value: Any) -> None:
        enter(field_named(self.pane.chain.form.fields, label).input, value)

    def finish(self, result: str = "Đã xong việc được giao") -> None:
        """Write the task done today with this result."""
        self.fill("Kết quả", result)
        self.pane.write.click()

    def write(self) -> None:
        self.pane.chain.form.write.click()

    def button(self, words: str) -> QPushButton:
        """A button of the chain, by its words."""
        found = [each for each in self.pane.chain.findChildren(QPushButton) if each.text().strip() == words]
        return next(each for each in found if not each.isHidden())

    def chain(self) -> list[str]:
        """The lines of the chain: day, what, words."""
        grid = self.pane.chain.lines.grid
        rows = range(grid.rowCount())
        found = [[grid.itemAtPosition(row, column) for column in range(3)] for row in rows]
        shown = [[item.widget() for item in line if item is not None] for line in found]
        return [" | ".join(each.text() for each in line if isinstance(each, QLabel)) for line in shown if line]

    def files(self) -> list[str]:
        return [str(row.findChildren(ElidedLink)[0].words) for row in self.pane.chain.evidence.rows]

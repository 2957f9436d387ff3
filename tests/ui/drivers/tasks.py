"""The page “Nhiệm vụ” in a clerk's words."""

from typing import Any

from PySide6.QtWidgets import QLabel, QPushButton

from dandan_desktop.ui.elided_link import ElidedLink
from dandan_desktop.ui.field import Field
from dandan_desktop.ui.pages.tasks import TasksPage
from dandan_desktop.ui.task_pane import TaskPane
from tests.ui.drivers.noun_page import pane_of
from tests.ui.drivers.quick_page import QuickPageDriver
from tests.ui.drivers.typing import enter, field_named


class TasksDriver(QuickPageDriver):
    """Marks done, writes and reads the steps of a task."""

    page: TasksPage

    @property
    def fields(self) -> dict[str, Field]:
        return {**super().fields, **self.pane.fields}

    @property
    def pane(self) -> TaskPane:
        return pane_of(self.page, TaskPane)

    def pick_unit(self, unit: int | None) -> None:
        """Choose the unit whose bodies own the tasks, as its list does; None for all."""
        within = self.page.choice.within
        assert within is not None
        within.picker.set_value(unit)
        within.picker.changed.emit()

    def finding(self, label: str) -> str:
        return field_named({**self.fields, **self.pane.chain.form.fields}, label).finding.text()

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

"""The deadline of a task: while it is empty it says which one is usual, and saves nothing by itself (rule T3)."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtGui import QFocusEvent, QShowEvent

from dandan_desktop.db.store import Store
from dandan_desktop.domain.facts import trait
from dandan_desktop.domain.meetings import Task
from dandan_desktop.marks import override
from dandan_desktop.services.task_steps import due_suggested
from dandan_desktop.ui.field import Field
from dandan_desktop.ui.input_widgets import DateInput
from dandan_desktop.ui.inputs import Desk


class DueInput(DateInput):
    """A deadline that suggests itself from the day the sheet is about."""

    def __init__(self, store: Store, today: Callable[[], date], given_on: Callable[[], date]) -> None:
        super().__init__(today)
        self._store = store
        self._given_on = given_on

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        suggest_due(self, self._store, self._given_on())

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        suggest_due(self, self._store, self._given_on())


def due_field(desk: Desk) -> Field:
    """The field of a task's deadline on the sheet of its meeting."""
    made = DueInput(desk.session.store, lambda: desk.session.today, desk.day)
    each = trait(Task, "due_on")
    made.setObjectName(each.name)
    made.setAccessibleName(each.fact.label)
    return Field(each, desk, own=made)


def suggest_due(put: Any, store: Store, given_on: date | None) -> None:
    """Let a date field say the usual deadline of what was given on a day, and open its calendar there; None: none."""
    put.suggest(due_suggested(store, given_on) if given_on else None)

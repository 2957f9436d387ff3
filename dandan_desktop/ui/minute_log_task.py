"""The row that asks for a task: owner, partners, deadline, below the line it comes from."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.domain import readers
from dandan_desktop.domain.drafts import Refused, checked
from dandan_desktop.domain.facts import BodyId, ConclusionId, trait
from dandan_desktop.domain.meetings import Task, task_findings
from dandan_desktop.ui import theme
from dandan_desktop.ui.field import Field
from dandan_desktop.ui.inputs import Desk
from dandan_desktop.ui.meeting_blocks import partners_field
from dandan_desktop.ui.stops import in_order

TASK = ("owner_id", "partners", "due_on")


@dataclass(frozen=True, slots=True)
class TaskAsked:
    """The task being asked for: under which conclusion (0: the newest), its text, the line it is made of (0: none)."""

    under: int = 0
    text: str = ""
    line: int = 0
    is_typed: bool = False


class TaskRow(QWidget):
    """Three fields and a button."""

    def __init__(self, desk: Desk, day: Callable[[], date]) -> None:
        super().__init__()
        self._session = desk.session
        self._day = day
        self.fields = {
            "owner_id": Field(trait(Task, "owner_id"), desk),
            "partners": partners_field(desk),
            "due_on": Field(trait(Task, "due_on"), desk),
        }
        self.give = QPushButton(self.tr("Giao nhiệm vụ (Enter)"))
        theme.mark(self.give, "primary")
        fields, below = QHBoxLayout(), QHBoxLayout()
        fields.setSpacing(theme.GAP)
        for name, share in zip(TASK, (4, 4, 3), strict=True):
            fields.addWidget(self.fields[name], share)
        below.addStretch(1)
        below.addWidget(self.give)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addLayout(fields)
        layout.addLayout(below)
        in_order([*(self.fields[name].input for name in TASK), self.give])

    def read(self, asked: TaskAsked) -> tuple[Task, tuple[BodyId, ...]] | None:
        """The task with its partners; None with the findings shown below their fields."""
        facts = {"conclusion_id": 1, "text": asked.text or None}  # the conclusion is known on keeping
        facts |= {name: self.fields[name].value() for name in ("owner_id", "due_on")}
        found = checked(Task, facts, readers.clerk(self._session.today))
        findings = list(found.findings) if isinstance(found, Refused) else task_findings(found, self._day())
        findings += self.fields["partners"].input.findings("partners")
        for field in self.fields.values():
            field.clear_finding()
        for finding in findings:
            if finding.name in self.fields:
                self.fields[finding.name].show_finding(finding)
        wrong = next((each.name for each in findings if each.blocks), "")
        if wrong or isinstance(found, Refused):
            self.fields[wrong if wrong in self.fields else TASK[0]].input.setFocus()
            return None
        partners = tuple(map(BodyId, self.fields["partners"].value()))
        return replace(found, conclusion_id=ConclusionId(asked.under)), partners

"""The box that asks what a paper of its own needs: its number, its days, who signs it and who receives it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.domain import readers
from dandan_desktop.domain.drafts import Finding, Refused, checked
from dandan_desktop.domain.facts import trait
from dandan_desktop.domain.issued_numbers import shown
from dandan_desktop.ui import theme
from dandan_desktop.ui.field import Field
from dandan_desktop.ui.form_parts import buttons
from dandan_desktop.ui.inputs import Desk
from dandan_desktop.ui.labels import prose
from dandan_desktop.ui.paper_number import Numbering, NumberTaker
from dandan_desktop.ui.session import Session

R = TypeVar("R")
_SAID = 5
"""What is said of a number, in shares of the row."""


@dataclass(frozen=True, slots=True)
class Asked(Generic[R]):
    """What is asked: the facts of a record in rows of names with their shares, and the words around them."""

    record: type[R]
    title: str
    yes: str
    deed: str
    rows: tuple[str, ...]


class PaperBox(QDialog, Generic[R]):
    """Takes number, days and signature of a paper; what is refused is said under its field."""

    def __init__(
        self,
        parent: QWidget,
        session: Session,
        asked: Asked[R],
        usual: R,
        act: Callable[[R], object],
        *,
        numbering: Numbering,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._asked, self._act, self._numbering = asked, act, numbering
        self.setWindowTitle(asked.title)
        self.setMinimumWidth(theme.scaled(theme.READABLE * 3 // 4))
        self.fields: dict[str, Field] = {}
        self.of = prose("", "heading")
        self.rest = prose("", "second")
        self.said = prose("", "second")
        self.taker = NumberTaker(session, numbering, self._day, self)
        self.yes = QPushButton(asked.yes)
        self.no = QPushButton(self.tr("Thôi (Esc)"))
        theme.mark(self.yes, "primary")
        for button in (self.yes, self.no):
            button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*([theme.MARGIN] * 4))
        layout.setSpacing(theme.GAP)
        layout.addWidget(self.of)
        layout.addWidget(self.rest)
        desk = Desk(session, lambda: session.today, deed=asked.deed)
        for row in asked.rows:
            layout.addLayout(self._row(row, desk, usual))
        layout.addLayout(buttons(self.no, self.yes))
        self.taker.taken.connect(self._show_number)
        self.taker.refused.connect(lambda finding: self.fields[finding.name].show_finding(finding))
        there = self.taker.waiting()
        if there is not None:
            self._show_number(there)
        self.yes.clicked.connect(self._on_yes_clicked)
        self.no.clicked.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._on_yes_clicked)

    def tell(self, of: str, rest: str) -> None:
        """Say what the paper is about, and what making it does."""
        self.of.setText(of)
        self.rest.setText(rest)

    def _row(self, row: str, desk: Desk, usual: R) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme.MARGIN)
        for name, _, share in (each.partition(":") for each in row.split()):
            field = Field(trait(self._asked.record, name), desk)
            field.set_value(getattr(usual, name))
            field.changed.connect(field.clear_finding)
            self.fields[name] = field
            line.addWidget(field, int(share))
            if name == "number":
                line.addWidget(self.taker)
                line.addWidget(self.said, _SAID)
        return line

    def _day(self) -> date | None:
        """The day typed for the paper, today where it is empty; None where it is no day, which is then said."""
        field = self.fields["dated_on"]
        read = checked(self._asked.record, {"dated_on": field.value()}, readers.clerk(self._session.today))
        if isinstance(read, Refused):
            field.show_finding(read.findings[0])
            field.input.setFocus()
            return None
        day: date | None = getattr(read, "dated_on")  # noqa: B009
        return day or self._session.today

    def _show_number(self, kept: Any) -> None:
        """Put a number of the register and its day on the paper."""
        self.fields["number"].set_value(shown(kept.facts.number))
        self.fields["dated_on"].set_value(kept.facts.issued_on)
        rest = self.tr("đã giữ trong Sổ văn bản cho văn bản này.")
        self.said.setText(f"{self.tr('Số')} {kept.facts.text} {rest}")
        self.fields["number"].input.setFocus()

    def _on_yes_clicked(self) -> None:
        typed = {name: field.value() for name, field in self.fields.items()}
        read = checked(self._asked.record, typed, readers.clerk(self._session.today))
        for field in self.fields.values():
            field.clear_finding()
        if isinstance(read, Refused):
            self._refuse(read.findings)
            return
        wrong = [each for each in self._numbering.findings(read) if each.blocks]
        if wrong:
            self._refuse(wrong)
            return
        self.accept()
        self._act(read)

    def _refuse(self, findings: Sequence[Finding]) -> None:
        """Say what is wrong under the fields, and go to the first."""
        for finding in findings:
            self.fields[finding.name].show_finding(finding)
        self.fields[findings[0].name].input.setFocus()

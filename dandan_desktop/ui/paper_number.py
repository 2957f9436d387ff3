"""The button beside the number of a paper that belongs to no sitting: it takes one from the register of papers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.domain.drafts import Finding
from dandan_desktop.domain.errors import ClerkError
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.issued_numbers import IssuedNumber
from dandan_desktop.domain.messages import sentences
from dandan_desktop.services import paper_numbers
from dandan_desktop.ui import permits, theme
from dandan_desktop.ui.issued_number_box import NumberBox, asked
from dandan_desktop.ui.session import Session


@dataclass(frozen=True, slots=True)
class Numbering:
    """How a paper is numbered: the title of the box, the number a day's paper would take, what is wrong with one."""

    title: str
    number: Callable[[date], IssuedNumber | None]
    findings: Callable[[Any], Sequence[Finding]]


class NumberTaker(QWidget):
    """Takes the next number for the paper's day; a number that waits for the paper is found again."""

    taken = Signal(object)
    """A number of the register stands ready for the paper."""
    refused = Signal(object)
    """No number can be taken: the finding that says why."""

    def __init__(self, session: Session, numbering: Numbering, day: Callable[[], date | None], box: QDialog) -> None:
        super().__init__(box)
        self._session, self._numbering, self._day = session, numbering, day
        self.box: NumberBox | None = None
        self.button = QPushButton(self.tr("Lấy số… (Ctrl+F8)"))
        self.button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addWidget(QLabel(" "))  # as high as the labels of the fields beside it
        layout.addWidget(self.button)
        layout.addStretch(1)
        self.button.clicked.connect(self.ask)
        QShortcut(QKeySequence("Ctrl+F8"), box).activated.connect(self.ask)
        self.button.setEnabled(numbering.number(session.today) is not None)
        permits.dress(self.button, session.store, "take_number")

    def waiting(self) -> Kept[IssuedNumber] | None:
        """The number once taken for this paper and not used yet."""
        facts = self._numbering.number(self._session.today)
        return paper_numbers.waiting(self._session.store, facts) if facts else None

    def ask(self) -> None:
        """Ask for the next number of the paper's day; one that waits is told instead of taking another."""
        if not self.button.isEnabled():
            return
        there = self.waiting()
        if there is not None:
            self.taken.emit(there)
            return
        day = self._day()
        facts = self._numbering.number(day) if day else None
        if facts is None:
            return
        try:
            wanted = paper_numbers.proposed(self._session.store, facts)
        except ClerkError as error:
            self.refused.emit(Finding("number", " ".join(sentences(error))))
            return
        self.box = asked(self, self._session, lambda: wanted, self._numbering.title)
        if self.box is not None:
            self.box.accepted.connect(partial(self._tell, facts))

    def _tell(self, facts: IssuedNumber) -> None:
        there = paper_numbers.waiting(self._session.store, facts)
        if there is not None:
            self.taken.emit(there)

"""Taking a number for a paper of a record: the next one proposed, what is odd said before it is taken for good."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.domain.dates import show_date
from dandan_desktop.domain.drafts import Finding
from dandan_desktop.domain.errors import ClerkError
from dandan_desktop.domain.issued_numbers import IssuedNumber
from dandan_desktop.domain.messages import sentences
from dandan_desktop.services import issued_numbers
from dandan_desktop.ui import theme
from dandan_desktop.ui.form_parts import buttons, labelled
from dandan_desktop.ui.labels import prose
from dandan_desktop.ui.session import Session

Look = Callable[[IssuedNumber], list[Finding]]


class NumberBox(QDialog):
    """Shows the number a paper would take; what is refused is said below it, and nothing typed goes."""

    help_topic = "issued_numbers"

    def __init__(
        self,
        parent: QWidget,
        facts: IssuedNumber,
        span: str,
        look: Look,
        act: Callable[[IssuedNumber], object],
    ) -> None:
        super().__init__(parent)
        self._facts, self._look, self._act = facts, look, act
        self.setMinimumWidth(theme.scaled(theme.READABLE * 5 // 8))
        self.number = QLineEdit(facts.text)
        self.problem = prose("", "error")
        self.warning = prose("", "warning")
        self.yes, self.no = QPushButton(self.tr("Lấy số này")), QPushButton(self.tr("Thôi (Esc)"))
        self.no.setAutoDefault(False)
        theme.mark(self.yes, "primary")
        of = f"{show_date(facts.issued_on)} · {span}"
        rest = self.tr("Số đã lấy thì không hoàn tác; không dùng nữa thì huỷ kèm lý do, và số đó không cấp lại.")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*([theme.MARGIN] * 4))
        layout.setSpacing(theme.GAP)
        layout.addWidget(prose(" ".join(facts.title.split()), "heading"))
        layout.addWidget(prose(of, "second"))
        labelled(layout, self.tr("Số, ký hiệu"), self.number)
        layout.addWidget(self.warning)
        layout.addWidget(self.problem)
        layout.addWidget(prose(rest, "second"))
        layout.addStretch(1)
        layout.addLayout(buttons(self.no, self.yes))
        self.number.textChanged.connect(self._say)
        self.yes.clicked.connect(self._on_yes_clicked)
        self.no.clicked.connect(self.reject)
        self.number.selectAll()
        self._say()

    def _wanted(self) -> IssuedNumber:
        return replace(self._facts, text=self.number.text())

    def _say(self) -> None:
        """Say what is odd about the number now typed; what is wrong is said once it is wanted."""
        odd = [each.text for each in self._look(self._wanted()) if not each.blocks]
        self.warning.setText(f"⚠ {' '.join(odd)}" if odd else "")
        self.warning.setVisible(bool(odd))
        self.problem.hide()

    def _on_yes_clicked(self) -> None:
        try:
            self._act(self._wanted())
        except ClerkError as error:
            self.problem.setText(f"✕ {' '.join(sentences(error))}")
            self.problem.show()
            self.number.setFocus()
        else:
            self.accept()


def asked(parent: QWidget, session: Session, wanted: Callable[[], IssuedNumber], title: str) -> NumberBox | None:
    """Ask for the number a paper would take, in a box of this title; None where no number can be proposed."""
    store = session.store
    try:
        facts = wanted()
        span = issued_numbers.proposed(store, facts.issuer_id, facts.kind, facts.issued_on).series.span
    except ClerkError as error:
        session.problem_raised.emit(error)
        return None
    look = partial(issued_numbers.findings, store)
    box = NumberBox(parent, facts, span, look, lambda number: session.announce(issued_numbers.take(store, number)))
    box.setWindowTitle(title)
    box.open()
    return box

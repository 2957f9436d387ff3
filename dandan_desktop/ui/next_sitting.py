"""Making the next sitting from wherever it is asked for, and asking first where its slot has a sitting already."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.messages import sentences
from dandan_desktop.ui import theme
from dandan_desktop.ui.form_parts import buttons
from dandan_desktop.ui.labels import prose
from dandan_desktop.ui.session import Session

Make = Callable[..., Changes]
"""Makes a sitting; `again=True` makes another one where there is one already."""


class ThereBox(QDialog):
    """Says which sitting the slot has, and offers to open it or to make another one all the same."""

    def __init__(self, parent: QWidget, error: ClerkError) -> None:
        super().__init__(parent)
        happened, advice = sentences(error)
        self.setWindowTitle(self.tr("Kỳ họp tiếp theo"))
        self.setMinimumWidth(theme.scaled(theme.READABLE * 5 // 8))
        self.open_it = QPushButton(self.tr("Mở cuộc họp đó"))
        self.again = QPushButton(self.tr("Vẫn lập thêm"))
        self.no = QPushButton(self.tr("Thôi (Esc)"))
        theme.mark(self.open_it, "primary")
        for button in (self.again, self.no):
            button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*([theme.MARGIN] * 4))
        layout.setSpacing(theme.GAP)
        layout.addWidget(prose(happened, "heading"))
        layout.addWidget(prose(advice, "second"))
        layout.addLayout(buttons(self.no, self.again, self.open_it))
        self.open_it.setFocus()
        self.no.clicked.connect(self.reject)
        for button in (self.open_it, self.again):
            button.clicked.connect(self.accept)


def make_next(session: Session, parent: QWidget, make: Make) -> ThereBox | None:
    """Make a sitting and show it; where there is one already, the box that asks."""
    try:
        changes = make(again=False)
    except ClerkError as error:
        if error.problem is not Problem.SITTING_THERE:
            session.problem_raised.emit(error)
            return None
        box = ThereBox(parent, error)
        box.open_it.clicked.connect(partial(session.record_wanted.emit, "meetings", error.facts["row"]))
        box.again.clicked.connect(lambda: _make_again(session, make))
        box.open()
        return box
    session.announce(changes)
    session.record_wanted.emit("meetings", changes.row)
    return None


def _make_again(session: Session, make: Make) -> None:
    changes = session.do(lambda: make(again=True))
    if changes is not None:
        session.record_wanted.emit("meetings", changes.row)

"""Asking for the text of an addendum to locked minutes, one entry a line; what is typed outlives the box as a draft."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.domain.errors import ClerkError
from dandan_desktop.domain.facts import Kept, trait
from dandan_desktop.domain.meetings import Meeting
from dandan_desktop.domain.messages import sentences
from dandan_desktop.domain.minutes import Added
from dandan_desktop.marks import override
from dandan_desktop.ui import theme
from dandan_desktop.ui.draft import Draft
from dandan_desktop.ui.field import Field
from dandan_desktop.ui.form_parts import buttons
from dandan_desktop.ui.input_widgets import LinesInput
from dandan_desktop.ui.inputs import Desk
from dandan_desktop.ui.labels import prose
from dandan_desktop.ui.session import Session

PAGE = "meetings.addendum"
"""What the draft of an addendum is called: of a meeting, and of what is added to its minutes."""
_LEAST = 5


@dataclass(frozen=True, slots=True)
class AddendumSpec:
    """What the draft of an addendum is called."""

    page: str = PAGE


class AddendumBox(QDialog):
    """Takes the lines and makes the addendum; what is refused is said below them, and nothing typed goes."""

    help_topic = "minutes"

    def __init__(
        self, parent: QWidget, session: Session, kept: Kept[Meeting], of: str, act: Callable[[Sequence[str]], object]
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.kept: Kept[Any] | None = kept
        self.spec = AddendumSpec()
        self._act = act
        self.setWindowTitle(self.tr("Biên bản bổ sung"))
        self.setMinimumWidth(theme.scaled(theme.READABLE * 3 // 4))
        self.lines = LinesInput(least=_LEAST)
        desk = Desk(session, lambda: session.today, deed="add_addendum")
        self.fields = {"lines": Field(trait(Added, "lines"), desk, own=self.lines)}
        self.problem = prose("", "error")
        self.problem.hide()
        self.yes = QPushButton(self.tr("Lập biên bản bổ sung (Ctrl+Enter)"))
        self.no = QPushButton(self.tr("Thôi (Esc)"))
        theme.mark(self.yes, "primary")
        for button in (self.yes, self.no):
            button.setAutoDefault(False)
        rest = self.tr(
            "Biên bản đã khoá giữ nguyên. Bản bổ sung là một văn bản riêng, cùng thể thức, do người chủ trì và người"
            " ghi biên bản ký; lập rồi thì không sửa được."
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*([theme.MARGIN] * 4))
        layout.setSpacing(theme.GAP)
        layout.addWidget(prose(of, "heading"))
        layout.addWidget(prose(rest, "second"))
        layout.addWidget(self.fields["lines"])
        layout.addWidget(self.problem)
        layout.addLayout(buttons(self.no, self.yes))
        self.yes.clicked.connect(self._on_yes_clicked)
        self.no.clicked.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._on_yes_clicked)
        self.drafted = Draft(self)
        self.drafted.begin("")
        self.lines.set_value(self.drafted.read().get("lines"))
        self.drafted.is_open = True
        self.fields["lines"].changed.connect(self.drafted.touch)
        self.lines.setFocus()

    @property
    def is_changed(self) -> bool:
        """Whether anything is typed."""
        return bool(self.lines.value())

    def draft(self) -> dict[str, Any]:
        """What was typed, fit for JSON."""
        return {"lines": self.lines.value()}

    def opened_with(self, _: str) -> Any:
        """An addendum begins empty."""
        return None

    @override
    def reject(self) -> None:
        self.drafted.keep()
        super().reject()

    def _on_yes_clicked(self) -> None:
        try:
            self._act(self.lines.value() or ())
        except ClerkError as error:
            self.problem.setText(f"✕ {' '.join(sentences(error))}")
            self.problem.show()
            self.lines.setFocus()
        else:
            self.drafted.drop()
            self.accept()

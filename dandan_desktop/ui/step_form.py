"""A short form for the next step of a record: one kind at a time, opened by its button, written with Enter in its last
line or with Ctrl+Enter anywhere.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.domain import readers
from dandan_desktop.domain.drafts import Finding, Refused, checked
from dandan_desktop.domain.facts import trait
from dandan_desktop.marks import override
from dandan_desktop.ui import theme
from dandan_desktop.ui.caret import enter_field, name_within
from dandan_desktop.ui.field import Field
from dandan_desktop.ui.icons import icon
from dandan_desktop.ui.input_widgets import LineInput
from dandan_desktop.ui.inputs import Desk
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.stops import in_order

_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ROW = 12
"""The shares of a whole row."""


@dataclass(frozen=True, slots=True)
class StepSpec:
    """A kind of step: its record, the word of its button, its heading, the deed, what is asked with its share of a row.

    Rows whose shares come to less than twelve leave the rest empty.
    """

    record: type[Any]
    word: str
    heading: str
    deed: str
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """One step that is asked for: facts preset, facts that are known and not asked, what the rules say of it."""

    spec: StepSpec
    preset: Mapping[str, Any] = field(default_factory=dict)
    known: Mapping[str, str] = field(default_factory=dict)
    findings: Callable[[Any], Sequence[Finding]] = lambda _: ()
    hidden: tuple[str, ...] = ()


class StepForm(QFrame):
    """Asks for one step of a record; hidden until one is begun. `keys` hears the keys of its fields."""

    changed = Signal()
    closed = Signal()
    wanted = Signal()
    """What is typed shall be written."""

    def __init__(self, session: Session, keys: QObject) -> None:
        super().__init__()
        self.session = session
        self.asked: Asked | None = None
        self.fields: dict[str, Field] = {}
        self._keys = keys
        self._preset: dict[str, Any] = {}
        theme.mark(self, "page")
        self.heading = QLabel()
        theme.mark(self.heading, "heading")
        self.write = QPushButton(icon("check"), " " + self.tr("Ghi (Ctrl+Enter)"))
        self.cancel = QPushButton(self.tr("Thôi"))
        self._body: QWidget | None = None
        below = QHBoxLayout()
        below.setSpacing(theme.GAP)
        below.addWidget(self.write)
        below.addWidget(self.cancel)
        below.addStretch(1)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(theme.MARGIN, theme.GAP, theme.MARGIN, theme.MARGIN)
        self._layout.setSpacing(theme.GAP)
        self._layout.addWidget(self.heading)
        self._layout.addLayout(below)
        self.write.clicked.connect(self.wanted)
        self.cancel.clicked.connect(self.close_form)
        self.hide()

    def begin(self, asked: Asked) -> None:
        """Ask for a step; what was typed of another kind is given up."""
        self.asked = asked
        self.heading.setText(asked.spec.heading)
        self._build(asked.spec)
        for name, value in asked.preset.items():
            if name in self.fields:
                self.fields[name].set_value(value)
        for name in asked.hidden:
            self.fields[name].hide()
        self._preset = self._typed()
        self.show()
        in_order([*(each.input for each in self.fields.values()), self.write, self.cancel])

    def focus_first(self) -> None:
        """Go to the first field that is still empty, else to the first."""
        shown = [each for each in self.fields.values() if not each.isHidden()]
        first = next((each for each in shown if each.value() in (None, "")), shown[0])
        first.input.setFocus()

    def close_form(self) -> None:
        """Ask for nothing any more."""
        was_open, self.asked = self.asked is not None, None
        self.hide()
        if was_open:
            self.changed.emit()
            self.closed.emit()

    def drafts(self) -> dict[str, Any] | None:
        """What was typed, fit for JSON; None for nothing beyond what was preset."""
        typed = self._typed()
        is_begun = self.asked is not None and typed != self._preset
        return {"kind": self.asked.spec.deed, "typed": typed} if self.asked and is_begun else None

    def set_typed(self, typed: dict[str, Any]) -> None:
        """Put back what was once typed."""
        for name, value in typed.items():
            if name in self.fields:
                self.fields[name].set_value(value)

    def where(self, focused: QWidget) -> str:
        """The field that has the keyboard, empty for none."""
        return name_within(self.fields, focused) if self.asked else ""

    def go_to(self, where: str) -> QWidget | None:
        """Give a field the keyboard."""
        return enter_field(self.fields, where) if self.asked else None

    def read(self) -> Any | None:
        """The step typed, what is wrong or odd shown under its fields; None when it may not be written."""
        step = self._read()
        if isinstance(step, Refused):
            self._show(step.findings)
            return None
        found = self._judged(step)
        self._show(found)
        return None if any(each.blocks for each in found) else step

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or event.key() not in _ENTERS:
            return super().eventFilter(watched, event)
        with_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if not with_control and not (isinstance(watched, LineInput) and watched is self._last):
            return False
        self.wanted.emit()
        return True

    @property
    def _last(self) -> QWidget | None:
        """The input after which nothing more is asked."""
        return next((each.input for each in reversed(self.fields.values()) if not each.isHidden()), None)

    def _typed(self) -> dict[str, Any]:
        return {name: each.value() for name, each in self.fields.items()} if self.asked else {}

    def _read(self) -> Any:
        if self.asked is None:
            return Refused(())
        read = readers.clerk(self.session.today)
        return checked(self.asked.spec.record, {**self.asked.known, **self._typed()}, read)

    def _judged(self, step: Any) -> Sequence[Finding]:
        return self.asked.findings(step) if self.asked else ()

    def _show(self, findings: Sequence[Finding]) -> None:
        for each in self.fields.values():
            each.clear_finding()
        for finding in findings:
            if finding.name in self.fields:
                self.fields[finding.name].show_finding(finding)
        wrong = next((each.name for each in findings if each.blocks and each.name in self.fields), None)
        if wrong:
            self.fields[wrong].input.setFocus()

    def _warn(self) -> None:
        """Say what is odd already while the rest is typed, leaving the cursor where it is."""
        step = self._read()
        self._show([] if isinstance(step, Refused) else [each for each in self._judged(step) if not each.blocks])
        self.changed.emit()

    def _build(self, spec: StepSpec) -> None:
        if self._body is not None:
            self._body.hide()
            self._body.deleteLater()
        self._body, self.fields = QWidget(), {}
        rows = QVBoxLayout(self._body)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.GAP)
        desk = Desk(self.session, lambda: self.session.today, deed=spec.deed)
        for row in spec.rows:
            line, left = QHBoxLayout(), _ROW
            line.setSpacing(theme.MARGIN)
            for name, _, share in (each.partition(":") for each in row.split()):
                line.addWidget(self._field(spec, name, desk), int(share))
                left -= int(share)
            if left > 0:
                line.addStretch(left)
            rows.addLayout(line)
        self._layout.insertWidget(1, self._body)

    def _field(self, spec: StepSpec, name: str, desk: Desk) -> Field:
        made = Field(trait(spec.record, name), desk)
        made.input.setObjectName(name)
        made.input.installEventFilter(self._keys)
        made.input.installEventFilter(self)  # asked before the other
        made.changed.connect(self._warn)
        self.fields[name] = made
        return made

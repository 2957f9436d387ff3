"""The form of one record: fields in rows, passed through with Tab or Enter; what is typed is kept as a draft."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dandan_desktop.domain import readers
from dandan_desktop.domain.drafts import Finding, Refused, checked
from dandan_desktop.domain.facts import Kept, trait, traits
from dandan_desktop.marks import override
from dandan_desktop.services import scopes
from dandan_desktop.services.speakers import Speaker
from dandan_desktop.ui import theme
from dandan_desktop.ui.choice import ChoiceInput, Option
from dandan_desktop.ui.draft import Draft, Drafted
from dandan_desktop.ui.field import Field
from dandan_desktop.ui.input_widgets import ProseInput
from dandan_desktop.ui.inputs import Desk
from dandan_desktop.ui.picker import Picker
from dandan_desktop.ui.session import Session

_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """The rows of a form.

    Each row names facts; `|` divides a row into equal parts; a row that starts with `#` is a heading. `page` names
    its drafts, `day` the fact that holds the sheet's day, `findings` what the rules say of a record, `choices` the
    few values a text may have; `matters` says of fields whether they matter beside what is typed in the others;
    `deed` is what saving it is, which not everybody may do.
    """

    record: type[Any]
    rows: tuple[str, ...]
    page: str
    day: str = ""
    findings: Callable[[Any], Sequence[Finding]] | None = None
    choices: Mapping[str, Sequence[Option]] | None = None
    matters: Callable[[Mapping[str, Any]], Mapping[str, bool]] | None = None
    deed: str = "save"


class Sheet(QWidget):
    """Edits the facts of one record; whoever shows it saves it."""

    changed = Signal()
    opened = Signal()
    """A record is shown, with its draft where there is one."""
    left = Signal()
    """Esc was pressed: the draft is kept."""

    def __init__(
        self,
        session: Session,
        spec: SheetSpec,
        parent: QWidget | None = None,
        *,
        named: Callable[[], Sequence[Speaker]] = tuple,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.spec = spec
        self.kept: Kept[Any] | None = None
        self.is_closed = False
        """Whether the record about to be shown is only to read, whoever reads it."""
        self._blank: dict[str, Any] = {}
        self.wrong: set[str] = set()
        """The facts refused when it was read last."""
        self.drafted = Draft(self)
        self.fields: dict[str, Field] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.MARGIN - theme.GRID)
        desk = Desk(
            session, self.day, self._unit, deed=spec.deed, kept=lambda: self.kept, is_closed=lambda: self.is_closed,
            named=named,
        )  # fmt: skip
        for row in spec.rows:
            self._add_row(row, desk)
        self.setFocusProxy(next(iter(self.fields.values())).input)

    def day(self) -> date:
        """The day the sheet is about: its own date where it has one, else today."""
        typed = self.fields[self.spec.day].input.text() if self.spec.day in self.fields else ""
        try:
            return (
                readers.clerk(self.session.today)(trait(self.spec.record, self.spec.day), typed)
                if typed
                else (self.session.today)
            )
        except ValueError:
            return self.session.today

    def opened_with(self, name: str) -> Any:
        """What a field held when the record was opened, before a draft was put back."""
        return self._blank.get(name)

    def open(self, kept: Kept[Any] | None, preset: Mapping[str, Any] | None = None, state: str = "") -> bool:
        """Show a record and what is odd about it, or a new one, some facts preset; True when a draft was put back.

        `state` names the state of the record's parts, beside its own version.
        """
        self.kept = kept
        self.drafted.begin(state)
        for name, field in self.fields.items():
            default = field.trait.default if kept is None else getattr(kept.facts, name)
            field.set_value((preset or {}).get(name, default) if kept is None else default)
        self._blank = self.draft()
        draft = self.drafted.read()
        for name, typed in draft.items():
            if name in self.fields:
                self.fields[name].set_value(typed)
            elif name in self.drafted.parts:
                self.drafted.parts[name].set_drafts(typed)
        if kept is not None and not draft and self.spec.findings is not None:
            self.show_findings([each for each in self.spec.findings(kept.facts) if not each.blocks])
        _show_what_matters(self)
        self.drafted.is_open = True
        self.opened.emit()
        return bool(draft)

    def draft(self) -> dict[str, Any]:
        """What was typed, fact by fact."""
        return {name: field.value() for name, field in self.fields.items()}

    @property
    def is_changed(self) -> bool:
        """Whether something differs from what was opened."""
        return self.draft() != self._blank or any(part.is_changed for part in self.drafted.parts.values())

    def attach(self, key: str, part: Drafted) -> None:
        """Keep the unsaved content of something else in the draft too; whoever attaches it fills it first."""
        self.drafted.parts[key] = part
        part.changed.connect(self._on_field_changed)

    def read(self) -> Any | None:
        """The record the sheet stands for, with the findings shown under their fields; None when one blocks."""
        rest = {} if self.kept is None else {each.name: getattr(self.kept.facts, each.name) for each in self._rest()}
        found = checked(self.spec.record, {**rest, **self.draft()}, readers.clerk(self.session.today))
        if isinstance(found, Refused):
            self.show_findings(found.findings)
            return None
        findings = scopes.findings(self.session.store, found)
        findings += self.spec.findings(found) if self.spec.findings else []
        self.show_findings(findings)
        return None if any(each.blocks for each in findings) else found

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Say under each field what is wrong or odd, and go to the first that blocks."""
        for field in self.fields.values():
            field.clear_finding()
        for finding in findings:
            if finding.name in self.fields:
                self.fields[finding.name].show_finding(finding)
        self.wrong = {each.name for each in findings if each.blocks}
        focus_wrong(self)

    def set_shown(self, name: str, *, is_shown: bool) -> None:
        """Show a field only when it matters."""
        self.fields[name].setVisible(is_shown)

    def focus_first(self) -> None:
        """Go to the first field that may be written; to the first where none may."""
        fields = list(self.fields.values())
        next((field for field in fields if field.input.isEnabled()), fields[0]).input.setFocus()

    def keep_draft(self) -> bool:
        """Keep what was typed and not saved, or drop the draft when nothing differs; False when that was refused."""
        return self.drafted.keep()

    def drop_draft(self) -> None:
        """Forget what was typed: it was saved, or thrown away."""
        self.drafted.drop()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._takes_key(watched, event)
        return super().eventFilter(watched, event)

    def _takes_key(self, watched: QObject, event: QKeyEvent) -> bool:
        is_open = isinstance(watched, Picker) and watched.is_open
        if event.key() == Qt.Key.Key_Escape and not is_open:
            self.left.emit()
            return True
        if event.key() not in _ENTERS:
            return False
        with_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if isinstance(watched, ProseInput) and not with_control:
            return False
        if isinstance(watched, Picker) and not watched.enter():
            return True
        self.focusNextChild()
        return True

    def _add_row(self, row: str, desk: Desk) -> None:
        if row.startswith("#"):
            heading = QLabel(row[1:].strip())
            theme.mark(heading, "heading")
            self._layout.addWidget(heading)
            return
        line = QHBoxLayout()
        line.setSpacing(theme.MARGIN)
        has_labels = any(trait(self.spec.record, name).kind is not bool for name in row.replace("|", " ").split())
        for names in row.split("|"):
            part = QHBoxLayout()
            part.setSpacing(theme.MARGIN)
            for name in names.split():
                field = self._add_field(name, desk)
                field.label.setVisible(has_labels)
                part.addWidget(field, 1)
            if not names.strip():
                part.addWidget(QWidget(self))
            line.addLayout(part, 1)
        self._layout.addLayout(line)

    def _add_field(self, name: str, desk: Desk) -> Field:
        options = (self.spec.choices or {}).get(name)
        own = ChoiceInput(options) if options else None
        field = Field(trait(self.spec.record, name), desk, self, own=own)
        self.fields[name] = field
        field.input.installEventFilter(self)
        field.changed.connect(self._on_field_changed)
        return field

    def _rest(self) -> list[Any]:
        return [each for each in traits(self.spec.record) if each.name not in self.fields]

    def _unit(self) -> int | None:
        """The unit chosen on the sheet, whose bodies are offered first."""
        found: int | None = self.fields["unit_id"].input.chosen if "unit_id" in self.fields else None
        return found

    def _on_field_changed(self) -> None:
        sender = self.sender()
        if isinstance(sender, Field):
            sender.clear_finding()
            _fill_beside(self, sender)
        _show_what_matters(self)
        if self.drafted.is_open:
            self.drafted.touch()
            self.changed.emit()


def focus_wrong(sheet: Sheet) -> None:
    """Go to the first field that was refused, as they stand; nowhere when none was or it is not shown."""
    field = next((field for name, field in sheet.fields.items() if name in sheet.wrong), None)
    if field is not None and field.isVisible():
        field.input.setFocus()


def _fill_beside(sheet: Sheet, field: Field) -> None:
    """Whoever was chosen for a name brings position and body; another name takes them away again."""
    who, box = field.trait.who, field.input
    if who is not None and (box.person is not None or box.is_left):
        for name, value in zip(who, box.person[1:] if box.person else ("", ""), strict=True):
            if name in sheet.fields:
                sheet.fields[name].set_value(value)


def _show_what_matters(sheet: Sheet) -> None:
    if sheet.spec.matters is not None:
        for name, is_shown in sheet.spec.matters(sheet.draft()).items():
            sheet.set_shown(name, is_shown=is_shown)

"""Quá trình: the dated moves of a case or an initiative, and the next one; a state is never typed elsewhere.

A new record asks for its first move here; both are saved together as one deed.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.db.codes import code_of, entries
from dandan_desktop.db.parts import parts_of
from dandan_desktop.db.store import Store
from dandan_desktop.domain import readers
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.drafts import Finding, Refused, checked
from dandan_desktop.domain.facts import Kept, has, trait
from dandan_desktop.domain.lifecycle import State
from dandan_desktop.services import moves
from dandan_desktop.services.moves import Road
from dandan_desktop.ui import permits, theme
from dandan_desktop.ui.caret import enter_field, name_within
from dandan_desktop.ui.choice import ChoiceInput
from dandan_desktop.ui.field import Field
from dandan_desktop.ui.icons import icon
from dandan_desktop.ui.inputs import Desk
from dandan_desktop.ui.moves_table import MovesTable
from dandan_desktop.ui.pane import Pane, Parts
from dandan_desktop.ui.record_page import RecordPage

NAMES = ("to_state", "happened_on", "source", "reason")
"""What is asked of a move, where its record has it: a case has no reason beside its stage."""
BELOW = ("move", "Bước ở dưới vẫn ghi được.")
_SHARES = (8, 4, 5, 4)


class StateChoice(ChoiceInput):
    """A drop-down over states: those that usually follow first, then all others."""

    def __init__(self) -> None:
        super().__init__(())

    def offer(
        self, first: Sequence[tuple[int, str]], rest: Sequence[tuple[int, str]], notes: Mapping[int, str | None]
    ) -> None:
        """Offer these states, choosing none; the note of each is its tool tip."""
        self.clear()
        self.addItem("—", None)
        for place, group in enumerate((first, rest)):
            if place and first and rest:
                self._head(self.tr("Khác"))
            for row, name in group:
                self.addItem(name, row)
                self.setItemData(self.count() - 1, notes.get(row), Qt.ItemDataRole.ToolTipRole)
        self.setCurrentIndex(0)
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + theme.scaled(2 * theme.MARGIN))

    @property
    def note(self) -> str:
        """What the code list notes of the state chosen."""
        return self.currentData(Qt.ItemDataRole.ToolTipRole) or ""

    def _head(self, words: str) -> None:
        """A line, and a heading that cannot be chosen."""
        self.insertSeparator(self.count())
        self.addItem(words)
        model = self.model()
        if isinstance(model, QStandardItemModel):
            model.item(self.count() - 1).setEnabled(False)


class MovesPane(Pane):
    """The moves made, and the row for the next one."""

    def __init__(self, page: RecordPage, road: Road) -> None:
        super().__init__(page)
        self.road = road
        self._row = 0
        theme.mark(self, "card")
        self.heading = QLabel()
        theme.mark(self.heading, "heading")
        self.table = MovesTable(road)
        self.ask = QLabel()
        theme.mark(self.ask, "heading")
        self.note = QLabel()
        self.note.setWordWrap(True)
        theme.mark(self.note, "second")
        self.fields = {name: self._field(name) for name in NAMES if has(road.move, name)}
        self.write = QPushButton(icon("check"), " " + self.tr("Ghi bước"))
        self.undo_step = QPushButton(icon("undo-2"), " " + self.tr("Bỏ bước cuối"))
        self.undo_step.setToolTip(self.tr("Bỏ bước ghi sau cùng, hồ sơ trở lại bước trước đó"))
        self._lay_out()
        permits.dress(self.write, self.session.store, "move")
        self.write.clicked.connect(self.write_step)
        self.undo_step.clicked.connect(self._on_undo_clicked)
        page.sheet.changed.connect(self._say_buttons)
        page.sheet.opened.connect(self._say_buttons)

    def show_record(self, kept: Kept[Any] | None) -> None:
        """Show the moves of a record, None for a new one, and an empty next move."""
        self._row = kept.id if kept else 0
        store = self.session.store
        made = parts_of(store, self.road.noun, self._row)[self.road.move] if kept else []
        self.table.show_moves(made, store.names)
        self.table.setVisible(bool(made))
        label = self.tr("Quá trình")
        self.heading.setText(f"{label} · {len(made)} {self.tr('bước')}" if kept else label)
        self.ask.setText(self.tr("Chuyển sang") if made else self.tr("Bước đầu tiên"))
        notes = {kept.id: kept.facts.note for kept in entries(store, self.road.codes)}
        self.fields["to_state"].input.offer(*_states(store, self.road, made), notes)
        for name, field in self.fields.items():
            if name != "to_state":
                field.set_value(None)
        self._show(())
        self._say_note()
        self.write.setVisible(kept is not None)
        self.undo_step.setVisible(bool(made))
        self._say_buttons()

    @property
    def is_changed(self) -> bool:
        """Whether a next move was begun."""
        return any(self.drafts().values())

    def drafts(self) -> dict[str, Any]:
        """What was typed of the next move."""
        return {name: field.value() for name, field in self.fields.items()}

    def set_drafts(self, drafts: Any) -> None:
        """Put back what was once typed."""
        for name, typed in drafts.items():
            if name in self.fields:
                self.fields[name].set_value(typed)
        self._say_note()
        self._say_buttons()

    def where(self, focused: QWidget) -> str:
        """The field that has the keyboard, empty for none."""
        return name_within(self.fields, focused)

    def go_to(self, where: str) -> QWidget | None:
        """Give a field the keyboard."""
        return enter_field(self.fields, where)

    def is_sound(self) -> bool:
        """Whether the next move may be written, or there is none; a new record needs its first."""
        if self._row and not self.is_changed:
            return True
        return self._judge()

    def save(self, store: Store, kept: Kept[Any] | None, facts: Any, _: Parts) -> Changes:
        """Save the record together with the move typed here."""
        to = self._read() if kept is None or self.is_changed else None
        step = None if isinstance(to, Refused) else to
        return moves.save(store, self.road, kept, facts, step, today=self.session.today)

    def write_step(self) -> Changes | None:
        """Write the next move, with what else was changed on the sheet; None when something is refused."""
        return self.page.save_record() if self._judge() else None

    def _read(self) -> Any:
        return checked(self.road.move, self.drafts(), readers.clerk(self.session.today))

    def _judge(self) -> bool:
        """Show what is wrong or odd about the next move; False when it may not be written."""
        move = self._read()
        if isinstance(move, Refused):
            self._show(move.findings)
            return False
        found = moves.findings(self.session.store, self.road, self._row, move, self.session.today)
        self._show(found)
        return not any(each.blocks for each in found)

    def _show(self, findings: Sequence[Finding]) -> None:
        for field in self.fields.values():
            field.clear_finding()
        for finding in findings:
            self.fields[finding.name].show_finding(finding)
        wrong = {each.name for each in findings if each.blocks}
        first = next((field for name, field in self.fields.items() if name in wrong), None)
        if first is not None and self.page.isVisible():
            first.input.setFocus()

    def _say_buttons(self) -> None:
        """The last move can be taken out while nothing waits to be saved."""
        self.undo_step.setEnabled(not self.page.sheet.is_changed and self.session.store.may("take_back"))

    def _say_note(self) -> None:
        """Say below the next move what its state stands for."""
        self.note.setText(self.fields["to_state"].input.note)
        self.note.setVisible(bool(self.note.text()))

    def _on_field_changed(self) -> None:
        self._warn()
        self._say_note()
        self.changed.emit()
        self._say_buttons()

    def _warn(self) -> None:
        """Say what is odd already while the rest is typed, leaving the cursor where it is."""
        move = self._read()
        if isinstance(move, Refused):
            self._show(())
            return
        found = moves.findings(self.session.store, self.road, self._row, move, self.session.today)
        self._show([each for each in found if not each.blocks])

    def _on_undo_clicked(self) -> None:
        row = self._row
        self.session.do(lambda: moves.take_back(self.session.store, self.road, row))

    def _field(self, name: str) -> Field:
        own = StateChoice() if name == "to_state" else None
        each = trait(self.road.move, name)
        field = Field(each, Desk(self.session, lambda: self.session.today, deed="move"), self, own=own)
        field.input.setObjectName(name)
        field.input.setAccessibleName(each.fact.label)
        field.input.installEventFilter(self.page.sheet)
        field.changed.connect(self._on_field_changed)
        return field

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.heading)
        head.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(theme.MARGIN)
        for field, share in zip(self.fields.values(), _SHARES, strict=False):
            row.addWidget(field, share)
        below = QHBoxLayout()
        below.setSpacing(theme.GAP)
        below.addWidget(self.write)
        below.addWidget(self.undo_step)
        below.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.MARGIN)
        layout.setSpacing(theme.GAP)
        layout.addLayout(head)
        layout.addWidget(self.table)
        layout.addWidget(self.ask)
        layout.addLayout(row)
        layout.addWidget(self.note)
        layout.addLayout(below)


def _beginnings(known: Sequence[tuple[int, State]]) -> tuple[str, ...]:
    """The codes a record usually begins with: the first state and what follows it, ends apart."""
    ends = {state.code for _, state in known if not state.next}
    first = known[0][1]
    return (first.code, *(code for code in first.next if code not in ends))


def _states(store: Store, road: Road, made: Sequence[Kept[Any]]) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """The states that usually follow the last move, or begin a road, and all others but the present one."""
    known = moves.states(store, road)
    current = code_of(store, made[-1].facts.to_state) if made else None
    usual = next((state.next for _, state in known if state.code == current), ()) if made else _beginnings(known)
    first = [(row, state.name) for code in usual for row, state in known if state.code == code]
    taken = {row for row, _ in first}
    rest = [(row, state.name) for row, state in known if row not in taken and state.code != current]
    return first, rest

"""Parts too large for a row of a grid: each one is a small form of its own, numbered, moved and taken out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.domain import readers
from dandan_desktop.domain.drafts import Finding, Refused, checked
from dandan_desktop.domain.facts import has, trait, traits
from dandan_desktop.marks import override
from dandan_desktop.ui import permits, theme
from dandan_desktop.ui.caret import enter_field, name_within
from dandan_desktop.ui.field import Field
from dandan_desktop.ui.icons import icon
from dandan_desktop.ui.inputs import Desk
from dandan_desktop.ui.picker import Picker

_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_INNER = "inner"
_WITH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@dataclass(frozen=True, slots=True)
class BlockSpec:
    """One kind of block: its record, word, rows of facts (`name:share`) and the words of the button that adds one.

    `own` makes the fields that are no fact of the record; `inner` the kind of blocks that stand inside each;
    `known` holds the facts that are never typed; `findings` is what the rules say of a block's record.
    """

    record: type[Any]
    word: str
    rows: tuple[str, ...]
    add: str
    own: Mapping[str, Callable[[Desk], Field]] = field(default_factory=dict)
    inner: "BlockSpec | None" = None
    known: Mapping[str, Any] = field(default_factory=dict)
    findings: Callable[[Any, date], Sequence[Finding]] | None = None
    role: str = "card"


@dataclass(frozen=True, slots=True)
class Entry:
    """A part as the register has it (row 0: a new one), with the parts that stand inside it."""

    row: int = 0
    version: int = 0
    values: Mapping[str, Any] = field(default_factory=dict)
    inner: "tuple[Entry, ...]" = ()


class Block(QFrame):
    """The form of one part."""

    changed = Signal()
    rearranged = Signal()
    moved = Signal(int)
    removed = Signal()

    def __init__(self, spec: BlockSpec, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.spec = spec
        self.entry = Entry()
        self._desk = desk
        self._moving: list[QPushButton] = []
        self._shown: dict[str, Any] = {}
        self.fields: dict[str, Field] = {}
        self.title = QLabel()
        self.inner = BlockList(spec.inner, desk) if spec.inner else None
        theme.mark(self, spec.role)
        theme.mark(self.title, "heading")
        self._layout = QVBoxLayout(self)
        self._layout.setSpacing(theme.GAP)
        self._layout.addLayout(self._head())
        for row in spec.rows:
            self._layout.addLayout(self._line(row))
        if self.inner is not None:
            self._layout.addWidget(self.inner)
            self.inner.changed.connect(self.changed)
            self.inner.rearranged.connect(self.rearranged)

    def fill(self, entry: Entry, draft: Mapping[str, Any] | None = None) -> None:
        """Show a part, and above it what was once typed: all of a new one, only what differed of one that is kept."""
        self.entry = entry
        for button in self._moving:
            button.setVisible(self._desk.is_open)
        for name, shown in self.fields.items():
            shown.set_value(entry.values.get(name, shown.trait.default))
        self._shown = self.typed()
        if self.inner is not None:
            self.inner.show_entries(entry.inner, at_once=True)
        typed = dict(draft or {})
        inner = typed.pop("inner", None)
        kept = typed.pop("changed", None) if entry.row else None
        for name, value in typed.get("typed", {}).items():
            if name in self.fields and (kept is None or name in kept):
                self.fields[name].set_value(value)
        if self.inner is not None and inner is not None:
            self.inner.set_drafts(inner)

    def typed(self) -> dict[str, Any]:
        """What stands in the fields."""
        return {name: shown.value() for name, shown in self.fields.items()}

    def draft(self) -> dict[str, Any]:
        """What was typed, fit for JSON; says which facts differ from the part that is kept."""
        typed = self.typed()
        changed = [name for name, value in typed.items() if value != self._shown.get(name)]
        draft: dict[str, Any] = {"row": self.entry.row, "typed": typed, "changed": changed}
        return draft if self.inner is None else {**draft, "inner": self.inner.drafts()}

    def where(self, focused: QWidget) -> str:
        """The field of this block, or of one inside it, that has the keyboard; empty for none."""
        inner = where_in(self.inner, focused) if self.inner is not None else ""
        return f"{_INNER}/{inner}" if inner else name_within(self.fields, focused)

    def go_to(self, where: str) -> QWidget | None:
        """Give a field of this block, or of one inside it, the keyboard."""
        head, _, rest = where.partition("/")
        return enter_block(self.inner, rest) if head == _INNER and self.inner else enter_field(self.fields, where)

    def read(self) -> Any | None:
        """The record the block stands for, with its findings shown below the fields; None when it is refused."""
        for shown in self.fields.values():
            shown.clear_finding()
        facts = {name: value for name, value in self.typed().items() if has(self.spec.record, name)}
        read = readers.clerk(self._desk.session.today)
        found = checked(self.spec.record, {**self.spec.known, **facts}, read)
        if isinstance(found, Refused):
            self.show_findings(found.findings)
            return None
        findings = self.spec.findings(found, self._desk.day()) if self.spec.findings else ()
        self.show_findings(findings)
        return None if any(each.blocks for each in findings) else found

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Say below its field what is wrong or odd."""
        for finding in findings:
            if finding.name in self.fields:
                self.fields[finding.name].show_finding(finding)

    def focus_first(self) -> None:
        """Go to the first field."""
        next(iter(self.fields.values())).input.setFocus()

    def stops(self) -> list[QWidget]:
        """What Tab passes through, in order."""
        own = [shown.input for shown in self.fields.values()]
        return [*own, *(self.inner.stops() if self.inner else ())]

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        with_both = event.modifiers() & _WITH == _WITH
        if with_both and event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        elif with_both and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() in _ENTERS:
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in a picker takes what it offers and goes on, as on a sheet."""
        is_enter = isinstance(event, QKeyEvent) and event.key() in _ENTERS and event.type() == QEvent.Type.KeyPress
        if not is_enter or not isinstance(watched, Picker):
            return super().eventFilter(watched, event)
        if watched.enter():
            self.focusNextChild()
        return True

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addWidget(self.title, 1)
        for sign, words, keys, signal in (
            ("↑", "Lên", "Ctrl+Shift+↑", lambda: self.moved.emit(-1)),
            ("↓", "Xuống", "Ctrl+Shift+↓", lambda: self.moved.emit(1)),
            ("✕", "Bỏ", "Ctrl+Shift+Delete", self.removed.emit),
        ):
            button = QPushButton(f"{sign} {words}")
            button.setToolTip(f"{words} ({keys})")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            theme.mark(button, "link")
            button.clicked.connect(signal)
            self._moving.append(button)
            line.addWidget(button)
        return line

    def _line(self, row: str) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme.MARGIN)
        for part in row.split():
            name, _, share = part.partition(":")
            own = self.spec.own.get(name)
            shown = own(self._desk) if own else Field(trait(self.spec.record, name), self._desk)
            shown.changed.connect(self._on_field_changed)
            self.fields[name] = shown
            shown.input.installEventFilter(self)
            line.addWidget(shown, int(share or 1))
        return line

    def _on_field_changed(self) -> None:
        sender = self.sender()
        if isinstance(sender, Field):
            sender.clear_finding()
        self.changed.emit()


class BlockList(QWidget):
    """Blocks of one kind below each other, with a button that adds one; those taken out are used again.

    Blocks are dear: they are made when they are first seen or asked for, until then `waiting` holds what they show.
    """

    changed = Signal()
    made = Signal()
    """Blocks that waited are there now."""
    rearranged = Signal()
    """Blocks came, went or changed places, here or inside one of them."""

    def __init__(self, spec: BlockSpec, desk: Desk) -> None:
        super().__init__()
        self.spec = spec
        self._desk = desk
        self.waiting: Sequence[Entry] | None = None
        self._blocks: list[Block] = []
        self._spare: list[Block] = []
        self._known: dict[int, Entry] = {}
        self._opened: list[dict[str, Any]] | None = []
        self.add_button = QPushButton(icon("plus"), " " + spec.add)
        permits.dress(self.add_button, desk.session.store, desk.deed)
        self.add_button.clicked.connect(self.add)
        below = QHBoxLayout()
        below.addWidget(self.add_button)
        below.addStretch(1)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.GAP)
        self._layout.addLayout(below)

    def show_entries(self, entries: Sequence[Entry], *, at_once: bool = False) -> None:
        """Show the parts a record has, at once or when they are seen."""
        self.add_button.setEnabled(self._desk.is_open)
        self._known = {entry.row: entry for entry in entries}
        self.waiting, self._opened = tuple(entries), None
        if at_once or self.isVisible():
            self._make()
            return
        for block in [*self._blocks]:
            self._put_by(block)

    @property
    def blocks(self) -> list[Block]:
        """The blocks in order, made now if they were not yet."""
        self._make()
        return self._blocks

    @property
    def count(self) -> int:
        """How many there are, made or not."""
        return len(self._blocks if self.waiting is None else self.waiting)

    def drafts(self) -> list[dict[str, Any]] | None:
        """What was typed, block by block; None while nobody saw the blocks."""
        return None if self.waiting is not None else [block.draft() for block in self._blocks]

    def set_drafts(self, drafts: Sequence[Mapping[str, Any]] | None) -> None:
        """Put back what was once typed; a part that is gone since becomes a new one."""
        if drafts is not None:
            self._make()
            self._fill([(self._known.get(draft["row"], Entry()), draft) for draft in drafts])

    @property
    def is_changed(self) -> bool:
        """Whether the blocks differ from what was shown."""
        return self.drafts() != self._opened

    @override
    def showEvent(self, event: QShowEvent) -> None:
        self._make()
        super().showEvent(event)

    def add(self) -> Block:
        """Add an empty block and go to its first field."""
        self._make()
        block = self._put(Entry(), None)
        self._number()
        block.focus_first()
        self.changed.emit()
        return block

    def read(self) -> list[tuple[Block, Any]] | None:
        """Every block with its record; None when one is refused, after all were looked at."""
        found = [(block, block.read()) for block in self.blocks]
        return None if any(facts is None for _, facts in found) else found

    def stops(self) -> list[QWidget]:
        """What Tab passes through, in order; the button that adds one comes last."""
        return [*(stop for block in self.blocks for stop in block.stops()), self.add_button]

    def shift(self, block: Block, step: int) -> None:
        """Move a block up (-1) or down (1)."""
        place = self.blocks.index(block)
        to = place + step
        if 0 <= to < len(self.blocks):
            self.blocks.insert(to, self.blocks.pop(place))
            self._layout.insertWidget(to, block)
            self._number()
            self.changed.emit()

    def take_out(self, block: Block) -> None:
        """Take a block out and go to the one after it, or to the button."""
        place = self.blocks.index(block)
        self._put_by(block)
        self._number()
        if self.blocks:
            self.blocks[min(place, len(self.blocks) - 1)].focus_first()
        else:
            self.add_button.setFocus()
        self.changed.emit()

    def _make(self) -> None:
        """Make the blocks that wait."""
        if self.waiting is not None:
            entries, self.waiting = self.waiting, None
            self._fill([(entry, None) for entry in entries])
            self._opened = self.drafts()
            self.made.emit()

    def _fill(self, wanted: Sequence[tuple[Entry, Mapping[str, Any] | None]]) -> None:
        for block in self._blocks[len(wanted) :]:
            self._put_by(block)
        for place, (entry, draft) in enumerate(wanted):
            if place < len(self._blocks):
                self._blocks[place].fill(entry, draft)
            else:
                self._put(entry, draft)
        self._number()

    def _put(self, entry: Entry, draft: Mapping[str, Any] | None) -> Block:
        block = self._spare.pop(0) if self._spare else self._made()
        block.fill(entry, draft)
        self._layout.insertWidget(len(self._blocks), block)
        self._blocks.append(block)
        block.show()
        return block

    def _put_by(self, block: Block) -> None:
        self._blocks.remove(block)
        self._layout.removeWidget(block)
        block.hide()
        self._spare.append(block)

    def _made(self) -> Block:
        block = Block(self.spec, self._desk, self)
        block.changed.connect(self.changed)
        block.rearranged.connect(self.rearranged)
        block.moved.connect(lambda step: self.shift(block, step))
        block.removed.connect(lambda: self.take_out(block))
        return block

    def _number(self) -> None:
        for number, block in enumerate(self._blocks, 1):
            block.title.setText(f"{self.spec.word} {number}")
        self.rearranged.emit()


def values_of(facts: Any) -> dict[str, Any]:
    """The facts of a record by name."""
    return {each.name: getattr(facts, each.name) for each in traits(type(facts))}


def where_in(blocks: BlockList, focused: QWidget) -> str:
    """The place of the block, and the field in it, that has the keyboard; empty for none."""
    shown = enumerate(blocks.blocks if blocks.waiting is None else ())
    here = ((place, block) for place, block in shown if block.isAncestorOf(focused))
    return next((f"{place}/{where}" for place, block in here if (where := block.where(focused))), "")


def enter_block(blocks: BlockList, where: str) -> QWidget | None:
    """Give a field of a block the keyboard; None when there is no such block."""
    place, _, rest = where.partition("/")
    known = blocks.blocks
    return known[int(place)].go_to(rest) if place.isdecimal() and int(place) < len(known) else None

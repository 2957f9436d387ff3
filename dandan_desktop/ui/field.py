"""One field of a form: label above, input, and what is wrong below; a private fact stays masked until shown."""

from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.domain.drafts import Finding
from dandan_desktop.domain.errors import ClerkError
from dandan_desktop.domain.facts import Trait
from dandan_desktop.marks import override
from dandan_desktop.ui import cells, inputs, theme
from dandan_desktop.ui.icons import icon
from dandan_desktop.ui.inputs import Desk

SEEN_FOR = 60_000
"""Milliseconds a private fact is shown after the last key in it."""


class Field(QWidget):
    """A fact of a record on a sheet; `own` is an input to use instead of that of its kind."""

    changed = Signal()

    def __init__(self, each: Trait, desk: Desk, parent: QWidget | None = None, *, own: Any = None) -> None:
        super().__init__(parent)
        self.trait = each
        self._desk = desk
        self._is_closed = False
        self.input: Any = own or inputs.make(each, desk)
        self.input.setEnabled(desk.is_open)
        self.label = QLabel(each.fact.label + (" *" if each.required else ""))
        theme.mark(self.label, "required" if each.required else "label")
        self.label.setBuddy(self.input)
        self.finding = QLabel()
        self.finding.setWordWrap(True)
        self.finding.hide()
        self.veil = Veil(self, desk) if each.fact.private else None
        self._lay_out(each)
        self.input.changed.connect(self.changed)

    def value(self) -> Any:
        """What was typed or chosen."""
        return self.input.value()

    def set_value(self, value: Any) -> None:
        """Show a value; a private one stays masked, and one of a closed record cannot be typed in."""
        self.input.set_value(value)
        self.close_for(is_closed=self._is_closed)
        if self.veil is not None:
            self.veil.cover()
        self.clear_finding()

    def close_for(self, *, is_closed: bool) -> None:
        """Let the value only be read, whoever reads it, or open it for who may write here."""
        self._is_closed = is_closed
        self.input.setEnabled(self._desk.is_open and not is_closed)

    def show_finding(self, finding: Finding) -> None:
        """Say below the input what is wrong or odd about it."""
        sign, role = ("✕", "error") if finding.blocks else ("⚠", "warning")
        words = finding.text if finding.blocks else f"{self.tr('Lưu ý')}: {finding.text}"
        self.finding.setText(f"{sign} {words}")
        theme.mark(self.finding, role)
        theme.mark_wrong(self.input, is_wrong=finding.blocks)
        self.finding.show()
        if finding.blocks and self.veil is not None and self.veil.is_on:
            self.veil.lift()

    def clear_finding(self) -> None:
        """Nothing is wrong here, as far as is known."""
        if self.finding.text():
            self.finding.clear()
            theme.mark_wrong(self.input, is_wrong=False)
        self.finding.hide()

    @property
    def entrance(self) -> QWidget:
        """What takes the keyboard: the input, or what shows it where it is masked."""
        entrance: QWidget = self.veil.reveal if self.veil is not None and self.veil.is_on else self.input
        return entrance

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Mask a private fact again when the record is left."""
        super().hideEvent(event)
        if self.veil is not None and self.veil.is_lifted:
            self.veil.cover()

    def _lay_out(self, each: Trait) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        if each.kind is bool:
            self.label.setText(" ")
        layout.addWidget(self.label)
        layout.addWidget(self.input)
        if self.veil is not None:
            layout.addWidget(self.veil)
        if each.fact.hint:
            hint = QLabel(each.fact.hint)
            hint.setWordWrap(True)
            theme.mark(hint, "second")
            below_words = QHBoxLayout()
            below_words.setContentsMargins(theme.ICON + theme.GAP if each.kind is bool else 0, 0, 0, 0)
            below_words.addWidget(hint)
            layout.addLayout(below_words)
        layout.addWidget(self.finding)
        layout.addStretch(1)


class Veil(QWidget):
    """Stands in for a private fact; taking it off is told to the journal first, and it comes back by itself."""

    def __init__(self, field: Field, desk: Desk) -> None:
        super().__init__(field)
        self._field, self._desk = field, desk
        self.reveal = QPushButton(icon("eye"), f" {cells.MASK}  {self.tr('Hiện')}")
        self.reveal.setAccessibleName(f"{self.tr('Hiện')} {field.trait.fact.label}")
        self.reveal.setToolTip(self.tr("Việc xem được ghi vào Nhật ký; một phút sau thì che lại"))
        self.words = QLabel()
        self.words.setWordWrap(True)
        theme.mark(self.words, "second")
        row = QHBoxLayout()
        row.addWidget(self.reveal)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addLayout(row)
        layout.addWidget(self.words)
        self.hide()
        self._timer = QTimer(self, singleShot=True, interval=SEEN_FOR)
        self._timer.timeout.connect(self.cover)
        self.reveal.clicked.connect(self.lift)
        field.input.changed.connect(self._on_changed)

    @property
    def is_on(self) -> bool:
        """Whether the fact is masked now."""
        return not self.reveal.isHidden()

    @property
    def is_lifted(self) -> bool:
        """Whether the fact was masked and is looked at."""
        return self._timer.isActive()

    def cover(self) -> None:
        """Mask the fact, where there is one; an empty field is typed in at once."""
        self._timer.stop()
        had_keyboard = self._field.input.hasFocus()
        is_on = self._field.value() not in (None, "")
        self._put(is_on=is_on, words=self.tr("Xem thì được ghi vào Nhật ký") if is_on else "")
        if had_keyboard and self.is_on:
            self.reveal.setFocus()

    def lift(self) -> None:
        """Tell the journal that the fact is looked at, then show it; what cannot be told is not shown."""
        from dandan_desktop.services import sensitive

        kept, store = self._desk.kept(), self._desk.session.store
        if kept is not None:
            noun = next(noun for noun in store.nouns if noun.record is type(kept.facts))
            try:
                sensitive.reveal(store, noun, kept.id, self._field.trait.name)
            except ClerkError as error:
                self._desk.session.problem_raised.emit(error)
                return
        self._put(is_on=False, words=self.tr("Đã ghi vào Nhật ký; một phút sau thì che lại") if kept else "")
        self._timer.start()
        self._field.input.setFocus()

    def _put(self, *, is_on: bool, words: str) -> None:
        self.reveal.setVisible(is_on)
        self._field.input.setVisible(not is_on)
        self.words.setText(words)
        self.setVisible(bool(words))

    def _on_changed(self) -> None:
        if self._timer.isActive():
            self._timer.start()

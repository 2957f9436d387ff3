"""One field of a form: label above, input, and what is wrong below; a private fact stays masked until shown."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.domain.drafts import Finding
from dandan_desktop.domain.facts import Trait
from dandan_desktop.ui import cells, inputs, theme
from dandan_desktop.ui.icons import icon
from dandan_desktop.ui.inputs import Desk


class Field(QWidget):
    """A fact of a record on a sheet; `own` is an input to use instead of that of its kind."""

    changed = Signal()

    def __init__(self, each: Trait, desk: Desk, parent: QWidget | None = None, *, own: Any = None) -> None:
        super().__init__(parent)
        self.trait = each
        self.input: Any = own or inputs.make(each, desk)
        self.label = QLabel(each.fact.label + (" *" if each.required else ""))
        theme.mark(self.label, "required" if each.required else "label")
        self.label.setBuddy(self.input)
        self.finding = QLabel()
        self.finding.setWordWrap(True)
        self.finding.hide()
        self.reveal = QPushButton(icon("eye") if each.fact.private else QIcon(), f"{cells.MASK}  {self.tr('Hiện')}")
        self.reveal.setAccessibleName(f"{self.tr('Hiện')} {each.fact.label}")
        self.reveal.hide()
        self.reveal.clicked.connect(self.show_private)
        self._lay_out(each)
        self.input.changed.connect(self.changed)

    def value(self) -> Any:
        """What was typed or chosen."""
        return self.input.value()

    def set_value(self, value: Any) -> None:
        """Show a value; a private one stays masked."""
        self.input.set_value(value)
        is_masked = self.trait.fact.private and value not in (None, "")
        self.input.setVisible(not is_masked)
        self.reveal.setVisible(is_masked)
        self.clear_finding()

    def show_private(self) -> None:
        """Take the mask off."""
        self.reveal.hide()
        self.input.show()
        self.input.setFocus()

    def show_finding(self, finding: Finding) -> None:
        """Say below the input what is wrong or odd about it."""
        sign, role = ("✕", "error") if finding.blocks else ("⚠", "warning")
        words = finding.text if finding.blocks else f"{self.tr('Lưu ý')}: {finding.text}"
        self.finding.setText(f"{sign} {words}")
        theme.mark(self.finding, role)
        theme.mark_wrong(self.input, is_wrong=finding.blocks)
        self.finding.show()
        if finding.blocks and self.reveal.isVisible():
            self.show_private()

    def clear_finding(self) -> None:
        """Nothing is wrong here, as far as is known."""
        if self.finding.text():
            self.finding.clear()
            theme.mark_wrong(self.input, is_wrong=False)
        self.finding.hide()

    def _lay_out(self, each: Trait) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        if each.kind is bool:
            self.label.setText(" ")
        layout.addWidget(self.label)
        layout.addWidget(self.input)
        layout.addWidget(self.reveal)
        if each.fact.hint:
            hint = QLabel(each.fact.hint)
            hint.setWordWrap(True)
            theme.mark(hint, "second")
            layout.addWidget(hint)
        layout.addWidget(self.finding)
        layout.addStretch(1)

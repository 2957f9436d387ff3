"""What small forms are made of: a label above its box, what is wrong below it, the row of buttons."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.messages import sentences
from dandan_desktop.ui import theme
from dandan_desktop.ui.labels import prose


def labelled(layout: QVBoxLayout, words: str, widget: QWidget) -> QLabel:
    """Put a box with its label above it at the end of a form."""
    label = QLabel(words)
    theme.mark(label, "label")
    label.setBuddy(widget)
    widget.setAccessibleName(words)
    layout.addSpacing(theme.GRID)
    layout.addWidget(label)
    layout.addWidget(widget)
    return label


def card_of(heading: str) -> tuple[QFrame, QVBoxLayout]:
    """A card below its heading, and the column to fill."""
    card, label = QFrame(), QLabel(heading)
    theme.mark(card, "card")
    theme.mark(label, "heading")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(*([theme.MARGIN] * 4))
    layout.setSpacing(theme.GAP)
    layout.addWidget(label)
    return card, layout


def buttons(*pressed: QPushButton) -> QHBoxLayout:
    """The row of buttons below a form, at its right."""
    row = QHBoxLayout()
    row.setContentsMargins(0, theme.GAP, 0, 0)
    row.setSpacing(theme.GAP)
    row.addStretch(1)
    for button in pressed:
        row.addWidget(button)
    return row


def file_row(box: QLineEdit, choose: QPushButton) -> QWidget:
    """A box for a file's name, with the button beside it by which the file is chosen."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.GAP)
    row.addWidget(box, 1)
    row.addWidget(choose)
    holder.setFocusProxy(box)
    return holder


def primary(words: str) -> QPushButton:
    """The one button a form is finished with."""
    made = QPushButton(words)
    theme.mark(made, "primary")
    return made


def empty(what: str) -> ClerkError:
    """What is wrong with a box nothing was typed in; `what` belongs in it."""
    return ClerkError(Problem.BOX_EMPTY, what=what)


class Wrong:
    """What is wrong with one box, told below it; hidden while nothing is."""

    def __init__(self, box: QWidget) -> None:
        self._box = box
        self.words = prose(role="error")
        self.words.hide()

    def tell(self, error: ClerkError | None) -> bool:
        """Say what is wrong and let the box be typed in again, or that nothing is; returns whether something is."""
        theme.mark_wrong(self._box, is_wrong=error is not None)
        self.words.setText(f"✕ {' '.join(sentences(error))}" if error else "")
        self.words.setVisible(error is not None)
        if error is not None:
            self._box.setFocus()
        return error is not None


def all_right(findings: Sequence[tuple[Wrong, ClerkError | None]]) -> bool:
    """Tell each box what is wrong with it, the first one last so that it has the keyboard; whether nothing is."""
    told = [wrong.tell(error) for wrong, error in reversed(findings)]
    return not any(told)

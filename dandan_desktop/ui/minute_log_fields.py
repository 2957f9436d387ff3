"""The fields of the row in which a line of the minutes is typed: made, joined to each other, and laid out."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dandan_desktop.domain.drafts import Finding
from dandan_desktop.domain.facts import trait
from dandan_desktop.domain.meetings import Opinion
from dandan_desktop.ui import theme
from dandan_desktop.ui.field import Field
from dandan_desktop.ui.input_widgets import ProseInput
from dandan_desktop.ui.inputs import Desk
from dandan_desktop.ui.stops import in_order
from dandan_desktop.ui.undo_key import TAKES_BACK

if TYPE_CHECKING:
    from dandan_desktop.ui.minute_log_entry import Entry

SAID = ("speaker", "text", "position", "body", "is_proposal", "is_left_out")
"""The fields of a line, without those of a task."""
_SENTENCE = "Không ai ở thành phần có tên dài như vậy. Nếu đây là ý kiến, hãy chuyển xuống ô dưới."


def make_fields(entry: "Entry", desk: Desk) -> None:
    """Make the fields of an entry, those of its task among them; what is typed in one is told to it."""
    words = ProseInput(least=2)
    own: dict[str, Any] = {"speaker": entry.speaker, "text": words}
    for name in SAID:
        entry.fields[name] = Field(trait(Opinion, name), desk, own=own.get(name))
    entry.fields |= entry.task.fields
    entry.speaker.setAccessibleName(entry.fields["speaker"].trait.fact.label)
    words.setAccessibleName(entry.fields["text"].trait.fact.label)
    entry.fields["text"].label.hide()
    entry.speaker.changed.connect(partial(_fill_in, entry))
    entry.speaker.changed.connect(partial(_warn_of_sentence, entry))
    entry.fields["is_proposal"].changed.connect(partial(_show_proposed, entry))
    for name, field in entry.fields.items():
        field.changed.connect(entry.touch)
        watched = field.input.picker if name == "partners" else field.input
        watched.installEventFilter(entry)
        watched.setProperty(TAKES_BACK, True)
        if name in ("is_proposal", "is_left_out"):
            field.label.hide()


def lay_out(entry: "Entry") -> None:
    """Put the fields of an entry on its card."""
    theme.mark(entry, "card")
    theme.mark(entry.state, "heading")
    who, flags = QHBoxLayout(), QHBoxLayout()
    for name, share in (("speaker", 4), ("position", 3), ("body", 4)):
        who.addWidget(entry.fields[name], share)
    for name in ("is_proposal", "is_left_out"):
        flags.addWidget(entry.fields[name])
    flags.addStretch(1)
    flags.addLayout(entry.ends)
    _stacked(entry.said, who, entry.fields["text"], flags)
    for line in (who, flags):
        line.setSpacing(theme.GAP)
    layout = QVBoxLayout(entry)
    layout.setContentsMargins(theme.GAP, theme.GRID, theme.GAP, theme.GAP)
    layout.setSpacing(theme.GRID)
    head = QHBoxLayout()
    head.addWidget(entry.state, 1)
    head.addWidget(entry.marks)
    layout.addLayout(head)
    for each in (entry.problem, entry.said, entry.task):
        layout.addWidget(each)
    entry.task.hide()
    entry.problem.hide()
    in_order([entry.fields[name].input for name in SAID])


def _fill_in(entry: "Entry") -> None:
    """Whoever was chosen brings position and body; another name takes them away again."""
    person = entry.speaker.person
    if person is not None or entry.speaker.is_left:
        for name, value in (("position", person and person.position), ("body", person and person.body)):
            entry.fields[name].set_value(value or "")


def _warn_of_sentence(entry: "Entry") -> None:
    """What was typed for a name and is more likely what was said is told below it."""
    if entry.speaker.is_sentence:
        entry.fields["speaker"].show_finding(Finding("speaker", _SENTENCE, blocks=False))
    else:
        entry.fields["speaker"].clear_finding()


def _show_proposed(entry: "Entry") -> None:
    if not entry.edits:
        entry.show_state()


def _stacked(holder: QWidget, *lines: Any) -> None:
    """Put lines of widgets below each other."""
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.GRID)
    for line in lines:
        if isinstance(line, QWidget):
            layout.addWidget(line)
        else:
            layout.addLayout(line)

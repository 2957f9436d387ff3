"""The row in which a line of the minutes is typed, and the row that asks for a task; what is typed is a draft."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from dandan_desktop.domain.drafts import Finding
from dandan_desktop.domain.errors import ClerkError
from dandan_desktop.domain.facts import Kept, Prose
from dandan_desktop.domain.meetings import Meeting, Opinion
from dandan_desktop.domain.messages import sentences
from dandan_desktop.marks import override
from dandan_desktop.services.minute_log import PAGE
from dandan_desktop.services.speakers import Speaker
from dandan_desktop.ui.draft import Draft, Drafted
from dandan_desktop.ui.field import Field
from dandan_desktop.ui.inputs import Desk
from dandan_desktop.ui.labels import ElidedLabel, prose
from dandan_desktop.ui.minute_log_fields import SAID, lay_out, make_fields
from dandan_desktop.ui.minute_log_meant import words_of
from dandan_desktop.ui.minute_log_task import TASK, TaskAsked, TaskRow
from dandan_desktop.ui.name_box import NameBox
from dandan_desktop.ui.session import Session

_WHO_AND_WHAT = ("speaker", "text", "position", "body")
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WITH_CONTROL = (Qt.Key.Key_D, Qt.Key.Key_L, Qt.Key.Key_J, Qt.Key.Key_T, Qt.Key.Key_K)
"""Keys of the page that a field of text would else take for itself."""


@dataclass(frozen=True, slots=True)
class EntrySpec:
    """What the draft of an entry is called."""

    page: str = PAGE


class Entry(QFrame):
    """One line under the fingers: who, and what; Enter keeps it. Draft and caret are those of every form."""

    keep_wanted = Signal()
    task_wanted = Signal()
    left = Signal()
    up_wanted = Signal()
    undo_wanted = Signal()
    """Ctrl+Z where nothing is typed."""
    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.spec = EntrySpec()
        self.kept: Kept[Meeting] | None = None
        self.edits = 0
        """The id of the line that is edited; 0 for a new one."""
        self.is_of_conclusion = False
        self.meant = ""
        """What the new line is to be once it is typed: a conclusion, a task; empty for an opinion."""
        self.asked: TaskAsked | None = None
        self._waiting: dict[str, Any] | None = None
        self.drafted = Draft(self)
        self.speaker = NameBox()
        self.fields: dict[str, Field] = {}
        desk = Desk(session, lambda: _day(self), lambda: self.kept.facts.unit_id if self.kept else None)
        self.task = TaskRow(desk, desk.day)
        make_fields(self, desk)
        self._blank = {name: field.value() for name, field in self.fields.items()}
        self.state, self.problem = ElidedLabel(), prose("", "error")
        self.marks, self.ends = QWidget(), QHBoxLayout()
        """Where the page puts its buttons: what makes of the line something else, and what enters it."""
        self.said = QWidget()
        lay_out(self)
        self.task.give.clicked.connect(self.task_wanted)

    def open(self, kept: Kept[Meeting], speakers: Sequence[Speaker]) -> bool:
        """Stand ready for a meeting's next line, or go on with what was typed; True when something was."""
        self.kept = kept
        self.speaker.people = tuple(speakers)
        self.drafted.begin("")
        self._put({})
        self.problem.hide()
        draft = self.drafted.read()
        self._put(draft)
        for key, part in self.drafted.parts.items():
            if key in draft:
                part.set_drafts(draft[key])
        self.drafted.is_open = True
        return bool(draft)

    def attach(self, key: str, part: Drafted) -> None:
        """Keep what is typed in something beside the row in its draft too."""
        self.drafted.parts[key] = part
        part.changed.connect(self.touch)

    def opened_with(self, name: str) -> Any:
        """What a field holds while nothing is typed."""
        return self._blank.get(name)

    @property
    def is_changed(self) -> bool:
        """Whether something is typed, a line is edited or a task asked for."""
        return self.draft() != self._blank or any(part.is_changed for part in self.drafted.parts.values())

    @property
    def is_under_way(self) -> bool:
        """Whether the line under the fingers holds anything, in whatever box, or is one that is edited."""
        return bool(self.edits) or any(self.fields[name].value() != self._blank[name] for name in SAID)

    def draft(self) -> dict[str, Any]:
        """What was typed, and what it is meant for."""
        typed: dict[str, Any] = {name: field.value() for name, field in self.fields.items()}
        if self.edits:
            typed["edits"] = [self.edits, self.is_of_conclusion]
        if self.meant:
            typed["meant"] = self.meant
        if self._waiting is not None:
            typed["waiting"] = self._waiting
        if self.asked is not None:
            asked = self.asked
            typed["asked"] = [asked.under, asked.text, asked.line, asked.is_typed]
        return typed

    def typed(self) -> Opinion | None:
        """The opinion as far as it was typed; None while it says nothing, or is no new line."""
        return _opinion(self) if self.fields["text"].value() and not self.edits and not self.meant else None

    def read(self, lack: str = "Chưa nhập ý kiến.") -> Opinion | None:
        """The line to keep; None with the finding shown (`lack`) while it says nothing."""
        for name in SAID:
            self.fields[name].clear_finding()
        if not self.fields["text"].value():
            self.fields["text"].show_finding(Finding("text", lack))
            self.fields["text"].input.setFocus()
            return None
        return _opinion(self)

    def edit(self, row: int, values: Mapping[str, Any], words: str, *, is_of_conclusion: bool) -> None:
        """Edit a line; what was typed of a new one waits."""
        if not self.edits:
            waiting = {"meant": self.meant, **{name: self.fields[name].value() for name in SAID}}
            self._waiting, self.meant = waiting if self.is_changed else None, ""
        self.asked, self.edits, self.is_of_conclusion = None, row, is_of_conclusion
        for name in SAID:
            self.fields[name].set_value(values.get(name, self._blank[name]))
        self.show_state(words)
        self.touch()

    def ask_task(self, asked: TaskAsked, words: str) -> None:
        """Ask for owner, partners and deadline of a task."""
        self.asked = asked
        for name in TASK:
            self.fields[name].set_value(self._blank[name])
        self.show_state(words)
        self.fields["owner_id"].input.setFocus()
        self.touch()

    def clear(self, *, is_typed: bool = True) -> None:
        """Stand ready for the next line: the task is done with, and the line too where it is what was kept."""
        self.asked = None
        for name in TASK:
            self.fields[name].set_value(self._blank[name])
        if is_typed:
            waiting, self._waiting, self.edits, self.is_of_conclusion = self._waiting or {}, None, 0, False
            self.meant = waiting.get("meant", "")
            for name in SAID:
                self.fields[name].set_value(waiting.get(name, self._blank[name]))
        self.problem.hide()
        self.show_state()
        self.drafted.touch()
        self.changed.emit()

    def say_speaker(self, speaker: Speaker) -> None:
        """Let this person speak."""
        for name, value in zip(("speaker", "position", "body"), speaker, strict=True):
            self.fields[name].set_value(value)
        self.touch()

    def tell(self, error: ClerkError) -> None:
        """Say beside the row what was refused; what is typed stays."""
        self.problem.setText(" ".join(sentences(error)))
        self.problem.show()

    def focus_first(self) -> None:
        """Go to the speaker, or to what a line without one says."""
        name = "owner_id" if self.asked else "text" if is_text_alone(self) else "speaker"
        self.fields[name].input.setFocus()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            is_ours = event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() in _WITH_CONTROL
            if is_ours:
                event.ignore()
            elif _is_undo(self, event):
                event.accept()  # else the window would take it, and take back whatever was done last anywhere
                return True
            return is_ours
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._takes_key(watched, event)
        return super().eventFilter(watched, event)

    def _takes_key(self, watched: QObject, event: QKeyEvent) -> bool:
        if _is_undo(self, event):
            self.undo_wanted.emit()
            return True
        picker: Any = watched
        is_open = bool(getattr(picker, "is_open", False))
        if event.key() == Qt.Key.Key_Escape and not is_open:
            self.left.emit()
            return True
        if event.key() == Qt.Key.Key_Up and watched is self.speaker and not is_open:
            self.up_wanted.emit()
            return True
        with_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() not in _ENTERS or with_shift:
            return False
        if watched is self.fields["partners"].input.picker and (picker.text().strip() or is_open):
            return False  # it takes one and stays for the next
        if watched is self.fields["text"].input:
            self.keep_wanted.emit()
        elif watched is self.fields["due_on"].input:
            self.task_wanted.emit()
        elif not hasattr(picker, "enter") or picker.enter():
            self.focusNextChild()
        return True

    def _put(self, draft: Mapping[str, Any]) -> None:
        for name, field in self.fields.items():
            field.set_value(draft.get(name, self._blank[name]))
        self.edits, self.is_of_conclusion = draft.get("edits", (0, False))
        self._waiting, self.meant = draft.get("waiting"), draft.get("meant", "")
        self.asked = TaskAsked(*draft["asked"]) if "asked" in draft else None
        self.show_state()

    def show_state(self, words: str = "") -> None:
        """Say above the fields what is typed, in these words or the usual ones, and show only the fields of that."""
        usual, hint = words_of(self.meant, is_proposal=self.fields["is_proposal"].value())
        if self.asked is not None:
            usual = self.tr("Nhiệm vụ")
        elif self.edits:
            usual = self.tr("Đang sửa một dòng")
        self.state.setText(words or usual)
        self.fields["text"].input.setPlaceholderText(hint)
        self.said.setVisible(self.asked is None)
        self.marks.setVisible(self.asked is None)
        self.task.setVisible(self.asked is not None)
        for name in SAID:
            self.fields[name].setVisible(name == "text" or not is_text_alone(self))

    def touch(self) -> None:
        """Something was typed: it is kept soon."""
        if self.drafted.is_open:
            self.drafted.touch()
            self.changed.emit()


def has_words(entry: Entry) -> bool:
    """Whether anything of a line is typed, in whatever box; a tick alone says nothing."""
    return any(entry.fields[name].value() for name in _WHO_AND_WHAT)


def is_text_alone(entry: Entry) -> bool:
    """Whether the line is one that nobody in particular says."""
    return entry.is_of_conclusion or bool(entry.meant)


def mean(entry: Entry, what: str) -> None:
    """Let the new line be a "conclusion" or a "task" once it is typed; an opinion again when it was to be that."""
    entry.meant = "" if entry.meant == what else what
    for name in ("is_proposal", "is_left_out"):
        entry.fields[name].set_value(False)
    entry.fields["text"].clear_finding()
    entry.problem.hide()
    entry.show_state()
    resume(entry)
    entry.touch()


def resume(entry: Entry) -> None:
    """Go on where the line is not typed to its end, or begin it."""
    if entry.asked is None and entry.fields["text"].value():
        entry.fields["text"].input.setFocus()
    else:
        entry.focus_first()


def _is_undo(entry: Entry, event: QKeyEvent) -> bool:
    """Whether a key takes back what was done, for there is nothing typed to take back."""
    return event.matches(QKeySequence.StandardKey.Undo) and not entry.is_under_way and entry.asked is None


def _day(entry: Entry) -> date:
    day: date = entry.kept.facts.held_on if entry.kept else entry.session.today
    return day


def _opinion(entry: Entry) -> Opinion:
    typed = {name: entry.fields[name].value() for name in SAID}
    return Opinion(
        text=Prose(typed["text"]),
        speaker=typed["speaker"] or None,
        position=typed["position"] or None,
        body=typed["body"] or None,
        is_proposal=typed["is_proposal"],
        is_left_out=typed["is_left_out"],
    )

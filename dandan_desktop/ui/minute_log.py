"""Taking minutes while people speak: who came at the left, the running log, the paper at the right; all by keyboard.

From the last key of a line to the next line ready nothing is read but the line itself (`services/minute_log.py`).
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.errors import ClerkError
from dandan_desktop.domain.nouns import MEETINGS
from dandan_desktop.marks import override
from dandan_desktop.services import minute_log
from dandan_desktop.services.minute_log import Log
from dandan_desktop.ui import permits, theme
from dandan_desktop.ui.caret import Caret
from dandan_desktop.ui.icons import icon, primary_icon
from dandan_desktop.ui.labels import ElidedLabel
from dandan_desktop.ui.minute_log_deeds import LogDeeds
from dandan_desktop.ui.minute_log_entry import Entry, has_words, mean, resume
from dandan_desktop.ui.minute_log_paper import Paper
from dandan_desktop.ui.minute_log_people import People
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.stops import in_order

_PARTS = {part.table for part in MEETINGS.parts} | {MEETINGS.table, "tasks", "partners"}


class MinuteLog(QWidget):
    """The minutes of one meeting under the fingers of its secretary."""

    help_topic = "minute_log"

    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.is_stale = False
        """Whether the register changed while the log was not shown."""
        self._wants_paper: bool | None = None
        self.entry = Entry(session)
        self.deeds = LogDeeds(session, self.entry, self)
        self.model, self.view = self.deeds.model, self.deeds.view
        self.people = People(session, self.deeds.do)
        self.paper = Paper(session, self.entry.typed)
        self.title = ElidedLabel()
        self.keys = ElidedLabel(self.tr("Ctrl+D người vừa nói · Ctrl+J kiến nghị · ↑ rồi F2 sửa, Delete bỏ"))
        self.back = QPushButton(icon("chevron-left"), " " + self.tr("Cuộc họp (Esc)"))
        self.fold = QPushButton(icon("file-text"), " " + self.tr("Bản in (Ctrl+\\)"))
        self.keep = QPushButton(primary_icon("save"), " " + self.tr("Ghi dòng (Enter)"))
        self.conclude = QPushButton(self.tr("Kết luận (Ctrl+L)"))
        self.task = QPushButton(self.tr("Nhiệm vụ (Ctrl+T)"))
        self._lay_out()
        self._connect()

    def open(self, row: int) -> None:
        """Show the log of a meeting, ready for the next line; raises ClerkError RECORD_GONE."""
        log = minute_log.read(self.session.store, row)
        self.is_stale = False
        self._say_title(log)
        self.deeds.begin(log)
        self.people.show_log(log)
        is_restored = self.entry.open(log.meeting, minute_log.speakers(self.session.store, log))
        for button in (self.keep, self.conclude, self.task):
            button.setEnabled(self.deeds.is_open)
            permits.dress(button, self.session.store, "add_line")
        self._fold_for(self.width())
        self.paper.show_meeting(row)
        caret = self.entry.drafted.caret
        if not is_restored or not self.entry.drafted.go_to(caret):
            self.entry.focus_first()

    def where(self, focused: QWidget) -> str:
        """The field that has the keyboard; empty for none."""
        return self.entry.drafted.see_caret().where if self.isAncestorOf(focused) else ""

    def go_to(self, where: str) -> QWidget | None:
        """Give a field the keyboard; returns it, None when there is no such field."""
        return self.window().focusWidget() if self.entry.drafted.go_to(Caret(where)) else None

    def keep_draft(self) -> None:
        """Keep what was typed and not entered."""
        self.entry.drafted.keep()

    def leave(self) -> None:
        """Go back to the meeting's record; what was typed stays as a draft, and may be searched from now on."""
        self.keep_draft()
        try:
            self.session.store.catch_up()
        except ClerkError as error:
            self.session.problem_raised.emit(error)
        self.left.emit()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.is_stale:
            self._read_again()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes back to the log goes on with the line under the fingers."""
        super().focusInEvent(event)
        resume(self.entry)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold_for(event.size().width())

    def toggle_paper(self) -> None:
        """Fold the paper away or show it."""
        self._wants_paper = self.paper.isHidden()
        self._fold_for(self.width())

    def _fold_for(self, width: int) -> None:
        has_room = width >= theme.scaled(theme.READABLE + theme.SIDE // 2)
        is_shown = has_room if self._wants_paper is None else self._wants_paper
        was_hidden = self.paper.isHidden()
        self.paper.setVisible(is_shown)
        self.people.setVisible(has_room or not is_shown)
        if is_shown and was_hidden:
            self.paper.touch()

    def _on_entry_left(self) -> None:
        """Esc: away from the task, from the line that is edited, from what the new line was to be, or from the log."""
        if self.entry.asked is not None or self.entry.edits:
            self.entry.clear(is_typed=bool(self.entry.edits) and self.entry.asked is None)
            self.entry.focus_first()
        elif self.entry.meant:
            mean(self.entry, self.entry.meant)
        elif self.entry.fields["is_proposal"].value() and not has_words(self.entry):
            self.deeds.mark_proposal()
        else:
            self.leave()

    def _on_up_wanted(self) -> None:
        if self.model.rowCount():
            self.view.setFocus()
            self.view.choose(self.model.rowCount())

    def _on_current_changed(self) -> None:
        line = self.view.line
        if line is not None and self.view.hasFocus():
            self.paper.follow(line.text)

    def _on_ticked(self) -> None:
        log = minute_log.read(self.session.store, self.deeds.row)
        self.entry.speaker.people = tuple(minute_log.speakers(self.session.store, log))

    def _on_session_changed(self, changes: Changes) -> None:
        """Somebody else's deed, or one taken back: the log is read again, what is typed stays."""
        if self.deeds.is_own or not self.deeds.row or not changes.tables & _PARTS:
            return
        if self.isVisible():
            self._read_again()
        else:
            self.is_stale = True

    def _read_again(self) -> None:
        self.is_stale = False
        if self.session.live(MEETINGS, self.deeds.row) is None:
            self.left.emit()
            return
        line = self.view.line
        log = minute_log.read(self.session.store, self.deeds.row)
        self._say_title(log)
        self.people.read_again(log)
        self.entry.speaker.people = tuple(minute_log.speakers(self.session.store, log))
        self.deeds.reload(line.key if line else None)
        self.paper.touch()

    def _say_title(self, log: Log) -> None:
        self.title.setText(" ".join(log.meeting.facts.title.split()))

    def _lay_out(self) -> None:
        theme.mark(self.title, "title")
        theme.mark(self.keep, "primary")
        theme.mark(self.keys, "second")
        marks = QHBoxLayout(self.entry.marks)
        marks.setContentsMargins(0, 0, 0, 0)
        marks.setSpacing(theme.GAP)
        for button, place in ((self.conclude, marks), (self.task, marks), (self.keep, self.entry.ends)):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            place.addWidget(button)
        head = QHBoxLayout()
        head.setSpacing(theme.GAP)
        for each in (self.back, self.title, self.fold):
            head.addWidget(each, int(each is self.title))
        centre = QVBoxLayout()
        centre.setSpacing(theme.GAP)
        centre.addWidget(self.keys)
        centre.addWidget(self.view, 1)
        centre.addWidget(self.entry)
        self.people.setFixedWidth(theme.scaled(theme.ATTENDANCE))
        columns = QHBoxLayout()
        columns.setSpacing(theme.GAP + theme.GRID)
        columns.addWidget(self.people)
        columns.addLayout(centre, 3)
        columns.addWidget(self.paper, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addLayout(head)
        layout.addLayout(columns, 1)
        in_order([self.keep, self.conclude, self.task, *self.people.stops(), self.view])

    def _connect(self) -> None:
        self.back.clicked.connect(self.leave)
        self.fold.clicked.connect(self.toggle_paper)
        self.keep.clicked.connect(self.deeds.keep_line)
        self.conclude.clicked.connect(self.deeds.make_conclusion)
        self.task.clicked.connect(self.deeds.ask_task)
        self.entry.attach("people", self.people)
        self.entry.keep_wanted.connect(self.deeds.keep_line)
        self.entry.task_wanted.connect(self.deeds.give_task)
        self.entry.undo_wanted.connect(self.deeds.undo_last)
        self.entry.left.connect(self._on_entry_left)
        self.entry.up_wanted.connect(self._on_up_wanted)
        self.entry.changed.connect(self.paper.touch)
        self.view.edit_wanted.connect(self.deeds.edit_line)
        self.view.remove_wanted.connect(self.deeds.remove_line)
        self.view.move_wanted.connect(self.deeds.move_line)
        self.view.current_changed.connect(self._on_current_changed)
        self.view.left.connect(self.entry.focus_first)
        self.people.left.connect(self.entry.focus_first)
        self.people.ticked.connect(self._on_ticked)
        self.deeds.told.connect(self.paper.touch)
        self.deeds.said.connect(self.paper.follow)
        self.session.changed.connect(self._on_session_changed)
        for keys, action in (
            ("Ctrl+D", self.deeds.repeat_speaker), ("Ctrl+L", self.deeds.make_conclusion),
            ("Ctrl+J", self.deeds.mark_proposal), ("Ctrl+T", self.deeds.ask_task), ("Ctrl+\\", self.toggle_paper),
        ):  # fmt: skip
            made = QShortcut(QKeySequence(keys), self)
            made.activated.connect(action)

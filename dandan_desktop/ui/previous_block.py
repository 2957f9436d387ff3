"""What became of the conclusions of the sitting before, as this one hears it: counts that open their tasks, a list."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.dates import show_date
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.meetings import TaskState
from dandan_desktop.domain.nouns import MEETINGS
from dandan_desktop.domain.numbers import show_int
from dandan_desktop.domain.papers import PreviousTask
from dandan_desktop.services import results
from dandan_desktop.services.results import Previous
from dandan_desktop.ui import theme
from dandan_desktop.ui.elided_link import ElidedLink
from dandan_desktop.ui.labels import ElidedLabel
from dandan_desktop.ui.lines import Lines
from dandan_desktop.ui.session import Session

TITLE = "Kết quả thực hiện kết luận kỳ trước"
GROUPS = (
    ("Giao", tuple(TaskState)),
    ("Xong đúng hạn", (TaskState.DONE_IN_TIME,)),
    ("Xong trễ hạn", (TaskState.DONE_LATE,)),
    ("Còn trong hạn", (TaskState.IN_TIME,)),
    ("Quá hạn", (TaskState.OVERDUE,)),
)
"""The counts in the words of the roll-up."""
_WORDS = {states[0]: words for words, states in GROUPS[1:]}
_SIGNS = {
    TaskState.DONE_IN_TIME: "✓", TaskState.DONE_LATE: "✓", TaskState.IN_TIME: "●", TaskState.OVERDUE: "⚠",
}  # fmt: skip
_HEADS = {"KL": 1, "Chủ trì": 6, "Nội dung": 10, "Hạn": 3, "Tình trạng": 5}
_MOST = 8


class PreviousBlock(QFrame):
    """Read only; hidden where there is no sitting before."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.found: Previous | None = None
        self._row = 0
        theme.mark(self, "card")
        self.head = ElidedLabel(TITLE)
        theme.mark(self.head, "heading")
        self.source = ElidedLink()
        self.counts = [QPushButton() for _ in GROUPS]
        self.late = ElidedLabel()
        theme.mark(self.late, "error")
        self.table = Lines("previous", _HEADS)
        self.table.setAccessibleName(self.tr("Nhiệm vụ kỳ trước, Enter để mở"))
        line = QHBoxLayout()
        line.setSpacing(theme.GRID)
        for button, (_, states) in zip(self.counts, GROUPS, strict=True):
            theme.mark(button, "link")
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.clicked.connect(lambda _=False, wanted=states: self.open_tasks(wanted))
            line.addWidget(button)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.MARGIN, theme.GAP, theme.MARGIN, theme.GAP)
        layout.setSpacing(theme.GAP)
        for each in (self.head, self.source):
            layout.addWidget(each)
        layout.addLayout(line)
        layout.addWidget(self.late)
        layout.addWidget(self.table)
        self.source.clicked.connect(self._on_source_clicked)
        self.table.row_opened.connect(self._on_row_opened)
        session.changed.connect(self._on_changed)

    @property
    def has_any(self) -> bool:
        """Whether there is a sitting before to tell of."""
        return self.found is not None

    def show_record(self, kept: Kept[Any] | None) -> None:
        """Show what a meeting hears of the sitting before; nothing of one that is not saved yet."""
        self._row = kept.id if kept else 0
        self.found = results.previous(self.session.store, self._row, self.session.today) if kept else None
        if self.found is None:
            return
        told, has_rows = self.found.results, bool(self.found.tasks)
        is_frozen = not self.found.meeting
        when = f"tính đến ngày {show_date(told.as_of)}"
        self.source.say(f"{told.title} · {show_date(told.held_on)} · {when}{' (theo biên bản đã khoá)' * is_frozen}")
        self.source.setEnabled(not is_frozen)
        for button, (words, states) in zip(self.counts, GROUPS, strict=True):
            count = len(told.of(*states))
            button.setText(f"{words} {show_int(count)}")
            button.setEnabled(has_rows and bool(count))
        owners = ", ".join(told.late_owners)
        self.late.setText(f"⚠ Quá hạn: {owners}" if owners else "")
        self.late.setVisible(bool(owners))
        self.table.fill([_cells(task) for task in told.tasks], chosen=-1)
        self.table.setVisible(bool(told.tasks))
        head = self.table.horizontalHeader().sizeHint().height() + 2 * self.table.frameWidth()
        rows = min(len(told.tasks), _MOST)
        self.table.setFixedHeight(head + rows * self.table.verticalHeader().defaultSectionSize())

    def open_tasks(self, states: tuple[TaskState, ...]) -> None:
        """List the tasks in these states."""
        if self.found is None or not self.found.tasks:
            return
        pairs = zip(self.found.results.tasks, self.found.tasks, strict=True)
        ids = [row for task, row in pairs if task.state in states]
        words = next(words for words, known in GROUPS if known == states)
        self.session.records_wanted.emit("tasks", ids, f"{TITLE}: {words.lower()} {show_int(len(ids))}")

    def texts(self) -> list[str]:
        """The counts shown."""
        return [button.text() for button in self.counts]

    def _on_row_opened(self, row: int) -> None:
        if self.found is not None and self.found.tasks:
            self.session.record_wanted.emit("tasks", self.found.tasks[row])

    def _on_source_clicked(self) -> None:
        if self.found is not None and self.found.meeting:
            self.session.record_wanted.emit("meetings", self.found.meeting)

    def _on_changed(self, changes: Changes) -> None:
        if self._row and self.isVisible() and changes.touches("tasks"):
            self.show_record(self.session.live(MEETINGS, self._row))


def _cells(task: PreviousTask) -> tuple[str, ...]:
    due = "thường xuyên" if task.is_standing else show_date(task.due_on) if task.due_on else ""
    done = f" {show_date(task.done_on)}" if task.done_on else ""
    state = f"{_SIGNS[task.state]} {_WORDS[task.state]}{done}"
    return str(task.number), task.owner, " ".join(task.text.split()), due, state

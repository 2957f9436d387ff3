"""Quá trình thực hiện: a task from the day it was given to its confirmation, and a button for each next step."""

from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.domain.dates import show_date
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.meetings import Task
from dandan_desktop.domain.nouns import TASKS
from dandan_desktop.domain.task_steps import DEEDS, Explanation, Extension, Progress, Reminder, Reopening
from dandan_desktop.services import task_steps
from dandan_desktop.ui import permits, theme
from dandan_desktop.ui.dated_lines import DatedLines
from dandan_desktop.ui.evidence_list import EvidenceList
from dandan_desktop.ui.icons import icon
from dandan_desktop.ui.letter_door import LetterDoor
from dandan_desktop.ui.record_page import RecordPage, saved_first, show_written
from dandan_desktop.ui.sections import reveal
from dandan_desktop.ui.step_form import Asked, StepForm, StepSpec

SPECS = {spec.deed: spec for spec in (
    StepSpec(Progress, "Tiến độ", "Ghi tiến độ", DEEDS[Progress],
             ("happened_on:3 percent:2 period:3 reporter:4", "text:12")),
    StepSpec(Extension, "Gia hạn", "Gia hạn nhiệm vụ", DEEDS[Extension],
             ("happened_on:3 new_due:3 approver:6", "reason:12")),
    StepSpec(Reminder, "Đôn đốc", "Ghi lần đôn đốc", DEEDS[Reminder], ("happened_on:3 paper_number:9",)),
    StepSpec(Explanation, "Giải trình", "Ghi giải trình của đơn vị chủ trì", DEEDS[Explanation],
             ("happened_on:3", "text:12")),
    StepSpec(Reopening, "Mở lại", "Mở lại nhiệm vụ đã báo hoàn thành", "reopen_task", ("reason:12",)),
)}  # fmt: skip
"""The steps of a task by the deed that writes each."""
STEP = "step"
"""What a next step that was begun is called in the draft."""
_REOPEN = "reopen_task"
_STEP = "step/"


class TaskChain(QFrame):
    """The chain of a task, newest first, the form of the next step, and its files."""

    changed = Signal()

    def __init__(self, page: RecordPage) -> None:
        super().__init__()
        self.page = page
        self.session = page.session
        self.kept: Kept[Task] | None = None
        theme.mark(self, "card")
        self.note = QLabel()
        self.note.setWordWrap(True)
        theme.mark(self.note, "warning")
        self.buttons = {deed: QPushButton(spec.word) for deed, spec in SPECS.items()}
        self.add_file = QPushButton(icon("plus"), " " + self.tr("Tệp minh chứng…"))
        self.confirm = QPushButton(icon("user-check"), " " + self.tr("Xác nhận"))
        self.form = StepForm(self.session, page.sheet)
        self.letter = LetterDoor(page)
        self.lines = DatedLines()
        self.evidence = EvidenceList(self.session)
        self._lay_out()
        for deed, button in self.buttons.items():
            button.clicked.connect(partial(self.begin, deed))
        self.add_file.clicked.connect(self._on_add_file_clicked)
        self.confirm.clicked.connect(self.confirm_result)
        self.form.changed.connect(self.changed)
        self.form.wanted.connect(self.write_step)
        self.evidence.changed.connect(self._refresh)
        self.session.changed.connect(self._on_session_changed)

    def show_task(self, kept: Kept[Task], *, stays: bool = False) -> None:
        """Show the chain of a task; `stays`: a step that was begun goes on."""
        if not stays:
            self.form.close_form()
        if self.kept is None or self.kept.id != kept.id:
            self.evidence.written.hide()
            self.letter.files.hide()
        self.kept = kept
        links = task_steps.chain_of(self.session.store, kept)
        self.lines.show_lines((show_date(link.day), link.what, link.words) for link in links)
        self.evidence.show_files(task_steps.steps_of(self.session.store, kept.id).evidence)
        self._say(kept)
        self.letter.show_task(kept)

    def unwritten(self) -> dict[str, Any] | None:
        """A step that was begun; it is written by a button of its own."""
        step = self.form.drafts()
        return {STEP: step} if step else None

    def set_drafts(self, drafts: dict[str, Any] | None) -> None:
        """Put back a step that was once begun, where it does not stand here still."""
        if drafts and drafts != self.form.drafts() and drafts.get("kind") in SPECS:
            self._ask(drafts["kind"])
            self.form.set_typed(drafts["typed"])

    def where(self, focused: QWidget) -> str:
        """The field of the next step that has the keyboard, empty for none."""
        found = self.form.where(focused)
        return _STEP + found if found else ""

    def go_to(self, where: str) -> QWidget | None:
        """Give a field of the next step the keyboard."""
        return self.form.go_to(where.removeprefix(_STEP))

    def focus_first(self) -> None:
        """Go to the button of the first step that is open to whoever is at the register."""
        shown = [*self.buttons.values(), self.add_file]
        next((each for each in shown if each.isEnabled()), self.add_file).setFocus()

    def begin(self, deed: str) -> None:
        """Ask for a step of this kind and go to its first field."""
        self._ask(deed)
        self.form.focus_first()
        QTimer.singleShot(0, self.form, partial(reveal, self.form))

    def write_step(self) -> None:
        """Write the step typed, once what else was changed on the sheet is saved."""
        kept, step = self.kept, self.form.read()
        if kept is None or step is None or (self.page.pane.is_else_changed and self.page.save_record() is None):
            return
        store, today = self.session.store, self.session.today
        is_again = isinstance(step, Reopening)
        changes = self.session.do(
            lambda: (
                task_steps.reopen(store, kept.id, step.reason, today)
                if is_again
                else task_steps.add(store, kept.id, step, today)
            )
        )
        if changes is not None:
            button = self.buttons[_REOPEN if is_again else DEEDS[type(step)]]
            self.form.close_form()
            show_written(self.page, kept.id)
            if button.isEnabled():
                button.setFocus()
            else:
                self.focus_first()

    def confirm_result(self) -> None:
        """Confirm the result that was reported, once what else was changed is saved."""
        kept = saved_first(self.page)
        if kept is None:
            return
        if self.session.do(lambda: task_steps.confirm(self.session.store, kept.id, self.session.today)) is not None:
            show_written(self.page, kept.id)

    def _on_add_file_clicked(self) -> None:
        if self.kept is not None:
            self.evidence.pick(self.kept.id)

    def _refresh(self) -> None:
        """Show the chain again without touching what is typed."""
        kept = self.session.live(TASKS, self.kept.id) if self.kept else None
        if kept is not None:
            self.show_task(kept, stays=True)

    def _on_session_changed(self) -> None:
        """The page leaves a record alone on which somebody types; its chain still tells what was done meanwhile."""
        if self.page.isVisible() and self.page.sheet.is_changed:
            self._refresh()

    def _ask(self, deed: str) -> None:
        kept, store, today = self.kept, self.session.store, self.session.today
        if kept is None:
            return
        owed = task_steps.owed(store, kept, today)
        due = kept.facts.due_on or today
        known = {"old_due": show_date(due), "done_on": show_date(today)}
        if deed == _REOPEN:
            known["happened_on"] = show_date(today)
        by_period = bool(kept.facts.is_standing and kept.facts.report_every)
        self.form.begin(
            Asked(
                SPECS[deed],
                preset={"happened_on": today, **({"period": owed.code} if owed else {})},
                known=known,
                findings=lambda step: () if deed == _REOPEN else task_steps.findings(store, kept, step, today),
                hidden=() if deed != DEEDS[Progress] or by_period else ("period",),
            )
        )

    def _say(self, kept: Kept[Task]) -> None:
        """Say which steps are open now, and what stands before the confirmation."""
        store, task = self.session.store, kept.facts
        is_done, waits = task.done_on is not None, task.done_on is not None and task.confirmed_on is None
        extend, again = self.buttons[DEEDS[Extension]], self.buttons[_REOPEN]
        again.setVisible(is_done)
        self.confirm.setVisible(waits)
        found = task_steps.confirming(store, kept, self.session.today) if waits else []
        extend.setEnabled(task.due_on is not None)
        extend.setToolTip("" if task.due_on else self.tr("Nhiệm vụ chưa có hạn nên không gia hạn được"))
        self.confirm.setEnabled(not any(each.blocks for each in found))
        for deed, button in (*self.buttons.items(), ("add_evidence", self.add_file)):
            permits.dress(button, store, deed)
        may = permits.dress(self.confirm, store, "confirm_task")
        said = " ".join(each.text for each in found) if may else ""
        self.note.setText(f"⚠ {said}" if said else "")
        self.note.setVisible(bool(said))

    def _lay_out(self) -> None:
        heading, buttons = QLabel(self.tr("Quá trình thực hiện")), QHBoxLayout()
        theme.mark(heading, "heading")
        buttons.setSpacing(theme.GAP)
        *steps, again = self.buttons.values()
        for button in (*steps, self.letter.button, self.add_file):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(again)
        buttons.addWidget(self.confirm)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.MARGIN)
        layout.setSpacing(theme.GAP)
        layout.addWidget(heading)
        layout.addLayout(buttons)
        for widget in (self.note, self.form, self.lines, self.evidence, self.evidence.written, self.letter.files):
            layout.addWidget(widget)

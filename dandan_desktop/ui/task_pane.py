"""A task beside its facts: where it comes from, who works on it too, what happened to it, how it was done."""

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.db.meetings import partners_of
from dandan_desktop.db.store import Store
from dandan_desktop.db.tasks import NOTHING, place_of, standing
from dandan_desktop.domain import dates, readers
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.drafts import Finding, Refused, checked
from dandan_desktop.domain.facts import BodyId, Kept, trait
from dandan_desktop.domain.meetings import Meeting, Partner, Task, task_findings
from dandan_desktop.domain.nouns import MEETINGS, TASKS
from dandan_desktop.domain.task_steps import NO_RESULT, answer_findings
from dandan_desktop.services import meetings
from dandan_desktop.services.records import PartEdit
from dandan_desktop.ui import permits, task_words, theme
from dandan_desktop.ui.caret import enter_field, name_within
from dandan_desktop.ui.due_input import suggest_due
from dandan_desktop.ui.elided_link import ElidedLink
from dandan_desktop.ui.field import Field
from dandan_desktop.ui.icons import icon
from dandan_desktop.ui.inputs import Desk
from dandan_desktop.ui.meeting_blocks import partners_field
from dandan_desktop.ui.pane import Pane, Parts
from dandan_desktop.ui.record_page import RecordPage, show_written
from dandan_desktop.ui.sections import Section, SectionBar
from dandan_desktop.ui.stops import in_order
from dandan_desktop.ui.task_chain import STEP, TaskChain

DONE = ("done_on", "result")
_SHORT = 60
"""Letters that stand whole in the title of the page, even in the smallest window."""
BELOW = ("finish_task", "Kết quả ở dưới vẫn ghi được.")


class TaskPane(Pane):
    """What happened to a task and how it was done, in a section before its facts and partners."""

    def __init__(self, page: RecordPage) -> None:
        super().__init__(page)
        self.kept: Kept[Task] | None = None
        self._meeting: Kept[Meeting] | None = None
        self._partners: list[Kept[Partner]] = []
        self._opened: dict[str, Any] = {}
        desk = Desk(self.session, lambda: self.session.today, self._unit, deed="finish_task")
        self.fields = {"partners": partners_field(desk), **{name: Field(trait(Task, name), desk) for name in DONE}}
        self.chain = TaskChain(page)
        self.unwritten = self.chain.unwritten
        self._stays = False
        self.source = QLabel()
        self.state = QLabel()
        self.open_meeting = ElidedLink()
        self.write = QPushButton(icon("check"), "")
        self.no_result = QPushButton(self.tr("Không có kết quả để ghi"))
        self.origin = self._origin()
        self._lay_out()
        for field in self.fields.values():
            field.input.installEventFilter(page.sheet)
            field.changed.connect(self.changed)
        self.chain.changed.connect(self.changed)
        permits.dress(self.write, self.session.store, "finish_task")
        self.write.clicked.connect(self.write_done)
        self.no_result.clicked.connect(lambda: self.fields["result"].set_value(NO_RESULT))
        self.no_result.clicked.connect(self.write_done)
        self.open_meeting.clicked.connect(self._on_open_clicked)

    def show_record(self, kept: Kept[Any] | None) -> None:
        """Show what belongs to a task."""
        self.kept = kept
        if kept is None:
            return
        store = self.session.store
        self._partners = partners_of(store, kept.id)
        self.fields["partners"].set_value([partner.facts.body_id for partner in self._partners])
        for name in DONE:
            self.fields[name].set_value(getattr(kept.facts, name))
        self.no_result.hide()
        self._say(kept.facts)
        self.chain.show_task(kept, stays=self._stays)
        self._stays = False
        self._opened = {**self.drafts(), STEP: None}

    @property
    def is_changed(self) -> bool:
        """Whether partners or completion differ from what was shown."""
        return self.drafts() != self._opened

    def drafts(self) -> dict[str, Any]:
        """What was typed, fit for JSON."""
        return {**{name: field.value() for name, field in self.fields.items()}, STEP: self.chain.form.drafts()}

    @property
    def is_else_changed(self) -> bool:
        """Whether anything but a next step was typed on the page."""
        opened = {**self._opened, STEP: None}
        sheet = self.page.sheet
        own = any(value != sheet.opened_with(name) for name, value in sheet.draft().items())
        return own or {**self.drafts(), STEP: None} != opened

    def set_drafts(self, drafts: Any) -> None:
        """Put back what was once typed."""
        for name, typed in drafts.items():
            if name in self.fields:
                self.fields[name].set_value(typed)
        self.chain.set_drafts(drafts.get(STEP))

    def where(self, focused: QWidget) -> str:
        """The field that has the keyboard, empty for none."""
        return name_within(self.fields, focused) or self.chain.where(focused)

    def go_to(self, where: str) -> QWidget | None:
        """Give a field the keyboard."""
        return enter_field(self.fields, where) or self.chain.go_to(where)

    def is_sound(self) -> bool:
        """Whether partners and completion may be saved; what is wrong is then shown."""
        found = self._findings()
        for field in self.fields.values():
            field.clear_finding()
        for each in found:
            self.fields[each.name].show_finding(each)
        self.no_result.setVisible(any(each.name == "result" and each.blocks for each in found))
        self.bar.go_to_wrong()
        return not any(each.blocks for each in found)

    def save(self, store: Store, kept: Kept[Any] | None, facts: Any, _: Parts) -> Changes:
        """Save the task with its partners and how it was done."""
        if kept is None:
            raise TypeError("a task is added on its meeting's sheet")
        done = self._done()
        by_body = {partner.facts.body_id: partner.id for partner in self._partners}
        after = [(by_body.get(body, 0), Partner(body_id=BodyId(body))) for body in self.fields["partners"].value()]
        task = replace(facts, done_on=done.done_on, result=done.result)
        changes = meetings.save_task(store, kept, task, PartEdit(self._partners, after))
        self._stays = True
        return changes

    def write_done(self) -> Changes | None:
        """Write down that the task was done, today where no day is typed; None when something is refused.

        A result nobody typed is asked for first, with the day already there to be corrected.
        A day that was taken out of a task once done says that it is not done after all.
        """
        kept = self.kept
        if kept is None:
            return None
        if kept.facts.done_on is None and not self.fields["done_on"].value():
            self.fields["done_on"].set_value(self.session.today)
        is_same = self.drafts()["partners"] == self._opened["partners"]
        if not self.is_sound():
            return None
        if self.page.sheet.read() != kept.facts or not is_same:
            return self.page.save_record()
        done = self._done()
        changes = self.session.do(lambda: meetings.finish_task(self.session.store, kept.id, done.done_on, done.result))
        if changes is not None:
            self._stays = True
            show_written(self.page, kept.id)
        return changes

    def _done(self) -> Any:
        """The record with the completion typed; only asked for once it was found sound."""
        typed = {name: self.fields[name].value() for name in DONE}
        return checked(Task, {"conclusion_id": 1, "owner_id": 1, **typed}, readers.clerk(self.session.today))

    def _findings(self) -> list[Finding]:
        found: list[Finding] = self.fields["partners"].input.findings("partners")
        done = self._done()
        if isinstance(done, Refused):
            return [*found, *done.findings]
        if self._meeting is not None:
            rules = task_findings(done, self._meeting.facts.held_on)
            found += [each for each in rules if each.name in DONE]
        found += answer_findings(self.kept.facts, done) if self.kept else []
        if done.done_on is not None and done.done_on > self.session.today:
            found.append(Finding("done_on", "Ngày này chưa tới; đến ngày đó nhiệm vụ mới tính là xong.", blocks=False))
        return found

    def _unit(self) -> int | None:
        return self._meeting.facts.unit_id if self._meeting else None

    def _say(self, task: Task) -> None:
        store = self.session.store
        row, number = place_of(store, task.conclusion_id)
        self._meeting = store.of(Meeting).get(row)
        facts = self._meeting.facts
        words = " ".join(store.names.of("conclusions", task.conclusion_id).split())
        self.source.setText(words)
        self.source.setHidden(words == " ".join(TASKS.title(task, store.names).split()) and len(words) <= _SHORT)
        is_live = self.session.live(MEETINGS, row) is not None
        where = f"Kết luận {number} · {dates.show_date(facts.held_on)} · {facts.title}"
        self.open_meeting.say(where if is_live else f"({self.tr('trong Thùng rác')}) {where}")
        self.open_meeting.setEnabled(is_live)
        today = self.session.today
        how = standing(store, [self.kept.id], today).get(self.kept.id, NOTHING) if self.kept else NOTHING
        said = [task_words.state_words(task, today, how), task_words.MEETING if task_words.is_raised(task, how) else ""]
        self.state.setText(" · ".join(filter(None, said)))
        theme.mark(self.state, task_words.ROLES[task_words.state_tone(task, today, how)] or "heading")
        self._suggest(task, facts.held_on)
        is_open = task.confirmed_on is None and store.may("finish_task")
        for name in DONE:
            self.fields[name].input.setEnabled(is_open)
        self.write.setEnabled(is_open)
        self.write.setText(" " + (self.tr("Ghi hoàn thành") if task.done_on is None else self.tr("Ghi lại kết quả")))

    def _suggest(self, task: Task, held_on: date) -> None:
        """Say in the empty field of the deadline which one is usual (rule T3)."""
        suggest_due(self.page.sheet.fields["due_on"].input, self.session.store, None if task.is_standing else held_on)

    def _on_open_clicked(self) -> None:
        if self._meeting is not None:
            self.session.record_wanted.emit("meetings", self._meeting.id)

    def dress(self) -> None:
        """Put the origin, the sections and the button on the page."""
        self.stand_above(self.origin)
        self.page.deeds.lead(self.write)
        inside: Any = self.page.sheet.layout()
        inside.addWidget(self.fields["partners"])
        self.bar = SectionBar(
            (
                Section(self.tr("Quá trình"), self, self.chain.focus_first),
                Section(self.tr("Thông tin"), self.page.sheet, self.page.sheet.focus_first),
            ),
            self.page,
        )
        self.stand_above(self.bar)

    def _origin(self) -> QFrame:
        """The conclusion the task comes from, the meeting behind it, and how the task stands."""
        card = QFrame()
        theme.mark(card, "card")
        label = QLabel(self.tr("Theo kết luận"))
        theme.mark(label, "second")
        self.source.setWordWrap(True)
        self.source.setTextFormat(Qt.TextFormat.PlainText)
        head = QHBoxLayout()
        head.setSpacing(theme.MARGIN)
        head.addWidget(self.state)
        head.addWidget(label)
        head.addWidget(self.open_meeting)
        head.addStretch(1)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(theme.MARGIN, theme.GAP, theme.MARGIN, theme.GAP)
        layout.setSpacing(theme.GRID)
        layout.addLayout(head)
        layout.addWidget(self.source)
        return card

    def _lay_out(self) -> None:
        card, heading = QFrame(), QLabel(self.tr("Kết quả thực hiện"))
        theme.mark(card, "card")
        theme.mark(heading, "heading")
        line = QHBoxLayout()
        line.setSpacing(theme.MARGIN)
        line.addWidget(self.fields["done_on"], 1)
        line.addWidget(self.fields["result"], 4)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.MARGIN)
        inside.setSpacing(theme.GAP)
        inside.addWidget(heading)
        inside.addLayout(line)
        inside.addWidget(self.no_result, 0, Qt.AlignmentFlag.AlignRight)
        in_order([*(self.fields[name].input for name in DONE), self.no_result])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.MARGIN)
        layout.addWidget(card)
        layout.addWidget(self.chain)

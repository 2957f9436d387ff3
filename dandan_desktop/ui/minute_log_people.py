"""Beside the log: the agenda, and who came; Space ticks, below stand the reason and who is stood in for."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QLabel, QListView, QVBoxLayout, QWidget

from dandan_desktop.domain.facts import Kept, trait
from dandan_desktop.domain.meetings import AgendaItem, Attendance, quorum, quorum_findings
from dandan_desktop.marks import override
from dandan_desktop.services import minute_log
from dandan_desktop.services.minute_log import Done, Log
from dandan_desktop.ui import theme
from dandan_desktop.ui.caret import enter_field, name_within
from dandan_desktop.ui.choice import Option
from dandan_desktop.ui.field import Field
from dandan_desktop.ui.inputs import Desk
from dandan_desktop.ui.labels import prose
from dandan_desktop.ui.picker import FreePicker, Picker
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.sources import among

Do = Callable[[Callable[[], Done]], Done | None]
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class WordsPicker(FreePicker):
    """A box that offers usual words and takes any others."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.words: Sequence[str] = ()
        super().__init__(self._offer, lambda place: self.words[place], parent)

    def _offer(self, typed: str) -> Sequence[Option]:
        return among([Option(place, words) for place, words in enumerate(self.words)])(typed)


class People(QWidget):
    """Agenda and attendance of a meeting; each tick is a deed (`do`)."""

    ticked = Signal()
    left = Signal()
    changed = Signal()

    def __init__(self, session: Session, do: Do, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._do = do
        self._meeting = 0
        self._lines: list[Kept[Attendance]] = []
        self._is_filling = False
        self.agenda = prose("", "")
        self.agenda_head, self.head = QLabel(self.tr("Chương trình")), QLabel()
        self.warning = prose("", "warning")
        self._model = QStandardItemModel(self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setAccessibleName(self.tr("Thành phần dự họp, phím cách để điểm danh"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.reasons, self.delegates = WordsPicker(), WordsPicker()
        desk = Desk(session, lambda: session.today)
        self.fields = {
            "reason": Field(trait(Attendance, "reason"), desk, own=self.reasons),
            "stands_in_for": Field(trait(Attendance, "stands_in_for"), desk, own=self.delegates),
        }
        self.reasons.hint(self.tr("Chọn hoặc gõ lý do"), self.tr("Lý do"))
        self.delegates.hint(self.tr("Tên đại biểu vắng mặt"), self.tr("Tên đại biểu"))
        self._lay_out()
        self._model.itemChanged.connect(self._on_item_changed)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_more())
        for each in (self.list, self.reasons, self.delegates):
            each.installEventFilter(self)
        for box in (self.reasons, self.delegates):
            box.changed.connect(self.changed)
            box.editingFinished.connect(self._keep_more)

    def show_log(self, log: Log) -> None:
        """Show agenda and attendance of a meeting."""
        self._meeting, self._lines = log.meeting.id, list(log.attendance)
        self.reasons.words = minute_log.absence_reasons(self._session.store)
        agenda = [f"{place}. {_agenda_words(each.facts)}" for place, each in enumerate(log.agenda, 1)]
        self.agenda.setText("\n".join(agenda) or self.tr("Chưa ghi chương trình."))
        place = self.list.currentIndex().row()
        self._is_filling = True
        self._model.clear()
        for kept in self._lines:
            self._model.appendRow(_item(kept.facts))
        self._is_filling = False
        self.list.setCurrentIndex(self._model.index(max(0, place), 0))
        self._say()
        self._show_more()

    def read_again(self, log: Log) -> None:
        """Show what somebody else changed; a reason or a delegate half typed stays."""
        typed = self.drafts() if self.is_changed else None
        self.show_log(log)
        if typed is not None:
            self.set_drafts(typed)

    @property
    def is_changed(self) -> bool:
        """Whether a reason or a delegate is typed and not entered."""
        kept = self.line
        shown = [] if kept is None else [name for name in self.fields if not self.fields[name].isHidden()]
        return any((self.fields[name].value() or None) != getattr(kept.facts, name) for name in shown if kept)

    def drafts(self) -> dict[str, Any]:
        """What was typed and of whom, fit for JSON."""
        kept = self.line
        return {"row": kept.id if kept else 0, **{name: field.value() for name, field in self.fields.items()}}

    def set_drafts(self, drafts: Any) -> None:
        """Put back what was once typed, where that person is still in the list."""
        place = next((place for place, kept in enumerate(self._lines) if kept.id == drafts["row"]), -1)
        if place >= 0:
            self.list.setCurrentIndex(self._model.index(place, 0))
            self._is_filling = True
            for name, field in self.fields.items():
                field.set_value(drafts[name])
            self._is_filling = False

    def where(self, focused: QWidget) -> str:
        """The field that has the keyboard; empty for none."""
        return name_within(self.fields, focused)

    def go_to(self, where: str) -> QWidget | None:
        """Give a field the keyboard."""
        return enter_field(self.fields, where)

    def stops(self) -> list[QWidget]:
        """What Tab passes through."""
        return [self.list, self.reasons, self.delegates]

    @property
    def line(self) -> Kept[Attendance] | None:
        """The current line of the attendance."""
        row = self.list.currentIndex().row()
        return self._lines[row] if 0 <= row < len(self._lines) else None

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        is_open = isinstance(watched, Picker) and watched.is_open
        if event.key() == Qt.Key.Key_Escape and not is_open:
            if isinstance(watched, Picker):
                self._show_more()
            self.left.emit()
            return True
        if event.key() in _ENTERS and isinstance(watched, Picker):
            watched.enter()
            self._keep_more()
            self.list.setFocus()
            return True
        return False

    def _on_item_changed(self, item: QStandardItem) -> None:
        kept = self._lines[item.row()]
        is_present = item.checkState() == Qt.CheckState.Checked
        if not self._is_filling and kept.facts.is_present != is_present:
            self._keep(item.row(), minute_log.came(kept.facts, is_present=is_present))

    def _keep_more(self) -> None:
        row, kept = self.list.currentIndex().row(), self.line
        if kept is None or self._is_filling:
            return
        name = "stands_in_for" if kept.facts.is_present else "reason"
        value = self.fields[name].value() or None
        if value != getattr(kept.facts, name):
            changed: dict[str, Any] = {name: value}
            self._keep(row, replace(kept.facts, **changed))

    def _keep(self, row: int, facts: Attendance) -> None:
        kept = self._lines[row]
        done = self._do(lambda: minute_log.tick(self._session.store, self._meeting, kept, facts))
        if done is not None:
            self._lines[row] = self._session.store.of(Attendance).get(kept.id)
        self._is_filling = True
        _dress(self._model.item(row), self._lines[row].facts)
        self._is_filling = False
        self._say()
        if done is not None:
            self._show_more()
            self.ticked.emit()

    def _show_more(self) -> None:
        kept = self.line
        is_present = kept is not None and kept.facts.is_present
        self._is_filling = True
        own = kept.facts.name if kept else None
        self.delegates.words = [each.facts.name for each in self._lines if each.facts.name and each.facts.name != own]
        for name, is_shown in (("reason", kept is not None and not is_present), ("stands_in_for", is_present)):
            self.fields[name].set_value(getattr(kept.facts, name) if kept else None)
            self.fields[name].setVisible(is_shown)
        self._is_filling = False

    def _say(self) -> None:
        facts = [each.facts for each in self._lines]
        found = quorum(facts)
        present = sum(each.is_present for each in facts)
        self.head.setText(f"{self.tr('Thành phần')} · {self.tr('có mặt')} {present}/{len(facts)}")
        warnings = [f"⚠ {self.tr('Lưu ý')}: {each.text}" for each in quorum_findings(found)]
        official = f"{self.tr('Đại biểu chính thức')}: {found.present}/{found.summoned}"
        self.warning.setText("\n".join(warnings) or official)
        theme.mark(self.warning, "warning" if warnings else "second")
        self.warning.setVisible(found.summoned > 0)

    def _lay_out(self) -> None:
        for head in (self.agenda_head, self.head):
            theme.mark(head, "heading")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        for each in (self.agenda_head, self.agenda, self.head, self.warning):
            layout.addWidget(each)
        layout.addWidget(self.list, 1)
        for field in self.fields.values():
            layout.addWidget(field)


def _item(facts: Attendance) -> QStandardItem:
    made = QStandardItem()
    made.setSizeHint(QSize(0, theme.scaled(theme.ROW - theme.GRID)))
    made.setCheckable(True)
    _dress(made, facts)
    return made


def _dress(item: QStandardItem, facts: Attendance) -> None:
    words = facts.name or " ".join(part for part in (facts.position, facts.body) if part)
    more = facts.reason if not facts.is_present else facts.stands_in_for and f"dự thay {facts.stands_in_for}"
    item.setText(f"{words} ({more})" if more else words)
    rest = [part for part in (facts.name, facts.position, facts.body, more) if part]
    item.setToolTip(", ".join(rest))
    item.setCheckState(Qt.CheckState.Checked if facts.is_present else Qt.CheckState.Unchecked)


def _agenda_words(item: AgendaItem) -> str:
    """An item on one line, with who presents it."""
    words = " ".join(item.text.split())
    return f"{words} ({item.presenter})" if item.presenter else words

"""Weaknesses an earlier year named, to be judged by this sitting: each choice is a deed of its own."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from dandan_desktop.db.codes import entries
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.dates import show_date
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.nouns import MEETINGS
from dandan_desktop.domain.numbers import show_int
from dandan_desktop.services import reviews
from dandan_desktop.services.reviews import Offered
from dandan_desktop.ui import theme
from dandan_desktop.ui.choice import ChoiceInput, Option
from dandan_desktop.ui.labels import prose
from dandan_desktop.ui.session import Session

_NOTE = 2
"""How much of the width a note takes beside a verdict."""


class ReviewBlock(QFrame):
    """A line for each weakness: its words, its indicator, the verdict and a note; hidden where there is none."""

    def __init__(self, session: Session, stay: Callable[[], object]) -> None:
        """`stay` is told before a deed, so that its section stays shown."""
        super().__init__()
        self.session = session
        self._stay = stay
        self.found: list[Offered] = []
        self.choices: list[ChoiceInput] = []
        self.notes: list[QLineEdit] = []
        self._row, self._is_closed = 0, False
        theme.mark(self, "card")
        self.head = QLabel()
        theme.mark(self.head, "heading")
        self.left = prose("", "warning")
        self._holder = QWidget()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(theme.MARGIN, theme.GAP, theme.MARGIN, theme.GAP)
        self._layout.setSpacing(theme.GAP)
        for each in (self.head, self.left, self._holder):
            self._layout.addWidget(each)
        session.changed.connect(self._on_changed)

    @property
    def has_any(self) -> bool:
        """Whether there is a weakness to look at again."""
        return bool(self.found)

    def show_record(self, kept: Kept[Any] | None, *, is_closed: bool) -> None:
        """Show what a meeting is to look at again; nothing of one that is not saved yet."""
        is_same = kept is not None and kept.id == self._row
        self._row, self._is_closed = (kept.id if kept else 0), is_closed
        before = [each.named.uid for each in self.found] if is_same else []
        self.found = reviews.offered(self.session.store, self._row) if kept else []
        if [each.named.uid for each in self.found] != before or not is_same:
            self._build()
        self._fill()

    def enter(self) -> None:
        """Take the keyboard at the first weakness nobody looked at."""
        places = [place for place, each in enumerate(self.found) if each.review is None]
        self.choices[places[0] if places else 0].setFocus()

    def judge(self, place: int) -> None:
        """Keep what is chosen for a weakness."""
        offered, choice, note = self.found[place], self.choices[place], self.notes[place]
        before = offered.review.facts if offered.review else None
        if (choice.value(), note.text().strip()) == ((before.verdict, before.note or "") if before else (None, "")):
            return
        if before is None and choice.value() is None:
            return  # a note alone says nothing yet; it is kept with the verdict
        store, row = self.session.store, self._row
        self._stay()
        self.session.do(lambda: reviews.judge(store, row, offered.named, choice.value(), note.text()))

    def _build(self) -> None:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.MARGIN)
        grid.setVerticalSpacing(theme.GAP)
        grid.setColumnStretch(0, 2 * _NOTE)
        grid.setColumnStretch(1, _NOTE)
        grid.setColumnStretch(2, _NOTE)
        options = [Option(each.id, each.facts.name) for each in entries(self.session.store, "weakness_verdicts")]
        self.choices, self.notes = [], []
        for place, each in enumerate(self.found):
            choice, note = ChoiceInput(options, none=self.tr("Chưa xem lại")), QLineEdit()
            words = " ".join(each.named.text.split())
            choice.setAccessibleName(f"{self.tr('Đánh giá')}: {words}")
            note.setAccessibleName(f"{self.tr('Ghi chú')}: {words}")
            note.setPlaceholderText(self.tr("Ghi chú"))
            label = prose(f"{words}\n{_source(each)}")
            for column, widget in enumerate((label, choice, note)):
                grid.addWidget(widget, place, column)
            choice.changed.connect(partial(self.judge, place))
            note.editingFinished.connect(partial(self.judge, place))
            self.choices.append(choice)
            self.notes.append(note)
        self._layout.replaceWidget(self._holder, holder)
        self._holder.deleteLater()
        self._holder = holder

    def _fill(self) -> None:
        may = self.session.store.may("judge_weakness") and not self._is_closed
        for each, choice, note in zip(self.found, self.choices, self.notes, strict=True):
            facts = each.review.facts if each.review else None
            choice.set_value(facts.verdict if facts else None)
            if not note.hasFocus():
                note.setText((facts.note or "") if facts else note.text())
            for widget in (choice, note):
                widget.setEnabled(may)
        waiting = [each for each in self.found if each.review is None]
        done = len(self.found) - len(waiting)
        self.head.setText(f"Hạn chế năm trước: đã xem lại {show_int(done)} trong {show_int(len(self.found))}")
        self.left.setText(f"⚠ Chưa xem lại {show_int(len(waiting))} hạn chế" if waiting else "")
        self.left.setVisible(bool(waiting))

    def _on_changed(self, changes: Changes) -> None:
        kept = self.session.live(MEETINGS, self._row) if self._row and changes.touches("weakness_reviews") else None
        if kept is not None:
            self.show_record(kept, is_closed=self._is_closed)


def _source(offered: Offered) -> str:
    day = f"nêu ngày {show_date(offered.named.held_on)}"
    return f"{day} · chỉ tiêu {offered.named.indicator}" if offered.named.indicator else f"{day} · chưa ghi chỉ tiêu"

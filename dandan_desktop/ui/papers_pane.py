"""Giấy tờ: every paper a sitting has, what one still lacks, who signs it, and making one, several or all of them."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.issued_numbers import MINUTES
from dandan_desktop.domain.nouns import ISSUED_NUMBERS
from dandan_desktop.domain.numbers import show_int
from dandan_desktop.domain.paper_kinds import WORKING, PaperKind
from dandan_desktop.domain.paper_signing import Signing
from dandan_desktop.marks import override
from dandan_desktop.services import issued_numbers, minutes, sitting_papers
from dandan_desktop.services.sitting_papers import Offer, Wanted
from dandan_desktop.ui import permits, theme
from dandan_desktop.ui.issued_number_box import NumberBox, asked
from dandan_desktop.ui.labels import prose
from dandan_desktop.ui.lines import Lines
from dandan_desktop.ui.paper_run import PaperRun
from dandan_desktop.ui.record_page import RecordPage, show_written
from dandan_desktop.ui.sections import reveal
from dandan_desktop.ui.step_form import Asked, StepForm, StepSpec

DEED = "sign_paper"
_ROWS = ("dated_on:3 authority:5 position:4", "signer:5 receivers:7")
_ROWS_OF_TWO = ("authority:6 signer:6",)
_HEADS = {"Giấy tờ": 8, "Tệp": 1, "Số, ký hiệu": 4, "Người ký": 7, "Tình trạng": 8}


class PapersPane(QWidget):
    """The list of the papers of a meeting as it is saved, and the form of who signs one."""

    help_topic = "papers"

    changed = Signal()

    def __init__(self, page: RecordPage, run: PaperRun, stay: Callable[[], object]) -> None:
        super().__init__()
        self.page = page
        self.session = page.session
        self.found: list[Offer] = []
        self._is_behind = False
        """Whether another record is shown since the list was made."""
        self._run = run
        self._stay = stay
        self._row = 0
        self._told: dict[str, Any] | None = None
        self._signed = ""
        """The code of the kind whose signing is asked for."""
        self.words = prose("", "second")
        self.table = Lines("sitting_papers", _HEADS, right=(1,))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.whole = prose("", "warning")
        """What is told of the chosen paper, where its cell cuts it off."""
        self.whole.hide()
        self.make = QPushButton(self.tr("Lập văn bản (Enter)"))
        self.all = QPushButton(self.tr("Lập tất cả"))
        self.sign = QPushButton(self.tr("Người ký, nơi nhận… (F2)"))
        self.take = QPushButton()
        self.box: NumberBox | None = None
        self.form = StepForm(self.session, page.sheet)
        self._lay_out()
        self.make.clicked.connect(self.make_chosen)
        self.all.clicked.connect(lambda: self._write([offer.wanted for offer in self.found if not offer.lacks]))
        self.sign.clicked.connect(self.ask_signing)
        self.take.clicked.connect(self.take_number)
        self.table.row_opened.connect(lambda _: self.make_chosen())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._say())
        self.table.chosen.connect(self._say)
        self.table.horizontalHeader().sectionResized.connect(lambda *_: _tell_whole(self))
        self.form.changed.connect(self._on_form_changed)
        self.form.wanted.connect(self.write_signing)
        self.form.closed.connect(self.table.setFocus)
        for key, act in (("F2", self.ask_signing), ("Shift+F8", self.take_number)):
            keys = QShortcut(QKeySequence(key), self)
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(act)

    def show_record(self, kept: Kept[Any] | None) -> None:
        """Show the papers of a meeting, None for one that is not saved yet; a list nobody sees waits."""
        self.form.close_form()
        self.found, self._row, self._is_behind = [], kept.id if kept else 0, kept is not None
        self.table.setVisible(kept is not None)
        self.words.setText(_UNSAVED)
        self.table.fill([])
        self._told = None
        if self.isVisible():
            self._fill()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_behind:
            self._fill()

    @property
    def is_changed(self) -> bool:
        """Whether a signing was begun."""
        return self.drafts() is not None

    def drafts(self) -> dict[str, Any] | None:
        """What was typed, fit for JSON."""
        typed = self.form.drafts()
        return {"of": self._signed, "typed": typed["typed"]} if typed else None

    def set_drafts(self, drafts: Any) -> None:
        """Put back what was once typed."""
        if self._is_behind:
            self._fill()
        offer = next((each for each in self.found if drafts and each.wanted.kind.code == drafts["of"]), None)
        if offer is not None:
            self._ask(offer.wanted.kind)
            self.form.set_typed(drafts["typed"])

    unwritten = drafts
    """A signing that was begun is no part of the meeting's record."""

    def where(self, focused: QWidget) -> str:
        """The field of the signing that has the keyboard, empty for none."""
        return self.form.where(focused)

    def go_to(self, where: str) -> QWidget | None:
        """Give a field of the signing the keyboard."""
        return self.form.go_to(where)

    def enter(self) -> None:
        """Take the keyboard: at the list, where there is one."""
        (self.table if self.found else self.page.save).setFocus()

    def make_chosen(self) -> None:
        """Make the papers chosen in the list."""
        chosen = [self.found[index.row()].wanted for index in self.table.selectionModel().selectedRows()]
        if chosen and self.make.isEnabled():
            self._write(chosen)

    def ask_signing(self) -> None:
        """Ask who signs the paper that is chosen, on which day, and who receives it."""
        offer = self.found[self.table.row] if self.table.row >= 0 else None
        if offer is not None and offer.wanted.kind.asks and self.sign.isEnabled():
            self._ask(offer.wanted.kind)
            self.form.focus_first()
            QTimer.singleShot(0, self.form, partial(reveal, self.form))

    def take_number(self) -> None:
        """Ask for the number of the paper that is chosen, or open the one it has; what is not saved is saved first."""
        offer = self.found[self.table.row] if self.table.row >= 0 else None
        if offer is None or self.page.kept is None or not self.take.isEnabled() or not self._is_rest_saved():
            return
        store, row = self.session.store, self.page.kept.id
        number = issued_numbers.of_meeting(store, row, offer.numbered)  # that of the minutes may be taken above too
        if number is not None:
            self.session.record_wanted.emit(ISSUED_NUMBERS.table, number.id)
            return
        day = None if offer.numbered == MINUTES else offer.signing.dated_on or self.session.today
        wanted = partial(issued_numbers.for_paper, store, row, offer.numbered, day)
        self.box = asked(self, self.session, wanted, f"Lấy số cho {offer.wanted.kind.name.lower()}")
        if self.box is not None:
            self.box.accepted.connect(self._fill)

    def write_signing(self) -> None:
        """Write down who signs, once what else was changed on the page is saved."""
        page, signing, kind = self.page, self.form.read(), self._signed
        if page.kept is None or signing is None:
            return
        typed, row = self.drafts(), page.kept.id
        self.form.close_form()
        self._stay()
        if not self._is_rest_saved() or (
            self.session.do(lambda: sitting_papers.sign(self.session.store, row, signing)) is None
        ):
            self.set_drafts(typed)
            return
        self._stay()
        show_written(page, row)
        self.table.choose(next(place for place, each in enumerate(self.found) if each.wanted.kind.code == kind))
        self.table.setFocus()

    def _on_form_changed(self) -> None:
        """Tell of what was typed; a form that is only opened or closed is no draft."""
        now = self.drafts()
        if now != self._told:
            self._told = now
            self.changed.emit()

    def _write(self, wanted: Sequence[Wanted]) -> None:
        """Ask for a folder and make these papers there; what is not saved yet is saved first."""
        if self.form.asked is not None and self.form.drafts() is not None:
            self.write_signing()
            if self.form.asked is not None:
                return
        if not self._is_rest_saved() or self.page.kept is None:
            return
        row = self.page.kept.id
        self._run.write_several(
            lambda store, folder, progress: sitting_papers.write(store, row, wanted, folder, progress),
            ask=self.tr("Chọn thư mục ghi văn bản"),
            words=self.tr("Đang lập văn bản"),
        )

    def _is_rest_saved(self) -> bool:
        """Whether the record stands as it is shown, saved now where it was changed."""
        page = self.page
        if page.sheet.is_closed or not page.sheet.is_changed:
            return True
        self._stay()
        return page.save_record() is not None

    def _fill(self) -> None:
        """List the papers of the record that is shown."""
        if self._row:
            store = self.session.store
            self.found = sitting_papers.offers(store, self._row)
            self.words.setText(_source_words(minutes.standing(store, self._row)))
        self._is_behind = False
        self.table.fill([_line(offer) for offer in self.found])
        head = self.table.horizontalHeader().sizeHint().height() + 2 * self.table.frameWidth()
        self.table.setFixedHeight(head + len(self.found) * self.table.verticalHeader().defaultSectionSize())
        self._say()

    def _ask(self, kind: PaperKind) -> None:
        if self.page.kept is None:
            return
        self._signed = kind.code
        now = sitting_papers.signing_of(self.session.store, self.page.kept.id, kind)
        rows = _ROWS_OF_TWO if kind is WORKING else _ROWS
        words = self.tr("Người ký của bên được làm việc") if kind is WORKING else f"{kind.name}: {_SIGNING}"
        spec = StepSpec(Signing, "", words, DEED, rows)
        self.form.begin(Asked(spec, preset={name: getattr(now, name) for name in kind.asks}, known={"kind": kind.code}))

    def _say(self) -> None:
        """Open the buttons for what is chosen."""
        store = self.session.store
        chosen = [self.found[index.row()] for index in self.table.selectionModel().selectedRows()]
        ready = [offer for offer in chosen if not offer.lacks]
        only = chosen[0] if len(chosen) == 1 else None
        numbers = only is not None and bool(only.number or only.numbered)
        self.take.setText(self.tr("Mở số (Shift+F8)") if only and only.number else self.tr(_TAKE))
        for button, is_open, deed in (
            (self.make, bool(ready), "print"),
            (self.all, any(not offer.lacks for offer in self.found), "print"),
            (self.sign, only is not None and bool(only.wanted.kind.asks), DEED),
            (self.take, numbers, "take_number"),
        ):
            button.setToolTip("")
            button.setEnabled(is_open)
            permits.dress(button, store, deed)
        if not numbers and not self.take.toolTip():
            self.take.setToolTip(self.tr(_NO_NUMBER if only else _CHOOSE_ONE))
        _tell_whole(self)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GAP)
        for button in (self.make, self.all, self.sign, self.take):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addLayout(buttons)
        layout.addWidget(self.words)
        layout.addWidget(self.table)
        layout.addWidget(self.whole)
        layout.addWidget(self.form)


_UNSAVED = "Lưu cuộc họp thì mới lập được văn bản."
_TAKE = "Lấy số văn bản… (Shift+F8)"
_NO_NUMBER, _CHOOSE_ONE = "Văn bản này không lấy số trong Sổ văn bản.", "Chọn một văn bản trong bảng để lấy số."
_SIGNING = "ngày văn bản, người ký, nơi nhận"


def _line(offer: Offer) -> Sequence[str]:
    kind, signing = offer.wanted.kind, offer.signing
    signed = ", ".join(filter(None, (signing.signer, signing.authority))) if kind.asks else ""
    count = "" if offer.lacks else show_int(1 if offer.wanted.is_together else offer.count)
    number = offer.number.facts.text if offer.number else ""
    told = offer.lacks or offer.odd
    return offer.name, count, number, signed, f"⚠ {told}" if told else "Lập được"


def _source_words(now: minutes.Standing) -> str:
    if now.is_locked and now.newest is not None:
        return f"Văn bản lập theo biên bản đã khoá lần {now.newest.facts.number}, in lại lúc nào cũng như nhau."
    return "Biên bản chưa khoá: văn bản lập theo cuộc họp như đang lưu."


def _tell_whole(pane: PapersPane) -> None:
    """Say below the list what its last cell cuts off of the chosen paper."""
    offer = pane.found[pane.table.row] if 0 <= pane.table.row < len(pane.found) else None
    words = _line(offer)[-1] if offer is not None and (offer.lacks or offer.odd) else ""
    room = pane.table.columnWidth(len(_HEADS) - 1) - 2 * theme.GAP
    pane.whole.setText(words if pane.table.fontMetrics().horizontalAdvance(words) > room else "")
    pane.whole.setVisible(bool(pane.whole.text()))

"""Nhật ký: every deed with its time and person, found by filters, opened beside the list, taken back from there."""

from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.db.history import Verdict
from dandan_desktop.domain import dates
from dandan_desktop.domain.deeds import DEEDS
from dandan_desktop.domain.numbers import show_int
from dandan_desktop.marks import override
from dandan_desktop.services import undoing
from dandan_desktop.services.undoing import Line, Wanted
from dandan_desktop.ui import cells, history_words, theme
from dandan_desktop.ui.beside import Beside
from dandan_desktop.ui.choice import ChoiceInput, Option
from dandan_desktop.ui.deeds_pane import DeedPane
from dandan_desktop.ui.input_widgets import DateInput
from dandan_desktop.ui.labels import prose
from dandan_desktop.ui.lines import Lines
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.stops import Entrance

_PAGE = 100
_PAUSE = 250


class JournalPane(QWidget):
    """A page of the journal at a time, the newest deed first; it reads itself again after each deed."""

    help_topic = "journal"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.found: list[Line] = []
        self._has_more = False
        self.words = QLineEdit()
        self.words.setPlaceholderText(self.tr("Tìm theo tên hoặc ghi chú (Ctrl+F)"))
        self.who = ChoiceInput([], none=self.tr("Mọi người"))
        self.kind = ChoiceInput(_kinds(), none=self.tr("Mọi việc"))
        nouns = [Option(noun.table, noun.label) for noun in session.store.nouns]
        self.noun = ChoiceInput(nouns, none=self.tr("Mọi loại bản ghi"))
        self.first, self.last = DateInput(lambda: session.today), DateInput(lambda: session.today)
        self.table = Lines("journal", {"Lúc": 3, "Người làm": 3, "Việc đã làm": 9, "Trạng thái": 2})
        self.detail = DeedPane(session)
        self.more = QPushButton(self.tr("Xem các việc cũ hơn"))
        self.check = QPushButton(self.tr("Kiểm tra nhật ký"))
        self.total, self.verdict = QLabel(), prose()
        theme.mark(self.total, "second")
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read the first page again; the deed that was chosen stays so."""
        self._read(or_first=True)

    def _read(self, *, or_first: bool) -> None:
        """Read the first page again; where the chosen deed is not in it, the first is chosen, or none."""
        self._timer.stop()
        self._offer_people()
        row, known = self.table.row, [line.deed.id for line in self.found]
        self.found = undoing.lines(self.session.store, self.wanted(), limit=max(_PAGE, len(known)))
        self._has_more = len(self.found) >= _PAGE
        there = [line.deed.id for line in self.found]
        chosen = known[row] if 0 <= row < len(known) else 0
        self._show(there.index(chosen) if chosen in there else 0 if or_first else -1)

    def read_on(self) -> None:
        """Read the next page of older deeds below those shown."""
        older = undoing.lines(self.session.store, self.wanted(), before=self.found[-1].deed.id, limit=_PAGE)
        self._has_more = len(older) == _PAGE
        self.found += older
        self._show(self.table.row)

    def wanted(self) -> Wanted:
        """Which deeds the filters ask for."""
        return Wanted(
            who=self.who.value() or "",
            first=self._day(self.first),
            last=self._day(self.last),
            table=self.noun.value() or "",
            name=self.kind.value() or "",
            words=self.words.text(),
        )

    def _day(self, box: DateInput) -> date | None:
        """The day typed; none yet while it is half typed."""
        try:
            return dates.read_date(box.text(), self.session.today)
        except ValueError:
            return None

    def verify(self) -> None:
        """Check the chain of the whole journal in the background and tell its head."""
        self.check.setEnabled(False)
        work = self.session.run(
            lambda store, _: undoing.verify(store), self._on_verified, words=self.tr("Đang kiểm tra nhật ký…")
        )
        work.failed.connect(lambda _: self.check.setEnabled(True))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _lay_out(self) -> None:
        Entrance(self, self.table, [self.words, self.who, self.kind, self.noun, self.first, self.last])
        boxes = ((self.words, "Tìm"), (self.who, "Người làm"), (self.kind, "Việc"), (self.noun, "Loại bản ghi"))
        for box, name in boxes:
            box.setAccessibleName(name)
        for day, word in ((self.first, self.tr("Từ ngày")), (self.last, self.tr("Đến ngày"))):
            day.setAccessibleName(word)
            day.hint(word)
        self.words.setMinimumWidth(theme.scaled(theme.FIELD))
        filters = Beside(
            _together(self.words, self.who, self.kind), _together(self.noun, self.first, self.last), gap=theme.GAP
        )
        middle = Beside(self.table, self.detail, theme.scaled(theme.PANE))
        below = QHBoxLayout()
        below.setSpacing(theme.GAP)
        below.addWidget(self.total)
        below.addWidget(self.more)
        below.addWidget(self.verdict, 1)
        below.addWidget(self.check)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GAP)
        layout.setSpacing(theme.GAP)
        layout.addWidget(filters)
        layout.addWidget(middle, 1)
        layout.addLayout(below)

    def _connect(self) -> None:
        for choice in (self.who, self.kind, self.noun):
            choice.changed.connect(self.refresh)
        for box in (self.words, self.first, self.last):
            box.textChanged.connect(lambda _: self._timer.start())
        self._timer.timeout.connect(self.refresh)
        self.table.chosen.connect(self._on_chosen)
        self.table.row_opened.connect(lambda _: self.detail.block.undo.setFocus())
        self.detail.block.done.connect(self.table.setFocus)
        self.more.clicked.connect(self.read_on)
        self.check.clicked.connect(self.verify)
        self.session.changed.connect(self._on_session_changed)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.words.setFocus)

    def _offer_people(self) -> None:
        known = {self.who.itemData(place) for place in range(self.who.count())}
        for name in undoing.people(self.session.store):
            if name not in known:
                self.who.addItem(name, name)

    def _show(self, chosen: int) -> None:
        self.table.fill([self._texts(line) for line in self.found], chosen)
        count = f"{show_int(len(self.found))} {self.tr('việc gần nhất') if self._has_more else self.tr('việc')}"
        is_narrowed = self.wanted() != Wanted()
        none = self.tr("Không có việc nào khớp.") if is_narrowed else self.tr("Chưa có việc nào trong sổ này.")
        self.total.setText(count if self.found else none)
        self.more.setVisible(self._has_more)

    def _texts(self, line: Line) -> tuple[str, ...]:
        state = self.tr("đã hoàn tác") if line.deed.undone_by else ""
        words = history_words.deed_words(self.session, line.deed)
        note = history_words.note_words(line.deed)
        words = f"{words} · {note}" if note else words
        return cells.show_moment(line.deed.at), line.deed.who or "—", words, state

    def _on_chosen(self) -> None:
        row = self.table.row
        self.detail.show_line(self.found[row] if 0 <= row < len(self.found) else None)

    def _on_session_changed(self) -> None:
        if self.isVisible():
            self._read(or_first=False)

    def _on_verified(self, verdict: Verdict) -> None:
        self.check.setEnabled(True)
        self.verdict.setText(verdict_words(verdict))
        theme.mark(self.verdict, "good" if verdict.holds else "error")


def verdict_words(verdict: Verdict) -> str:
    """Whether the journal is whole, with the head of its chain, or where it breaks and how."""
    if verdict.broken is None:
        return f"✓ Nhật ký nguyên vẹn: {show_int(verdict.deeds)} việc. Mã kiểm tra: {undoing.shown(verdict.head)}"
    return (
        f"✕ Nhật ký bị đứt từ việc số {show_int(verdict.broken_at)}: {undoing.BROKEN[verdict.broken]}."
        " Hãy khôi phục bản sao gần nhất và báo người hỗ trợ."
    )


def _together(*boxes: QWidget) -> QWidget:
    held = QWidget()
    row = QHBoxLayout(held)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.GAP)
    for box in boxes:
        row.addWidget(box, 1)
    return held


def _kinds() -> list[Option]:
    """Every kind of deed by the words the journal calls it."""
    return [Option(name, kind.done) for name, kind in DEEDS.items()]

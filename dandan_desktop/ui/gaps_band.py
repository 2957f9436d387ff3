"""Above the list of meetings: slots of a series without their sitting, weaknesses nobody looked at again."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.numbers import show_int
from dandan_desktop.marks import override
from dandan_desktop.services import gaps, sittings
from dandan_desktop.services.gaps import Gap
from dandan_desktop.ui import permits, theme
from dandan_desktop.ui.icons import icon
from dandan_desktop.ui.labels import ElidedLabel
from dandan_desktop.ui.lines import Lines
from dandan_desktop.ui.next_sitting import ThereBox, make_next
from dandan_desktop.ui.plain_page import NounPage
from dandan_desktop.ui.reason_box import Asked, ReasonBox
from dandan_desktop.ui.session import Session

NO_SITTING = Asked(
    "Ghi không họp",
    "Kỳ này không còn được nhắc là chưa họp. Lý do xem và sửa được ở Danh mục, mục Kỳ không họp.",
    "Ví dụ: không họp, gộp vào sơ kết 6 tháng",
)
_TABLES = ("meetings", "series", "skips", "weakness_reviews", "weaknesses", "bodies", "codes")
_MOST = 5
"""Lines in sight at once."""


def stand_above(page: NounPage) -> "GapsBand":
    """Put the band above the list of a page."""
    band = GapsBand(page.session, page.list)
    page.list.outer.insertWidget(0, band)
    band.left.connect(page.list.table.setFocus)
    return band


class GapsBand(QFrame):
    """One line of counts; F4 shows the list, on which a slot gets its sitting or its reason."""

    left = Signal()

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(page)  # shown without one it would be a window and take the keyboard
        self.session = session
        self.found: Sequence[Gap] = ()
        self.box: ThereBox | ReasonBox | None = None
        self._unlooked: Sequence[int] = ()
        self._is_stale = True
        theme.mark(self, "card")
        self.words = ElidedLabel()
        theme.mark(self.words, "warning")
        self.words.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.weak = QPushButton()
        theme.mark(self.weak, "link")
        self.toggle = QPushButton()
        self.table = Lines("gaps", {"Kỳ chưa họp": 6, "Loại họp": 10, "Cơ quan triệu tập": 8})
        self.table.setAccessibleName(self.tr("Các kỳ chưa họp, Enter để lập cuộc họp"))
        self.make = QPushButton(icon("plus"), " " + self.tr("Lập cuộc họp kỳ này (Enter)"))
        self.skip = QPushButton(self.tr("Không họp… (Delete)"))
        self._below = QWidget()
        self._lay_out()
        self.toggle.clicked.connect(self.turn)
        self.weak.clicked.connect(self._on_weak_clicked)
        self.make.clicked.connect(self.make_sitting)
        self.skip.clicked.connect(self.ask_reason)
        self.table.row_opened.connect(self.make_sitting)
        self.table.row_deleted.connect(self.ask_reason)
        session.changed.connect(self._on_changed)
        QShortcut(QKeySequence("F4"), page).activated.connect(self.turn)
        self.refresh()

    @property
    def is_open(self) -> bool:
        """Whether the list is shown."""
        return not self._below.isHidden()

    def refresh(self) -> None:
        """Ask the register again."""
        self._is_stale = False
        store, day = self.session.store, self.session.today
        due, self._unlooked, past = gaps.lacks(store, day)
        self.found = (*due, *past)
        count, weak = len(due), len(self._unlooked)
        names = store.names
        self.words.setText(f"⚠ {show_int(count)} {self.tr('kỳ chưa họp')}" if count else "")
        self.weak.setText(f"⚠ {show_int(weak)} {self.tr('hạn chế đã nêu quá một năm, chưa xem lại')}")
        self.weak.setVisible(bool(weak))
        self.words.setVisible(bool(count))
        self.toggle.setVisible(bool(self.found))
        self.setVisible(bool(count or weak))
        of_old = self.tr("cơ quan cũ")
        slots = [gap.slot.words for gap in due] + [f"{gap.slot.words} ({of_old})" for gap in past]
        told = [(names.of("codes", gap.kind), names.of("bodies", gap.convener)) for gap in self.found]
        self.table.fill([(slot, *rest) for slot, rest in zip(slots, told, strict=True)])
        head = self.table.horizontalHeader().sizeHint().height() + 2 * self.table.frameWidth()
        rows = max(1, min(len(self.found), _MOST))
        self.table.setFixedHeight(head + rows * self.table.verticalHeader().defaultSectionSize())
        for button, deed in ((self.make, "next_sitting"), (self.skip, "skip_sitting")):
            permits.dress(button, store, deed)
        if not self.found:
            self._below.hide()
        self._say()

    def turn(self) -> None:
        """F4: show or hide the list."""
        if not self.found or not self.isVisible():
            return
        self._below.setVisible(not self.is_open)
        self._say()
        if self.is_open:
            self.table.setFocus()
        else:
            self.left.emit()

    def show_gap(self, gap: Gap) -> None:
        """Show the list with the keyboard on a slot; on the first, where that one has its sitting by now."""
        if self._is_stale:
            self.refresh()
        if not self.is_open:
            self.turn()
        if self.is_open:
            self.table.choose(self.found.index(gap) if gap in self.found else 0)
            self.table.setFocus()

    def make_sitting(self) -> None:
        """Make the sitting of the chosen slot from the newest one of its series."""
        gap = self._chosen()
        if gap is None or not self.make.isEnabled():
            return
        session, slot = self.session, gap.slot.code
        way = partial(sittings.make_next, session.store, gap.newest, session.today, slot=slot)
        self.box = make_next(session, self, way)

    def ask_reason(self) -> None:
        """Ask why there was no sitting, then close the slot."""
        gap = self._chosen()
        if gap is None or not self.skip.isEnabled():
            return
        session = self.session
        what = f"{gap.slot.words}: {self.tr('không họp')} – {session.store.names.of('codes', gap.kind)}"
        box = ReasonBox(self, what, lambda why: session.announce(gaps.skip(session.store, gap, why)), NO_SITTING)
        self.box = box
        box.accepted.connect(self._on_closed)
        box.open()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_open:
            self.turn()
        else:
            super().keyPressEvent(event)

    def _on_closed(self) -> None:
        if self.is_open:
            self.table.setFocus()
        else:
            self.left.emit()

    def _chosen(self) -> Gap | None:
        row = self.table.row
        return self.found[row] if 0 <= row < len(self.found) else None

    def _say(self) -> None:
        self.toggle.setText(self.tr("Thu lại (F4)") if self.is_open else self.tr("Xem từng kỳ (F4)"))

    def _on_weak_clicked(self) -> None:
        ids = list(dict.fromkeys(self._unlooked))
        self.session.records_wanted.emit("meetings", ids, self.weak.text().removeprefix("⚠ "))

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(*_TABLES):
            self.refresh()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(theme.GAP)
        line.addWidget(self.words)
        line.addWidget(self.weak)
        line.addStretch(1)
        line.addWidget(self.toggle)
        pressed = QHBoxLayout()
        pressed.setSpacing(theme.GAP)
        pressed.addWidget(self.make)
        pressed.addWidget(self.skip)
        pressed.addStretch(1)
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(theme.GAP)
        below.addWidget(self.table)
        below.addLayout(pressed)
        self._below.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.MARGIN, theme.GRID, theme.GAP, theme.GRID)
        layout.setSpacing(theme.GRID)
        layout.addLayout(line)
        layout.addWidget(self._below)

"""What a number shows above its sheet: the next one of its series while it is taken, then how it stands."""

from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from dandan_desktop.db.loads import meeting_id
from dandan_desktop.db.store import Store
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.dates import show_date
from dandan_desktop.domain.errors import ClerkError
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.issued_numbers import IssuedNumber
from dandan_desktop.domain.messages import sentences
from dandan_desktop.domain.nouns import MEETINGS
from dandan_desktop.services import issued_numbers
from dandan_desktop.ui import permits, theme
from dandan_desktop.ui.elided_link import ElidedLink
from dandan_desktop.ui.icons import primary_icon
from dandan_desktop.ui.labels import prose
from dandan_desktop.ui.pane import Pane, Parts
from dandan_desktop.ui.reason_box import Asked, ReasonBox
from dandan_desktop.ui.record_page import RecordPage

CANCEL = Asked(
    "Huỷ số",
    "Số này ở lại trong sổ văn bản với lý do huỷ và không cấp lại cho văn bản khác; việc huỷ không hoàn tác được.",
    "Ví dụ: không ban hành văn bản này nữa",
)


class NumberPane(Pane):
    """Dresses the page of a number; all that is typed stands on the sheet."""

    def __init__(self, page: RecordPage) -> None:
        super().__init__(page)
        self._given = ""
        self._meeting = 0
        self.box: ReasonBox | None = None
        self.words = prose()
        self.more = prose(role="second")
        self.use = QPushButton(self.tr("Ghi đã phát hành (F8)"))
        self.cancel = QPushButton(self.tr("Huỷ số… (F9)"))
        self.open_meeting = ElidedLink()
        self.card = self._make_card()
        self.hide()
        self.use.clicked.connect(self.do_use)
        self.cancel.clicked.connect(self.ask_reason)
        self.open_meeting.clicked.connect(lambda: self.session.record_wanted.emit(MEETINGS.table, self._meeting))
        page.sheet.changed.connect(self.propose)
        page.sheet.opened.connect(self.propose)

    def dress(self) -> None:
        """Put the card above the sheet, the deeds and their keys on the page."""
        self.stand_above(self.card)
        self.page.save.setIcon(primary_icon("save"))
        for keys, action in (("F8", self.do_use), ("F9", self.ask_reason)):
            QShortcut(QKeySequence(keys), self.page).activated.connect(action)

    def show_record(self, kept: Kept[Any] | None) -> None:
        """Show how a number stands; of a taken one only what its paper is about can still be written."""
        self._given = ""
        is_new = kept is None
        for name, field in self.page.sheet.fields.items():
            field.close_for(is_closed=not is_new and name != "title")
        self.page.save.setText(f" {self.tr('Lấy số (Ctrl+S)') if is_new else self.tr('Lưu (Ctrl+S)')}")
        self.page.remove.hide()
        for button in (self.use, self.cancel):
            button.setHidden(is_new)
        if kept is not None:
            self._say(kept.facts)
        else:
            self.open_meeting.hide()

    def propose(self) -> None:
        """Put the next number of the series into its field, unless another was typed; say what is odd about it."""
        sheet = self.page.sheet
        if sheet.kept is not None:
            return
        issuer, kind = sheet.fields["issuer_id"].value(), sheet.fields["kind"].value()
        typed = sheet.fields["text"].value() or ""
        if not isinstance(issuer, int) or not isinstance(kind, int):
            self._tell(self.tr("Chọn cơ quan ban hành và loại văn bản để biết số tiếp theo."), "")
            return
        store, day = self.session.store, sheet.day()
        try:
            found = issued_numbers.proposed(store, issuer, kind, day)
        except ClerkError as error:
            self._tell(f"⚠ {' '.join(sentences(error))}", "", "warning")
            return
        if typed in ("", self._given) and typed != found.text:
            sheet.fields["text"].set_value(found.text)
            typed = found.text
        self._given = found.text
        facts = IssuedNumber(kind=kind, issuer_id=issuer, issued_on=day, text=typed, title="")  # type: ignore[arg-type]
        odd = [each.text for each in issued_numbers.findings(store, facts) if not each.blocks]
        last = max(found.taken, key=lambda each: each.number, default=None)
        before = f"{self.tr('số cuối')} {last.number:02}, {show_date(last.day)}" if last else self.tr("chưa cấp số nào")
        words = f"{self.tr('Số tiếp theo')}: {found.text} · {found.series.span} · {before}"
        self._tell(words, f"⚠ {' '.join(odd)}" if odd else "")

    def do_use(self) -> None:
        """Write down that the paper was issued."""
        kept, session = self.page.kept, self.session
        if kept is not None and self.use.isVisible() and self.use.isEnabled():
            session.do(lambda: issued_numbers.use(session.store, kept.id, session.today))

    def ask_reason(self) -> None:
        """Ask why, then cancel the number."""
        kept, session = self.page.kept, self.session
        if kept is None or not self.cancel.isVisible() or not self.cancel.isEnabled():
            return

        def act(reason: str) -> None:
            session.announce(issued_numbers.cancel(session.store, kept.id, reason, session.today))

        self.box = ReasonBox(self.page, f"{self.tr('Huỷ số')} {kept.facts.text}", act, CANCEL)
        self.box.open()

    def save(self, store: Store, kept: Kept[Any] | None, facts: Any, _: Parts) -> Changes:
        """Take the number, or correct what its paper is about."""
        return issued_numbers.take(store, facts) if kept is None else issued_numbers.retitle(store, kept, facts.title)

    def _say(self, facts: IssuedNumber) -> None:
        store = self.session.store
        span = store.names.of("terms", facts.term_id) if facts.term_id else f"{self.tr('năm')} {facts.year}"
        parts = [facts.state, span]
        if facts.used_on is not None:
            parts.append(f"{self.tr('phát hành ngày')} {show_date(facts.used_on)}")
        if facts.cancelled_on is not None:
            parts.append(f"{self.tr('huỷ ngày')} {show_date(facts.cancelled_on)}: {facts.reason}")
        self._tell(" · ".join(parts), "", "warning" if facts.cancelled_on else "")
        is_open = facts.cancelled_on is None
        self.use.setVisible(is_open and facts.used_on is None)
        self.cancel.setVisible(is_open)
        permits.dress(self.use, store, "use_number")
        permits.dress(self.cancel, store, "cancel_number")
        self._meeting = (meeting_id(store, facts.owner) or 0) if facts.owner else 0
        self.open_meeting.setVisible(bool(self._meeting))
        self.open_meeting.say(store.names.of("meetings", self._meeting))

    def _tell(self, words: str, more: str, role: str = "") -> None:
        self.words.setText(words)
        theme.mark(self.words, role or "heading")
        self.more.setText(more)
        self.more.setVisible(bool(more))
        theme.mark(self.more, "warning")

    def _make_card(self) -> QFrame:
        card, row = QFrame(), QHBoxLayout()
        theme.mark(card, "card")
        row.setSpacing(theme.GAP)
        row.addWidget(self.words, 1)
        row.addWidget(self.use)
        row.addWidget(self.cancel)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(theme.MARGIN, theme.GAP, theme.MARGIN, theme.GAP)
        layout.setSpacing(theme.GRID)
        layout.addLayout(row)
        layout.addWidget(self.more)
        layout.addWidget(self.open_meeting)
        return card

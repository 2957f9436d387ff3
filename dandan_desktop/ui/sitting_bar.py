"""Where a meeting stands in its series, said on its record, and the deeds that make the next sitting and the rule."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from dandan_desktop.domain import dates
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.meetings import Meeting
from dandan_desktop.services import series, sittings
from dandan_desktop.ui import permits
from dandan_desktop.ui.icons import icon
from dandan_desktop.ui.links_line import LinksLine, link
from dandan_desktop.ui.next_sitting import ThereBox, make_next
from dandan_desktop.ui.record_page import RecordPage, saved_first
from dandan_desktop.ui.session import Session


class SittingBar(QWidget):
    """Links to the sittings before and after; the next one made with a key, and the rule of the series."""

    def __init__(self, page: RecordPage) -> None:
        super().__init__()
        self.page = page
        self.box: ThereBox | None = None
        self.links = LinksLine(page.session, _said)
        self.next = QPushButton(icon("plus"), " " + self.tr("Kỳ họp tiếp theo (Ctrl+Shift+N)"))
        self.next.setToolTip(self.tr("Lập cuộc họp kỳ sau theo cuộc họp này: thành phần, chương trình, địa điểm"))
        self.rule = QPushButton(self.tr("Chế độ họp"))
        self.menu = QMenu(self.rule)
        self.take = self.menu.addAction(self.tr("Lấy theo cuộc họp này"))
        self.open_rule = self.menu.addAction(self.tr("Mở chế độ họp"))
        self.rule.setMenu(self.menu)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.links.setWordWrap(False)
        layout.addWidget(self.links)
        self.next.clicked.connect(self.make)
        self.take.triggered.connect(self.take_rule)
        self.open_rule.triggered.connect(self.show_rule)
        page.sheet.fields["held_on"].changed.connect(self._on_day_changed)
        QShortcut(QKeySequence("Ctrl+Shift+N"), page).activated.connect(self.make)

    def show_record(self, kept: Kept[Any] | None) -> None:
        """Say where a meeting stands in its series; nothing of one that is not saved yet."""
        self.setVisible(kept is not None)
        for button in (self.rule, self.next):
            button.setVisible(kept is not None)
        is_open_day = kept is not None and (kept.facts.is_planned or kept.facts.held_on > self.page.session.today)
        self.page.sheet.set_shown("is_planned", is_shown=is_open_day)
        if kept is None:
            return
        self.links.show_record(kept.id)
        self.next.setEnabled(kept.deleted_at is None)
        permits.dress(self.next, self.page.session.store, "next_sitting")
        self.take.setEnabled(kept.deleted_at is None and self.page.session.store.may("set_series"))
        self.open_rule.setEnabled(bool(series.rule_row(self.page.session.store, kept.facts)))

    def make(self) -> None:
        """Make the next sitting and go to it; what is not saved yet is saved first."""
        session = self.page.session
        if self.next.isEnabled() and (kept := saved_first(self.page)) is not None:
            way = partial(sittings.make_next, session.store, kept.id, session.today)
            self.box = make_next(session, self, way)

    def take_rule(self) -> None:
        """Make this meeting's roster, agenda and place the rule of its series."""
        session, kept = self.page.session, saved_first(self.page)
        if kept is not None:
            session.do(partial(series.take_from, session.store, kept.id))
            self.show_record(self.page.kept)

    def show_rule(self) -> None:
        """Open the rule this meeting follows."""
        kept = self.page.kept
        if kept is not None:
            self.page.session.record_wanted.emit("series", series.rule_row(self.page.session.store, kept.facts))

    def _on_day_changed(self) -> None:
        """A day the clerk corrects is no proposal any more; the tick beside it says so and can be put back."""
        sheet = self.page.sheet
        if sheet.drafted.is_open and sheet.opened_with("is_planned"):
            sheet.fields["is_planned"].set_value(value=False)


def _said(session: Session, row: int) -> Sequence[str]:
    before, after = sittings.neighbours(session.store, row)
    told = (("Kỳ trước", before), ("Kỳ sau", after))
    words = [f"{word}: {_link(kept)}" for word, kept in told if kept is not None]
    return [" · ".join(words)] if words else ["Chưa ghi kỳ nào khác của loại họp này"]


def _link(kept: Kept[Meeting]) -> str:
    day = dates.show_date(kept.facts.held_on)
    return link("meetings", kept.id, f"{day} (dự kiến)" if kept.facts.is_planned else day)

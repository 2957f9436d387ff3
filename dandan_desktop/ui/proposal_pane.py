"""What a proposal shows above its sheet: its way in four steps, the minutes it comes from, how often it was raised."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout

from dandan_desktop.db import proposals as kept_proposals
from dandan_desktop.db.proposals import Turn
from dandan_desktop.db.store import Store
from dandan_desktop.domain import dates
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.nouns import MEETINGS
from dandan_desktop.domain.proposals import SAID, Proposal
from dandan_desktop.services import proposals
from dandan_desktop.ui import proposal_words, theme
from dandan_desktop.ui.elided_link import ElidedLink
from dandan_desktop.ui.follow import UnitFollows
from dandan_desktop.ui.pane import Pane, Parts
from dandan_desktop.ui.record_page import RecordPage

_OF_MINUTES = tuple(name for name in SAID if name != "group")
"""What only the minutes say of a proposal made at a meeting; its group is the office's to choose."""


class ProposalPane(Pane):
    """Dresses the page of a proposal; what it shows is read only, so that nothing of it is ever a draft."""

    def __init__(self, page: RecordPage) -> None:
        super().__init__(page)
        self._meeting = 0
        self._turn = Turn(1, ())
        self.heads = [QLabel() for _ in range(4)]
        self.more = [QLabel() for _ in range(4)]
        self.open_meeting, self.open_all = ElidedLink(), ElidedLink()
        self.way = self._make_way()
        self.hide()
        UnitFollows(page.sheet, "body_id", "unit_id")
        self.open_meeting.clicked.connect(self._on_meeting_clicked)
        self.open_all.clicked.connect(self._on_all_clicked)

    def dress(self) -> None:
        """Put the way above the sheet."""
        self.stand_above(self.way)

    def show_record(self, kept: Kept[Any] | None) -> None:
        """Show the way of a proposal, none for a new one, and close what is not the office's to write."""
        self._close(kept.facts if kept else None)
        self.way.setVisible(kept is not None)
        if kept is not None:
            self._say(kept)

    def save(self, store: Store, kept: Kept[Any] | None, facts: Any, _: Parts) -> Changes:
        """Save the proposal by its rules."""
        return proposals.save(store, kept, facts, self.session.today)

    def _close(self, proposal: Proposal | None) -> None:
        of_minutes = _OF_MINUTES if proposal is not None and proposal.opinion_id is not None else ()
        closed = {*of_minutes, *(("text",) if proposal is not None and proposal.is_touched else ())}
        for name, field in self.page.sheet.fields.items():
            field.close_for(is_closed=name in closed)

    def _say(self, kept: Kept[Proposal]) -> None:
        store, today = self.session.store, self.session.today
        for head, more, step in zip(
            self.heads, self.more, proposal_words.steps(kept.facts, store.names, today), strict=True
        ):
            head.setText(step.head)
            theme.mark(head, step.role)
            more.setText(step.more)
        origin = kept_proposals.origins(store, [kept.id]).get(kept.id)
        self._meeting = origin.meeting if origin else 0
        self.open_meeting.setVisible(origin is not None)
        if origin is not None:
            is_live = self.session.live(MEETINGS, origin.meeting) is not None
            where = f"Ý kiến {origin.number} · {dates.show_date(origin.held_on)} · {origin.title}"
            self.open_meeting.say(where if is_live else f"({self.tr('trong Thùng rác')}) {where}")
            self.open_meeting.setEnabled(is_live)
        self._turn = kept_proposals.turns(store, [kept.id])[kept.id]
        self.open_all.setVisible(self._turn.is_repeated)
        self.open_all.say(self._turn_words())

    def _turn_words(self) -> str:
        count = len(self._turn.rows)
        return f"Lần thứ {self._turn.number} trong {count} lần kiến nghị việc này"

    def _on_meeting_clicked(self) -> None:
        self.session.record_wanted.emit("meetings", self._meeting)

    def _on_all_clicked(self) -> None:
        rows = list(self._turn.rows)
        self.session.records_wanted.emit("proposals", rows, f"{len(rows)} lần kiến nghị cùng một việc")

    def _make_way(self) -> QFrame:
        card, grid, links = QFrame(), QGridLayout(), QHBoxLayout()
        theme.mark(card, "card")
        grid.setHorizontalSpacing(theme.MARGIN)
        grid.setVerticalSpacing(0)
        grid.setContentsMargins(theme.LINK_EDGE, 0, 0, 0)  # in line with the words of the links
        for place, (head, more) in enumerate(zip(self.heads, self.more, strict=True)):
            theme.mark(more, "second")
            for row, label in enumerate((head, more)):
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setWordWrap(True)
                grid.addWidget(label, row, place, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(place, 1)
        links.setSpacing(theme.MARGIN)
        links.addWidget(self.open_all)
        links.addWidget(self.open_meeting)
        links.addStretch(1)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(theme.MARGIN, theme.GAP, theme.MARGIN, theme.GAP)
        layout.setSpacing(theme.GRID)
        layout.addLayout(grid)
        layout.addLayout(links)
        return card

"""What a meeting's record has of its series: where it stands, what became of the last conclusions, old weaknesses."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from dandan_desktop.domain.facts import Kept
from dandan_desktop.ui.previous_block import PreviousBlock
from dandan_desktop.ui.record_page import RecordPage
from dandan_desktop.ui.review_block import ReviewBlock
from dandan_desktop.ui.sitting_bar import SittingBar


class SittingParts:
    """Where a meeting stands in its series, and two blocks, each below the grid of a section."""

    def __init__(self, page: RecordPage, stay: Callable[[], object]) -> None:
        self.page = page
        self.bar = SittingBar(page)
        self.previous = PreviousBlock(page.session)
        self.reviews = ReviewBlock(page.session, stay)
        self._agenda: QWidget | None = None
        self._weaknesses: QWidget | None = None

    def stand(self, agenda: QWidget, weaknesses: QWidget) -> None:
        """Put everything on the page: the results below the agenda, old weaknesses below the new ones."""
        page = self.page
        self._agenda, self._weaknesses = agenda, weaknesses
        page.body.insertWidget(page.body.indexOf(agenda) + 1, self.previous)
        page.body.insertWidget(page.body.indexOf(weaknesses) + 1, self.reviews)

    def show_record(self, kept: Kept[Any] | None) -> None:
        """Show what belongs to a meeting, None for a new one."""
        self.bar.show_record(kept)
        self.previous.show_record(kept)
        self.reviews.show_record(kept, is_closed=self.page.sheet.is_closed)
        self.turn()

    def turn(self) -> None:
        """Show each block where its grid is shown."""
        for block, grid in ((self.previous, self._agenda), (self.reviews, self._weaknesses)):
            block.setVisible(block.has_any and grid is not None and not grid.isHidden())

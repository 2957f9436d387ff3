"""Where a clerk was: page, record, field and cursor, kept in the register so that the next start goes there.

The row is there while a window is open and after it was locked; it goes when the window is closed. So a start that
finds it unlocked knows that the program was killed.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, QTimer

from dandan_desktop.domain import dates
from dandan_desktop.domain.drafts import PLACE
from dandan_desktop.domain.nouns import noun_of
from dandan_desktop.ui import permits, theme
from dandan_desktop.ui.caret import Caret
from dandan_desktop.ui.draft import KEEP_AFTER, has_kept
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.page import Page
from dandan_desktop.ui.session import Session


@dataclass(frozen=True, slots=True)
class Place:
    """A page by its key, the record shown there (id and uid; 0 for a new one), and the caret; or the page's tab."""

    key: int
    table: str = ""
    row: int = 0
    uid: str = ""
    tab: int = -1
    caret: Caret = field(default_factory=Caret)

    @classmethod
    def of(cls, window: MainWindow) -> "Place":
        """Where the window is now."""
        page: Any = window.stack.currentWidget()
        record = page.shown_record() if isinstance(page, Page) else None
        tab = page.tabs.currentIndex() if hasattr(page, "tabs") else -1
        if record is None:
            return cls(window.key, tab=tab)
        kept, caret = record.kept, record.sheet.drafted.see_caret()
        row, uid = (kept.id, kept.uid) if kept else (0, "")
        return cls(window.key, record.spec.noun.table, row, uid, tab, caret)

    def content(self, *, is_locked: bool, is_typed: bool) -> str:
        """The draft it is kept as; `is_typed`: something was being typed."""
        own = {"key": self.key, "table": self.table, "row": self.row, "uid": self.uid, "tab": self.tab}
        return json.dumps({**own, **self.caret.kept(), "is_locked": is_locked, "is_typed": is_typed})


class PlaceKeeper(QObject):
    """Keeps the place of a window's clerk whenever it changed, within `KEEP_AFTER`."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._kept = ""
        self._is_keeping = False
        self._timer = QTimer(self, singleShot=True, interval=KEEP_AFTER)
        self._timer.timeout.connect(self.keep)
        theme.application().focusChanged.connect(self._begin)
        window.used.connect(self._begin)
        window.session.draft_kept.connect(self.keep)
        self.keep()

    def keep(self, *, is_locked: bool = False) -> bool:
        """Keep the place; False when that was refused and the clerk was told."""
        self._timer.stop()
        content = Place.of(self._window).content(is_locked=is_locked, is_typed=has_kept(self._window))
        if self._is_keeping or content == self._kept:
            return True
        self._is_keeping, self._kept = True, content
        is_kept = self._window.session.keep(PLACE, 0, content)
        self._is_keeping = False
        return is_kept

    def forget(self) -> None:
        """The clerk leaves in good order: the next start begins at the first page."""
        self._timer.stop()
        self._is_keeping = True  # nothing is kept after this
        self._window.session.keep(PLACE, 0, None)

    def _begin(self) -> None:
        if not self._timer.isActive():
            self._timer.start()


def come_back(window: MainWindow) -> None:
    """Go where this clerk was when the register was locked, or the program killed, which is then told."""
    session = window.session
    found = session.store.draft(PLACE, 0)
    if found is None or not permits.is_ready(session):
        return
    kept = json.loads(found)
    if not kept["is_locked"]:
        window.notice.say(_killed(session, has_typed=kept["is_typed"]))
    place = Place(kept["key"], kept["table"], kept["row"], kept["uid"], kept["tab"], Caret.of(kept))
    entry = window.pages.get(place.key)
    if entry is not None and place.table in ("", *entry.tables):
        enter(window, place)


def enter(window: MainWindow, place: Place) -> None:
    """Show a place: its page, its record at the caret, or its tab."""
    page = window.go(place.key)
    if place.table and _is_there(window.session, place):
        window.show_record(place.table, place.row)
        record = page.shown_record()
        if record is not None:
            record.go_to(place.caret)
    elif place.tab >= 0 and hasattr(page, "tabs"):
        page.tabs.setCurrentIndex(place.tab)


def _is_there(session: Session, place: Place) -> bool:
    """Whether the record is still the one that was shown; a new one always is."""
    if not place.row:
        return True
    kept = session.live(noun_of(place.table, session.store.nouns), place.row)
    return kept is not None and kept.uid == place.uid


def _killed(session: Session, *, has_typed: bool) -> str:
    kept = session.store.drafts()
    last = max(datetime.fromisoformat(at) for _, _, at in kept).astimezone()
    when = f"{last:%H:%M} ngày {dates.show_date(last.date())}"
    rest = "phần đang gõ đã được giữ" if has_typed else "lúc đó không có phần nào đang gõ dở"
    return f"Chương trình đã dừng đột ngột lúc {when}; {rest}."

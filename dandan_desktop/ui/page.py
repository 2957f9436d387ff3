"""What the window asks of every page."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QWidget

from dandan_desktop.ui.session import Session

if TYPE_CHECKING:
    from dandan_desktop.ui.record_page import RecordPage


class Page(QWidget):
    """What an entry of the side bar opens: without records or anything to be saved unless it says so itself."""

    help_topic = ""
    """The page of the help that explains this one."""

    def help_shown(self) -> str:
        """The page of the help that explains what is shown here now."""
        return self.help_topic

    def show_record(self, table: str, row: int) -> None:
        """Open one record; raises KeyError on a page that shows none."""
        raise KeyError((table, row))

    def show_records(self, table: str, ids: Sequence[int] | None, words: str) -> None:
        """List just these records, `words` say which they are, or all (None); raises KeyError on a page without."""
        raise KeyError((table, ids, words))

    def shown_record(self) -> "RecordPage | None":
        """The record now shown; None for none."""
        return None

    @property
    def leads_back(self) -> bool:
        """Whether Esc leads back from here to where what is shown was asked for, be it by way of the list."""
        return False

    def lead_back(self, *, is_on: bool) -> None:
        """Let what is shown, and nothing else here, lead back to where it was asked for; a page of its own does not."""

    def leave(self) -> None:
        """Another page is shown or the window closes: keep what was typed and not saved."""


class PageEntry(NamedTuple):
    """One entry of the side bar: Ctrl and its key, icon, word, the nouns' tables it shows, and what makes it."""

    key: int
    icon: str
    word: str
    tables: tuple[str, ...]
    make: Callable[[Session], Page]

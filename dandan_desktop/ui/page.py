"""What the window asks of every page."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Protocol

from dandan_desktop.ui.session import Session


class Page(Protocol):
    """A widget that shows the records of some nouns."""

    def show_record(self, table: str, row: int) -> None:
        """Open one record."""
        ...

    def show_records(self, table: str, ids: Sequence[int], words: str) -> None:
        """List just these records; `words` say which they are."""
        ...

    def leave(self) -> None:
        """Another page is shown or the window closes: keep what was typed and not saved."""
        ...


class PageEntry(NamedTuple):
    """One entry of the side bar: its key and order, icon, word, the nouns' tables it shows, and what makes it."""

    key: int
    icon: str
    word: str
    tables: tuple[str, ...]
    make: Callable[[Session], Any]

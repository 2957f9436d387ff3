"""What the person at the register may do, as buttons and pages show it; the store refuses the rest anyway."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from dandan_desktop.db.store import Store
from dandan_desktop.domain.deeds import DEEDS
from dandan_desktop.domain.nouns import noun_of
from dandan_desktop.domain.users import roles_words
from dandan_desktop.ui.page import PageEntry
from dandan_desktop.ui.session import Session


def opens(store: Store, table: str) -> bool:
    """Whether this reader opens the records of a noun."""
    return store.reader.may(noun_of(table, store.nouns).readers)


def pages_of(store: Store, pages: Sequence[PageEntry]) -> tuple[PageEntry, ...]:
    """The pages this reader has: those without nouns of their own, and those with a noun he opens."""
    kept = [(page, tuple(table for table in page.tables if opens(store, table))) for page in pages]
    return tuple(page._replace(tables=tables) for page, tables in kept if tables or not page.tables)


def is_ready(session: Session) -> bool:
    """Whether a register may be worked in: it has its office and its recovery sheet, or this reader can give none."""
    return not (lacks_office(session) or lacks_sheet(session))


def lacks_office(session: Session) -> bool:
    """Whether this reader is to say which office the register belongs to."""
    return not session.office_name and session.store.may("choose_office")


def lacks_sheet(session: Session) -> bool:
    """Whether this reader is to make the recovery sheet; the practice office needs none (`settled` 16)."""
    register = session.register
    has_one = register.has_recovery_sheet or register.is_practice
    return not has_one and register.is_complete and session.store.may("make_sheet")


def needed(deed: str) -> str:
    """The reason a deed is closed to somebody, in words."""
    return f"Việc này cần quyền {roles_words(DEEDS[deed].roles)}."


def dress(button: QWidget, store: Store, deed: str) -> bool:
    """Close a button whose deed this reader may not do, with the reason at the mouse; whether it is open."""
    may = store.may(deed)
    if not may:
        button.setEnabled(False)
        button.setToolTip(needed(deed))
    return may

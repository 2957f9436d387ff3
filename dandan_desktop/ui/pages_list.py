"""The pages of the side bar, in one explicit list; each is imported and built when it is first shown."""

from typing import Any

from dandan_desktop.ui.page import PageEntry
from dandan_desktop.ui.session import Session


def _catalogue(session: Session) -> Any:
    from dandan_desktop.ui.pages.catalogue import CataloguePage

    return CataloguePage(session)


def _setup(session: Session) -> Any:
    from dandan_desktop.ui.pages.setup import SetupPage

    return SetupPage(session)


PAGES: tuple[PageEntry, ...] = (
    PageEntry(8, "book-open", "Danh mục", ("people", "officials", "units", "bodies", "codes"), _catalogue),
    PageEntry(9, "settings", "Sao lưu & thiết lập", (), _setup),
)
"""Only pages that work; keys keep their final numbers (`settled` 38)."""

"""The pages of the side bar, in one explicit list; each is imported and built when it is first shown."""

from typing import Any

from dandan_desktop.ui.page import PageEntry
from dandan_desktop.ui.session import Session


def _home(session: Session) -> Any:
    from dandan_desktop.ui.pages.home import home_page

    return home_page(session)


def _meetings(session: Session) -> Any:
    from dandan_desktop.ui.noun_tabs import NounTab, NounTabs
    from dandan_desktop.ui.pages.issued_numbers import issued_numbers_page
    from dandan_desktop.ui.pages.meetings import meetings_page

    tabs = (
        NounTab("meetings", "Cuộc họp", meetings_page),
        NounTab("issued_numbers", "Sổ văn bản", issued_numbers_page),
    )
    return NounTabs(session, tabs)


def _work(session: Session) -> Any:
    from dandan_desktop.ui.noun_tabs import NounTab, NounTabs
    from dandan_desktop.ui.pages.proposals import proposals_page
    from dandan_desktop.ui.pages.tasks import tasks_page

    tabs = (NounTab("tasks", "Nhiệm vụ", tasks_page), NounTab("proposals", "Kiến nghị", proposals_page))
    return NounTabs(session, tabs)


def _cases(session: Session) -> Any:
    from dandan_desktop.ui.pages.cases import cases_page

    return cases_page(session)


def _initiatives(session: Session) -> Any:
    from dandan_desktop.ui.pages.initiatives import initiatives_page

    return initiatives_page(session)


def _rollups(session: Session) -> Any:
    from dandan_desktop.ui.pages.rollups import rollups_page

    return rollups_page(session)


def _catalogue(session: Session) -> Any:
    from dandan_desktop.ui.noun_tabs import NounTab
    from dandan_desktop.ui.pages.catalogue import catalogue_page
    from dandan_desktop.ui.pages.paper_styles import paper_styles_page
    from dandan_desktop.ui.pages.series import series_page, skips_page

    return catalogue_page(
        session,
        NounTab("paper_styles", "Thể thức", paper_styles_page),
        NounTab("series", "Chế độ họp", series_page),
        NounTab("skips", "Kỳ không họp", skips_page),
    )


def _setup(session: Session) -> Any:
    from dandan_desktop.ui.pages.setup import SetupPage

    return SetupPage(session)


PAGES: tuple[PageEntry, ...] = (
    PageEntry(1, "house", "Tổng quan", (), _home),
    PageEntry(2, "calendar", "Cuộc họp", ("meetings", "issued_numbers"), _meetings),
    PageEntry(3, "list-checks", "Nhiệm vụ & kiến nghị", ("tasks", "proposals"), _work),
    PageEntry(4, "user-check", "Giới thiệu kết nạp", ("cases",), _cases),
    PageEntry(5, "lightbulb", "Mô hình", ("initiatives",), _initiatives),
    PageEntry(7, "chart-column", "Số liệu & báo cáo", (), _rollups),
    PageEntry(
        8,
        "book-open",
        "Danh mục",
        ("people", "officials", "units", "bodies", "terms", "paper_styles", "series", "skips", "codes"),
        _catalogue,
    ),
    PageEntry(9, "settings", "Sao lưu & thiết lập", (), _setup),
)
"""Only pages that work; keys keep their final numbers (`settled` 38)."""

"""Pictures of the pages of cases, initiatives, figures and the first page, for a person to look at."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QPixmap, QRegion
from pytestqt.qtbot import QtBot

from dandan_desktop.domain.periods import Period
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.page import PageEntry
from dandan_desktop.ui.pages.home import home_page
from dandan_desktop.ui.pages.rollups import rollups_page
from dandan_desktop.ui.session import Session
from tests.db.made_up import Amounts, Maker
from tests.ui.drivers import cases, initiatives

SIZES = {"1366": ((1366, 768), 1.0), "1920": ((1280, 720), 1.5)}
PAGES = (
    PageEntry(1, "house", "Tổng quan", (), home_page), cases.ENTRY, initiatives.ENTRY,
    PageEntry(7, "chart-column", "Số liệu & báo cáo", (), rollups_page),
)  # fmt: skip

pytestmark = pytest.mark.pictures


@pytest.fixture
def window(session: Session, qtbot: QtBot) -> MainWindow:
    Maker(session.store, 3, date(2025, 1, 1), session.today).fill(Amounts(40, 3, 3, 90, 40))
    session.choose_period(Period.parse("2025-N"))
    made = MainWindow(session, PAGES)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    return made


@pytest.mark.parametrize("size", SIZES)
def test_pages(size: str, window: MainWindow, qtbot: QtBot, pictures_folder: Path) -> None:
    def take(name: str) -> None:
        (width, height), sharpness = SIZES[size]
        window.resize(width, height)
        made = QPixmap(round(width * sharpness), round(height * sharpness))
        made.setDevicePixelRatio(sharpness)
        window.render(made, QPoint(), QRegion())
        assert made.save(str(pictures_folder / f"{name}-{size}.png"))

    take("tong-quan")
    for key, name in ((4, "gioi-thieu"), (5, "mo-hinh")):
        page = window.go(key)
        take(name)
        page.open_record(page.list.shown[0])
        take(f"{name}-ban-ghi")
        page.new_record()
        page.record.save_record()
        take(f"{name}-moi")
        page.record.leave()
    figures: Any = window.go(7)
    qtbot.waitUntil(figures.export.isEnabled)
    take("so-lieu")

"""Pictures of every page at both sizes an office has, for a person to look at."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QPixmap, QRegion
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dandan_desktop.ui.main_window import MainWindow

SIZES = {"1366": ((1366, 768), 1.0), "1920": ((1280, 720), 1.5)}

pytestmark = pytest.mark.pictures


def picture(widget: QWidget, size: str, name: str, folder: Path) -> None:
    (width, height), sharpness = SIZES[size]
    widget.resize(width, height)
    made = QPixmap(round(width * sharpness), round(height * sharpness))
    made.setDevicePixelRatio(sharpness)
    widget.render(made, QPoint(), QRegion())
    assert made.save(str(folder / f"{name}-{size}.png"))


@pytest.mark.parametrize("size", SIZES)
def test_catalogue(size: str, window: MainWindow, qtbot: QtBot, pictures_folder: Path) -> None:
    page = window.go(8)
    for table in ("people", "officials", "units", "bodies", "codes"):
        page.tabs.setCurrentIndex(("people", "officials", "units", "bodies", "codes").index(table))
        picture(window, size, f"danh-muc-{table}", pictures_folder)
        rows = page.page(table).list.shown
        page.show_record(table, rows[1])
        page.page(table).record.toggle_history()
        picture(window, size, f"danh-muc-{table}-ban-ghi", pictures_folder)
        page.page(table).new_record()
        page.page(table).record.save_record()
        picture(window, size, f"danh-muc-{table}-moi", pictures_folder)
        page.page(table).record.leave()


@pytest.mark.parametrize("size", SIZES)
def test_setup(size: str, window: MainWindow, pictures_folder: Path) -> None:
    page = window.go(9)
    for place in range(page.tabs.count()):
        page.tabs.setCurrentIndex(place)
        picture(window, size, f"thiet-lap-{place}", pictures_folder)

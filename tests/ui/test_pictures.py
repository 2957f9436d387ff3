"""Pictures of every page at both sizes an office has, for a person to look at."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint
from PySide6.QtGui import QPixmap, QRegion
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dandan_desktop import settings
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.services import practice
from dandan_desktop.ui import theme
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.office_pane import OWN, OfficePane
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.start import StartWindow
from tests.ui.conftest import Made

SIZES = {"1366": ((1366, 768), 1.0), "1920": ((1280, 720), 1.5)}

pytestmark = pytest.mark.pictures


def picture(widget: QWidget, size: str, name: str, folder: Path) -> None:
    (width, height), sharpness = SIZES[size]
    widget.resize(width, height)
    for _ in range(3):  # what a pass of the event loop lays out and takes away
        QCoreApplication.sendPostedEvents(None, 0)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    made = QPixmap(round(width * sharpness), round(height * sharpness))
    made.setDevicePixelRatio(sharpness)
    widget.render(made, QPoint(), QRegion())
    assert made.save(str(folder / f"{name}-{size}.png"))


@pytest.mark.parametrize("size", SIZES)
def test_catalogue(size: str, window: MainWindow, pictures_folder: Path) -> None:
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


@pytest.mark.parametrize("size", SIZES)
def test_frame(size: str, window: MainWindow, session: Session, pictures_folder: Path) -> None:
    page = window.go(8).page("people")
    page.list.table.choose(2)
    page.list.trash(2)
    session.problem_raised.emit(ClerkError(Problem.RECORD_CHANGED, table="people"))
    picture(window, size, "khung-vua-xoa", pictures_folder)
    window.problem.hide()
    window.side.set_folded(is_folded=True)
    window.step_text(1)
    window.step_text(1)
    window.step_text(1)
    page.open_record(page.list.shown[3])
    picture(window, size, "khung-chu-to", pictures_folder)
    window.step_text(0)
    page.list.words.setText("không có ai")
    page.list.refresh()
    page.show_list()
    picture(window, size, "khung-khong-thay", pictures_folder)
    found = window.top.search
    found.setText("nguyen")
    found.look()
    assert found._list.grab().save(str(pictures_folder / f"tim-khap-so-{size}.png"))


@pytest.mark.parametrize("name", ["dark", "contrast"])
def test_other_themes(name: str, session: Session, qapp: QApplication, qtbot: QtBot, pictures_folder: Path) -> None:
    theme.apply(qapp, 100, name)
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.show()
    window.go(8).page("people").open_record(2)
    picture(window, "1366", f"khung-{name}", pictures_folder)
    theme.apply(qapp)


@pytest.mark.parametrize("size", SIZES)
def test_start(size: str, register_file: Made, qtbot: QtBot, pictures_folder: Path) -> None:
    settings.remember(last_register=str(register_file.path))
    start = StartWindow()
    qtbot.addWidget(start)
    start.show()
    picture(start, size, "bat-dau", pictures_folder)
    start.show_unlock(register_file.path.with_name(practice.FILE_NAME))
    start.problem.tell(ClerkError(Problem.WRONG_PASSPHRASE))
    picture(start, size, "mat-khau", pictures_folder)
    start.show_new()
    start.new.make.click()
    picture(start, size, "lap-so", pictures_folder)


@pytest.mark.parametrize("size", SIZES)
def test_first_office(size: str, session: Session, qtbot: QtBot, pictures_folder: Path) -> None:
    with session.store.change("choose_office"):
        session.store.put_fact("office", "")
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.show()
    picture(window, size, "chon-co-quan", pictures_folder)
    pane = window.stack.currentWidget()
    assert isinstance(pane, OfficePane)
    pane.choice.set_value(OWN)
    pane.show_choice()
    picture(window, size, "chon-co-quan-khac", pictures_folder)

"""Pictures of the help, and those the help itself shows, which are made here so that they never age."""

import os
import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QImage, QPixmap, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QTabBar,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from dandan_desktop.services import help_pages
from dandan_desktop.ui import theme
from dandan_desktop.ui.help_pane import HelpPane
from dandan_desktop.ui.help_place import HelpPlace, HelpWindow
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.start import StartWindow
from dandan_desktop.ui.trouble_box import TroubleBox
from tests.ui.conftest import Made
from tests.ui.drivers.keys import focused
from tests.ui.drivers.setup import SetupDriver
from tests.ui.test_pictures import SIZES, SMALLEST, box_picture, cut_off, office_window, picture, practice_office

__all__ = ["office_window", "practice_office"]

pytestmark = pytest.mark.pictures

MOST = 60 * 1024
"""Bytes of one picture: the help shall not make the program large."""
COLOURS = 200
SAME = 0.01
"""The share of a picture that may differ before it is made anew, where its words are the same."""
OTHER = 6.0
"""How far two pictures are `apart` that nobody takes for the same page; a page moved by a dot is 1, another one 8."""
SAID = "said"
"""What a picture is kept with: all that stood on its page."""
_MOMENT = re.compile(r"\d\d/\d\d/\d{4} \d\d:\d\d")


def a_meeting(window: MainWindow) -> Any:
    page = window.go(2).page("meetings")
    page.open_record(page.list.shown[0])
    return page.record.pane


def meetings(window: MainWindow, _: QtBot) -> None:
    window.go(2)


def meeting(window: MainWindow, _: QtBot) -> None:
    a_meeting(window)


def minute_log(window: MainWindow, _: QtBot) -> None:
    a_meeting(window).log.open()


def papers(window: MainWindow, _: QtBot) -> None:
    a_meeting(window).bar.go(8)


def rollups(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(window.go(7).export.isEnabled)


def backups(window: MainWindow, qtbot: QtBot) -> None:
    clerk = SetupDriver(window, qtbot)
    clerk.back_up(1)
    clerk.page.backups.list.report.hide()


MAKERS: dict[str, Callable[[MainWindow, QtBot], None]] = {
    f"{each.__name__}.png": each for each in (meetings, meeting, minute_log, papers, rollups, backups)
}


def drawn(window: MainWindow) -> QImage:
    """The page as it stands in the smallest window, in few colours."""
    window.resize(*theme.SMALLEST)
    for _ in range(8):
        QCoreApplication.sendPostedEvents(None, 0)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    made = QPixmap(window.stack.size())
    made.fill(theme.colours().page)
    window.stack.render(made, QPoint(), QRegion())
    image = made.toImage().convertToFormat(QImage.Format.Format_RGB32)
    dots = Counter(memoryview(image.constBits()).cast("I"))
    colours = [colour for colour, _ in dots.most_common(COLOURS)]
    return image.convertToFormat(QImage.Format.Format_Indexed8, colours, Qt.ImageConversionFlag.ThresholdDither)


def said(window: MainWindow) -> str:
    """What stands on the page in order: words, heads, what fields hold, cells; a moment is not told, it is now."""
    shown = [each for each in window.stack.findChildren(QWidget) if each.isVisible()]
    lines = (" ".join(_MOMENT.sub("", words).split()) for each in shown for words in said_by(each))
    return "\n".join(line for line in lines if line)


def said_by(widget: QWidget) -> Sequence[str]:
    """What one widget says itself."""
    if isinstance(widget, (QLabel, QAbstractButton, QLineEdit)):
        return [widget.text()]
    if isinstance(widget, QPlainTextEdit):
        return [widget.toPlainText()]
    if isinstance(widget, QComboBox):
        return [widget.currentText()]
    if isinstance(widget, QTabBar):
        return [widget.tabText(place) for place in range(widget.count())]
    if isinstance(widget, QHeaderView):
        model, way = widget.model(), widget.orientation()
        return [
            str(model.headerData(place, way)) for place in range(widget.count()) if not widget.isSectionHidden(place)
        ]
    return cells(widget) if isinstance(widget, QTableView | QListView) else []


def cells(view: QTableView | QListView) -> Sequence[str]:
    """What its cells say, row by row."""
    model, root = view.model(), view.rootIndex()
    columns = view.horizontalHeader().count() if isinstance(view, QTableView) else 1
    places = [model.index(row, column, root) for row in range(model.rowCount(root)) for column in range(columns)]
    return [str(words) for place in places if (words := place.data()) is not None]


def changed(kept: QImage, made: QImage) -> float:
    """The share of the dots, every third of them, that differ between two pictures; all of them between two sizes."""
    if kept.size() != made.size():
        return 1.0
    dots = [(x, y) for x in range(0, made.width(), 3) for y in range(0, made.height(), 3)]
    return sum(kept.pixel(*dot) != made.pixel(*dot) for dot in dots) / len(dots)


def apart(kept: QImage, made: QImage) -> float:
    """How much lighter or darker two pictures are in the same place, on the average, from 0 to 255.

    Another font or a line moved by a few dots makes little of it; another page, or other colours, much.
    """
    one, other = (bytes(_small(each).constBits()) for each in (kept, made))
    return sum(abs(first - second) for first, second in zip(one, other, strict=True)) / len(one)


def _small(picture: QImage) -> QImage:
    small = picture.scaled(48, 28, mode=Qt.TransformationMode.SmoothTransformation)
    return small.convertToFormat(QImage.Format.Format_Grayscale8)


@pytest.mark.parametrize("name", MAKERS)
def test_a_picture_the_help_shows_is_what_the_page_says_today(
    name: str, office_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    MAKERS[name](office_window, qtbot)
    image = drawn(office_window)
    assert image.colorCount() > 8
    image.setText(SAID, said(office_window))
    kept = help_pages.folder() / "pictures" / name
    is_old = QImage(str(kept)).text(SAID) != image.text(SAID)
    is_wanted = "DANDAN_PICTURES" in os.environ and (is_old or changed(QImage(str(kept)), image) > SAME)
    file = kept if is_wanted else tmp_path / name
    assert image.save(str(file), "PNG", 0)  # type: ignore[call-overload]
    assert file.stat().st_size <= MOST
    shown = QImage(str(kept))
    assert shown.text(SAID) == image.text(SAID), "the page says something else by now: `dev.py pictures` makes it anew"
    assert abs(shown.width() - image.width()) <= image.width() // 10  # the page is still as the help shows it
    assert apart(shown, image) < OTHER, "the page looks like another one by now"


def test_every_picture_named_in_the_help_is_there_and_every_one_there_is_named() -> None:
    named = {name for topic in help_pages.topics() for name in help_pages.pictures(topic.text)}
    there = {path.name: path for path in (help_pages.folder() / "pictures").iterdir()}
    assert named == set(there) == set(MAKERS)
    assert all(path.stat().st_size <= MOST for path in there.values())


@pytest.mark.parametrize("size", [*SIZES, *SMALLEST])
def test_the_help(size: str, office_window: MainWindow, pictures_folder: Path) -> None:
    office_window.go(2)
    QTest.keyClick(focused(), Qt.Key.Key_F1)
    picture(office_window, size, "tro-giup", pictures_folder)
    pane = office_window.findChildren(HelpPane)[0]
    assert pane.name == "meetings"
    pane.text.verticalScrollBar().setValue(600)
    picture(office_window, size, "tro-giup-duoi", pictures_folder)
    pane.words.setText("phieu khoi phuc")
    QTest.keyClick(pane.words, Qt.Key.Key_Return)
    picture(office_window, size, "tro-giup-tim", pictures_folder)
    pane.words.clear()
    pane.show_page("keys")
    picture(office_window, size, "tro-giup-phim-tat", pictures_folder)


@pytest.mark.parametrize("name", ["dark", "contrast"])
def test_the_help_in_other_themes(
    name: str, office_window: MainWindow, qapp: QApplication, pictures_folder: Path
) -> None:
    theme.apply(qapp, 100, name)
    office_window.go(9)
    QTest.keyClick(focused(), Qt.Key.Key_F1)
    picture(office_window, "1366", f"tro-giup-{name}", pictures_folder)
    theme.apply(qapp)


@pytest.mark.parametrize("size", SIZES)
def test_the_boxes_of_the_help(
    size: str, office_window: MainWindow, tmp_path: Path, pictures_folder: Path, qtbot: QtBot
) -> None:
    office_window.go(1)
    QTest.keyClick(focused(), Qt.Key.Key_F1)
    deeds = office_window.findChildren(HelpPlace)[0].deeds
    for button, name in ((deeds.trouble, "bao-loi"), (deeds.about, "gioi-thieu")):
        button.click()
        box = deeds.box
        assert box is not None
        if isinstance(box, TroubleBox):
            qtbot.waitUntil(box.save.isEnabled)
        assert not cut_off(box)
        box_picture(box, size, name, pictures_folder)
        box.reject()
    deeds._pick = lambda *_: tmp_path / "tro-giup.docx"
    deeds.print_all.click()
    picture(office_window, size, "tro-giup-da-ghi", pictures_folder)


@pytest.mark.parametrize("size", ["1366", "1024"])
def test_the_help_before_the_start_screen(size: str, register_file: Made, qtbot: QtBot, pictures_folder: Path) -> None:
    start = StartWindow(register_file.path)
    qtbot.addWidget(start)
    start.show()
    picture(start, size, "mo-so-tro-giup", pictures_folder)
    qtbot.waitUntil(start.isActiveWindow)
    start.unlock.passphrase.setFocus()
    QTest.keyClick(focused(), Qt.Key.Key_F1)
    box = start.findChildren(HelpWindow)[0]
    assert not cut_off(box)
    box_picture(box, "1366", f"tro-giup-mo-so-{size}", pictures_folder)
    box.reject()
    start.close()

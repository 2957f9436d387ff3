"""Tab meets everything on a page going forward, though a page is entered at its list."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dandan_desktop.ui.main_window import MainWindow

MOST = 60
TAB = Qt.FocusPolicy.TabFocus


def met(start: QWidget) -> list[QWidget]:
    """What has the keyboard after each Tab, until it is back where it began."""
    start.setFocus()
    found: list[QWidget] = []
    while len(found) < MOST:
        now: Any = QApplication.focusWidget()
        if now in found:
            return found
        found.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    raise AssertionError("Tab never came back")


def stops_of(pane: QWidget) -> set[QPushButton | QLineEdit]:
    """The buttons and fields of a pane that the mouse could reach now."""
    found: list[QPushButton | QLineEdit] = [*pane.findChildren(QPushButton), *pane.findChildren(QLineEdit)]
    return {each for each in found if each.isVisible() and each.isEnabled() and each.focusPolicy() & TAB}


def test_all_of_the_pages_of_keeping_the_register(window: MainWindow, qtbot: QtBot) -> None:
    page = window.go(9)
    qtbot.waitUntil(page.backups.list.make.isEnabled, timeout=20_000)
    empty = page.tabs.indexOf(page.trash)
    for place in set(range(page.tabs.count())) - {empty}:
        page.tabs.setCurrentIndex(place)
        wanted = stops_of(page.tabs.currentWidget())
        assert wanted, place
        assert [each.text() for each in wanted - set(met(page.tabs.tabBar()))] == [], place


@pytest.mark.parametrize("key", [2, 4, 5])
def test_the_lists_of_records(window: MainWindow, key: int) -> None:
    shown = window.go(key)
    page = shown.page("meetings") if key == 2 else shown
    found = met(page.list.table)
    assert found[0] is page.list.table
    assert found.index(page.list.words) < found.index(page.list.add)
    assert set(found) >= set(page.list.filters.values())

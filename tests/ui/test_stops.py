"""Tab meets everything on a page going forward, though a page is entered at its list."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dandan_desktop.ui.main_window import MainWindow

MOST = 60


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


def test_the_pages_of_keeping_the_register(window: MainWindow, qtbot: QtBot) -> None:
    page = window.go(9)
    qtbot.waitUntil(page.backups.list.make.isEnabled, timeout=20_000)
    wanted = (
        (0, [page.backups.list.choose, page.backups.list.take_out, page.backups.list.make]),
        (1, [page.users.list.add]),
        (2, [page.journal.words, page.journal.who, page.journal.first, page.journal.last]),
    )
    for place, widgets in wanted:
        page.tabs.setCurrentIndex(place)
        assert set(met(page.tabs.tabBar())) >= {each for each in widgets if each.isEnabled()}


@pytest.mark.parametrize("key", [2, 4, 5])
def test_the_lists_of_records(window: MainWindow, key: int) -> None:
    shown = window.go(key)
    page = shown.page("meetings") if key == 2 else shown
    found = met(page.list.table)
    assert found[0] is page.list.table
    assert found.index(page.list.words) < found.index(page.list.add)
    assert set(found) >= set(page.list.filters.values())

"""S9: copied records are on the clipboard for a minute and no longer, and never after the lock."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dandan_desktop.domain.reasons import Why
from dandan_desktop.ui import clipboard
from dandan_desktop.ui.main_window import MainWindow
from tests.ui.conftest import Made
from tests.ui.drivers.lock import LockDriver


@pytest.fixture
def board(qapp: QApplication) -> Iterator[QClipboard]:
    found = QGuiApplication.clipboard()
    yield found
    for each in qapp.findChildren(clipboard.Copied):
        each._timer.stop()
        each.deleteLater()
    found.clear()


def copy_first(window: MainWindow) -> str:
    """Copy the first person with the keyboard; returns the name."""
    table = window.go(8).page("people").list.table
    table.choose(0)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    return str(table.model().index(0, 0).data())


def test_copied_records_are_gone_after_a_while(
    window: MainWindow, board: QClipboard, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert clipboard.KEPT_FOR == 60_000
    monkeypatch.setattr(clipboard, "KEPT_FOR", 30)
    name = copy_first(window)
    assert name in board.text()
    qtbot.waitUntil(lambda: board.text() == "")


def test_what_somebody_else_copied_meanwhile_stays(window: MainWindow, board: QClipboard) -> None:
    copy_first(window)
    board.setText("của chương trình khác")
    clipboard.clear()
    assert board.text() == "của chương trình khác"


def test_copied_records_stay_out_of_the_history_of_the_clipboard(window: MainWindow, board: QClipboard) -> None:
    copy_first(window)
    formats = board.mimeData().formats()
    assert sum("Clipboard" in each for each in formats) == 3
    assert "text/plain" in formats


def test_the_lock_clears_them(register_file: Made, board: QClipboard, qtbot: QtBot) -> None:
    clerk = LockDriver(register_file, qtbot)
    assert copy_first(clerk.window) in board.text()
    clerk.lock_it(Why.AWAY)
    assert board.text() == ""


def test_a_window_closed_in_good_order_clears_them_too(register_file: Made, board: QClipboard, qtbot: QtBot) -> None:
    clerk = LockDriver(register_file, qtbot)
    copy_first(clerk.window)
    clerk.close()
    assert board.text() == ""

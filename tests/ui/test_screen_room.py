"""A window fits the screen of the office: 1366 × 768 with a task bar."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dandan_desktop.ui import screen_room, theme
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.start import StartWindow

OFFICE = QRect(0, 0, 1366, 720)


def within(window: QWidget, room: QRect) -> bool:
    return room.contains(QRect(window.pos(), window.size() + screen_room.FRAME))


@pytest.mark.parametrize("room", [OFFICE, QRect(0, 48, 1366, 720), QRect(1366, 0, 1280, 680)])
@pytest.mark.parametrize("place", [(0, 0), (900, 500), (-400, -90)])
def test_a_window_is_seen_whole(room: QRect, place: tuple[int, int], qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setMinimumSize(*theme.SMALLEST)
    window.resize(*theme.WINDOW)
    window.move(*place)
    screen_room.fit(window, room)
    assert within(window, room)


def test_a_window_with_room_stays_as_it_is(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 500)
    window.move(60, 40)
    screen_room.fit(window, OFFICE)
    assert window.geometry() == QRect(60, 40, 800, 500)


def test_both_windows_begin_within_their_screen(session: Session, qtbot: QtBot) -> None:
    for window in (StartWindow(), MainWindow(session)):
        qtbot.addWidget(window)
        assert within(window, window.screen().availableGeometry())

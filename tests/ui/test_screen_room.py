"""A window fits the screen of the office: 1366 × 768 with a task bar."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from pytestqt.qtbot import QtBot

from dandan_desktop.ui import screen_room, theme
from dandan_desktop.ui.choice import ChoiceInput, Option
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.picker import Picker
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


def cut_rows(shown: QAbstractItemView) -> list[int]:
    """The rows of a list of which a part is seen, and a part is not."""
    room, model = shown.viewport().rect(), shown.model()
    rows = [shown.visualRect(model.index(row, 0)) for row in range(model.rowCount())]
    return [row for row, each in enumerate(rows) if room.intersects(each) and not room.contains(each)]


@pytest.mark.parametrize("percent", theme.STEPS)
@pytest.mark.parametrize("place", [0.0, 0.3, 0.5, 0.7, 1.0])
def test_a_list_that_drops_down_shows_whole_rows_on_the_screen(
    percent: int, place: float, qapp: QApplication, qtbot: QtBot
) -> None:
    theme.apply(qapp, percent)
    options = [Option(n, f"Dòng thứ {n}") for n in range(60)]
    choice, picker = ChoiceInput(options), Picker(lambda _: options, str)
    screen = qapp.primaryScreen().availableGeometry()
    for box in (choice, picker):
        qtbot.addWidget(box)
        box.resize(300, box.sizeHint().height())
        box.move(screen.left() + 20, screen.top() + round((screen.height() - box.height()) * place))
        box.show()
    choice.showPopup()
    picker.look()
    for shown in (choice.view(), picker._list):
        window = shown.window()
        qtbot.waitUntil(window.isVisible)
        assert shown.viewport().height() >= 3 * theme.row_height()
        assert not cut_rows(shown)
        assert screen.contains(QRect(window.mapToGlobal(QPoint(0, 0)), window.size()))
    choice.hidePopup()
    theme.apply(qapp)

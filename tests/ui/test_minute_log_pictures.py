"""Pictures of each step of taking minutes, at the usual and the smallest size; nothing on them is cut."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dandan_desktop.domain.errors import Problem
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.session import Session
from tests.ui.drivers.keys import press, type_words
from tests.ui.drivers.minute_log import MinuteLogDriver
from tests.ui.test_minute_log import SAID, fresh_meeting
from tests.ui.test_pictures import box_picture, cut_off, picture

pytestmark = pytest.mark.pictures


@pytest.mark.parametrize("size", ["1366", "1024"])
def test_each_step_of_taking_minutes(
    size: str, window: MainWindow, session: Session, qtbot: QtBot, pictures_folder: Path
) -> None:
    picture(window, size, "ghi-bien-ban-0-ban-ghi", pictures_folder)
    clerk = MinuteLogDriver(window, qtbot)
    clerk.open(fresh_meeting(session))
    picture(window, size, "ghi-bien-ban-1-mo", pictures_folder)
    for number in range(6):
        clerk.say(("thu", "mau", "vi", "ngoc du")[number % 4], SAID.format(number))
    clerk.on_last_line(Qt.Key.Key_J)
    clerk.say("thu", "Thống nhất nâng mức hỗ trợ mỗi mô hình lên năm triệu đồng, thực hiện từ quý sau.")
    clerk.on_last_line(Qt.Key.Key_L)
    press(Qt.Key.Key_L, control=True)
    picture(window, size, "ghi-bien-ban-1-se-la-ket-luan", pictures_folder)
    state = clerk.log.entry.state
    assert state.fontMetrics().horizontalAdvance(state.text()) <= state.width(), "the heading is read whole"
    press(Qt.Key.Key_Escape)
    clerk.task("hoi nong dan", ("hoi lien hiep phu nu",), "30/12/2026")
    assert clerk.is_ready()
    window.undo_bar.hide()
    qtbot.waitUntil(lambda: "Thống nhất" in clerk.log.paper.sheet.toPlainText() or size == "1024", timeout=15_000)
    picture(window, size, "ghi-bien-ban-2-cac-dong", pictures_folder)
    type_words("nguyen")
    qtbot.waitUntil(lambda: clerk.field("speaker").is_open)
    picture(window, size, "ghi-bien-ban-3-nguoi-noi", pictures_folder)
    if size == "1366":
        box_picture(clerk.field("speaker")._list, size, "ghi-bien-ban-3-danh-sach", pictures_folder)
    press(Qt.Key.Key_Tab)
    type_words(f"{SAID.format(7)} {SAID.format(8)} {SAID.format(9)}")
    picture(window, size, "ghi-bien-ban-4-dang-go", pictures_folder)
    press(Qt.Key.Key_T, control=True)
    picture(window, size, "ghi-bien-ban-5-nhiem-vu", pictures_folder)
    clerk.field("due_on").setFocus()
    press(Qt.Key.Key_Return)
    picture(window, size, "ghi-bien-ban-6-thieu-chu-tri", pictures_folder)
    refused_and_who_came(clerk, size, pictures_folder)
    assert not cut_off(window)


def refused_and_who_came(clerk: MinuteLogDriver, size: str, pictures_folder: Path) -> None:
    """The steps after a task was asked for."""
    window, session = clerk.window, clerk.window.session
    press(Qt.Key.Key_Escape)
    session.store.fault = Problem.HISTORY_INCOMPLETE
    clerk.field("text").setFocus()
    press(Qt.Key.Key_Return)
    picture(window, size, "ghi-bien-ban-7-bi-tu-choi", pictures_folder)
    session.store.fault = None
    press(Qt.Key.Key_Return)
    clerk.log.people.list.setFocus()
    for _ in range(3):
        press(Qt.Key.Key_Space)
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Up)
    picture(window, size, "ghi-bien-ban-8-diem-danh", pictures_folder)
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_F2)
    picture(window, size, "ghi-bien-ban-9-sua-dong", pictures_folder)
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Backslash, control=True)
    picture(window, size, "ghi-bien-ban-10-gap-ban-in", pictures_folder)
    press(Qt.Key.Key_Escape)
    picture(window, size, "ghi-bien-ban-11-ve-ban-ghi", pictures_folder)

"""Pictures of what the lock, a crash and half-typed records show, for a person to look at."""

import json
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.reasons import STICK, Why, words
from dandan_desktop.services.program_files import Differences
from dandan_desktop.ui.ending_page import EndingPage
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.start import StartWindow
from tests.ui.conftest import Made
from tests.ui.test_pictures import SIZES, picture

pytestmark = pytest.mark.pictures


@pytest.mark.parametrize("size", SIZES)
def test_after_a_crash(size: str, window: MainWindow, pictures_folder: Path) -> None:
    store = window.session.store
    row = store.query("SELECT min(id) FROM people")[0][0]
    for page, at in (("people", row), ("meetings", 0), ("cases", 0)):
        store.keep_draft(page, at, json.dumps({"full_name": "Đoàn Dở Dang"}))
    window.notice.say("Chương trình đã dừng đột ngột lúc 10:32 ngày 22/11/2026; phần đang gõ đã được giữ.")
    window.go(8)
    window.go(1)
    picture(window, size, "ban-nhap", pictures_folder)
    window.show_record("people", row)
    window.built[8].page("people").record.head.note.tell(
        "Hồ sơ đã được sửa sau khi gõ bản nháp này. Hãy đối chiếu trước khi lưu."
    )
    picture(window, size, "ban-nhap-ho-so", pictures_folder)


@pytest.mark.parametrize("size", SIZES)
def test_own_files_that_differ(size: str, window: MainWindow, pictures_folder: Path) -> None:
    window.notice.say_too(STICK)
    found = Differences(("SoDanVan.exe",), ("_internal/python313.dll",), ("version.dll", "a.dll", "b.dll"))
    window.notice.say_too(found.words)
    window.go(1)
    picture(window, size, "tep-chuong-trinh", pictures_folder)


@pytest.mark.parametrize("size", SIZES)
def test_at_the_unlock_page_again(size: str, register_file: Made, qtbot: QtBot, pictures_folder: Path) -> None:
    start = StartWindow(register_file.path)
    qtbot.addWidget(start)
    start.say(words(Why.IDLE, 5, has_typed=True))
    start.show()
    picture(start, size, "khoa-lai", pictures_folder)


@pytest.mark.parametrize("size", SIZES)
def test_worked_on_alone(size: str, window: MainWindow, pictures_folder: Path) -> None:
    page = EndingPage("Đang thay khoá của sổ…")
    window.takeCentralWidget().hide()
    window.setCentralWidget(page)
    picture(window, size, "lam-mot-minh", pictures_folder)
    page.tell(ClerkError(Problem.DISK_FULL, path=window.session.register.path, free=0))
    picture(window, size, "lam-mot-minh-hong", pictures_folder)

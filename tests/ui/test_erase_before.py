"""Before a record is erased for good the box says which backups hold it still, and until when."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dandan_desktop.domain.dates import show_date
from dandan_desktop.services import copies
from dandan_desktop.ui.main_window import MainWindow
from tests.ui.drivers.setup import SetupDriver
from tests.ui.test_pictures import box_picture
from tests.ui.test_trash import erase, in_trash, planned


@pytest.fixture
def clerk(window: MainWindow, qtbot: QtBot) -> SetupDriver:
    return in_trash(window, qtbot)


def test_how_long_backups_hold_it_is_told_before_it_is_erased(clerk: SetupDriver) -> None:
    box = planned(clerk)
    assert box.words.text().endswith("Sổ chưa có bản sao nào, nên không bản sao nào còn giữ nội dung.")
    box.reject()
    clerk.tab("Sao lưu")
    clerk.back_up(1)
    clerk.tab("Thùng rác")
    box = planned(clerk)
    day = copies.gone_on(clerk.window.session.register)
    assert day is not None
    last = box.words.text().splitlines()[-1]
    assert last.startswith("⚠ Xoá xong, bản sao làm trước đó vẫn còn nội dung: 1 ở máy này. Bản sao cuối cùng còn giữ")
    assert f"chậm nhất ngày {show_date(day)}" in last
    assert "Xoá cả trong bản sao…" in last
    erase(box)
    clerk.until(lambda: box.words.text().startswith("Đã xoá vĩnh viễn 1 bản ghi"))
    assert f"chậm nhất ngày {show_date(day)}" in box.words.text()


@pytest.mark.pictures
def test_picture_of_what_backups_hold(clerk: SetupDriver, pictures_folder: Path) -> None:
    clerk.tab("Sao lưu")
    clerk.back_up(1)
    clerk.tab("Thùng rác")
    box_picture(planned(clerk), "1366", "xoa-vinh-vien-bao-truoc", pictures_folder)

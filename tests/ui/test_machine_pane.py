"""Where the register lies is seen among the settings, and its folder opened from there."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dandan_desktop.ui.main_window import MainWindow
from tests.ui.drivers.setup import SetupDriver
from tests.ui.test_pictures import picture


@pytest.mark.pictures
def test_the_register_is_seen_and_its_folder_opened(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, pictures_folder: Path
) -> None:
    opened: list[QUrl] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    clerk = SetupDriver(window, qtbot)
    clerk.tab("Thiết lập")
    pane, path = clerk.page.general.machine, window.session.register.path
    assert pane.register.text() == str(path)
    assert pane.register.isVisible()
    QTest.keyClick(pane.show_register, Qt.Key.Key_Space)
    assert [Path(url.toLocalFile()) for url in opened] == [path.parent]
    picture(window, "1366", "thiet-lap-tep-so", pictures_folder)

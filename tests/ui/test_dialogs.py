"""The box that asks before something that cannot be undone, and the titles of those that choose files."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from dandan_desktop.ui import dialogs
from dandan_desktop.ui.main_window import PRACTICE


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape])
def test_the_first_key_is_the_safe_answer(key: Qt.Key, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    held: list[str] = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        usual = box.defaultButton() if isinstance(box, QMessageBox) else None
        held.append(usual.text() if usual is not None else "")
        QTest.keyClick(box or parent, key)
        if box is not None and box.isVisible():
            box.close()

    QTimer.singleShot(0, answer)
    assert not dialogs.ask(parent, "Bỏ người này?", "Không lấy lại được.", "Bỏ và thay khoá")
    assert held == ["Thôi"]


@pytest.mark.parametrize("is_practice", [True, False])
def test_what_chooses_files_says_in_its_title_that_it_is_the_practice_office(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_practice: bool
) -> None:
    titles: list[str] = []

    def chosen(_: QWidget, title: str, *__: str) -> tuple[str, str]:
        titles.append(title)
        return "", ""

    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, chosen)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *asked: chosen(*asked)[0])
    parent = QWidget()
    qtbot.addWidget(parent)
    usual = QApplication.applicationDisplayName()
    QApplication.setApplicationDisplayName(PRACTICE if is_practice else "")
    try:
        dialogs.pick_package(parent)
        dialogs.pick_new_register(parent, tmp_path / "sổ")
        dialogs.pick_folder(parent, "Chọn thư mục")
    finally:
        QApplication.setApplicationDisplayName(usual)
    plain = ["Chọn bản sao", "Nơi đặt sổ", "Chọn thư mục"]
    assert titles == ([f"SỔ THỰC HÀNH · {each}" for each in plain] if is_practice else plain)

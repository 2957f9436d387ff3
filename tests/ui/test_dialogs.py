"""The box that asks before something that cannot be undone."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from dandan_desktop.ui import dialogs


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

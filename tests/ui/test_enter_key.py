"""Enter presses the button that has the keyboard, as Space does; in a field it is the field's."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dandan_desktop.ui import enter_key
from dandan_desktop.ui.enter_key import EnterKey


@pytest.mark.parametrize("kind", [QPushButton, QToolButton])
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_focused_button_is_pressed(kind: type[QPushButton], key: Qt.Key, qtbot: QtBot) -> None:
    window = QWidget()
    first, button = QLineEdit(), kind()
    layout = QVBoxLayout(window)
    layout.addWidget(first)
    layout.addWidget(button)
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    first.setFocus()
    QTest.keyClick(first, key)
    assert pressed == []
    for count in (1, 2):
        button.setFocus()
        QTest.keyClick(button, key)
        assert len(pressed) == count
        first.setFocus()


def test_in_a_dialog_the_focused_button_is_pressed_and_not_the_default_one(qtbot: QtBot) -> None:
    dialog = QDialog()
    agree, cancel = QPushButton("Xoá"), QPushButton("Thôi")
    cancel.setDefault(True)
    agree.setAutoDefault(False)
    layout = QVBoxLayout(dialog)
    layout.addWidget(agree)
    layout.addWidget(cancel)
    qtbot.addWidget(dialog)
    dialog.show()
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    pressed: list[str] = []
    for button in (agree, cancel):
        button.clicked.connect(lambda _=False, button=button: pressed.append(button.text()))
    agree.setFocus()
    QTest.keyClick(agree, Qt.Key.Key_Return)
    assert pressed == ["Xoá"]


def test_it_is_installed_once(qapp: QApplication) -> None:
    enter_key.install(qapp)
    assert len(qapp.findChildren(EnterKey)) == 1

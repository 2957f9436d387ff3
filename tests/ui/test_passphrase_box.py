"""Caps Lock told from the letters that come, a new passphrase refused below its box, a suggestion and its words."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dandan_desktop.ui import passphrase_box
from dandan_desktop.ui.passphrase_box import NewPassphrase, PassphraseBox, caps_hint, strength_words

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.mark.parametrize(
    "keys, is_on",
    [
        ([("a", NONE)], False),
        ([("A", NONE)], True),
        ([("a", SHIFT)], True),
        ([("A", SHIFT)], False),
        ([("A", NONE), ("1", NONE), (" ", NONE)], True),
        ([("A", NONE), ("b", NONE)], False),
    ],
)
def test_the_letters_tell_whether_caps_lock_is_on(
    keys: list[tuple[str, Qt.KeyboardModifier]], is_on: bool, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passphrase_box, "is_caps_lock_on", lambda: None)
    box = PassphraseBox()
    hint = caps_hint(box)
    for widget in (box, hint):
        qtbot.addWidget(widget)
    for letter, modifier in keys:
        QTest.keyClick(box, letter, modifier)  # type: ignore[call-overload]
    assert hint.isVisible() is is_on
    QTest.keyClick(box, Qt.Key.Key_CapsLock)
    assert hint.isVisible() is not is_on


def test_what_the_system_says_of_caps_lock_holds(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrase_box, "is_caps_lock_on", lambda: True)
    box = PassphraseBox()
    qtbot.addWidget(box)
    told: list[bool] = []
    box.caps_told.connect(told.append)
    QTest.keyClick(box, "a")  # type: ignore[call-overload]
    assert told == [True]


@pytest.mark.parametrize(
    "first, second, below_first, below_second",
    [
        ("ngắn", "ngắn", "Mật khẩu ngắn quá.", ""),
        ("thực hành sổ dân vận", "", "Đây là mật khẩu của sổ thực hành.", ""),
        ("lua vang dong thap muoi", "lua vang", "", "Hai lần nhập mật khẩu không giống nhau."),
        ("lua vang dong thap muoi", "lua vang dong thap muoi", "", ""),
    ],
)
def test_what_is_refused_stands_below_its_box(
    first: str, second: str, below_first: str, below_second: str, qtbot: QtBot
) -> None:
    asked = NewPassphrase()
    qtbot.addWidget(asked)
    asked.first.setText(first)
    asked.second.setText(second)
    assert (asked.read() == first) is not bool(below_first or below_second)
    for wrong, words in ((asked.first_wrong, below_first), (asked.second_wrong, below_second)):
        assert wrong.words.isVisibleTo(asked) is bool(words)
        assert words in wrong.words.text()


def test_a_suggestion_is_seen_until_it_is_changed(qtbot: QtBot) -> None:
    asked = NewPassphrase()
    qtbot.addWidget(asked)
    asked.suggest.click()
    assert len(asked.first.text().split()) == 5
    assert asked.first.echoMode() is PassphraseBox.EchoMode.Normal
    assert asked.second.text() == ""
    assert asked.read() is None
    QTest.keyClick(asked.first, "x")  # type: ignore[call-overload]
    assert asked.first.echoMode() is PassphraseBox.EchoMode.Password


def test_the_strength_is_told_in_words() -> None:
    assert strength_words() == "Năm tiếng do máy chọn ngẫu nhiên trong hơn 3 triệu tỷ cách ghép: rất khó đoán."


def test_tab_leads_from_the_passphrase_to_the_box_it_is_typed_in_again(qtbot: QtBot) -> None:
    form = NewPassphrase()
    qtbot.addWidget(form)
    form.show()
    with qtbot.waitActive(form):
        form.activateWindow()
    form.first.setFocus()
    QTest.keyClick(form.first, Qt.Key.Key_Tab)
    assert form.focusWidget() is form.second
    QTest.keyClick(form.second, Qt.Key.Key_Tab)
    assert form.focusWidget() is form.suggest

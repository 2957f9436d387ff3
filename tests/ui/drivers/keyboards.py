"""How Vietnamese comes from a keyboard: every way as the events it makes (`domain/vietnamese.md` §7).

UniKey and its like hook the keys: what the clerk strikes is taken away, and Backspace and finished letters are sent as
keys instead. Windows' own keyboards send finished texts, the older one letters and marks one by one.
"""

import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.drivers.keys import focused

NAME = "Nguyễn Đường"
"""What each of the ways types."""


class Key(NamedTuple):
    """A key, or a letter without one: SendInput gives letters that no key of the layout has (VK_PACKET)."""

    text: str

    def strike(self) -> None:
        is_plain = self.text.isascii()
        _strike(Qt.Key(ord(self.text.upper())) if is_plain else Qt.Key.Key_unknown, self.text)


class Back(NamedTuple):
    """So many Backspaces."""

    times: int

    def strike(self) -> None:
        for _ in range(self.times):
            _strike(Qt.Key.Key_Backspace, "\b")


class Select(NamedTuple):
    """So many letters marked with Shift+Left, which the next letter takes away."""

    times: int

    def strike(self) -> None:
        for _ in range(self.times):
            _strike(Qt.Key.Key_Left, "", Qt.KeyboardModifier.ShiftModifier)


class Paste(NamedTuple):
    """A text put on the clipboard, and Shift+Insert."""

    text: str

    def strike(self) -> None:
        QGuiApplication.clipboard().setText(self.text)
        _strike(Qt.Key.Key_Insert, "", Qt.KeyboardModifier.ShiftModifier)


class Compose(NamedTuple):
    """An unfinished syllable, shown underlined where the cursor stands."""

    text: str

    def strike(self) -> None:
        QApplication.sendEvent(focused(), QInputMethodEvent(self.text, []))


class Commit(NamedTuple):
    """A finished text, in place of so many letters before the cursor."""

    text: str
    instead: int = 0

    def strike(self) -> None:
        event = QInputMethodEvent("", [])
        event.setCommitString(self.text, -self.instead, self.instead)
        QApplication.sendEvent(focused(), event)


Stroke = Key | Back | Select | Paste | Compose | Commit


def keys(letters: str) -> tuple[Stroke, ...]:
    return tuple(map(Key, letters))


def composed(*syllables: str) -> tuple[Stroke, ...]:
    return tuple(map(Compose, syllables))


_TELEX = (
    *keys("Nguye"), Back(1), *keys("ê"), Back(1), *keys("ễ"), *keys("n D"), Back(1), *keys("Đu"), Back(1), *keys("ưo"),
    Back(1), *keys("ơng"), Back(3), *keys("ờng"),
)  # fmt: skip
_TELEX_TONE_LAST = (
    *keys("Nguyen"), Back(2), *keys("ên"), Back(2), *keys("ễn"), *keys(" Duong"), Back(5), *keys("Đuong"), Back(4),
    *keys("ương"), Back(3), *keys("ờng"),
)  # fmt: skip
_TELEX_TAKEN_BACK = (  # three e: the clerk wanted them plain, then corrects herself
    *keys("Nguye"), Back(1), *keys("ê"), Back(1), *keys("ee"), Back(2), *keys("e"), Back(1), *keys("ễ"), *keys("nn"),
    Back(1), *keys(" Đường"),
)  # fmt: skip
_COMPOSITE = (  # UniKey set to “Unicode tổ hợp”: each mark is a letter of its own
    *keys("Nguye"), Back(1), *keys("e\u0302"), Back(2), *keys("e\u0302\u0303"), *keys("n D"), Back(1), *keys("Đu"),
    Back(1), *keys("u\u031bo"), Back(1), *keys("o\u031bng"), Back(4), *keys("o\u031b\u0300ng"),
)  # fmt: skip
_AGAINST_SUGGESTIONS = (  # OpenKey: an empty letter ends what a browser might have suggested
    *keys("Nguye\u202f"), Back(2), *keys("ê\u202f"), Back(2), *keys("ễ"), *keys("n D\u202f"), Back(2), *keys("Đường"),
)  # fmt: skip
_BY_SELECTION = (  # EVKey: Shift+Left marks what is to go
    *keys("Nguye"), Select(1), *keys("ê"), Select(1), *keys("ễ"), *keys("n D"), Select(1), *keys("Đuong"), Select(4),
    *keys("ường"),
)  # fmt: skip
_BY_CLIPBOARD = (*keys("Nguye"), Back(1), Paste("ễ"), *keys("n D"), Back(1), Paste("Đường"))
_WINDOWS = (
    *composed("N", "Ng", "Ngu", "Nguy", "Nguye", "Nguyê", "Nguyễ", "Nguyễn"), Commit("Nguyễn"), Key(" "),
    *composed("D", "Đ", "Đu", "Đư", "Đươ", "Đương", "Đường"), Commit("Đường"),
)  # fmt: skip
_WINDOWS_DECOMPOSED = (
    *composed("N", "Ng", "Nguye"), Commit(unicodedata.normalize("NFD", "Nguyễn ")), *composed("D"),
    Commit(unicodedata.normalize("NFD", "Đường")),
)  # fmt: skip
_WINDOWS_CORRECTING = (
    *composed("Nguye"), Commit("Nguye"), Commit("ê", 1), Commit("ễ", 1), Commit("n "), Commit("Duong"),
    Commit("Đường", 5),
)  # fmt: skip
_WINDOWS_GIVEN_UP = (*composed("Ng", ""), *composed("N", "Ng"), Commit("Ng"), *keys("uy"), Commit("ễn Đường"))
_LETTERS_AND_MARKS = (*keys("Nguyê\u0303n"), *keys(" Đươ\u0300ng"))  # the Vietnamese layout that Windows always had

WAYS: Mapping[str, tuple[Stroke, ...]] = {
    "telex": _TELEX,
    "telex, the tone at the end": _TELEX_TONE_LAST,
    "telex, taken back": _TELEX_TAKEN_BACK,
    "composite letters": _COMPOSITE,
    "against suggestions": _AGAINST_SUGGESTIONS,
    "by selection": _BY_SELECTION,
    "by clipboard": _BY_CLIPBOARD,
    "finished texts": _WINDOWS,
    "finished texts, decomposed": _WINDOWS_DECOMPOSED,
    "finished texts that correct": _WINDOWS_CORRECTING,
    "a syllable given up": _WINDOWS_GIVEN_UP,
    "letters and marks": _LETTERS_AND_MARKS,
}


def _strike(key: Qt.Key, text: str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press and let go of a key as the system does: it goes to the window, whose shortcuts are asked first.

    A letter without a key has no shortcut, and goes straight to the field: QTest would send its first byte.
    """
    for action, kind in (
        (QTest.KeyAction.Press, QEvent.Type.KeyPress),
        (QTest.KeyAction.Release, QEvent.Type.KeyRelease),
    ):
        if text.isascii():
            QTest.sendKeyEvent(action, focused().window().windowHandle(), key, text, held)
        else:
            QApplication.sendEvent(focused(), QKeyEvent(kind, 0, held, text))

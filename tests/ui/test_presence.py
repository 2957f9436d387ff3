"""The messages of Windows, made up: which of them say that the clerk is away."""

import ctypes
import sys
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dandan_desktop.domain.reasons import Why
from dandan_desktop.ui import presence
from dandan_desktop.ui.presence import KIND, POWER, SUSPEND, Message, Presence


class Heard:
    """What was told, and a way to send messages as Windows does: by their address."""

    def __init__(self) -> None:
        self.told: list[Any] = []
        self.filter = Presence(self.told.append, lambda: self.told.append("ending"))

    def send(self, message: int, first: int, kind: bytes = KIND) -> object:
        made = Message(window=0x10, message=message, first=first, second=0, time=1, x=2, y=3)
        return self.filter.nativeEventFilter(kind, ctypes.addressof(made))


@pytest.mark.parametrize(
    ("message", "first", "told"),
    [
        (0x02B1, 0x7, [Why.AWAY]),  # the screen is locked
        (0x02B1, 0x2, [Why.AWAY]),  # another user at the console
        (0x02B1, 0x4, [Why.AWAY]),  # the remote desktop is left
        (0x02B1, 0x8, []),  # unlocked again
        (0x02B1, 0x5, []),  # logged on
        (0x0218, 0x4, [Why.ASLEEP]),
        (0x0218, 0x7, []),  # awake again
        (0x0218, 0xA, []),  # the mains plugged in or out
        (0x0011, 0, ["ending"]),
        (0x0100, 0x7, []),  # a key
        (0x0200, 0x4, []),  # the mouse
    ],
)
def test_only_some_messages_say_that_the_clerk_is_away(message: int, first: int, told: list[object]) -> None:
    heard = Heard()
    assert heard.send(message, first) == (False, 0), "Windows and Qt must hear it too"
    assert heard.told == told


def test_messages_of_other_systems_are_let_pass() -> None:
    heard = Heard()
    heard.send(0x02B1, 0x7, kind=b"xcb_generic_event_t")
    assert heard.told == []


def test_the_message_is_laid_out_as_windows_does_it() -> None:
    assert [getattr(Message, name).offset for name, *_ in Message._fields_] == [0, 8, 16, 24, 32, 36, 40]


def fall_asleep() -> None:
    """Let Windows say to this thread that it goes to sleep; elsewhere nobody says it."""
    if sys.platform == "win32":
        ctypes.windll.user32.PostThreadMessageW(ctypes.windll.kernel32.GetCurrentThreadId(), POWER, SUSPEND, 0)


def test_windows_is_heard_until_the_window_is_gone_and_no_other_system_is(qtbot: QtBot) -> None:
    expected = [Why.ASLEEP] if sys.platform == "win32" else []
    told: tuple[list[Why], list[Why]] = ([], [])
    windows = QWidget(), QWidget()
    qtbot.addWidget(windows[1])
    heard = [presence.listen(window, each.append, print) for window, each in zip(windows, told, strict=True)]
    assert [each is None for each in heard] == [expected == []] * 2
    fall_asleep()
    qtbot.waitUntil(lambda: told == (expected, expected))
    gone: list[bool] = []
    windows[0].destroyed.connect(lambda: gone.append(True))
    windows[0].deleteLater()
    qtbot.waitUntil(lambda: gone == [True])
    fall_asleep()
    qtbot.waitUntil(lambda: told[1] == expected * 2)
    assert told[0] == expected

"""Windows tells that the clerk went away: the screen is locked, the user switched, the PC goes to sleep, or all ends.

The messages come through the one native event filter of the program; elsewhere than on Windows nothing is told.
"""

import ctypes
import sys
from collections.abc import Callable

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication
from PySide6.QtWidgets import QWidget

from dandan_desktop.domain.reasons import Why
from dandan_desktop.marks import override
from dandan_desktop.ui import theme

KIND = b"windows_generic_MSG"
"""What Qt calls a message of Windows."""
POWER, SESSION, ENDING = 0x0218, 0x02B1, 0x0011
"""WM_POWERBROADCAST, WM_WTSSESSION_CHANGE, WM_QUERYENDSESSION."""
CONSOLE_LEFT, REMOTE_LEFT, SCREEN_LOCKED = 0x2, 0x4, 0x7
"""WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT, WTS_SESSION_LOCK."""
SUSPEND = 0x4
"""PBT_APMSUSPEND."""
_REASONS = {
    (SESSION, CONSOLE_LEFT): Why.AWAY,
    (SESSION, REMOTE_LEFT): Why.AWAY,
    (SESSION, SCREEN_LOCKED): Why.AWAY,
    (POWER, SUSPEND): Why.ASLEEP,
}


class Message(ctypes.Structure):
    """The MSG of Windows, up to where the mouse was."""

    _fields_ = (
        ("window", ctypes.c_void_p),
        ("message", ctypes.c_uint32),
        ("first", ctypes.c_size_t),
        ("second", ctypes.c_ssize_t),
        ("time", ctypes.c_uint32),
        ("x", ctypes.c_int32),
        ("y", ctypes.c_int32),
    )


class Presence(QAbstractNativeEventFilter):
    """Hears the messages: `left` is told why the clerk is away, `ending` that Windows is about to end."""

    def __init__(self, left: Callable[[Why], object], ending: Callable[[], object]) -> None:
        super().__init__()
        self._left = left
        self._ending = ending

    @override
    def nativeEventFilter(self, eventType: "QByteArray | bytes | bytearray | memoryview[int]", message: int) -> object:
        if bytes(eventType) == KIND:
            told = Message.from_address(int(message))
            if told.message == ENDING:
                self._ending()
            elif (told.message, told.first) in _REASONS:
                self._left(_REASONS[told.message, told.first])
        return False, 0  # Windows and Qt hear it too


def _forget(heard: Presence) -> None:
    running: QCoreApplication | None = QCoreApplication.instance()
    if running is not None:
        running.removeNativeEventFilter(heard)


def listen(window: QWidget, left: Callable[[Why], object], ending: Callable[[], object]) -> Presence | None:
    """Hear what Windows tells until this window is gone; None where there is no Windows."""
    if sys.platform == "win32":
        heard = Presence(left, ending)
        theme.application().installNativeEventFilter(heard)
        # Taken away here: Python may forget it on another thread, where Qt would leave it among those it calls.
        window.destroyed.connect(lambda: _forget(heard))
        ctypes.windll.wtsapi32.WTSRegisterSessionNotification(ctypes.c_void_p(int(window.winId())), 0)
        return heard
    return None

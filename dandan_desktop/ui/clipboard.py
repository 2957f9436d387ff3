"""Records on the clipboard: kept out of its history, and cleared after a while and when the register is locked."""

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QGuiApplication

from dandan_desktop.digests import blake2b
from dandan_desktop.ui import theme

KEPT_FOR = 60_000
"""Milliseconds copied records stay on the clipboard."""
_NOT_IN_HISTORY = (
    ('application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"', b"1"),
    ('application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"', b"\0\0\0\0"),
    ('application/x-qt-windows-mime;value="CanUploadToCloudClipboard"', b"\0\0\0\0"),
    ("x-kde-passwordManagerHint", b"secret"),
)
"""What asks the clipboard's own history, and its copy on other machines, not to take this."""


class Copied(QObject):
    """Remembers what was copied, by its digest alone, and takes it off the clipboard again."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._digest = b""
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.clear)

    def put(self, text: str) -> None:
        """Copy a text for so long."""
        content = QMimeData()
        content.setText(text)
        for kind, value in _NOT_IN_HISTORY:
            content.setData(kind, value)
        QGuiApplication.clipboard().setMimeData(content)
        self._digest = _digest(text)
        self._timer.start(KEPT_FOR)

    def clear(self) -> None:
        """Empty the clipboard when it still holds what was copied here."""
        self._timer.stop()
        if self._digest and _digest(QGuiApplication.clipboard().text()) == self._digest:
            QGuiApplication.clipboard().clear()
        self._digest = b""


def put(text: str) -> None:
    """Copy records as text; they are gone again after `KEPT_FOR`."""
    application = theme.application()
    (application.findChildren(Copied) or [Copied(application)])[0].put(text)


def clear() -> None:
    """Take off the clipboard what was copied here, if it is still there."""
    for found in theme.application().findChildren(Copied):
        found.clear()


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), 16)

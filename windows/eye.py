"""What a picture of the screen tells without reading it: whether something is drawn, something new, and at rest."""

import struct
from pathlib import Path

from PySide6.QtGui import QImage

HANDFUL = 100
"""So many colours at most has a screen with an empty window; one with words on it has three times as many."""
CARET = 40
"""Rows of pixels at most in which a blinking mark, or one that turns, changes the screen."""
REST = 6
"""So many looks in a row must show the same before a picture is kept."""
_XWD = struct.Struct(">25I")
_STEP = 3


def picture(pixels: Path) -> QImage:
    """What is on a screen of Xvfb, from the file it draws into (an XWD of 32 bits for each pixel)."""
    content = pixels.read_bytes()
    head = _XWD.unpack_from(content)
    width, height, line, colours = head[4], head[5], head[12], head[19]
    start = head[0] + 12 * colours
    return QImage(content[start:], width, height, line, QImage.Format.Format_RGB32).copy()


def rows_apart(one: QImage, other: QImage) -> int:
    """In how many rows of pixels two pictures of one size differ; all of them where the sizes do."""
    if one.size() != other.size():
        return max(one.height(), other.height())
    line = one.bytesPerLine()
    ours, theirs = bytes(one.constBits()), bytes(other.constBits())
    return sum(ours[at : at + line] != theirs[at : at + line] for at in range(0, len(ours), line))


def colours(seen: QImage) -> int:
    """How many colours a picture has, looked at in every third pixel of every third row."""
    rows, columns = range(0, seen.height(), _STEP), range(0, seen.width(), _STEP)
    return len({seen.pixel(column, row) for row in rows for column in columns})


def is_empty(seen: QImage) -> bool:
    """Whether nothing but perhaps an empty window is on a picture of the screen; also of one that could not be read."""
    return colours(seen) <= HANDFUL


class Eye:
    """Watches a screen: gives a picture once it is another than the last one given, and at rest."""

    def __init__(self, pixels: Path) -> None:
        self._pixels = pixels
        self._given: QImage | None = None
        self._last: QImage | None = None
        self._looks = 0

    def look(self) -> QImage | None:
        """Look once; the picture, or None while nothing new is there or it still changes."""
        now = picture(self._pixels)
        is_same = self._last is not None and rows_apart(now, self._last) <= CARET
        self._looks, self._last = self._looks + 1 if is_same else 0, now
        is_new = self._given is None or rows_apart(now, self._given) > CARET
        if self._looks < REST or not is_new:
            return None
        self._looks, self._given = 0, now
        return now

"""Make the program's pictures: `python -m tools.make_app_icon` draws installer/so-dan-van.svg.

It becomes the icon of the programs, and the picture beside the first and the last page of the installer.
"""

import os
import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWING = Path(__file__).resolve().parent.parent / "installer" / "so-dan-van.svg"
SIZES = (16, 20, 24, 32, 40, 48, 64, 256)
"""Pixels wide, as the task bar, the desktop and the lists of Windows ask for them at 100 to 200 per cent."""
_PACKED_FROM = 256
ASIDE = (164, 314)
"""Pixels of the picture beside a page of the installer, as NSIS asks for it."""
_GROUND, _MARGIN = "#f7e9e9", 26


def drawn(size: int) -> QImage:
    """The drawing so many pixels wide."""
    made = QImage(size, size, QImage.Format.Format_ARGB32)
    made.fill(0)
    painter = QPainter(made)
    QSvgRenderer(str(DRAWING)).render(painter)
    painter.end()
    return made


def png(image: QImage) -> bytes:
    """The picture as a PNG file."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(content.data())


def bitmap(image: QImage) -> bytes:
    """The picture as an icon holds small ones: a header, the rows from below, and an empty mask."""
    size = image.width()
    head = struct.pack("<IiiHHIIiiII", 40, size, 2 * size, 1, 32, 0, 0, 0, 0, 0, 0)
    rows = [bytes(image.constScanLine(row))[: 4 * size] for row in reversed(range(size))]
    return head + b"".join(rows) + bytes((size + 31) // 32 * 4 * size)


def icon() -> bytes:
    """The whole icon file."""
    pictures = [png(drawn(size)) if size >= _PACKED_FROM else bitmap(drawn(size)) for size in SIZES]
    place, entries = 6 + 16 * len(SIZES), b""
    for size, picture in zip(SIZES, pictures, strict=True):
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), place)
        place += len(picture)
    return struct.pack("<HHH", 0, 1, len(SIZES)) + entries + b"".join(pictures)


def aside() -> QImage:
    """The drawing on a quiet ground, as high as a page of the installer."""
    made = QImage(*ASIDE, QImage.Format.Format_RGB888)
    made.fill(QColor(_GROUND))
    painter = QPainter(made)
    width = ASIDE[0] - 2 * _MARGIN
    QSvgRenderer(str(DRAWING)).render(painter, QRectF(_MARGIN, _MARGIN, width, width))
    painter.end()
    return made.convertToFormat(QImage.Format.Format_Indexed8)


def main() -> None:
    """Write them beside the drawing."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    DRAWING.with_suffix(".ico").write_bytes(icon())
    aside().save(str(DRAWING.with_suffix(".bmp")), "BMP")  # type: ignore[call-overload]
    del application


if __name__ == "__main__":
    main()

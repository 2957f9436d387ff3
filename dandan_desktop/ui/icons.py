"""Icons: one open line set as SVG (resources/icons), coloured by the theme."""

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap, QPixmapCache

from dandan_desktop import paths
from dandan_desktop.ui import theme


def icon(name: str, colour: str = "", checked: str = "") -> QIcon:
    """An icon by its file name, in the text colour or another, and in another one when checked.

    It is drawn for the sharpest screen there is; on the others Qt makes it smaller.
    """
    sharpness = _sharpness()
    made = QIcon(pixmap(name, colour, sharpness))
    if checked:
        made.addPixmap(pixmap(name, checked, sharpness), QIcon.Mode.Normal, QIcon.State.On)
    return made


def primary_icon(name: str) -> QIcon:
    """An icon of a primary button, readable also while the button is closed."""
    made = icon(name, theme.colours().on_accent)
    made.addPixmap(pixmap(name, theme.colours().second, _sharpness()), QIcon.Mode.Disabled)
    return made


def pixmap(name: str, colour: str = "", sharpness: float = 1.0) -> QPixmap:
    """A picture of an icon, `theme.ICON` wide, at a scale of the screen; drawn once and kept by Qt."""
    colour = colour or theme.colours().text
    key, made = f"{name} {colour} {sharpness}", QPixmap()
    if not QPixmapCache.find(key, made):
        made = _drawn(name, colour, sharpness)
        QPixmapCache.insert(key, made)
    return made


def _drawn(name: str, colour: str, sharpness: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    text = paths.resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(text.replace("currentColor", colour).encode()))
    made = QPixmap(round(theme.ICON * sharpness), round(theme.ICON * sharpness))
    made.setDevicePixelRatio(sharpness)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    renderer.render(painter, QRectF(0, 0, theme.ICON, theme.ICON))
    painter.end()
    return made


def picture_file(name: str) -> str:
    """The file of an icon, as a style sheet names it."""
    return paths.resource("icons", f"{name}.svg").as_posix()


def _sharpness() -> float:
    return max(screen.devicePixelRatio() for screen in QGuiApplication.screens())

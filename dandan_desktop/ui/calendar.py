"""The calendar below a field of a date: weeks from Monday, days named by their number, in the dress of the program."""

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QWidget

from dandan_desktop.ui import theme
from dandan_desktop.ui.icons import icon

_STEPS = (
    ("qt_calendar_prevmonth", "chevron-left", "Tháng trước"),
    ("qt_calendar_nextmonth", "chevron-right", "Tháng sau"),
)
"""Qt's names of the two buttons beside the month, our icons and what they do."""


class Calendar(QCalendarWidget):
    """Opens as a pop-up of the field it belongs to; Qt's own has room for no day of the week."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowFlags(Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setFixedSize(theme.scaled(theme.PANE), theme.scaled(theme.PANE * 4 // 5))
        for day, colour in ((Qt.DayOfWeek.Saturday, theme.colours().text), (Qt.DayOfWeek.Sunday, theme.colours().red)):
            dress = QTextCharFormat()
            dress.setForeground(QColor(colour))
            self.setWeekdayTextFormat(day, dress)
        for name, sign, words in _STEPS:
            step = self.findChild(QToolButton, name)
            if isinstance(step, QToolButton):
                step.setIcon(icon(sign))
                step.setIconSize(QSize(theme.ICON, theme.ICON))
                step.setToolTip(words)
                step.setAccessibleName(words)

    def open_below(self, box: QWidget) -> None:
        """Open below a field, or above it where the screen ends."""
        place, room = box.mapToGlobal(QPoint(0, box.height())), box.screen().availableGeometry()
        if place.y() + self.height() > room.bottom():
            place = box.mapToGlobal(QPoint(0, -self.height()))
        place.setX(max(room.left(), min(place.x(), room.right() - self.width())))
        self.move(place)
        self.show()

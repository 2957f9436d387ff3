"""The head of the roll-up on screen as on paper: groups above, turned titles below."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from dandan_desktop.domain.rollup import Column
from dandan_desktop.marks import override
from dandan_desktop.ui import theme

_LONGEST = 204
_SMALLER = 0.92


class GroupedHeader(QHeaderView):
    """Paints each section's title upright along its column, and the group over the columns it spans."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns: Sequence[Column] = ()
        self._letters = ""
        self._known_tall = 0
        self._known_least: dict[int, int] = {}
        self.setSectionsClickable(False)

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Take the titles and groups of these columns."""
        self._columns = tuple(columns)
        self._letters = ""
        self.updateGeometry()
        self.viewport().update()

    def least(self, section: int) -> int:
        """How wide (pixels) a section must be for its own title and for its group's words on two lines."""
        self._measure()
        if section not in self._known_least:
            self._known_least[section] = max(self._least_of_title(section), self._least_of_group(section))
        return self._known_least[section]

    def _least_of_title(self, section: int) -> int:
        """One line or two of the turned title, marks above and below them included."""
        column, along = self._columns[section], self._tall - 2 * theme.GRID
        metrics = QFontMetrics(self._title_face(column))
        needed = metrics.boundingRect(QRect(0, 0, along, along), Qt.TextFlag.TextWordWrap, column.title)
        return needed.height() + theme.GRID

    def _least_of_group(self, section: int) -> int:
        text = self._columns[section].group
        count = sum(column.group == text for column in self._columns)
        metrics, width, band = QFontMetrics(self._face(is_bold=True)), count * theme.GRID, self._band
        flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
        while True:
            room = QRect(0, 0, width - 2 * theme.GRID, band)
            needed = metrics.boundingRect(room, flags, text)
            if needed.width() <= room.width() and needed.height() <= room.height():
                return -(-width // count)
            width += theme.GRID

    def is_first_of_group(self, section: int) -> bool:
        """Whether another group begins with this column."""
        return section == 0 or self._columns[section].group != self._columns[section - 1].group

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._band + self._tall)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        if not 0 <= logicalIndex < len(self._columns):
            return
        column = self._columns[logicalIndex]
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, QColor(theme.colours().page))
        painter.setPen(QColor(theme.colours().text))
        painter.setFont(self._face(is_bold=True))
        group = self._group_rect(logicalIndex)
        inside = group.adjusted(theme.GRID, 0, -theme.GRID, 0)
        painter.drawText(inside, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, column.group)
        self._paint_lines(painter, rect, logicalIndex)
        self._paint_title(painter, rect, column)
        painter.restore()

    def _paint_title(self, painter: QPainter, rect: QRect, column: Column) -> None:
        painter.setFont(self._title_face(column))
        painter.setPen(QColor(theme.colours().text))
        painter.translate(rect.left(), rect.bottom())
        painter.rotate(-90)
        room = QRect(0, 0, self._tall, rect.width()).adjusted(theme.GRID, 0, -theme.GRID, 0)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(room, flags, column.title)

    def _paint_lines(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.setPen(QColor(theme.colours().line))
        painter.drawLine(rect.left(), rect.top() + self._band, rect.right(), rect.top() + self._band)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        top = rect.top() if self._ends_group(section) else rect.top() + self._band
        painter.drawLine(rect.right(), top, rect.right(), rect.bottom())

    def _ends_group(self, section: int) -> bool:
        return section + 1 == len(self._columns) or self.is_first_of_group(section + 1)

    def _group_rect(self, section: int) -> QRect:
        first = last = section
        while not self.is_first_of_group(first):
            first -= 1
        while not self._ends_group(last):
            last += 1
        left = self.sectionViewportPosition(first)
        right = self.sectionViewportPosition(last) + self.sectionSize(last)
        return QRect(left, 0, right - left, self._band)

    def _face(self, *, is_bold: bool) -> QFont:
        font = QFont(self.font())
        font.setBold(is_bold)
        return font

    def _title_face(self, column: Column) -> QFont:
        font = self._face(is_bold=bool(column.of))
        font.setPointSizeF(font.pointSizeF() * _SMALLER)
        return font

    @property
    def _band(self) -> int:
        """Height of the groups: two lines."""
        return 2 * QFontMetrics(self._face(is_bold=True)).lineSpacing() + theme.GAP

    @property
    def _tall(self) -> int:
        self._measure()
        return self._known_tall

    def _measure(self) -> None:
        """Measure only what is new, titles or letters: each resizing and each column painted asks for the sizes."""
        letters = self.font().key()
        if letters != self._letters:
            self._letters, self._known_tall = letters, self._tall_enough()
            self._known_least.clear()

    def _tall_enough(self) -> int:
        """Height of the turned titles, so that none needs more than two lines."""
        metrics = QFontMetrics(self._face(is_bold=True))
        widths = [metrics.horizontalAdvance(column.title) for column in self._columns]
        longest = max((width * 6 // 10 for width in widths), default=0) + 2 * theme.MARGIN
        return min(longest, theme.scaled(_LONGEST))

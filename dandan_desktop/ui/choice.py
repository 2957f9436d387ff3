"""Choosing one of a few: a drop-down that neither the mouse wheel nor a stray letter changes unseen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from dandan_desktop.marks import override
from dandan_desktop.ui import screen_room, theme

NONE = "—"
_SHOWN_ROWS = 14


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: what is kept and the words for it."""

    value: Any
    words: str


class ChoiceInput(QComboBox):
    """A drop-down over options; a value that is no longer among them is added, so that nothing is lost."""

    changed = Signal()

    def __init__(
        self,
        options: Sequence[Option],
        parent: QWidget | None = None,
        *,
        none: str | None = NONE,
        extra: str = "",
    ) -> None:
        super().__init__(parent)
        self._extra = extra
        if none is not None:
            self.addItem(none, None)
        for option in options:
            self.addItem(option.words, option.value)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.activated.connect(self.changed)

    @property
    def chosen(self) -> Any:
        """The chosen value, as `value()` answers it."""
        return self.value()

    def value(self) -> Any:
        """The chosen value, None for none."""
        found = self.currentData()
        return str(found) if isinstance(found, str) else found

    def set_value(self, value: Any) -> None:
        """Choose a value."""
        place = next((row for row in range(self.count()) if self.itemData(row) == value), -1)
        if place < 0 and value is not None:
            self.addItem(self._extra or str(value), value)
            place = self.count() - 1
        self.setCurrentIndex(max(place, 0))

    def name_extra(self, words: str) -> None:
        """The words for the next value that is not among the options."""
        self._extra = words

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """As Qt does, but words that do not fit end in … and are told by the tool tip."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self)
        words: str = self.currentText()
        option.currentText = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        self.setToolTip(words if option.currentText != words else "")
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    @override
    def showPopup(self) -> None:
        """As Qt does, with no more rows than stand whole on the screen."""
        room = screen_room.rows_beside(self, max(1, self.view().sizeHintForRow(0)), 2 * theme.GRID)
        self.setMaxVisibleItems(max(1, min(_SHOWN_ROWS, max(room))))
        super().showPopup()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

"""The input of each simple kind: a line, prose, lines, a tick, a fixed text. None formats while it is typed in.

Every input has `value()` (what was typed, fit for a draft), `set_value()` (a record's value or what was typed) and
`changed`; text is tidied when the field is left, because changing it under the fingers breaks Telex.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDate, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from dandan_desktop.domain import dates, text
from dandan_desktop.marks import override
from dandan_desktop.ui import theme
from dandan_desktop.ui.elided_box import STAYS, ElidedBox
from dandan_desktop.ui.icons import icon

if TYPE_CHECKING:
    from dandan_desktop.ui.calendar import Calendar

BREAK = "↵"
"""Stands for a line break inside one entry of a list of lines."""
DATE_HINTS = ("ngày/tháng/năm", "ng/th/năm")
_MOST_LINES = 14


class LineInput(ElidedBox):
    """One line; `tidy` gives what was typed its usual form, or raises ValueError and only its letters are composed."""

    changed = Signal()

    def __init__(
        self,
        show: Callable[[Any], str] = str,
        tidy: Callable[[str], str] = text.tidy,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._show = show
        self._tidy = tidy
        self.textEdited.connect(self.changed)
        self.editingFinished.connect(self.settle)

    def value(self) -> str:
        """What was typed, tidied where it could be; the field itself stays as it is under the fingers."""
        return self._tidied()

    def set_value(self, value: Any) -> None:
        """Show a value, or what was once typed."""
        self.setText("" if value is None else value if isinstance(value, str) else self._show(value))
        self.setCursorPosition(0)

    def settle(self) -> None:
        """Give what was typed its usual form."""
        tidied = self._tidied()
        if tidied != self.text():
            self.setText(tidied)

    def _tidied(self) -> str:
        typed = self.text()
        try:
            return self._tidy(typed) if typed else ""
        except ValueError:
            return text.tidy(typed)


class DateInput(LineInput):
    """A date typed as 3/2/26; the picture at its end, F4 or Alt+↓ opens a calendar."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        self._today = today
        super().__init__(dates.show_date, self._shown, parent)
        self.hint(*DATE_HINTS)
        self._calendar: Calendar | None = None
        self._suggested: date | None = None
        opener = QAction(icon("calendar"), self.tr("Mở lịch (F4)"), self)
        opener.triggered.connect(self.open_calendar)
        self.addAction(opener, QLineEdit.ActionPosition.TrailingPosition)

    @override
    def minimumSizeHint(self) -> QSize:
        """Room for a whole date beside the picture."""
        words = self.fontMetrics().horizontalAdvance("00/00/00000")
        return QSize(words + theme.ROW + theme.MARGIN, super().minimumSizeHint().height())

    def suggest(self, day: date | None) -> None:
        """Say a usual day while the field is empty, and open the calendar on it; None takes that back."""
        if day != self._suggested:
            self._suggested = day
            shown = dates.show_date(day) if day else ""
            self.hint(*((f"{self.tr('Gợi ý')} {shown}", f"({shown})") if day else DATE_HINTS))

    def open_calendar(self) -> None:
        """Open the calendar below the field on its date, or the usual one, or today."""
        if self._calendar is None:
            from dandan_desktop.ui.calendar import Calendar

            self._calendar = Calendar(self)
            self._calendar.activated.connect(self._on_calendar_activated)
            self._calendar.clicked.connect(self._on_calendar_activated)
        shown = self._day() or self._suggested or self._today()
        self._calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        self._calendar.open_below(self)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        down = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_F4 or down:
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def _on_calendar_activated(self, day: QDate) -> None:
        self.setText(dates.show_date(date(day.year(), day.month(), day.day())))
        if self._calendar is not None:
            self._calendar.hide()
        self.changed.emit()

    def _shown(self, typed: str) -> str:
        return dates.show_date(dates.read_date(typed, self._today()))

    def _day(self) -> date | None:
        try:
            return dates.read_date(self.text(), self._today())
        except ValueError:
            return None


class ProseInput(QPlainTextEdit):
    """Plain text of many lines; it grows with what is typed and gives Tab to the next field."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None, *, least: int = 2) -> None:
        super().__init__(parent)
        self._least = least
        self._is_told = True
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._on_text_changed)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def value(self) -> Any:
        """What was typed."""
        return text.tidy_prose(self.toPlainText())

    def set_value(self, value: Any) -> None:
        """Show a text."""
        self._put(value or "")

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in STAYS:
            self._settle()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def _settle(self) -> None:
        """Give what was typed its usual form, which can be taken back like any typing."""
        typed = self.toPlainText()
        tidied = text.tidy_prose(typed)
        if tidied == typed:
            return
        cursor, place = self.textCursor(), self.textCursor().position()
        self._is_told = False
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(tidied)
        self._is_told = True
        cursor.setPosition(min(place, len(tidied)))
        self.setTextCursor(cursor)

    def _put(self, shown: str) -> None:
        self._is_told = False
        self.setPlainText(shown)
        self._is_told = True

    def _on_text_changed(self) -> None:
        self._grow()
        if self._is_told:
            self.changed.emit()

    def _grow(self) -> None:
        wanted = self._lines_wanted()
        scrolls = wanted > _MOST_LINES  # a bar that is not needed would narrow the text and so call for itself
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if scrolls else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        lines = max(self._least, min(_MOST_LINES, wanted))
        frame = 2 * (self.frameWidth() + round(self.document().documentMargin())) + 8
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + frame)

    def _lines_wanted(self) -> int:
        """How many lines the text takes at this width, counted no further than can be shown.

        Asking for a block's place lays it out; what was never painted would else count as one line.
        """
        lines, block, layout = 0, self.document().firstBlock(), self.document().documentLayout()
        while block.isValid() and lines <= _MOST_LINES:
            layout.blockBoundingRect(block)
            lines += max(1, block.layout().lineCount())
            block = block.next()
        return lines


class LinesInput(ProseInput):
    """A list of texts, each on a line of its own; a break inside one is shown as ↵ and typed with Shift+Enter."""

    @override
    def value(self) -> list[str] | None:
        lines = self.toPlainText().split("\n")
        return [text.tidy_prose(line.replace(BREAK, "\n")) for line in lines if line.strip()] or None

    @override
    def set_value(self, value: Sequence[str] | str | None) -> None:
        entries = value.split("\n") if isinstance(value, str) else value or ()
        self._put("\n".join(entry.replace("\n", BREAK) for entry in entries))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.insertPlainText(BREAK)
        else:
            super().keyPressEvent(event)


class FlagInput(QCheckBox):
    """Yes or no, with its own words beside it."""

    changed = Signal()

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.clicked.connect(self.changed)

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.isChecked()

    def set_value(self, value: Any) -> None:
        """Tick it or not."""
        self.setChecked(bool(value))


class FixedInput(ElidedBox):
    """A value that is only shown; it is kept as it came."""

    changed = Signal()

    def __init__(self, show: Callable[[Any], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._show = show
        self._value: Any = None
        self.setReadOnly(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def value(self) -> Any:
        """The value as it came."""
        return self._value

    def set_value(self, value: Any) -> None:
        """Show a value."""
        self._value = value
        self.setText("" if value is None else self._show(value))
        self.setCursorPosition(0)

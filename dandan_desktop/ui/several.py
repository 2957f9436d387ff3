"""Choosing several rows of a table: each one chosen stands below the box with a sign to take it out."""

import html
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from dandan_desktop.domain.drafts import Finding
from dandan_desktop.marks import override
from dandan_desktop.ui import theme
from dandan_desktop.ui.picker import Picker


class SeveralInput(QWidget):
    """A box that takes one row after the other; Enter takes one and stays, Backspace in the empty box takes
    the last one out.
    """

    changed = Signal()

    def __init__(self, picker: Picker, named: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picker = picker
        self._named = named
        self._rows: list[int] = []
        self.chosen = QLabel()
        self.chosen.setWordWrap(True)
        self.chosen.setTextFormat(Qt.TextFormat.RichText)
        self.chosen.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addWidget(picker)
        layout.addWidget(self.chosen)
        self.setFocusProxy(picker)
        picker.installEventFilter(self)
        picker.changed.connect(self._on_picker_changed)
        self.chosen.linkActivated.connect(self._on_link_activated)

    def value(self) -> list[Any]:
        """The ids chosen, in order; what was typed and matches nothing stands at the end as text."""
        typed = self.picker.value()
        return [*self._rows, *([typed] if typed not in (None, *self._rows) else [])]

    def set_value(self, value: Any) -> None:
        """Show ids chosen, and what was once typed."""
        self._rows = [each for each in value or () if isinstance(each, int)]
        self.picker.set_value(next((each for each in value or () if isinstance(each, str)), None))
        self._say()

    def findings(self, name: str) -> list[Finding]:
        """What blocks saving a fact that is chosen here: something typed that is no row of the list."""
        typed = [each for each in self.value() if not isinstance(each, int)]
        return [Finding(name, f"Hãy chọn “{each}” trong danh sách.") for each in typed]

    def texts(self) -> list[str]:
        """The names of the rows chosen."""
        return [self._named(row) for row in self._rows]

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.key() == Qt.Key.Key_Backspace and self._rows and not self.picker.text():
            self._take_out(self._rows[-1])
            return True
        is_asked = bool(self.picker.text().strip()) or self.picker.is_open
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and is_asked:
            self.picker.enter()
            return True
        return super().eventFilter(watched, event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self._say()

    def _on_picker_changed(self) -> None:
        row = self.picker.chosen
        if row is not None:
            self._rows += [] if row in self._rows else [row]
            self.picker.set_value(None)
            self._say()
        self.changed.emit()

    def _on_link_activated(self, link: str) -> None:
        self._take_out(int(link))

    def _take_out(self, row: int) -> None:
        self._rows.remove(row)
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        sign = '&nbsp;<a href="{}" style="text-decoration:none">✕</a>' if self.isEnabled() else ""
        names = [
            html.escape(name).replace(" ", "&nbsp;") + sign.format(row)
            for row, name in zip(self._rows, self.texts(), strict=True)
        ]
        self.chosen.setText("&nbsp;&nbsp; ".join(names))
        self.chosen.setVisible(bool(names))

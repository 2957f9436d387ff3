"""Where the keyboard is within a form, in words that outlive the program: what has it, and how far its cursor is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from dandan_desktop.ui.field import Field


@dataclass(frozen=True, slots=True)
class Caret:
    """A place in a form: the fact's name, behind what it stands in; and the letters before the cursor."""

    where: str = ""
    cursor: int = 0

    @classmethod
    def of(cls, kept: Any) -> "Caret":
        """The caret a draft or a place kept; the start of the form for anything else."""
        where, cursor = (kept.get("where"), kept.get("cursor")) if isinstance(kept, dict) else ("", 0)
        return cls(where, cursor) if isinstance(where, str) and isinstance(cursor, int) else cls()

    def kept(self) -> dict[str, Any]:
        """What a draft or a place keeps of it."""
        return {"where": self.where, "cursor": self.cursor}


def cursor_of(widget: QWidget) -> int:
    """The letters before the cursor; 0 for what has none."""
    if isinstance(widget, QLineEdit):
        return widget.cursorPosition()
    return widget.textCursor().position() if isinstance(widget, QPlainTextEdit) else 0


def put_cursor(widget: QWidget, letters: int) -> None:
    """Put the cursor behind so many letters, or at the end of fewer."""
    proxy = widget.focusProxy()
    if proxy is not None:
        widget = proxy
    if isinstance(widget, QLineEdit):
        widget.deselect()
        widget.setCursorPosition(letters)
    elif isinstance(widget, QPlainTextEdit):
        cursor = QTextCursor(widget.document())
        cursor.setPosition(max(0, min(letters, widget.document().characterCount() - 1)))
        widget.setTextCursor(cursor)


def name_within(fields: Mapping[str, Field], focused: QWidget) -> str:
    """The name of the field that has the keyboard, empty for none of them."""
    return next((name for name, field in fields.items() if field.isAncestorOf(focused)), "")


def enter_field(fields: Mapping[str, Field], name: str) -> QWidget | None:
    """Give a field the keyboard, a masked one its button; returns what has it, None when there is no such field."""
    field = fields.get(name)
    if field is None:
        return None
    widget: QWidget = field.entrance
    widget.setFocus()
    return widget

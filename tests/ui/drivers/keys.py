"""Typing as a Vietnamese keyboard does: whole syllables arrive as commit strings, other keys as key events."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


def commit(widget: QWidget, words: str) -> None:
    """Send a finished text to a widget, as an input method does."""
    event = QInputMethodEvent("", [])
    event.setCommitString(words)
    QApplication.sendEvent(widget, event)


def compose(widget: QWidget, syllables: list[str]) -> None:
    """Show each unfinished syllable, then commit the last one."""
    for syllable in syllables:
        QApplication.sendEvent(widget, QInputMethodEvent(syllable, []))
    commit(widget, syllables[-1])


def focused() -> QWidget:
    """Where the keyboard goes now."""
    found: QWidget | None = QApplication.focusWidget()
    assert found is not None
    return found


def type_words(words: str) -> None:
    """Type into whatever has the keyboard."""
    commit(focused(), words)


def press(key: Qt.Key, *, control: bool = False, shift: bool = False, alt: bool = False) -> None:
    """Press a key wherever the keyboard is."""
    modifiers = Qt.KeyboardModifier.NoModifier
    for is_held, modifier in (
        (control, Qt.KeyboardModifier.ControlModifier),
        (shift, Qt.KeyboardModifier.ShiftModifier),
        (alt, Qt.KeyboardModifier.AltModifier),
    ):
        if is_held:
            modifiers |= modifier
    QTest.keyClick(focused(), key, modifiers)

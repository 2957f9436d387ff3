"""Taking minutes in a secretary's words: nothing but keys, wherever the keyboard is."""

from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.meeting_pane import MeetingPane
from dandan_desktop.ui.minute_log import MinuteLog
from tests.ui.drivers.keys import focused, press, type_words
from tests.ui.drivers.noun_page import pane_of


class MinuteLogDriver:
    """A meeting opened from its list and its log, by keyboard alone."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self.qtbot = qtbot

    @property
    def page(self) -> Any:
        return self.window.built[2].page("meetings")

    @property
    def log(self) -> MinuteLog:
        pane = pane_of(self.page, MeetingPane)
        assert pane.log.log is not None
        return pane.log.log

    def open(self, row: int) -> MinuteLog:
        """From anywhere: the page of meetings, the meeting, its log."""
        press(Qt.Key.Key_2, control=True)
        self.page.list.table.choose(self.page.list.shown.index(row))
        press(Qt.Key.Key_Return)
        press(Qt.Key.Key_F7)
        return self.log

    def field(self, name: str) -> Any:
        return self.log.entry.fields[name].input

    def say(self, speaker: str, words: str) -> None:
        """A few letters of the speaker, Tab, what was said, Enter."""
        if speaker:
            type_words(speaker)
        press(Qt.Key.Key_Tab)
        self.write(words)
        press(Qt.Key.Key_Return)

    def write(self, words: str) -> None:
        """Type a text; a line break is typed with Shift+Enter."""
        for number, line in enumerate(words.split("\n")):
            if number:
                press(Qt.Key.Key_Return, shift=True)
            type_words(line)

    def again(self, words: str) -> None:
        """The last speaker goes on."""
        press(Qt.Key.Key_D, control=True)
        self.write(words)
        press(Qt.Key.Key_Return)

    def task(self, owner: str, partners: tuple[str, ...], due: str) -> None:
        """The row that asks for a task, filled and entered."""
        press(Qt.Key.Key_T, control=True)
        type_words(owner)
        press(Qt.Key.Key_Return)
        for each in partners:
            type_words(each)
            press(Qt.Key.Key_Return)
        press(Qt.Key.Key_Return)
        type_words(due)
        press(Qt.Key.Key_Return)

    def on_last_line(self, key: Qt.Key) -> None:
        """Go up to the line recorded last, press a key with Ctrl, and be back in the line under the fingers."""
        press(Qt.Key.Key_Up)
        press(key, control=True)
        if focused() is self.log.view:
            press(Qt.Key.Key_Escape)

    def heading(self) -> str:
        """What stands in front of the line under the fingers."""
        return self.log.entry.state.text()

    def lines(self) -> list[str]:
        """Every line shown: its number, who, what."""
        shown = (*self.log.model.opinions, *self.log.model.conclusions)
        return [f"{line.lead} {line.head}: {line.text}" for line in shown]

    def is_ready(self) -> bool:
        """Whether the next line may be typed at once."""
        return focused() is self.field("speaker") and not self.log.entry.is_changed

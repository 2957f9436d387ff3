"""The page “Sao lưu & thiết lập” in the clerk's words."""

from typing import Any

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.pages.setup import SetupPage

PATIENCE = 20_000


class SetupDriver:
    """Works the backups, the journal and the trash as a clerk does."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self.qtbot = qtbot
        self.page: SetupPage = window.go(9)

    def tab(self, word: str) -> Any:
        """Show a tab by its word."""
        tabs = self.page.tabs
        place = next(n for n in range(tabs.count()) if tabs.tabText(n) == word)
        tabs.setCurrentIndex(place)
        return tabs.currentWidget()

    def until(self, is_so: Any) -> None:
        self.qtbot.waitUntil(is_so, timeout=PATIENCE)

    # Sao lưu

    def read(self) -> None:
        """Wait until the state of the backups was read."""
        self.until(lambda: self.page.backups.status is not None and not self.page.backups.is_busy)

    def press(self, button: QPushButton, result: str) -> None:
        """Press a button of the backups and wait until the page says this."""
        self.read()
        button.click()
        self.until(lambda: result in self.page.backups.list.result.text())
        count = len(self.page.backups.list.copies)
        self.until(lambda: not self.page.backups.is_busy and len(self.page.backups.list.table.texts()) >= count)

    def back_up(self, number: int) -> None:
        self.press(self.page.backups.list.make, f"bản sao số {number}.")
        self.until(lambda: self.listed()[:1] == [str(number)])

    def listed(self) -> list[str]:
        """The numbers of the backups in the list."""
        return [line[0] for line in self.page.backups.list.table.texts()]

    def alarms(self) -> list[tuple[str, str]]:
        """The alarms with how they are dressed."""
        pane = self.page.backups
        items = [pane.list.alarms.itemAt(n) for n in range(pane.list.alarms.count())]
        labels = [each.widget() for each in items if each is not None]
        return [(str(each.property("role")), each.text()) for each in labels if isinstance(each, QLabel)]

    def look_at(self, place: int) -> None:
        """Ask to restore a backup of the list, and wait for the preview."""
        pane = self.page.backups
        pane.list.table.choose(place)
        pane.list.restore.click()
        self.until(lambda: pane.currentWidget() is pane.preview)

    # Nhật ký

    def deeds(self) -> list[str]:
        """What was done, the newest first."""
        return [line[2] for line in self.page.journal.table.texts()]

    def open_deed(self, words: str) -> list[str]:
        """Choose a line of the journal; what it says of old and new."""
        journal = self.page.journal
        journal.table.choose(next(n for n, deed in enumerate(self.deeds()) if words in deed))
        return journal.detail.texts()

    def trashed(self) -> list[list[str]]:
        return self.page.trash.table.texts()

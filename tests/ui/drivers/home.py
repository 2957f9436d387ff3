"""The first page in the clerk's words."""

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dandan_desktop.services.gaps import Gap
from dandan_desktop.ui.elided_link import ElidedLink
from dandan_desktop.ui.pages.home import HomePage
from dandan_desktop.ui.session import Session


class HomeDriver:
    """Reads the lines and opens what they count."""

    def __init__(self, session: Session, qtbot: QtBot) -> None:
        self.opened: list[tuple[str, list[int], str]] = []
        self.begun: list[tuple[str, int]] = []
        self.lacking: list[Gap] = []
        session.records_wanted.connect(lambda table, ids, words: self.opened.append((table, ids, words)))
        session.record_wanted.connect(lambda table, row: self.begun.append((table, row)))
        session.gap_wanted.connect(self.lacking.append)
        self.page = HomePage(session)
        qtbot.addWidget(self.page)
        self.page.resize(1158, 640)
        self.page.show()

    def links(self) -> list[str]:
        """The whole words of each link, also of one with less room than they need."""
        found = self.page.body.findChildren(QPushButton)
        return [button.words if isinstance(button, ElidedLink) else button.text() for button in found]

    def texts(self) -> list[str]:
        return [label.text() for label in self.page.body.findChildren(QLabel) if label.text()]

    def press_at(self, place: int) -> None:
        self.page.body.findChildren(QPushButton)[place].click()

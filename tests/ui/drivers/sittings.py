"""Series and sittings in a clerk's words: the band of gaps, the line of a meeting's series, the blocks of last time."""

from pytestqt.qtbot import QtBot

from dandan_desktop.ui.gaps_band import GapsBand
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.meeting_pane import MeetingPane
from dandan_desktop.ui.next_sitting import ThereBox
from dandan_desktop.ui.plain_page import NounPage
from dandan_desktop.ui.reason_box import ReasonBox
from dandan_desktop.ui.sitting_parts import SittingParts
from tests.ui.drivers.noun_page import pane_of


class SittingsDriver:
    """Reads and works the window."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self._qtbot = qtbot
        self.activate()

    def activate(self) -> None:
        """Give the window the keyboard, as the system does once a box is closed."""
        self.window.activateWindow()
        self._qtbot.waitUntil(self.window.isActiveWindow)

    @property
    def page(self) -> NounPage:
        found = self.window.built[2].page("meetings")
        assert isinstance(found, NounPage)
        return found

    @property
    def band(self) -> GapsBand:
        found = self.page.list.findChild(GapsBand)
        assert isinstance(found, GapsBand)
        return found

    @property
    def parts(self) -> SittingParts:
        return pane_of(self.page, MeetingPane).sitting

    def gaps(self) -> list[str]:
        """The slots told as without a sitting."""
        return [line[0] for line in self.band.table.texts()] if self.band.isVisible() else []

    def reason_box(self) -> ReasonBox:
        assert isinstance(self.band.box, ReasonBox)
        return self.band.box

    def there_box(self) -> ThereBox:
        box = self.parts.bar.box
        assert isinstance(box, ThereBox)
        return box

    def title(self) -> str:
        return self.page.record.head.title.text()

    def field(self, name: str) -> str:
        return str(self.page.record.sheet.fields[name].input.text())

    def said(self, name: str) -> str:
        return str(self.page.record.sheet.fields[name].finding.text())

    def previous(self) -> list[list[str]]:
        """The tasks of the sitting before, as the block shows them."""
        return self.parts.previous.table.texts() if self.parts.previous.isVisible() else []

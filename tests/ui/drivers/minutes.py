"""The band of a meeting's minutes in a clerk's words."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dandan_desktop.domain.meetings import Attendance, Opinion, Vote
from dandan_desktop.services import meetings
from dandan_desktop.services.records import PartEdit
from dandan_desktop.ui.addendum_box import AddendumBox
from dandan_desktop.ui.meeting_pane import MeetingPane
from dandan_desktop.ui.minutes_band import MinutesBand
from dandan_desktop.ui.plain_page import NounPage
from dandan_desktop.ui.print_box import PrintBox
from dandan_desktop.ui.reason_box import ReasonBox
from dandan_desktop.ui.session import Session
from tests.ui.drivers.meetings import loaded
from tests.ui.drivers.noun_page import pane_of


class MinutesDriver:
    """Looks at the band, its check-list and its boxes."""

    def __init__(self, page: NounPage) -> None:
        self.page = page

    @property
    def band(self) -> MinutesBand:
        return pane_of(self.page, MeetingPane).minutes

    def says(self) -> str:
        return self.band.words.text()

    def offers(self) -> list[str]:
        """The words of the deeds that can be done, in the row or in its menu."""
        return [
            each.text().strip()
            for each in (self.band.lock, self.band.reopen, self.band.add, self.band.again)
            if not each.isHidden() and each.isEnabled()
        ]

    def press_in_menu(self, *keys: Qt.Key) -> None:
        """Keys typed into the open menu of deeds."""
        menu = self.page.record.deeds.menu
        assert menu.isVisible()
        for key in keys:
            QTest.keyClick(menu, key)

    def missing(self) -> list[str]:
        gaps = self.band.gaps
        return [line[1] for line in gaps.table.texts()] if gaps.isVisible() else []

    def reason_box(self) -> ReasonBox:
        assert isinstance(self.band.box, ReasonBox)
        return self.band.box

    def lines_box(self) -> AddendumBox:
        assert isinstance(self.band.box, AddendumBox)
        return self.band.box

    def leave_print(self) -> None:
        """Leave the box that asks how to print what was just made."""
        (box,) = [each for each in self.page.findChildren(PrintBox) if each.isVisible()]
        box.reject()

    def versions(self) -> list[str]:
        return [action.text() for action in self.band.menu.actions()]


def gappy(session: Session) -> int:
    """A meeting in which something of every kind is missing."""
    row = loaded(session)
    sitting = meetings.read(session.store, row)

    def edit(record: type[Any], entries: list[Any]) -> PartEdit:
        return PartEdit(sitting.parts[record].before, [(0, entry) for entry in entries])

    parts = {
        **sitting.parts,
        Attendance: edit(
            Attendance, [Attendance(name=name, is_present=name != "Bùi Bích") for name in ("An", "Bình", "Bùi Bích")]
        ),
        Opinion: edit(Opinion, [Opinion(text="Nhất trí", speaker="An"), Opinion(text="Nên làm sớm")]),  # type: ignore[arg-type]
        Vote: edit(Vote, [Vote(item="Thông qua kế hoạch", present=5, for_count=3)]),
    }
    first, second, *_ = sitting.conclusions
    undated = replace(first.tasks[0], task=replace(first.tasks[0].task, due_on=None, is_standing=False))
    dated = tuple(replace(each, task=replace(each.task, is_standing=True)) for each in first.tasks[1:])
    concluded = (replace(first, tasks=(undated, *dated)), replace(second, tasks=()))
    facts = replace(sitting.meeting, starts_at=None, ends_at=None, secretary_name=None, chair_name="Võ Văn An")
    return meetings.save(session.store, replace(sitting, meeting=facts, parts=parts, conclusions=concluded)).row


def back_to(page: QWidget, qtbot: QtBot) -> None:
    """The window has the keyboard again, which the screenless platform does not see to after a box."""
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)

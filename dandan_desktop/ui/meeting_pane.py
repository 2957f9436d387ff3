"""What a meeting has beside its facts, in sections: agenda, who came, reports … conclusions, and its papers."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from dandan_desktop.db.store import Store
from dandan_desktop.domain.catalogue import Code
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.meetings import NO_PERIODS, Meeting, Report
from dandan_desktop.services import meetings, papers
from dandan_desktop.services.meetings import Sitting
from dandan_desktop.services.records import PartEdit
from dandan_desktop.ui import dialogs, meeting_blocks
from dandan_desktop.ui.blocks import BlockList, enter_block, where_in
from dandan_desktop.ui.file_bar import FileBar
from dandan_desktop.ui.follow import UnitFollows
from dandan_desktop.ui.icons import icon
from dandan_desktop.ui.inputs import Desk
from dandan_desktop.ui.minute_log_door import LogDoor
from dandan_desktop.ui.minutes_band import MinutesBand
from dandan_desktop.ui.pane import Pane, Parts
from dandan_desktop.ui.paper_run import PaperRun
from dandan_desktop.ui.papers_pane import PapersPane
from dandan_desktop.ui.part_grid import PartGrid, begun
from dandan_desktop.ui.record_page import RecordPage
from dandan_desktop.ui.sections import Section, SectionBar
from dandan_desktop.ui.sitting_parts import SittingParts
from dandan_desktop.ui.stops import in_order

PERIODS = ("looks_back", "looks_ahead")
_LOG = "log"
_REPORTS, _CONCLUSIONS, _PAPERS = 3, 7, 8
"""The places of these sections."""


class MeetingPane(Pane):
    """Reports and conclusions as blocks, the sections of the page, and printing."""

    def __init__(self, page: RecordPage, pick_folder: dialogs.FolderPicker = dialogs.pick_folder) -> None:
        super().__init__(page)
        self._stays = False
        self._shown: Sitting | None = None
        self._read: tuple[Any, Any] | None = None
        fields = page.sheet.fields
        desk = Desk(
            page.session, page.sheet.day, lambda: fields["unit_id"].input.chosen, is_closed=lambda: page.sheet.is_closed
        )
        self.reports = BlockList(meeting_blocks.REPORTS, desk)
        self.conclusions = BlockList(meeting_blocks.CONCLUSIONS, desk)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.reports)
        layout.addWidget(self.conclusions)
        self.print = QPushButton(icon("printer"), " " + self.tr("In biên bản… (Ctrl+P)"))
        self.minutes = MinutesBand(page, partial(setattr, self, "_stays", True))
        self.sitting = SittingParts(page, partial(setattr, self, "_stays", True))
        self.print.setToolTip(self.tr("Lập biên bản Word rồi in"))
        self.files = FileBar()
        run = PaperRun(page.session, self, pick_folder, self.files)
        self.papers = PapersPane(page, run, partial(setattr, self, "_stays", True))
        self._write = partial(
            run.print_paper,
            ask=self.tr("Chọn thư mục ghi biên bản"),
            words=self.tr("Đang lập biên bản"),
        )
        self.onward = QPushButton()
        self.log = LogDoor(page)
        self.minutes.log_wanted.connect(self.log.open)
        UnitFollows(page.sheet, "convener_id", "unit_id")
        fields["series"].changed.connect(self._show_periods)
        self.print.clicked.connect(self.print_minutes)
        self.minutes.locked.connect(lambda: page.deeds.focus(self.print))
        self.minutes.print_wanted.connect(
            lambda version: self._write(lambda store, folder, _: papers.write_version(store, version, folder))
        )
        self.reports.changed.connect(self._on_changed)
        self.conclusions.changed.connect(self._on_changed)
        self.conclusions.made.connect(self._say)
        for blocks in (self.reports, self.conclusions):
            blocks.rearranged.connect(partial(_order_stops, blocks, self.onward))

    @property
    def is_changed(self) -> bool:
        """Whether a report or a conclusion differs from what was shown."""
        return self.reports.is_changed or self.conclusions.is_changed

    def drafts(self) -> dict[str, Any]:
        """What was typed, fit for JSON."""
        return {"reports": self.reports.drafts(), "conclusions": self.conclusions.drafts()}

    def set_drafts(self, drafts: Any) -> None:
        """Put back what was once typed."""
        self.reports.set_drafts(drafts["reports"])
        self.conclusions.set_drafts(drafts["conclusions"])
        self._show_periods()
        self._say()

    def where(self, focused: QWidget) -> str:
        """The block and the field in it that has the keyboard, empty for none."""
        if found := self.log.where(focused):
            return f"{_LOG}/{found}"
        for name, blocks in (("reports", self.reports), ("conclusions", self.conclusions)):
            if found := where_in(blocks, focused):
                return f"{name}/{found}"
        return ""

    def go_to(self, where: str) -> QWidget | None:
        """Show the section of a field of a block and give it the keyboard."""
        name, _, rest = where.partition("/")
        if name == _LOG:
            return self.log.go_to(rest)
        is_report = name == "reports"
        self.bar.tabs.setCurrentIndex(_REPORTS if is_report else _CONCLUSIONS)
        return enter_block(self.reports if is_report else self.conclusions, rest)

    def show_record(self, kept: Kept[Any] | None) -> None:
        """Show the reports and conclusions of a meeting, None for a new one; another meeting opens at its facts."""
        before = self._shown.kept if self._shown else None
        if not self._stays:
            self.files.hide()
            if kept is None or before is None or before.id != kept.id:
                self.bar.tabs.setCurrentIndex(0)
        self._shown = meetings.read(self.session.store, kept.id) if kept else None
        self.reports.show_entries(meeting_blocks.report_entries(self._shown) if self._shown else ())
        self.conclusions.show_entries(meeting_blocks.conclusion_entries(self._shown) if self._shown else ())
        meeting: Meeting | None = kept.facts if kept else None
        has_text = meeting is not None and bool(meeting.looks_back or meeting.looks_ahead)
        self._set_periods(meeting.series if meeting else None, has_text=has_text)
        self.print.setEnabled(kept is not None)
        self.minutes.show_record(kept)
        self.log.show_record(kept, is_locked=not self.minutes.is_draft)
        self.papers.show_record(kept)
        self.sitting.show_record(kept)
        _lead(self)
        self._stays = False
        self._say()

    def is_sound(self) -> bool:
        """Whether reports and conclusions may be saved; the first section with something wrong is then shown."""
        reports, conclusions = self._typed()
        self._read = None if reports is None or conclusions is None else (reports, conclusions)
        self.bar.go_to_wrong()
        return self._read is not None

    def save(self, store: Store, kept: Kept[Any] | None, facts: Any, parts: Parts) -> Changes:
        """Save the whole meeting as one deed."""
        reports, conclusions = self._read or ((), ())
        before = self._shown.parts[Report].before if self._shown else ()
        edits = {**parts, Report: PartEdit(before, reports)}
        changes = meetings.save(store, Sitting(kept, facts, edits, conclusions))
        self._stays = True
        return changes

    def print_minutes(self) -> None:
        """Ask for a folder and write the minutes there; what is not saved yet is saved first."""
        if not self.page.sheet.is_closed and self.page.sheet.is_changed and self.page.save_record() is None:
            return
        if self.page.kept is not None:
            row, aside = self.page.kept.id, self.tr("bản chưa khoá") if self.minutes.is_draft else ""
            self._write(lambda store, folder, _: papers.write_minutes(store, row, folder), aside=aside)

    def add_conclusion(self) -> None:
        """Go to the conclusions and begin another one, for who may write them."""
        if not self.conclusions.add_button.isEnabled():
            return
        self.bar.go(_CONCLUSIONS)
        self.conclusions.add()

    def add_report(self) -> None:
        """Go to the reports and begin another one, for who may write them."""
        if not self.reports.add_button.isEnabled():
            return
        self.bar.go(_REPORTS)
        self.reports.add()

    def add_task(self) -> None:
        """Give the conclusion that has the keyboard, else the last one, another task; without any, begin one."""
        if not self.conclusions.add_button.isEnabled():
            return
        blocks = self.conclusions.blocks
        here = next((block for block in blocks if block.isAncestorOf(self.page.window().focusWidget())), None)
        block = here or (blocks[-1] if blocks else None)
        if block is None or block.inner is None:
            self.add_conclusion()
            return
        if here is None:
            self.bar.tabs.setCurrentIndex(_CONCLUSIONS)
        block.inner.add()

    def dress(self) -> None:
        """Put buttons, sections and bars on the page."""
        page = self.page
        agenda, people, opinions, votes, weaknesses = page.grids
        sections = (
            Section(self.tr("Thông tin"), page.sheet, page.sheet.focus_first),
            Section(self.tr("Chương trình"), agenda, *_ways(agenda)),
            Section(self.tr("Thành phần"), people, *_ways(people)),
            Section(self.tr("Báo cáo"), self.reports, *_ways_of(self.reports)),
            Section(self.tr("Ý kiến"), opinions, *_ways(opinions)),
            Section(self.tr("Biểu quyết"), votes, *_ways(votes)),
            Section(self.tr("Hạn chế"), weaknesses, *_ways(weaknesses)),
            Section(
                self.tr("Kết luận"),
                self.conclusions,
                *_ways_of(self.conclusions),
                lambda: meeting_blocks.is_odd(self.conclusions),
            ),
            Section(self.tr("Giấy tờ"), self.papers, self.papers.enter),
        )
        page.body.insertWidget(page.body.count() - 1, self.papers)
        page.sheet.attach("papers", self.papers)
        self.bar = bar = SectionBar(sections, page)
        self.sitting.stand(agenda, weaknesses)
        _offer_deeds(self)
        self.stand_above(self.minutes)
        self.stand_above(self.log.rest)
        self.stand_above(bar)
        page.outer.addWidget(self.files)
        page.body.insertWidget(page.body.count() - 1, self.onward, 0, Qt.AlignmentFlag.AlignLeft)
        self.onward.clicked.connect(lambda: bar.go(bar.place + 1))
        self.minutes.opened.connect(lambda: bar.go(bar.place))
        bar.turned.connect(self._on_turned)
        page.sheet.changed.connect(self._say)
        for grid in page.grids:
            grid.model.modelReset.connect(self._say)
        for keys, action in (
            ("Ctrl+P", self.print_minutes), ("Ctrl+L", self.add_conclusion), ("Ctrl+B", self.add_report),
            ("Ctrl+T", self.add_task), ("F9", self.minutes.enter), ("F7", self.log.open),
            ("F8", lambda: bar.go(_PAPERS)),
        ):  # fmt: skip
            made = QShortcut(QKeySequence(keys), page)
            made.activated.connect(action)
        self._on_turned(0)

    def _on_turned(self, place: int) -> None:
        """Offer the next section below the one shown."""
        self.setVisible(place in (_REPORTS, _CONCLUSIONS))
        self.sitting.turn()
        following = self.bar.sections[place + 1 :]
        if following:
            self.onward.setText(f"{self.tr('Tiếp')}: {following[0].word} (Alt+{place + 2})")
        self.onward.setVisible(bool(following))

    def _typed(self) -> tuple[Any, Any]:
        """Reports and conclusions to save, None for those refused.

        What nobody saw stays as it was, but on another day the tasks are judged anew.
        """
        shown, day = self._shown, self.page.sheet.day()
        if shown is not None and self.reports.waiting is not None:
            reports: Any = shown.parts[Report].after
        else:
            reports = meeting_blocks.read_reports(self.reports)
        if shown is not None and self.conclusions.waiting is not None and shown.meeting.held_on == day:
            return reports, shown.conclusions
        return reports, meeting_blocks.read_conclusions(self.conclusions)

    def _on_changed(self) -> None:
        meeting_blocks.warn(self.conclusions)
        self.changed.emit()

    def _say(self) -> None:
        meeting_blocks.warn(self.conclusions)
        self.bar.say()

    def _show_periods(self) -> None:
        fields = self.page.sheet.fields
        self._set_periods(fields["series"].value(), has_text=any(fields[name].value() for name in PERIODS))

    def _set_periods(self, series: Any, *, has_text: bool) -> None:
        """The periods a meeting looks at are asked for where its series has such, and shown where they are written."""
        store = self.session.store
        looks = not isinstance(series, int) or store.of(Code).get(series).facts.group != NO_PERIODS
        for name in PERIODS:
            self.page.sheet.set_shown(name, is_shown=looks or has_text)


def _offer_deeds(pane: MeetingPane) -> None:
    """Put every deed of the meeting into the row of the page and its menu, and its series beside its minutes."""
    minutes, series, deeds = pane.minutes, pane.sitting.bar, pane.page.deeds
    deeds.offer(pane.log.button, minutes.lock, pane.print, minutes.reopen, minutes.add, minutes.again)
    deeds.offer(minutes.number, series.next, series.rule)
    minutes.line.addWidget(series)


def _lead(pane: MeetingPane) -> None:
    """What is needed most: the log and the lock until the minutes are locked, then the paper and what follows."""
    until_locked = (pane.log.button, pane.minutes.lock, pane.print)
    pane.page.deeds.lead(*(until_locked if pane.minutes.is_draft else (pane.print, pane.sitting.bar.next)))


def _order_stops(blocks: BlockList, onward: QWidget) -> None:
    """Tab goes from block to block as they stand, then to the next section."""
    in_order([*blocks.stops(), onward])


def _ways(grid: PartGrid) -> tuple[Callable[[], object], Callable[[], int]]:
    """How a grid takes the keyboard, on its last row (empty where it takes more), and how many rows it has."""

    def focus() -> None:
        grid.table.setFocus()
        grid.table.setCurrentIndex(grid.model.index(grid.model.rowCount() - 1, 0))

    return focus, lambda: begun(grid.model)


def _ways_of(blocks: BlockList) -> tuple[Callable[[], object], Callable[[], int]]:
    """How blocks take the keyboard, and how many there are."""

    def focus() -> None:
        if blocks.blocks:
            blocks.blocks[0].focus_first()
        else:
            blocks.add_button.setFocus()

    return focus, lambda: blocks.count

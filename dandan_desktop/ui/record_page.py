"""One record on a page: its sheet, its parts below, its history beside it; saved with Ctrl+S, left with Esc."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from zlib import crc32

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from dandan_desktop.db.parts import parts_of
from dandan_desktop.db.store import Store
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.facts import Kept, traits
from dandan_desktop.domain.nouns import Noun
from dandan_desktop.marks import override
from dandan_desktop.services import records
from dandan_desktop.services.records import PartEdit
from dandan_desktop.services.speakers import Speaker
from dandan_desktop.ui import permits, theme
from dandan_desktop.ui.caret import Caret
from dandan_desktop.ui.deed_row import DeedRow
from dandan_desktop.ui.dropped_bar import DroppedBar
from dandan_desktop.ui.history_pane import HistoryPane
from dandan_desktop.ui.icons import icon, primary_icon
from dandan_desktop.ui.kin_line import kin_of
from dandan_desktop.ui.links_line import LinksLine, Said
from dandan_desktop.ui.pane import Pane, Parts
from dandan_desktop.ui.part_grid import GridSpec, PartGrid
from dandan_desktop.ui.record_head import RecordHead, closed_words
from dandan_desktop.ui.sections import SectionBar
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.sheet import Sheet, SheetSpec, focus_wrong

SaveWay = Callable[[Store, Kept[Any] | None, Any, Parts], Changes]


@dataclass(frozen=True, slots=True)
class RecordSpec:
    """How a noun's record is edited: its sheet, its own pane, grids for its parts, how it is saved and trashed.

    `preset` answers the facts a new record usually has, `said` the lines below its title (without it, its kin);
    `below` names the deed of the pane that is open to more people than the sheet, and the sentence that tells them;
    `is_closed` says of a record that it is only to read, whoever reads it.
    """

    noun: Noun
    sheet: SheetSpec
    grids: tuple[GridSpec, ...] = ()
    save: SaveWay | None = None
    trash: Callable[[Store, int], Changes] | None = None
    pane: "Callable[[RecordPage], Pane] | None" = None
    preset: Callable[[Session], Mapping[str, Any]] | None = None
    said: Said | None = None
    below: tuple[str, str] | None = None
    is_closed: Callable[[Store, int], bool] | None = None


class RecordPage(QWidget):
    """Shows, edits and saves one record."""

    left = Signal()
    saved = Signal(object)
    turned = Signal()
    """The page beside the record is to be shown in its place, or (`is_beside`) the record again."""

    def __init__(self, session: Session, spec: RecordSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.spec = spec
        named = partial(_named, self)
        self.sheet = Sheet(session, spec.sheet, named=named)
        self.grids = [
            PartGrid(session, grid, day=self.sheet.day, is_closed=lambda: self.sheet.is_closed, named=named)
            for grid in spec.grids
        ]
        self.closes_first: Callable[[], bool] = lambda: False
        """Closes what is open on the record and goes before it when Esc is pressed; False for nothing."""
        self.pane: Any = spec.pane(self) if spec.pane else None  # a `Pane`; its noun's own page knows which
        self.history = HistoryPane(session, spec.noun)
        self.beside: Any = None
        """A page of its own on which this record is worked on, such as its minutes; it keeps its own draft."""
        self.is_beside = False
        self._is_history_wanted = False
        self.links = LinksLine(session, spec.said or kin_of(spec.noun.table))
        self.back = QPushButton(icon("chevron-left"), "")
        self.leads_back = False
        """Whether Esc leads to where the record was asked for, not to the list."""
        self.lead_back(is_on=False)
        self.save = QPushButton(primary_icon("save"), " " + self.tr("Lưu (Ctrl+S)"))
        self.show_history = QPushButton(icon("history"), " " + self.tr("Lịch sử (F6)"))
        self.remove = QPushButton(icon("trash-2"), " " + self.tr("Xoá"))
        self.dropped = DroppedBar(self.sheet)
        self.head = RecordHead(self.dropped)
        self.deeds = DeedRow(self, self.remove, self.show_history)
        self.body = QVBoxLayout()
        self._lay_out()
        self._connect()
        if self.pane is not None:
            self.pane.dress()

    @property
    def kept(self) -> Kept[Any] | None:
        """The record shown; None for a new one."""
        return self.sheet.kept

    def open(self, row: int = 0, preset: Mapping[str, Any] | None = None) -> None:
        """Show a record by its id, or (0) a new one with some facts preset; raises ClerkError RECORD_GONE."""
        store = self.session.store
        kept = store.of(self.spec.noun.record).get(row) if row else None
        self.sheet.is_closed = bool(row and self.spec.is_closed and self.spec.is_closed(store, row))
        parts = parts_of(store, self.spec.noun, row) if row else {}
        for grid in self.grids:
            grid.set_parts(parts.get(grid.spec.record, []))
        if self.pane is not None:
            self.pane.show_record(kept)
        usual = self.spec.preset(self.session) if kept is None and self.spec.preset is not None else {}
        is_restored = self.sheet.open(kept, {**usual, **(preset or {})}, _state_of(parts))
        self.history.setVisible(self._is_history_wanted and bool(row))
        self.history.show_record(row)
        self.show_history.setEnabled(bool(row))
        self.head.say_title(self.spec.noun, kept, store)
        self.links.show_record(row)
        self.head.say_state(self.tr("Bản nháp chưa lưu") if is_restored else "", is_draft=is_restored)
        self._say_note(kept)
        self.deeds.fit()
        if self.sheet.isVisible():  # else another section is shown, and the keyboard stays there
            self.sheet.focus_first()

    def go_to(self, caret: Caret) -> None:
        """Give the keyboard to where it once was; to the first field when that is no longer there."""
        for bar in self.findChildren(SectionBar):
            bar.show_around(self.sheet.drafted.holder(caret.where))
        if not self.sheet.drafted.go_to(caret):
            self.sheet.focus_first()

    def adopt(self, row: int) -> bool:
        """Show what was typed of a record that is gone as a new one; False when nothing was, or one waits already."""
        store, page = self.session.store, self.spec.sheet.page
        typed = store.draft(page, row)
        if typed is None or store.draft(page, 0) is not None:
            return False
        if not (self.session.keep(page, 0, typed) and self.session.keep(page, row, None)):
            return False
        self.open(0)
        self.head.note.tell(self.tr("Hồ sơ của bản nháp này không còn trong sổ. Những gì đã gõ nay là một hồ sơ mới."))
        return True

    def save_record(self) -> Changes | None:
        """Save what is on the page; None when something is refused, which is then shown."""
        facts = self.sheet.read()
        edits = {grid.spec.record: (grid, grid.edits()) for grid in self.grids}
        is_sound = self.pane is None or self.pane.is_sound()
        if facts is None or not is_sound or any(pairs is None for _, pairs in edits.values()):
            self.head.say_state(self.tr("Chưa lưu: xem ô có ✕"), is_draft=True)
            if facts is None:
                focus_wrong(self.sheet)  # it stands above what else was refused
            return None
        parts = {record: PartEdit(grid.before, pairs or []) for record, (grid, pairs) in edits.items()}
        own = self.pane.save if self.pane is not None else self.spec.save
        way: SaveWay = own or partial(_save, noun=self.spec.noun)
        changes = self.session.do(lambda: way(self.session.store, self.kept, facts, parts))
        if changes is not None:
            show_written(self, changes.row or (self.kept.id if self.kept else 0))  # 0: there was nothing to save
            self.saved.emit(changes)
        return changes

    def leave(self) -> None:
        """Go back to the list; what was typed and not saved stays as a draft."""
        self.sheet.keep_draft()
        self.left.emit()

    def lead_back(self, *, is_on: bool) -> None:
        """Lead back to where the record was asked for, or to the list, and say so."""
        self.leads_back = is_on
        self.back.setText(" " + (self.tr("Trở lại (Esc)") if is_on else self.tr("Danh sách (Esc)")))

    def toggle_history(self) -> None:
        """Show or hide the history beside the record; a new one has none yet."""
        if self.kept is not None:
            self._is_history_wanted = not self._is_history_wanted
            self.history.setVisible(self._is_history_wanted)
            self.history.refresh()

    def forget_draft(self) -> None:
        """Throw away what was typed and not saved; a bar offers it back."""
        self.dropped.drop()
        self.open(self.kept.id if self.kept else 0)
        self.dropped.tell()

    def trash(self) -> None:
        """Put the record in the trash and go back to the list."""
        if self.kept is None:
            return
        row, way = self.kept.id, self.spec.trash or partial(_trash, noun=self.spec.noun)
        if self.session.do(lambda: way(self.session.store, row)) is not None:
            self.sheet.drop_draft()
            self.left.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            _on_esc(self)
        else:
            super().keyPressEvent(event)

    def _say_note(self, kept: Kept[Any] | None) -> None:
        """Say what stands between the draft and saving it."""
        is_trashed = kept is not None and kept.deleted_at is not None
        self.save.setEnabled(not is_trashed and not self.sheet.is_closed)
        self.remove.setEnabled(kept is not None and not is_trashed and not self.sheet.is_closed)
        is_closed = not permits.dress(self.save, self.session.store, "save")
        permits.dress(self.remove, self.session.store, "trash")
        closed = closed_words(self.session.store, self.spec.below) if is_closed else ""
        self.head.say_note(is_trashed=is_trashed, is_outdated=self.sheet.drafted.is_outdated, closed=closed)

    def _lay_out(self) -> None:
        theme.mark(self.save, "primary")
        deeds = QHBoxLayout()
        deeds.setSpacing(theme.GAP)
        deeds.addWidget(self.back)
        deeds.addWidget(self.deeds, 1)
        deeds.addWidget(self.save)
        self.history.hide()
        middle = QHBoxLayout()
        middle.setSpacing(theme.MARGIN)
        middle.addWidget(self._scroll(), 1)
        middle.addWidget(self.history)
        self.outer = QVBoxLayout(self)
        self.outer.setContentsMargins(0, 0, 0, 0)
        self.outer.setSpacing(theme.GAP)
        self.outer.addLayout(deeds)
        self.outer.addWidget(self.head)
        self.outer.addWidget(self.links)
        self.outer.addLayout(middle, 1)

    def _scroll(self) -> QScrollArea:
        inside = QWidget()
        theme.mark(inside, "sheet")
        inside.setLayout(self.body)
        self.body.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.MARGIN)
        self.body.setSpacing(theme.MARGIN)
        self.body.addWidget(self.sheet)
        if self.pane is not None:
            self.body.addWidget(self.pane)
        for grid in self.grids:
            self.body.addWidget(grid)
        self.body.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return scroll

    def _connect(self) -> None:
        self.back.clicked.connect(self.leave)
        self.save.clicked.connect(self.save_record)
        self.show_history.clicked.connect(self.toggle_history)
        self.remove.clicked.connect(self.trash)
        self.head.forget.clicked.connect(self.forget_draft)
        self.dropped.put_back.connect(lambda: self.open(self.kept.id if self.kept else 0))
        self.sheet.left.connect(partial(_on_esc, self))
        self.sheet.changed.connect(self._on_changed)
        for grid in self.grids:
            grid.changed.connect(self._on_changed)
            self.sheet.attach(grid.spec.label, grid)
        if self.pane is not None:
            self.sheet.attach("pane", self.pane)
        _shortcut(self, "Ctrl+S", self.save_record)
        _shortcut(self, "F6", self.toggle_history)
        self.session.changed.connect(self._on_session_changed)

    def _on_changed(self) -> None:
        self.head.say_state(self.tr("Bản nháp chưa lưu"), is_draft=True)

    def _on_session_changed(self, changes: Changes) -> None:
        if changes.name == "erase" and self.sheet.drafted.is_erased:
            self.sheet.drop_draft()
            self.left.emit()
            return
        tables = {self.spec.noun.table} | {part.table for part in self.spec.noun.parts}
        is_mine = self.kept is not None and bool(changes.tables & tables)
        if not is_mine or not self.isVisible() or self.sheet.is_changed or any(g.is_changed for g in self.grids):
            return
        row = self.kept.id if self.kept else 0
        if self.session.live(self.spec.noun, row) is not None:
            self.open(row)
        else:
            self.left.emit()


def _named(page: RecordPage) -> list[Speaker]:
    """Whoever is named on a page now, saved or not, but for the name being typed."""
    typed = page.sheet.draft()
    typed |= {name: "" for name, field in page.sheet.fields.items() if field.input.hasFocus()}
    lines = [(grid.spec.record, line) for grid in page.grids for line in grid.model.drafts(with_open=False)]
    return [
        Speaker(line[each.name], *(line.get(name) or "" for name in each.who))
        for record, line in [*lines, (page.spec.sheet.record, typed)]
        for each in traits(record)
        if each.who is not None and line.get(each.name)
    ]


def saved_first(page: RecordPage) -> Kept[Any] | None:
    """The record a deed is to be done with, what was typed of it saved now; None when that was refused."""
    return None if page.sheet.is_changed and page.save_record() is None else page.kept


def show_written(page: RecordPage, row: int) -> None:
    """Show a record once a deed wrote what was typed of it; what is no part of that deed stays, with its caret."""
    has_rest = page.sheet.drafted.hand_on(row)
    page.open(row)
    if has_rest:
        page.sheet.drafted.go_to(page.sheet.drafted.caret)
        page.sheet.drafted.touch()  # kept anew, of the record as it is now


def _on_esc(page: RecordPage) -> None:
    if not page.closes_first():
        page.leave()


def _shortcut(page: QWidget, keys: str, action: Callable[[], object]) -> None:
    made = QShortcut(QKeySequence(keys), page)
    made.activated.connect(action)


def _state_of(parts: Mapping[type[Any], Sequence[Kept[Any]]]) -> str:
    """The state of a record's parts, short: another one after any change of theirs."""
    rows = [(each.id, each.version) for kind in parts.values() for each in kind]
    return f"-{crc32(repr(rows).encode()):x}"


def _save(store: Store, kept: Kept[Any] | None, facts: Any, parts: Parts, noun: Noun) -> Changes:
    return records.save(store, noun, kept, facts, parts)


def _trash(store: Store, row: int, noun: Noun) -> Changes:
    return records.trash(store, noun, row)

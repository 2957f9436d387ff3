"""The list of a noun: filters above, table, total below; what is shown of a figure says so and leads back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.db import lists
from dandan_desktop.db.lists import Filter, Order
from dandan_desktop.db.store import Store
from dandan_desktop.domain import numbers, text
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.facts import REFERENCES, BodyId, trait
from dandan_desktop.domain.nouns import Noun
from dandan_desktop.marks import override
from dandan_desktop.services import records, scopes
from dandan_desktop.ui import permits, sources, theme
from dandan_desktop.ui.choice import ChoiceInput, Option
from dandan_desktop.ui.draft_marks import DraftMarks
from dandan_desktop.ui.icons import primary_icon
from dandan_desktop.ui.only_bar import OnlyBar
from dandan_desktop.ui.picker import Picker
from dandan_desktop.ui.record_model import Column, RecordModel
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.stops import Entrance
from dandan_desktop.ui.table import Table

DEBOUNCE = 200
"""Milliseconds of quiet before the words of the filter are looked for."""
_NARROW, _WIDE = 2, 5
_LETTERS = 10
"""Room for letters that a filter keeps."""
BY_TITLE = Order()
EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class ListSpec:
    """What a list shows and how: columns, facts to filter by, order and what Delete does."""

    noun: Noun
    columns: tuple[Column, ...]
    filters: tuple[str, ...] = ()
    order: Order = BY_TITLE
    wanted: Filter = EVERYTHING
    trash: Callable[[Store, int], Changes] | None = None
    can_add: bool = True
    hint: str = ""
    shares: dict[str, int] | None = None
    yields: tuple[str, ...] = ()
    """The columns that go, the first first, where the window is too narrow for all; they stand in the record."""
    choices: Mapping[str, Sequence[Option]] | None = None
    narrow: Callable[[Sequence[int] | None], Sequence[int] | None] | None = None
    """The only records to list now, None for all: what a page's own filters leave of those of a figure, or of all."""
    beside: tuple[QWidget, ...] = ()
    """Those of the page's own filters that stand beside the others; the page refreshes the list."""


class ListPane(QWidget):
    """Finds, sorts, opens and deletes the records of one noun."""

    opened = Signal(int)
    add_requested = Signal()
    left_only = Signal()
    """The clerk went back from the records of a figure to all of them."""

    def __init__(self, session: Session, spec: ListSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.spec = spec
        self.only: tuple[int, ...] | None = None
        """The records a figure counted, while just they are listed."""
        self._is_stale = True
        self._is_fit = False
        self.words = QLineEdit()
        self.words.setPlaceholderText(self.tr("Tìm trong danh sách (Ctrl+F)"))
        self.words.setClearButtonEnabled(True)
        self.filters = {name: _filter_of(session, spec, name) for name in spec.filters}
        self.add = QPushButton(primary_icon("plus"), " " + self.tr("Thêm mới (Ctrl+N)"))
        theme.mark(self.add, "primary")
        self._may_add = permits.dress(self.add, session.store, "add")
        self.model = RecordModel(session.store, spec.noun, spec.columns, self)
        self.table = Table(spec.noun.table)
        self.table.setModel(self.model)
        self.table.setSortingEnabled(False)
        self.total = QLabel()
        self.total.setObjectName("total")
        self.foot = QHBoxLayout()
        """The line below the table; a page may put a button behind the total."""
        self.empty = QLabel()
        self.empty.setWordWrap(True)
        self.drafts = DraftMarks(self)
        self.only_bar = OnlyBar()
        self._lay_out()
        Entrance(self, self.table, [self.words, *self.filters.values(), *spec.beside, self.add, self.drafts.begun])
        self._timer = QTimer(self, singleShot=True, interval=DEBOUNCE)
        self._timer.timeout.connect(self.refresh)
        self._connect()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh()
        else:
            self.drafts.refresh()
        if not self._is_fit:
            self._is_fit = True
            places = {_key(column): place for place, column in enumerate(self.spec.columns)}
            yields = tuple(places[name] for name in self.spec.yields)
            self.table.fit_columns({n: self._share(column) for n, column in enumerate(self.spec.columns)}, yields)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.only_bar.leads_back:
            self.session.back_wanted.emit()
        else:
            super().keyPressEvent(event)

    @property
    def shown(self) -> Sequence[int]:
        """The ids now listed."""
        return self.model.ids

    def refresh(self, *, is_in_place: bool = False) -> None:
        """Read the list again, the current record staying current; once gone, the first, or what is in its place."""
        self._timer.stop()
        self._is_stale = False
        current, place = self._current(), self.table.currentIndex().row() if is_in_place else 0
        self.model.show(self._wanted())
        self._say_total()
        self.drafts.refresh()
        row = self.model.row_of(current) if current else -1
        if self.model.ids:
            self.table.choose(row if row >= 0 else min(max(place, 0), len(self.model.ids) - 1))

    def show_only(self, ids: Sequence[int] | None, words: str = "") -> None:
        """Show just the records a figure counted, saying which; None shows all again."""
        self.only = None if ids is None else tuple(ids)
        self.only_bar.say(None if ids is None else words)
        self.words.clear()
        for choice in self.filters.values():
            choice.set_value(None)
        self.refresh()

    def trash(self, row: int) -> None:
        """Put the record of a row in the trash."""
        kept = self.model.record(row)
        if kept is None:
            return
        way = self.spec.trash or partial(_trash, noun=self.spec.noun)
        self.session.do(lambda: way(self.session.store, kept.id))

    def _wanted(self) -> Filter:
        picked = {name: choice.chosen for name, choice in self.filters.items()}
        chosen = tuple((name, value) for name, value in picked.items() if value is not None)
        base = self.spec.wanted
        only = self.only if self.spec.narrow is None else self.spec.narrow(self.only)
        return base._replace(
            words=self.words.text(), equal=(*base.equal, *chosen), only=None if only is None else tuple(only)
        )

    def _current(self) -> int:
        kept = self.model.ids
        row = self.table.currentIndex().row()
        return kept[row] if 0 <= row < len(kept) else 0

    def _say_total(self) -> None:
        count, noun = len(self.model.ids), self.spec.noun
        called = noun.label.lower()
        only = scopes.words(self.session.store, noun.table)
        scope = f" · {only.removesuffix('.')}" if only else ""
        self.total.setText(f"{numbers.show_int(count)} {called}{scope}{self._unchosen()}")
        is_filtered = bool(self.words.text().strip() or self._wanted().equal != self.spec.wanted.equal)
        if is_filtered:
            words = self.tr("Không có {noun} nào khớp. Hãy bớt từ tìm kiếm hoặc bỏ bộ lọc.")
        elif not count and self.model.filter.only is not None and lists.ids(self.session.store, noun, self.spec.wanted):
            words = self.tr("Không có {noun} nào ở mục này.")
        else:
            own = self.tr("Chưa có {noun} nào. Bấm “Thêm mới” hoặc Ctrl+N để nhập.")
            words = (self.spec.hint or own) if self._may_add else self.tr("Chưa có {noun} nào.")
            if not count and lists.ids(self.session.store, noun, lists.Filter(trash=True)):
                words += " " + self.tr("Đã xoá? Xem Thùng rác trong Sao lưu & thiết lập.")
        self.empty.setText(f"{words.replace('{noun}', called)} {only}".strip())
        self.empty.setVisible(not count)

    def _unchosen(self) -> str:
        """What is typed in a filter and not chosen, which narrows nothing."""
        boxes = [box for box in self.filters.values() if isinstance(box, Picker) and box.chosen is None]
        typed = ", ".join(f"“{text.tidy(box.text())}”" for box in boxes if text.tidy(box.text()))
        return f" · {self.tr('chưa lọc theo')} {typed}: {self.tr('hãy chọn trong danh sách')}" if typed else ""

    def _lay_out(self) -> None:
        theme.mark(self.total, "second")
        theme.mark(self.empty, "second")
        above = QHBoxLayout()
        above.setSpacing(theme.GAP)
        above.addWidget(self.words, _WIDE)
        for choice in (*self.filters.values(), *self.spec.beside):
            above.addWidget(choice, _NARROW)
        if self.spec.can_add:
            above.addStretch(1)
        above.addWidget(self.add)
        if not self.spec.can_add:
            self.add.hide()
        self.outer = QVBoxLayout(self)
        self.outer.setContentsMargins(0, 0, 0, 0)
        self.outer.setSpacing(theme.GAP)
        self.outer.addLayout(above)
        self.outer.addWidget(self.only_bar)
        self.outer.addWidget(self.drafts.begun, 0, Qt.AlignmentFlag.AlignLeft)
        self.outer.addWidget(self.empty)
        self.outer.addWidget(self.table, 1)
        for told in (self.total, self.drafts.sign, self.drafts.count):
            self.foot.addWidget(told)
        self.foot.addStretch(1)
        self.outer.addLayout(self.foot)

    def _connect(self) -> None:
        order = self.spec.order
        self.model.show(self.spec.wanted._replace(only=(), order=order))
        header = self.table.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        place = next((n for n, column in enumerate(self.spec.columns) if column.name == order.name and order.name), -1)
        header.setSortIndicator(place, _direction(is_descending=order.is_descending))
        header.sortIndicatorChanged.connect(self.model.sort)
        header.sectionResized.connect(self._on_columns_changed)
        header.sectionMoved.connect(self._on_columns_changed)
        header.setSectionsMovable(True)
        self._widths = QTimer(self, singleShot=True, interval=5 * DEBOUNCE)
        self._widths.timeout.connect(self.table.remember_columns)
        self.words.textEdited.connect(self._timer.start)
        self.words.textChanged.connect(self._on_words_changed)
        self.words.returnPressed.connect(self._on_words_returned)
        self.add.clicked.connect(self.add_requested)
        self.table.row_opened.connect(self._on_row_opened)
        self.table.row_deleted.connect(self.trash)
        for choice in self.filters.values():
            choice.changed.connect(self.refresh)
        self.only_bar.all_wanted.connect(self._on_all_wanted)
        self.only_bar.back_wanted.connect(self.session.back_wanted)
        self.session.changed.connect(self._on_session_changed)

    def _share(self, column: Column) -> int:
        wanted = (self.spec.shares or {}).get(_key(column))
        return wanted or (_WIDE if column.trait and column.trait.kind in (str, BodyId) else _NARROW + 1)

    def _on_columns_changed(self) -> None:
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._widths.start()

    def _on_words_changed(self, words: str) -> None:
        if not words:
            self._timer.start()

    def _on_words_returned(self) -> None:
        self.refresh()
        self.table.setFocus()

    def _on_row_opened(self, row: int) -> None:
        self.opened.emit(self.model.ids[row])

    def _on_all_wanted(self) -> None:
        self.show_only(None)
        self.left_only.emit()

    def _on_session_changed(self, changes: Changes) -> None:
        pointed = {"units", "bodies", "codes", "people"}
        if changes.tables & ({self.spec.noun.table} | {part.table for part in self.spec.noun.parts} | pointed):
            if self.isVisible():
                self.refresh(is_in_place=True)
            else:
                self._is_stale = True


def _key(column: Column) -> str:
    """What a column is called in `shares` and `yields`: the fact's name, or a computed one's label."""
    return column.name or column.label


def _filter_of(session: Session, spec: ListSpec, name: str) -> ChoiceInput | Picker:
    each = trait(spec.noun.record, name)
    every = f"{each.fact.label}: {QCoreApplication.translate('ListPane', 'tất cả')}"
    made: ChoiceInput | Picker
    if name in (spec.choices or {}):
        made = ChoiceInput((spec.choices or {})[name], none=every)
    elif each.codes:
        made = ChoiceInput(sources.code_options(session, each), none=every)
    else:
        table, names = REFERENCES[each.kind], session.store.names
        made = Picker(sources.rows(session, each, None), lambda row: names.of(table, row))
        made.hint(each.fact.label)
        made.setToolTip(every)
    if isinstance(made, ChoiceInput):
        made.setMinimumContentsLength(_LETTERS)
    made.setAccessibleName(each.fact.label)
    return made


def _trash(store: Store, row: int, noun: Noun) -> Changes:
    return records.trash(store, noun, row)


def _direction(*, is_descending: bool) -> Qt.SortOrder:
    return Qt.SortOrder.DescendingOrder if is_descending else Qt.SortOrder.AscendingOrder

"""Số liệu & báo cáo: the roll-up of a period on screen, the records behind each number, and the Excel paper."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from dandan_desktop.domain import numbers
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.periods import Period
from dandan_desktop.domain.rollup import Column, RollUp
from dandan_desktop.domain.users import RECORDS, roles_words
from dandan_desktop.marks import override
from dandan_desktop.services import rollups
from dandan_desktop.ui import dialogs, permits, theme
from dandan_desktop.ui.as_of import AsOfField
from dandan_desktop.ui.file_bar import FileBar
from dandan_desktop.ui.icons import primary_icon
from dandan_desktop.ui.page import Page
from dandan_desktop.ui.period_choice import PeriodChoice
from dandan_desktop.ui.rollup_table import RollUpTable
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.work import Work

_COUNTED = frozenset({
    "cases", "case_moves", "initiatives", "initiative_moves", "meetings", "conclusions", "tasks", "units", "bodies",
    "codes", "facts",
})  # fmt: skip
_NOUNS = {"cases": "hồ sơ", "initiatives": "mô hình", "meetings": "cuộc họp", "tasks": "nhiệm vụ"}


class RollUpsPage(Page):
    """Makes the roll-up of the working period on the worker and leads from each number to its records."""

    help_topic = "rollups"

    def __init__(self, session: Session, pick: dialogs.PickNewFile = dialogs.pick_new_file) -> None:
        super().__init__()
        self.session = session
        self._pick = pick
        self._is_stale = True
        self._under_way: Work | None = None
        self.title = QLabel()
        theme.mark(self.title, "title")
        self.period = PeriodChoice(session.period)
        self.as_of = AsOfField(session)
        self.export = QPushButton(primary_icon("file-spreadsheet"), " " + self.tr("Xuất Excel (Ctrl+E)"))
        theme.mark(self.export, "primary")
        self.table = RollUpTable()
        self.setFocusProxy(self.table)
        self.state = QLabel()
        self.state.setWordWrap(True)
        theme.mark(self.state, "second")
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.setMinimumHeight(2 * self.note.fontMetrics().lineSpacing())
        self.note.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.bar = FileBar()
        self._lay_out()
        self._connect()
        self._show_period(session.period)

    @property
    def made(self) -> RollUp | None:
        """The roll-up now shown."""
        return self.table.figures.made

    def refresh(self) -> None:
        """Make the roll-up again on the worker; an earlier one under way no longer counts."""
        self._is_stale = False
        if self._under_way is not None:
            self._under_way.cancel()
        period, as_of = self.session.period, self.as_of.day
        self.state.setText(self.tr("Đang tổng hợp…"))
        self.export.setEnabled(False)
        work = self.session.run(
            lambda store, _: rollups.roll_up(store, period, as_of=as_of),
            lambda made: self._take(work, made),
            words=self.tr("Đang tổng hợp số liệu"),
        )
        self._under_way = work
        work.failed.connect(lambda _: self._fail(work))

    def write(self) -> None:
        """Ask where to, and write the roll-up as a workbook on the worker."""
        made = self.made
        if made is None:
            return
        name = f"bieu-tong-hop-{made.period.code}"
        practising = self.session.register.is_practice
        file = dialogs.pick_workbook(self, self.tr("Xuất biểu tổng hợp"), name, self._pick, is_practice=practising)
        if file is None:
            return
        self.bar.hide()
        self.session.run(
            lambda store, _: rollups.write_roll_up(
                store, made.period, file, as_of=made.as_of, issued=self.session.today
            ),
            self.bar.tell,
            words=self.tr("Đang ghi biểu tổng hợp"),
        )

    def open_cell(self, row: int, column: int) -> None:
        """Ask for the records behind a number."""
        made, line = self.made, self.table.figures.lines[row]
        if made is None or line.row is None or not permits.opens(self.session.store, made.columns[column].table):
            return
        key = made.columns[column]
        table, ids = rollups.cell_records(self.session.store, made, line.row.key, key.key)
        self.session.records_wanted.emit(table, ids, self._words(line.words, key, ids))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def _words(self, unit: str, column: Column, ids: Sequence[int]) -> str:
        period = self.session.period.name
        count, different = len(ids), len(set(ids))
        noun = _NOUNS[column.table]
        counted = f"{numbers.show_int(count)} {self.tr('lượt')}, {numbers.show_int(different)} {noun}"
        number = f"{numbers.show_int(count)} {noun}" if count == different else counted
        return f"{period[:1].upper()}{period[1:]} · {unit} · {column.group} · {column.title}: {number}"

    def _take(self, work: Work, made: RollUp) -> None:
        if work is not self._under_way:
            return
        self._under_way = None
        self.table.show_figures(made)
        self.state.setText(self.tr(_hint(made, can_open=permits.opens(self.session.store, "cases"))))
        self.export.setEnabled(True)

    def _fail(self, work: Work) -> None:
        if work is self._under_way:
            self._under_way = None
            self._is_stale = True
            self.table.show_figures(None)
            self.note.clear()
            self.state.setText(self.tr("Chưa tổng hợp được số liệu của kỳ này."))

    def _show_period(self, period: Period) -> None:
        self.period.show_period(period)
        self.title.setText(f"{self.tr('Biểu tổng hợp')} {period.name}")
        self.as_of.show_period(period)

    def _on_period_changed(self, period: Period) -> None:
        self._show_period(period)
        self._on_stale()

    def _on_stale(self) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._is_stale = True

    def _on_session_changed(self, changes: Changes) -> None:
        if changes.tables & _COUNTED:
            self._on_stale()

    def _on_column_reached(self, column: int) -> None:
        self.note.setText(f"{self.tr('Cột')} ({column + 1}) {self.table.figures.note(column)}")

    def _connect(self) -> None:
        self.period.chosen.connect(self.session.choose_period)
        self.session.period_changed.connect(self._on_period_changed)
        self.session.changed.connect(self._on_session_changed)
        self.as_of.chosen.connect(self._on_stale)
        self.export.clicked.connect(self.write)
        self.table.cell_opened.connect(self.open_cell)
        self.table.column_reached.connect(self._on_column_reached)
        made = QShortcut(QKeySequence("Ctrl+E"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.activated.connect(self.write)

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(theme.GAP)
        top = Qt.AlignmentFlag.AlignTop
        above.addWidget(self.period, 0, top)
        above.addWidget(self.as_of, 1, top)
        above.addWidget(self.export, 0, top)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GAP)
        layout.setSpacing(theme.GAP)
        layout.addLayout(above)
        layout.addWidget(self.title)
        layout.addWidget(self.table, 1)
        for below in (self.note, self.state, self.bar):
            layout.addWidget(below)


def _hint(made: RollUp, *, can_open: bool) -> str:
    if made.only:
        rest = _open_hint(can_open=can_open) if any(made.total.cells) else "Trong kỳ này chưa có hồ sơ nào."
        return f"Chỉ tính hồ sơ của: {made.only}. {rest}"
    if not any(made.total.cells):
        return "Trong kỳ này sổ chưa ghi việc nào; số 0 ở đây là chưa ghi, không phải là không có việc."
    return _open_hint(can_open=can_open)


def _open_hint(*, can_open: bool) -> str:
    opens = "Bấm vào một số, hoặc Enter, để xem các hồ sơ đã đếm."
    closed = f"Chỉ xem số tổng hợp; mở hồ sơ cần quyền {roles_words(RECORDS)}."
    return f"{opens if can_open else closed} Ctrl+C: chép bảng sang Excel."


def rollups_page(session: Session) -> RollUpsPage:
    """The page of figures."""
    return RollUpsPage(session)

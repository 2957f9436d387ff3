"""The check-list before minutes are locked: what is missing, and Enter goes to where it is written."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from dandan_desktop.domain.minutes import Gap
from dandan_desktop.domain.numbers import show_int
from dandan_desktop.ui import theme
from dandan_desktop.ui.icons import icon
from dandan_desktop.ui.labels import prose
from dandan_desktop.ui.left_by_esc import LeftByEsc
from dandan_desktop.ui.lines import Lines
from dandan_desktop.ui.stops import in_order

_MOST = 4
"""Lines in sight at once: the fields they lead to need the room."""


class MinutesGaps(LeftByEsc):
    """Lists the gaps; the clerk may lock all the same, unless a fact is impossible."""

    chosen = Signal(Gap)
    """A gap to go to."""
    lock_wanted = Signal()

    def __init__(self, sections: Mapping[str, str]) -> None:
        super().__init__()
        self.found: Sequence[Gap] = ()
        self._sections = sections
        self.words = prose("", "heading")
        self.table = Lines("minutes_gaps", {"Mục": 2, "Còn thiếu (Enter để đến chỗ ghi)": 10})
        self.lock = QPushButton(icon("lock"), " " + self.tr("Khoá biên bản (Ctrl+Enter)"))
        self.no = QPushButton(self.tr("Thôi (Esc)"))
        theme.mark(self, "card")
        head = QHBoxLayout()
        head.setSpacing(theme.GAP)
        head.addWidget(self.words, 1)
        head.addWidget(self.no)
        head.addWidget(self.lock)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.MARGIN, theme.GAP, theme.MARGIN, theme.GAP)
        layout.setSpacing(theme.GAP)
        layout.addLayout(head)
        layout.addWidget(self.table)
        self.hide()
        self.table.row_opened.connect(lambda row: self.chosen.emit(self.found[row]))
        self.lock.clicked.connect(self.lock_wanted)
        self.no.clicked.connect(self.left)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.lock.click)

    def tell(self, found: Sequence[Gap]) -> None:
        """Show what is missing."""
        self.found = found
        self.table.fill([(self._sections[gap.part], _words(gap)) for gap in found])
        self.table.setVisible(bool(found))
        head = self.table.horizontalHeader().sizeHint().height() + 2 * self.table.frameWidth()
        self.table.setFixedHeight(head + min(len(found), _MOST) * self.table.verticalHeader().defaultSectionSize())
        closed = self.tr("Khoá rồi thì cuộc họp chỉ để xem; muốn sửa phải mở lại và ghi lý do.")
        stops = sum(gap.finding.blocks for gap in found)
        self.lock.setEnabled(not stops)
        if stops:
            self.words.setText(self.tr("Có điều không thể đúng (✕): hãy sửa rồi mới khoá được."))
        elif found:
            self.words.setText(f"{show_int(len(found))} {self.tr('chỗ còn thiếu; vẫn khoá được.')} {closed}")
        else:
            self.words.setText(f"{self.tr('Không thiếu gì.')} {closed}")
        self.show()
        in_order((self.table, self.lock, self.no))

    def enter(self) -> None:
        """Take the keyboard: at the first line, or at the button where nothing is missing."""
        (self.table if self.found else self.lock).setFocus()


def _words(gap: Gap) -> str:
    return f"{'✕' if gap.finding.blocks else '⚠'} {gap.finding.text}"

"""Saying which office a register belongs to: one of the shipped ones valid today, or one typed in."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.db.offices import header_of, heading_body, office
from dandan_desktop.db.paper_styles import kept_on
from dandan_desktop.domain.catalogue import Body
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.nouns import PAPER_STYLES
from dandan_desktop.domain.paper_styles import PaperStyle
from dandan_desktop.services import registers
from dandan_desktop.ui import permits, theme
from dandan_desktop.ui.choice import ChoiceInput, Option
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.sheet import Sheet, SheetSpec

OWN = -1
ROWS = ("name", "kind | unit_id", "parent_id | symbol place", "style |", "header_upper | header_lower")


class OfficePane(QWidget):
    """Choose the office; what the head of its papers prints is shown before it is chosen."""

    chosen = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None, *, is_first: bool = False) -> None:
        super().__init__(parent)
        self.session = session
        title = QLabel(self.tr("Sổ này của cơ quan nào?"))
        theme.mark(title, "title")
        hint = QLabel(self.tr("Tên cơ quan in ở đầu biên bản và biểu tổng hợp. Đổi được bất cứ lúc nào."))
        theme.mark(hint, "second")
        self._present = None if is_first else office(session.store)
        presets = [Option(row, name) for row, name in registers.office_presets(session.store, session.today)]
        if self._present is not None and self._present.id not in {each.value for each in presets}:
            presets.insert(0, Option(self._present.id, self._present.facts.name))
        self.choice = ChoiceInput([*presets, Option(OWN, self.tr("Cơ quan khác, nhập tên…"))], none=None)
        self.choice.setAccessibleName(self.tr("Cơ quan"))
        self.setFocusProxy(self.choice)
        self.header = QLabel()
        theme.mark(self.header, "second")
        self.own = Sheet(session, SheetSpec(Body, ROWS, "own_office", deed="choose_office"))
        has_draft = self.own.open(None)
        self._card = QFrame()
        theme.mark(self._card, "card")
        inside = QVBoxLayout(self._card)
        inside.addWidget(self.own)
        self.take = QPushButton(self.tr("Dùng cơ quan này"))
        self.look = QPushButton(self.tr("Thể thức văn bản…"))
        self.style_words = QLabel()
        layout = QVBoxLayout(self)
        edge = theme.MARGIN if is_first else 0
        layout.setContentsMargins(edge, theme.MARGIN, edge, theme.MARGIN)
        layout.setSpacing(theme.GAP)
        for widget in (title, hint, self.choice, self.header, self._card):
            layout.addWidget(widget)
        layout.addLayout(self._button_row())
        self.look.setHidden(is_first)
        layout.addStretch(1)
        self.choice.changed.connect(self.show_choice)
        self.take.clicked.connect(self.take_office)
        self.look.clicked.connect(self.show_style)
        if has_draft or self._present is not None:
            self.choice.set_value(OWN if self._present is None or has_draft else self._present.id)
        self.show_choice()

    def show_choice(self) -> None:
        """Show the head of the papers of the office chosen, or the form for one's own."""
        row = self.choice.value()
        is_own = row == OWN
        self.take.setEnabled(self._present is None or row != self._present.id)
        permits.dress(self.take, self.session.store, "choose_office")
        self._card.setVisible(is_own)
        self.header.setVisible(not is_own)
        if not is_own and row is not None:
            head = header_of(self.session.store, row)
            lines = " – ".join(" ".join(part.split()) for part in (head.upper, head.lower) if part)
            self.header.setText(f"{self.tr('Tiêu đề văn bản')}: {lines}. {self.tr('Ký hiệu')}: {head.symbol}")
        found = self._style()
        self.style_words.setText(found.facts.name if found else "")
        self.look.setEnabled(found is not None)

    def _button_row(self) -> QHBoxLayout:
        theme.mark(self.take, "primary")
        theme.mark(self.style_words, "second")
        self.look.setToolTip(self.tr("Xem, sao chép và sửa thể thức văn bản của cơ quan"))
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        row.addWidget(self.take)
        row.addWidget(self.look)
        row.addWidget(self.style_words, 1)
        return row

    def show_style(self) -> None:
        """Open the style in which the office's papers are printed today."""
        found = self._style()
        if found is not None:
            self.session.record_wanted.emit(PAPER_STYLES.table, found.id)

    def _style(self) -> Kept[PaperStyle] | None:
        row, store = self.choice.value(), self.session.store
        if row in (OWN, None):
            return None
        return kept_on(store, heading_body(store, row), self.session.today)

    def take_office(self) -> Changes | None:
        """Make the office chosen this register's; None when something is refused."""
        row, store = self.choice.value(), self.session.store
        if row == OWN:
            body = self.own.read()
            changes = None if body is None else self.session.do(lambda: registers.new_office(store, body))
        else:
            changes = self.session.do(lambda: registers.choose_office(store, row))
        if changes is not None:
            self.own.drop_draft()
            self._present = office(store)
            self.take.setEnabled(self._present is None)
            self.chosen.emit()
        return changes

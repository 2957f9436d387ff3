"""Saying which office a register belongs to: one of those the catalogue has today, or one added to it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.db.offices import header_of, heading_body, office
from dandan_desktop.db.paper_styles import kept_on
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.nouns import BODIES, PAPER_STYLES
from dandan_desktop.domain.paper_styles import PaperStyle
from dandan_desktop.services import registers
from dandan_desktop.ui import inputs, permits, theme
from dandan_desktop.ui.choice import Option
from dandan_desktop.ui.picker import Picker
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.sources import among


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
        self.choice = self._picker()
        self.setFocusProxy(self.choice)
        self.header = QLabel()
        theme.mark(self.header, "second")
        self.take = QPushButton(self.tr("Dùng cơ quan này"))
        self.look = QPushButton(self.tr("Thể thức văn bản…"))
        self.style_words = QLabel()
        layout = QVBoxLayout(self)
        edge = theme.MARGIN if is_first else 0
        layout.setContentsMargins(edge, theme.MARGIN, edge, theme.MARGIN)
        layout.setSpacing(theme.GAP)
        for widget in (title, hint, self.choice, self.header):
            layout.addWidget(widget)
        layout.addLayout(self._button_row())
        self.look.setHidden(is_first)
        layout.addStretch(1)
        self.choice.changed.connect(self.show_choice)
        self.choice.returnPressed.connect(self.take_office)
        self.take.clicked.connect(self.take_office)
        self.look.clicked.connect(self.show_style)
        self.choice.set_value(self._present.id if self._present else None)
        self.show_choice()

    def show_choice(self) -> None:
        """Show the head of the papers of the office chosen."""
        row = self.choice.chosen
        self.take.setEnabled(row is not None and (self._present is None or row != self._present.id))
        permits.dress(self.take, self.session.store, "choose_office")
        self.header.setVisible(row is not None)
        if row is not None:
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
        row, store = self.choice.chosen, self.session.store
        return None if row is None else kept_on(store, heading_body(store, row), self.session.today)

    def take_office(self) -> Changes | None:
        """Make the office chosen this register's; None when none is chosen or it is refused."""
        row, store = self.choice.chosen, self.session.store
        changes = None if row is None else self.session.do(lambda: registers.choose_office(store, row))
        if changes is not None:
            self._present = office(store)
            self.take.setEnabled(self._present is None)
            self.chosen.emit()
        return changes

    def _picker(self) -> Picker:
        """The box of the offices, which has a header to preview for each."""
        session = self.session

        def search(typed: str) -> Sequence[Option]:
            known = registers.office_presets(session.store, session.today) if session.store.is_open else []
            return among([Option(row, name) for row, name in known])(typed)

        adds = inputs.ADDS[BODIES.table] if session.store.may("add") else ""
        made = Picker(search, lambda row: session.store.names.of(BODIES.table, row), add_words=adds)
        inputs.add_from(made, session, BODIES.table)
        made.setAccessibleName(self.tr("Cơ quan"))
        made.hint(self.tr("Gõ vài chữ của tên, ví dụ: tân dương"), self.tr("Gõ để tìm"))
        return made

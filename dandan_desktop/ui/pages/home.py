"""Tổng quan: what needs a hand today; each line opens the records behind it."""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dandan_desktop.domain import dates, numbers
from dandan_desktop.domain.nouns import noun_of
from dandan_desktop.domain.users import RECORDS
from dandan_desktop.marks import override
from dandan_desktop.services import scopes, today, unsaved
from dandan_desktop.services.today import Line, Section
from dandan_desktop.services.unsaved import Unsaved
from dandan_desktop.ui import permits, theme
from dandan_desktop.ui.elided_link import ElidedLink
from dandan_desktop.ui.icons import icon, pixmap
from dandan_desktop.ui.labels import prose
from dandan_desktop.ui.page import Page
from dandan_desktop.ui.session import Session

if TYPE_CHECKING:
    from dandan_desktop.services.first_steps import FirstStep
    from dandan_desktop.ui.guide_pane import GuidePane

_SIGNS = {"red": "circle-alert", "amber": "triangle-alert", "green": "check"}
_DRAFTS = 8
"""How many drafts are shown, the newest."""
_STEPS = (
    ("calendar", "Ghi cuộc họp đầu tiên", "meetings"),
    ("user-check", "Ghi người được giới thiệu kết nạp đầu tiên", "cases"),
    ("lightbulb", "Ghi mô hình đầu tiên", "initiatives"),
)


class HomePage(Page):
    """Sections of lines, or the first steps where nothing was recorded yet."""

    help_topic = "home"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._is_stale = True
        self._columns: QBoxLayout | None = None
        self._drafts: list[Unsaved] = []
        self._steps: tuple[FirstStep, ...] = ()
        self.title = QLabel()
        theme.mark(self.title, "title")
        self.only = prose("", "second")
        self.body = QWidget()
        theme.mark(self.body, "page")
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll = scroll
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GAP)
        layout.setSpacing(theme.GAP)
        layout.addWidget(self.title)
        layout.addWidget(self.only)
        self._shown = QStackedWidget()
        self._shown.addWidget(scroll)
        layout.addWidget(self._shown, 1)
        session.changed.connect(self._on_stale)
        session.period_changed.connect(self._on_stale)

    @cached_property
    def guide(self) -> "GuidePane":
        """The first steps, each with the way to where it is done."""
        from dandan_desktop.ui.guide_pane import GuidePane

        made, scroll = GuidePane(self.session), QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme.mark(made, "page")
        scroll.setWidget(made)
        made.left.connect(self.end_guide)
        made.looked.connect(scroll.ensureWidgetVisible)
        self._shown.addWidget(scroll)
        return made

    @property
    def is_guided(self) -> bool:
        """Whether the first steps are shown, not what needs a hand."""
        return self._shown.currentIndex() > 0

    def begin_guide(self) -> None:
        """Show the first steps, as long as one is not done."""
        if self._look_at_steps():
            self.guide.refresh()
            self._shown.setCurrentIndex(1)
            self._say_title()
            self.setFocusProxy(self.guide)
            self.guide.setFocus()

    def end_guide(self) -> None:
        """Go on without the first steps; a card keeps the way back."""
        self._shown.setCurrentIndex(0)
        self.setFocusProxy(self._shown)
        self.refresh()
        first: list[QWidget] = [*self.body.findChildren(QPushButton), self]
        first[0].setFocus()

    def refresh(self) -> None:
        """Ask the register again."""
        self._is_stale = False
        was_left = bool(self._steps)
        if not self._look_at_steps() and was_left:
            self._tell_all_done()
        if self.is_guided:
            self.guide.refresh()
        self._fill_front()
        self._say_title()

    def _look_at_steps(self) -> bool:
        """See whether a first step is left; what the steps are is read only for who is led through them."""
        found: tuple[FirstStep, ...] = ()
        session = self.session
        if today.is_led(session.register, session.store):
            from dandan_desktop.services import first_steps

            found = first_steps.steps(session.register, session.store, session.today)
            found = () if first_steps.are_done(found) else found
        self._steps = found
        return bool(found)

    def _tell_all_done(self) -> None:
        """Say once that all is done, and lead nobody again."""
        from dandan_desktop.services import first_steps

        self._shown.setCurrentIndex(0)
        self.setFocusProxy(self._shown)
        changes = first_steps.end(self.session.store)
        self.session.announce(changes, self.tr("Đã xong năm bước bắt đầu. Sổ sẵn sàng để ghi việc."))

    def _say_title(self) -> None:
        store, day = self.session.store, self.session.today
        if self.is_guided:
            self.title.setText(self.tr("Bắt đầu dùng sổ"))
        elif today.is_empty(store):
            self.title.setText(self.tr("Bắt đầu"))
        else:
            is_read = store.reader.may(RECORDS)
            words = self.tr("Việc cần làm hôm nay") if is_read else self.tr("Số liệu đến hôm nay")
            self.title.setText(f"{words}, {dates.show_date(day)}")

    def _fill_front(self) -> None:
        store, day = self.session.store, self.session.today
        body, self._columns, self._drafts = QWidget(), None, unsaved.drafts(store)
        theme.mark(body, "page")
        self.only.setText(scopes.words(store))
        self.only.setVisible(bool(self.only.text()))
        if today.is_empty(store):
            self._fill_steps(body)
        else:
            self._fill(body, today.sections(store, day, self.session.period))
        self._scroll.setWidget(body)
        self.body = body

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale or self._steps or self._drafts != unsaved.drafts(self.session.store):
            self.refresh()  # a place outside is chosen on this machine, without a deed

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._columns is not None:
            self._columns.setDirection(self._direction())

    def _fill(self, body: QWidget, sections: Sequence[Section]) -> None:
        """The first section in the left column, the others below each other in the right one."""
        columns = QBoxLayout(self._direction(), body)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(theme.MARGIN)
        for group in (sections[:1], sections[1:]):
            column = QVBoxLayout()
            column.setSpacing(theme.MARGIN)
            if self._steps and not columns.count():
                column.addWidget(self._guide_card())
            if self._drafts and not columns.count():
                column.addWidget(self._draft_card())
            for section in group:
                column.addWidget(self._card(section))
            column.addStretch(1)
            columns.addLayout(column, 1)
        self._columns = columns

    def _direction(self) -> QBoxLayout.Direction:
        """Beside each other, or below where there is no room for two."""
        is_narrow = self.width() < theme.scaled(theme.READABLE)
        return QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight

    def _card(self, section: Section) -> QFrame:
        card = QFrame()
        theme.mark(card, "card")
        heading = QLabel(section.title)
        theme.mark(heading, "heading")
        layout = QGridLayout(card)
        layout.setContentsMargins(theme.MARGIN, theme.GAP + theme.GRID, theme.MARGIN, theme.GAP + theme.GRID)
        layout.setHorizontalSpacing(theme.GAP)
        layout.setVerticalSpacing(theme.GRID)
        layout.setColumnMinimumWidth(0, theme.ICON)
        layout.setColumnMinimumWidth(1, theme.MARGIN - theme.GAP)  # parts stand a margin to the right of their line
        layout.setColumnStretch(2, 1)
        layout.addWidget(heading, 0, 0, 1, 3)
        for line in section.lines:
            row = layout.rowCount()
            if line.tone:
                sign = QLabel()
                sign.setPixmap(pixmap(_SIGNS[line.tone], getattr(theme.colours(), line.tone)))
                layout.addWidget(sign, row, 0)
            layout.addWidget(self._line(line), row, 1, 1, 2)
            for place, part in enumerate(line.parts, row + 1):
                layout.addWidget(self._line(part), place, 2)
        return card

    def _guide_card(self) -> QFrame:
        from dandan_desktop.ui.guide_pane import GuideCard

        card = GuideCard(self._steps)
        card.open_it.clicked.connect(self.begin_guide)
        return card

    def _draft_card(self) -> QFrame:
        """What was typed and not saved; each line opens its form with it."""
        from dandan_desktop.ui import cells

        card, count = QFrame(), numbers.show_int(len(self._drafts))
        theme.mark(card, "card")
        heading = QLabel(f"{self.tr('Bản nháp chưa lưu')}: {count}")
        theme.mark(heading, "heading")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(theme.MARGIN, theme.GAP + theme.GRID, theme.MARGIN, theme.GAP + theme.GRID)
        layout.setSpacing(theme.GRID)
        layout.addWidget(heading)
        for table, row, at in self._drafts[:_DRAFTS]:
            noun = noun_of(table, self.session.store.nouns)
            gone = self.tr("hồ sơ không còn trong sổ")
            title = " ".join(self.session.title_of(table, row).split()) or gone if row else self.tr("thêm mới")
            button = ElidedLink()
            button.say(f"{noun.label}: {title} · {self.tr('gõ lúc')} {cells.show_moment(datetime.fromisoformat(at))}")
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.clicked.connect(lambda _=False, wanted=(table, row): self.session.record_wanted.emit(*wanted))
            layout.addWidget(button)
        return card

    def _line(self, line: Line) -> QWidget:
        if not (line.ids or line.slots) or not permits.opens(self.session.store, line.table):
            label = QLabel(line.words)
            label.setWordWrap(True)
            label.setMinimumHeight(theme.row_height())
            label.setContentsMargins(theme.LINK_EDGE, 0, 0, 0)
            theme.mark(label, "second")
            return label
        button = ElidedLink()
        button.say(line.words)
        button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        words = line.told or line.words
        if line.slots:
            button.clicked.connect(lambda: self.session.gap_wanted.emit(line.slots[0]))
        else:
            button.clicked.connect(lambda: self.session.records_wanted.emit(line.table, list(line.ids), words))
        return button

    def _fill_steps(self, body: QWidget) -> None:
        card = QFrame()
        theme.mark(card, "card")
        card.setMaximumWidth(theme.scaled(theme.READABLE * 2 // 3))
        layout = QVBoxLayout(card)
        layout.setContentsMargins(*([theme.MARGIN] * 4))
        layout.setSpacing(theme.GAP)
        can_add = self.session.store.may("add")
        begin = self.tr("Sổ chưa ghi việc nào. Hãy bắt đầu bằng một trong ba việc:")
        layout.addWidget(QLabel(begin if can_add else self.tr("Sổ chưa ghi việc nào.")))
        for place, (name, words, table) in enumerate(_STEPS if can_add else ()):
            button = QPushButton(icon(name, "" if place else theme.colours().on_accent), "  " + self.tr(words))
            theme.mark(button, "" if place else "primary")
            button.clicked.connect(lambda _=False, table=table: self.session.record_wanted.emit(table, 0))
            layout.addWidget(button)
        if not self.session.register.is_practice:
            practice = QLabel(
                self.tr("Muốn tập làm trước với số liệu giả định: ở màn hình mở sổ, chọn “Sổ thực hành”.")
            )
            practice.setWordWrap(True)
            theme.mark(practice, "second")
            layout.addWidget(practice)
        around = QVBoxLayout(body)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(theme.MARGIN)
        if self._steps:
            around.addWidget(self._guide_card())
        if self._drafts:
            around.addWidget(self._draft_card())
        around.addWidget(card)
        around.addStretch(1)

    def _on_stale(self, _: object) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._is_stale = True


def home_page(session: Session) -> HomePage:
    """The page of what needs a hand."""
    return HomePage(session)

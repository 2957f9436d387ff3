"""The top of the window: the office as it is named today, the search box over everything, the working period."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from dandan_desktop.domain.periods import Kind, Period
from dandan_desktop.ui import theme
from dandan_desktop.ui.find_box import FindBox
from dandan_desktop.ui.labels import ElidedLabel
from dandan_desktop.ui.session import Session


class TopBar(QWidget):
    """Office, search, period."""

    def __init__(self, session: Session, tables: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        theme.mark(self, "top")
        self.office = ElidedLabel()
        theme.mark(self.office, "title")
        self.search = FindBox(session, tables)
        self.search.setMinimumWidth(theme.scaled(theme.FIELD // 2))
        self.search.setMaximumWidth(theme.scaled(theme.PANE))
        self.period = QPushButton()
        self.period.setToolTip(self.tr("Số liệu được tính cho kỳ này; danh sách thì ghi đủ mọi kỳ"))
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._menu.triggered.connect(self._on_menu_triggered)
        self.period.setMenu(self._menu)
        self.period.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.mark(self.period, "menu")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.MARGIN, theme.GAP, theme.MARGIN, theme.GAP)
        layout.setSpacing(theme.MARGIN)
        layout.addWidget(self.office)
        layout.addWidget(self.search, 1)  # it alone shrinks as long as it can
        layout.addWidget(self.period)
        session.period_changed.connect(self._on_period_changed)
        self._on_period_changed(session.period)
        self.say_office()

    def say_office(self) -> None:
        """Name the office as it stands today."""
        name = self._session.office_name or self.tr("Chưa chọn cơ quan")
        self.office.setText(name)

    def choices(self) -> list[Period]:
        """The periods offered: those that hold today and the ones just before them."""
        found = []
        for kind in (Kind.MONTH, Kind.QUARTER, Kind.SIX, Kind.NINE, Kind.YEAR):
            now = Period.of(kind, self._session.today)
            found += [now, now.previous()]
        return found

    def _fill_menu(self) -> None:
        self._menu.clear()
        for period in self.choices():
            action = QAction(period.words, self._menu)
            action.setData(period.code)
            self._menu.addAction(action)

    def _on_menu_triggered(self, action: QAction) -> None:
        self._session.choose_period(Period.parse(action.data()))

    def _on_period_changed(self, period: Period) -> None:
        self.period.setText(f"{self.tr('Kỳ số liệu')}: {period.words}")

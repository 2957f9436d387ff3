"""Choosing a reporting period: its length, its year, and which one in the year."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QToolButton, QWidget

from dandan_desktop.domain.periods import YEARS, Kind, Period
from dandan_desktop.ui import theme
from dandan_desktop.ui.choice import ChoiceInput, Option
from dandan_desktop.ui.icons import icon

KINDS = (
    (Kind.YEAR, "Năm"),
    (Kind.NINE, "9 tháng"),
    (Kind.SIX, "6 tháng"),
    (Kind.QUARTER, "Quý"),
    (Kind.MONTH, "Tháng"),
)
_QUARTERS = ("I", "II", "III", "IV")


class PeriodChoice(QWidget):
    """Answers the chosen period; arrows go to the one before and after."""

    chosen = Signal(Period)

    def __init__(self, period: Period, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.period = period
        self.kind = ChoiceInput([Option(str(kind), words) for kind, words in KINDS], none=None)
        self.kind.setAccessibleName(self.tr("Loại kỳ"))
        self.quarter = ChoiceInput([Option(n, words) for n, words in enumerate(_QUARTERS, 1)], none=None)
        self.quarter.setAccessibleName(self.tr("Quý"))
        self.month = ChoiceInput([Option(n, str(n)) for n in range(1, 13)], none=None)
        self.month.setAccessibleName(self.tr("Tháng"))
        self.year = QLineEdit()
        self.year.setAccessibleName(self.tr("Năm"))
        self.year.setFixedWidth(theme.scaled(2 * theme.ROW))
        self.before = _arrow("chevron-left", self.tr("Kỳ trước"))
        self.after = _arrow("chevron-right", self.tr("Kỳ sau"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        for widget in (self.before, self.kind, self.quarter, self.month, self.year, self.after):
            layout.addWidget(widget)
        for choice in (self.kind, self.quarter, self.month):
            choice.setMinimumContentsLength(4)
            choice.changed.connect(self._on_changed)
        self.year.editingFinished.connect(self._on_changed)
        self.before.clicked.connect(lambda: self._go(-1))
        self.after.clicked.connect(lambda: self._go(1))
        self.show_period(period)

    def show_period(self, period: Period) -> None:
        """Show a period without telling of it."""
        self.period = period
        self.kind.set_value(str(period.kind))
        self.quarter.set_value((period.last.month - 1) // 3 + 1)
        self.month.set_value(period.last.month)
        self.year.setText(str(period.first.year))
        self.quarter.setVisible(period.kind is Kind.QUARTER)
        self.month.setVisible(period.kind is Kind.MONTH)
        self.before.setEnabled(period.first.year > YEARS[0])
        self.after.setEnabled(period.first.year < YEARS[-1])

    def _on_changed(self) -> None:
        kind, year = Kind(self.kind.value()), self.year.text()
        number = {Kind.QUARTER: str(self.quarter.value()), Kind.MONTH: f"{self.month.value():02}"}.get(kind, "")
        try:
            period = Period.parse(f"{year}-{kind}{number}")
        except ValueError:
            self.show_period(self.period)
            return
        self._take(period)

    def _go(self, step: int) -> None:
        self._take(self.period.next() if step > 0 else self.period.previous())

    def _take(self, period: Period) -> None:
        is_new = period != self.period
        self.show_period(period)
        if is_new:
            self.chosen.emit(period)


def _arrow(name: str, words: str) -> QToolButton:
    made = QToolButton()
    theme.mark(made, "step")  # no higher than the boxes beside it
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.MinimumExpanding)
    made.setIcon(icon(name))
    made.setToolTip(words)
    made.setAccessibleName(words)
    return made

"""The day figures are as of: the last of the period, today while it still runs, or another the clerk types."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dandan_desktop.domain import dates
from dandan_desktop.domain.periods import Period
from dandan_desktop.ui import theme
from dandan_desktop.ui.input_widgets import DateInput
from dandan_desktop.ui.session import Session


class AsOfField(QWidget):
    """A date beside its label; what is wrong or odd about it stands below, and the last good day stays in force."""

    chosen = Signal(date)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.period = session.period
        self.day = self._usual()
        self.input = DateInput(lambda: session.today)
        self.input.setAccessibleName(self.tr("Chốt số liệu đến hết ngày"))
        self.input.setFixedWidth(theme.scaled(theme.FIELD * 2 // 3))
        label = QLabel(self.tr("Chốt đến hết ngày"))
        theme.mark(label, "label")
        label.setBuddy(self.input)
        self.finding = QLabel()
        self.finding.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        row.addWidget(label)
        row.addWidget(self.input)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addLayout(row)
        layout.addWidget(self.finding)
        self.input.editingFinished.connect(self._on_finished)
        self.show_period(self.period)

    def show_period(self, period: Period) -> None:
        """Begin with the last day of a period, or with today while it has not ended."""
        self.period = period
        self.day = self._usual()
        self.input.set_value(self.day)
        self._warn()

    def _on_finished(self) -> None:
        typed = self.input.value()
        try:
            day = dates.read_date(typed, self._session.today) if typed else self._usual()
        except ValueError as error:
            self._say(str(error))
            return
        if day < self.period.first:
            self._say(self.tr("Ngày chốt sớm hơn ngày đầu kỳ."))
            return
        self.input.set_value(day)
        is_other, self.day = day != self.day, day
        self._warn()
        if is_other:
            self.chosen.emit(day)

    def _usual(self) -> date:
        return self.period.reached(self._session.today)

    def _warn(self) -> None:
        """Say what figures as of a day that has not come mean."""
        is_ahead = self.day > self._session.today
        words = self.tr("Ngày này chưa đến: nhiệm vụ có hạn sớm hơn ngày đó mà chưa xong thì tính là quá hạn.")
        self._say(words if is_ahead else "", is_wrong=False)

    def _say(self, words: str, *, is_wrong: bool = True) -> None:
        self.finding.setText(f"{'✕' if is_wrong else '⚠'} {words}" if words else "")
        self.finding.setVisible(bool(words))
        theme.mark(self.finding, "error" if is_wrong else "warning")
        theme.mark_wrong(self.input, is_wrong=is_wrong and bool(words))

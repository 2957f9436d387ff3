"""The day figures are as of: the last of the period, or another the clerk types."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from dandan_desktop.domain import dates
from dandan_desktop.domain.periods import Period
from dandan_desktop.ui import theme
from dandan_desktop.ui.input_widgets import DateInput
from dandan_desktop.ui.session import Session


class AsOfField(QWidget):
    """A date beside its label; what is wrong with it stands behind, and the last good day stays in force."""

    chosen = Signal(date)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.period = session.period
        self.day = self.period.last
        self.input = DateInput(lambda: session.today)
        self.input.setAccessibleName(self.tr("Chốt số liệu đến hết ngày"))
        self.input.setFixedWidth(theme.scaled(theme.FIELD * 2 // 3))
        label = QLabel(self.tr("Chốt đến hết ngày"))
        theme.mark(label, "label")
        label.setBuddy(self.input)
        self.wrong = QLabel()
        theme.mark(self.wrong, "error")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        for widget in (label, self.input, self.wrong):
            layout.addWidget(widget)
        self.input.editingFinished.connect(self._on_finished)
        self.show_period(self.period)

    def show_period(self, period: Period) -> None:
        """Begin with the last day of a period."""
        self.period = period
        self.day = period.last
        self.input.set_value(self.day)
        self._say("")

    def _on_finished(self) -> None:
        typed = self.input.value()
        try:
            day = dates.read_date(typed, self._session.today) if typed else self.period.last
        except ValueError as error:
            self._say(str(error))
            return
        if day < self.period.first:
            self._say(self.tr("Ngày chốt sớm hơn ngày đầu kỳ."))
            return
        self._say("")
        self.input.set_value(day)
        if day != self.day:
            self.day = day
            self.chosen.emit(day)

    def _say(self, words: str) -> None:
        self.wrong.setText(f"✕ {words}" if words else "")
        self.wrong.setVisible(bool(words))
        theme.mark_wrong(self.input, is_wrong=bool(words))

"""What a register still lacks before it is worked in: its office, then its recovery sheet.

A register that already holds work, as one made by command does, may be used without the sheet: the clerk is asked at
every opening and may put it off, and the status line says what is missing. An empty one waits for its sheet.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from dandan_desktop.services import today
from dandan_desktop.services.first_steps import Step
from dandan_desktop.ui import permits, theme
from dandan_desktop.ui.office_pane import OfficePane
from dandan_desktop.ui.recovery_pane import RecoveryPane
from dandan_desktop.ui.session import Session


class FirstPane(QWidget):
    """Asks one after the other; shown instead of the pages, which stay closed meanwhile."""

    help_topic = "start"

    passed = Signal()
    """Nothing is lacking any more, or the clerk put it off."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._stack = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._where = QLabel()
        theme.mark(self._where, "second")
        self._where.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, 0)
        layout.addWidget(self._where)
        layout.addWidget(self._stack, 1)
        self._go_on()

    @property
    def current(self) -> QWidget:
        """What is asked now."""
        return self._stack.currentWidget()

    def _go_on(self) -> None:
        if permits.lacks_office(self._session):
            office = OfficePane(self._session, is_first=True)
            office.chosen.connect(self._go_on)
            self._say_where(Step.OFFICE)
            self._show(office)
        elif permits.lacks_sheet(self._session):
            later = "" if today.is_empty(self._session.store) else self.tr("Để sau")
            recovery = RecoveryPane(self._session, leave=later)
            recovery.made.connect(self.passed)
            recovery.left.connect(self.passed)
            self._say_where(Step.SHEET)
            self._show(recovery)
        else:
            self.passed.emit()

    def _say_where(self, step: Step) -> None:
        begun = self.tr("Bắt đầu dùng sổ")
        aside = self.tr("việc này cần có trước khi ghi sổ; các bước khác làm sau được")
        is_empty = today.is_empty(self._session.store)
        self._where.setText(f"{begun}: {aside}" if is_empty else f"{begun} ({step.place}/{len(Step)})")

    def _show(self, pane: QWidget) -> None:
        self._stack.addWidget(pane)
        self._stack.setCurrentWidget(pane)
        self.setFocusProxy(pane)
        pane.setFocus()

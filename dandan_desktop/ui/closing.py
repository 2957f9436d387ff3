"""Closing the window: a small box stays until the last backup is made, never for ever; a failure is told once."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QDialog, QProgressBar, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.domain.errors import ClerkError
from dandan_desktop.domain.messages import sentences
from dandan_desktop.marks import override
from dandan_desktop.ui import theme
from dandan_desktop.ui.form_parts import buttons
from dandan_desktop.ui.keeper import Keeper
from dandan_desktop.ui.labels import prose
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.work import PATIENCE

LONGEST = 60_000
"""Milliseconds the box waits for the backup before it lets the window close without."""


class ClosingBox(QDialog):
    """Backs up and then calls `leave`; the clerk may leave without, or stay when the backup failed."""

    help_topic = "backups"

    def __init__(self, keeper: Keeper, parent: QWidget, leave: Callable[[], object], longest: int = LONGEST) -> None:
        super().__init__(parent)
        self._leave = leave
        self.is_over = False
        self.setWindowTitle(self.tr("Đóng sổ"))
        self.setModal(True)
        self.setMinimumWidth(theme.scaled(theme.PANE))
        self.words = prose(self.tr("Đang sao lưu trước khi đóng sổ…"))
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setFormat("%p %")
        self.stay, self.go = QPushButton(self.tr("Ở lại")), QPushButton(self.tr("Đóng ngay, không sao lưu"))
        self.stay.hide()
        self.go.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*([theme.MARGIN] * 4))
        layout.setSpacing(theme.GAP)
        layout.addWidget(self.words)
        layout.addWidget(self.bar)
        layout.addLayout(buttons(self.stay, self.go))
        self.go.clicked.connect(self.end)
        self.stay.clicked.connect(self._on_stay_clicked)
        self._timer = QTimer(self, singleShot=True, interval=longest)
        self._timer.timeout.connect(self.end)
        self._timer.start()
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self.show)
        self._patience.start()
        self._keeper = keeper
        self._work = keeper.back_up_at_end(self._on_done)
        self._work.stepped.connect(self._on_stepped)

    def end(self) -> None:
        """Let the window close; a backup still under way is stopped and leaves nothing."""
        if not self.is_over:
            self._settle()
            self._work.cancel()
            self._leave()

    @override
    def reject(self) -> None:
        """Esc means to stay once the backup failed, and nothing before."""
        if not self.stay.isHidden():
            self._on_stay_clicked()

    def _on_stepped(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _on_done(self, error: ClerkError | None) -> None:
        if self.is_over:
            return
        if error is None:
            self.end()
            return
        self._timer.stop()
        self._patience.stop()
        self.bar.hide()
        happened, advice = sentences(error)
        self.words.setText(f"✕ {self.tr('Chưa sao lưu được trước khi đóng.')} {happened} {advice}")
        theme.mark(self.words, "error")
        self.go.setText(self.tr("Vẫn đóng sổ"))
        self.stay.show()
        self.show()
        self.stay.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_stay_clicked(self) -> None:
        self._settle()
        self._keeper.go_on()

    def _settle(self) -> None:
        self.is_over = True
        self._timer.stop()
        self._patience.stop()
        self.hide()


class Closing(QObject):
    """Stands between the window and its closing."""

    def __init__(self, keeper: Keeper, window: MainWindow) -> None:
        super().__init__(window)
        self.box: ClosingBox | None = None
        self._keeper, self._window = keeper, window
        self._may_leave = False
        window.may_close = self.may_close

    def may_close(self) -> bool:
        """Whether the window may close at once; else the box closes it, or the clerk stays."""
        if self._may_leave or not self._window.session.store.is_open:
            return True
        if self.box is None or self.box.is_over:
            self.box = ClosingBox(self._keeper, self._window, self._on_left)
        return False

    def _on_left(self) -> None:
        self._may_leave = True
        self._window.close()

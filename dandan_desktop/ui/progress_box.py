"""The small window that shows how far long work is, with Huỷ; it appears only when the work takes a while."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.marks import override
from dandan_desktop.ui import theme
from dandan_desktop.ui.work import PATIENCE, Work


class ProgressBox(QDialog):
    """Shows one piece of work until it ends; modal when the work writes."""

    def __init__(self, work: Work, parent: QWidget, *, can_stop: bool = True) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Đang làm"))
        self.setModal(work.is_modal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._work, self._owner = work, parent.window()
        self._can_stop = can_stop
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setFormat("%p %")
        self.stop = QPushButton(self.tr("Huỷ (Esc)"))
        self.stop.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # a space meant for the sheet behind must not stop the work
        self.stop.setAutoDefault(False)
        if not can_stop:
            self.stop.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*([theme.MARGIN] * 4))
        layout.setSpacing(theme.GAP)
        layout.addWidget(QLabel(work.words))
        layout.addWidget(self._bar)
        layout.addWidget(self.stop, alignment=Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(theme.scaled(theme.PANE))
        self.stop.clicked.connect(self._on_stop_clicked)
        work.stepped.connect(self._on_work_stepped)
        work.finished.connect(self._on_work_ended)
        work.failed.connect(self._on_work_ended)
        self._timer = QTimer(self, singleShot=True, interval=PATIENCE)
        self._timer.timeout.connect(self.show)
        self._timer.start()

    @override
    def reject(self) -> None:
        if self._can_stop:
            self._on_stop_clicked()

    def _on_stop_clicked(self) -> None:
        self.stop.setEnabled(False)
        self._work.cancel()

    def _on_work_stepped(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _on_work_ended(self, _: object) -> None:
        self._timer.stop()
        had_keyboard = self.isActiveWindow()
        self.hide()
        if had_keyboard:  # not every system gives it back by itself
            self._owner.activateWindow()
        self.deleteLater()

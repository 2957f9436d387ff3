"""The start screen: the practice office, the last register, another one, or a new one; then its passphrase."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from dandan_desktop import paths, settings
from dandan_desktop.db.register import Register
from dandan_desktop.domain.errors import ClerkError
from dandan_desktop.services import registers
from dandan_desktop.ui import dialogs, theme
from dandan_desktop.ui.icons import icon
from dandan_desktop.ui.problem_bar import ProblemBar
from dandan_desktop.ui.progress_box import ProgressBox
from dandan_desktop.ui.session import today
from dandan_desktop.ui.start_forms import NewForm, UnlockForm
from dandan_desktop.ui.work import Nothing, Work


class _Pages(QStackedWidget):
    """As tall as the page it shows, not as the tallest one."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _: self.updateGeometry())

    @override
    def hasHeightForWidth(self) -> bool:
        return False  # else Qt asks the layout, which asks every page

    @override
    def sizeHint(self) -> QSize:
        page = self.currentWidget()
        height = page.heightForWidth(self.width()) if page.hasHeightForWidth() else page.sizeHint().height()
        return QSize(page.sizeHint().width(), height)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.currentWidget().minimumSizeHint().width(), self.sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


class StartWindow(QWidget):
    """Ends with an open register, or is closed."""

    opened = Signal(Register)

    def __init__(self, register: Path | None = None) -> None:
        super().__init__()
        self.setWindowTitle("Sổ Dân vận")
        theme.mark(self, "page")
        self.resize(*theme.SMALLEST)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._work: Work | None = None
        self.problem = ProblemBar()
        self.stack = _Pages()
        self.choices = self._choices()
        self.unlock = UnlockForm()
        self.new = NewForm()
        for page in (self.choices, self.unlock, self.new):
            self.stack.addWidget(page)
        self._lay_out()
        self.unlock.asked.connect(self._on_unlock_asked)
        self.unlock.left.connect(self.show_choices)
        self.new.asked.connect(self._on_new_asked)
        self.new.left.connect(self.show_choices)
        if register is not None:
            self.show_unlock(register)

    @property
    def is_busy(self) -> bool:
        """Whether a register is being opened or made."""
        return self._work is not None

    def show_choices(self) -> None:
        """Go back to the first choice."""
        self.problem.hide()
        self.stack.setCurrentWidget(self.choices)

    def show_unlock(self, register: Path) -> None:
        """Ask for the passphrase of a register."""
        self.problem.hide()
        self.unlock.ask_for(register, is_practice=self._is_practice(register))
        self.stack.setCurrentWidget(self.unlock)

    def show_new(self) -> None:
        """Ask for place and passphrase of a new register."""
        self.problem.hide()
        self.new.clear()
        self.stack.setCurrentWidget(self.new)

    def open_practice(self) -> None:
        """Make the practice office where there is none yet, and open it."""
        self._begin(self.tr("Đang mở sổ thực hành…"), _practice)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.stack.currentWidget() is not self.choices:
            self.show_choices()
        else:
            super().keyPressEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._pool.waitForDone()
        super().closeEvent(event)

    def _choices(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        last = settings.read().last_register
        self.buttons: list[QPushButton] = []
        if last and Path(last).is_file():
            words = f"{self.tr('Mở sổ đã dùng gần nhất')}: {Path(last).stem}"
            self._button(layout, "book-open", words, partial(self.show_unlock, Path(last)))
        other = self.tr("Mở sổ khác…") if self.buttons else self.tr("Mở sổ có sẵn…")
        self._button(layout, "folder-open", other, self._on_open_clicked)
        self._button(layout, "plus", self.tr("Lập sổ mới"), self.show_new)
        self._button(layout, "graduation-cap", self.tr("Sổ thực hành: tập làm với số liệu bịa"), self.open_practice)
        theme.mark(self.buttons[0], "primary")
        sign = "book-open" if len(self.buttons) > 3 else "folder-open"
        self.buttons[0].setIcon(icon(sign, theme.colours().on_accent))
        layout.addStretch(1)
        return page

    def _button(self, layout: QVBoxLayout, sign: str, words: str, action: Callable[[], object]) -> None:
        button = QPushButton(icon(sign), "  " + words)
        button.setMinimumHeight(theme.scaled(theme.ROW + theme.MARGIN))
        button.clicked.connect(partial(_press, action))
        layout.addWidget(button)
        self.buttons.append(button)

    def _lay_out(self) -> None:
        card = QFrame()
        theme.mark(card, "card")
        card.setFixedWidth(theme.scaled(theme.READABLE * 2 // 3))
        title = QLabel("Sổ Dân vận")
        theme.mark(title, "title")
        words = QLabel(self.tr("Sổ nằm trên máy này và được mã hoá; chương trình không nối mạng."))
        words.setWordWrap(True)
        theme.mark(words, "second")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(*([2 * theme.MARGIN] * 4))
        inside.setSpacing(theme.GAP)
        inside.addWidget(title)
        inside.addWidget(words)
        inside.addSpacing(theme.MARGIN)
        inside.addWidget(self.problem)
        inside.addWidget(self.stack)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addLayout(row)
        layout.addStretch(2)

    def _is_practice(self, register: Path) -> bool:
        from dandan_desktop.services import practice

        return register.name == practice.FILE_NAME

    def _begin(self, words: str, work: Callable[[], Register]) -> None:
        if self._work is not None:
            return
        self.problem.hide()
        self._work = Work(Nothing, lambda _, __: work(), words, is_modal=True)
        ProgressBox(self._work, self, can_stop=False)
        self._work.finished.connect(self._on_work_finished)
        self._work.failed.connect(self._on_work_failed)
        self.stack.setEnabled(False)
        self._pool.start(self._work.task())

    def _on_open_clicked(self) -> None:
        chosen = dialogs.pick_register(self)
        if chosen is not None:
            self.show_unlock(chosen)

    def _on_unlock_asked(self, register: Path, passphrase: str) -> None:
        self._begin(self.tr("Đang mở sổ…"), partial(registers.open_it, register, passphrase))

    def _on_new_asked(self, register: Path, passphrase: str, who: str) -> None:
        self._begin(self.tr("Đang lập sổ…"), partial(registers.make, register, passphrase, who=who))

    def _on_work_finished(self, register: Any) -> None:
        self._work = None
        self.stack.setEnabled(True)
        self.opened.emit(register)

    def _on_work_failed(self, error: Any) -> None:
        self._work = None
        self.stack.setEnabled(True)
        if isinstance(error, ClerkError):
            self.problem.tell(error)
            self.unlock.try_again()
        elif error is not None:
            raise error


def _press(action: Callable[[], object], *_: object) -> None:
    action()


def _practice() -> Register:
    from dandan_desktop.services import practice

    folder = paths.data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    register = folder / practice.FILE_NAME
    if not register.exists():
        practice.make(folder, today())
    return registers.open_it(register, registers.PRACTICE_PASSPHRASE)

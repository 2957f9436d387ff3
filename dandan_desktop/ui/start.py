"""The start screen: the practice office, the last register, another one, or a new one; then who opens it."""

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QThreadPool, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dandan_desktop import paths
from dandan_desktop.db.register import Register
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.marks import override
from dandan_desktop.services import registers
from dandan_desktop.ui import help_key, opening, screen_room, theme
from dandan_desktop.ui.bar import NoticeBar, ProblemBar
from dandan_desktop.ui.progress_box import ProgressBox
from dandan_desktop.ui.start_choices import Choices, Pages
from dandan_desktop.ui.start_forms import FreshForm, NewForm, SheetForm, UnlockForm
from dandan_desktop.ui.work import Nothing, Work

if TYPE_CHECKING:
    from dandan_desktop.services.restoring import Preview, Restored
    from dandan_desktop.ui.copy_pane import CopyPane
    from dandan_desktop.ui.wreck_pane import WreckPane


class StartWindow(QWidget):
    """Ends with an open register, or is closed."""

    opened = Signal(Register)

    def __init__(self, register: Path | None = None) -> None:
        super().__init__()
        self.setWindowTitle("Sổ Dân vận")
        theme.mark(self, "page")
        self.resize(*theme.SMALLEST)
        screen_room.fit(self)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._work: Work | None = None
        self._register: Register | None = None
        self._asked: tuple[Any, ...] = ()
        self.damaged: Path | None = None
        """A register that opens but is known as damaged: its passphrase leads to where it is mended."""
        self.news = ""
        """What was done to the register before it opened, for its window to say."""
        self.help = QPushButton(self.tr("Trợ giúp (F1)"))
        self.notice = NoticeBar()
        self.problem = ProblemBar()
        self.stack = Pages()
        self.choices = Choices()
        self.unlock, self.new = UnlockForm(), NewForm()
        self.sheet, self.fresh = SheetForm(), FreshForm()
        for page in (self.choices, self.unlock, self.new, self.sheet, self.fresh):
            self.stack.addWidget(page)
        _lay_out(self)
        self._connect()
        if register is not None:
            self.show_unlock(register)

    @property
    def is_busy(self) -> bool:
        """Whether a register is being opened or made."""
        return self._work is not None

    @cached_property
    def wreck(self) -> "WreckPane":
        """What is offered when a register is damaged."""
        from dandan_desktop.ui.wreck_pane import WreckPane

        made = WreckPane()
        self.stack.addWidget(made)
        made.left.connect(self.go_back)
        made.copy_wanted.connect(lambda register: self.show_copy(register=register))
        made.mended.connect(lambda register, _: self.show_unlock(register))
        made.mended.connect(lambda _, words: self.say(words))
        return made

    @cached_property
    def copy(self) -> "CopyPane":
        """A register from a backup, where there is none that opens."""
        from dandan_desktop.ui.copy_pane import CopyPane

        made = CopyPane()
        self.stack.addWidget(made)
        made.left.connect(self.go_back)
        words = self.tr("Đang xem bản sao…")
        made.look_wanted.connect(partial(self.begin, words, opening.looked, done=made.show_preview))
        made.restore_wanted.connect(partial(_restore, self))
        made.mend_wanted.connect(partial(_mend, self))
        return made

    def say(self, words: str) -> None:
        """Say why a register stands at its unlock page again."""
        self.notice.say(words)

    def show_choices(self) -> None:
        """Go back to the first choice."""
        self.news = ""
        self.notice.hide()
        self._show(self.choices)

    def show_unlock(self, register: Path) -> None:
        """Ask for the passphrase of a register; a backup is offered to be restored."""
        if register.suffix == paths.PACKAGE_SUFFIX:
            self.show_copy(register)
            return
        self.damaged = None
        self._show(self.unlock)
        self.unlock.ask_for(register, registers.door(register), is_practice=opening.is_practice(register))

    def show_copy(self, package: Path | None = None, register: Path | None = None) -> None:
        """Ask for a backup and what opens it, to restore a register, or this one that cannot be opened."""
        self._show(self.copy)
        self.copy.ask_for(package, register)

    def show_sheet(self, register: Path) -> None:
        """Ask for the code on the recovery sheet of a register."""
        self._show(self.sheet)
        self.sheet.ask_for(register)

    def show_new(self) -> None:
        """Ask for place and passphrase of a new register."""
        self._show(self.new)
        self.new.clear()

    def open_practice(self) -> None:
        """Make the practice office where there is none yet, and open it."""
        self.begin(self.tr("Đang mở sổ thực hành…"), opening.practice_office)

    def go_back(self) -> None:
        """Go back one step: from the recovery sheet to the passphrase, else to the first choice."""
        if self.stack.currentWidget() in (self.sheet, self.fresh):
            self._let_go()
            self._show(self.unlock)
        else:
            self.show_choices()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.stack.currentWidget() is not self.choices:
            self.go_back()
        else:
            super().keyPressEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._pool.waitForDone()
        self._let_go()
        super().closeEvent(event)

    def _show(self, page: QWidget) -> None:
        self.problem.hide()
        self.stack.setCurrentWidget(page)

    def _let_go(self) -> None:
        """Close a register that the recovery sheet opened and nobody got a passphrase for."""
        if self._register is not None:
            self._register.close()
            self._register = None

    def _connect(self) -> None:
        words = self.tr("Đang mở sổ…")
        self.choices.register_chosen.connect(partial(_choose, self))
        self.choices.copy_wanted.connect(self.show_copy)
        self.choices.new_wanted.connect(self.show_new)
        self.choices.practice_wanted.connect(self.open_practice)
        self.unlock.asked.connect(partial(self.begin, words, opening.opened))
        self.unlock.sheet_wanted.connect(self.show_sheet)
        self.unlock.copy_wanted.connect(lambda register: self.show_copy(register=register))
        self.sheet.asked.connect(partial(self.begin, words, registers.open_by_sheet))
        renewing = self.tr("Đang đặt mật khẩu…")
        self.fresh.asked.connect(lambda *asked: self.begin(renewing, opening.renewed, self._register, *asked))
        self.new.asked.connect(partial(self.begin, self.tr("Đang lập sổ…"), opening.made))
        for form in (self.unlock, self.sheet, self.fresh, self.new):
            form.left.connect(self.go_back)

    def begin(
        self, words: str, way: Callable[..., Any], *asked: Any, done: Callable[[Any], None] | None = None
    ) -> None:
        """Do work on a thread of its own; what it gives goes to `done`, or is the register to show."""
        if self._work is not None:
            return

        def end(result: Any) -> None:
            self._work = None
            self.stack.setEnabled(True)
            (done or self._on_opened)(result)

        self.problem.hide()
        self._asked = asked
        self._work = Work(Nothing, lambda _, __: way(*asked), words, is_modal=True)
        ProgressBox(self._work, self, can_stop=False)
        self._work.finished.connect(end)
        self._work.failed.connect(self._on_work_failed)
        self.stack.setEnabled(False)
        self._pool.start(self._work.run)

    def _on_opened(self, opened: Register) -> None:
        asked, self._asked, self._register = self._asked, (), None
        if opened.path == self.damaged:
            opened.close()
            _show_wreck(self, *asked)
        elif opened.opener.is_sheet:
            self._register = opened
            self._show(self.fresh)
            self.fresh.ask_for(opened.users, opened.reader.uid)
        else:
            self.opened.emit(opened)

    def _on_work_failed(self, error: Any) -> None:
        self._work = None
        self.stack.setEnabled(True)
        if not isinstance(error, ClerkError):
            if error is not None:
                raise error
            return
        page: Any = self.stack.currentWidget()
        is_damaged = error.problem in (Problem.REGISTER_DAMAGED, Problem.REGISTER_DAMAGED_SINCE)
        if is_damaged and page in (self.unlock, self.sheet):
            _show_wreck(self, *self._asked)
            return
        is_told = hasattr(page, "tell") and page.tell(error)
        is_told = is_told or (page is self.sheet and opening.is_of_code(error) and self.sheet.wrong.tell(error))
        is_told = is_told or (page is self.unlock and error.problem is Problem.TRY_LATER)
        if not is_told:
            self.problem.tell(error)
        if page is self.unlock and error.problem is Problem.REGISTER_NEWER:
            self.unlock.from_copy.show()
            self.unlock.from_copy.setFocus()
        elif page is self.unlock:
            self.unlock.try_again(registers.door(self.unlock.register).wait)


def is_of_wreck(start: StartWindow) -> bool:
    """Whether the register on this page is known as damaged."""
    return start.damaged is not None or ("wreck" in vars(start) and start.stack.currentWidget() is start.wreck)


def _choose(start: StartWindow, register: Path) -> None:
    """Ask for the passphrase of a register; that of the practice office is known to everybody."""
    start.show_unlock(register)
    if opening.is_practice(register):
        words = start.tr("Đang mở sổ thực hành…")
        start.begin(words, opening.opened, register, registers.PRACTICE_PASSPHRASE, "")


def _show_wreck(start: StartWindow, register: Path, secret: str, name: str = "") -> None:
    start.notice.hide()
    start.problem.hide()
    start.stack.setCurrentWidget(start.wreck)
    start.wreck.show_wreck(register, secret, name)


def _restore(start: StartWindow, preview: "Preview", secret: str, name: str) -> None:
    """Restore a register and open it with what opened the backup; its unlock page says what was done meanwhile."""

    from dandan_desktop.services import restore_words

    def done(restored: "Restored") -> None:
        _open_again(start, preview, restore_words.notice(restored), secret, name)

    start.begin(start.tr("Đang khôi phục sổ…"), opening.restored, preview, done=done)


def _mend(start: StartWindow, preview: "Preview", secret: str, name: str) -> None:
    """Write the key file of a sound register anew and open it with what opened the backup."""
    words = start.tr("Đã lập lại tệp khoá của sổ. Sổ giữ nguyên; mật khẩu của mọi người vẫn như hiện nay.")
    done = partial(_open_again, start, preview, words, secret, name)
    start.begin(start.tr("Đang lập lại tệp khoá…"), opening.mended, preview, done=lambda _: done())


def _open_again(start: StartWindow, preview: "Preview", news: str, secret: str, name: str) -> None:
    start.show_unlock(preview.target)
    start.news = news
    start.say(news)
    words = start.tr("Đang mở sổ…")
    if preview.is_by_sheet:
        start.begin(words, registers.open_by_sheet, preview.target, secret)
    else:
        start.begin(words, opening.opened, preview.target, secret, name)


def _lay_out(start: StartWindow) -> None:
    card = QFrame()
    theme.mark(card, "card")
    card.setFixedWidth(theme.scaled(theme.READABLE * 2 // 3))
    title = QLabel("Sổ Dân vận")
    theme.mark(title, "title")
    words = QLabel(start.tr("Sổ nằm trên máy này và được mã hoá; chương trình không nối mạng."))
    words.setWordWrap(True)
    theme.mark(words, "second")
    inside = QVBoxLayout(card)
    inside.setContentsMargins(*([2 * theme.MARGIN] * 4))
    inside.setSpacing(theme.GAP)
    inside.addWidget(title)
    inside.addWidget(words)
    inside.addSpacing(theme.MARGIN)
    inside.addWidget(start.notice)
    inside.addWidget(start.problem)
    inside.addWidget(start.stack)
    theme.mark(start.help, "link")
    start.help.clicked.connect(help_key.press)
    inside.addSpacing(theme.GAP)
    inside.addWidget(start.help, 0, Qt.AlignmentFlag.AlignLeft)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(card)
    row.addStretch(1)
    layout = QVBoxLayout(start)
    layout.addStretch(1)
    layout.addLayout(row)
    layout.addStretch(2)

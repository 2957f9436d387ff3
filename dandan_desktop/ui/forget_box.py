"""What the boxes of erasing share: what still tells the name, and deleting what still holds it."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.domain.dates import show_date
from dandan_desktop.domain.errors import ClerkError
from dandan_desktop.domain.messages import sentences
from dandan_desktop.services import backups, copies, forgetting
from dandan_desktop.services.backups import Status
from dandan_desktop.services.erasing import Erasure
from dandan_desktop.services.forgetting import Forgotten, Old
from dandan_desktop.ui import erase_words, theme
from dandan_desktop.ui.form_parts import buttons
from dandan_desktop.ui.labels import prose
from dandan_desktop.ui.links_line import LinksLine
from dandan_desktop.ui.session import Session


class ForgetBox(QDialog):
    """Says things above its buttons; “Xoá cả trong bản sao…” tells what would go, then deletes just that."""

    help_topic = "trash"

    def __init__(self, session: Session, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self.old: list[Old] = []
        self._still: list[str] = []
        self.setWindowTitle(title)
        self.setMinimumWidth(theme.scaled(theme.READABLE * 3 // 4))
        self.heading, self.words = prose(title, "heading"), prose()
        self.still, self.lasting = LinksLine(session, lambda *_: self._still), prose("", "warning")
        theme.mark(self.still, "")
        self.problem = prose("", "error")
        self.yes, self.no = QPushButton(title), QPushButton(self.tr("Thôi (Esc)"))
        self.everywhere, self.agree = QPushButton(self.tr("Xoá cả trong bản sao…")), QPushButton()
        theme.mark(self.yes, "primary")
        for button in (self.no, self.everywhere, self.agree):
            button.setAutoDefault(False)
        for late in (self.lasting, self.problem, self.everywhere, self.agree):
            late.hide()
        self.no.clicked.connect(self.reject)
        self.everywhere.clicked.connect(self.ask_backups)
        self.agree.clicked.connect(self.erase_from_backups)
        self.still.linkActivated.connect(lambda _: self.reject())

    def ask_backups(self) -> None:
        """Look for what still holds the register as it was, tell how much would go, and from where, and ask."""
        register = self.session.register
        self.everywhere.setEnabled(False)
        work = self.session.run(
            lambda _, __: forgetting.older(register),
            self._on_older,
            words=self.tr("Đang tìm các bản sao cũ…"),
            is_quiet=True,
        )
        work.failed.connect(self._on_failed)

    def erase_from_backups(self) -> None:
        """Make a new backup and delete what was told."""
        register, old = self.session.register, self.old
        self.agree.setEnabled(False)
        work = self.session.run(
            lambda _, progress: (forgetting.forget(register, old, progress), backups.status(register)),
            self._on_forgotten,
            words=self.tr("Đang làm bản sao mới rồi bỏ các bản sao cũ…"),
            writes=True,
        )
        work.failed.connect(self._on_failed)

    def lay_out(self, *between: QWidget) -> None:
        """Put everything in place, what belongs to one box alone between the words and the problem."""
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(*([theme.MARGIN] * 4))
        layout.setSpacing(theme.GAP)
        for widget in (self.heading, self.words, self.still, self.lasting, *between, self.problem):
            layout.addWidget(widget)
        row: QHBoxLayout = buttons(self.no, self.everywhere, self.agree, self.yes)
        layout.addLayout(row)

    def say_still(self, lines: Sequence[str]) -> None:
        """Say what still tells the name, HTML lines with links."""
        self._still = list(lines)
        self.still.show_record(0)

    def say_lasting(self, old: Sequence[Old]) -> None:
        """Say what holds everything and is never deleted by itself."""
        self.lasting.setText(erase_words.lasting_words(old))
        self.lasting.setVisible(bool(old))

    def tell(self, error: ClerkError) -> None:
        """Say what was refused, in the box."""
        self.problem.setText(f"✕ {' '.join(sentences(error))}")
        self.problem.show()
        self.fit()

    def fit(self) -> None:
        """Grow to what is shown now: labels that break into lines do not ask for it themselves."""
        self._layout.activate()
        self.resize(self.width(), max(self._layout.totalHeightForWidth(self.width()), self.minimumSizeHint().height()))

    def end(self, found: tuple[Erasure, list[Old]], words: Callable[[Erasure, str], str], *asked: QWidget) -> None:
        """Say what was erased instead of what was asked; from now on only what still holds it can be deleted.

        `words` says it of the erasure and the day on which the last backup that holds it goes, empty without any.
        """
        done, old = found
        self.session.announce(done.changes)
        day = copies.gone_on(self.session.register)
        for widget in (*asked, self.problem, self.yes):
            widget.hide()
        self.words.setText(words(done, show_date(day) if day else ""))
        self.say_still(erase_words.still_after(done.named))
        self.say_lasting(old)
        self.everywhere.setVisible(day is not None or bool(old))
        self.no.setText(self.tr("Đóng (Esc)"))
        self.fit()
        self.no.setFocus()

    def _on_older(self, old: list[Old]) -> None:
        self.old = old
        self.words.setText(erase_words.old_words(old))
        self.agree.setText(erase_words.agree_words(old))
        for widget in (self.everywhere, self.lasting, self.problem):
            widget.hide()
        self.agree.show()
        self.fit()
        self.no.setFocus()

    def _on_forgotten(self, found: tuple[Forgotten, Status]) -> None:
        done, status = found
        self.session.backups_read.emit(status)
        self.agree.hide()
        self.problem.hide()
        self.words.setText(erase_words.forgotten_words(done))
        self.fit()
        self.no.setFocus()

    def _on_failed(self, error: object) -> None:
        self.everywhere.setEnabled(True)
        self.agree.setEnabled(True)
        if isinstance(error, ClerkError):
            self.tell(error)

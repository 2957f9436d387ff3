"""One person who opens the register: name, roles, organisations, and for a new one the first passphrase."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.drafts import Finding
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import trait
from dandan_desktop.domain.messages import sentences
from dandan_desktop.domain.users import User, UserBody, roles_of
from dandan_desktop.services import users
from dandan_desktop.services.users import UserLine
from dandan_desktop.ui import theme
from dandan_desktop.ui.field import Field
from dandan_desktop.ui.form_parts import primary
from dandan_desktop.ui.icons import icon
from dandan_desktop.ui.inputs import Desk, row_picker
from dandan_desktop.ui.labels import prose
from dandan_desktop.ui.passphrase_box import NewPassphrase
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.several import SeveralInput
from dandan_desktop.ui.sheet import Sheet, SheetSpec

ROWS = ("name |", "#Quyền *", "sees_totals enters", "approves administers")
PAGE = "user_form"
_DEED = "change_user"


def _findings(user: User) -> list[Finding]:
    powerless = Finding("sees_totals", " ".join(sentences(ClerkError(Problem.USER_POWERLESS))))
    return [] if roles_of(user) else [powerless]


class _Bodies(Field):
    """The organisations a person works for, kept in the draft of the form."""

    def __init__(self, session: Session) -> None:
        each, names = trait(UserBody, "body_id")._replace(required=False), session.store.names
        desk = Desk(session, lambda: session.today, deed=_DEED)
        super().__init__(each, desk, own=SeveralInput(row_picker(each, desk), lambda row: names.of("bodies", row)))
        self._shown: Sequence[int] = ()

    def read(self) -> list[int] | None:
        """The ids of the organisations; None when something is typed that is none: left out, it would open them all."""
        self.clear_finding()
        found = self.input.findings(self.trait.name)
        if found:
            self.show_finding(found[0])
        return None if found else list(self.value())

    def show_bodies(self, bodies: Sequence[int]) -> None:
        """Show the organisations a person has now."""
        self._shown = list(bodies)
        self.set_value(self._shown)

    @property
    def is_changed(self) -> bool:
        """Whether they differ from what was shown."""
        return bool(self.value() != self._shown)

    def drafts(self) -> list[int | str]:
        """What was chosen, and what was typed and matches nothing."""
        return list(self.value())

    def set_drafts(self, drafts: Sequence[int | str]) -> None:
        """Put back what was once chosen."""
        self.set_value(drafts)

    def where(self, focused: QWidget) -> str:
        """The box, where it has the keyboard."""
        return self.trait.name if self.isAncestorOf(focused) else ""

    def go_to(self, _: str) -> QWidget | None:
        """Give the box the keyboard."""
        self.input.picker.setFocus()
        picker: QWidget = self.input.picker
        return picker


class UserForm(QWidget):
    """Adds a person, or changes what one may do."""

    done = Signal()
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._row = 0
        self.title = QLabel()
        theme.mark(self.title, "title")
        self.sheet = Sheet(session, SheetSpec(User, ROWS, PAGE, findings=_findings, deed=_DEED))
        self.bodies = _Bodies(session)
        self.sheet.attach("bodies", self.bodies)
        self.passphrase = NewPassphrase(self.tr("Mật khẩu ban đầu"), self.tr("Nhập lại mật khẩu ban đầu"))
        self.first = prose(self.tr("Người này nên đổi mật khẩu ngay khi mở sổ lần đầu."), "second")
        self.save = primary(self.tr("Lưu (Ctrl+S)"))
        back = QPushButton(icon("chevron-left"), " " + self.tr("Danh sách (Esc)"))
        head = QHBoxLayout()
        head.addWidget(back)
        head.addStretch(1)
        head.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*([theme.MARGIN] * 4))
        layout.setSpacing(theme.GAP)
        words = self.tr("Quyền và tổ chức có hiệu lực từ lần mở sổ sau.")
        below = QHBoxLayout()
        below.setSpacing(theme.MARGIN)
        below.addWidget(_column(theme.GRID, self.bodies, prose(words, "second")), 1)
        below.addWidget(_column(0, self.passphrase, self.first), 1)  # has the space above its label itself
        layout.addLayout(head)
        layout.addWidget(self.title)
        layout.addWidget(self.sheet)
        layout.addLayout(below)
        layout.addStretch(1)
        self.setMaximumWidth(theme.scaled(theme.READABLE))
        self.setFocusProxy(self.sheet)
        self.save.clicked.connect(self.save_user)
        self.passphrase.entered.connect(self.save_user)
        self.sheet.left.connect(self.left)
        back.clicked.connect(self.left)

    def open(self, line: UserLine | None) -> None:
        """Show a person, or an empty form."""
        self._row = line.row if line else 0
        self.title.setText(line.name if line else self.tr("Thêm người dùng"))
        self.bodies.show_bodies(line.bodies if line else ())
        self.passphrase.clear()
        for widget in (self.passphrase, self.first):
            widget.setVisible(line is None)
        self.sheet.open(self.session.store.of(User).get(self._row) if line else None)

    def save_user(self) -> None:
        """Save what is typed; what is refused is shown below its field."""
        user, bodies, row, register = self.sheet.read(), self.bodies.read(), self._row, self.session.register
        passphrase = "" if row else self.passphrase.read()
        if user is None:
            self.sheet.setFocus()
        elif bodies is None:
            self.bodies.input.setFocus()
        if user is None or bodies is None or passphrase is None:
            return
        if row:
            self.session.run(
                lambda store, _: users.change(register, store, row, user, bodies),
                self._end, words=self.tr("Đang lưu quyền"), writes=True,
            )  # fmt: skip
        else:
            self.session.run(
                lambda store, _: users.add(register, store, user, bodies, passphrase),
                self._end, words=self.tr("Đang thêm người dùng"), writes=True,
            )  # fmt: skip

    def _end(self, _: Changes) -> None:
        self.sheet.drop_draft()
        self.passphrase.clear()
        self.done.emit()


def _column(above: int, *widgets: QWidget) -> QWidget:
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, above, 0, 0)
    layout.setSpacing(theme.GAP)
    for widget in widgets:
        layout.addWidget(widget)
    layout.addStretch(1)
    return column

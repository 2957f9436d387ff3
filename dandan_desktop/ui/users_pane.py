"""Người dùng: who opens the register, what each may do, passphrases, and the recovery sheet."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dandan_desktop.db.register import Register
from dandan_desktop.domain import numbers
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.progress import Progress
from dandan_desktop.domain.reasons import Why
from dandan_desktop.domain.users import Role, role_fact
from dandan_desktop.marks import override
from dandan_desktop.services import users
from dandan_desktop.services.users import UserLine
from dandan_desktop.ui import dialogs, permits, theme
from dandan_desktop.ui.form_parts import card_of
from dandan_desktop.ui.icons import icon, primary_icon
from dandan_desktop.ui.labels import prose
from dandan_desktop.ui.lines import Lines
from dandan_desktop.ui.own_passphrase import PassphraseForm
from dandan_desktop.ui.recovery_pane import RecoveryPane
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.stops import Entrance
from dandan_desktop.ui.user_form import UserForm

_HEADS = {"Họ và tên": 4, "Quyền": 5, "Tổ chức được phân công": 5, "Mật khẩu": 2}
Form = UserForm | PassphraseForm | RecoveryPane


class UsersPane(QWidget):
    """A list of the people with its forms for an administrator; one's own passphrase for everybody."""

    help_topic = "users"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.is_keeper = session.store.may("change_user")
        self.lines: list[UserLine] = []
        self.list = UserList(session)
        self.sheet_words = prose(role="second")
        self.own = QPushButton(icon("lock"), " " + self.tr("Đổi mật khẩu của tôi…"))
        self.new_sheet = QPushButton(icon("file-text"), " " + self.tr("Lập phiếu khôi phục mới…"))
        self._forms: dict[Form, QScrollArea] = {}
        self._stack = QStackedWidget()
        self._front = self._make_front()
        self._stack.addWidget(self._front)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self._connect()

    @property
    def form(self) -> Form | None:
        """The form now shown; None while it is the list."""
        shown = self._stack.currentWidget()
        return next((form for form, scroll in self._forms.items() if scroll is shown), None)

    def refresh(self) -> None:
        """Read the people again."""
        if self.is_keeper:
            self.lines = users.listed(self.session.register, self.session.store)
            self.list.fill(self.lines)
        has_sheet = self.session.register.has_recovery_sheet
        has, lacks = self.tr("Sổ đã có phiếu khôi phục."), self.tr("⚠ Sổ chưa có phiếu khôi phục.")
        self.sheet_words.setText(has if has_sheet else lacks)
        theme.mark(self.sheet_words, "second" if has_sheet else "warning")

    def add(self) -> None:
        """Ask for a new person."""
        form = UserForm(self.session)
        form.open(None)
        self._show(form)

    def change(self) -> None:
        """Ask what the chosen person may do."""
        line = self._chosen()
        if line is not None:
            form = UserForm(self.session)
            form.open(line)
            self._show(form)

    def reset(self) -> None:
        """Ask for a new passphrase of the chosen person."""
        line = self._chosen()
        if line is not None:
            form = PassphraseForm(self.session)
            form.open(line)
            self._show(form)

    def change_own(self) -> None:
        """Ask for another passphrase of whoever is at the register."""
        form = PassphraseForm(self.session)
        form.open()
        self._show(form)

    def make_sheet(self) -> None:
        """Go through making a new recovery sheet."""
        form = RecoveryPane(self.session, leave=self.tr("Thôi (Esc)"))
        form.made.connect(self.show_list)
        self._show(form)

    def remove(self) -> None:
        """Remove the chosen person and change the key, after saying what that means; the session ends with it."""
        line = self._chosen()
        if line is None:
            return
        what = f"{self.tr('Bỏ người dùng')} {line.name}?"
        consequence = self.tr(
            "Sổ được mã hoá lại bằng khoá mới: mật khẩu của người này không mở được sổ và các bản sao lập từ nay."
            " Bản sao người này đã chép đi trước đó thì vẫn đọc được. Việc này không hoàn tác được; làm xong, sổ đóng"
            " lại và mỗi người mở bằng mật khẩu như cũ."
        )
        if dialogs.ask(self, what, consequence, self.tr("Bỏ và thay khoá")):
            row = line.row

            def work(register: Register, _: Progress) -> None:
                users.remove(register, row)

            self.session.end_for(work, Why.USER_REMOVED, words=self.tr("Đang bỏ người dùng và thay khoá của sổ…"))

    def show_list(self) -> None:
        """Go back to the list."""
        form = self.form
        if isinstance(form, UserForm):
            form.sheet.keep_draft()
        self.refresh()
        self._stack.setCurrentWidget(self._front)
        (self.list.table if self.is_keeper else self.own).setFocus()
        if form is not None:
            scroll = self._forms.pop(form)
            self._stack.removeWidget(scroll)
            scroll.deleteLater()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.form is not None:
            self.show_list()
        else:
            super().keyPressEvent(event)

    def _chosen(self) -> UserLine | None:
        row = self.list.table.row
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def _show(self, form: Form) -> None:
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(form)
        theme.mark(form, "page")
        form.left.connect(self.show_list)
        if not isinstance(form, RecoveryPane):
            form.done.connect(self.show_list)
        self._forms[form] = scroll
        self._stack.addWidget(scroll)
        self._stack.setCurrentWidget(scroll)
        form.setFocus()

    def _make_front(self) -> QWidget:
        front = QWidget()
        layout = QVBoxLayout(front)
        layout.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GAP)
        layout.setSpacing(theme.MARGIN)
        layout.addWidget(self.list, 1)
        self.list.setVisible(self.is_keeper)
        name = self.session.store.reader.name
        below = QHBoxLayout()
        below.setSpacing(theme.MARGIN)
        below.addWidget(
            _card(self.tr("Mật khẩu của tôi"), prose(f"{self.tr('Người mở sổ')}: {name}.", "second"), self.own), 1
        )
        sheet = _card(self.tr("Phiếu khôi phục"), self.sheet_words, self.new_sheet)
        sheet.setVisible(self.is_keeper and not self.session.register.is_practice)
        below.addWidget(sheet, 1)
        layout.addLayout(below)
        if not self.is_keeper:
            layout.addStretch(1)
        return front

    def _connect(self) -> None:
        self.list.add.clicked.connect(self.add)
        self.list.change.clicked.connect(self.change)
        self.list.reset.clicked.connect(self.reset)
        self.list.remove.clicked.connect(self.remove)
        self.list.table.row_opened.connect(lambda _: self.change())
        self.list.table.row_deleted.connect(lambda _: self.remove())
        self.own.clicked.connect(self.change_own)
        self.new_sheet.clicked.connect(self.make_sheet)
        self.session.changed.connect(self._on_session_changed)
        made = QShortcut(QKeySequence("Ctrl+S"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.activated.connect(self._on_save)

    def _on_save(self) -> None:
        form = self.form
        if isinstance(form, UserForm):
            form.save_user()
        elif isinstance(form, PassphraseForm):
            form.save_passphrase()

    def _on_session_changed(self, changes: Changes) -> None:
        if self.isVisible() and changes.name in ("add_user", "change_user", "set_passphrase", "make_sheet", "undo"):
            self.refresh()


class UserList(QWidget):
    """The people as lines, with what can be done about the chosen one."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.table = Lines("users", _HEADS)
        self.table.setAccessibleName(self.tr("Người dùng"))
        self.add = QPushButton(primary_icon("plus"), " " + self.tr("Thêm người dùng"))
        theme.mark(self.add, "primary")
        self.change = QPushButton(self.tr("Sửa quyền… (Enter)"))
        self.reset = QPushButton(self.tr("Đặt lại mật khẩu…"))
        self.remove = QPushButton(icon("trash-2"), " " + self.tr("Bỏ người dùng…"))
        for button, deed in (
            (self.add, "add_user"), (self.change, "change_user"), (self.reset, "set_passphrase"),
            (self.remove, "remove_user"),
        ):  # fmt: skip
            permits.dress(button, session.store, deed)
        self.total = QLabel()
        theme.mark(self.total, "second")
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        for button in (self.change, self.reset, self.remove):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addLayout(row)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.total)
        Entrance(self, self.table, [self.change, self.reset, self.remove, self.add])

    def fill(self, lines: Sequence[UserLine]) -> None:
        """Show these people."""
        self.table.fill([self._texts(line) for line in lines])
        self.total.setText(f"{numbers.show_int(len(lines))} {self.tr('người dùng')}")

    def _texts(self, line: UserLine) -> tuple[str, ...]:
        names = self._session.store.names
        roles = " · ".join(role_fact(role).label for role in Role if role in line.roles)
        bodies = "; ".join(names.of("bodies", body) for body in line.bodies) or self.tr("Mọi tổ chức")
        is_me = line.uid == self._session.store.reader.uid
        name = f"{line.name} ({self.tr('đang mở sổ')})" if is_me else line.name
        return name, roles, bodies, self.tr("đã có") if line.has_passphrase else self.tr("⚠ chưa có")


def _card(heading: str, words: QLabel, button: QPushButton) -> QFrame:
    card, layout = card_of(heading)
    layout.addWidget(words)
    row = QHBoxLayout()
    row.addWidget(button)
    row.addStretch(1)
    layout.addLayout(row)
    return card

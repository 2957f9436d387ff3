"""Giving a passphrase: to oneself, after typing the one there is, or to somebody who forgot his."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.db.store import Store
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.services import users
from dandan_desktop.services.users import UserLine
from dandan_desktop.ui import theme
from dandan_desktop.ui.form_parts import Wrong, buttons, empty, labelled, primary
from dandan_desktop.ui.labels import prose
from dandan_desktop.ui.passphrase_box import NewPassphrase, PassphraseBox, caps_hint
from dandan_desktop.ui.session import Session

_OF_OLD = frozenset({Problem.WRONG_PASSPHRASE, Problem.TRY_LATER})
"""What is said below the old passphrase."""


class PassphraseForm(QWidget):
    """Asks for the new passphrase twice, and for one's own old one first."""

    done = Signal()
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._line: UserLine | None = None
        self.title = QLabel()
        theme.mark(self.title, "title")
        self.old = PassphraseBox()
        self.old_wrong = Wrong(self.old)
        self.new = NewPassphrase(self.tr("Mật khẩu mới"), self.tr("Nhập lại mật khẩu mới"))
        self.words = prose(role="second")
        self.save = primary("")
        back = QPushButton(self.tr("Thôi (Esc)"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*([theme.MARGIN] * 4))
        layout.setSpacing(theme.GAP)
        layout.addWidget(self.title)
        layout.addWidget(self.words)
        self._old_label = labelled(layout, self.tr("Mật khẩu đang dùng"), self.old)
        layout.addWidget(caps_hint(self.old))
        layout.addWidget(self.old_wrong.words)
        layout.addWidget(self.new)
        layout.addLayout(buttons(back, self.save))
        layout.addStretch(1)
        self.setMaximumWidth(theme.scaled(theme.READABLE * 2 // 3))
        self.old.returnPressed.connect(self.new.setFocus)
        self.new.entered.connect(self.save_passphrase)
        self.save.clicked.connect(self.save_passphrase)
        back.clicked.connect(self.left)

    def open(self, line: UserLine | None = None) -> None:
        """Ask for the passphrase of a person, or of whoever is at the register."""
        self._line = line
        name = line.name if line else self.session.store.reader.name
        self.title.setText(f"{self.tr('Đặt lại mật khẩu')}: {name}" if line else self.tr("Đổi mật khẩu của tôi"))
        forgotten = self.tr(
            "Mật khẩu cũ hết hiệu lực ngay. Báo mật khẩu mới trực tiếp cho người đó, không gửi qua mạng."
        )
        told = forgotten if line else f"{self.tr('Người mở sổ')}: {name}."
        self.words.setText(f"{told} {self.tr('Bản sao đã lập trước vẫn mở bằng mật khẩu cũ.')}")
        self.save.setText(self.tr("Đặt lại mật khẩu") if line else self.tr("Đổi mật khẩu"))
        for widget in (self._old_label, self.old):
            widget.setVisible(line is None)
        self.old.clear()
        self.old_wrong.tell(None)
        self.new.clear()
        self.setFocusProxy(self.new if line else self.old)

    def save_passphrase(self) -> None:
        """Give the new passphrase; what is refused stands below its box, any other problem above the page."""
        line, register, old = self._line, self.session.register, self.old.text()
        self.old_wrong.tell(None)
        new = self.new.read()
        if new is None:
            return
        if line is None and self.old_wrong.tell(None if old else empty("mật khẩu đang dùng")):
            return

        def give(store: Store) -> Changes:
            if line is not None:
                return users.reset(register, store, line.row, new)
            return users.set_own(register, store, old, new)

        words = self.tr("Đang đổi mật khẩu")
        work = self.session.run(lambda store, _: give(store), self._end, words=words, writes=True, told_there=_OF_OLD)
        work.failed.connect(self._on_failed)

    def _on_failed(self, error: object) -> None:
        self.old.setFocus()
        if isinstance(error, ClerkError) and error.problem in _OF_OLD:
            self.old_wrong.tell(error)

    def _end(self, _: Changes) -> None:
        self.old.clear()
        self.new.clear()
        self.done.emit()

"""The two forms of the start screen: a register's passphrase, and place and passphrase of a new register."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from dandan_desktop import paths
from dandan_desktop.db.register import SHORTEST, check_passphrase
from dandan_desktop.domain import text
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.messages import sentences
from dandan_desktop.services import registers
from dandan_desktop.ui import dialogs, theme


def _labelled(layout: QVBoxLayout, words: str, widget: QWidget) -> QLabel:
    label = QLabel(words)
    theme.mark(label, "label")
    label.setBuddy(widget)
    layout.addSpacing(theme.GRID)
    widget.setAccessibleName(words)
    layout.addWidget(label)
    layout.addWidget(widget)
    return label


def _second(words: str) -> QLabel:
    label = QLabel(words)
    label.setWordWrap(True)
    theme.mark(label, "second")
    return label


def _problem() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    theme.mark(label, "error")
    label.hide()
    return label


class UnlockForm(QWidget):
    """Asks for the passphrase of one register."""

    asked = Signal(Path, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._register = Path()
        self.name = QLabel()
        theme.mark(self.name, "heading")
        self.name.setWordWrap(True)
        self.folder = _second("")
        self.hint = _second("")
        self.hint.setObjectName("practice_passphrase")
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.seen = QCheckBox(self.tr("Hiện mật khẩu"))
        self.open_it = QPushButton(self.tr("Mở sổ"))
        theme.mark(self.open_it, "primary")
        back = QPushButton(self.tr("Quay lại (Esc)"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addWidget(self.name)
        layout.addWidget(self.folder)
        layout.addWidget(self.hint)
        _labelled(layout, self.tr("Mật khẩu"), self.passphrase)
        layout.addWidget(self.seen)
        layout.addLayout(_row(back, self.open_it))
        layout.addStretch(1)
        self.seen.toggled.connect(self._on_seen_toggled)
        self.passphrase.returnPressed.connect(self._ask)
        self.open_it.clicked.connect(self._ask)
        back.clicked.connect(self.left)

    def ask_for(self, register: Path, *, is_practice: bool) -> None:
        """Ask for this register's passphrase; that of the practice office is shown."""
        self._register = register
        self.name.setText(register.stem)
        self.folder.setText(f"{self.tr('Thư mục')}: {register.parent}")
        self.hint.setText(f"{self.tr('Mật khẩu của sổ thực hành')}: {registers.PRACTICE_PASSPHRASE}")
        self.hint.setVisible(is_practice)
        self.seen.setChecked(is_practice)
        self.passphrase.clear()
        self.passphrase.setFocus()

    def try_again(self) -> None:
        """Let the passphrase be typed again."""
        self.passphrase.selectAll()
        self.passphrase.setFocus()

    def _on_seen_toggled(self, is_seen: bool) -> None:  # noqa: FBT001 - what the signal carries
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Normal if is_seen else QLineEdit.EchoMode.Password)

    def _ask(self) -> None:
        if self.passphrase.text():
            self.asked.emit(self._register, self.passphrase.text())


class NewForm(QWidget):
    """Asks for the place, the clerk's name and the passphrase, twice."""

    asked = Signal(Path, str, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.place, self.who = QLineEdit(), QLineEdit()
        self.first, self.second = QLineEdit(), QLineEdit()
        for box in (self.first, self.second):
            box.setEchoMode(QLineEdit.EchoMode.Password)
        self.first_problem, self.second_problem = _problem(), _problem()
        self.make = QPushButton(self.tr("Lập sổ"))
        theme.mark(self.make, "primary")
        back = QPushButton(self.tr("Quay lại (Esc)"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        _labelled(layout, self.tr("Tệp sổ mới"), self._place_row())
        _labelled(layout, self.tr("Họ và tên người giữ sổ"), self.who)
        _labelled(layout, self.tr("Mật khẩu"), self.first)
        rule = f"{self.tr('Ít nhất')} {SHORTEST} {self.tr('ký tự. Dễ nhớ và bền: năm tiếng không dấu, cách nhau.')}"
        self.rule = _second(rule)
        layout.addWidget(self.first_problem)
        layout.addWidget(self.rule)
        _labelled(layout, self.tr("Nhập lại mật khẩu"), self.second)
        layout.addWidget(self.second_problem)
        layout.addWidget(_second(self.tr("Quên mật khẩu thì không ai mở được sổ. Hãy ghi ra giấy, cất nơi có khoá.")))
        layout.addLayout(_row(back, self.make))
        layout.addStretch(1)
        self.second.returnPressed.connect(self._ask)
        self.make.clicked.connect(self._ask)
        back.clicked.connect(self.left)

    def clear(self) -> None:
        """Start afresh, with a proposal for the place."""
        self.place.setText(str(Path.home() / f"so-dan-van{paths.SUFFIX}"))
        for box in (self.who, self.first, self.second):
            box.clear()
        self._tell(None)
        self.who.setFocus()

    def _place_row(self) -> QWidget:
        holder = QWidget()
        choose = QPushButton(self.tr("Chọn nơi…"))
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.place, 1)
        row.addWidget(choose)
        choose.clicked.connect(self._on_choose_clicked)
        holder.setFocusProxy(self.place)
        return holder

    def _on_choose_clicked(self) -> None:
        kinds = f"Sổ Dân vận (*{paths.SUFFIX})"
        chosen = dialogs.pick_new_file(self, self.tr("Nơi đặt sổ"), Path(self.place.text()), kinds)
        if chosen is not None:
            self.place.setText(str(chosen))

    def _ask(self) -> None:
        try:
            _check_both(self.first.text(), self.second.text())
        except ClerkError as error:
            self._tell(error)
            return
        self._tell(None)
        self.asked.emit(Path(self.place.text().strip()), self.first.text(), text.tidy(self.who.text()))

    def _tell(self, error: ClerkError | None) -> None:
        """Say below the box concerned what is wrong, or that nothing is, and let that box be typed in again."""
        differ = error is not None and error.problem is Problem.PASSPHRASES_DIFFER
        short = error is not None and not differ
        for box, label, is_wrong in (
            (self.first, self.first_problem, short), (self.second, self.second_problem, differ),
        ):  # fmt: skip
            theme.mark_wrong(box, is_wrong=is_wrong)
            label.setText(f"✕ {' '.join(sentences(error))}" if error and is_wrong else "")
            label.setVisible(is_wrong)
            if is_wrong:
                box.selectAll()
                box.setFocus()
        self.rule.setVisible(not short)


def _check_both(first: str, second: str) -> None:
    if first != second:
        raise ClerkError(Problem.PASSPHRASES_DIFFER)
    check_passphrase(first, is_practice=False)


def _row(*buttons: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, theme.GAP, 0, 0)
    row.setSpacing(theme.GAP)
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    return row

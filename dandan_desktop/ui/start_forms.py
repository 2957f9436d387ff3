"""The forms of the start screen: who opens a register and with what, the recovery sheet, and a new register."""

import time
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from dandan_desktop import paths
from dandan_desktop.domain import text
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.services import registers
from dandan_desktop.services.registers import Door
from dandan_desktop.ui import dialogs, theme
from dandan_desktop.ui.choice import ChoiceInput
from dandan_desktop.ui.form_parts import Wrong, all_right, buttons, empty, file_row, labelled, primary
from dandan_desktop.ui.labels import prose
from dandan_desktop.ui.passphrase_box import NewPassphrase, PassphraseBox, caps_hint

_TICK = 250
"""Milliseconds between two looks at the clock while a wait is counted down."""
OF_PLACE = frozenset({
    Problem.REGISTER_EXISTS, Problem.REGISTER_ON_NETWORK, Problem.REGISTER_IN_SYNC_FOLDER, Problem.FOLDER_MISSING,
    Problem.FOLDER_READ_ONLY, Problem.DISK_FULL,
})  # fmt: skip
"""What is wrong with the place of a new register."""


def _form(owner: QWidget, spacing: int) -> QVBoxLayout:
    layout = QVBoxLayout(owner)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    return layout


class UnlockForm(QWidget):
    """Asks who opens a register, where there are several, and for the passphrase; counts down a wait."""

    help_topic = "unlock"

    asked = Signal(Path, str, str)
    """The register, the passphrase, the name of the person; no name where it is not asked."""
    sheet_wanted = Signal(Path)
    """The register shall be opened with its recovery sheet."""
    copy_wanted = Signal(Path)
    """The register cannot be opened; it shall be restored from a backup."""
    left = Signal()

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self.register = Path()
        self._clock, self._until = clock, 0.0
        self.name = prose(role="heading")
        self.folder = prose(role="second")
        self.hint = prose(role="second")
        self.hint.setObjectName("practice_passphrase")
        self.person = ChoiceInput((), none=None)
        self.passphrase = PassphraseBox()
        self.wrong = Wrong(self.passphrase)
        self.seen = QCheckBox(self.tr("Hiện mật khẩu"))
        self.patience = prose(role="warning")
        self.open_it = primary(self.tr("Mở sổ"))
        self.by_sheet = QPushButton(self.tr("Mở bằng phiếu khôi phục…"))
        self.keyless = prose(role="warning")
        self.alone = prose(role="second")
        self.forgotten = prose(role="second")
        self._names: tuple[str, ...] = ()
        self.from_copy = QPushButton(self.tr("Khôi phục từ bản sao…"))
        for link in (self.by_sheet, self.from_copy):
            theme.mark(link, "link")
        self._timer = QTimer(self, interval=_TICK)
        self._timer.timeout.connect(self.count_down)
        self._lay_out()
        self.seen.toggled.connect(self.passphrase.set_seen)
        self.passphrase.returnPressed.connect(self._ask)
        self.open_it.clicked.connect(self._ask)
        self.by_sheet.clicked.connect(lambda: self.sheet_wanted.emit(self.register))
        self.from_copy.clicked.connect(lambda: self.copy_wanted.emit(self.register))

    def ask_for(self, register: Path, door: Door, *, is_practice: bool) -> None:
        """Ask for this register's passphrase; that of the practice office is shown."""
        self.register = register
        self.name.setText(self.tr("Sổ thực hành") if is_practice else register.stem)
        self.folder.setText(f"{self.tr('Thư mục')}: {register.parent}")
        self.hint.setText(f"{self.tr('Mật khẩu của sổ thực hành')}: {registers.PRACTICE_PASSPHRASE}")
        self.hint.setVisible(is_practice)
        self.by_sheet.setVisible(not is_practice)
        is_keyless = not door.names and not is_practice
        lost = self.tr("Không thấy tệp khoá (đuôi .khoa) ở cạnh sổ.")
        broken = self.tr("Tệp khoá (đuôi .khoa) ở cạnh sổ bị hỏng.")
        advice = self.tr("Gõ mật khẩu mà không mở được thì lập lại tệp khoá từ bản sao.")
        self.keyless.setText(f"⚠ {broken if door.is_damaged else lost} {advice}")
        self._names = () if is_practice else door.names
        self.alone.hide()
        self.keyless.setVisible(is_keyless)
        self.from_copy.setVisible(is_keyless)
        self.person.clear()
        for name in door.names:
            self.person.addItem(name, name)
        self.person.set_value(door.last or None)
        is_asked = len(door.names) > 1
        by_keeper = self.tr(
            "Quên mật khẩu: nhờ người quản trị mở sổ, vào Sao lưu & thiết lập, thẻ Người dùng, bấm Đặt lại mật khẩu;"
            " hoặc mở bằng phiếu khôi phục."
        )
        by_sheet = self.tr("Quên mật khẩu: mở bằng phiếu khôi phục cất trong phong bì niêm phong.")
        self.forgotten.setText(by_keeper if is_asked else by_sheet)
        self.forgotten.setVisible(not is_practice)
        for widget in (self.person, self._person_label):
            widget.setVisible(is_asked)
        self.seen.setChecked(is_practice)
        self.passphrase.clear()
        self.wrong.tell(None)
        self.wait(door.wait)
        self.passphrase.setFocus()

    def try_again(self, seconds: float) -> None:
        """Let the passphrase be typed again, after a wait; where one person alone has one, say who."""
        self.keyless.hide()
        if len(self._names) == 1:
            words = self.tr("Sổ này chỉ có mật khẩu của {name}. Người khác cần người quản trị đặt mật khẩu.")
            self.alone.setText(words.format(name=self._names[0]))
            self.alone.show()
        self.wait(seconds)
        self.passphrase.selectAll()
        self.passphrase.setFocus()

    def wait(self, seconds: float) -> None:
        """Take no passphrase for so many seconds, and count them down."""
        self._until = self._clock() + seconds
        self.count_down()

    def count_down(self) -> None:
        """Say how long the wait still is; at its end the passphrase is taken again."""
        left = self._until - self._clock()
        is_over = left <= 0
        self.open_it.setEnabled(is_over)
        self.patience.setVisible(not is_over)
        if is_over:
            self._timer.stop()
        else:
            words = self.tr("Đã nhập sai nhiều lần. Nhập lại được sau")
            self.patience.setText(f"⚠ {words} {max(1, round(left + 0.49))} {self.tr('giây')}.")
            self._timer.start()

    def _lay_out(self) -> None:
        back = QPushButton(self.tr("Quay lại (Esc)"))
        back.clicked.connect(self.left)
        layout = _form(self, theme.GAP)
        for widget in (self.name, self.folder, self.hint):
            layout.addWidget(widget)
        self._person_label = labelled(layout, self.tr("Người mở sổ"), self.person)
        labelled(layout, self.tr("Mật khẩu"), self.passphrase)
        layout.addWidget(caps_hint(self.passphrase))
        layout.addWidget(self.wrong.words)
        layout.addWidget(self.seen)
        layout.addWidget(self.patience)
        layout.addWidget(self.alone)
        layout.addWidget(self.keyless)
        layout.addWidget(self.from_copy, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.forgotten)
        row = buttons(back, self.open_it)
        row.insertWidget(0, self.by_sheet)
        layout.addLayout(row)
        layout.addStretch(1)
        self.setTabOrder(self.seen, self.open_it)
        self.setTabOrder(self.open_it, back)
        self.setTabOrder(back, self.by_sheet)
        self.setTabOrder(self.by_sheet, self.from_copy)

    def _ask(self) -> None:
        if self.open_it.isEnabled() and not self.wrong.tell(None if self.passphrase.text() else empty("mật khẩu")):
            name = self.person.value() if self.person.count() > 1 else ""
            self.asked.emit(self.register, self.passphrase.text(), name)


class SheetForm(QWidget):
    """Asks for the code on the recovery sheet."""

    help_topic = "unlock"

    asked = Signal(Path, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._register = Path()
        self.name = prose(role="heading")
        self.code = QLineEdit()
        self.code.setPlaceholderText(self.tr("7 nhóm, mỗi nhóm 4 chữ hoặc số"))
        self.wrong = Wrong(self.code)
        self.open_it = primary(self.tr("Mở sổ"))
        back = QPushButton(self.tr("Quay lại (Esc)"))
        layout = _form(self, theme.GAP)
        layout.addWidget(self.name)
        words = self.tr(
            "Dùng khi không còn ai nhớ mật khẩu. Lấy phiếu trong phong bì niêm phong và gõ mã in trên phiếu."
        )
        layout.addWidget(prose(words, "second"))
        labelled(layout, self.tr("Mã trên phiếu khôi phục"), self.code)
        layout.addWidget(self.wrong.words)
        layout.addLayout(buttons(back, self.open_it))
        layout.addStretch(1)
        self.code.returnPressed.connect(self._ask)
        self.open_it.clicked.connect(self._ask)
        back.clicked.connect(self.left)

    def ask_for(self, register: Path) -> None:
        """Ask for the code of this register's sheet."""
        self._register = register
        self.name.setText(register.stem)
        self.code.clear()
        self.wrong.tell(None)
        self.code.setFocus()

    def _ask(self) -> None:
        if not self.wrong.tell(None if self.code.text().strip() else empty("mã trên phiếu khôi phục")):
            self.asked.emit(self._register, self.code.text())


class FreshForm(QWidget):
    """After the recovery sheet: whose passphrase is forgotten, and the new one."""

    help_topic = "unlock"

    asked = Signal(str, str)
    """The name of the person and the new passphrase."""
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.person = ChoiceInput((), none=None)
        self.passphrase = NewPassphrase(self.tr("Mật khẩu mới"), self.tr("Nhập lại mật khẩu mới"))
        self.give = primary(self.tr("Đặt mật khẩu và mở sổ"))
        back = QPushButton(self.tr("Thôi (Esc)"))
        layout = _form(self, theme.GRID)
        layout.addWidget(prose(self.tr("Mã đúng. Hãy đặt mật khẩu mới cho một người dùng của sổ."), "heading"))
        labelled(layout, self.tr("Người dùng"), self.person)
        layout.addWidget(self.passphrase)
        words = self.tr("Mật khẩu cũ của người này hết hiệu lực. Cất phiếu lại vào phong bì niêm phong.")
        layout.addWidget(prose(words, "second"))
        layout.addLayout(buttons(back, self.give))
        layout.addStretch(1)
        self.passphrase.entered.connect(self._ask)
        self.give.clicked.connect(self._ask)
        back.clicked.connect(self.left)

    def ask_for(self, people: Mapping[str, str], chosen: str) -> None:
        """Ask for one of these people (names by uid) and the new passphrase."""
        self.person.clear()
        for name in people.values():
            self.person.addItem(name, name)
        self.person.set_value(people.get(chosen))
        self.passphrase.clear()
        self.person.setFocus()

    def _ask(self) -> None:
        passphrase = self.passphrase.read()
        if passphrase is not None:
            self.asked.emit(self.person.value(), passphrase)


class NewForm(QWidget):
    """Asks for the place, the keeper's name and the passphrase, twice; what is wrong stands below its box."""

    help_topic = "start"

    asked = Signal(Path, str, str)
    """The place, the passphrase, the keeper's name."""
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.place, self.who = QLineEdit(), QLineEdit()
        self.place_wrong, self.who_wrong = Wrong(self.place), Wrong(self.who)
        self.passphrase = NewPassphrase()
        self.make = primary(self.tr("Lập sổ"))
        back = QPushButton(self.tr("Quay lại (Esc)"))
        choose = QPushButton(self.tr("Chọn nơi…"))
        choose.clicked.connect(self._on_choose_clicked)
        layout = _form(self, theme.GRID)
        labelled(layout, self.tr("Tệp sổ mới"), file_row(self.place, choose))
        layout.addWidget(self.place_wrong.words)
        labelled(layout, self.tr("Họ và tên người quản trị sổ"), self.who)
        layout.addWidget(self.who_wrong.words)
        layout.addWidget(self.passphrase)
        words = self.tr("Chọn xong cơ quan, chương trình in phiếu khôi phục để cất két, phòng khi quên mật khẩu.")
        layout.addWidget(prose(words, "second"))
        secrets = self.tr("Không ghi vào sổ nội dung của tài liệu Mật, Tối mật, Tuyệt mật.")
        layout.addWidget(prose(secrets, "warning"))
        layout.addLayout(buttons(back, self.make))
        layout.addStretch(1)
        self.who.returnPressed.connect(self.passphrase.setFocus)
        self.passphrase.entered.connect(self._ask)
        self.make.clicked.connect(self._ask)
        back.clicked.connect(self.left)

    def clear(self) -> None:
        """Start afresh, with a proposal for the place."""
        self.place.setText(str(Path.home() / f"so-dan-van{paths.SUFFIX}"))
        self.who.clear()
        self.passphrase.clear()
        all_right([(self.place_wrong, None), (self.who_wrong, None)])
        self.who.setFocus()

    def tell(self, error: ClerkError) -> bool:
        """Say below the place why no register can be there; False for a problem that is not the place's."""
        return error.problem in OF_PLACE and self.place_wrong.tell(error)

    def _on_choose_clicked(self) -> None:
        chosen = dialogs.pick_new_register(self, Path(self.place.text()))
        if chosen is not None:
            self.place.setText(str(chosen))

    def _ask(self) -> None:
        passphrase = self.passphrase.read()
        name = text.tidy(self.who.text())
        is_named = all_right(
            [(self.place_wrong, None), (self.who_wrong, None if name else ClerkError(Problem.USER_NAMELESS))]
        )
        if passphrase is not None and is_named:
            self.asked.emit(Path(self.place.text().strip()), passphrase, name)

"""A register from a backup at the start screen: which backup and what opens it, then what it holds and where to."""

import os
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from dandan_desktop import paths
from dandan_desktop.domain.dates import show_moment
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.numbers import show_int
from dandan_desktop.domain.thinning import KINDS
from dandan_desktop.marks import override
from dandan_desktop.services import registers, restore_words, restoring
from dandan_desktop.services.restoring import Front, Preview
from dandan_desktop.ui import backup_words, dialogs, opening, theme
from dandan_desktop.ui.choice import ChoiceInput
from dandan_desktop.ui.form_parts import Wrong, all_right, buttons, empty, file_row, labelled, primary
from dandan_desktop.ui.labels import prose
from dandan_desktop.ui.passphrase_box import PassphraseBox, caps_hint
from dandan_desktop.ui.start_forms import OF_PLACE

_OF_SECRET = (Problem.WRONG_PASSPHRASE, Problem.TRY_LATER)
_OF_TARGET = OF_PLACE | {Problem.RESTORE_WOULD_REPLACE, Problem.REGISTER_IN_USE}


_SOUND = "Sổ trên máy này vẫn mở được, chỉ tệp khoá bị mất hoặc hỏng. Lập lại tệp khoá thì không mất việc nào."


class CopyPane(QWidget):
    """Two steps; a backup is only read, and a register that stands at the chosen place is moved aside."""

    help_topic = "restore"

    look_wanted = Signal(Path, object, str, str)
    """The backup, the place (None: one is proposed), the passphrase or code, the name of the person."""
    restore_wanted = Signal(object, str, str)
    """The preview agreed to, the passphrase or code, the name of the person."""
    mend_wanted = Signal(object, str, str)
    """As `restore_wanted`, for the key file alone of the register in place."""
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.preview: Preview | None = None
        self._register: Path | None = None
        self.package, self.place = QLineEdit(), QLineEdit()
        self.package_wrong, self.place_wrong = Wrong(self.package), Wrong(self.place)
        self.front, self.found = prose("", "second"), prose("", "heading")
        self.person = ChoiceInput((), none=None)
        self.secret = PassphraseBox()
        self.secret_wrong = Wrong(self.secret)
        self.seen = QCheckBox(self.tr("Hiện chữ đang gõ"))
        self.about, self.held, self.there = prose("", "second"), prose("", "good"), prose("", "warning")
        self.look, self.go = primary(self.tr("Xem bản sao")), primary(self.tr("Khôi phục và mở sổ"))
        self.mend = primary(self.tr("Lập lại tệp khoá và mở sổ"))
        self.sound = prose(self.tr(_SOUND), "good")
        self.instead = QPushButton(self.tr("Vẫn thay cả sổ bằng bản sao này…"))
        theme.mark(self.instead, "link")
        self.first, self.second = QWidget(), QWidget()
        self._lay_out_first()
        self._lay_out_second()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.first)
        layout.addWidget(self.second)
        self.package.textChanged.connect(self._on_package_changed)
        self.package.returnPressed.connect(self.secret.setFocus)
        self.secret.returnPressed.connect(self._ask)
        self.seen.toggled.connect(self.secret.set_seen)
        self.look.clicked.connect(self._ask)
        self.place.textChanged.connect(lambda _: self._forget_place())
        self.place.returnPressed.connect(self._agree)
        self.go.clicked.connect(self._agree)
        self.mend.clicked.connect(self._mend)
        self.instead.clicked.connect(lambda: self._offer(mends=False))

    @property
    def is_second(self) -> bool:
        """Whether the clerk sees what the backup holds."""
        return not self.second.isHidden()

    def ask_for(self, package: Path | None, register: Path | None) -> None:
        """Start afresh, with this backup if one is known, for this register if one cannot be opened."""
        self._register = register
        self.secret.clear()
        self.seen.setChecked(False)
        self.secret_wrong.tell(None)
        self.package.setText(str(package or ""))
        self._on_package_changed()
        self._step(self.first, self.secret if package else self.package)

    def show_preview(self, preview: Preview) -> None:
        """Tell what the backup holds and where it goes; where nothing stands and the place was asked for, go on."""
        is_again = self.is_second
        self.preview = preview
        self._fill(preview)
        if is_again and not self.there.text():
            self._agree()
            return
        self._offer(mends=preview.lacks_keys_only)
        self._step(self.second, self.mend if preview.lacks_keys_only else self.place)

    def tell(self, error: ClerkError) -> bool:
        """Say below its box what is wrong; False for a problem that is no box's."""
        if self.is_second:
            return error.problem in _OF_TARGET and self.place_wrong.tell(error)
        if error.problem is Problem.RESTORE_WOULD_REPLACE and self._register is not None:
            self._register = None  # another register than that of the backup: a new file is proposed instead
            self._ask()
            return True
        if error.problem is Problem.PACKAGE_DAMAGED:
            return self.package_wrong.tell(error)
        return error.problem in _OF_SECRET and self.secret_wrong.tell(error)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_second:
            self._step(self.first, self.secret)
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        package = None if self.package.text().strip() else empty("đường dẫn tệp bản sao")
        secret = None if self.secret.text() else empty("mật khẩu hoặc mã")
        if all_right([(self.package_wrong, package), (self.secret_wrong, secret)]):
            self.look_wanted.emit(self._package(), self._register, self.secret.text(), self._name())

    def _agree(self) -> None:
        typed = self.place.text().strip()
        target = registers.named(Path(typed)).absolute()
        if typed and self.preview is not None and target == self.preview.target:
            self.restore_wanted.emit(self.preview, self.secret.text(), self._name())
        elif not self.place_wrong.tell(None if typed else empty("tên tệp sổ")):
            self.look_wanted.emit(self._package(), target, self.secret.text(), self._name())

    def _mend(self) -> None:
        if self.preview is not None:
            self.mend_wanted.emit(self.preview, self.secret.text(), self._name())

    def _offer(self, *, mends: bool) -> None:
        """Where only the key file is lacking, that alone is offered; the whole register once it is asked for."""
        of_keys: tuple[QWidget, ...] = (self.sound, self.mend, self.instead)
        of_all: tuple[QWidget, ...] = (self.go, self._place_row, self._place_label)
        for widget in (*of_keys, *of_all):
            widget.setVisible((widget in of_keys) == mends)
        self.there.setVisible(not mends and bool(self.there.text()))
        (self.mend if mends else self.place).setFocus()

    def _package(self) -> Path:
        return Path(self.package.text().strip())

    def _name(self) -> str:
        return self.person.value() or ""

    def _step(self, shown: QWidget, focus: QWidget) -> None:
        for step in (self.first, self.second):
            step.setVisible(step is shown)
        focus.setFocus()

    def _fill(self, preview: Preview) -> None:
        self.found.setText(_called(preview))
        office = preview.office or self.tr("chưa chọn cơ quan")
        self.about.setText(f"{office} · {self.tr('sao lưu')} {KINDS[preview.kind]}")
        held = backup_words.held_words(preview.counts)
        self.held.setText(
            f"{self.tr('Bản sao có')} {held}; {self.tr('nhật ký')} {show_int(preview.deeds)} {self.tr('việc')}."
        )
        self.place.setText(str(preview.target))
        self.there.setText(_warning(preview))
        theme.mark(self.there, "warning" if self.there.text().startswith("⚠") else "second")
        self.there.setVisible(bool(self.there.text()))

    def _forget_place(self) -> None:
        self.place_wrong.tell(None)
        self.there.hide()

    def _on_package_changed(self) -> None:
        typed = self.package.text().strip()
        self.person.clear()
        self.front.hide()
        people: tuple[str, ...] = ()
        try:
            front = restoring.front(Path(typed)) if typed else None
        except ClerkError as error:
            self.package_wrong.tell(error)
        else:
            self.package_wrong.tell(None)
            if front is not None:
                self.front.setText(f"{_called(front)}, {self.tr('sao lưu')} {KINDS[front.kind]}.")
                self.front.show()
                people = front.people
        self.person.addItem(self.tr("Không rõ, thử từng người"), None)
        for name in people:
            self.person.addItem(name, name)
        for widget in (self.person, self._person_label):
            widget.setVisible(len(people) > 1)

    def _on_choose_clicked(self) -> None:
        chosen = dialogs.pick_package(self, opening.backups_folder(self._register))
        if chosen is not None:
            self.package.setText(str(chosen))
            self.secret.setFocus()

    def _on_place_clicked(self) -> None:
        chosen = dialogs.pick_new_register(self, Path(self.place.text()))
        if chosen is not None:
            self.place.setText(str(chosen))

    def _lay_out_first(self) -> None:
        back = QPushButton(self.tr("Quay lại (Esc)"))
        self.choose = QPushButton(self.tr("Chọn bản sao…"))
        self.choose.clicked.connect(self._on_choose_clicked)
        back.clicked.connect(self.left)
        layout = QVBoxLayout(self.first)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addWidget(prose(self.tr("Khôi phục sổ từ bản sao"), "heading"))
        words = self.tr("Dùng khi máy này chưa có sổ, hoặc sổ không mở được. Bản sao là tệp có đuôi")
        layout.addWidget(prose(f"{words} {paths.PACKAGE_SUFFIX}.", "second"))
        labelled(layout, self.tr("Tệp bản sao"), file_row(self.package, self.choose))
        layout.addWidget(self.front)
        layout.addWidget(self.package_wrong.words)
        self._person_label = labelled(layout, self.tr("Người có mật khẩu"), self.person)
        labelled(layout, self.tr("Mật khẩu của người quản trị, hoặc mã trên phiếu khôi phục"), self.secret)
        layout.addWidget(caps_hint(self.secret))
        layout.addWidget(self.secret_wrong.words)
        layout.addWidget(self.seen)
        layout.addLayout(buttons(back, self.look))
        layout.addStretch(1)

    def _lay_out_second(self) -> None:
        choose, back = QPushButton(self.tr("Chọn nơi…")), QPushButton(self.tr("Quay lại (Esc)"))
        choose.clicked.connect(self._on_place_clicked)
        back.clicked.connect(lambda: self._step(self.first, self.secret))
        layout = QVBoxLayout(self.second)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        for widget in (self.found, self.about, self.held):
            layout.addWidget(widget)
        self._place_row = file_row(self.place, choose)
        self._place_label = labelled(layout, self.tr("Tệp sổ trên máy này"), self._place_row)
        layout.addWidget(self.place_wrong.words)
        layout.addWidget(self.sound)
        layout.addWidget(self.there)
        layout.addWidget(self.instead, 0, Qt.AlignmentFlag.AlignLeft)
        row = buttons(back, self.go)
        row.addWidget(self.mend)
        layout.addLayout(row)
        layout.addStretch(1)


def _warning(preview: Preview) -> str:
    """What has to be known before restoring to this place, with ⚠ where something is amiss; empty on a new machine."""
    if os.path.lexists(preview.target):
        kept = "Ở đây đang có sổ này: sổ đó được sao lưu nếu đọc được, rồi để sang bên, không bị ghi đè."
        sign = "⚠ " if restore_words.is_loss(preview.loss) else ""
        return f"{sign}{kept} {restore_words.loss_words(preview.loss)}"
    if preview.elsewhere is not None:
        return f"⚠ {restore_words.twin_words(preview.elsewhere)}"
    return ""


def _called(copy: Front | Preview) -> str:
    """A backup by its number and time."""
    return f"Bản sao số {show_int(copy.sequence)}, lúc {show_moment(copy.made_at)}"

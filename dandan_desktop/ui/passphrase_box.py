"""Typing passphrases: hidden letters with a warning while Caps Lock is on, and choosing a new one, typed twice."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.db.keys import normalised
from dandan_desktop.db.register import SHORTEST, check_passphrase
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.numbers import show_int
from dandan_desktop.marks import override
from dandan_desktop.ui import theme
from dandan_desktop.ui.form_parts import Wrong, all_right, labelled
from dandan_desktop.ui.labels import prose

_CAPS_LOCK = 0x14
"""The number Windows gives the key."""


def is_caps_lock_on() -> bool | None:
    """Whether Caps Lock is on, as Windows says; None where the system does not tell."""
    import ctypes

    windows = getattr(ctypes, "windll", None)
    return None if windows is None else bool(windows.user32.GetKeyState(_CAPS_LOCK) & 1)


class PassphraseBox(QLineEdit):
    """One line of hidden letters that notices Caps Lock: the system tells, or the letters that come do."""

    caps_told = Signal(bool)
    """Whether Caps Lock is on."""

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._is_caps = False

    def set_seen(self, is_seen: bool) -> None:  # noqa: FBT001 - what the signal of a check box carries
        """Show the letters, or hide them."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if is_seen else QLineEdit.EchoMode.Password)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tell(is_caps_lock_on())

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._tell(False)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        known = is_caps_lock_on()
        self._tell(_judged(event, is_on=self._is_caps) if known is None else known)

    def _tell(self, is_on: bool | None) -> None:  # noqa: FBT001 - the answer itself
        if is_on is not None and is_on != self._is_caps:
            self._is_caps = is_on
            self.caps_told.emit(is_on)


def _judged(event: QKeyEvent, *, is_on: bool) -> bool:
    """Whether Caps Lock is on, from a key: a large letter without Shift, a small one with it, or the key itself."""
    if event.key() == Qt.Key.Key_CapsLock:
        return not is_on
    letter = event.text()
    if len(letter) != 1 or not letter.isalpha() or letter.isupper() == letter.islower():
        return is_on
    return letter.isupper() != bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)


def caps_hint(*boxes: PassphraseBox) -> QLabel:
    """A warning that stands below these boxes while Caps Lock is on."""
    hint = prose("⚠ Phím Caps Lock đang bật.", "warning")
    hint.hide()
    for box in boxes:
        box.caps_told.connect(hint.setVisible)
    return hint


class NewPassphrase(QWidget):
    """A new passphrase typed twice, or taken from a suggestion and typed once; what is wrong stands below its box."""

    entered = Signal()
    """Enter was pressed in the last box."""

    def __init__(self, words: str = "Mật khẩu", again: str = "Nhập lại mật khẩu") -> None:
        super().__init__()
        self.first, self.second = PassphraseBox(), PassphraseBox()
        self.suggest = QPushButton(self.tr("Gợi ý"))
        self.suggest.setToolTip(self.tr("Để máy chọn năm tiếng ngẫu nhiên"))
        self.first_wrong, self.second_wrong = Wrong(self.first), Wrong(self.second)
        rule = f"{self.tr('Ít nhất')} {SHORTEST} {self.tr('ký tự. Dễ nhớ và bền: năm tiếng không dấu, cách nhau.')}"
        self.rule = prose(rule, "second")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        labelled(layout, words, self._first_row())
        self.first.setAccessibleName(words)
        layout.addWidget(self.first_wrong.words)
        layout.addWidget(self.rule)
        labelled(layout, again, self.second)
        layout.addWidget(caps_hint(self.first, self.second))
        layout.addWidget(self.second_wrong.words)
        self.setFocusProxy(self.first)
        self.setTabOrder(self.first, self.second)  # else a space typed blind, for the second time, takes a suggestion
        self.setTabOrder(self.second, self.suggest)
        self.suggest.clicked.connect(self._on_suggest_clicked)
        self.first.textEdited.connect(self._on_first_edited)
        self.first.returnPressed.connect(self.second.setFocus)
        self.second.returnPressed.connect(self.entered)
        self._rule = rule

    def clear(self) -> None:
        """Start afresh."""
        for box in (self.first, self.second):
            box.clear()
            box.set_seen(False)
        self.rule.setText(self._rule)
        all_right([(self.first_wrong, None), (self.second_wrong, None)])
        self.rule.show()

    def read(self) -> str | None:
        """The passphrase, None when it is refused, which then stands below its box."""
        error = _refusal(self.first.text(), self.second.text())
        differ = error is not None and error.problem is Problem.PASSPHRASES_DIFFER
        fits = all_right(
            [(self.first_wrong, None if differ else error), (self.second_wrong, error if differ else None)]
        )
        self.rule.setVisible(self.first_wrong.words.isHidden())
        return self.first.text() if fits else None

    def _first_row(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP)
        row.addWidget(self.first, 1)
        row.addWidget(self.suggest)
        holder.setFocusProxy(self.first)
        return holder

    def _on_suggest_clicked(self) -> None:
        from dandan_desktop.services import users

        self.clear()
        self.first.setText(users.suggest())
        self.first.set_seen(True)
        self.rule.setText(self.tr("Hãy chép mật khẩu này ra giấy, rồi tự gõ lại ở ô dưới. ") + strength_words())
        self.second.setFocus()

    def _on_first_edited(self) -> None:
        if self.rule.text() != self._rule:
            self.rule.setText(self._rule)
            self.first.set_seen(False)


def strength_words() -> str:
    """How hard a suggested passphrase is to guess, as a clerk would say it."""
    from dandan_desktop.services import users

    found = show_int(users.ways() // 10**15)
    return f"Năm tiếng do máy chọn ngẫu nhiên trong hơn {found} triệu tỷ cách ghép: rất khó đoán."


def _refusal(first: str, second: str) -> ClerkError | None:
    try:
        check_passphrase(first, is_practice=False)
    except ClerkError as error:
        return error
    return None if normalised(first) == normalised(second) else ClerkError(Problem.PASSPHRASES_DIFFER)

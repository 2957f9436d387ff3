"""What is set for this machine: the size of the text, when the window locks, the place outside; and the register."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from dandan_desktop import settings
from dandan_desktop.domain.errors import ClerkError
from dandan_desktop.services import backups
from dandan_desktop.ui import dialogs, open_with, theme
from dandan_desktop.ui.choice import ChoiceInput, Option
from dandan_desktop.ui.icons import icon
from dandan_desktop.ui.labels import ElidedLabel
from dandan_desktop.ui.session import Session

PickFolder = Callable[[QWidget, str, Path | None], Path | None]
_MINUTES = range(1, 31)


class MachinePane(QWidget):
    """Each is kept at once; nothing of it is in the register."""

    def __init__(self, session: Session, pick: PickFolder = dialogs.pick_folder) -> None:
        super().__init__()
        self.session = session
        self._pick = pick
        self.text_size = ChoiceInput([Option(percent, f"{percent} %") for percent in theme.STEPS], none=None)
        self.text_size.set_value(theme.text_percent())
        minutes = [Option(number, f"{number} {self.tr('phút')}") for number in _MINUTES]
        self.idle = ChoiceInput(minutes, none=None)
        self.idle.set_value(settings.idle_minutes())
        self.place = ElidedLabel()
        self.choose = QPushButton(self.tr("Chọn ổ ngoài…"))
        self.register = ElidedLabel(str(session.register.path))
        self.show_register = QPushButton(icon("folder-open"), " " + self.tr("Mở thư mục"))
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(theme.MARGIN)
        self._layout.setVerticalSpacing(theme.GAP)
        self._layout.setColumnStretch(2, 1)
        self._add(self.tr("Tệp sổ"), self.show_register, "", self.register)
        size = self.tr("Phím tắt: Ctrl và + để to hơn, Ctrl và − để nhỏ hơn, Ctrl và 0 để về bình thường.")
        self._add(self.tr("Cỡ chữ"), self.text_size, size)
        away = self.tr("Sổ tự khoá khi không ai gõ phím, bấm chuột trong chừng ấy phút. Khoá ngay: Ctrl+Shift+L.")
        self._add(self.tr("Tự khoá sau"), self.idle, away)
        self._add(self.tr("Nơi sao lưu thứ hai"), self.choose, "", self.place)
        self.text_size.changed.connect(self._on_size_changed)
        self.idle.changed.connect(lambda: settings.remember(idle_minutes=self.idle.value()))
        self.choose.clicked.connect(self.choose_place)
        folder, tell = session.register.path.parent, session.problem_raised.emit
        self.show_register.clicked.connect(lambda: open_with.show(folder, tell))
        self.say_place()

    def say_place(self) -> None:
        """Say which stick or disk backups are taken out to."""
        place = backups.second_place(self.session.register)
        self.place.setText(str(place) if place else self.tr("Chưa chọn. Nên dùng hai USB thay nhau, cất ở hai nơi."))

    def choose_place(self) -> None:
        """Take a stick or disk into use as the place outside."""
        folder = self._pick(self, self.tr("Ổ ngoài để chép bản sao"), backups.second_place(self.session.register))
        if folder is None:
            return
        try:
            backups.choose_second_place(folder, self.session.register)
        except ClerkError as error:
            self.session.problem_raised.emit(error)
        self.say_place()

    def _add(self, words: str, widget: QWidget, hint: str, shown: QLabel | None = None) -> None:
        label = QLabel(words)
        theme.mark(label, "heading")
        label.setBuddy(widget)
        widget.setAccessibleName(words)
        told = shown or QLabel(hint)
        told.setWordWrap(shown is None)
        theme.mark(told, "second")
        row = self._layout.rowCount()
        for column, each in enumerate((label, widget, told)):
            self._layout.addWidget(each, row, column)

    def _on_size_changed(self) -> None:
        theme.apply(theme.application(), self.text_size.value())
        settings.remember(text_percent=self.text_size.value())

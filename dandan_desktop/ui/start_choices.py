"""The first choice of the start screen, and the stack its forms stand in."""

import os
from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from dandan_desktop import paths, settings
from dandan_desktop.marks import override
from dandan_desktop.ui import dialogs, theme
from dandan_desktop.ui.icons import icon, primary_icon
from dandan_desktop.ui.labels import ElidedLabel
from dandan_desktop.ui.opening import is_practice, practice_place

MOST_BEFORE = 2
"""So many registers are offered beside the one used last."""


class Pages(QStackedWidget):
    """As tall as the page it shows, not as the tallest one."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _: self.updateGeometry())

    @override
    def hasHeightForWidth(self) -> bool:
        return False  # else Qt asks the layout, which asks every page

    @override
    def sizeHint(self) -> QSize:
        page = self.currentWidget()
        height = page.heightForWidth(self.width()) if page.hasHeightForWidth() else page.sizeHint().height()
        return QSize(page.sizeHint().width(), height)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.currentWidget().minimumSizeHint().width(), self.sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


class Choices(QWidget):
    """The register used last, those before it, another one, one from a backup, a new one, or the practice office."""

    help_topic = "start"

    register_chosen = Signal(Path)
    copy_wanted = Signal()
    """A register shall be restored from a backup."""
    new_wanted = Signal()
    practice_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.GAP)
        known = [*settings.read().registers]
        last = known[-1] if known else ""
        has_last = bool(last) and _may_be_there(Path(last))
        has_own = has_last and Path(last) != practice_place()  # that one has a button of its own below
        is_first_day = not last or (has_last and is_practice(Path(last)))
        """Whether this machine never had a register open but the one to practise with."""
        if is_first_day:
            self.new = self._button("plus", self.tr("Lập sổ mới"), is_primary=True)
        if has_own:
            self._known(Path(last), self.tr("Mở sổ đã dùng gần nhất"), is_primary=not is_first_day)
        before = [path for path in map(Path, known[-2::-1]) if _may_be_there(path) and path != practice_place()]
        for path in before[:MOST_BEFORE]:
            self._known(path, self.tr("Mở sổ"))
        other = self.tr("Mở sổ khác…") if has_own or before else self.tr("Mở sổ có sẵn…")
        self.other = self._button("folder-open", other, is_primary=not has_own and not is_first_day)
        self.other.clicked.connect(self.pick)
        self._button("rotate-ccw", self.tr("Khôi phục từ bản sao…")).clicked.connect(self.copy_wanted)
        if not is_first_day:
            self.new = self._button("plus", self.tr("Lập sổ mới"))
        self.new.clicked.connect(self.new_wanted)
        practice = self._button("graduation-cap", self.tr("Sổ thực hành: tập làm với số liệu giả định"))
        practice.clicked.connect(self.practice_wanted)
        self._layout.addStretch(1)

    def pick(self) -> None:
        """Let the clerk choose the file of another register, or of a backup."""
        chosen = dialogs.pick_register(self)
        if chosen is not None:
            self.register_chosen.emit(chosen)

    def _known(self, register: Path, words: str, *, is_primary: bool = False) -> None:
        name = self.tr("Sổ thực hành") if is_practice(register) else register.stem
        opening = self._button("book-open", f"{words}: {name}", is_primary=is_primary)
        opening.clicked.connect(lambda: self.register_chosen.emit(register))
        place = ElidedLabel(f"{self.tr('Thư mục')}: {register.parent}")
        theme.mark(place, "second")
        self._layout.addWidget(place)
        self._layout.addSpacing(theme.GAP)

    def _button(self, sign: str, words: str, *, is_primary: bool = False) -> QPushButton:
        button = QPushButton(primary_icon(sign) if is_primary else icon(sign), "  " + words)
        theme.mark(button, "primary" if is_primary else "")
        button.setMinimumHeight(theme.scaled(theme.ROW + theme.MARGIN))
        self._layout.addWidget(button)
        return button


def _may_be_there(register: Path) -> bool:
    """Whether a register is there; in a folder closed to this user it may be, and opening it tells."""
    return os.path.isfile(register) or paths.is_closed(register)  # noqa: PTH113 - Path.is_file raises where it is closed

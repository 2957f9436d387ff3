"""The files of a task: name and size of each, a button to take it out of the register and one to drop it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dandan_desktop import settings
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.numbers import show_number
from dandan_desktop.domain.task_steps import Evidence
from dandan_desktop.services import evidence
from dandan_desktop.ui import dialogs, permits, theme
from dandan_desktop.ui.elided_link import ElidedLink
from dandan_desktop.ui.file_bar import FileBar
from dandan_desktop.ui.icons import icon
from dandan_desktop.ui.session import Session

_STEP = 1024


class EvidenceList(QWidget):
    """The files of one task, and the bar that tells where one was written; hidden while there are none."""

    changed = Signal()
    """A file was added or dropped."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.heading = QLabel(self.tr("Tệp minh chứng"))
        theme.mark(self.heading, "heading")
        self.written = FileBar()
        self.rows: list[QWidget] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, theme.GRID, 0, 0)
        self._layout.setSpacing(theme.GRID)
        self._layout.addWidget(self.heading)

    def show_files(self, files: Sequence[Kept[Evidence]]) -> None:
        """Show these files."""
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = [self._row(kept) for kept in files]
        for row in self.rows:
            self._layout.addWidget(row)
        self.setVisible(bool(files))

    def pick(self, task: int) -> None:
        """Let the clerk choose a file and copy it into the register as evidence of a task."""
        path = dialogs.pick_file(self, self.tr("Chọn tệp minh chứng"), self.tr("Mọi tệp (*)"))
        if path is not None:
            self._session.run(
                lambda store, _: evidence.attach(store, task, path),
                lambda _: self.changed.emit(),
                words=self.tr("Đang chép tệp vào sổ"),
                writes=True,
            )

    def hand_out(self, row: int) -> None:
        """Write a file into a folder the clerk chooses."""
        near = settings.papers_folder(is_practice=self._session.register.is_practice)
        folder = dialogs.pick_folder(self, self.tr("Chọn thư mục để lấy tệp ra"), near)
        if folder is not None:
            self._session.run(
                lambda store, _: evidence.hand_out(store, row, folder),
                self.written.tell,
                words=self.tr("Đang lấy tệp ra"),
                writes=True,
            )

    def detach(self, row: int) -> None:
        """Take a file off the task; the deed can be undone."""
        if self._session.do(lambda: evidence.detach(self._session.store, row)) is not None:
            self.changed.emit()

    def _row(self, kept: Kept[Evidence]) -> QWidget:
        row, name = QWidget(), ElidedLink()
        name.say(f"{kept.facts.name} ({size_words(kept.facts.size)})")
        name.setAccessibleName(f"{self.tr('Lấy ra')} {kept.facts.name}")
        drop = QPushButton(icon("x"), " " + self.tr("Bỏ tệp"))
        drop.setAccessibleName(f"{self.tr('Bỏ tệp')} {kept.facts.name}")
        take = QPushButton(icon("folder-open"), " " + self.tr("Lấy ra…"))
        take.setAccessibleName(f"{self.tr('Lấy ra')} {kept.facts.name}")
        permits.dress(drop, self._session.store, "remove_evidence")
        for button in (name, take):
            button.clicked.connect(partial(self.hand_out, kept.id))
        drop.clicked.connect(partial(self.detach, kept.id))
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GAP)
        line.addWidget(name, 1)
        line.addWidget(take)
        line.addWidget(drop)
        return row


def size_words(size: int) -> str:
    """How large a file is: 812 byte, 12 KB, 3,4 MB."""
    if size < _STEP:
        return f"{size} byte"
    if size < _STEP * _STEP:
        return f"{round(size / _STEP)} KB"
    return f"{show_number(size / _STEP / _STEP, 1)} MB"

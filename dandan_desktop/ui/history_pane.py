"""The history of one record: who, when, what was and what is, with Hoàn tác for each deed that allows it."""

from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from dandan_desktop.db import journal
from dandan_desktop.db.history import Image
from dandan_desktop.db.journal import DeedLine
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.deeds import done_words
from dandan_desktop.domain.nouns import Noun
from dandan_desktop.services import erasing, undoing
from dandan_desktop.ui import cells, history_words, theme
from dandan_desktop.ui.labels import prose
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.undo_block import UndoBlock

if TYPE_CHECKING:
    from dandan_desktop.ui.erase_box import EraseBox

_SHOWN_DEEDS = 60


class HistoryPane(QFrame):
    """Shows the deeds of the record it is given, newest first."""

    help_topic = "lists"

    def __init__(self, session: Session, noun: Noun, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.noun = noun
        self.row = 0
        theme.mark(self, "card")
        self.setFixedWidth(theme.scaled(theme.PANE))
        heading = QLabel(self.tr("Lịch sử"))
        theme.mark(heading, "heading")
        self._lines = QWidget()
        theme.mark(self._lines, "sheet")
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self._lines)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._layout = QVBoxLayout(self._lines)
        self._layout.setContentsMargins(0, 0, theme.GAP, 0)
        layout = QVBoxLayout(self)
        self.erase = QPushButton(self.tr("Xoá vĩnh viễn…"))
        if not (session.store.may("erase") and noun in erasing.ERASABLE):
            self.erase.hide()
        self.erase.clicked.connect(self._on_erase_clicked)
        self.box: EraseBox | None = None
        layout.addWidget(heading)
        layout.addWidget(scroll)
        layout.addWidget(self.erase, alignment=Qt.AlignmentFlag.AlignRight)
        session.changed.connect(self._on_session_changed)

    def show_record(self, row: int) -> None:
        """Show the history of a record; 0 for a new one, which has none."""
        self.row = row
        if not self.isHidden():  # it is open, though the page may not be shown yet
            self.refresh()

    def refresh(self) -> None:
        """Read the history again."""
        while (item := self._layout.takeAt(0)) is not None:
            shown = item.widget()
            if shown is not None:
                shown.hide()
                shown.deleteLater()
        self.erase.setEnabled(bool(self.row))
        deeds = journal.record_deeds(self.session.store, self.noun.table, self.row) if self.row else []
        for line, images in deeds[:_SHOWN_DEEDS]:
            self._layout.addWidget(self._deed(line, images))
        if not deeds:
            self._layout.addWidget(prose(self.tr("Chưa có lần ghi nào trong sổ này."), "second"))
        self._layout.addStretch(1)

    def texts(self) -> list[str]:
        """Every line shown, top down."""
        items = [self._layout.itemAt(place) for place in range(self._layout.count())]
        shown = [item.widget() for item in items if item is not None]
        labels = [[each] if isinstance(each, QLabel) else each.findChildren(QLabel) for each in shown if each]
        return [label.text() for label in chain.from_iterable(labels) if not label.isHidden()]

    def _deed(self, line: DeedLine, images: list[Image]) -> QWidget:
        box = QFrame()
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, theme.GAP, 0, theme.GAP)
        layout.setSpacing(theme.GRID)
        who = f"{line.who} · " if line.who else ""
        head = QHBoxLayout()
        head.addWidget(prose(done_words(line.name, is_redo=line.is_redo), "heading"), 1)
        block = UndoBlock(self.session)
        if undoing.may_undo(self.session.store, line):
            head.addWidget(self._undo_button(line, block))
        layout.addLayout(head)
        undone = f" · {self.tr('đã hoàn tác')}" if line.undone_by else ""
        layout.addWidget(prose(f"{who}{cells.show_moment(line.at)}{undone}", "second"))
        layout.addWidget(block)
        for change in history_words.changes_of(self.session, self.noun, images):
            layout.addWidget(prose(history_words.change_words(change)))
        return box

    def _undo_button(self, line: DeedLine, block: UndoBlock) -> QPushButton:
        button = QPushButton(self.tr("Hoàn tác"))
        theme.mark(button, "link")
        button.clicked.connect(lambda: self._on_undo_clicked(button, block, line.id))
        return button

    def _on_undo_clicked(self, button: QPushButton, block: UndoBlock, deed: int) -> None:
        """Take a deed back that touched this record alone; else tell first what else, or what is in the way."""
        block.tell(deed)
        preview = block.preview
        if preview is not None and preview.is_possible and len(preview.touched) == 1:
            block.take_back()
        else:
            button.hide()
            block.undo.setFocus()

    def _on_erase_clicked(self) -> None:
        from dandan_desktop.ui.erase_box import EraseBox

        self.box = EraseBox(self.session, self.noun, self.row, self)
        self.box.open()

    def _on_session_changed(self, changes: Changes) -> None:
        tables = {self.noun.table} | {part.table for part in self.noun.parts}
        if self.row and not self.isHidden() and (changes.tables & tables or changes.name == "erase"):
            self.refresh()

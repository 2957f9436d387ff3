"""The history of one record: who, when, what was and what is, with Hoàn tác for each deed that allows it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from dandan_desktop.db.history import DeedLine, Image
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.deeds import DEEDS
from dandan_desktop.domain.nouns import Noun
from dandan_desktop.services import records
from dandan_desktop.ui import cells, history_words, theme
from dandan_desktop.ui.session import Session

_SHOWN_DEEDS = 60


class HistoryPane(QFrame):
    """Shows the deeds of the record it is given, newest first."""

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
        layout.addWidget(heading)
        layout.addWidget(scroll)
        session.changed.connect(self._on_session_changed)

    def show_record(self, row: int) -> None:
        """Show the history of a record; 0 for a new one, which has none."""
        self.row = row
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Read the history again."""
        while (item := self._layout.takeAt(0)) is not None:
            shown = item.widget()
            if shown is not None:
                shown.hide()
                shown.deleteLater()
        deeds = self.session.store.record_deeds(self.noun.table, self.row) if self.row else []
        for line, images in deeds[:_SHOWN_DEEDS]:
            self._layout.addWidget(self._deed(line, images))
        if not deeds:
            self._layout.addWidget(_text(self.tr("Chưa có lần ghi nào trong sổ này."), "second"))
        self._layout.addStretch(1)

    def texts(self) -> list[str]:
        """Every line shown, top down."""
        return [label.text() for label in self._lines.findChildren(QLabel) if not label.isHidden()]

    def _deed(self, line: DeedLine, images: list[Image]) -> QWidget:
        box = QFrame()
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, theme.GAP, 0, theme.GAP)
        layout.setSpacing(theme.GRID)
        who = f"{line.who} · " if line.who else ""
        head = QHBoxLayout()
        head.addWidget(_text(DEEDS[line.name], "heading"), 1)
        if history_words.can_undo(line):
            head.addWidget(self._undo_button(line))
        layout.addLayout(head)
        undone = f" · {self.tr('đã hoàn tác')}" if line.undone_by else ""
        layout.addWidget(_text(f"{who}{cells.show_moment(line.at)}{undone}", "second"))
        for change in history_words.changes_of(self.session, self.noun, images):
            where = f"{change.part}: " if change.part else ""
            before, after = change.before or self.tr("(trống)"), change.after or self.tr("(trống)")
            layout.addWidget(_text(f"{where}{change.label}: {before} → {after}", ""))
        return box

    def _undo_button(self, line: DeedLine) -> QPushButton:
        button = QPushButton(self.tr("Hoàn tác"))
        theme.mark(button, "link")
        deed = line.id
        button.clicked.connect(lambda: self.session.do(lambda: records.undo(self.session.store, deed)))
        return button

    def _on_session_changed(self, changes: Changes) -> None:
        tables = {self.noun.table} | {part.table for part in self.noun.parts}
        if self.row and self.isVisible() and changes.tables & tables:
            self.refresh()


def _text(words: str, role: str) -> QLabel:
    label = QLabel(words)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setMinimumWidth(1)  # one long word must not push the others out of the pane
    if role:
        theme.mark(label, role)
    return label

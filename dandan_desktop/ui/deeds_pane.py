"""One deed opened: who and when, what was and what is fact by fact, and what taking it back would touch."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from dandan_desktop.db import journal
from dandan_desktop.domain.nouns import Noun
from dandan_desktop.domain.numbers import show_int
from dandan_desktop.services import undoing
from dandan_desktop.services.undoing import Line, UndoPreview
from dandan_desktop.ui import cells, history_words, theme
from dandan_desktop.ui.labels import prose
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.undo_block import UndoBlock, named

if TYPE_CHECKING:
    from dandan_desktop.ui.erase_rest_box import EraseRestBox

_RECORDS, _CHANGES = 8, 40


class DeedPane(QFrame):
    """Shows the deed it is given; private facts stay masked."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        theme.mark(self, "card")
        self.head = prose("", "heading")
        self.when = prose("", "second")
        self.block = UndoBlock(session)
        self.finish = QPushButton(self.tr("Xoá nốt trong nhật ký…"))
        self.finish.setToolTip(
            self.tr("Sau khi sửa các bản ghi khác còn nhắc tên: bỏ cả chữ cũ của chúng trong nhật ký")
        )
        self.finish.clicked.connect(self._on_finish_clicked)
        self.box: EraseRestBox | None = None
        self._deed = 0
        self._texts: list[str] = []
        whole = QWidget()
        theme.mark(whole, "sheet")
        below = QVBoxLayout(whole)
        below.setContentsMargins(0, 0, theme.GAP, 0)
        below.addWidget(self.block)
        below.addWidget(self.finish, alignment=Qt.AlignmentFlag.AlignLeft)
        self._inside = QVBoxLayout()
        self._inside.setSpacing(theme.GRID)
        below.addLayout(self._inside, 1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(whole)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.addWidget(self.head)
        layout.addWidget(self.when)
        layout.addWidget(scroll, 1)

    def show_line(self, line: Line | None) -> None:
        """Show a deed; None clears the pane."""
        while (item := self._inside.takeAt(0)) is not None:
            shown = item.widget()
            if shown is not None:
                shown.hide()
                shown.deleteLater()
        self._texts.clear()
        self.block.hide()
        self._deed = line.deed.id if line else 0
        self.finish.setVisible(line is not None and line.deed.name == "erase" and self.session.store.may("erase"))
        self.head.setText(history_words.deed_words(self.session, line.deed) if line else "")
        self.when.setText(when_words(line) if line else self.tr("Chọn một dòng để xem việc đó đã đổi gì."))
        if line is None:
            return
        preview = undoing.preview(self.session.store, line.deed.id)
        for noun, row, title in _records(line, preview):
            self._add_record(line.deed.id, noun, row, title)
        more = len(preview.touched) - _RECORDS
        if more > 0:
            self._say(f"… {self.tr('và')} {show_int(more)} {self.tr('bản ghi khác')}", "second")
        if not self._texts:
            self._say(self.tr("Việc này không đổi nội dung bản ghi nào mà bạn được xem."), "second")
        self._inside.addStretch(1)
        if history_words.can_undo(line.deed):
            self.block.tell(line.deed.id)
        elif line.deed.undone_by is not None:
            self.block.tell_undone()

    def _on_finish_clicked(self) -> None:
        from dandan_desktop.ui.erase_rest_box import EraseRestBox

        self.box = EraseRestBox(self.session, self._deed, self)
        self.box.open()

    def texts(self) -> list[str]:
        """Every line of what was changed, top down."""
        return list(self._texts)

    def _say(self, words: str, role: str = "") -> None:
        self._texts.append(words)
        self._inside.addWidget(prose(words, role))

    def _add_record(self, deed: int, noun: Noun, row: int, title: str) -> None:
        found = journal.record_deeds(self.session.store, noun.table, row)
        images = next((images for line, images in found if line.id == deed), [])
        changes = history_words.changes_of(self.session, noun, images)
        if not changes:
            return
        self._say(named(noun.label, title), "heading")
        for change in changes[:_CHANGES]:
            self._say(history_words.change_words(change))


def when_words(line: Line) -> str:
    """Who did a deed and when, what he wrote to it, and whether it was taken back."""
    words = [cells.show_moment(line.deed.at), line.deed.who or "—", history_words.note_words(line.deed)]
    words += ["đã hoàn tác"] if line.deed.undone_by else []
    return " · ".join(word for word in words if word)


def _records(line: Line, preview: UndoPreview) -> list[tuple[Noun, int, str]]:
    """The records a deed touched; of one that stays, the record it was about."""
    if preview.touched:
        return [(each.noun, each.row, each.title) for each in preview.touched[:_RECORDS]]
    return [(line.noun, line.deed.row, line.title)] if line.noun and line.deed.row else []

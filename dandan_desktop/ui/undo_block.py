"""What taking a deed back would touch, told before it is done, or the names of what is in the way."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.domain.deeds import done_words
from dandan_desktop.domain.messages import sentences
from dandan_desktop.domain.numbers import show_int
from dandan_desktop.services import undoing
from dandan_desktop.services.undoing import InTheWay, Touched, UndoPreview
from dandan_desktop.ui import cells, theme
from dandan_desktop.ui.labels import prose
from dandan_desktop.ui.session import Session

_SHOWN = 8
_BACK = {
    undoing.ADDED: "bị bỏ khỏi sổ",
    undoing.CHANGED: "trở lại như trước",
    undoing.REMOVED: "có lại trong sổ",
    undoing.TRASHED: "được lấy ra khỏi thùng rác",
    undoing.RESTORED: "trở lại thùng rác",
}


class UndoBlock(QFrame):
    """Hidden until a deed is chosen; a deed that touches only one record needs no more than the button."""

    done = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.preview: UndoPreview | None = None
        self.words = prose()
        self.undo = QPushButton(self.tr("Hoàn tác việc này"))
        row = QHBoxLayout()
        row.addWidget(self.undo)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.GAP, 0, theme.GAP)
        layout.setSpacing(theme.GAP)
        layout.addWidget(self.words)
        layout.addLayout(row)
        self.undo.clicked.connect(self.take_back)
        self.hide()

    def tell(self, deed: int) -> None:
        """Say what taking this deed back would touch, or why it cannot be taken back."""
        self.preview = undoing.preview(self.session.store, deed)
        self.words.setText(undo_words(self.preview))
        theme.mark(self.words, "" if self.preview.is_possible else "second")
        self.undo.setVisible(self.preview.is_possible)
        self._say_undone(is_undone=False)
        self.show()

    def tell_undone(self) -> None:
        """Say that the deed was taken back, where the button stood, so that a second click does nothing."""
        self.preview = None
        self.words.clear()
        self.undo.show()
        self._say_undone(is_undone=True)
        self.show()

    def _say_undone(self, *, is_undone: bool) -> None:
        self.words.setVisible(not is_undone)
        self.undo.setEnabled(not is_undone)
        self.undo.setText(self.tr("Đã hoàn tác") if is_undone else self.tr("Hoàn tác việc này"))

    def take_back(self) -> None:
        """Take the deed back."""
        if self.preview is None:
            return
        deed = self.preview.line.id
        if self.session.do(lambda: undoing.take_back(self.session.store, deed)) is not None:
            self.done.emit()


def undo_words(preview: UndoPreview) -> str:
    """What taking a deed back touches, one record a line, or two sentences and the names of what is in the way."""
    if preview.problem is not None:
        by = [_way_words(each) for each in preview.in_the_way]
        return "\n".join([" ".join(sentences(preview.problem)), *_cut(by)])
    head = f"Hoàn tác sẽ đổi {show_int(len(preview.touched))} bản ghi:"
    return "\n".join([head, *_cut([_touched_words(each) for each in preview.touched])])


def _touched_words(each: Touched) -> str:
    parts = f", với {show_int(each.parts)} dòng chi tiết" if each.parts else ""
    return f"• {named(each.noun.label, each.title)} {_BACK[each.did]}{parts}"


def _way_words(each: InTheWay) -> str:
    about = f" {named(each.noun.label.lower(), each.title)}" if each.noun else ""
    done = done_words(each.deed.name, is_redo=each.deed.is_redo)
    return f"• {cells.show_moment(each.deed.at)}, {each.deed.who or '—'}: {done}{about}"


def named(label: str, title: str) -> str:
    """A record by its noun's word and its title, where there is one to see."""
    return f"{label} “{' '.join(title.split())}”" if title else label


def _cut(lines: list[str]) -> list[str]:
    more = len(lines) - _SHOWN
    return [*lines[:_SHOWN], f"… và {show_int(more)} bản ghi khác"] if more > 0 else lines

"""The minutes as they will print, beside the log: read back from the very Word file, on the worker, after a pause."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTableFormat,
)
from PySide6.QtWidgets import QLabel, QTextBrowser, QTextEdit, QVBoxLayout, QWidget

from dandan_desktop.domain.errors import ClerkError
from dandan_desktop.domain.meetings import Opinion
from dandan_desktop.domain.messages import sentences
from dandan_desktop.domain.text import tidy
from dandan_desktop.services import papers
from dandan_desktop.ui import theme
from dandan_desktop.ui.session import Session

if TYPE_CHECKING:
    from dandan_desktop.documents.blocks import Block, Grid, Line

PAUSE = 800
"""Milliseconds without a key or a deed before the paper is made anew."""
_LOOKED_FOR = 60
"""Letters of a line by which it is found; the mark then goes to its end."""
_CLOSING = {".", ";", "!", "?", "…"}
_ALIGN = {
    "center": Qt.AlignmentFlag.AlignHCenter, "right": Qt.AlignmentFlag.AlignRight,
    "both": Qt.AlignmentFlag.AlignJustify, "left": Qt.AlignmentFlag.AlignLeft,
}  # fmt: skip


class Paper(QWidget):
    """Shows the paper of one meeting and where the current line stands in it; `typed` is the line under the fingers."""

    def __init__(self, session: Session, typed: Callable[[], Opinion | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._typed = typed
        self._row = 0
        self._words = ""
        self._is_made = self._is_old = False
        self.state = QLabel()
        self.state.setWordWrap(True)
        theme.mark(self.state, "second")
        self.sheet = QTextBrowser()
        self.sheet.setAccessibleName(self.tr("Biên bản như sẽ in"))
        self.sheet.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self.state)
        layout.addWidget(self.sheet, 1)
        self.own = QLabel(self.tr("Cơ quan có mẫu biên bản riêng: in ra thì trình bày theo mẫu ấy, nội dung như trên."))
        self.own.setWordWrap(True)
        theme.mark(self.own, "second")
        layout.addWidget(self.own)
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self.make)

    def show_meeting(self, row: int) -> None:
        """Show the paper of a meeting."""
        self._row, self._is_made, self._words = row, False, ""
        self.state.setText(self.tr("Đang lập biên bản…"))
        self.own.setVisible(papers.has_own_minutes(self._session.store, row))
        self.sheet.clear()
        self._timer.start(0)

    def touch(self) -> None:
        """Something the paper prints changed: it is made anew once there is a pause."""
        self._timer.start(PAUSE)

    def follow(self, words: str) -> None:
        """Show where these words stand, the last time they do: every line of them, to its last word."""
        self._words = words
        found = _places(self.sheet.document(), [tidy(line) for line in words.splitlines() if line.strip()])
        if found:
            marks = [QTextEdit.ExtraSelection() for _ in found]
            for mark, place in zip(marks, found, strict=True):
                shown: Any = mark  # its two values are set, which the stubs do not know
                shown.cursor = place
                shown.format.setBackground(QColor(theme.colours().amber_soft))
            self.sheet.setExtraSelections(marks)
            rect = self.sheet.cursorRect(found[0])
            bar = self.sheet.verticalScrollBar()
            bar.setValue(bar.value() + rect.top() - self.sheet.viewport().height() // 2)

    def make(self) -> None:
        """Have the worker make the paper, unless it is folded away; while one is made, it is made once more after."""
        self._timer.stop()
        if not self.isVisible() or not self._row:
            return
        if self._is_made:
            self._is_old = True
            return
        self._is_made, row, typed = True, self._row, self._typed()
        work = self._session.run(
            lambda store, _: papers.minutes_blocks(store, row, typed),
            lambda found: self._on_made(row, found),
            words="",
            is_quiet=True,
        )
        work.failed.connect(self._on_failed)

    def _on_made(self, row: int, found: "tuple[Block, ...]") -> None:
        if row == self._row:
            place = self.sheet.verticalScrollBar().value()
            self.sheet.setDocument(document(found, self.sheet))
            self.sheet.verticalScrollBar().setValue(place)
            fold = self.tr("Ctrl+\\ ẩn, hiện")
            self.state.setText(f"{self.tr('Như sẽ in') if self.own.isHidden() else self.tr('Nội dung sẽ in')} · {fold}")
            if self._words:
                self.follow(self._words)
        self._again()

    def _on_failed(self, error: object) -> None:
        if isinstance(error, ClerkError):
            self.state.setText(" ".join(sentences(error)))
        self._again()

    def _again(self) -> None:
        self._is_made = False
        if self._is_old:
            self._is_old = False
            self._timer.start(PAUSE)


def _places(made: QTextDocument, lines: Sequence[str]) -> list[QTextCursor]:
    """Where these lines stand one after another, the first one the last time it does; empty where that is nowhere."""
    places: list[QTextCursor] = []
    for line in lines:
        if places:
            found = made.find(line[:_LOOKED_FOR], places[-1])
        else:
            end = QTextCursor(made)
            end.movePosition(QTextCursor.MoveOperation.End)
            found = made.find(line[:_LOOKED_FOR], end, QTextDocument.FindFlag.FindBackward)
        if found.isNull():
            return places
        places.append(_whole(found, line))
    return places


def _whole(found: QTextCursor, line: str) -> QTextCursor:
    """A place where a line begins, selected as far as it prints the line, with the sign that closes it."""
    start, block = found.selectionStart(), found.block()
    printed = block.text()[start - block.position() :]
    same = next((n for n, (one, other) in enumerate(zip(printed, line, strict=False)) if one != other), None)
    length = min(len(printed), len(line)) if same is None else max(same, found.selectionEnd() - start)
    if printed[length : length + 1] in _CLOSING:
        length += 1
    found.setPosition(start)
    found.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
    return found


def document(found: "Sequence[Block]", parent: QWidget) -> QTextDocument:
    """The blocks of a Word file as a text to look at; no layout of its own but what the blocks say."""
    made = QTextDocument(parent)
    font = QFont(parent.font())
    font.setFamilies(["Times New Roman", "Liberation Serif", "serif"])
    made.setDefaultFont(font)
    made.setDocumentMargin(theme.MARGIN)
    cursor = QTextCursor(made)
    cursor.beginEditBlock()
    _write(cursor, found)
    cursor.endEditBlock()
    return made


def _write(cursor: QTextCursor, found: "Sequence[Block]") -> None:
    is_first = True
    for block in found:
        lined: Any = block
        if hasattr(block, "rows"):
            _write_grid(cursor, lined)
            cursor.movePosition(QTextCursor.MoveOperation.NextBlock)
            is_first = True  # behind a table Qt has an empty line of its own
        else:
            _write_line(cursor, lined, is_first=is_first)
            is_first = False


def _write_line(cursor: QTextCursor, line: "Line", *, is_first: bool) -> None:
    shape, letters = QTextBlockFormat(), QTextCharFormat()
    shape.setAlignment(_ALIGN.get(line.align, Qt.AlignmentFlag.AlignLeft))
    shape.setBottomMargin(theme.GRID)
    letters.setFontWeight(QFont.Weight.Bold if line.is_bold else QFont.Weight.Normal)
    letters.setFontItalic(line.is_italic)
    if is_first:
        cursor.setBlockFormat(shape)
        cursor.setBlockCharFormat(letters)
    else:
        cursor.insertBlock(shape, letters)
    cursor.insertText(line.text, letters)


def _write_grid(cursor: QTextCursor, grid: "Grid") -> None:
    columns = max((len(row) for row in grid.rows), default=0)
    if not columns:
        return
    shape = QTextTableFormat()
    shape.setBorder(1 if grid.is_ruled else 0)
    shape.setBorderCollapse(True)
    shape.setCellSpacing(0)
    shape.setCellPadding(theme.GRID / 2 if grid.is_ruled else 0)
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    widths = grid.widths if len(grid.widths) == columns and all(grid.widths) else (1.0,) * columns
    shares = [100 * width / sum(widths) for width in widths]
    shape.setColumnWidthConstraints([QTextLength(QTextLength.Type.PercentageLength, share) for share in shares])
    table = cursor.insertTable(len(grid.rows), columns, shape)
    for row, cells in enumerate(grid.rows):
        for column, cell in enumerate(cells):
            _write(table.cellAt(row, column).firstCursorPosition(), cell)
    cursor.setPosition(table.lastPosition())

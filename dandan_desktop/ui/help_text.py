"""A page of the help as it reads: its Markdown dressed as the program is, its pictures as wide as the page."""

from typing import Any

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QPainter,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from dandan_desktop.domain.text import Query
from dandan_desktop.marks import override
from dandan_desktop.services import help_pages
from dandan_desktop.services.help_pages import Topic
from dandan_desktop.ui import theme

_LINE = 125
"""Height of a line in per cent, so that Ậ Ễ have room."""
_IMAGE_SIGN = "\ufffc"
"""What stands in a text for a picture."""
_IMAGE = int(QTextDocument.ResourceType.ImageResource.value)


class HelpText(QTextBrowser):
    """Shows one page; a link leads only to another page, and nothing is read but the program's own files."""

    wanted = Signal(str)
    """The name of a page a link leads to."""
    _text = ""

    def __init__(self) -> None:
        super().__init__()
        theme.mark(self, "help")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # else a page changes its own width
        self.setOpenLinks(False)
        self.setAccessibleName(self.tr("Trang trợ giúp"))
        self.document().setDocumentMargin(theme.MARGIN)
        self.anchorClicked.connect(self._on_anchor_clicked)

    def show_topic(self, topic: Topic, words: str = "") -> None:
        """Show a page from its head, or from the first line that holds words searched for."""
        self._text = topic.text
        self._fill()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        if words.strip():
            self._go_to(Query.of(words))

    def _fill(self) -> None:
        self.document().clear()
        self.setMarkdown(self._text)
        self._dress()
        self.setExtraSelections([])

    @override
    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        address = name if isinstance(name, QUrl) else QUrl(name)
        if kind != _IMAGE or not address.isRelative():
            return None
        return _framed(QImage(str(help_pages.folder() / address.path())), self._room())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width() and help_pages.pictures(self._text):
            self._fill_again()  # its pictures are as wide as the page

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._text:
            self._fill_again()  # headings are as large as the rest wants

    def _fill_again(self) -> None:
        """Show the page anew, as far down as it was read."""
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum())
        self._fill()
        bar.setValue(round(share * bar.maximum()))

    def _room(self) -> int:
        return max(self.viewport().width() - 3 * theme.MARGIN, theme.FIELD)

    def _dress(self) -> None:
        """Give headings and lines the sizes of the program, laid out once."""
        whole = QTextCursor(self.document())
        whole.beginEditBlock()
        block = self.document().begin()
        while block.isValid():
            _dress(block)
            block = block.next()
        whole.endEditBlock()

    def _go_to(self, query: Query) -> None:
        """Bring the first line below the title that holds most of the words into view, and mark it."""
        best, most = self.document().begin(), (0, 0)
        block = best.next()
        while block.isValid():
            held = help_pages.held(query, block.text())
            if held > most:
                best, most = block, held
            block = block.next()
        if any(most):
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(best)
            mark.cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            mark.format.setBackground(QColor(theme.colours().amber_soft))
            self.setExtraSelections([mark])
            self.setTextCursor(QTextCursor(best))
            self.ensureCursorVisible()

    def _on_anchor_clicked(self, address: QUrl) -> None:
        name = address.path().removesuffix(help_pages.SUFFIX)
        if address.isRelative() and help_pages.is_known(name):
            self.wanted.emit(name)


def _dress(block: QTextBlock) -> None:
    level = block.blockFormat().headingLevel()
    cursor = QTextCursor(block)
    shape = QTextBlockFormat()
    shape.setTopMargin(theme.MARGIN if level > 1 else 0 if level else theme.GRID)
    shape.setBottomMargin(theme.GRID)
    if _IMAGE_SIGN not in block.text():
        shape.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor.mergeBlockFormat(shape)
    if level:
        letters = QTextCharFormat()
        points = theme.TITLE_POINTS if level == 1 else theme.POINTS + 1
        letters.setFontPointSize(points * theme.text_percent() / 100)
        letters.setFontWeight(QFont.Weight.DemiBold)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(letters)


def _framed(image: QImage, room: int) -> QImage:
    """A picture no wider than the page, with a line around it so that nobody takes it for the program."""
    if image.isNull():
        return image
    made = image.convertToFormat(QImage.Format.Format_RGB32)
    if room < made.width():
        made = made.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
    painter = QPainter(made)
    painter.setPen(QColor(theme.colours().edge))
    painter.drawRect(made.rect().adjusted(0, 0, -1, -1))
    painter.end()
    return made

"""The box that prints Word files: through the office program that was found, which it names, or from this program."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QMarginsF, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QKeySequence,
    QPageLayout,
    QPageSize,
    QPainter,
    QShortcut,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QPushButton, QRadioButton, QVBoxLayout, QWidget

from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.messages import sentences
from dandan_desktop.domain.numbers import show_int
from dandan_desktop.services import printing
from dandan_desktop.services.printing import Program
from dandan_desktop.ui import dialogs, theme
from dandan_desktop.ui.file_bar import FileBar
from dandan_desktop.ui.form_parts import buttons, labelled
from dandan_desktop.ui.labels import prose
from dandan_desktop.ui.minute_log_paper import document
from dandan_desktop.ui.session import Session

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from dandan_desktop.documents.blocks import Block

MARK = "In từ chương trình – không qua Word"
"""What stands above a paper that no office program laid out."""
_POINTS = 13
_MARGINS = QMarginsF(30, 20, 15, 20)  # millimetres, as the papers themselves have


def printers() -> list[str]:
    """The printers of this computer, the usual one first."""
    from PySide6.QtPrintSupport import QPrinterInfo

    usual = QPrinterInfo.defaultPrinterName()
    return sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: (name != usual, name))


class Ways(NamedTuple):
    """How this computer prints: the office program found on it, its printers, and Qt's own dialog."""

    program: Callable[[], Program | None] = printing.program
    printers: Callable[[], list[str]] = printers
    pick: "Callable[[QWidget, str], QPrinter | None]" = dialogs.pick_printer


class PrintBox(QDialog):
    """Asks through which program and on which printer; the files are those a bar tells of."""

    help_topic = "printing"

    def __init__(self, parent: QWidget, session: Session, files: FileBar, ways: Ways | None = None) -> None:
        super().__init__(parent)
        self._session, self._bar, self._files = session, files, tuple(files.paths)
        self._ways = ways or Ways()
        self._instead = self.tr("Thôi (Esc)” rồi “Mở thư mục")
        self._program = self._ways.program()
        self.setWindowTitle(self.tr("In giấy tờ"))
        self.setMinimumWidth(theme.scaled(theme.READABLE * 3 // 5))
        name = self._program.name if self._program else self.tr("Word hoặc LibreOffice")
        self.through = QRadioButton(f"{self.tr('Qua')} {name}")
        self.found = prose("", "second")
        self.own = QRadioButton(MARK)
        self.rest = prose(self.tr("Cùng nội dung, trình bày đơn giản; đầu trang đầu có ghi dòng này."), "second")
        self.printer = QComboBox()
        self.lack = prose("", "warning")
        self.yes = QPushButton(self.tr("In (Ctrl+Enter)"))
        self.no = QPushButton(self.tr("Thôi (Esc)"))
        theme.mark(self.yes, "primary")
        for button in (self.yes, self.no):
            button.setAutoDefault(False)
        self._lay_out()
        self._say()
        self.through.toggled.connect(self._turn)
        self.yes.clicked.connect(self.do)
        self.no.clicked.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.do)

    def do(self) -> None:
        """Print, through the program or from here."""
        if not self.yes.isEnabled():
            return
        if self.through.isChecked() and self._program is not None:
            self.accept()
            self._through(self._program, self.printer.currentText() if self._program.picks_printer else "")
            return
        try:
            printer = self._ways.pick(self, self._instead)
        except ClerkError as error:
            self._say_lack(error)
            return
        if printer is not None:
            self.accept()
            self._session.run(
                lambda _, progress: printing.read_back(self._files, progress),
                lambda found: self._print(found, printer),
                words=self.tr("Đang in giấy tờ"),
            )

    def _through(self, program: Program, printer: str) -> None:
        where = printer or self.tr("mặc định")
        files = self._files

        def done(count: int) -> None:
            self._bar.say(
                f"{self.tr('Đã gửi')} {show_int(count)} {self.tr('giấy tờ qua')} {program.name} "
                f"{self.tr('đến máy in')} {where}"
            )

        self._session.run(
            lambda _, progress: printing.print_files(program, files, printer, progress),
            done,
            words=f"{self.tr('Đang in qua')} {program.name}",
        )

    def _print(self, found: "Sequence[tuple[Block, ...]]", printer: "QPrinter") -> None:
        print_blocks(found, printer)
        self._bar.say(f"{self.tr('Đã in')} {show_int(len(found))} {self.tr('giấy tờ')} · {MARK}")

    def _say(self) -> None:
        """Say which program was found and which printers there are."""
        program, known = self._program, self._ways.printers()
        self.through.setEnabled(program is not None)
        self.found.setText(str(program.path) if program else self.tr("Không tìm thấy trên máy này."))
        self.printer.addItems(known if program is None or program.picks_printer else [self.tr("Máy in mặc định")])
        self._say_lack(None if known else ClerkError(Problem.NO_PRINTER, instead=self._instead))
        (self.through if program is not None else self.own).setChecked(True)
        self._turn()

    def _say_lack(self, error: ClerkError | None) -> None:
        """Say what keeps this computer from printing, or that nothing does."""
        self.lack.setText(f"⚠ {' '.join(sentences(error))}" if error else "")
        self.lack.setVisible(error is not None)
        self.yes.setEnabled(error is None)

    def _turn(self) -> None:
        """A printer is chosen here for an office program; else Qt's own dialog asks for it."""
        picks = self._program is not None and self._program.picks_printer
        self.printer.setEnabled(self.through.isChecked() and picks and self.printer.count() > 0)

    def _lay_out(self) -> None:
        first = self._files[0].name if self._files else ""
        count = f"{show_int(len(self._files))} {self.tr('giấy tờ')}"
        head = QLabel(f"{self.tr('In')} {first if len(self._files) == 1 else count}")
        theme.mark(head, "heading")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*([theme.MARGIN] * 4))
        layout.setSpacing(theme.GAP)
        for widget in (head, self.through, self.found, self.own, self.rest):
            layout.addWidget(widget)
        labelled(layout, self.tr("Máy in"), self.printer)
        layout.addWidget(self.lack)
        layout.addLayout(buttons(self.no, self.yes))


def print_blocks(found: "Sequence[tuple[Block, ...]]", printer: "QPrinter") -> None:
    """Print papers from what their files hold, each from a page of its own, marked as printed without Word."""
    from dandan_desktop.documents.blocks import Line

    printer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, _MARGINS, QPageLayout.Unit.Millimeter
        )
    )
    holder, painter = QWidget(), QPainter(printer)
    page = QSizeF(painter.viewport().size())
    is_first = True
    for paper in found:
        made = document([Line(MARK, "", is_bold=False, is_italic=True, align="right"), *paper], holder)
        letters = made.defaultFont()
        letters.setPointSizeF(_POINTS)
        made.setDefaultFont(letters)
        made.setDocumentMargin(0)
        made.documentLayout().setPaintDevice(printer)
        made.setPageSize(page)
        _hold_feet(made, paper, page.height())
        for number in range(made.pageCount()):
            if not is_first:
                printer.newPage()
            is_first = False
            painter.save()
            painter.translate(0, -number * page.height())
            made.drawContents(painter, QRectF(QPointF(0, number * page.height()), page))
            painter.restore()
            if number:
                _mark_practice(painter, paper, letters)
    painter.end()


def _mark_practice(painter: QPainter, paper: "Sequence[Block]", letters: QFont) -> None:
    """Say in the upper margin of a later page what the first line of a paper of the practice office says."""
    from dandan_desktop.documents.practice_mark import MARK as PRACTICE

    first = paper[0] if paper else None
    if getattr(first, "text", "") == PRACTICE:
        painter.setFont(letters)
        page, line = painter.viewport(), painter.fontMetrics().height()
        painter.drawText(QRect(0, -line, page.width(), line), Qt.AlignmentFlag.AlignCenter, PRACTICE)


def _hold_feet(made: QTextDocument, paper: "Sequence[Block]", height: float) -> None:
    """Move the signatures that a page end parts, or that would stand alone, with the text before them to a new page."""
    grids: list[Any] = [block for block in paper if hasattr(block, "rows")]
    for grid, frame in zip(grids, made.rootFrame().childFrames(), strict=True):
        if not grid.is_foot:
            continue
        layout, first = made.documentLayout(), frame.firstCursorPosition().block()
        held = _before(first)
        top, foot = layout.blockBoundingRect(held).top(), layout.frameBoundingRect(frame)
        if top // height != foot.bottom() // height and held != first and foot.bottom() - top < height:
            shape = held.blockFormat()
            shape.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
            QTextCursor(held).setBlockFormat(shape)


def _before(first: QTextBlock) -> QTextBlock:
    """The second paragraph with words before this one."""
    held, count = first, 0
    while count < 2 and held.previous().isValid():
        held = held.previous()
        count += bool(held.text().strip())
    return held

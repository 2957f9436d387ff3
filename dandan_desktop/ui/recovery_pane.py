"""Making the recovery sheet: paper first, then its code typed back from the paper; until then the old sheet holds."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.papers import RecoverySheet
from dandan_desktop.services import sheet, sheet_files
from dandan_desktop.ui import dialogs, permits, theme
from dandan_desktop.ui.file_bar import FileBar
from dandan_desktop.ui.form_parts import Wrong, card_of, empty, labelled, primary
from dandan_desktop.ui.icons import icon
from dandan_desktop.ui.labels import prose
from dandan_desktop.ui.session import Session

_POINTS = 14
"""How large the printed letters are: a code is read from paper by somebody in a hurry."""


class RecoveryPane(QWidget):
    """Two steps: print or write the sheet, then type its code back."""

    help_topic = "recovery"

    made = Signal()
    """The sheet is confirmed and opens the register."""
    left = Signal()
    """The clerk does it later."""

    def __init__(self, session: Session, *, leave: str = "") -> None:
        super().__init__()
        self.session = session
        self.paper: RecoverySheet | None = None
        self._written: list[Path] = []
        self.print_it = QPushButton(icon("printer"), " " + self.tr("In phiếu…"))
        self.write_it = QPushButton(icon("file-text"), " " + self.tr("Ghi tệp Word…"))
        self.bar = FileBar()
        self.told = prose(role="good")
        self.code = QLineEdit()
        self.code.setPlaceholderText(self.tr("7 nhóm, mỗi nhóm 4 chữ hoặc số"))
        self.wrong = Wrong(self.code)
        self.confirm = primary(self.tr("Xác nhận phiếu"))
        self.later = QPushButton(leave)
        self.later.setVisible(bool(leave))
        self._lay_out()
        self.print_it.clicked.connect(self.print_sheet)
        self.write_it.clicked.connect(self.write_sheet)
        self.code.returnPressed.connect(self.confirm_sheet)
        self.confirm.clicked.connect(self.confirm_sheet)
        self.later.clicked.connect(self.left)
        self.begin()

    def begin(self) -> None:
        """Start afresh: nothing is printed, and the next sheet has a code of its own."""
        self.paper = None
        self._written = []
        self.told.hide()
        self.bar.hide()
        self.code.clear()
        self.wrong.tell(None)
        self._open_second(is_open=False)
        for button in (self.print_it, self.write_it):
            permits.dress(button, self.session.store, "make_sheet")
        self.setFocusProxy(self.print_it)
        self.print_it.setFocus()

    def print_sheet(self) -> None:
        """Print the sheet on the printer the clerk chooses."""
        paper = self._begun()
        if paper is not None and self._is_sent(paper):
            self._take(paper, self.tr("✓ Đã gửi phiếu tới máy in. Hãy lấy tờ giấy rồi làm bước 2."))

    def write_sheet(self) -> None:
        """Write the sheet as a Word file where the clerk says."""
        paper = self._begun()
        kinds = self.tr("Văn bản Word (*.docx)")
        proposal = Path.home() / sheet.FILE_NAME
        path = dialogs.pick_new_file(self, self.tr("Ghi phiếu khôi phục"), proposal, kinds) if paper else None
        if paper is None or path is None:
            return
        file = dialogs.ending(path, ".docx")
        words = f"{self.tr('✓ Đã ghi tệp. Hãy in tệp ra giấy, rồi xoá tệp.')} {sheet_files.WHO_READS}"

        def done(written: Path) -> None:
            self._written.append(written)
            self._take(paper, words)
            self.bar.tell(written)

        self.session.run(lambda _, __: sheet.write(paper, file), done, words=self.tr("Đang ghi phiếu khôi phục"))

    def confirm_sheet(self) -> None:
        """Put the new sheet in force, once its code was typed back."""
        paper, typed, register, written = self.paper, self.code.text(), self.session.register, tuple(self._written)
        if paper is None:
            return
        differs = None if sheet.is_same(paper, typed) else ClerkError(Problem.RECOVERY_CODE_DIFFERS)
        if not self.wrong.tell(differs if typed.strip() else empty("mã trên phiếu vừa in")):
            words = self.tr("Đang xác nhận phiếu khôi phục")
            self.session.run(
                lambda store, _: sheet.confirm(register, store, paper, typed, written),
                self._end,
                words=words,
                writes=True,
            )

    def _begun(self) -> RecoverySheet | None:
        """The sheet being made: the same code however often it is printed."""
        try:
            return self.paper or sheet.begin(self.session.register, self.session.store, self.session.today)
        except ClerkError as error:
            self.session.problem_raised.emit(error)
            return None

    def _is_sent(self, paper: RecoverySheet) -> bool:
        """Whether the sheet went to a printer; where there is none, the clerk is told how it comes onto paper."""
        try:
            return dialogs.print_text(self, sheet.printed(paper), self.write_it.text().strip(), _POINTS)
        except ClerkError as error:
            self.session.problem_raised.emit(error)
            return False

    def _take(self, paper: RecoverySheet, words: str) -> None:
        self.paper = paper
        self.told.setText(words)
        self.told.show()
        self._open_second(is_open=True)
        self.code.setFocus()

    def _end(self, _: Changes) -> None:
        self.begin()
        self.made.emit()

    def _open_second(self, *, is_open: bool) -> None:
        self.code.setEnabled(is_open)
        self.confirm.setEnabled(is_open)

    def _lay_out(self) -> None:
        title = QLabel(self.tr("Phiếu khôi phục"))
        theme.mark(title, "title")
        why = self.tr(
            "Sổ được mã hoá: quên hết mật khẩu mà không có phiếu này thì không ai mở được sổ nữa, kể cả người làm ra"
            " chương trình. Phiếu là một tờ giấy có mã, để trong phong bì niêm phong ở két hoặc tủ có khoá."
        )
        pressed = QHBoxLayout()
        pressed.setSpacing(theme.GAP)
        pressed.addWidget(self.print_it)
        pressed.addWidget(self.write_it)
        pressed.addStretch(1)
        above, first = card_of(self.tr("Bước 1. In phiếu ra giấy"))
        below, second = card_of(self.tr("Bước 2. Gõ lại mã trên giấy"))
        first.addLayout(pressed)
        first.addWidget(self.told)
        first.addWidget(self.bar)
        words = self.tr("Nhìn tờ giấy vừa in mà gõ, để chắc chắn mã đọc được. Gõ đúng thì phiếu có hiệu lực.")
        second.addWidget(prose(words, "second"))
        labelled(second, self.tr("Mã trên phiếu"), self.code)
        second.addWidget(self.wrong.words)
        last = QHBoxLayout()
        last.setSpacing(theme.GAP)
        last.addWidget(self.confirm)
        last.addWidget(self.later)
        last.addStretch(1)
        second.addLayout(last)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*([theme.MARGIN] * 4))
        layout.setSpacing(theme.MARGIN)
        layout.addWidget(title)
        layout.addWidget(prose(why))
        for card in (above, below):
            layout.addWidget(card)
        layout.addStretch(1)
        self.setMaximumWidth(theme.scaled(theme.READABLE))

"""Asking for the reason before something that cannot be undone, or that the journal must be able to explain."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.domain import text
from dandan_desktop.domain.errors import ClerkError
from dandan_desktop.domain.messages import sentences
from dandan_desktop.ui import theme
from dandan_desktop.ui.form_parts import buttons
from dandan_desktop.ui.labels import prose


class Asked(NamedTuple):
    """What a reason is asked for: the word on the button, what follows from it, and an example of a reason."""

    deed: str
    rest: str
    example: str


PURGE = Asked(
    "Xoá khỏi thùng rác",
    "Không lấy lại từ Thùng rác được nữa. Nhật ký vẫn giữ nội dung cũ và ghi ai đã xoá, lúc nào, vì sao; các"
    " bản sao lưu đã lập vẫn còn bản ghi.",
    "Ví dụ: nhập trùng, theo công văn số…",
)
TO_ERASE = "Muốn bỏ cả nội dung ấy thì dùng “Xoá vĩnh viễn”."
"""What is said beside `PURGE` of records that can be erased for good."""


class ReasonBox(QDialog):
    """Says what will be done, asks why, and does it; what is refused is said below the reason."""

    def __init__(self, parent: QWidget, what: str, act: Callable[[str], object], asked: Asked = PURGE) -> None:
        super().__init__(parent)
        self._act = act
        self.setWindowTitle(asked.deed)
        self.setMinimumWidth(theme.scaled(theme.READABLE * 5 // 8))
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(asked.example)
        self.reason.setAccessibleName(self.tr("Lý do"))
        self.problem = prose("", "error")
        self.problem.hide()
        self.yes, self.no = QPushButton(asked.deed), QPushButton(self.tr("Thôi (Esc)"))
        self.no.setAutoDefault(False)
        theme.mark(self.yes, "primary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*([theme.MARGIN] * 4))
        layout.setSpacing(theme.GAP)
        layout.addWidget(prose(what, "heading"))
        layout.addWidget(prose(asked.rest, "second"))
        layout.addWidget(prose(self.tr("Lý do (không ghi tên người)"), "label"))
        layout.addWidget(self.reason)
        layout.addWidget(self.problem)
        layout.addLayout(buttons(self.no, self.yes))
        self.yes.clicked.connect(self._on_yes_clicked)
        self.no.clicked.connect(self.reject)

    def _on_yes_clicked(self) -> None:
        try:
            self._act(text.tidy(self.reason.text()))
        except ClerkError as error:
            self.problem.setText(f"✕ {' '.join(sentences(error))}")
            self.problem.show()
            self.reason.setFocus()
        else:
            self.accept()

"""Asking for the text of an addendum to locked minutes, one entry a line."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.domain.errors import ClerkError
from dandan_desktop.domain.messages import sentences
from dandan_desktop.ui import theme
from dandan_desktop.ui.form_parts import buttons
from dandan_desktop.ui.input_widgets import LinesInput
from dandan_desktop.ui.lines import prose

_LEAST = 5


class AddendumBox(QDialog):
    """Takes the lines and makes the addendum; what is refused is said below them, and nothing typed goes."""

    def __init__(self, parent: QWidget, of: str, act: Callable[[Sequence[str]], object]) -> None:
        super().__init__(parent)
        self._act = act
        self.setWindowTitle(self.tr("Biên bản bổ sung"))
        self.setMinimumWidth(theme.scaled(theme.READABLE * 3 // 4))
        self.lines = LinesInput(least=_LEAST)
        self.lines.setAccessibleName(self.tr("Nội dung bổ sung"))
        self.problem = prose("", "error")
        self.problem.hide()
        self.yes = QPushButton(self.tr("Lập biên bản bổ sung (Ctrl+Enter)"))
        self.no = QPushButton(self.tr("Thôi (Esc)"))
        theme.mark(self.yes, "primary")
        for button in (self.yes, self.no):
            button.setAutoDefault(False)
        rest = self.tr(
            "Biên bản đã khoá giữ nguyên. Bản bổ sung là một văn bản riêng, cùng thể thức, do người chủ trì và người"
            " ghi biên bản ký; lập rồi thì không sửa được."
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*([theme.MARGIN] * 4))
        layout.setSpacing(theme.GAP)
        layout.addWidget(prose(of, "heading"))
        layout.addWidget(prose(rest, "second"))
        layout.addWidget(prose(self.tr("Nội dung bổ sung, mỗi dòng một ý"), "label"))
        layout.addWidget(self.lines)
        layout.addWidget(self.problem)
        layout.addLayout(buttons(self.no, self.yes))
        self.yes.clicked.connect(self._on_yes_clicked)
        self.no.clicked.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._on_yes_clicked)

    def _on_yes_clicked(self) -> None:
        try:
            self._act(self.lines.value() or ())
        except ClerkError as error:
            self.problem.setText(f"✕ {' '.join(sentences(error))}")
            self.problem.show()
            self.lines.setFocus()
        else:
            self.accept()

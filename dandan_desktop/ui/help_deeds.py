"""What may be done from the help: print all of it, send a report of trouble, and see what the program is."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout

from dandan_desktop.domain.errors import ClerkError
from dandan_desktop.domain.messages import sentences
from dandan_desktop.services import help_paper
from dandan_desktop.ui import dialogs
from dandan_desktop.ui.file_bar import FileBar
from dandan_desktop.ui.help_pane import HelpPane
from dandan_desktop.ui.icons import icon
from dandan_desktop.ui.labels import prose
from dandan_desktop.ui.session import Session


class HelpDeeds:
    """The buttons below a help, and what they open; the box opened last is kept."""

    def __init__(self, pane: HelpPane, pick: dialogs.PickNewFile = dialogs.pick_new_file) -> None:
        self._pane, self._pick = pane, pick
        self.box: QDialog | None = None
        self._said = ""
        """What the clerk said of the trouble when he last closed the box."""
        self.print_all = QPushButton(icon("printer"), " " + pane.tr("In tất cả trợ giúp…"))
        self.trouble = QPushButton(icon("circle-alert"), " " + pane.tr("Gửi báo lỗi…"))
        self.about = QPushButton(icon("info"), " " + pane.tr("Giới thiệu…"))
        self.bar = FileBar()
        self.problem = prose("", "error")
        self.problem.hide()
        for button in (self.print_all, self.trouble, self.about):
            pane.foot.addWidget(button)
        layout = pane.layout()
        if isinstance(layout, QVBoxLayout):
            layout.addWidget(self.problem)
            layout.addWidget(self.bar)
        self.bar.hide()
        self.print_all.clicked.connect(self.write_all)
        self.trouble.clicked.connect(self.show_trouble)
        self.about.clicked.connect(self.show_about)

    def write_all(self) -> None:
        """Ask where to, and write the whole help as a Word file; a bar offers to open it."""
        self.bar.hide()
        self.problem.hide()
        proposal = Path.home() / help_paper.FILE_NAME
        kind = self._pane.tr("Văn bản Word (*.docx)")
        path = self._pick(self._pane, self._pane.tr("In tất cả trợ giúp"), proposal, kind)
        if path is None:
            return
        try:
            self.bar.tell(help_paper.write(dialogs.ending(path, ".docx")))
        except ClerkError as error:
            self.problem.setText(f"✕ {' '.join(sentences(error))}")
            self.problem.show()

    def show_trouble(self) -> None:
        """Show what support would get."""
        from dandan_desktop.ui.trouble_box import TroubleBox

        box = TroubleBox(self._pane, _session_of(self._pane))
        box.say(self._said)
        box.finished.connect(lambda _: setattr(self, "_said", box.said.toPlainText()))
        self._open(box)

    def show_about(self) -> None:
        """Show what the program is."""
        from dandan_desktop.ui.about_box import AboutBox

        self._open(AboutBox(self._pane))

    def _open(self, box: QDialog) -> None:
        self.box = box
        box.open()


def _session_of(pane: HelpPane) -> Session | None:
    """The session of the window the help stands in, or before; None where no register is open."""
    around: Any = pane
    while around is not None:
        found = getattr(around, "session", None)
        if isinstance(found, Session):
            return found if found.store.is_open else None
        around = around.parentWidget()
    return None

"""Papers from a record's page: asking for the folder, writing on the worker, telling which files they are, printing."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from dandan_desktop import settings
from dandan_desktop.db.store import Store
from dandan_desktop.domain.progress import Progress
from dandan_desktop.services.reminder_papers import Written
from dandan_desktop.ui import dialogs
from dandan_desktop.ui.file_bar import FileBar
from dandan_desktop.ui.print_box import PrintBox, Ways
from dandan_desktop.ui.session import Session


class PaperRun:
    """Knows how a folder is asked for and where the file is told."""

    def __init__(self, session: Session, parent: QWidget, pick_folder: dialogs.FolderPicker, files: FileBar) -> None:
        self._session = session
        self._is_practice = session.register.is_practice
        self._parent = parent
        self._pick_folder = pick_folder
        self._files = files
        self.box: PrintBox | None = None
        self.ways = Ways()
        """How this computer prints."""
        files.lets_print = session.store.may("print")
        files.print_them.clicked.connect(self.ask_print)
        files.other_folder.show()
        files.other_folder.clicked.connect(self.change_folder)
        QShortcut(QKeySequence("Ctrl+Shift+P"), files).activated.connect(self.ask_print)

    def ask_print(self) -> None:
        """Ask how the files just told of are printed, then print them."""
        if self._files.print_them.isVisible():
            self.box = PrintBox(self._parent, self._session, self._files, self.ways)
            self.box.open()

    def change_folder(self) -> None:
        """Ask where papers go from now on; those that are written stay where they are."""
        folder = self._ask_folder(self._parent.tr("Chọn thư mục ghi giấy tờ"))
        if folder is not None:
            self._files.say_too(f"{self._parent.tr('Văn bản sau ghi vào')} {folder}")

    def print_paper(self, way: Callable[[Store, Path, Progress], Path], ask: str, words: str, aside: str = "") -> None:
        """Write a paper where papers go and ask how it is printed.

        `ask` heads the question for the folder, put once for all papers; `words` stand at the progress, `aside` beside
        the file's name.
        """

        def done(path: Path) -> None:
            self._files.tell(path, aside=aside)
            self.ask_print()

        folder = self._folder(ask)
        if folder is not None:
            self._files.hide()
            self._session.run(lambda store, progress: way(store, folder, progress), done, words=words)

    def write_several(self, way: Callable[[Store, Path, Progress], Sequence[Path]], ask: str, words: str) -> None:
        """Write papers there one after another, stopped where the clerk wants it."""
        folder = self._folder(ask)
        if folder is not None:
            self._files.hide()
            self._session.run(lambda store, progress: way(store, folder, progress), self._files.tell_all, words=words)

    def write_deed(
        self,
        way: Callable[[Store, Path], Written],
        ask: str,
        words: str,
        after: Callable[[], None] = lambda: None,
    ) -> None:
        """Write a paper there that leaves something in the register, which is then told."""

        def done(written: Written) -> None:
            self._session.announce(written.changes)
            self._files.tell_all(written.paths)
            after()

        folder = self._folder(ask)
        if folder is not None:
            self._files.hide()
            self._session.run(lambda store, _: way(store, folder), done, words=words, writes=True)

    def print_deed(self, way: Callable[[Store, Path], Written], ask: str, words: str) -> None:
        """The same, then ask how it is printed."""
        self.write_deed(way, ask, words, self.ask_print)

    def _folder(self, ask: str) -> Path | None:
        """Where papers go, asked for the first time alone."""
        return settings.chosen_folder(is_practice=self._is_practice) or self._ask_folder(ask)

    def _ask_folder(self, ask: str) -> Path | None:
        return dialogs.pick_papers_folder(self._parent, ask, self._pick_folder, is_practice=self._is_practice)

"""Papers from a record's page: asking for the folder, writing on the worker, telling which files they are, printing."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from dandan_desktop import settings
from dandan_desktop.db.store import Store
from dandan_desktop.domain.progress import Progress
from dandan_desktop.services.reminder_papers import Written
from dandan_desktop.ui.file_bar import FileBar
from dandan_desktop.ui.print_box import PrintBox, Ways
from dandan_desktop.ui.session import Session

FolderPicker = Callable[[QWidget, str, Path | None], Path | None]


class PaperRun:
    """Knows how a folder is asked for and where the file is told."""

    def __init__(self, session: Session, parent: QWidget, pick_folder: FolderPicker, files: FileBar) -> None:
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
        QShortcut(QKeySequence("Ctrl+Shift+P"), files).activated.connect(self.ask_print)

    def ask_print(self) -> None:
        """Ask how the files just told of are printed, then print them."""
        if self._files.print_them.isVisible():
            self.box = PrintBox(self._parent, self._session, self._files, self.ways)
            self.box.open()

    def print_paper(self, way: Callable[[Store, Path, Progress], Path], ask: str, words: str, aside: str = "") -> None:
        """Write a paper where papers go and ask how it is printed; the folder is asked for once, the first time.

        `words` stand at the progress, `aside` beside the file's name.
        """

        def done(path: Path) -> None:
            self._files.tell(path, aside=aside)
            self.ask_print()

        folder = settings.chosen_folder(is_practice=self._is_practice) or self._folder(ask)
        if folder is not None:
            self._files.hide()
            self._session.run(lambda store, progress: way(store, folder, progress), done, words=words)

    def write_several(self, way: Callable[[Store, Path, Progress], Sequence[Path]], ask: str, words: str) -> None:
        """Ask for a folder and write papers there one after another, stopped where the clerk wants it."""
        folder = self._folder(ask)
        if folder is not None:
            self._files.hide()
            self._session.run(lambda store, progress: way(store, folder, progress), self._files.tell_all, words=words)

    def write_deed(self, way: Callable[[Store, Path], Written], ask: str, words: str) -> None:
        """Ask for a folder and write a paper there that leaves something in the register, which is then told."""
        self._write_deed(way, self._folder(ask), words, lambda: None)

    def print_deed(self, way: Callable[[Store, Path], Written], ask: str, words: str) -> None:
        """The same where papers go, the folder asked for the first time alone; then ask how it is printed."""
        self._write_deed(
            way, settings.chosen_folder(is_practice=self._is_practice) or self._folder(ask), words, self.ask_print
        )

    def _write_deed(
        self, way: Callable[[Store, Path], Written], folder: Path | None, words: str, after: Callable[[], None]
    ) -> None:
        def done(written: Written) -> None:
            self._session.announce(written.changes)
            self._files.tell_all(written.paths)
            after()

        if folder is not None:
            self._files.hide()
            self._session.run(lambda store, _: way(store, folder), done, words=words, writes=True)

    def _folder(self, ask: str) -> Path | None:
        folder = self._pick_folder(self._parent, ask, settings.papers_folder(is_practice=self._is_practice))
        if folder is not None:
            settings.keep_folder(folder, is_practice=self._is_practice)
        return folder

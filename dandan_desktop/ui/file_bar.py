"""The bar after files were written: which, and opening one or the folder."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QWidget

from dandan_desktop.documents.own_files import changed_one
from dandan_desktop.domain.errors import ClerkError
from dandan_desktop.domain.messages import sentences
from dandan_desktop.domain.numbers import show_int
from dandan_desktop.services.printing import SUFFIX
from dandan_desktop.ui import open_with, theme
from dandan_desktop.ui.bar import Bar


class FileBar(Bar):
    """Says which file was written and offers to open it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("bar", theme.colours().ground, parent=parent)
        self.words.setWordWrap(True)
        self.path: Path | None = None
        self.paths: Sequence[Path] = ()
        """Those of the files told of that can be printed."""
        self.lets_print = False
        """Whether whoever owns the bar can print what it tells of."""
        self.print_them = self.offer(QPushButton(self.tr("In… (Ctrl+Shift+P)")))
        self.open_file = self.offer(QPushButton(self.tr("Mở tệp")))
        self.open_folder = self.offer(QPushButton(self.tr("Mở thư mục")))
        self.other_folder = self.offer(QPushButton(self.tr("Đổi thư mục…")))
        self.other_folder.setToolTip(self.tr("Chọn nơi ghi giấy tờ từ nay; tệp đã ghi vẫn ở chỗ cũ"))
        self.other_folder.hide()
        self.open_file.clicked.connect(lambda: self._show(self.path))
        self.open_folder.clicked.connect(lambda: self._show(self.path, is_folder=True))

    def tell(self, path: Path, aside: str = "") -> None:
        """Say that this file was written, and aside what it is."""
        self.path = path
        self._hold([path])
        self.open_file.show()
        self.words.setToolTip(str(path))
        self.say(f"{self.tr('Đã ghi')} {path.name}{f' · {aside}' if aside else ''}")
        self._tell_changed([path])

    def tell_all(self, paths: Sequence[Path]) -> None:
        """Say which files were written, or how many into which folder."""
        if len(paths) == 1:
            self.tell(paths[0])
        elif paths:
            self.path = paths[0]
            self._hold(paths)
            self.open_file.hide()
            self.words.setToolTip("\n".join(path.name for path in paths))
            folder = paths[0].parent
            self.say(
                f"{self.tr('Đã ghi')} {show_int(len(paths))} {self.tr('giấy tờ vào thư mục')} {folder.name or folder}"
            )
            self._tell_changed(paths)

    def _tell_changed(self, paths: Sequence[Path]) -> None:
        """Say which files were left as they are because somebody changed them since they were written."""
        left = [changed.name for changed in map(changed_one, paths) if changed is not None]
        if left:
            words = self.tr("có người đã sửa từ lần ghi trước nên giữ nguyên, bản mới ghi bên cạnh.")
            self.say_too(f"{', '.join(left)}: {words}")

    def _hold(self, paths: Sequence[Path]) -> None:
        self.paths = tuple(path for path in paths if path.suffix == SUFFIX)
        self.print_them.setVisible(self.lets_print and bool(self.paths))

    def _show(self, path: Path | None, *, is_folder: bool = False) -> None:
        if path is not None:
            open_with.show(path.parent if is_folder else path, self._tell)

    def _tell(self, error: ClerkError) -> None:
        """Say why it was not opened, below what was written; the other buttons stay."""
        self.say_too(" ".join(sentences(error)))

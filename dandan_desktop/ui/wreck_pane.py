"""A damaged register at its opening: the newest good backup and what is missing since, or saving what can be read."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QThreadPool, Signal
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.domain.dates import show_moment
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.messages import sentences
from dandan_desktop.domain.numbers import show_int
from dandan_desktop.domain.progress import Progress
from dandan_desktop.services import restore_words, restoring, salvage
from dandan_desktop.services.restoring import Offer, Preview, Restored
from dandan_desktop.services.salvage import Saved
from dandan_desktop.ui import backup_words, clipboard, theme
from dandan_desktop.ui.form_parts import buttons, primary
from dandan_desktop.ui.labels import prose
from dandan_desktop.ui.progress_box import ProgressBox
from dandan_desktop.ui.work import Nothing, Work


class WreckPane(QWidget):
    """Nothing is done to the damaged file: restoring moves it aside, saving only reads it."""

    help_topic = "wreck"

    left = Signal()
    mended = Signal(Path, str)
    """A register that can be opened now, and the words that say what was done."""
    copy_wanted = Signal(Path)
    """A backup from elsewhere shall be restored in the place of this register."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path, self._secret, self._name = Path(), "", ""
        self.offer: Offer | None = None
        self.preview: Preview | None = None
        self.saved: tuple[Path, Saved] | None = None
        self.title, self.words = prose("", "heading"), prose()
        self.found, self.missing = prose("", "good"), prose("", "warning")
        self.problem = prose("", "error")
        self.list = QPlainTextEdit()
        self.list.setReadOnly(True)
        self.list.setTabChangesFocus(True)
        self.list.setAccessibleName(self.tr("Những gì không cứu được"))
        self.restore = primary("")
        self.other = QPushButton(self.tr("Khôi phục từ bản sao ở nơi khác…"))
        self.salvage = QPushButton(self.tr("Cứu dữ liệu đọc được sang sổ mới"))
        self.copy_list = QPushButton(self.tr("Chép danh sách"))
        self.keep_list = QPushButton(self.tr("Ghi danh sách ra tệp"))
        self.open_saved = primary(self.tr("Mở sổ cứu được"))
        self.back = QPushButton(self.tr("Quay lại (Esc)"))
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._work: Work | None = None
        self._of_saved = (self.copy_list, self.keep_list, self.open_saved)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        for widget in (self.title, self.words, self.found, self.missing, self.problem, self.list):
            layout.addWidget(widget)
        layout.addLayout(buttons(self.copy_list, self.keep_list))
        layout.addWidget(self.restore)
        layout.addWidget(self.other)
        layout.addWidget(self.salvage)
        layout.addLayout(buttons(self.back, self.open_saved))
        layout.addStretch(1)
        self.restore.clicked.connect(self.do_restore)
        self.other.clicked.connect(lambda: self.copy_wanted.emit(self.path))
        self.salvage.clicked.connect(self.do_salvage)
        self.copy_list.clicked.connect(lambda: clipboard.put(self.list.toPlainText()))
        self.keep_list.clicked.connect(self._on_keep_list_clicked)
        self.open_saved.clicked.connect(self._on_open_clicked)
        self.back.clicked.connect(self.left)

    def show_wreck(self, path: Path, secret: str, name: str) -> None:
        """Say what is damaged and look for the newest good backup; `secret` is what was just typed to open."""
        self.path, self._secret, self._name = path, secret, name
        self.offer, self.preview, self.saved = None, None, None
        self.title.setText(f"{self.tr('Sổ')} “{path.stem}” {self.tr('bị hỏng')}")
        self.words.setText(" ".join(sentences(ClerkError(Problem.REGISTER_DAMAGED, path=path))))
        self.salvage.show()
        self.other.show()
        self.found.setText(self.tr("Đang tìm bản sao tốt gần nhất…"))
        for widget in (self.missing, self.problem, self.list, self.restore, *self._of_saved):
            widget.hide()
        self._begin(self.tr("Đang tìm bản sao tốt gần nhất…"), self._look, self._on_looked)

    def do_restore(self) -> None:
        """Restore the newest good backup; the damaged register is kept beside."""
        preview = self.preview
        if preview is not None:
            words = self.tr("Đang khôi phục sổ…")
            self._begin(words, lambda progress: restoring.restore(preview, progress), self._on_restored)

    def do_salvage(self) -> None:
        """Save what can be read into a new register beside the damaged one."""
        target = _free(salvage.proposed(self.path))
        self._begin(
            self.tr("Đang cứu dữ liệu…"),
            lambda progress: (target, salvage.save(self.path, target, self._secret, self._name, progress=progress)),
            self._on_saved,
        )

    def _begin(self, words: str, work: Callable[[Progress], object], done: Callable[[Any], None]) -> None:
        if self._work is not None:
            return
        self.problem.hide()
        self.setEnabled(False)
        self._work = Work(Nothing, lambda _, progress: work(progress), words, is_modal=True)
        ProgressBox(self._work, self)
        self._work.finished.connect(lambda result: self._end(result, done))
        self._work.failed.connect(self._on_failed)
        self._pool.start(self._work.run)

    def _end(self, result: object, done: Callable[[Any], None]) -> None:
        self._work = None
        self.setEnabled(True)
        done(result)

    def _on_failed(self, error: object) -> None:
        self._work = None
        self.setEnabled(True)
        if isinstance(error, ClerkError):
            self.problem.setText(f"✕ {' '.join(sentences(error))}")
            self.problem.show()
        elif isinstance(error, BaseException):
            raise error

    def _look(self, _: Progress) -> tuple[Offer | None, Preview | None]:
        offer = restoring.newest_good(self.path)
        if offer is None:
            return None, None
        return offer, restoring.look(offer.path, self.path, self._secret, self._name)

    def _on_looked(self, found: tuple[Offer | None, Preview | None]) -> None:
        self.offer, self.preview = found
        self.missing.setText(missing_words(self.offer))
        self.missing.show()
        if self.preview is None:
            self.found.setText(
                self.tr("Không thấy bản sao nào của sổ này trên máy. Hãy cắm USB sao lưu rồi chọn bản sao trên đó.")
            )
            theme.mark(self.found, "warning")
            self.missing.hide()
            self.other.setFocus()
            return
        if self.preview.loss is not None:
            self.missing.setText(f"{self.missing.text()} {restore_words.loss_words(self.preview.loss)}")
        self.found.setText(found_words(self.preview))
        theme.mark(self.found, "good")
        self.restore.setText(f"{self.tr('Khôi phục bản sao số')} {show_int(self.preview.sequence)}")
        self.restore.show()
        self.restore.setFocus()

    def _on_restored(self, done: Restored) -> None:
        self.mended.emit(done.path, restore_words.notice(done))

    def _on_saved(self, done: tuple[Path, Saved]) -> None:
        self.saved = done
        lost = salvage.lines(done[1])
        self.title.setText(self.tr("Đã cứu dữ liệu sang sổ mới"))
        self.words.setText(saved_words(*done))
        self.list.setPlainText("\n".join(lost))
        self.list.setVisible(bool(lost))
        self.copy_list.setVisible(bool(lost))
        self.keep_list.setVisible(bool(lost))
        self.keep_list.setEnabled(True)
        for done_with in (self.found, self.missing, self.restore, self.other, self.salvage):
            done_with.hide()
        self.open_saved.show()
        self.open_saved.setFocus()

    def _on_keep_list_clicked(self) -> None:
        if self.saved is not None:
            try:
                kept = salvage.write_list(self.saved[1], self.saved[0])
            except ClerkError as error:
                self._on_failed(error)
                return
            self.keep_list.setEnabled(False)
            words = self.tr("ở cạnh sổ mới. Tệp không mã hoá và có tên người: nhập lại xong hãy xoá.")
            self.words.setText(f"{saved_words(*self.saved)} {self.tr('Danh sách đã ghi ra tệp')} {kept.name} {words}")

    def _on_open_clicked(self) -> None:
        if self.saved is not None:
            self.mended.emit(self.saved[0], self.tr("Đây là sổ cứu được. Sổ hỏng vẫn được giữ bên cạnh."))


def saved_words(path: Path, saved: Saved) -> str:
    """What the office has again and where, and what to do about the rest."""
    kept = salvage.kept(saved)
    told = f"Đã cứu được {kept} sang sổ {path.name}."
    if not kept:
        told = f"Không cứu được bản ghi nào của cơ quan; sổ {path.name} chỉ có danh mục kèm chương trình."
    if not saved.lost:
        return f"{told} Không mất gì."
    return f"{told} Những gì không cứu được ghi ở dưới: hãy xem lại từng dòng và nhập lại từ hồ sơ giấy."


def found_words(preview: Preview) -> str:
    """The backup that is offered: its number, when, and what it holds."""
    when, held = show_moment(preview.made_at), backup_words.held_words(preview.counts)
    return f"Bản sao tốt gần nhất: số {show_int(preview.sequence)}, lúc {when}, có {held}."


def missing_words(offer: Offer | None) -> str:
    """What is not in the backup that is offered."""
    if offer is None:
        return ""
    since = show_moment(offer.made_at)
    until = show_moment(offer.last_write) if offer.last_write else since
    if offer.last_write is not None and offer.last_write < offer.made_at and until != since:
        return f"Tệp hỏng được ghi lần cuối lúc {until}, trước bản sao này. Tệp hỏng vẫn được giữ lại bên cạnh."
    when = f"sau {since}" if until == since else f"từ {since} đến {until}"
    return f"Không có trong bản sao: những gì ghi {when}. Tệp hỏng vẫn được giữ lại bên cạnh."


def _free(proposed: Path) -> Path:
    """The name proposed, or the next one that is free."""
    numbered = (proposed.with_name(f"{proposed.stem}-{n}{proposed.suffix}") for n in range(2, 1000))
    return proposed if not proposed.exists() else next(each for each in numbered if not each.exists())

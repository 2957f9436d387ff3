"""Sao lưu: the state in words, the backups in a list, making one, taking it out, its report, trying and restoring."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from dandan_desktop.db.backups import Made
from dandan_desktop.db.register import Register
from dandan_desktop.db.shelf import Use
from dandan_desktop.domain.progress import Progress
from dandan_desktop.marks import override
from dandan_desktop.services import backups, copies, restoring, sheet_files
from dandan_desktop.services.backups import Status
from dandan_desktop.services.copies import Drill, Listed
from dandan_desktop.services.restoring import Preview
from dandan_desktop.ui import backup_words, dialogs
from dandan_desktop.ui.backups_view import BackupsView
from dandan_desktop.ui.restore_pane import RestorePane
from dandan_desktop.ui.session import Session

PickFolder = Callable[[QWidget, str, Path | None], Path | None]
PickFile = Callable[[QWidget], Path | None]


class BackupsPane(QStackedWidget):
    """The list of backups, or the preview of the one to restore."""

    help_topic = "backups"

    def __init__(
        self,
        session: Session,
        pick_folder: PickFolder = dialogs.pick_folder,
        pick_package: PickFile = dialogs.pick_package,
    ) -> None:
        super().__init__()
        self.session = session
        self.status: Status | None = None
        self.is_busy = False
        """Whether a button's work is under way."""
        self._pick_folder, self._pick_package = pick_folder, pick_package
        self.preview = RestorePane(session)
        self.list = BackupsView(may_restore=session.store.may("restore_register"))
        self.addWidget(self.list)
        self.addWidget(self.preview)
        self._connect()

    def refresh(self) -> None:
        """Read the state of the backups again, in the background."""
        register = self.session.register
        work = self.session.run(
            lambda _, __: (backups.status(register), copies.listed(register)),
            self._on_read,
            words=self.tr("Đang xem các bản sao…"),
        )
        work.failed.connect(self._on_not_read)

    def back_up(self) -> None:
        """Make a backup now; it can be stopped."""
        register = self.session.register
        self.run(lambda progress: backups.back_up(register, progress=progress), self._on_made, "Đang sao lưu…")

    def copy_outside(self) -> None:
        """Take the newest backup to the stick in use, or to one chosen first."""
        if self.status is None or not self.status.stick:
            self.choose_place()
            return
        register = self.session.register
        self.run(
            lambda progress: backups.take_outside(register, progress), self._on_taken, "Đang chép bản sao ra ổ ngoài…"
        )

    def choose_place(self) -> None:
        """Choose the stick or disk backups are taken out to, take it into use and copy at once."""
        folder = self._pick_folder(
            self, self.tr("Ổ ngoài để chép bản sao"), backups.second_place(self.session.register)
        )
        if folder is not None:
            register = self.session.register
            self.run(lambda progress: _taken_to(folder, register, progress), self._on_taken, "Đang chép bản sao…")

    def look_at(self, path: Path | None) -> None:
        """Look at a backup and show what restoring it would lose; None when the clerk chose none."""
        register = self.session.register
        if path is None:
            return
        self.session.run(
            lambda _, __: (restoring.look(path, register.path, register=register), copies.counts_now(register)),
            self._on_looked,
            words=self.tr("Đang xem bản sao…"),
        )

    def try_out(self) -> None:
        """Restore the newest backup to a copy on trial and compare."""
        copy, register = self.list.current, self.session.register
        if copy is not None:
            self.run(lambda progress: copies.try_out(register, copy.path, progress), self._on_tried, "Đang thử…")

    def tell_report(self) -> None:
        """Show the report of the chosen backup."""
        copy, register, report = self.list.current, self.session.register, self.list.report
        if copy is not None:
            words = self.tr("Đang đọc bản sao…")
            self.session.run(
                lambda _, __: backups.report(register, copies.opened(register, copy)), report.tell, words=words
            )

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def run(self, work: Callable[[Progress], object], done: Callable[..., None], words: str) -> None:
        """Do a button's work, unless another's is under way."""
        if self.is_busy:
            return
        self.is_busy = True
        under_way = self.session.run(lambda _, progress: work(progress), done, words=self.tr(words), writes=True)
        under_way.failed.connect(self._on_failed)
        for ended in (under_way.finished, under_way.failed):
            ended.connect(self._on_over)

    def _connect(self) -> None:
        seen = self.list
        for button, action in (
            (seen.make, self.back_up), (seen.take_out, self.copy_outside), (seen.choose, self.choose_place),
            (seen.drill, self.try_out), (seen.show_report, self.tell_report),
            (seen.sheet_left.delete, lambda: _delete_sheet(self)),
            (seen.restore, lambda: self.look_at(seen.current.path if seen.current else None)),
            (seen.restore_file, lambda: self.look_at(self._pick_package(self))),
        ):  # fmt: skip
            button.clicked.connect(action)
        seen.table.row_opened.connect(lambda _: self.tell_report())
        self.preview.left.connect(self._on_preview_left)

    def _on_read(self, found: tuple[Status, list[Listed]]) -> None:
        self.status, listed = found
        self.list.tell(self.status, listed)
        self.session.backups_read.emit(self.status)

    def _on_not_read(self, _: object) -> None:
        if self.status is None:
            self.list.last.setText(self.tr("Chưa xem được các bản sao."))

    def _on_made(self, made: Made) -> None:
        words = self.tr("Đã sao lưu và kiểm tra bản sao số")
        has_stick = self.status is not None and bool(self.status.stick)
        here = self.tr(" Bản này mới ở máy này; bấm “Chép ra ổ ngoài…” để có thêm bản ở nơi khác.") if has_stick else ""
        self.list.say(f"✓ {words} {made.entry.sequence}.{here}", "good")
        self.list.report.tell(backups.report(self.session.register, made))
        self.list.table.scrollToTop()
        self.refresh()

    def _on_taken(self, use: Use) -> None:
        register = self.session.register
        second = backups.second_place(register)
        is_beside = second is not None and backups.is_beside(register, second)
        self.list.say(backup_words.taken_words(use, is_beside=is_beside), "good")
        self.refresh()

    def _on_tried(self, drill: Drill) -> None:
        if drill.is_good:
            backups.drill_done(self.session.register, date.today())  # noqa: DTZ011 - this machine's day
        self.list.say(backup_words.drill_words(drill), "good" if drill.is_good else "error")
        self.refresh()

    def _on_looked(self, found: tuple[Preview, dict[str, int]]) -> None:
        self.setCurrentWidget(self.preview)
        self.preview.show_preview(*found)

    def _on_preview_left(self) -> None:
        self.setCurrentWidget(self.list)
        self.list.table.setFocus()

    def _on_over(self, _: object) -> None:
        self.is_busy = False

    def _on_failed(self, error: object) -> None:
        if error is None:
            self.list.say(self.tr("Đã dừng; chưa có bản sao mới."), "second")
        self.refresh()


def _taken_to(folder: Path, register: Register, progress: Progress) -> Use:
    backups.choose_second_place(folder, register)
    return backups.take_outside(register, progress)


def _delete_sheet(pane: BackupsPane) -> None:
    """Delete the files of recovery sheets that lie on a disk still, once the clerk agreed, and say so."""
    register = pane.session.register
    files = pane.status.sheet_files if pane.status is not None else ()
    named = ", ".join(file.path.name for file in files if not file.is_changed)
    consequence = pane.tr(
        "Tệp bị xoá hẳn, không qua Thùng rác của máy. Chỉ xoá khi phiếu đã in ra giấy và đã cất ở nơi có khoá:"
        " quên hết mật khẩu thì chỉ tờ phiếu ấy mở được sổ."
    )
    if not dialogs.ask(pane, f"{pane.tr('Xoá tệp phiếu khôi phục')} {named}?", consequence, pane.tr("Xoá tệp phiếu")):
        return

    def done(gone: tuple[Path, ...]) -> None:
        words = pane.tr("Không qua Thùng rác của máy. Đã chép tệp đi nơi khác thì hãy xoá cả ở đó.")
        names = ", ".join(path.name for path in gone)
        pane.list.say(f"✓ {pane.tr('Đã xoá tệp phiếu khôi phục')} {names}. {words}", "good")
        pane.refresh()

    pane.run(lambda _: sheet_files.delete(register), done, "Đang xoá tệp phiếu khôi phục…")

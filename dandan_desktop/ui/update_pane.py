"""Cập nhật: the version in use, the newer one a stick brings, saved before it is installed, and the way back."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dandan_desktop import __version__
from dandan_desktop.domain.errors import ClerkError
from dandan_desktop.marks import override
from dandan_desktop.services import backups, updating
from dandan_desktop.services.updating import Ready, Update, WayBack
from dandan_desktop.ui import dialogs, permits, theme
from dandan_desktop.ui.form_parts import card_of, primary
from dandan_desktop.ui.icons import icon
from dandan_desktop.ui.labels import prose
from dandan_desktop.ui.session import Session

PickFile = Callable[[QWidget], Path | None]


class UpdatePane(QWidget):
    """Looks at the sticks whenever it is shown; what installs is started only after the register was saved."""

    help_topic = "update"

    def __init__(self, session: Session, pick: PickFile = dialogs.pick_update) -> None:
        super().__init__()
        self.session = session
        self._pick = pick
        self.chosen: Update | None = None
        """The update file that is offered."""
        self.ready: Ready | None = None
        """The one that was saved for and may be installed."""
        self.back: WayBack | None = None
        self.told, self.result = prose(), prose(role="good")
        self.look_again = QPushButton(self.tr("Tìm lại trên USB"))
        self.choose = QPushButton(icon("folder-open"), " " + self.tr("Chọn tệp cập nhật…"))
        self.prepare = primary(self.tr("Sao lưu rồi cập nhật"))
        self.install = primary(self.tr("Đóng sổ và chạy bộ cài"))
        self.back_words = prose(role="second")
        self.go_back = QPushButton(icon("rotate-ccw"), " " + self.tr("Đóng sổ và mở bản trước"))
        self._lay_out()
        self.look_again.clicked.connect(self.look)
        self.choose.clicked.connect(self.choose_file)
        self.prepare.clicked.connect(self.save_first)
        self.install.clicked.connect(self.run_installer)
        self.go_back.clicked.connect(self.run_previous)
        self.setFocusProxy(self.choose)

    def look(self) -> None:
        """Look for a newer update file on the sticks that are plugged in."""
        second = backups.second_place(self.session.register)
        self.session.run(
            lambda _, __: updating.found(updating.sticks(second)),
            lambda found: self._offer(found[0] if found else None),
            words=self.tr("Đang tìm tệp cập nhật trên USB…"),
        )

    def choose_file(self) -> None:
        """Let the clerk choose the update file; one that is not newer or not whole is refused at once."""
        path = self._pick(self)
        if path is not None:
            words = self.tr("Đang so tệp cập nhật với bảng kiểm…")
            self.session.run(lambda _, progress: updating.checked(path, progress=progress), self._offer, words=words)

    def save_first(self) -> None:
        """Compare the file, back the register up and bring the file here; nothing is installed yet."""
        update, register = self.chosen, self.session.register
        if update is not None:
            self.session.run(
                lambda _, progress: updating.prepare(register, update.path, progress),
                self._on_ready,
                words=self.tr("Đang sao lưu và kiểm tra tệp cập nhật…"),
                writes=True,
            )

    def run_installer(self) -> None:
        """Start the installer and close the register: it waits until the program has ended."""
        if self.ready is not None:
            self._leave_for(self.ready.update.path)

    def run_previous(self) -> None:
        """Start the program before the last update, at the backup made before it, and close this one."""
        if self.back is not None:
            self._leave_for(self.back.program, ["--register", self.back.backup] if self.back.backup else [])

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.back = updating.way_back(self.session.register.uid)
        self.back_words.setText(_back_words(self.back))
        self.go_back.setVisible(self.back is not None)
        if self.chosen is None:
            self.look()

    def _offer(self, update: Update | None) -> None:
        self.chosen, self.ready = update, None
        if update is None:
            self.told.setText(self.tr("Chưa thấy bản mới hơn trên USB nào đang cắm."))
        else:
            found, where = self.tr("Có bản mới"), self.tr("ở")
            self.told.setText(f"{found} {update.version}: {update.path.name}, {where} {update.path.parent}")
        self.result.hide()
        self._show_buttons()

    def _on_ready(self, ready: Ready) -> None:
        self.ready = ready
        saved, whole = self.tr("Đã sao lưu, bản sao số"), self.tr("tệp cập nhật đúng với bảng kiểm")
        last = self.tr("Chưa cài gì: bấm “Đóng sổ và chạy bộ cài” để cài. Bản đang dùng được giữ lại.")
        self.result.setText(f"✓ {saved} {ready.backup}; {whole}. {last}")
        self.result.show()
        self._show_buttons()
        self.install.setFocus()

    def _show_buttons(self) -> None:
        self.prepare.setVisible(self.chosen is not None and self.ready is None)
        self.install.setVisible(self.ready is not None)
        for button in (self.prepare, self.install, self.go_back):
            permits.dress(button, self.session.store, "set_up")

    def _leave_for(self, program: Path, arguments: list[str] | None = None) -> None:
        try:
            updating.start(program, arguments or [])
        except ClerkError as error:
            self.session.problem_raised.emit(error)
            return
        self.window().close()

    def _lay_out(self) -> None:
        now, inside = card_of(f"{self.tr('Bản đang dùng')}: {__version__}")
        hint = self.tr(
            "Chương trình không nối mạng: bản mới được mang đến bằng USB, gồm tệp so-dan-van-…-cai-dat.exe và bảng kiểm"
            " ma-kiem-tra.txt để cùng thư mục. Trước khi cài, sổ được sao lưu; bản đang dùng được giữ lại để quay về."
        )
        inside.addWidget(prose(hint, "second"))
        inside.addWidget(self.told)
        inside.addWidget(self.result)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        for button in (self.look_again, self.choose):
            row.addWidget(button)
        row.addStretch(1)
        for button in (self.prepare, self.install):
            row.addWidget(button)
        inside.addLayout(row)
        before, below = card_of(self.tr("Quay về bản trước"))
        below.addWidget(self.back_words)
        last = QHBoxLayout()
        last.addWidget(self.go_back)
        last.addStretch(1)
        below.addLayout(last)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*([theme.MARGIN] * 4))
        layout.setSpacing(theme.MARGIN)
        layout.addWidget(now)
        layout.addWidget(before)
        layout.addStretch(1)
        self.result.hide()
        self._show_buttons()
        self.go_back.hide()


def _back_words(back: WayBack | None) -> str:
    """What going back would mean."""
    if back is None:
        return "Máy này không giữ bản nào trước bản đang dùng; bản trước được giữ lại mỗi lần cập nhật."
    which = f"bản {back.version}" if back.version else "bản trước"
    kept = (
        f"Bộ cài đã giữ lại {which}; muốn dùng hẳn bản ấy thì cài lại bằng bộ cài của nó."
        " Bản cũ không mở được sổ mà bản mới đã ghi"
    )
    if not back.backup:
        return f"{kept}: ở màn hình mở sổ, chọn “Khôi phục từ bản sao…” và lấy bản sao lập trước khi cập nhật."
    name = Path(back.backup).name
    return (
        f"{kept}, nên sẽ mở ở bước khôi phục bản sao {name} lập trước khi cập nhật; việc ghi sau đó không có trong ấy."
    )

"""Cập nhật: the version in use, the newer one a stick brings, saved before it is installed, and the way back.

A program that is carried on a stick is not installed: it is told how the new one is unpacked beside it. One that was
installed for all is renewed by an administrator alone, and that is told.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dandan_desktop import __version__, paths
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
        """The one that was saved for, and may be installed or unpacked."""
        self.is_carried = updating.is_carried()
        """Whether this program is not installed."""
        self.is_shared = updating.is_shared()
        """Whether only an administrator can renew it."""
        self.back: WayBack | None = None
        self.told, self.result = prose(), prose(role="good")
        self.look_again = QPushButton(self.tr("Tìm lại trên USB"))
        self.choose = QPushButton(icon("folder-open"), " " + self.tr("Chọn tệp cập nhật…"))
        self.prepare = primary("")
        self.install = primary(self.tr("Đóng sổ và chạy bộ cài"))
        self.back_words = prose(role="second")
        self.go_back = QPushButton(icon("rotate-ccw"), " " + self.tr("Đóng sổ và mở bản trước"))
        self._lay_out()
        self.look_again.clicked.connect(self.look)
        self.choose.clicked.connect(self.choose_file)
        self.prepare.clicked.connect(self.save_first)
        self.install.clicked.connect(self.run_installer)
        self.go_back.clicked.connect(self.run_previous)
        self.setFocusProxy(self.look_again)

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
        self.back_words.setText(_BACK_CARRIED if self.is_carried else _back_words(self.back))
        self.go_back.setVisible(self.back is not None)
        if self.chosen is None:
            self.look()

    def _offer(self, update: Update | None) -> None:
        self.chosen, self.ready = update, None
        if update is None:
            self.told.setText(self.tr("Chưa thấy bản mới hơn trên USB nào đang cắm."))
        else:
            found, where = self.tr("Có bản mới"), self.tr("ở")
            more = f". {_no_installer(update)}" if self._is_unfit(update) else ""
            self.told.setText(f"{found} {update.version}: {update.path.name}, {where} {update.path.parent}{more}")
        self.result.hide()
        self._show_buttons()

    def _on_ready(self, ready: Ready) -> None:
        self.ready = ready
        saved, whole = self.tr("Đã sao lưu, bản sao số"), self.tr("tệp cập nhật đúng với bảng kiểm")
        last = self.tr("Chưa cài gì: bấm “Đóng sổ và chạy bộ cài” để cài. Bản đang dùng được giữ lại.")
        if ready.update.is_carried:
            last = _unpacking(ready.update, self.session.register.path)
        elif self.is_shared and self.chosen is not None:
            last = _by_administrator(self.chosen)
        self.result.setText(f"✓ {saved} {ready.backup}; {whole}. {last}")
        self.result.show()
        self._show_buttons()
        (self.look_again if ready.update.is_carried else self.install).setFocus()

    def _is_unfit(self, update: Update) -> bool:
        """Whether it is a packed folder, which cannot renew a program that was installed."""
        return update.is_carried and not self.is_carried

    def _show_buttons(self) -> None:
        update = self.chosen
        is_by_hand = self.is_shared or (update is not None and update.is_carried)
        self.prepare.setText(self.tr("Sao lưu và kiểm tra tệp") if is_by_hand else self.tr("Sao lưu rồi cập nhật"))
        self.prepare.setVisible(update is not None and self.ready is None and not self._is_unfit(update))
        self.install.setVisible(self.ready is not None and not is_by_hand)
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
        inside.addWidget(prose(_HINT_CARRIED if self.is_carried else _HINT, "second"))
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


_HINT = (
    "Chương trình không nối mạng: bản mới được mang đến bằng USB, gồm tệp so-dan-van-…-cai-dat.exe và bảng kiểm"
    " ma-kiem-tra.txt để cùng thư mục. Trước khi cài, sổ được sao lưu; bản đang dùng được giữ lại để quay về."
)
_HINT_CARRIED = (
    "Chương trình này chạy từ thư mục mang theo, không qua bộ cài, và không nối mạng: bản mới là tệp"
    " so-dan-van-…-mang-theo.zip với bảng kiểm ma-kiem-tra.txt để cùng thư mục. Giải nén ra thư mục mới, bên cạnh"
    " thư mục đang dùng. Muốn cài hẳn vào máy thì dùng tệp so-dan-van-…-cai-dat.exe."
)
_BACK_CARRIED = (
    "Bản trước nằm trong thư mục của nó, khi chưa ai xoá. Cần quay về thì mở SoDanVan.exe ở đó; bản cũ không mở được sổ"
    " mà bản mới đã ghi: ở màn hình mở sổ, chọn “Khôi phục từ bản sao…” và lấy bản sao lập trước khi cập nhật."
)


def _no_installer(update: Update) -> str:
    """What to do where a stick brings the packed folder alone to a program that was installed."""
    wanted = updating.INSTALLER.format(update.version)
    return (
        "Đây là bản mang theo, không thay được chương trình đã cài trên máy này."
        f" Hãy chép thêm tệp {wanted} từ nơi phát hành vào cùng thư mục rồi bấm “Tìm lại trên USB”."
    )


def _unpacking(update: Update, register: Path) -> str:
    """How a carried program is renewed, and where the register stays."""
    own = paths.program_folder()
    stays = "Sổ vẫn để ở chỗ cũ, bản mới mở được ngay"
    if register.resolve().is_relative_to(own.resolve()):
        stays += f"; sổ đang nằm trong thư mục chương trình cũ {own}, đừng xoá thư mục ấy"
    return (
        f"Đóng chương trình, giải nén {update.path.name} ra một thư mục mới rồi mở {updating.WINDOW} trong thư mục ấy."
        f" {stays}."
    )


def _by_administrator(update: Update) -> str:
    """How a program is renewed that only an administrator may renew."""
    return (
        "Chương trình này dùng chung cho mọi người trên máy: hãy đóng sổ, rồi nhờ người quản trị máy bấm chuột phải"
        f" vào tệp {update.path}, chọn “Run as administrator” (Chạy với tư cách người quản trị)."
        " Bản đang dùng được giữ lại."
    )


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

"""From nothing to a window: application, language, theme, then the start screen or an open register."""

import gc
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QApplication, QWidget

from dandan_desktop import paths, settings
from dandan_desktop.db.register import Register
from dandan_desktop.ui import crash, theme
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.session import Session


class Program:
    """What is on the screen: the start screen, then the window of one register."""

    def __init__(self, picture: Path | None = None, on_painted: Callable[[], None] | None = None) -> None:
        self.session: Session | None = None
        self.window: QWidget | None = None
        self._picture = picture
        self._on_painted = on_painted

    def show_start(self, register: Path | None) -> None:
        """Show the start screen, on the unlock page of a register when one is given."""
        from dandan_desktop.ui.start import StartWindow

        start = StartWindow(register)
        start.opened.connect(self.show_register)
        self._show(start)
        gc.enable()

    def show_register(self, register: Register) -> None:
        """Show the window of an open register."""
        self.session = Session(register, register.store())
        window = MainWindow(self.session)
        window.painted.connect(self._on_window_painted)
        self._show(window)

    def close(self) -> None:
        """Close the register, if one is open."""
        if self.session is not None:
            self.session.close()

    def _show(self, window: QWidget) -> None:
        before, self.window = self.window, window
        window.show()
        if before is not None:
            before.close()
            before.deleteLater()

    def _on_window_painted(self) -> None:
        gc.enable()
        if self._picture is not None and self.window is not None:
            self.window.grab().save(str(self._picture))
            self.window.close()
        if self._on_painted is not None:
            self._on_painted()


def application() -> QApplication:
    """The application in Vietnamese and in our dress; made when there is none."""
    found: QCoreApplication | None = QApplication.instance()
    # The style is asked for here: setStyle() would hand it back, and PySide then makes all 564 names of QStyle.
    made = found if isinstance(found, QApplication) else QApplication(["dandan-desktop", "-style", "fusion"])
    QLocale.setDefault(QLocale("vi_VN"))
    made.setApplicationDisplayName("")
    made.setApplicationName("Sổ Dân vận")
    translator = QTranslator(made)
    if translator.load(str(paths.resource("i18n", "qt_vi.qm"))):
        made.installTranslator(translator)
    theme.apply(made, settings.read().text_percent)
    return made


def start(
    register: Path | None,
    *,
    data_key: bytes | None = None,
    picture: Path | None = None,
    on_painted: Callable[[], None] | None = None,
) -> int:
    """Open the window and stay until it is closed; returns the exit code.

    With `data_key` the register opens at once, else on its unlock page; `picture` saves what the first painted
    window looks like and closes it; `on_painted` is called once, when the window was painted with data. Raises
    ClerkError as `Register.open_with_key` does.
    """
    app = application()
    crash.install()
    program = Program(picture, on_painted)
    if register is not None and data_key is not None:
        program.show_register(Register.open_with_key(register, data_key))
    else:
        program.show_start(register)
    try:
        return app.exec()
    finally:
        program.close()

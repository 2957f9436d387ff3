"""From nothing to a window: application, language, theme, then the start screen or an open register."""

import gc
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QApplication, QWidget

from dandan_desktop import paths, settings
from dandan_desktop.db.register import Register
from dandan_desktop.domain.errors import Problem
from dandan_desktop.domain.reasons import STICK, TEMPORARY, Why, keyless_words, words
from dandan_desktop.ui import crash, enter_key, help_key, theme
from dandan_desktop.ui.main_window import PRACTICE, MainWindow
from dandan_desktop.ui.session import Session

if TYPE_CHECKING:
    from dandan_desktop.ui.lock import Lock


class Program:
    """What is on the screen: the start screen, then the window of one register."""

    def __init__(
        self,
        picture: Path | None = None,
        on_painted: Callable[[], None] | None = None,
        hook: "crash.Hook | None" = None,
    ) -> None:
        self.lock: Lock | None = None
        self.session: Session | None = None
        self.window: QWidget | None = None
        self._picture = picture
        self._on_painted = on_painted
        self._hook = hook or crash.Hook()
        self._hook.is_damaged = self._is_damaged

    def show_start(self, register: Path | None, why: Why | None = None, *, has_typed: bool = False) -> None:
        """Show the start screen, on the unlock page of a register when one is given, saying why it stands there."""
        from dandan_desktop.ui.start import StartWindow

        theme.application().setApplicationDisplayName("")
        start = StartWindow(register)
        if why is not None and register is not None:
            aside = _aside(register) if why is Why.RESTORED else ""
            start.say(words(why, settings.idle_minutes(), aside, has_typed=has_typed))
            start.damaged = register if why is Why.DAMAGED else None
        start.opened.connect(lambda opened: self.show_register(opened, start.news))
        self._show(start)
        gc.enable()

    def show_register(self, register: Register, news: str = "") -> None:
        """Show the window of an open register, and what was just done to it, if anything."""
        self.session = Session(register, register.store())
        self._hook.tell = self.session.problem_raised.emit
        # Qt puts this behind the title of every window and box that does not end with it.
        theme.application().setApplicationDisplayName(PRACTICE if register.is_practice else "")
        window = MainWindow(self.session)
        window.painted.connect(self._on_window_painted)
        if news:
            window.notice.say(news)
        self._show(window)

    def close(self) -> None:
        """Close the register, if one is open: the clerk leaves in good order."""
        if self.session is not None and self.session.store.is_open:
            if self.lock is not None:
                self.lock.forget()
            self.session.close()

    def _is_damaged(self) -> bool:
        if self.session is not None:
            return self.session.store.fault is Problem.DAMAGED_ONLY_READ
        from dandan_desktop.ui.start import StartWindow, is_of_wreck

        return isinstance(self.window, StartWindow) and is_of_wreck(self.window)

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
        if isinstance(self.window, MainWindow) and self.window.isVisible():
            self._settle(self.window)

    def _settle(self, window: MainWindow) -> None:
        """Once the clerk sees the window: go where they were, and from now on keep the place and lock."""
        from dandan_desktop.ui.closing import Closing
        from dandan_desktop.ui.keeper import Keeper
        from dandan_desktop.ui.lock import Lock
        from dandan_desktop.ui.place import come_back
        from dandan_desktop.ui.second_look import SecondLook
        from dandan_desktop.ui.update_news import UpdateNews

        SecondLook(window)
        _warn(window)
        come_back(window)
        self.lock = Lock(window)
        keeper = Keeper(window.session, window)
        window.status.follow(keeper)
        keeper.clock_found.connect(window.notice.say_too)
        Closing(keeper, window)
        UpdateNews(keeper, window)
        keeper.begin()
        _look_at_own_files(window)


def _warn(window: MainWindow) -> None:
    """Tell who has no passphrase, and of a program where it may not stay, after what is said already."""
    from dandan_desktop.services import program_files, users

    keyless = users.keyless(window.session.register)
    warnings = [keyless_words(keyless)] if keyless else []
    warnings += [STICK] if program_files.is_on_stick() else []
    warnings += [TEMPORARY] if program_files.is_temporary() else []
    for each in warnings:
        window.notice.say_too(each)


def _look_at_own_files(window: MainWindow) -> None:
    """Compare the program's own files with what was packed, on the quiet thread; tell what differs."""
    from dandan_desktop.services import program_files

    def tell(found: program_files.Differences) -> None:
        words = program_files.news(found, window.session.today)
        if words:
            window.notice.say_too(words)

    window.session.run(lambda _, progress: program_files.differences(progress=progress), tell, words="", is_quiet=True)


def _aside(register: Path) -> str:
    from dandan_desktop.services import restoring

    return restoring.moved_aside(register)


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
    enter_key.install(made)
    help_key.install(made)
    return made


def start(
    register: Path | None,
    *,
    why: Why | None = None,
    has_typed: bool = False,
    data_key: bytes | None = None,
    picture: Path | None = None,
    on_painted: Callable[[], None] | None = None,
) -> int:
    """Open the window and stay until it is closed; returns the exit code.

    With `data_key` the register opens at once, else on its unlock page, which says `why` it stands there, and whether
    something typed was kept (`has_typed`); `picture` saves what the first painted window looks like and closes it;
    `on_painted` is called once, when the window was painted with data. Raises ClerkError as
    `Register.open_with_key` does.
    """
    app = application()
    program = Program(picture, on_painted, crash.install())
    if register is not None and why is not None:
        from dandan_desktop.services import registers

        registers.wait_until_free(register)
    if register is not None and data_key is not None:
        program.show_register(Register.open_with_key(register, data_key))
    else:
        program.show_start(register, why, has_typed=has_typed)
    try:
        return app.exec()
    finally:
        program.close()

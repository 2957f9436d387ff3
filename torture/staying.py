"""A lock without its replacement, for the teeth of S3: everything is closed and forgotten, but the process stays."""

import gc
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from dandan_desktop.domain.reasons import Why, words
from dandan_desktop.ui import lock
from dandan_desktop.ui.start import StartWindow


def stay() -> None:
    """From now on the lock goes to the unlock page within the process."""
    registers: list[Path] = []
    shown: list[StartWindow] = []

    def start(command: Sequence[str]) -> bool:
        registers.append(Path(command[command.index("--register") + 1]))
        return True

    def leave() -> None:
        QTimer.singleShot(0, lambda: shown.append(_shown(registers[-1])))

    _Lock: Any = lock.Lock  # noqa: N806 - a class
    _Lock.__init__.__kwdefaults__ |= {"start": start, "leave": leave}


def _shown(register: Path) -> StartWindow:
    for widget in QApplication.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    gc.collect()
    shown = StartWindow(register)
    shown.say(words(Why.ASKED, 5))
    shown.show()
    return shown

"""Showing a file or a folder in whatever program this computer has for it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from dandan_desktop.domain.errors import ClerkError, Problem


def show(path: Path, tell: Callable[[ClerkError], object]) -> None:
    """Open a file or a folder; tells FILE_MISSING where it is gone, else where nothing opens it."""
    if not path.exists():
        tell(ClerkError(Problem.FILE_MISSING, path=path))
    elif QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        return
    elif path.is_file():
        tell(ClerkError(Problem.NO_PROGRAM_FOR_FILE, path=path))
    else:  # the whole of it: the clerk is to go there himself
        tell(ClerkError(Problem.FOLDER_NOT_SHOWN, path=str(path)))

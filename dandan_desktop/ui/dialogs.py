"""Asking before what cannot be undone, and choosing files: the only user of message boxes and file dialogs."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from dandan_desktop import paths, settings
from dandan_desktop.domain.errors import ClerkError, Problem

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


PickNewFile = Callable[[QWidget, str, Path, str], Path | None]
FolderPicker = Callable[[QWidget, str, Path | None], Path | None]


def ask(parent: QWidget, what: str, consequence: str, yes: str) -> bool:
    """Ask before something that cannot be undone; the safe answer is the default."""
    box = QMessageBox(QMessageBox.Icon.Question, parent.window().windowTitle(), what, parent=parent)
    box.setInformativeText(consequence)
    agree = box.addButton(yes, QMessageBox.ButtonRole.DestructiveRole)
    safe = box.addButton("Thôi", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(safe)
    box.setEscapeButton(safe)
    box.exec()
    return box.clickedButton() is agree


def _titled(title: str) -> str:
    """The title of a box that Windows draws: what every box of ours ends with in the practice office begins it."""
    shown = QGuiApplication.applicationDisplayName()
    return title if shown in {"", QGuiApplication.applicationName()} else f"{shown} · {title}"


def pick_file(parent: QWidget, title: str, kinds: str, folder: Path | None = None) -> Path | None:
    """An existing file; None when the clerk changed their mind."""
    name, _ = QFileDialog.getOpenFileName(parent, _titled(title), str(folder or Path.home()), kinds)
    return Path(name) if name else None


def pick_new_file(parent: QWidget, title: str, proposal: Path, kinds: str) -> Path | None:
    """Where to write a file; asks before one that exists is replaced."""
    name, _ = QFileDialog.getSaveFileName(parent, _titled(title), str(proposal), kinds)
    return Path(name) if name else None


def ending(path: Path, suffix: str) -> Path:
    """The path with this ending, put behind what was typed unless it is there."""
    return path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)


def pick_workbook(
    parent: QWidget, title: str, name: str, pick: PickNewFile = pick_new_file, *, is_practice: bool
) -> Path | None:
    """Where to write a workbook, proposed under this name where the last paper was written; that place is kept."""
    proposal = settings.papers_folder(is_practice=is_practice) / f"{name}.xlsx"
    path = pick(parent, title, proposal, "Bảng tính Excel (*.xlsx)")
    if path is None:
        return None
    settings.keep_folder(path.parent, is_practice=is_practice)
    return ending(path, ".xlsx")


def pick_folder(parent: QWidget, title: str, folder: Path | None = None) -> Path | None:
    """An existing folder; None when the clerk changed their mind."""
    name = QFileDialog.getExistingDirectory(parent, _titled(title), str(folder or Path.home()))
    return Path(name) if name else None


def pick_papers_folder(parent: QWidget, title: str, pick: FolderPicker, *, is_practice: bool) -> Path | None:
    """Where to write papers, proposed where the last one was written; that place is kept."""
    folder = pick(parent, title, settings.papers_folder(is_practice=is_practice))
    if folder is not None:
        settings.keep_folder(folder, is_practice=is_practice)
    return folder


def pick_register(parent: QWidget) -> Path | None:
    """An existing register, or a backup of one."""
    return pick_file(parent, "Mở sổ", f"Sổ hoặc bản sao của sổ (*{paths.SUFFIX} *{paths.PACKAGE_SUFFIX})")


def pick_new_register(parent: QWidget, proposal: Path) -> Path | None:
    """Where a register shall be made."""
    return pick_new_file(parent, "Nơi đặt sổ", proposal, f"Sổ Dân vận (*{paths.SUFFIX})")


def pick_package(parent: QWidget, folder: Path | None = None) -> Path | None:
    """A backup of a register, looked for in this folder first."""
    return pick_file(parent, "Chọn bản sao", f"Bản sao của sổ (*{paths.PACKAGE_SUFFIX})", folder)


def pick_update(parent: QWidget) -> Path | None:
    """An update file."""
    return pick_file(
        parent, "Chọn tệp cập nhật", "Tệp cập nhật Sổ Dân vận (so-dan-van-*-cai-dat.exe so-dan-van-*-mang-theo.zip)"
    )


def pick_printer(parent: QWidget, instead: str) -> "QPrinter | None":
    """The printer, the pages and the copies the clerk chooses; None when they changed their mind.

    Raises ClerkError NO_PRINTER where there is none, with the button to press instead. Qt then makes a printer that
    writes PDF files, and on Windows its dialog would neither take it nor appear.
    """
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if printer.outputFormat() is not QPrinter.OutputFormat.NativeFormat:
        raise ClerkError(Problem.NO_PRINTER, instead=instead)
    return printer if QPrintDialog(printer, parent).exec() else None


def print_text(parent: QWidget, words: str, instead: str, points: float = 11) -> bool:
    """Print plain text, its letters so large, on the printer the clerk chooses; False when none was chosen.

    Raises ClerkError as `pick_printer`.
    """
    from PySide6.QtGui import QTextDocument

    printer = pick_printer(parent, instead)
    if printer is None:
        return False
    page = QTextDocument(words)
    font = page.defaultFont()
    font.setPointSizeF(points)
    page.setDefaultFont(font)
    page.print_(printer)
    return True

"""Which office program this computer has: Windows' own registry is asked, and where there is none the clerk is told."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dandan_desktop.services import printing
from dandan_desktop.services.printing import WORD, Program
from dandan_desktop.ui.file_bar import FileBar
from dandan_desktop.ui.print_box import PrintBox, Ways
from dandan_desktop.ui.session import Session


@pytest.fixture
def file(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A program no computer has stands for Word, and none is found by a path; Windows forgets it afterwards."""
    name = f"dandan-thu-{os.getpid()}.exe"
    monkeypatch.setattr(printing, "PROGRAMS", {WORD: name})
    monkeypatch.setenv("PATH", "")
    yield name
    if sys.platform == "win32":
        import winreg

        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, printing.APP_PATHS) as known:
            winreg.DeleteKey(known, name)


def install(file: str, says: str) -> None:
    """Let Windows say where a program is; other systems know no such thing."""
    if sys.platform == "win32":
        import winreg

        winreg.SetValue(winreg.HKEY_CURRENT_USER, rf"{printing.APP_PATHS}\{file}", winreg.REG_SZ, says)


def test_word_is_where_windows_says_if_it_is_still_there(file: str, tmp_path: Path) -> None:
    word = tmp_path / "Văn phòng" / "WINWORD.EXE"
    word.parent.mkdir()
    word.touch()
    found = []
    for says in (str(word), f'"{word}"', str(word.with_name("đã gỡ.exe")), word.name, ""):
        install(file, says)
        found.append(printing.program())
    there = Program(WORD, word) if sys.platform == "win32" else None
    assert found == [there, there, None, None, None]


def test_a_computer_without_word_is_told_so_and_prints_all_the_same(
    file: str, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    install(file, "")
    bar = FileBar()
    qtbot.addWidget(bar)
    bar.tell_all([tmp_path / "Giấy mời.docx"])
    box = PrintBox(bar, session, bar, Ways(printers=lambda: ["HP LaserJet 1020"]))
    assert (box.through.text(), box.through.isEnabled()) == ("Qua Word hoặc LibreOffice", False)
    assert box.found.text() == "Không tìm thấy trên máy này."
    assert (box.own.isChecked(), box.yes.isEnabled()) == (True, True)

"""The dress of the program, wherever it is installed."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from dandan_desktop import paths
from dandan_desktop.ui import theme

ARROWS = ("chevron-down", "chevron-up")


def drawn(qtbot: QtBot, arrow: Path) -> QImage:
    """A drop-down in the theme whose arrow is this picture."""
    place = QWidget()
    qtbot.addWidget(place)
    place.setStyleSheet(theme.sheet(theme.LIGHT, 100, arrow.as_posix()))
    box = QComboBox(place)
    box.resize(200, 40)
    return box.grab().toImage()


@pytest.mark.parametrize("folder", ["Nguyễn Văn Ánh", "Lan (cũ)", "d'Arc; năm 2026, 100%", "Tài liệu {1}"])
def test_a_program_in_a_folder_of_any_name_is_dressed(folder: str, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / folder).mkdir()
    for name in ARROWS:
        shutil.copy(paths.resource("icons", f"{name}.svg"), tmp_path / folder)
        shutil.copy(paths.resource("icons", f"{name}.svg"), tmp_path)
    plain = drawn(qtbot, tmp_path / "chevron-down.svg")
    assert drawn(qtbot, tmp_path / folder / "chevron-down.svg") == plain
    assert drawn(qtbot, paths.resource("icons", "x.svg")) != plain

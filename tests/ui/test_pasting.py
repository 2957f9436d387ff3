"""Rows copied in Excel and pasted into a grid of parts: read as if typed, nothing dropped unsaid."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from dandan_desktop.domain.meetings import Attendance, attendance_findings
from dandan_desktop.ui.part_grid import GridSpec, PartGrid
from dandan_desktop.ui.pasting import cells_of
from dandan_desktop.ui.session import Session
from tests.ui.drivers.keys import press

PEOPLE = GridSpec(Attendance, "name position body is_present reason", "Thành phần", findings=attendance_findings)


@pytest.fixture
def grid(session: Session, qtbot: QtBot) -> PartGrid:
    made = PartGrid(session, PEOPLE)
    qtbot.addWidget(made)
    made.resize(1100, 600)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.set_parts(())
    return made


def paste(grid: PartGrid, words: str, row: int = 0, column: int = 0) -> None:
    QGuiApplication.clipboard().setText(words)
    grid.table.setFocus()
    grid.table.setCurrentIndex(grid.model.index(row, column))
    press(Qt.Key.Key_V, control=True)


@pytest.mark.parametrize(
    ("pasted", "cells"),
    [
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ('"hai\ndòng, ""kép"""\tb\r\nc\t', [['hai\ndòng, "kép"', "b"], ["c", ""]]),
        ('"Đoàn kết" là sức mạnh\t"mở\r\nd', [['"Đoàn kết" là sức mạnh', '"mở'], ["d"]]),
        ("một", [["một"]]),
        ("a\n\nb", [["a"], [""], ["b"]]),
    ],
)
def test_cells_as_excel_writes_them(pasted: str, cells: list[list[str]]) -> None:
    assert cells_of(pasted) == cells


def test_pasted_rows_are_read_as_if_typed(grid: PartGrid) -> None:
    paste(grid, "Hồ  Thị Giả\tBí thư\tĐảng ủy\tx\t\r\nMai Văn Thử\t\t\tvắng\tđi học\r\n")
    found = grid.edits()
    assert found is not None
    assert [(facts.name, facts.position, facts.is_present, facts.reason or None) for _, facts in found] == [
        ("Hồ Thị Giả", "Bí thư", True, None),
        ("Mai Văn Thử", None, False, "đi học"),
    ]
    assert grid.is_changed


def test_a_paste_goes_over_what_stands_there_from_the_current_cell(grid: PartGrid) -> None:
    paste(grid, "Hồ Thị Giả\tBí thư\nMai Văn Thử\tPhó Bí thư")
    paste(grid, "Chuyên viên\nChủ tịch\nVăn thư", row=1, column=1)
    assert [(line.get("name", ""), line["position"]) for line in grid.drafts()] == [
        ("Hồ Thị Giả", "Bí thư"), ("Mai Văn Thử", "Chuyên viên"), ("", "Chủ tịch"), ("", "Văn thư"),
    ]  # fmt: skip


def test_a_wrong_value_and_a_column_too_many_are_said(grid: PartGrid) -> None:
    paste(grid, "Hồ Thị Giả\tBí thư\tĐảng ủy\tchắc có\t\tthừa")
    assert "✕ Dòng 1: “Có mặt” phải là có hoặc không." in grid.finding.text()
    assert "⚠ Số cột cuối không dán vì bảng này không có chỗ: 1." in grid.finding.text()
    assert grid.edits() is None
    assert grid.drafts()[0]["is_present"] == "chắc có"


def test_forty_rows_are_pasted_at_once_and_discarded(grid: PartGrid) -> None:
    rows = "\n".join(f"Người Thử {n}\tChuyên viên\tBan Dân vận\tx\t" for n in range(40))
    paste(grid, rows)
    assert len(grid.drafts()) == 40
    grid.set_parts(())
    assert grid.drafts() == []
    assert not grid.is_changed

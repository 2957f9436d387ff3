"""Days and moments stand whole in every list, at every size of the text, also in the smallest window."""

import re
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem, QTableView
from pytestqt.qtbot import QtBot

from dandan_desktop import settings
from dandan_desktop.domain.meetings import Task
from dandan_desktop.ui import theme
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.minute_log_model import LINE_ROLE, LogLine
from dandan_desktop.ui.minute_log_view import LogView
from dandan_desktop.ui.table import Table
from tests.ui.drivers.setup import SetupDriver
from tests.ui.test_pictures import office_window, practice_office

__all__ = ["office_window", "practice_office"]

DATE = re.compile(r"\d\d/\d\d/\d{4}( \d\d:\d\d)?")
_ACROSS = Qt.Orientation.Horizontal


def cut_dates(table: QTableView, seen: set[str]) -> list[tuple[str, str]]:
    """The dates that end in …: of each column the first one, and each with a sign; `seen` takes the headings of all."""
    found, model = [], table.model()
    for column in range(model.columnCount()):
        head = str(model.headerData(column, _ACROSS))
        is_first = True
        for row in range(0 if table.isColumnHidden(column) else min(model.rowCount(), 100)):
            index = model.index(row, column)
            words = str(index.data() or "")
            has_sign = index.data(Qt.ItemDataRole.DecorationRole) is not None
            if DATE.fullmatch(words) and (is_first or has_sign):
                is_first = False
                seen.add(head)
                if room_for_words(table, column, has_sign=has_sign) < table.fontMetrics().horizontalAdvance(words):
                    found.append((head, words))
    return found


def room_for_words(table: QTableView, column: int, *, has_sign: bool) -> int:
    """Pixels a cell has for its words, as the style paints it."""
    option, style = QStyleOptionViewItem(), table.style()
    table.initViewItemOption(option)
    option.features = QStyleOptionViewItem.ViewItemFeature.HasDisplay
    if has_sign:
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
    option.rect.setRect(0, 0, table.columnWidth(column), theme.row_height())
    margin = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, option, table) + 1
    return style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, table).width() - 2 * margin


def walk(window: MainWindow, qtbot: QtBot, seen: set[str]) -> list[tuple[str, str]]:
    """Show every page, every tab of it and a record that has moves; the dates that are cut there."""
    found: list[tuple[str, str]] = []

    def look() -> None:
        shown = [table for table in window.findChildren(QTableView) if table.isVisible() and table.model() is not None]
        qtbot.waitUntil(lambda: not any(each._restyled.isActive() for each in shown if isinstance(each, Table)))
        for table in shown:
            found.extend(cut_dates(table, seen))

    for key in window.pages:
        page: Any = window.go(key)
        for place in range(page.tabs.count() if hasattr(page, "tabs") else 1):
            if hasattr(page, "tabs"):
                page.tabs.setCurrentIndex(place)
            look()
    for table in ("cases", "initiatives"):
        rows = window.session.store.query(f"SELECT max(id) FROM {table} WHERE deleted_at IS NULL")
        window.show_record(table, rows[0][0])
        look()
    return found


def test_no_date_is_cut_in_any_list(office_window: MainWindow, qapp: QApplication, qtbot: QtBot) -> None:
    SetupDriver(office_window, qtbot).back_up(1)
    seen: set[str] = set()
    for percent in (100, 80, 150, 200):  # the lists are open when the text grows
        theme.apply(qapp, percent)
        for size in (theme.WINDOW, theme.SMALLEST):
            office_window.resize(*size)
            assert (percent, size, walk(office_window, qtbot, seen)) == (percent, size, [])
    theme.apply(qapp)
    assert {"Ngày họp", "Hạn", "Ngày văn bản", "Ngày nhận", "Từ ngày", "Đến hết ngày", "Lúc", "Ngày"} <= seen


def test_a_date_below_rows_without_one_and_beside_a_pencil_stands_whole(
    office_window: MainWindow, qtbot: QtBot
) -> None:
    store = office_window.session.store
    listed = office_window.go(3).page("tasks").list
    standing = [kept.id for kept in store.of(Task).some() if kept.facts.due_on is None]
    dated = [kept.id for kept in store.of(Task).some() if kept.facts.due_on is not None]
    listed.show_only(standing)
    listed.table.fit_columns(dict.fromkeys(range(6), 1))
    listed.show_only(dated)
    store.keep_draft("tasks", dated[0], '{"product": "Báo cáo"}')
    listed.drafts.refresh()
    qtbot.waitUntil(listed.table.isVisible)
    assert listed.model.index(listed.model.row_of(dated[0]), 0).data(Qt.ItemDataRole.DecorationRole) is not None
    assert cut_dates(listed.table, set()) == []


def test_a_width_kept_on_this_machine_cuts_no_date(office_window: MainWindow, qtbot: QtBot) -> None:
    listed = office_window.go(2).page("meetings").list
    qtbot.waitUntil(listed.table.isVisible)
    listed.table.setColumnWidth(0, 66)
    listed.table.setColumnWidth(1, 333)
    assert cut_dates(listed.table, set())
    listed.table.remember_columns()
    listed.table.fit_columns({0: 1, 1: 1})
    assert settings.read().columns["meetings"]
    assert cut_dates(listed.table, set()) == []
    assert listed.table.columnWidth(1) == 333, "what else was chosen stays"


@pytest.mark.parametrize("percent", [80, 100, 150])
def test_a_deadline_in_the_running_log_stands_whole_beside_a_long_name(
    percent: int, office_window: MainWindow, qapp: QApplication
) -> None:
    theme.apply(qapp, percent)
    office_window.resize(*theme.SMALLEST)
    rows = office_window.session.store.query("SELECT max(id) FROM meetings WHERE deleted_at IS NULL")
    office_window.show_record("meetings", rows[0][0])
    office_window.go(2).page("meetings").record.pane.log.open()
    view = office_window.findChildren(LogView)[0]
    delegate: Any = view.itemDelegate()
    lines: list[LogLine] = [view.model().index(row, 0).data(LINE_ROLE) for row in range(view.model().rowCount())]
    tasks = [each for each in lines if each.is_below]
    assert any(line.second.startswith("Hạn ") for line in tasks)
    for line in tasks:
        room = view.viewport().width() - theme.scaled(2 * theme.ROW) - theme.GAP
        whole = replace(line, head=line.head * 3)
        pieces = delegate.upper(whole, room)
        assert pieces[-1].words == line.second
        assert pieces[0].words.endswith("…")
        assert pieces[-1].left + QFontMetrics(pieces[-1].font).horizontalAdvance(line.second) <= room
    theme.apply(qapp)

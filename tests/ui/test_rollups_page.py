"""Figures on screen: each number opens exactly the records it counts; the paper is written beside them."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from dandan_desktop.domain.nouns import CASES
from dandan_desktop.domain.periods import Period
from dandan_desktop.domain.rollup import RollUp
from dandan_desktop.services import records
from dandan_desktop.ui.rollup_table import RollUpTable
from dandan_desktop.ui.session import Session
from tests.db.made_up import Amounts
from tests.ui.busy import made_busy
from tests.ui.conftest import Made
from tests.ui.drivers.rollups import RollUpsDriver


@pytest.fixture(scope="module")
def busy_register(practice_register: Made, tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder, days = tmp_path_factory.mktemp("busy") / "so", (date(2025, 1, 1), date(2026, 6, 30))
    return Made(made_busy(*practice_register, folder, Amounts(40, 3, 3, 90, 40), days), practice_register.data_key)


@pytest.fixture
def register_file(busy_register: Made, tmp_path: Path) -> Made:
    shutil.copytree(busy_register.path.parent, tmp_path / "so")
    return Made(tmp_path / "so" / busy_register.path.name, busy_register.data_key)


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> RollUpsDriver:
    session.choose_period(Period.parse("2025-N"))
    return RollUpsDriver(session, qtbot)


def test_the_table_is_a_sound_model_empty_filled_and_shown_anew(page: RollUpsDriver) -> None:
    """With groups and their headings, with one group, and with nothing at all."""
    figures = page.page.table.figures
    QAbstractItemModelTester(figures, QAbstractItemModelTester.FailureReportingMode.Fatal, figures)
    made = page.show()
    for shown in (made, None, replace(made, groups=made.groups[:1]), made):
        figures.show(shown)
        assert figures.rowCount() == (sum(len(group.rows) + 1 for group in shown.groups) + 1 if shown else 0)
        assert figures.columnCount() == (len(shown.columns) if shown else 0)


def test_every_number_opens_as_many_records(page: RollUpsDriver) -> None:
    made = page.show()
    figures = page.page.table.figures
    rows = {line.row.key: place for place, line in enumerate(figures.lines) if line.row}
    tables = set()
    for row in (*made.rows, made.total):
        for place, number in enumerate(row.cells):
            page.opened.clear()
            page.page.open_cell(rows[row.key], place)
            ((table, ids, _),) = page.opened
            assert (table, len(ids)) == (made.columns[place].table, number)
            tables.add(table)
    assert tables == {"cases", "initiatives", "meetings", "tasks"}


def test_a_zero_of_a_period_without_a_record_is_called_not_recorded(page: RollUpsDriver) -> None:
    page.page.session.choose_period(Period.parse("2019-N"))
    assert not any(page.show().total.cells)
    words = "Trong kỳ này sổ chưa ghi việc nào; số 0 ở đây là chưa ghi, không phải là không có việc."
    assert page.page.state.text() == words


def test_a_click_and_enter_open_a_number_and_never_a_zero(page: RollUpsDriver) -> None:
    made = page.show()
    last = len(page.names()) - 1
    full = next(place for place, cell in enumerate(made.total.cells) if cell)
    opened = page.click(last, full)
    assert opened is not None
    assert len(opened[1]) == made.total.cells[full]
    assert opened[2].startswith("Năm 2025 · Tổng cộng · Quần chúng ưu tú được giới thiệu (người)")
    QTest.keyClick(page.page.table, Qt.Key.Key_Return)
    assert page.opened[-1] == opened
    before = len(page.opened)
    row, empty = next(
        (row, place)
        for row, line in enumerate(page.page.table.figures.lines) if line.row
        for place, cell in enumerate(line.row.cells) if cell == 0
    )  # fmt: skip
    assert page.click(row, empty) is None
    assert page.click(0, 3) is None
    assert len(page.opened) == before


def test_headings_totals_and_zeros_stand_as_on_paper(page: RollUpsDriver) -> None:
    made = page.show()
    assert [group.title for group in made.groups] == [
        "Đơn vị hành chính cũ (đến hết ngày 30/6/2025)", "Đơn vị hành chính hiện nay (từ ngày 01/7/2025)",
    ]  # fmt: skip
    assert page.names()[0] == "Đơn vị hành chính cũ (đến hết ngày 30/06/2025)"
    assert "Đơn vị hành chính hiện nay (từ ngày 01/07/2025)" in page.names()
    assert page.names()[-1] == "Tổng cộng"
    assert set(page.texts(0)[1:]) == {""}
    assert "0" in page.texts(1)
    assert page.texts(len(page.names()) - 1)[:3] == [str(cell) for cell in made.total.cells[:3]]


def all_being(made: RollUp, figure: int) -> RollUp:
    """The roll-up with the same figure in every cell, and so a total that is longer."""
    groups = (
        replace(group, rows=tuple(replace(row, cells=(figure,) * len(row.cells)) for row in group.rows))
        for group in made.groups
    )
    return replace(made, groups=tuple(groups))


def is_whole(table: RollUpTable, index: QModelIndex) -> bool:
    """Whether a cell has room for its figure, also while it is the current one."""
    option = QStyleOptionViewItem()
    table.initViewItemOption(option)
    delegate = table.itemDelegateForIndex(index)
    assert isinstance(delegate, QStyledItemDelegate)
    delegate.initStyleOption(option, index)
    option.rect = table.visualRect(index)
    option.state |= QStyle.StateFlag.State_HasFocus
    style = table.style()
    room = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, table).width()
    margin = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, option, table) + 1
    return QFontMetrics(option.font).horizontalAdvance(option.text) <= room - 2 * margin


@pytest.mark.parametrize("width", [560, 900, 1158, 1700])
@pytest.mark.parametrize("figure", [0, 2, 30, 600])
def test_no_figure_is_cut_at_any_width(page: RollUpsDriver, figure: int, width: int) -> None:
    made = page.show()
    table = page.page.table
    table.show_figures(all_being(made, figure))
    page.page.resize(width, 640)
    figures = table.figures
    for row, line in enumerate(figures.lines):
        for column in range(figures.columnCount()):
            assert line.row is None or is_whole(table, figures.index(row, column)), (figure, width)


@pytest.mark.parametrize("width", [560, 1158])
def test_titles_of_two_lines_have_room_for_both(page: RollUpsDriver, width: int) -> None:
    made = page.show()
    page.page.resize(width, 640)
    table = page.page.table
    font = QFont(table.head.font())
    font.setPointSizeF(font.pointSizeF() * 0.92)
    for place, column in enumerate(made.columns):
        if column.title == "Ủy ban Mặt trận Tổ quốc Việt Nam":
            assert table.columnWidth(place) >= 2 * QFontMetrics(font).lineSpacing() + 4


def test_larger_letters_get_a_taller_and_wider_head(page: RollUpsDriver) -> None:
    page.show()
    head = page.page.table.head
    tall, least = head.sizeHint().height(), head.least(0)
    font = QFont(head.font())
    font.setPointSizeF(font.pointSizeF() * 1.5)
    head.setFont(font)
    assert head.sizeHint().height() > tall
    assert head.least(0) > least


def test_the_current_column_is_explained(page: RollUpsDriver) -> None:
    made = page.show()
    QTest.keyClick(page.page.table, Qt.Key.Key_Right)
    assert page.page.note.text() == f"Cột (2) {made.columns[1].group} · {made.columns[1].title}: {made.columns[1].note}"
    model = page.page.table.model()
    assert made.columns[1].note in model.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)


def test_another_period_and_another_day_make_it_again(page: RollUpsDriver, session: Session) -> None:
    first = page.show()
    page.page.period.after.click()
    assert session.period.code == "2026-N"
    assert page.made().period.code == "2026-N"
    session.choose_period(first.period)
    assert page.made().groups == first.groups
    assert page.page.as_of.input.text() == "31/12/2025"
    page.type_as_of("30/6/2025")
    assert page.made().as_of == date(2025, 6, 30)
    page.type_as_of("31/12/2024")
    assert page.page.as_of.finding.text() == "✕ Ngày chốt sớm hơn ngày đầu kỳ."
    assert page.made().as_of == date(2025, 6, 30)


@pytest.mark.parametrize(
    ("kind", "code"), [("Tháng", "2025-M12"), ("Quý", "2025-Q4"), ("6 tháng", "2025-6T"), ("9 tháng", "2025-9T")]
)
def test_each_kind_of_period_can_be_chosen(page: RollUpsDriver, kind: str, code: str) -> None:
    page.show()
    page.page.period.kind.setCurrentText(kind)
    page.page.period.kind.activated.emit(0)
    assert page.made().period.code == code
    page.page.period.year.setText("1900")
    page.page.period.year.editingFinished.emit()
    assert page.page.period.year.text() == "2025"


def test_a_deed_makes_the_figures_again(page: RollUpsDriver, session: Session) -> None:
    made = page.show()
    place = [column.key for column in made.columns].index("introduced")
    _, ids, _ = page.click(len(page.names()) - 1, place) or ("", [], "")
    session.do(lambda: records.trash(session.store, CASES, ids[0]))
    assert page.made().total.cells[place] == made.total.cells[place] - ids.count(ids[0])


def test_the_paper_is_written_and_said(page: RollUpsDriver, qtbot: QtBot, tmp_path: Path) -> None:
    made = page.show()
    page.answer = tmp_path / "bieu nam 2025"
    page.page.write()
    qtbot.waitUntil(page.page.bar.isVisible)
    assert page.asked[0].name == "bieu-tong-hop-2025-N.xlsx"
    assert page.page.bar.path == tmp_path / "bieu nam 2025.xlsx"
    assert page.page.bar.words.text() == "Đã ghi bieu nam 2025.xlsx"
    sheet = load_workbook(tmp_path / "bieu nam 2025.xlsx", data_only=True)["Tổng hợp"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert next(row for row in rows if row[0] == "Tổng cộng")[2 : 2 + len(made.columns)] == list(made.total.cells)


def test_the_folder_of_the_last_paper_is_offered(page: RollUpsDriver, tmp_path: Path) -> None:
    page.show()
    page.answer = tmp_path / "bieu.xlsx"
    page.page.write()
    page.answer = None
    page.page.write()
    assert [asked.parent for asked in page.asked] == [Path.home(), tmp_path]


def test_a_paper_not_wanted_writes_nothing(page: RollUpsDriver) -> None:
    page.show()
    page.page.write()
    assert len(page.asked) == 1
    assert page.page.bar.isHidden()


def test_a_folder_that_is_gone_is_told(page: RollUpsDriver, qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    page.show()
    page.answer = tmp_path / "no" / "bieu.xlsx"
    with qtbot.waitSignal(session.problem_raised):
        page.page.write()
    assert page.page.bar.isHidden()


def test_copying_gives_excel_the_table_or_the_chosen_block(page: RollUpsDriver) -> None:
    made = page.show()
    table = page.page.table
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
    assert lines[1][:2] == ["Đơn vị", made.columns[0].title]
    assert lines[-1] == ["Tổng cộng", *(str(cell) for cell in made.total.cells)]
    assert len(lines) == 2 + len(page.names())
    for _ in range(2):
        QTest.keyClick(table, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "\t".join(str(cell) for cell in made.rows[0].cells[:3])


def test_period_and_day_stand_on_one_line(page: RollUpsDriver) -> None:
    page.show()
    shown = page.page
    boxes = (shown.period.kind, shown.period.year, shown.as_of.input)
    assert len({(each.mapTo(shown, QPoint()).y(), each.height()) for each in boxes}) == 1


def test_an_unfinished_period_is_closed_today_and_a_day_ahead_is_warned_of(
    page: RollUpsDriver, session: Session
) -> None:
    page.show()
    session.choose_period(Period.parse("2026-N"))
    assert page.made().as_of == session.today
    assert page.page.as_of.input.text() == "20/11/2026"
    assert page.page.as_of.finding.isHidden()
    page.type_as_of("31/12/2026")
    assert page.made().as_of == date(2026, 12, 31)
    assert page.page.as_of.finding.text().startswith("⚠ Ngày này chưa đến: nhiệm vụ có hạn sớm hơn ngày đó")
    assert page.page.as_of.finding.isVisible()
    session.choose_period(Period.parse("2025-N"))
    assert page.page.as_of.input.text() == "31/12/2025"
    assert page.page.as_of.finding.isHidden()

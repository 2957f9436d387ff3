"""Columns share the width of their table so that what is short stands whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QLabel, QTableView
from pytestqt.qtbot import QtBot

from dandan_desktop.db import offices
from dandan_desktop.db.offices import office
from dandan_desktop.domain.nouns import PEOPLE
from dandan_desktop.domain.people import Person
from dandan_desktop.services import records
from dandan_desktop.ui import widths
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.start import StartWindow
from tests.ui.conftest import Made

COLUMNS = st.lists(st.tuples(st.integers(1, 40), st.integers(20, 900)), min_size=1, max_size=9)


@given(st.integers(100, 2000), COLUMNS)
def test_a_column_lacks_room_only_where_none_has_too_much(width: int, columns: list[tuple[int, int]]) -> None:
    shares, needs = [share for share, _ in columns], [need for _, need in columns]
    given = widths.by_need(width, shares, needs)
    assert width - len(given) <= sum(given) <= width
    if sum(needs) <= width:
        assert all(pixels >= need for pixels, need in zip(given, needs, strict=True))
    else:
        slack = len(given)  # the rest of whole pixels
        assert all(pixels <= need + slack for pixels, need in zip(given, needs, strict=True))


@given(st.integers(100, 2000), COLUMNS, st.integers(20, 400))
def test_short_columns_stand_whole_where_all_of_them_can(
    width: int, columns: list[tuple[int, int]], short: int
) -> None:
    shares, needs = [share for share, _ in columns], [need for _, need in columns]
    given = widths.by_need(width, shares, needs, short)
    assert sum(given) <= width
    if sum(need for need in needs if need <= short) <= width:
        assert all(pixels >= need for pixels, need in zip(given, needs, strict=True) if need <= short)


@given(st.integers(100, 2000), COLUMNS, st.integers(20, 400), st.sets(st.integers(0, 8)))
def test_dates_stand_whole_whatever_room_there_is(
    width: int, columns: list[tuple[int, int]], short: int, dates: set[int]
) -> None:
    shares, needs = [share for share, _ in columns], [need for _, need in columns]
    given = widths.by_need(width, shares, needs, short, dates)
    assert all(given[n] >= needs[n] for n in dates if n < len(needs))
    assert sum(given) <= max(width, sum(needs[n] for n in dates if n < len(needs)))


@given(st.integers(100, 2000), COLUMNS, st.integers(0, 8))
def test_columns_give_way_in_their_order_and_no_more_than_needed(
    width: int, columns: list[tuple[int, int]], count: int
) -> None:
    shares, needs = [share for share, _ in columns], [need for _, need in columns]
    yields = list(range(len(columns)))[-count:] if count < len(columns) else []

    def squeezed(shown: dict[int, int]) -> bool:
        return any(pixels < min(needs[n], 160) for n, pixels in shown.items())

    given = widths.with_room(width, shares, needs, yields, (176, 160))
    gone = [n for n in yields if n not in given]
    assert gone == yields[: len(gone)]
    assert not squeezed(given) or len(gone) == len(yields)
    if gone:
        assert squeezed(widths.with_room(width, shares, needs, gone[:-1], (176, 160)))


@given(st.integers(100, 2000), COLUMNS)
def test_no_column_is_below_its_least(width: int, columns: list[tuple[int, int]]) -> None:
    shares, least = [share for share, _ in columns], [small for _, small in columns]
    given = widths.by_share(width, shares, least)
    assert all(pixels >= small for pixels, small in zip(given, least, strict=True))
    assert sum(given) <= max(width, sum(least))


def test_dates_and_counts_stand_whole_and_the_title_is_widest(window: MainWindow) -> None:
    table = window.go(2).page("meetings").list.table
    held = table.columnWidth(0)
    assert held >= table.sizeHintForColumn(0)
    assert max(range(6), key=table.columnWidth) == 1


@pytest.mark.parametrize("width", [1024, 1366])
def test_the_heads_of_a_hidden_section_stand_whole_once_it_is_shown(
    width: int, window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(width, 768)
    page = window.go(2).page("meetings")
    page.new_record()
    page.record.pane.bar.go(5)
    table: QTableView = page.record.grids[3].table
    qtbot.waitUntil(table.isVisible)
    header = table.horizontalHeader()
    assert all(header.sectionSize(n) >= header.sectionSizeHint(n) for n in range(header.count()))


def test_the_history_stays_inside_its_pane(window: MainWindow, session: Session, qtbot: QtBot) -> None:
    page = window.go(8).page("people")
    long = "x" * 120  # one word wider than the pane
    session.do(lambda: records.save(session.store, PEOPLE, None, Person(full_name=f"An {long}")))
    page.open_record(max(page.list.shown))
    page.record.toggle_history()
    pane = page.record.history
    qtbot.waitUntil(pane.isVisible)

    def is_inside() -> bool:
        shown = [label for label in pane.findChildren(QLabel) if label.isVisible()]
        return bool(shown) and all(each.mapTo(pane, each.rect().topRight()).x() <= pane.width() for each in shown)

    qtbot.waitUntil(is_inside)


def test_the_settings_show_the_office_there_is(window: MainWindow, session: Session) -> None:
    pane, present = window.go(9).general.office, office(session.store)
    assert present is not None
    assert pane.choice.value() == present.id
    assert not pane.take.isEnabled()
    pane.choice.set_value(next(row for row, _ in offices.presets(session.store, session.today) if row != present.id))
    pane.show_choice()
    assert pane.take.isEnabled()
    pane.choice.set_value(None)
    pane.show_choice()
    assert not pane.take.isEnabled()


def test_the_start_card_is_as_tall_as_its_page(register_file: Made, qtbot: QtBot) -> None:
    start = StartWindow()
    qtbot.addWidget(start)
    start.resize(1366, 768)
    start.show()
    start.show_new()
    qtbot.waitUntil(lambda: start.stack.height() >= start.new.heightForWidth(start.stack.width()))
    tall = start.stack.height()
    start.show_unlock(register_file.path)
    qtbot.waitUntil(lambda: tall > start.stack.height() == start.stack.sizeHint().height())

"""Tổng quan: every line opens the records it counts; an empty register shows the first steps."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from dandan_desktop.domain.meetings import Task
from dandan_desktop.domain.nouns import TASKS
from dandan_desktop.domain.periods import Period
from dandan_desktop.services import records, today
from dandan_desktop.ui.session import Session
from tests.db.made_up import Amounts, Maker
from tests.ui.drivers.home import HomeDriver


@pytest.fixture
def filled(session: Session) -> Session:
    Maker(session.store, 5, date(2026, 1, 1), session.today).fill(Amounts(30, 3, 3, 40, 20))
    session.choose_period(Period.parse("2026-N"))
    return session


def test_every_line_opens_what_it_counts(filled: Session, qtbot: QtBot) -> None:
    home = HomeDriver(filled, qtbot)
    found = today.sections(filled.store, filled.today, filled.period)
    lines = [each for section in found for line in section.lines for each in (line, *line.parts)]
    links = [line for line in lines if line.ids or line.slots]
    assert home.links() == [line.words for line in links]
    for place, _ in enumerate(links):
        home.press_at(place)
    expected = [(line.table, list(line.ids), line.told or line.words) for line in links if line.ids]
    assert len(expected) > 6
    assert {table for table, _, _ in expected} == {"tasks", "meetings", "cases"}
    assert home.opened == expected
    assert home.lacking == [line.slots[0] for line in links if line.slots]


def test_a_deed_changes_the_line_at_once(filled: Session, qtbot: QtBot) -> None:
    home = HomeDriver(filled, qtbot)
    overdue = today.sections(filled.store, filled.today, filled.period)[0].lines[0]
    task = filled.store.of(Task).get(overdue.ids[0])
    filled.do(lambda: records.trash(filled.store, TASKS, task.id))
    assert f"{len(overdue.ids) - 1} nhiệm vụ quá hạn" in home.links()
    assert overdue.words not in home.links()


def test_an_empty_register_shows_the_first_steps(session: Session, qtbot: QtBot) -> None:
    home = HomeDriver(session, qtbot)
    assert [words.split()[1] for words in home.links()] == ["cuộc", "người", "mô"]
    assert not any("Sổ thực hành" in text for text in home.texts())  # this is one
    for place in range(3):
        home.press_at(place)
    assert home.begun == [("meetings", 0), ("cases", 0), ("initiatives", 0)]


def test_what_is_in_order_is_said_and_opens_nothing(session: Session, qtbot: QtBot) -> None:
    Maker(session.store, 5, date(2026, 11, 1), session.today).fill(Amounts(0, 0, 0, 2, 0))
    home = HomeDriver(session, qtbot)
    assert "Không có nhiệm vụ quá hạn" in home.texts()
    assert home.links() == []

"""Every page for every role, and for a clerk of one organisation: what is shown, what is closed, nothing crashes."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dandan_desktop.domain.deeds import DEEDS
from dandan_desktop.domain.nouns import NOUNS, noun_of
from dandan_desktop.domain.periods import Period
from dandan_desktop.domain.proposals import SAID
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.pages_list import PAGES
from tests.services.two_offices import OURS, THEIRS, world
from tests.ui.drivers.people import read_by
from tests.ui.drivers.setup import SetupDriver
from tests.ui.test_pictures import picture

READERS = ("totals", "enter", "approve", "admin", "ours", "all")
WORK = {2, 3, 4, 5}
"""The pages of records of people and work."""
READ_RECORDS = {"enter", "approve", "ours", "all"}


def texts(window: MainWindow) -> str:
    """Every word on the window, and every cell of a list shown."""
    shown_words: list[QLabel | QPushButton] = [*window.findChildren(QLabel), *window.findChildren(QPushButton)]
    words = [each.text() for each in shown_words if each.isVisible()]
    page: Any = window.stack.currentWidget()
    pages = [page.page(table) for table in page.shown] if hasattr(page, "shown") else [page]
    for shown in (each.list.model for each in pages if hasattr(each, "list")):
        words += [str(shown.index(row, column).data()) for row in range(shown.rowCount()) for column in range(4)]
    return "\n".join(words)


def settled(window: MainWindow, qtbot: QtBot) -> Any:
    page: Any = window.stack.currentWidget()
    if hasattr(page, "export"):
        qtbot.waitUntil(page.export.isEnabled)
    if hasattr(page, "backups"):
        SetupDriver(window, qtbot).read()
    return page


@pytest.mark.parametrize("name", READERS)
def test_the_side_bar_has_only_the_pages_of_a_role(name: str, tmp_path: Path, qtbot: QtBot) -> None:
    with read_by(name, tmp_path, qtbot) as window:
        shown = {entry.key for entry in PAGES} - (set() if name in READ_RECORDS else WORK)
        assert set(window.pages) == shown
        assert window.key == 1
        for key in WORK - shown:
            QTest.keyClick(window, getattr(Qt.Key, f"Key_{key}"), Qt.KeyboardModifier.ControlModifier)
            assert window.key == 1


@pytest.mark.parametrize("name", READERS)
def test_every_page_opens_and_shows_what_the_role_reads(name: str, tmp_path: Path, qtbot: QtBot) -> None:
    with read_by(name, tmp_path, qtbot) as window:
        for key, entry in window.pages.items():
            window.go(key)
            settled(window, qtbot)
            said = texts(window)
            if name not in READ_RECORDS:
                assert OURS not in said
            if name not in READ_RECORDS | {"all"} or name == "ours":
                assert THEIRS not in said
            for table in entry.tables:
                assert window.session.store.reader.may(noun_of(table).readers)
            if key in WORK:
                assert OURS in said


@pytest.mark.parametrize("name", READERS)
def test_a_record_opens_for_who_reads_it_and_its_buttons_for_who_may(name: str, tmp_path: Path, qtbot: QtBot) -> None:
    ours = world().ours
    rows = {
        "meetings": ours.meeting,
        "tasks": ours.task,
        "proposals": ours.proposal,
        "cases": ours.case,
        "initiatives": ours.initiative,
    }
    with read_by(name, tmp_path, qtbot) as window:
        may = window.session.store.may
        for table, row in {**rows, "people": ours.person}.items():
            window.show_record(table, row)
            if name not in READ_RECORDS:
                assert window.key == 1
                continue
            page: Any = window.stack.currentWidget()
            page = page.page(table) if hasattr(page, "page") else page
            record = page.record
            assert page.is_on_record
            assert record.save.isEnabled() is may("save")
            assert record.remove.isEnabled() is may("trash")
            assert ("chỉ để xem" in record.head.note.text()) is not may("save")
            is_written_below = table in {"tasks", "cases", "initiatives"}
            assert ("ở dưới vẫn ghi được" in record.head.note.text()) is (not may("save") and is_written_below)
            of_minutes = set(SAID) - {"group"} if table == "proposals" else set()
            fields = {name: field for name, field in record.sheet.fields.items() if name not in of_minutes}
            assert all(field.input.isEnabled() is may("save") for field in fields.values())
            assert not any(record.sheet.fields[name].input.isEnabled() for name in of_minutes)
            assert page.list.add.isEnabled() is may("add")
            assert bool(page.list.add.toolTip()) is not may("add")


def test_a_step_and_a_result_are_written_by_who_approves(tmp_path: Path, qtbot: QtBot) -> None:
    with read_by("approve", tmp_path, qtbot) as window:
        window.show_record("cases", world().ours.case)
        pane = window.go(4).record.pane
        assert pane.write.isEnabled()
        assert pane.undo_step.isEnabled()
        assert all(field.input.isEnabled() for field in pane.fields.values())
        window.show_record("tasks", world().ours.task)
        assert window.go(3).current.record.pane.write.isEnabled()


@pytest.mark.parametrize("name", ["all", "approve"])
def test_the_parts_of_a_meeting_are_added_and_moved_by_who_writes_it(name: str, tmp_path: Path, qtbot: QtBot) -> None:
    with read_by(name, tmp_path, qtbot) as window:
        may = window.session.store.may("save")
        window.show_record("meetings", world().ours.meeting)
        page = window.go(2).page("meetings")
        pane = page.record.pane
        shown = pane.conclusions.count, pane.reports.count
        for begin in (pane.add_conclusion, pane.add_report, pane.add_task):
            begin()
        assert ((pane.conclusions.count, pane.reports.count) != shown) is may
        assert pane.conclusions.add_button.isEnabled() is may
        for grid in page.record.grids:
            assert grid.desk.is_open is may
            assert may or not any(button.isEnabled() for button in (grid.up, grid.down, grid.remove))


@pytest.mark.parametrize("name", ["all", "approve"])
def test_the_history_offers_to_take_back_what_one_may_do(name: str, tmp_path: Path, qtbot: QtBot) -> None:
    with read_by(name, tmp_path, qtbot) as window:
        window.show_record("cases", world().ours.case)
        record = window.go(4).record
        record.show_history.click()
        offered = [each for each in record.history.findChildren(QPushButton) if each.text() == "Hoàn tác"]
        assert bool(offered) is window.session.store.may("add")


def test_a_new_record_is_refused_in_words(tmp_path: Path, qtbot: QtBot) -> None:
    with read_by("approve", tmp_path, qtbot) as window:
        page = window.go(4)
        page.new_record()
        assert not page.is_on_record
        assert "không thuộc quyền" in window.problem.words.text()


def test_whoever_sees_totals_has_figures_without_records_behind_them(tmp_path: Path, qtbot: QtBot) -> None:
    heard: list[object] = []
    with read_by("totals", tmp_path, qtbot) as window:
        window.session.records_wanted.connect(lambda *asked: heard.append(asked))
        home = window.go(1)
        assert "Số liệu tổng hợp" in texts(window)
        assert "2 hồ sơ giới thiệu kết nạp còn bước phía trước" in texts(window)
        assert not [each for each in home.body.findChildren(QPushButton) if each.isVisible()]
        window.session.choose_period(Period.parse("2026-N"))
        page = window.go(7)
        settled(window, qtbot)
        model = page.table.figures
        place = next(
            (row, column)
            for row in range(model.rowCount())
            for column in range(model.columnCount())
            if model.number(row, column)
        )
        page.open_cell(*place)
        assert heard == []
        assert "mở hồ sơ cần quyền" in page.state.text()


def test_the_catalogue_has_only_the_tabs_of_a_role(tmp_path: Path, qtbot: QtBot) -> None:
    for name, first in (("totals", "officials"), ("enter", "people")):
        with read_by(name, tmp_path / name, qtbot) as window:
            page = window.go(8)
            assert page.shown[0] == first
            assert page.tabs.count() == len(page.shown)


@pytest.mark.parametrize("name", READERS)
def test_people_are_kept_by_the_administrator_alone(name: str, tmp_path: Path, qtbot: QtBot) -> None:
    with read_by(name, tmp_path, qtbot) as window:
        page = window.go(9)
        page.tabs.setCurrentWidget(page.users)
        is_keeper = name in ("admin", "all")
        assert page.users.list.isVisible() is is_keeper
        assert page.users.new_sheet.isVisible() is is_keeper
        assert page.users.own.isVisible()


def test_every_noun_and_deed_says_who_it_is_for() -> None:
    assert all(noun.readers for noun in NOUNS)
    assert all(kind.roles for kind in DEEDS.values())


@pytest.mark.pictures
@pytest.mark.parametrize("name", ["totals", "enter", "ours", "approve", "admin"])
def test_pictures_of_each_role(name: str, tmp_path: Path, qtbot: QtBot, pictures_folder: Path) -> None:
    with read_by(name, tmp_path, qtbot) as window:
        for key in window.pages:
            window.go(key)
            settled(window, qtbot)
            picture(window, "1366", f"quyen-{name}-{key}", pictures_folder)
        window.show_record("cases", world().ours.case)
        picture(window, "1366", f"quyen-{name}-ho-so", pictures_folder)
        page = window.go(9)
        page.tabs.setCurrentWidget(page.users)
        picture(window, "1366", f"quyen-{name}-nguoi-dung", pictures_folder)


def test_a_clerk_of_one_organisation_is_told_whose_records_alone_are_counted(tmp_path: Path, qtbot: QtBot) -> None:
    with read_by("ours", tmp_path, qtbot) as window:
        name = window.session.store.names.of("bodies", world().ours.body)
        only = f"Chỉ tính hồ sơ của: {name}"
        for key in (1, 2, 3, 4, 5, 7):
            window.go(key)
            settled(window, qtbot)
            assert only in texts(window), key
        page: Any = window.go(7)
        window.session.choose_period(Period.parse("2019-N"))
        settled(window, qtbot)
        assert not any(page.made.total.cells)
        assert page.state.text().startswith(only)
        assert "không phát sinh" not in page.state.text()
        assert window.status.reader.text() == "ours · chỉ xem 1 tổ chức"
        assert name in window.status.reader.toolTip()


def test_who_sees_all_is_told_nothing_of_organisations(tmp_path: Path, qtbot: QtBot) -> None:
    with read_by("all", tmp_path, qtbot) as window:
        for key in (1, 3, 7):
            window.go(key)
            settled(window, qtbot)
            assert "Chỉ tính hồ sơ của" not in texts(window)
        assert window.status.reader.text() == "all"


def test_a_new_record_is_of_the_clerks_own_organisation_and_no_other_is_taken(tmp_path: Path, qtbot: QtBot) -> None:
    fields = {2: "convener_id", 4: "body_id", 5: "body_id"}
    with read_by("ours", tmp_path, qtbot) as window:
        name = window.session.store.names.of("bodies", world().ours.body)
        for key, field in fields.items():
            shown: Any = window.go(key)
            page = shown.page("meetings") if key == 2 else shown
            page.new_record()
            own = page.record.sheet.fields[field]
            assert own.value() == world().ours.body
            assert page.record.sheet.fields["unit_id"].value()
            own.set_value(world().theirs.body)
            page.record.sheet.fields["unit_id"].input.setFocus()
        page = window.go(4)
        page.record.sheet.fields["person_id"].set_value(world().ours.person)
        page.record.save_record()
        said = page.record.sheet.fields["body_id"].finding.text()
        assert said == f"✕ Chỉ ghi được hồ sơ của tổ chức được phân công: {name}."
        assert not window.problem.isVisible()

"""The list of a noun: windowed model, filters, order, copying, deleting, what a figure counted."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from dandan_desktop.db.lists import Filter
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.nouns import MEETINGS, PEOPLE, UNITS
from dandan_desktop.domain.people import Person
from dandan_desktop.services import records
from dandan_desktop.ui.list_pane import ListPane, ListSpec
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.record_model import BLOCK, Computed, RecordModel, columns
from dandan_desktop.ui.session import Session
from tests.ui.drivers.noun_page import NounDriver


@pytest.fixture
def people(window: MainWindow, qtbot: QtBot) -> NounDriver:
    return NounDriver(window.go(8).page("people"), qtbot)


def a_model(session: Session) -> RecordModel:
    own = [Computed("Số chữ", lambda kept, _: str(len(kept.facts.name)), is_number=True)]
    model = RecordModel(session.store, UNITS, columns(session.store.nouns[0].record, "name code parent_id", own=own))
    model.show(Filter())
    return model


def test_the_model_keeps_the_rules_of_models(session: Session) -> None:
    model = a_model(session)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.sort(1, Qt.SortOrder.DescendingOrder)
    model.show(Filter(words="lap vo"))
    assert 0 < model.rowCount() < 10


def test_records_are_fetched_as_rows_are_painted(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    model = a_model(session)
    asked: list[int] = []
    rows = session.store.of(UNITS.record)
    real = rows.some

    def some(tail: str = "", values: object = ()) -> list[Kept[object]]:
        asked.append(len(values) if isinstance(values, (list, tuple)) else 0)
        return real(tail, values)  # type: ignore[arg-type]

    monkeypatch.setattr(rows, "some", some)
    assert model.rowCount() > BLOCK
    assert asked == []
    model.index(0, 0).data()
    model.index(BLOCK - 1, 0).data()
    assert asked == [BLOCK]
    model.index(BLOCK, 0).data()
    assert asked == [BLOCK, model.rowCount() - BLOCK]


def test_a_column_sorts_by_its_fact_and_a_computed_one_by_what_it_shows(session: Session) -> None:
    model = a_model(session)
    model.sort(1, Qt.SortOrder.DescendingOrder)
    codes = [str(model.index(row, 1).data()) for row in range(20)]
    assert codes[:3] == sorted(codes, key=int, reverse=True)[:3]
    everything = set(model.ids)
    for order in Qt.SortOrder:
        model.sort(3, order)
        lengths = [int(model.index(row, 3).data()) for row in range(model.rowCount())]
        assert lengths == sorted(lengths, reverse=order == Qt.SortOrder.DescendingOrder)
        assert set(model.ids) == everything
    model.show(Filter(words="lap vo"))
    found = [int(model.index(row, 3).data()) for row in range(model.rowCount())]
    assert found == sorted(found, reverse=True)
    assert model.index(0, 3).data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight


def test_what_has_no_key_stands_last_whichever_way(session: Session) -> None:
    known: dict[int, int] = {}
    own = Computed("Thứ tự", lambda kept, _: str(known.get(kept.id, "")), keys=lambda _: known)
    model = RecordModel(session.store, PEOPLE, columns(Person, "full_name", own=[own]))
    model.show(Filter())
    first, second, *rest = model.ids
    known.update({second: 1, first: 2})
    model.sort(1)
    assert list(model.ids) == [second, first, *rest]
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert list(model.ids)[:2] == [first, second]


def test_a_record_gone_meanwhile_is_a_blank_row(session: Session) -> None:
    model = RecordModel(session.store, PEOPLE, columns(Person, "full_name"))
    model.show(Filter())
    with session.store.change("trash"):
        session.store.of(Person).remove(model.ids[0], for_good=True)
    assert model.index(0, 0).data() is None
    assert model.index(1, 0).data() == "Huỳnh Hữu Ánh"


def test_people_stand_by_given_name_then_family_name(people: NounDriver) -> None:
    given = [name.split()[-1] for name in people.listed()]
    assert given == sorted(given, key=["Ánh", "Ẩn", *sorted(set(given) - {"Ánh", "Ẩn"}, key=given.index)].index)
    assert people.listed()[:2] == ["Đỗ Minh Ánh", "Huỳnh Hữu Ánh"]
    assert people.total() == "40 người"


def test_words_without_marks_filter_the_list(people: NounDriver) -> None:
    people.look_for("do minh a")
    assert people.listed() == ["Đỗ Minh Ánh"]
    assert people.total() == "1 người"


def test_nothing_found_says_what_to_do(people: NounDriver) -> None:
    people.look_for("không ai tên thế")
    assert people.listed() == []
    assert people.page.list.empty.isVisible()
    assert "bớt từ tìm kiếm" in people.page.list.empty.text()


def test_an_empty_part_of_a_list_is_not_an_empty_register(session: Session, qtbot: QtBot) -> None:
    for noun, said in ((PEOPLE, "Không có người nào ở mục này."), (MEETINGS, "Chưa có cuộc họp nào.")):
        pane = ListPane(session, ListSpec(noun, (), narrow=lambda _: ()))
        qtbot.addWidget(pane)
        pane.refresh()
        assert pane.empty.text().startswith(said)


def test_a_code_filters_the_list(people: NounDriver) -> None:
    box = people.page.list.filters["sex"]
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert len(people.listed()) == 20


def test_rows_are_copied_for_a_workbook(people: NounDriver) -> None:
    table = people.page.list.table
    table.choose(0)
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert [line.split("\t")[:2] for line in lines] == [["Đỗ Minh Ánh", "38"], ["Huỳnh Hữu Ánh", "52"]]


def test_delete_goes_to_the_trash_and_the_bar_takes_it_back(people: NounDriver, window: MainWindow) -> None:
    people.page.list.table.choose(0)
    QTest.keyClick(people.page.list.table, Qt.Key.Key_Delete)
    assert people.total() == "39 người"
    assert window.undo_bar.isVisible()
    assert window.undo_bar.words.text() == "Đã xoá người “Đỗ Minh Ánh”."
    window.undo_bar.undo.click()
    assert people.listed()[0] == "Đỗ Minh Ánh"


def test_what_a_figure_counted_is_shown_alone_and_leads_back(people: NounDriver) -> None:
    pane = people.page.list
    wanted = list(pane.shown)[3:6]
    people.page.show_records("people", wanted, "Ba người của biểu")
    assert list(pane.shown) == wanted
    with people.qtbot.waitSignal(pane.left_only):
        pane.only_bar.every.click()
    assert len(people.listed()) == 40


def test_a_deed_elsewhere_is_seen_when_the_list_is_shown_again(
    people: NounDriver, session: Session, window: MainWindow
) -> None:
    window.go(9)
    session.do(lambda: records.save(session.store, PEOPLE, None, Person(full_name="Đoàn Mới Ánh")))
    window.go(8)
    assert "Đoàn Mới Ánh" in people.listed()


def test_columns_give_way_in_a_narrow_window_and_are_still_copied(window: MainWindow, qtbot: QtBot) -> None:
    pane = window.go(8).page("bodies").list
    window.go(8).tabs.setCurrentIndex(3)
    table, labels = pane.table, [column.label for column in pane.spec.columns]

    def gone() -> set[str]:
        return {label for place, label in enumerate(labels) if table.isColumnHidden(place)}

    assert gone() == set()
    window.resize(1024, 700)
    qtbot.waitUntil(lambda: gone() == {"Ký hiệu văn bản", "Loại"})
    table.choose(0)
    table.copy_rows()
    assert len(QGuiApplication.clipboard().text().split("\t")) == len(labels)
    window.resize(1920, 1000)
    qtbot.waitUntil(lambda: gone() == set())


def test_widths_chosen_by_the_clerk_are_remembered(people: NounDriver) -> None:
    table = people.page.list.table
    table.setColumnWidth(0, 321)
    table.remember_columns()
    table.setColumnWidth(0, 100)
    table.fit_columns({0: 1, 1: 1, 2: 1, 3: 1})
    assert table.columnWidth(0) == 321


def test_what_was_taken_back_can_be_done_again(people: NounDriver, window: MainWindow) -> None:
    people.page.list.table.choose(0)
    QTest.keyClick(people.page.list.table, Qt.Key.Key_Delete)
    bar = window.undo_bar
    assert bar.undo.text() == "Hoàn tác (Ctrl+Z)"
    bar.undo.click()
    assert (bar.words.text(), bar.undo.text()) == ("Đã hoàn tác: người “Đỗ Minh Ánh”.", "Làm lại")
    assert people.total() == "40 người"
    bar.undo.click()
    assert (bar.words.text(), bar.undo.text()) == ("Đã làm lại: người “Đỗ Minh Ánh”.", "Hoàn tác (Ctrl+Z)")
    assert people.total() == "39 người"
    window.go(9)
    assert bar.isHidden()


def test_ctrl_z_in_a_field_takes_back_typing_and_no_deed(people: NounDriver, window: MainWindow) -> None:
    people.page.list.table.choose(0)
    QTest.keyClick(people.page.list.table, Qt.Key.Key_Delete)
    people.page.new_record()
    fields = people.page.record.sheet.fields
    for name in ("full_name", "sex"):
        fields[name].input.setFocus()
        if name == "full_name":
            QTest.keyClicks(fields[name].input, "Lan")
        QTest.keyClick(fields[name].input, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert window.undo_bar.words.text() == "Đã xoá người “Đỗ Minh Ánh”."
    assert fields["full_name"].input.text() == ""
    people.page.show_list()
    QTest.keyClick(people.page.list.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert people.total() == "40 người"


@pytest.mark.parametrize("is_prose", [False, True])
def test_ctrl_z_in_a_field_without_typing_takes_back_what_the_bar_tells(
    people: NounDriver, window: MainWindow, is_prose: bool
) -> None:
    people.open_first()
    record = people.page.record
    assert record.kept is not None
    before = record.kept.facts.family_name
    people.fill("family_name", "Đỗ")
    record.save_record()
    box = QPlainTextEdit(record) if is_prose else record.sheet.fields["full_name"].input
    box.show()
    box.setFocus()
    QTest.keyClicks(box, "a")
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(box, Qt.Key.Key_Z, control)
    assert record.kept.facts.family_name == "Đỗ", "first what was typed there"
    QTest.keyClick(box, Qt.Key.Key_Z, control)
    assert record.kept.facts.family_name == before
    assert window.undo_bar.undo.text() == "Làm lại"
    QTest.keyClick(box, Qt.Key.Key_Z, control)
    assert window.undo_bar.undo.text() == "Làm lại", "where the bar does not offer the key, nothing older goes"


def test_an_emptied_list_leads_to_the_trash(window: MainWindow, qtbot: QtBot) -> None:
    officials = NounDriver(window.go(8).page("officials"), qtbot)
    window.go(8).tabs.setCurrentWidget(officials.page)
    pane = officials.page.list
    pane.refresh()
    while pane.shown:
        assert "Thùng rác" not in pane.empty.text()
        pane.trash(0)
        pane.refresh()
    assert pane.empty.text().endswith("Đã xoá? Xem Thùng rác trong Sao lưu & thiết lập.")


def test_ctrl_home_and_ctrl_end_choose_the_first_and_the_last_row(people: NounDriver) -> None:
    table = people.page.list.table
    for key, row in ((Qt.Key.Key_End, len(people.listed()) - 1), (Qt.Key.Key_Home, 0)):
        QTest.keyClick(table, key, Qt.KeyboardModifier.ControlModifier)
        assert table.row == row
        assert [index.row() for index in table.selectionModel().selectedRows()] == [row]
        assert table.viewport().rect().contains(table.visualRect(table.currentIndex()).center())
    people.look_for("không ai tên thế")
    QTest.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert table.row == -1


def test_the_message_after_a_deed_covers_no_row_and_leaves_the_chosen_one_in_sight(
    people: NounDriver, window: MainWindow, qtbot: QtBot
) -> None:
    table, bar = people.page.list.table, window.undo_bar
    row = table.rowAt(table.viewport().height() - 1) - 1
    table.choose(row)
    assert table.verticalScrollBar().value() == 0
    height = table.height()
    bar.tell("Đã lưu.", 1, can_undo=True)
    qtbot.waitUntil(lambda: table.height() < height)
    assert bar.mapToGlobal(bar.rect().topLeft()).y() >= table.mapToGlobal(table.rect().bottomLeft()).y()
    assert table.row == row
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()))


def test_after_a_row_is_deleted_the_one_in_its_place_is_chosen(people: NounDriver) -> None:
    table = people.page.list.table
    last = len(people.listed()) - 1
    for row in (20, last - 2):
        after = people.listed()[row + 1]
        table.choose(row)
        QTest.keyClick(table, Qt.Key.Key_Delete)
        assert (table.row, people.listed()[row]) == (row, after)
    table.choose(len(people.listed()) - 1)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert table.row == len(people.listed()) - 1
    people.look_for("do minh a")
    assert table.row == 0

"""The record of a noun: filled with the keyboard alone, saved, refused, kept as a draft, taken back."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from dandan_desktop.db import offices
from dandan_desktop.domain.drafts import Finding
from dandan_desktop.domain.nouns import PEOPLE
from dandan_desktop.domain.people import Person
from dandan_desktop.services import records
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.quick_add import QuickAdd
from dandan_desktop.ui.record_page import RecordPage, RecordSpec
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.sheet import Sheet, SheetSpec
from dandan_desktop.ui.theme import SMALLEST
from tests.ui.drivers.keys import commit, focused, press, type_words
from tests.ui.drivers.noun_page import NounDriver


@pytest.fixture
def people(window: MainWindow, qtbot: QtBot) -> NounDriver:
    return NounDriver(window.go(8).page("people"), qtbot)


def test_a_person_by_keyboard_alone(people: NounDriver, window: MainWindow, qtbot: QtBot) -> None:
    press(Qt.Key.Key_9, control=True)
    press(Qt.Key.Key_8, control=True)
    qtbot.waitUntil(people.page.list.table.hasFocus)
    press(Qt.Key.Key_N, control=True)
    type_words("Đặng Thị Mới Ẩn")
    press(Qt.Key.Key_Return)
    type_words("5/1990")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    type_words("my thien")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_S, control=True)
    assert window.undo_bar.words.text() == "Đã thêm người “Đặng Thị Mới Ẩn”."
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(people.page.list.table.hasFocus)
    assert "Đặng Thị Mới Ẩn" in people.listed()
    row = people.listed().index("Đặng Thị Mới Ẩn")
    model = people.page.list.model
    assert [model.index(row, column).data() for column in (1, 3)] == ["36", "Xã Mỹ Thiện"]
    press(Qt.Key.Key_Z, control=True)
    assert "Đặng Thị Mới Ẩn" not in people.listed()


def trashed_names(session: Session) -> list[str]:
    return [name for (name,) in session.store.query("SELECT full_name FROM people WHERE deleted_at IS NOT NULL")]


def test_the_list_comes_back_to_the_record_just_left(people: NounDriver, session: Session) -> None:
    people.page.list.table.choose(0)
    people.page.new_record()
    people.fill("full_name", "Đoàn Ý Sau")
    people.save()
    press(Qt.Key.Key_Escape)
    assert people.listed()[people.page.list.table.currentIndex().row()] == "Đoàn Ý Sau"
    press(Qt.Key.Key_Delete)
    assert trashed_names(session) == ["Đoàn Ý Sau"]


def test_a_record_opened_from_elsewhere_is_the_one_chosen_in_the_list(people: NounDriver, session: Session) -> None:
    added = session.do(lambda: records.save(session.store, PEOPLE, None, Person(full_name="Đoàn Y Sau")))
    assert added is not None
    people.page.open_record(added.row)
    press(Qt.Key.Key_Escape)
    assert people.listed()[people.page.list.table.currentIndex().row()] == "Đoàn Y Sau"


def test_where_the_filter_hides_the_record_just_left_no_other_is_deleted(people: NounDriver, session: Session) -> None:
    people.look_for("do minh anh")
    people.page.new_record()
    people.fill("full_name", "Đoàn Ý Sau")
    people.save()
    press(Qt.Key.Key_Escape)
    assert people.listed() == ["Đỗ Minh Ánh"]
    press(Qt.Key.Key_Delete)
    assert trashed_names(session) == []
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Delete)
    assert trashed_names(session) == ["Đỗ Minh Ánh"]


def test_what_is_missing_is_said_below_its_field(people: NounDriver) -> None:
    people.page.new_record()
    people.save()
    assert people.findings() == {"full_name": "✕ Chưa nhập “Họ và tên”."}
    assert people.page.record.sheet.fields["full_name"].input.hasFocus()
    people.fill("full_name", "Đoàn Một")
    assert people.findings() == {}


def test_a_name_that_is_in_no_list_is_refused(people: NounDriver) -> None:
    people.page.new_record()
    people.fill("full_name", "Đoàn Một")
    people.fill("unit_id", "Xã Không Có")
    people.save()
    assert people.findings() == {"unit_id": "✕ Hãy chọn “Địa bàn” trong danh sách."}


def test_what_was_typed_and_not_saved_comes_back(people: NounDriver, session: Session) -> None:
    people.open_first()
    row = people.page.record.sheet.kept
    assert row is not None
    people.fill("family_name", "Đỗ")
    press(Qt.Key.Key_Escape)
    assert not people.page.is_on_record
    assert session.store.draft("people", row.id) is not None
    people.open_first()
    record = people.page.record
    assert record.sheet.fields["family_name"].value() == "Đỗ"
    assert record.head.state.text() == "Bản nháp chưa lưu"
    record.head.forget.click()
    assert record.sheet.fields["family_name"].value() == ""
    assert session.store.draft("people", row.id) is None


def test_a_draft_is_kept_without_leaving(people: NounDriver, session: Session, qtbot: QtBot) -> None:
    people.page.new_record()
    people.fill("full_name", "Đoàn Dở Dang")
    qtbot.waitUntil(lambda: "Dở Dang" in (session.store.draft("people", 0) or ""), timeout=2000)


def test_a_private_fact_is_shown_only_when_asked(people: NounDriver, session: Session) -> None:
    kept = next(k for k in session.store.of(Person).some() if k.facts.religion is not None)
    people.page.open_record(kept.id)
    field = people.page.record.sheet.fields["religion"]
    assert not field.input.isVisible()
    assert field.veil is not None
    field.veil.reveal.click()
    assert field.input.isVisible()
    assert field.input.text() == session.store.names.of("codes", kept.facts.religion)


def test_the_history_says_who_and_what_and_takes_back(people: NounDriver) -> None:
    people.open_first()
    people.fill("born_on", "17/5/1988")
    people.save()
    said = people.history()
    assert "Đã lưu" in said
    assert "Ngày sinh: 1988 → 17/05/1988" in said
    assert any(words.startswith("Lan · ") for words in said)
    buttons = people.page.record.history.findChildren(type(people.page.record.save))
    next(button for button in buttons if not button.isHidden()).click()
    assert people.page.record.sheet.fields["born_on"].value() == "1988"


def test_the_history_stays_away_from_a_new_record(people: NounDriver) -> None:
    people.open_first()
    people.history()
    record = people.page.record
    people.page.new_record()
    record.toggle_history()
    assert not record.history.isVisible()
    people.fill("full_name", "Lê Thị Mới")
    people.save()
    assert record.history.isVisible()


def test_the_history_left_open_is_that_of_the_record_shown(people: NounDriver) -> None:
    people.open_first()
    people.fill("born_on", "17/5/1988")
    people.save()
    assert "Ngày sinh: 1988 → 17/05/1988" in people.history()
    people.page.leave()
    people.page.show_list()
    people.page.list.table.choose(1)
    QTest.keyClick(people.page.list.table, Qt.Key.Key_Return)
    assert people.page.record.history.isVisible()
    assert not any("17/05/1988" in words for words in people.history())


def test_a_record_changed_by_another_is_told_and_nothing_is_lost(
    people: NounDriver, session: Session, window: MainWindow
) -> None:
    people.open_first()
    people.fill("family_name", "Đỗ")
    kept = people.page.record.kept
    assert kept is not None
    session.do(lambda: records.save(session.store, PEOPLE, kept, Person(full_name="Đỗ Minh Đổi")))
    people.save()
    assert window.problem.isVisible()
    assert people.page.record.sheet.fields["family_name"].value() == "Đỗ"


def test_deleting_from_the_record_goes_back_to_the_list(people: NounDriver) -> None:
    people.open_first()
    people.page.record.remove.click()
    assert not people.page.is_on_record
    assert people.total() == "39 người"


def test_what_is_odd_about_a_record_is_still_said_once_it_is_saved(session: Session, qtbot: QtBot) -> None:
    def findings(person: Person) -> list[Finding]:
        return [Finding("full_name", "Tên ngắn.", blocks=False)] if len(person.full_name) < 9 else []

    sheet = SheetSpec(Person, ("full_name",), "odd", findings=findings)
    page = RecordPage(session, RecordSpec(PEOPLE, sheet))
    qtbot.addWidget(page)
    page.open()
    field = page.sheet.fields["full_name"]
    field.input.setText("Lê Út")
    assert page.save_record() is not None
    assert page.kept is not None
    assert field.finding.text() == "⚠ Lưu ý: Tên ngắn."
    field.input.setText("Lê Thị Út")
    page.save_record()
    assert field.finding.isHidden()


def test_what_became_of_a_unit_opens_its_record(window: MainWindow, session: Session) -> None:
    page = window.go(8)
    old = offices.unit_on(session.store, "30184", date(2025, 6, 30))
    assert old is not None
    page.show_record("units", old.id)
    line = page.page("units").record.links
    assert line.isVisible()
    new = offices.successors(session.store, "units", old.id)[0]
    assert f">{new.name}</a> (từ 01/07/2025)" in line.text()
    assert line.text().startswith("Nay là: ")
    line.linkActivated.emit(f"units/{new.row}")
    assert page.page("units").record.kept.id == new.row
    assert line.text().startswith("Trước là: ")
    assert line.text().endswith("(đến hết 30/06/2025)")
    page.show_records("people", [], "")
    people = page.page("people")
    people.list.show_only(None)
    people.open_record(people.list.shown[0])
    assert not people.record.links.isVisible()


def test_a_body_shared_among_others_says_so(window: MainWindow, session: Session) -> None:
    page = window.go(8)
    row = offices.body_named(session.store, "Huyện ủy Lấp Vò", date(2025, 6, 30))
    assert row is not None
    page.show_record("bodies", row)
    line = page.page("bodies").record.links
    assert line.text().startswith("Nay chia về: ")
    assert line.text().count("<a ") == 3
    successor = offices.successors(session.store, "bodies", row)[0]
    line.linkActivated.emit(f"bodies/{successor.row}")
    assert line.text().startswith("Trước là: một phần ")


def test_the_tabs_of_the_catalogue_speak_the_words_of_an_office(window: MainWindow) -> None:
    tabs = window.go(8).tabs
    words = [tabs.tabText(place) for place in range(tabs.count())]
    assert words[:5] == ["Người", "Cán bộ", "Đơn vị", "Cơ quan và tổ chức", "Nhiệm kỳ"]
    assert words[-1] == "Danh mục dùng chung"
    assert not [each for each in words if "mã" in each.split()]


def test_in_the_smallest_window_both_arrows_of_the_tabs_are_seen(window: MainWindow, qtbot: QtBot) -> None:
    tabs = window.go(8).tabs
    window.resize(*SMALLEST)
    arrows = tabs.tabBar().findChildren(QToolButton)
    qtbot.waitUntil(lambda: all(each.isVisible() for each in arrows))
    assert len(arrows) == 2
    ends = [each.mapTo(window, each.rect().topRight()).x() for each in arrows]
    assert max(ends) < window.width()
    assert min(each.width() for each in arrows) >= 12


def test_a_record_that_is_gone_is_told_of(people: NounDriver, window: MainWindow) -> None:
    people.page.open_record(10_000)
    assert window.problem.isVisible()
    assert not people.page.is_on_record


def test_enter_walks_every_field_and_breaks_the_line_in_prose(session: Session, qtbot: QtBot) -> None:
    from dandan_desktop.domain.catalogue import Body

    sheet = Sheet(session, SheetSpec(Body, ("name", "header_upper | header_lower", "place"), "thử"))
    qtbot.addWidget(sheet)
    with qtbot.waitActive(sheet):
        sheet.show()
        sheet.activateWindow()
    sheet.open(None)
    sheet.focus_first()
    walked = []
    for control in (False, False, True, True):
        walked.append(focused().objectName())
        press(Qt.Key.Key_Return, control=control)
    assert walked == ["name", "header_upper", "header_upper", "header_lower"]
    assert sheet.fields["header_upper"].value() == "\n"
    assert focused().objectName() == "place"


@pytest.mark.usefixtures("people")
def test_a_new_person_is_added_from_inside_another_sheet(session: Session, window: MainWindow, qtbot: QtBot) -> None:
    page = window.go(8)
    page.tabs.setCurrentIndex(1)
    officials = NounDriver(page.page("officials"), qtbot)
    officials.page.new_record()
    officials.fill("person_id", "Đoàn Thị Rất Mới")
    box = officials.page.record.sheet.fields["person_id"].input
    qtbot.waitUntil(lambda: box.is_open)
    QTest.keyClick(box, Qt.Key.Key_Return)
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QuickAdd))
    assert dialog.sheet.fields["full_name"].value() == "Đoàn Thị Rất Mới"
    commit(dialog.sheet.fields["born_on"].input, "1999")
    dialog.save.click()
    added = session.store.of(Person).get(box.value())
    assert (added.facts.full_name, str(added.facts.born_on)) == ("Đoàn Thị Rất Mới", "1999")


def test_only_a_state_of_a_road_is_asked_what_follows(window: MainWindow) -> None:
    window.go(8).show_record(
        "codes", window.session.store.query("SELECT min(id) FROM codes WHERE list = 'sexes'")[0][0]
    )
    sheet = window.go(8).page("codes").record.sheet
    assert not sheet.fields["next"].isVisible()
    sheet.fields["list"].set_value("admission_stages")
    sheet.fields["list"].changed.emit()
    assert sheet.fields["next"].isVisible()

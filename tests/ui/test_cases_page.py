"""Cases: recommended, moved from stage to stage, taken back; the stage is never typed."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dandan_desktop.db import journal
from dandan_desktop.domain.cases import Case
from dandan_desktop.domain.dates import PartDate
from dandan_desktop.domain.nouns import CASES
from dandan_desktop.domain.people import Person
from dandan_desktop.services import registers
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.quick_add import QuickAdd
from dandan_desktop.ui.session import Session
from tests.ui.drivers import cases
from tests.ui.drivers.cases import CasesDriver
from tests.ui.drivers.keys import commit, press, type_words

ASKED = "Giới thiệu và lấy ý kiến nhận xét"
INTRODUCED, LISTED, RESERVE = "Đã giới thiệu cho chi bộ", "Trong danh sách cảm tình Đảng", "Đảng viên dự bị"
FARMERS = "Hội Nông dân xã Lấp Vò"
PERSON = "Nguyễn Văn Ánh"


@pytest.fixture
def window(session: Session, qtbot: QtBot) -> MainWindow:
    made = MainWindow(session, (cases.ENTRY,))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> CasesDriver:
    return CasesDriver(window.go(4), qtbot)


def test_a_case_and_its_next_step_by_keyboard_alone(page: CasesDriver, window: MainWindow, qtbot: QtBot) -> None:
    page.page.list.table.setFocus()
    press(Qt.Key.Key_N, control=True)
    for words in ("nguyen van anh", "hoi nong dan lap vo"):
        type_words(words)
        press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)  # the unit is already that of the organisation
    type_words("48-GT/HND")
    press(Qt.Key.Key_Return)
    type_words("1/10/26")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    type_words("2/10/26")
    press(Qt.Key.Key_Return)
    type_words("Công văn 48")
    press(Qt.Key.Key_S, control=True)
    assert window.undo_bar.words.text() == f"Đã thêm hồ sơ giới thiệu “{PERSON}”."
    assert page.moves() == [["02/10/2026", INTRODUCED, "Công văn 48"]]
    for _ in range(5):
        press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    type_words("15/11/26")
    for _ in range(2):
        press(Qt.Key.Key_Return)
    assert page.page.record.pane.write.hasFocus()
    press(Qt.Key.Key_Return)
    assert window.undo_bar.words.text() == f"Đã ghi bước của hồ sơ giới thiệu “{PERSON}”."
    assert page.moves()[1:] == [["15/11/2026", LISTED, ""]]
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(page.page.list.table.hasFocus)
    assert page.row_of(PERSON) == [
        PERSON, "66", FARMERS, "Xã Lấp Vò", "48-GT/HND", "01/10/2026", LISTED, "15/11/2026",
    ]  # fmt: skip


def test_the_usual_next_stages_stand_first_and_all_others_after(page: CasesDriver) -> None:
    page.new()
    assert page.offered()[:3] == ["—", "Nguồn, đang theo dõi", INTRODUCED]
    page.recommend(PERSON, FARMERS, INTRODUCED, "2/10/26")
    offered = page.offered()
    assert offered[1] == LISTED
    assert offered[6:8] == ["", "Khác"]
    assert RESERVE in offered[8:]
    assert INTRODUCED not in offered


def test_a_jump_is_warned_of_and_written(page: CasesDriver, session: Session) -> None:
    page.recommend(PERSON, FARMERS, INTRODUCED, "2/10/26")
    page.step(RESERVE, "20/10/26")
    assert page.said() == {"to_state": "⚠ Lưu ý: Không phải bước liền sau; vẫn ghi được."}
    page.write()
    assert [move[1] for move in page.moves()] == [INTRODUCED, RESERVE]
    stage = session.store.of(Case).get(page.page.record.kept.id).facts.stage  # type: ignore[union-attr]
    assert session.store.names.of("codes", stage) == RESERVE


def test_seven_steps_are_seen_at_once(page: CasesDriver) -> None:
    page.recommend(PERSON, FARMERS, INTRODUCED, "2/3/26")
    for month, stage in enumerate((LISTED, RESERVE) * 3, 4):
        page.step(stage, f"2/{month}/26")
        page.write()
    assert len(page.moves()) == 7
    assert page.page.record.pane.table.verticalScrollBar().maximum() == 0


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("1/10/26", "✕ Ngày sớm hơn bước trước đó."), ("21/11/26", "✕ Ngày chưa đến."), ("", "✕ Chưa nhập “Ngày”."),
    ],
)  # fmt: skip
def test_a_wrong_day_is_said_below_it_and_nothing_is_written(page: CasesDriver, day: str, said: str) -> None:
    page.recommend(PERSON, FARMERS, INTRODUCED, "2/10/26")
    page.step(LISTED, day)
    page.write()
    assert page.said() == {"happened_on": said}
    assert page.page.record.pane.fields["happened_on"].input.hasFocus()
    assert len(page.moves()) == 1


def test_a_new_case_needs_its_first_stage_and_day(page: CasesDriver) -> None:
    page.new()
    page.pick("person_id", PERSON)
    page.pick("body_id", FARMERS)
    page.save()
    assert page.said() == {
        "to_state": "✕ Chưa chọn “Đến giai đoạn”.", "happened_on": "✕ Chưa nhập “Ngày”.",
    }  # fmt: skip
    assert page.page.record.kept is None
    assert page.page.record.pane.write.isHidden()


def test_a_refused_case_gives_the_keyboard_to_the_first_wrong_field(page: CasesDriver) -> None:
    page.new()
    page.save()
    assert page.page.record.sheet.fields["person_id"].input.hasFocus()
    page.pick("person_id", PERSON)
    press(Qt.Key.Key_S, control=True)
    assert page.page.record.sheet.fields["body_id"].input.hasFocus()
    page.pick("body_id", FARMERS)
    press(Qt.Key.Key_S, control=True)
    assert page.page.record.pane.fields["to_state"].input.hasFocus()


def test_the_list_of_cases_comes_back_to_the_case_just_saved(page: CasesDriver, session: Session) -> None:
    page.page.list.table.choose(0)
    page.recommend(PERSON, FARMERS, INTRODUCED, "5/1/2026")
    kept = page.page.record.kept
    assert kept is not None
    press(Qt.Key.Key_Escape)
    table = page.page.list.table
    assert page.page.list.shown[table.currentIndex().row()] == kept.id
    press(Qt.Key.Key_Delete)
    assert session.live(CASES, kept.id) is None


def test_the_unit_follows_the_organisation_until_the_clerk_says_otherwise(page: CasesDriver, session: Session) -> None:
    page.new()
    unit = page.page.record.sheet.fields["unit_id"].input
    page.pick("body_id", FARMERS)
    assert unit.text() == "Xã Lấp Vò"
    page.pick("body_id", "Hội Nông dân xã Mỹ An Hưng")
    assert unit.text() == "Xã Mỹ An Hưng"
    own = page.pick("unit_id", "xã tân dương")
    page.pick("body_id", FARMERS)
    assert unit.chosen == own
    assert session.store.names.of("units", own) == "Xã Tân Dương"


def test_the_last_step_can_be_taken_back_and_put_again(page: CasesDriver, session: Session) -> None:
    page.recommend(PERSON, FARMERS, INTRODUCED, "2/10/26")
    page.step(LISTED, "20/10/26")
    assert not page.page.record.pane.undo_step.isEnabled()
    page.write()
    page.page.record.pane.undo_step.click()
    assert [move[1] for move in page.moves()] == [INTRODUCED]
    assert "Đã bỏ bước cuối của" in page.history()
    line = journal.deeds(session.store, 1)[0]
    assert (line.name, line.table) == ("take_back", "cases")
    session.do(lambda: session.store.undo(line.id))
    assert [move[1] for move in page.moves()] == [INTRODUCED, LISTED]
    page.page.record.pane.undo_step.click()
    page.page.record.pane.undo_step.click()
    assert page.moves() == []
    page.step(INTRODUCED, "3/10/26")
    page.write()
    assert page.moves() == [["03/10/2026", INTRODUCED, ""]]


def test_a_step_and_a_changed_fact_are_one_deed(page: CasesDriver, session: Session) -> None:
    page.recommend(PERSON, FARMERS, INTRODUCED, "2/10/26")
    page.fill("paper_number", "50-GT")
    page.step(LISTED, "20/10/26")
    page.write()
    session.do(lambda: session.store.undo(journal.deeds(session.store, 1)[0].id))
    assert len(page.moves()) == 1
    assert page.page.record.sheet.fields["paper_number"].value() == ""


def test_a_step_not_written_is_kept_as_a_draft(page: CasesDriver) -> None:
    page.recommend(PERSON, FARMERS, INTRODUCED, "2/10/26")
    page.step(LISTED, "20/10/26", source="nghị quyết số 5")
    page.page.record.leave()
    page.open_first()
    assert page.page.record.pane.drafts()["source"] == "nghị quyết số 5"
    assert page.page.record.pane.fields["to_state"].input.currentText() == LISTED
    page.page.record.forget_draft()
    assert not page.page.record.pane.is_changed


def test_the_list_is_filtered_by_stage_and_by_organisation(page: CasesDriver) -> None:
    other = "Trần Thị Ẩn"
    page.recommend(PERSON, FARMERS, INTRODUCED, "2/10/26")
    page.recommend(other, "Hội Liên hiệp Phụ nữ xã Lấp Vò", RESERVE, "2/10/26")
    page.page.show_list()
    assert page.listed() == [PERSON, other]
    page.filter_by_stage(RESERVE)
    assert page.listed() == [other]
    page.page.show_only(None)
    page.filter_by_body(FARMERS)
    assert page.listed() == [PERSON]


def test_an_organisation_typed_and_not_chosen_narrows_nothing_and_says_so(page: CasesDriver) -> None:
    picker: Any = page.page.list.filters["body_id"]
    picker.setFocus()
    commit(picker, "hoi nong dan xa khong co")
    total = page.page.list.total
    assert "chưa lọc theo “hoi nong dan xa khong co”" in total.text()
    picker.clear()
    page.filter_by_body(FARMERS)
    assert "chưa lọc" not in total.text()


def test_a_person_unknown_so_far_is_added_from_the_sheet(page: CasesDriver, qtbot: QtBot) -> None:
    page.new()
    page.fill("person_id", "Đinh Mới Toanh")
    picker = page.page.record.sheet.fields["person_id"].input
    qtbot.waitUntil(lambda: picker.is_open)
    QTest.keyClick(picker, Qt.Key.Key_Return)
    dialog = page.page.findChild(QuickAdd)
    assert isinstance(dialog, QuickAdd)
    dialog.save.click()
    assert picker.chosen is not None
    assert picker.text() == "Đinh Mới Toanh"


def test_bodies_of_the_offices_own_unit_are_offered_first(page: CasesDriver, session: Session) -> None:
    own = next(row for row, name in registers.office_presets(session.store, session.today) if "xã Lấp Vò" in name)
    registers.choose_office(session.store, own)
    page.new()
    page.fill("body_id", "hoi lien hiep phu nu")
    picker = page.page.record.sheet.fields["body_id"].input
    picker.look()
    assert picker.options()[0] == "Hội Liên hiệp Phụ nữ xã Lấp Vò"
    other = session.store.query("SELECT id FROM units WHERE name = 'Xã Lai Vung' AND valid_to IS NULL")[0][0]
    page.page.record.sheet.fields["unit_id"].set_value(other)
    picker.look()
    assert picker.options()[:2] == ["Hội Liên hiệp Phụ nữ xã Lai Vung", "Hội Liên hiệp Phụ nữ xã Lấp Vò"]


def test_the_stage_chosen_says_whether_it_is_counted(page: CasesDriver) -> None:
    page.new()
    pane = page.page.record.pane
    assert pane.note.isHidden()
    for state, words in ((INTRODUCED, "biểu tổng hợp đếm bước này là giới thiệu"), (ASKED, "không đếm bước này")):
        page.step(state, "2/10/26")
        assert words in pane.note.text()
        assert pane.note.isVisible()
    offered = page.offered()
    assert offered[3:5] == ["", "Khác"]
    choice = pane.fields["to_state"].input
    assert not choice.model().item(4).isEnabled()
    assert offered[-1] == "Quá tuổi, chết, mất liên lạc"


@pytest.mark.parametrize(("office", "unit"), [("xã Lấp Vò", "Xã Lấp Vò"), ("Tỉnh ủy", "")])
def test_a_new_person_lives_in_the_offices_commune(office: str, unit: str, page: CasesDriver, session: Session) -> None:
    own = next(row for row, name in registers.office_presets(session.store, session.today) if office in name)
    registers.choose_office(session.store, own)
    page.new()
    page.page.record.sheet.fields["person_id"].input.add_requested.emit("Đoàn Thị Mới")
    box = page.page.record.findChild(QuickAdd)
    assert isinstance(box, QuickAdd)
    assert box.sheet.fields["unit_id"].input.text().startswith(unit)
    assert (box.sheet.fields["unit_id"].input.chosen is None) == (not unit)
    box.reject()


def test_a_case_says_who_it_is_about_and_opens_the_person(
    page: CasesDriver, window: MainWindow, session: Session
) -> None:
    people = session.store.of(Person)
    person = session.store.query("SELECT id FROM people WHERE full_name = ?", (PERSON,))[0][0]
    with session.store.change("save"):
        kept = people.get(person)
        people.replace(kept, replace(kept.facts, born_on=PartDate(1990)))
    page.recommend(PERSON, FARMERS, INTRODUCED, "2/10/26")
    line = page.page.record.links
    assert line.isVisible()
    assert f">{PERSON}, sinh 1990" in line.text()
    wanted: list[tuple[str, int]] = []
    session.record_wanted.connect(lambda table, record: wanted.append((table, record)))
    line.linkActivated.emit(f"people/{person}")
    assert wanted == [("people", person)]
    page.page.new_record()
    assert line.text().startswith("Dữ liệu chỉ dùng để theo dõi việc giới thiệu kết nạp")
    assert window.isVisible()

"""What is typed is kept wherever it is typed, also without a pause, and never changes a record by itself."""

import json
from datetime import date
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.nouns import PEOPLE
from dandan_desktop.domain.people import Person
from dandan_desktop.services import records
from dandan_desktop.ui.draft import KEEP_AFTER, MARK, keep_all
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.quick_add import QuickAdd
from dandan_desktop.ui.session import Session
from tests.db.made_up import Amounts, Maker
from tests.ui.drivers.cases import CasesDriver
from tests.ui.drivers.home import HomeDriver
from tests.ui.drivers.keys import commit
from tests.ui.drivers.meetings import MeetingsDriver, loaded
from tests.ui.drivers.noun_page import NounDriver
from tests.ui.drivers.typing import column_of

PROMISED = 2_000


def content(session: Session, page: str, row: int) -> dict[str, Any]:
    found = session.store.draft(page, row)
    kept: dict[str, Any] = json.loads(found) if found else {}
    return kept


@pytest.fixture
def people(window: MainWindow, qtbot: QtBot) -> NounDriver:
    return NounDriver(window.go(8).page("people"), qtbot)


def test_who_types_without_a_pause_is_kept_too(people: NounDriver, session: Session, qtbot: QtBot) -> None:
    people.page.new_record()
    box = people.page.record.sheet.fields["full_name"].input
    clock, at = QElapsedTimer(), []
    session.draft_kept.connect(lambda: at.append(clock.elapsed()))
    clock.start()
    keys = QTimer(people.page, interval=40)
    keys.timeout.connect(partial(commit, box, "a"))
    keys.start()
    qtbot.waitUntil(lambda: len(at) >= 3, timeout=5 * KEEP_AFTER)
    keys.stop()
    steps = [later - before for before, later in zip([0, *at], at, strict=False)]
    assert max(steps) < PROMISED
    assert content(session, "people", 0)["full_name"].startswith("aaaaaaaaaa")


def test_a_cell_that_is_still_open_is_kept(window: MainWindow, session: Session, qtbot: QtBot) -> None:
    page = window.go(2).page("meetings")
    meeting = MeetingsDriver(page)
    meeting.open(loaded(session))
    meeting.section("Ý kiến")
    grid = meeting.grid("Ý kiến")
    before = grid.drafts()
    index = grid.model.index(0, column_of(grid, "Ý kiến"))
    grid.table.setCurrentIndex(index)
    grid.table.edit(index)
    editor: Any = grid.table.focusWidget()
    commit(editor, "Thêm một câu. ")
    row = page.record.kept.id
    qtbot.waitUntil(lambda: "Thêm một câu" in json.dumps(content(session, "meetings", row), ensure_ascii=False))
    kept = content(session, "meetings", row)
    assert [line["text"] for line in kept["Ý kiến"]] == ["Thêm một câu."]
    assert before == []
    assert kept[MARK]["where"] == f"Ý kiến/0/{index.column()}/e"


def test_a_cell_left_with_escape_is_no_draft(window: MainWindow, session: Session, qtbot: QtBot) -> None:
    page = window.go(2).page("meetings")
    meeting = MeetingsDriver(page)
    meeting.open(loaded(session))
    meeting.section("Ý kiến")
    grid = meeting.grid("Ý kiến")
    grid.table.setCurrentIndex(grid.model.index(0, 0))
    grid.table.edit(grid.model.index(0, 0))
    editor: Any = grid.table.focusWidget()
    commit(editor, "Nhầm")
    row = page.record.kept.id
    qtbot.waitUntil(lambda: session.store.draft("meetings", row) is not None)
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert not grid.is_changed
    qtbot.waitUntil(lambda: session.store.draft("meetings", row) is None)


def test_the_next_step_of_a_case_is_kept(window: MainWindow, session: Session, qtbot: QtBot) -> None:
    Maker(session.store, 5, date(2026, 1, 1), session.today).fill(Amounts(0, 0, 0, 3, 0))
    cases = CasesDriver(window.go(4), qtbot)
    cases.open_first()
    row = cases.page.record.kept
    assert row is not None
    fields = cases.page.record.pane.fields
    fields["source"].input.setFocus()
    commit(fields["source"].input, "Nghị quyết 12")
    qtbot.waitUntil(lambda: session.store.draft("cases", row.id) is not None)
    kept = content(session, "cases", row.id)
    assert kept["pane"]["source"] == "Nghị quyết 12"
    assert kept[MARK] == {"where": "pane/source", "cursor": 13, "state": kept[MARK]["state"]}
    assert set(kept) == {"pane", MARK}, "of a record that is kept only what was typed"


def test_a_draft_changes_no_record(people: NounDriver, session: Session, window: MainWindow) -> None:
    people.open_first()
    row = people.page.record.kept
    assert row is not None
    before = session.store.query("SELECT max(id) FROM deeds")
    people.fill("family_name", "Đỗ")
    keep_all(window)
    assert session.store.of(Person).get(row.id) == row
    assert session.store.query("SELECT max(id) FROM deeds") == before


def test_the_record_says_that_it_is_a_draft_and_forgets_it(people: NounDriver, session: Session) -> None:
    people.open_first()
    record = people.page.record
    assert not record.head.forget.isVisible()
    people.fill("family_name", "Đỗ")
    assert (record.head.state.text(), record.head.forget.text()) == ("Bản nháp chưa lưu", "Bỏ bản nháp")
    record.head.forget.click()
    assert not record.head.forget.isVisible()
    assert record.head.state.text() == ""
    assert session.store.drafts() == []


def test_a_draft_thrown_away_can_be_taken_back_until_something_new_is_typed(
    people: NounDriver, session: Session
) -> None:
    people.open_first()
    record = people.page.record
    before = record.sheet.fields["family_name"].value()
    people.fill("family_name", "Đỗ")
    record.head.forget.click()
    assert record.sheet.fields["family_name"].value() == before
    assert record.dropped.isVisible()
    record.dropped.back.click()
    assert record.sheet.fields["family_name"].value() == "Đỗ"
    assert record.head.state.text() == "Bản nháp chưa lưu"
    assert len(session.store.drafts()) == 1
    assert not record.dropped.isVisible()
    record.head.forget.click()
    people.fill("family_name", "Lê")
    assert not record.dropped.isVisible()
    assert record.sheet.fields["family_name"].value() == "Lê"


def test_a_record_changed_since_says_so_and_keeps_the_text(people: NounDriver, session: Session) -> None:
    people.open_first()
    record = people.page.record
    kept = record.kept
    assert kept is not None
    people.fill("family_name", "Đỗ")
    people.page.leave()
    people.page.show_list()
    session.do(lambda: records.save(session.store, PEOPLE, kept, Person(full_name="Đỗ Minh Đổi")))
    people.page.open_record(kept.id)
    assert record.head.note.text() == "⚠ Hồ sơ đã được sửa sau khi gõ bản nháp này. Hãy đối chiếu trước khi lưu."
    assert record.head.note.isVisible()
    fields = record.sheet.fields
    assert (fields["family_name"].value(), fields["full_name"].value()) == ("Đỗ", "Đỗ Minh Đổi")
    record.save.click()
    assert not record.head.note.isVisible()
    assert session.store.of(Person).get(kept.id).facts.full_name == "Đỗ Minh Đổi"


def test_a_record_in_the_trash_says_so_and_keeps_the_text(people: NounDriver, session: Session) -> None:
    people.open_first()
    kept = people.page.record.kept
    assert kept is not None
    people.fill("family_name", "Đỗ")
    people.page.leave()
    people.page.show_list()
    session.do(lambda: records.trash(session.store, PEOPLE, kept.id))
    people.page.open_record(kept.id)
    record = people.page.record
    assert record.head.note.text().startswith("⚠ Hồ sơ này đang ở Thùng rác.")
    assert not record.save.isEnabled()
    assert record.sheet.fields["family_name"].value() == "Đỗ"
    session.do(lambda: records.restore(session.store, PEOPLE, kept.id))
    people.page.open_record(kept.id)
    assert record.save.isEnabled()
    assert record.sheet.fields["family_name"].value() == "Đỗ"


def test_what_was_typed_of_a_record_that_is_gone_becomes_a_new_one(people: NounDriver, session: Session) -> None:
    session.store.keep_draft("people", 9_999, json.dumps({"full_name": "Đoàn Dở Dang"}))
    people.page.open_record(9_999)
    record = people.page.record
    assert record.kept is None
    assert record.sheet.fields["full_name"].value() == "Đoàn Dở Dang"
    assert "không còn trong sổ" in record.head.note.text()
    assert [draft[:2] for draft in session.store.drafts()] == [("people", 0)]


def test_the_first_page_lists_the_drafts_and_opens_them(session: Session, qtbot: QtBot) -> None:
    row = session.store.query("SELECT min(id) FROM people")[0][0]
    home = HomeDriver(session, qtbot)
    assert not any("Bản nháp" in text for text in home.texts())
    session.store.keep_draft("people", row, json.dumps({"family_name": "Đỗ"}))
    session.store.keep_draft("meetings", 0, json.dumps({"title": "Họp"}))
    session.store.keep_draft("place", 0, "{}")
    home.page.hide()
    home.page.show()
    assert "Bản nháp chưa lưu: 2" in home.texts()
    lines = [words for words in home.links() if "gõ lúc" in words]
    assert {words.split(" · ")[0] for words in lines} == {"Người: Nguyễn Văn Ánh", "Cuộc họp: thêm mới"}
    for place in range(2):
        home.press_at(place)
    assert sorted(home.begun) == [("meetings", 0), ("people", row)]


def test_a_draft_opened_from_the_first_page_is_there(window: MainWindow, session: Session) -> None:
    row = session.store.query("SELECT min(id) FROM people")[0][0]
    session.store.keep_draft("people", row, json.dumps({"family_name": "Đỗ"}))
    session.record_wanted.emit("people", row)
    assert window.built[8].page("people").record.sheet.fields["family_name"].value() == "Đỗ"


def test_a_full_disk_is_told_and_the_text_stays(
    people: NounDriver, session: Session, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise ClerkError(Problem.DISK_FULL, path=session.register.path)

    people.page.new_record()
    people.fill("full_name", "Đoàn Dở Dang")
    monkeypatch.setattr(session.store, "keep_draft", refuse)
    assert not keep_all(window)
    assert window.problem.isVisible()
    assert people.page.record.sheet.fields["full_name"].value() == "Đoàn Dở Dang"


@pytest.mark.parametrize(("name", "born"), [("Đoàn Thị Mới", "1999"), ("Người Khác", "")])
def test_a_new_person_half_typed_comes_back_for_the_same_name(
    session: Session, window: MainWindow, qtbot: QtBot, name: str, born: str
) -> None:
    session.store.keep_draft("quick_person", 0, json.dumps({"full_name": "Đoàn Thị Mới", "born_on": "1999"}))
    dialog = QuickAdd(session, "people", name, window, print)
    qtbot.addWidget(dialog)
    fields = dialog.sheet.fields
    assert (fields["full_name"].value(), fields["born_on"].value()) == (name, born)
    dialog.reject()


def test_no_title_of_a_window_and_no_proposal_of_a_file_names_a_person(people: NounDriver, window: MainWindow) -> None:
    people.open_first()
    name = people.page.record.head.title.text()
    people.fill("family_name", "Đỗ")
    shown = [each.text() for each in window.findChildren(QLabel)]
    assert any(name in text for text in shown), "the test can fail"
    words = name.split()
    titles = [widget.windowTitle() for widget in QApplication.topLevelWidgets()]
    assert [title for title in titles if any(word in title for word in words)] == []

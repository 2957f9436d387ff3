"""The page “Cuộc họp”: typed, saved, found again, printed."""

import json
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from dandan_desktop import settings
from dandan_desktop.db import journal
from dandan_desktop.db.meetings import all_tasks_of
from dandan_desktop.db.offices import office
from dandan_desktop.domain.meetings import Attendance, Meeting, Opinion, Task
from dandan_desktop.domain.nouns import MEETINGS
from dandan_desktop.exchange import open_format
from dandan_desktop.exchange.open_format import canonical
from dandan_desktop.services import exporting, loading, meetings, records
from dandan_desktop.ui.print_box import PrintBox
from dandan_desktop.ui.session import Session
from tests.ui.drivers.keys import focused, press, type_words
from tests.ui.drivers.meetings import FILES, MeetingsDriver, loaded, type_facts
from tests.ui.drivers.typing import enter
from tests.ui.drivers.typist import Typist
from tests.ui.test_pictures import picture


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
def test_whole_meeting_typed_in_equals_its_file(file: Path, clerk: MeetingsDriver, session: Session) -> None:
    content = json.loads(file.read_text(encoding="utf-8"))
    clerk.new()
    Typist(clerk, session.store, content).type_all()
    saved = clerk.save()
    assert saved is not None
    assert saved.name == "add"
    assert [line.name for line in journal.deeds(session.store, 1)] == ["add"]
    practised = {**content, open_format.PRACTICE: True}
    assert canonical(exporting.export(session.store, saved.row)) == canonical(practised)


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
def test_opening_and_saving_a_loaded_meeting_changes_nothing(
    file: Path, clerk: MeetingsDriver, session: Session
) -> None:
    loading.load_path(session.store, file)
    row = session.store.of(Meeting).some()[0].id
    deeds = journal.deeds(session.store)
    clerk.open(row)
    assert not clerk.page.record.sheet.is_changed
    saved = clerk.save()
    assert saved is not None
    assert saved.deed == 0
    assert journal.deeds(session.store) == deeds


def type_attendance(name: str, position: str) -> None:
    for words in (name, position, "Hội Nông dân"):
        type_words(words)
        press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)  # present: goes past the tick
    press(Qt.Key.Key_Return)  # no reason is asked of who is here
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return)


def type_opinion() -> None:
    type_words("Nguyễn Thị Ẩn")
    press(Qt.Key.Key_Return)
    type_words("Trưởng ban")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    type_words("Cần thêm kinh phí")
    press(Qt.Key.Key_Return, shift=True)
    type_words("Sớm trình")
    press(Qt.Key.Key_Return)


def type_task(owner: str, partners: tuple[str, ...], due: str) -> None:
    for words in (owner, *partners):
        type_words(words)
        press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Tab)
    type_words(due)


@pytest.mark.usefixtures("clerk")
def test_new_meeting_with_the_keyboard_alone(session: Session) -> None:
    press(Qt.Key.Key_N, control=True)
    type_facts()
    press(Qt.Key.Key_3, alt=True)
    type_attendance("Nguyễn Thị Ẩn", "Trưởng ban")
    type_attendance("Trần Văn Bình", "Phó Trưởng ban")
    press(Qt.Key.Key_5, alt=True)
    type_opinion()
    press(Qt.Key.Key_L, control=True)
    type_words("Sớm trình cấp có thẩm quyền")
    press(Qt.Key.Key_Tab)
    for _ in range(4):
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_T, control=True)
    partners = ("mat tran to quoc tinh dong thap", "lien doan lao dong tinh dong thap")
    type_task("hoi nong dan tinh dong thap", partners, "31/3/2026")
    press(Qt.Key.Key_S, control=True)
    kept = session.store.of(Meeting).some()
    assert [(each.facts.title, each.facts.held_on) for each in kept] == [("Giao ban tháng 02", date(2026, 2, 3))]
    sitting = meetings.read(session.store, kept[0].id)
    came = [facts for _, facts in sitting.parts[Attendance].after]
    assert [(each.name, each.body, each.is_present, each.is_invited) for each in came] == [
        ("Nguyễn Thị Ẩn", "Hội Nông dân", True, True), ("Trần Văn Bình", "Hội Nông dân", True, True),
    ]  # fmt: skip
    assert [facts.text for _, facts in sitting.parts[Opinion].after] == ["Cần thêm kinh phí\nSớm trình"]
    (task,) = [task for entry in sitting.conclusions for task in entry.tasks]
    assert task.task.due_on == date(2026, 3, 31)
    assert [session.store.names.of("bodies", body) for body in (task.task.owner_id, *task.partners)] == [
        "Hội Nông dân tỉnh Đồng Tháp",
        "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Đồng Tháp",
        "Liên đoàn Lao động tỉnh Đồng Tháp",
    ]
    records.undo_last(session.store)
    assert not session.store.of(Meeting).some()
    assert not session.store.of(Task).some()


def test_tab_passes_through_blocks_in_their_order(clerk: MeetingsDriver) -> None:
    clerk.new()
    first = clerk.conclusion({"Kết luận": "Một"})
    clerk.conclusion({"Kết luận": "Hai"})
    task = clerk.task(first, {})
    first.focus_first()
    passed = []
    for _ in range(12):
        press(Qt.Key.Key_Tab)
        passed.append(focused())
    assert passed[:4] == [
        first.fields["kind"].input, first.fields["no_task_reason"].input, task.fields["owner_id"].input,
        task.fields["partners"].input.picker,
    ]  # fmt: skip
    assert first.inner is not None
    assert passed[10:12] == [first.inner.add_button, clerk.pane.conclusions.blocks[1].fields["text"].input]


def test_what_was_typed_anywhere_comes_back(clerk: MeetingsDriver, session: Session) -> None:
    row = loaded(session)
    clerk.open(row)
    clerk.fill(Địa_điểm="Hội trường A")
    clerk.cell("Thành phần", 0, "Chức vụ", "Bí thư")
    clerk.row("Ý kiến", {"Ý kiến": "Một ý chưa lưu"})
    clerk.report({"Tên báo cáo": "Báo cáo chưa lưu"})
    conclusion = clerk.pane.conclusions.blocks[1]
    clerk.task(conclusion, {"Sản phẩm": "Kế hoạch", "Hạn": "khi nào xong"})
    clerk.page.record.leave()
    clerk.open(loaded(session, 0))
    assert not clerk.page.record.sheet.is_changed
    clerk.open(row)
    record = clerk.page.record
    assert record.head.state.text() == "Bản nháp chưa lưu"
    assert record.sheet.fields["venue"].value() == "Hội trường A"
    assert clerk.grid("Thành phần").drafts()[0]["position"] == "Bí thư"
    assert [line["text"] for line in clerk.grid("Ý kiến").drafts()] == ["Một ý chưa lưu"]
    assert clerk.pane.reports.blocks[-1].typed()["title"] == "Báo cáo chưa lưu"
    inner = clerk.pane.conclusions.blocks[1].inner
    assert inner is not None
    assert {name: inner.blocks[-1].typed()[name] for name in ("product", "due_on")} == {
        "product": "Kế hoạch", "due_on": "khi nào xong",
    }  # fmt: skip
    record.forget_draft()
    assert not record.sheet.is_changed


def test_draft_does_not_undo_what_was_done_elsewhere(clerk: MeetingsDriver, session: Session) -> None:
    row = loaded(session)
    task = all_tasks_of(session.store, row)[0]
    clerk.open(row)
    inner = clerk.pane.conclusions.blocks[0].inner
    assert inner is not None
    assert inner.blocks[0].entry.row == task.id
    enter(inner.blocks[0].fields["product"].input, "Sản phẩm khác")
    clerk.page.record.leave()
    meetings.finish_task(session.store, task.id, date(2021, 3, 1), None)
    clerk.open(row)
    assert clerk.save() is not None
    after = session.store.of(Task).get(task.id).facts
    assert (after.product, after.done_on) == ("Sản phẩm khác", date(2021, 3, 1))


def test_errors_stand_under_their_fields_and_on_the_tabs(clerk: MeetingsDriver) -> None:
    clerk.new()
    clerk.conclusion({})
    assert clerk.save() is None
    sheet = clerk.page.record.sheet
    assert sheet.fields["title"].finding.text() == "✕ Chưa nhập “Tên cuộc họp”."
    assert clerk.tabs()[0] == "1 Thông tin ✕"
    assert clerk.tabs()[7] == "8 Kết luận · 1 ✕"
    block = clerk.pane.conclusions.blocks[0]
    assert block.fields["text"].finding.text() == "✕ Chưa nhập “Kết luận”."
    assert focused() is block.fields["text"].input


def test_conclusion_without_task_or_reason_warns_until_it_has_one(clerk: MeetingsDriver) -> None:
    clerk.new()
    block = clerk.conclusion({"Kết luận": "Tiếp tục thực hiện"})
    warning = block.fields["no_task_reason"].finding
    assert warning.text() == "⚠ Lưu ý: Kết luận này chưa có nhiệm vụ; nếu không giao thì ghi lý do."
    task = clerk.task(block, {})
    assert not warning.text()
    assert block.inner is not None
    block.inner.take_out(task)
    assert warning.text()
    enter(block.fields["no_task_reason"].input, "Đã có trong chương trình")
    assert not warning.text()


def test_attendance_is_counted_and_a_reason_asked_of_the_absent_only(clerk: MeetingsDriver) -> None:
    clerk.new()
    clerk.row("Thành phần", {"Họ và tên": "Nguyễn Văn Ánh"})
    clerk.row("Thành phần", {"Họ và tên": "Lê Thị Lành", "Có mặt": False})
    grid = clerk.grid("Thành phần")
    assert grid.count.text() == "Thành phần · Có mặt 1 · Vắng 1"
    can_type = [bool(grid.model.index(row, 4).flags() & Qt.ItemFlag.ItemIsEditable) for row in (0, 1)]
    assert can_type == [False, True]


def test_votes_that_do_not_add_up_warn(clerk: MeetingsDriver) -> None:
    clerk.new()
    clerk.row("Biểu quyết", {"Nội dung biểu quyết": "Thông qua", "Có mặt": "30", "Tán thành": "28"})
    grid = clerk.grid("Biểu quyết")
    assert grid.edits() is not None
    assert grid.finding.text() == ("⚠ Dòng 1: Tán thành, không tán thành và ý kiến khác cộng lại là 28, có mặt 30.")


def test_unit_follows_the_convener_and_periods_follow_the_series(clerk: MeetingsDriver, session: Session) -> None:
    clerk.new()
    clerk.fill(
        Ngày_họp="3/2/2021", Cơ_quan_triệu_tập="Ban Thường vụ Huyện ủy Lấp Vò", Loại_họp="Đối thoại với Nhân dân"
    )
    fields = clerk.page.record.sheet.fields
    assert session.store.names.of("units", fields["unit_id"].value()) == "Huyện Lấp Vò"
    assert fields["looks_back"].isHidden()
    clerk.fill(Loại_họp="Tổng kết công tác dân vận năm")
    assert not fields["looks_back"].isHidden()
    clerk.fill(Kỳ_đánh_giá="2020-N", Loại_họp="Đối thoại với Nhân dân")
    assert not fields["looks_back"].isHidden()


def test_speakers_are_linked_on_their_exact_name_when_saved(clerk: MeetingsDriver, session: Session) -> None:
    row = loaded(session)
    clerk.open(row)
    clerk.row("Thành phần", {"Họ và tên": "Võ Văn Quý", "Đơn vị": "Huyện ủy Lấp Vò"})
    clerk.row("Ý kiến", {"Ý kiến": "Nhất trí", "Đơn vị": "Huyện ủy Lấp Vò khác"})
    assert clerk.save() is not None
    parts = meetings.read(session.store, row).parts
    came, said = parts[Attendance].after[-1][1], parts[Opinion].after[-1][1]
    assert session.store.names.of("bodies", came.body_id) == "Huyện ủy Lấp Vò"
    assert said.body_id is None
    clerk.cell("Thành phần", 3, "Đơn vị", "Nơi khác")
    assert clerk.save() is not None
    assert meetings.read(session.store, row).parts[Attendance].after[-1][1].body_id is None


def test_list_shows_the_newest_first_with_its_counts(clerk: MeetingsDriver, session: Session) -> None:
    for place in range(3):
        loaded(session, place)
    clerk.page.list.refresh()
    assert clerk.column("Ngày họp") == ["06/02/2023", "20/01/2021", "03/07/2020"]
    assert clerk.column("Kết luận") == ["6", "7", "4"]
    counted = [
        str(session.store.query("SELECT count(*) FROM tasks t JOIN conclusions c ON c.id = t.conclusion_id"
                                " WHERE c.meeting_id = ?", (row,))[0][0])
        for row in clerk.page.list.shown
    ]  # fmt: skip
    assert clerk.column("Nhiệm vụ") == counted


def test_minutes_are_written_after_saving_what_was_typed(
    clerk: MeetingsDriver, session: Session, qtbot: QtBot, folder: Path
) -> None:
    clerk.open(loaded(session))
    clerk.fill(Địa_điểm="Hội trường B")
    clerk.pane.print.click()
    qtbot.waitUntil(clerk.pane.files.isVisible, timeout=30_000)
    written = list(folder.iterdir())
    assert [path.suffix for path in written] == [".docx"]
    assert clerk.pane.files.words.text() == f"Đã ghi {written[0].name} · bản chưa khoá"
    assert asked_to_print(clerk) == [written[0]]
    assert session.store.of(Meeting).some()[0].facts.venue == "Hội trường B"


def asked_to_print(clerk: MeetingsDriver) -> list[Path]:
    """What the box that asks how to print would print; it is then left."""
    (box,) = [each for each in clerk.page.findChildren(PrintBox) if each.isVisible()]
    files = list(clerk.pane.files.paths)
    box.reject()
    return files


def test_control_p_prints_and_asks_for_a_folder_only_once(
    clerk: MeetingsDriver, session: Session, qtbot: QtBot, folder: Path, tmp_path: Path
) -> None:
    real = tmp_path / "giấy tờ của cơ quan thật"
    real.mkdir()
    settings.keep_folder(real, is_practice=False)
    clerk.open(loaded(session))
    press(Qt.Key.Key_P, control=True)
    qtbot.waitUntil(clerk.pane.files.isVisible, timeout=30_000)
    first = asked_to_print(clerk)
    assert settings.chosen_folder(is_practice=True) == folder
    assert settings.chosen_folder(is_practice=False) == real, "practising leaves the folder of the office as it is"
    assert not list(real.iterdir())
    folder.rename(folder.with_name("giấy tờ"))
    folder.mkdir()
    settings.keep_folder(folder.with_name("giấy tờ"), is_practice=True)
    clerk.page.window().activateWindow()
    qtbot.waitUntil(clerk.page.isActiveWindow)
    clerk.pane.print.setFocus()
    press(Qt.Key.Key_P, control=True)
    qtbot.waitUntil(lambda: clerk.pane.files.isVisible() and clerk.pane.files.path != first[0], timeout=30_000)
    assert asked_to_print(clerk) == [folder.with_name("giấy tờ") / first[0].name]
    assert not list(folder.iterdir()), "the folder picked again would be this one"


class Outside(QObject):
    """Stands for the programs of this machine: hears which files are to be opened."""

    asked = Signal(QUrl)


def test_minutes_are_opened_with_the_program_of_this_machine(
    clerk: MeetingsDriver, session: Session, qtbot: QtBot, folder: Path
) -> None:
    outside = Outside()
    opened: list[QUrl] = []
    outside.asked.connect(opened.append)
    QDesktopServices.setUrlHandler("file", outside, "asked")  # type: ignore[arg-type]  # its stub asks for bytes
    clerk.open(loaded(session))
    clerk.pane.print.click()
    qtbot.waitUntil(clerk.pane.files.isVisible, timeout=30_000)
    assert asked_to_print(clerk)
    clerk.pane.files.open_file.click()
    clerk.pane.files.open_folder.click()
    QDesktopServices.unsetUrlHandler("file")
    assert [Path(url.toLocalFile()) for url in opened] == [next(folder.iterdir()), folder]


def test_minutes_no_program_of_this_machine_opens_are_told_and_stay(
    clerk: MeetingsDriver, session: Session, qtbot: QtBot, folder: Path, pictures_folder: Path
) -> None:
    clerk.open(loaded(session))
    clerk.pane.print.click()
    qtbot.waitUntil(clerk.pane.files.isVisible, timeout=30_000)
    bar, file = clerk.pane.files, next(folder.iterdir())
    written = bar.words.text()
    for _ in range(2):  # however often it is pressed, it is said once
        bar.open_file.click()
        happened, said = bar.words.text().split("\n")
        assert happened == written
        assert said.startswith(
            f"Máy này chưa có chương trình nào mở được {file.name}; tệp vẫn nguyên ở chỗ đã ghi. Hãy "
        )
    picture(clerk.page.window(), "1366", "khong-co-word", pictures_folder)
    bar.tell(file)
    file.unlink()
    bar.open_file.click()
    assert f"Không tìm thấy tệp {file.name}." in bar.words.text()


def test_trash_and_restore_take_the_tasks_along(clerk: MeetingsDriver, session: Session) -> None:
    row = loaded(session)
    gone = all_tasks_of(session.store, row)[0].id
    records.trash(session.store, next(n for n in session.store.nouns if n.record is Task), gone)
    clerk.open(row)
    clerk.page.record.trash()
    assert all(task.deleted_at for task in all_tasks_of(session.store, row))
    assert not clerk.titles()
    records.restore(session.store, MEETINGS, row)
    assert [task.id for task in all_tasks_of(session.store, row) if task.deleted_at] == [gone]


def test_a_new_meeting_is_convened_by_the_office_until_another_body_is_chosen(
    clerk: MeetingsDriver, session: Session
) -> None:
    clerk.new()
    fields = clerk.page.record.sheet.fields
    own = office(session.store)
    assert own is not None
    assert (fields["convener_id"].value(), fields["unit_id"].value()) == (own.id, own.facts.unit_id)
    assert not clerk.page.record.sheet.is_changed
    other = session.store.query("SELECT id, unit_id FROM bodies WHERE name = 'Hội Nông dân xã Lấp Vò'")[0]
    fields["convener_id"].set_value(other[0])
    fields["convener_id"].changed.emit()
    assert fields["unit_id"].value() == other[1]


def test_the_folder_of_the_last_minutes_is_offered_again(clerk: MeetingsDriver, tmp_path: Path) -> None:
    settings.remember(last_folder=str(tmp_path))
    assert settings.papers_folder(is_practice=False) == tmp_path
    settings.remember(last_folder=str(tmp_path / "gone"))
    assert settings.papers_folder(is_practice=False) == Path.home()
    assert clerk.pane.print.toolTip() == "Lập biên bản Word rồi in"

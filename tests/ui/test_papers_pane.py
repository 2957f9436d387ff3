"""The place “Giấy tờ” of a meeting: the list, who signs, and papers made one, several or all, by keyboard alone."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from dandan_desktop.db import issued_numbers as kept_numbers
from dandan_desktop.db import journal
from dandan_desktop.documents.blocks import all_lines, blocks
from dandan_desktop.domain.facts import BodyId, Lines
from dandan_desktop.domain.issued_numbers import Term
from dandan_desktop.domain.meetings import Meeting
from dandan_desktop.domain.paper_kinds import NOTICE, SLIP
from dandan_desktop.domain.paper_signing import Signing
from dandan_desktop.domain.scope import Reader
from dandan_desktop.domain.users import Role
from dandan_desktop.services import issued_numbers, meetings, minutes, sitting_papers
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.pages.meetings import meetings_page
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.theme import SMALLEST
from tests.ui.drivers.keys import focused, press, type_words
from tests.ui.drivers.meetings import MeetingsDriver, loaded
from tests.ui.drivers.papers import PapersDriver
from tests.ui.invented import TODAY
from tests.ui.test_pictures import cut_off, picture

SLIPS, NOTICES, CALLS = "Phiếu giao việc (mỗi nơi một tệp)", "Thông báo kết luận", "Giấy mời (mỗi đại biểu một tệp)"
SIGN = "Người ký, nơi nhận… (F2)"
MAKE, ALL = "Lập văn bản (Enter)", "Lập tất cả"


@pytest.fixture
def papers(clerk: MeetingsDriver) -> PapersDriver:
    return PapersDriver(clerk.page)


def told_all(session: Session, row: int) -> int:
    """A meeting whose every conclusion gave a task or says why not; two came."""
    sitting = meetings.read(session.store, row)
    told = tuple(
        each if each.tasks else replace(each, conclusion=replace(each.conclusion, no_task_reason="Chỉ đánh giá"))
        for each in sitting.conclusions
    )
    return meetings.save(session.store, replace(sitting, conclusions=told)).row


def printed(file: Path) -> list[str]:
    return [line.text for line in all_lines(blocks(file.read_bytes()))]


def test_the_list_says_what_each_paper_lacks(clerk: MeetingsDriver, papers: PapersDriver, session: Session) -> None:
    clerk.open(loaded(session))
    press(Qt.Key.Key_F8)
    assert clerk.tabs()[8] == "9 Giấy tờ"
    assert focused() is papers.pane.table
    lines = papers.lines()
    wanted = [offer.name for offer in sitting_papers.offers(session.store, clerk.page.record.kept.id)]  # type: ignore[union-attr]
    assert list(lines) == wanted
    assert lines["Biên bản"] == ("1", "", "", "Lập được")
    assert lines[SLIPS][3] == "Lập được"
    for name, (count, _, _, state) in lines.items():
        assert (count == "") is state.startswith("⚠"), name
    papers.choose("Biên bản")
    assert papers.open_buttons() == [MAKE, ALL]
    papers.choose(SLIPS)
    assert papers.open_buttons() == [MAKE, ALL, SIGN]


def test_a_paper_takes_its_number_and_prints_it(
    clerk: MeetingsDriver, papers: PapersDriver, session: Session, tmp_path: Path
) -> None:
    row = told_all(session, loaded(session))
    committee = kept_numbers.committee_of(session.store, session.store.of(Meeting).get(row).facts.convener_id)
    with session.store.change("add"):
        session.store.of(Term).add(Term(name="khóa XI", body_id=BodyId(committee.id), valid_from=date(2020, 8, 1)))
    clerk.open(row)
    press(Qt.Key.Key_F8)
    papers.choose("Thông báo kết luận")
    press(Qt.Key.Key_F8, shift=True)
    assert papers.pane.box is not None
    assert papers.pane.box.windowTitle() == "Lấy số cho thông báo kết luận"
    papers.pane.box.yes.click()
    number = papers.lines()["Thông báo kết luận"][1]
    assert number.startswith("01-TB/")
    papers.choose("Thông báo kết luận")
    assert papers.pane.take.text() == "Mở số (Shift+F8)"
    (file,) = sitting_papers.write(session.store, row, [sitting_papers.Wanted(NOTICE)], tmp_path / "ra")
    assert f"Số {number}" in printed(file)


def test_locked_minutes_take_their_number_among_the_papers(
    clerk: MeetingsDriver, papers: PapersDriver, session: Session
) -> None:
    row = told_all(session, loaded(session))
    committee = kept_numbers.committee_of(session.store, session.store.of(Meeting).get(row).facts.convener_id)
    with session.store.change("add"):
        session.store.of(Term).add(Term(name="khóa XI", body_id=BodyId(committee.id), valid_from=date(2020, 8, 1)))
    minutes.lock(session.store, row, TODAY)
    clerk.open(row)
    press(Qt.Key.Key_F8)
    papers.choose(SLIPS)
    papers.choose("Biên bản")
    press(Qt.Key.Key_F8, shift=True)
    assert papers.pane.box is not None
    papers.pane.box.yes.click()
    number = papers.lines()["Biên bản"][1]
    assert number.startswith("01-BB/")
    assert clerk.page.record.pane.minutes.number.text() == f"Số {number}", "the deed above tells it too"


def test_a_new_meeting_has_no_papers_yet(clerk: MeetingsDriver, papers: PapersDriver) -> None:
    clerk.new()
    press(Qt.Key.Key_F8)
    assert not papers.pane.table.isVisible()
    assert papers.pane.words.text() == "Lưu cuộc họp thì mới lập được văn bản."
    assert papers.open_buttons() == []


def test_slips_are_signed_for_and_made_with_the_keyboard_alone(
    clerk: MeetingsDriver, papers: PapersDriver, session: Session, folder: Path, qtbot: QtBot
) -> None:
    row = loaded(session)
    clerk.open(row)
    press(Qt.Key.Key_F8)
    for _ in range(list(papers.lines()).index(SLIPS)):
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_F2)
    assert focused() is papers.pane.form.fields["dated_on"].input
    type_words("4/2/2021")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_A, control=True)
    type_words("T/L BAN THƯỜNG VỤ")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_A, control=True)
    type_words("CHÁNH VĂN PHÒNG")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_A, control=True)
    type_words("Đỗ Văn Ký")
    press(Qt.Key.Key_Return)
    type_words("Lưu")
    press(Qt.Key.Key_Tab)
    assert focused() is papers.pane.form.write
    press(Qt.Key.Key_Space)
    assert sitting_papers.signing_of(session.store, row, SLIP) == Signing(
        kind=SLIP.code, dated_on=date(2021, 2, 4), authority="T/L BAN THƯỜNG VỤ", position="CHÁNH VĂN PHÒNG",
        signer="Đỗ Văn Ký", receivers=Lines(("Lưu",)),
    )  # fmt: skip
    assert papers.lines()[SLIPS][2] == "Đỗ Văn Ký, T/L BAN THƯỜNG VỤ"
    assert focused() is papers.pane.table
    press(Qt.Key.Key_Return)
    count = int(papers.lines()[SLIPS][0])
    qtbot.waitUntil(lambda: papers.told != "", timeout=30_000)
    files = sorted(folder.glob("*.docx"))
    assert len(files) == count > 1
    assert papers.told == f"Đã ghi {count} giấy tờ vào thư mục giấy"
    assert not clerk.pane.files.open_file.isVisible()
    assert all("Đỗ Văn Ký" in printed(file) and "- Lưu." in printed(file) for file in files)
    assert any("Lấp Vò, ngày 04 tháng 02 năm 2021" in line or "ngày 04 tháng 02" in line for line in printed(files[0]))
    assert journal.deeds(session.store)[0].note == f"Phiếu giao việc: {count} văn bản"


def test_several_and_all_are_made_into_one_folder(
    clerk: MeetingsDriver, papers: PapersDriver, session: Session, folder: Path, qtbot: QtBot
) -> None:
    row = told_all(session, loaded(session))
    clerk.open(row)
    press(Qt.Key.Key_F8)
    papers.choose(NOTICES)
    QTest.keyClick(papers.pane.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: papers.told != "", timeout=30_000)
    stems = {file.name.partition("-20")[0] for file in folder.iterdir()}
    assert stems == {"thong-bao-ket-luan", "phieu-giao-viec"}
    clerk.pane.files.hide()
    papers.pane.all.click()
    qtbot.waitUntil(lambda: papers.told != "", timeout=30_000)
    ready = [offer for offer in sitting_papers.offers(session.store, row) if not offer.lacks]
    assert len(list(folder.iterdir())) == sum(1 if each.wanted.is_together else each.count for each in ready)


def test_the_folder_is_asked_for_once_and_can_be_changed(
    clerk: MeetingsDriver, papers: PapersDriver, session: Session, folder: Path, qtbot: QtBot
) -> None:
    other = folder.with_name("giấy tờ năm sau")
    other.mkdir()
    answers: list[Path] = [folder, other]
    near: list[Path | None] = []

    def pick(_: object, __: str, start: Path | None) -> Path:
        near.append(start)
        return answers.pop(0)

    papers.pane._run._pick_folder = pick
    clerk.open(told_all(session, loaded(session)))
    press(Qt.Key.Key_F8)

    def make() -> None:
        clerk.pane.files.hide()
        papers.choose(NOTICES)
        papers.pane.make.click()
        qtbot.waitUntil(lambda: papers.told != "", timeout=30_000)

    make()
    make()
    first = len(list(folder.iterdir()))
    assert near == [Path.home()], "the second time nobody is asked"
    clerk.pane.files.other_folder.click()
    assert near[1:] == [folder]
    assert papers.told.splitlines()[1:] == [f"Văn bản sau ghi vào {other}"]
    make()
    assert len(list(folder.iterdir())) == first
    assert list(other.iterdir())
    assert len(near) == 2


def test_what_is_not_saved_yet_is_saved_first(
    clerk: MeetingsDriver, papers: PapersDriver, session: Session, folder: Path, qtbot: QtBot
) -> None:
    row = loaded(session)
    clerk.open(row)
    clerk.fill(Địa_điểm="Hội trường số 9")
    press(Qt.Key.Key_F8)
    papers.choose("Biên bản")
    papers.pane.make.click()
    qtbot.waitUntil(lambda: papers.told != "", timeout=30_000)
    (file,) = folder.iterdir()
    assert any("Hội trường số 9" in line for line in printed(file))
    assert session.store.of(Meeting).get(row).facts.venue == "Hội trường số 9"
    assert clerk.tabs()[8] == "9 Giấy tờ"
    assert papers.pane.isVisible()


def test_a_signing_that_was_begun_comes_back(clerk: MeetingsDriver, papers: PapersDriver, session: Session) -> None:
    row = loaded(session)
    clerk.open(row)
    press(Qt.Key.Key_F8)
    papers.choose(SLIPS)
    press(Qt.Key.Key_F2)
    papers.fill(Người_ký="Lê Văn Dở")
    clerk.page.record.leave()
    clerk.open(loaded(session, 0))
    assert not papers.pane.form.isVisibleTo(papers.pane)
    clerk.open(row)
    assert papers.pane.form.isVisibleTo(papers.pane)
    assert papers.fields()["Người ký"] == "Lê Văn Dở"
    clerk.page.record.forget_draft()
    assert not papers.pane.form.isVisibleTo(papers.pane)


def test_saving_the_meeting_drops_no_signing_that_was_begun(
    clerk: MeetingsDriver, papers: PapersDriver, session: Session
) -> None:
    row = loaded(session)
    clerk.open(row)
    clerk.fill(Địa_điểm="Hội trường số 9")
    press(Qt.Key.Key_F8)
    papers.choose(SLIPS)
    press(Qt.Key.Key_F2)
    papers.fill(Người_ký="Lê Văn Dở")
    clerk.page.record.save_record()
    assert session.store.of(Meeting).get(row).facts.venue == "Hội trường số 9"
    assert papers.pane.form.isVisibleTo(papers.pane)
    assert papers.fields()["Người ký"] == "Lê Văn Dở"
    assert "Lê Văn Dở" in (session.store.draft("meetings", row) or "")
    assert clerk.page.record.head.state.text() == "Bản nháp chưa lưu"


def test_a_wrong_day_is_told_beside_it_and_nothing_typed_goes(
    clerk: MeetingsDriver, papers: PapersDriver, session: Session
) -> None:
    clerk.open(loaded(session))
    press(Qt.Key.Key_F8)
    papers.choose(SLIPS)
    press(Qt.Key.Key_F2)
    papers.fill(Ngày_văn_bản="hôm nào", Người_ký="Lê Văn Ký")
    papers.pane.form.write.click()
    assert papers.pane.form.fields["dated_on"].finding.text().startswith("✕")
    assert papers.fields()["Người ký"] == "Lê Văn Ký"
    assert not session.store.of(Signing).some()


def test_locked_minutes_are_signed_for_and_printed(
    clerk: MeetingsDriver, papers: PapersDriver, session: Session, folder: Path, qtbot: QtBot
) -> None:
    row = told_all(session, loaded(session))
    minutes.lock(session.store, row, TODAY)
    clerk.open(row)
    press(Qt.Key.Key_F8)
    assert papers.pane.words.text().startswith("Văn bản lập theo biên bản đã khoá lần 1")
    papers.choose(NOTICES)
    press(Qt.Key.Key_F2)
    papers.fill(Người_ký="Lê Văn Ký")
    papers.pane.form.write.click()
    assert sitting_papers.signing_of(session.store, row, NOTICE).signer == "Lê Văn Ký"
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: papers.told != "", timeout=30_000)
    (file,) = folder.iterdir()
    assert "Lê Văn Ký" in printed(file)


def test_who_may_only_approve_prints_and_does_not_sign(session: Session, qtbot: QtBot, folder: Path) -> None:
    row = loaded(session)
    session.store.reader = Reader("u", "Ba", frozenset({Role.APPROVE}))
    page = meetings_page(session, lambda *_: folder)
    qtbot.addWidget(page)
    page.show()
    driver = MeetingsDriver(page)
    driver.open(row)
    driver.section("Giấy tờ")
    papers = PapersDriver(page)
    papers.choose(SLIPS)
    assert papers.open_buttons() == [MAKE, ALL]
    assert "cần quyền" in papers.pane.sign.toolTip()
    page.close()


def a_number_of_another_day(session: Session, row: int) -> None:
    """The notice of a meeting takes a number of one day and is signed with another."""
    told_all(session, row)
    committee = kept_numbers.committee_of(session.store, session.store.of(Meeting).get(row).facts.convener_id)
    with session.store.change("add"):
        session.store.of(Term).add(Term(name="khóa XI", body_id=BodyId(committee.id), valid_from=date(2020, 8, 1)))
    issued_numbers.take(session.store, issued_numbers.for_paper(session.store, row, "TB", date(2023, 2, 9)))
    usual = sitting_papers.signing_of(session.store, row, NOTICE)
    sitting_papers.sign(session.store, row, replace(usual, dated_on=date(2026, 6, 2)))


def test_a_warning_its_cell_cuts_off_stands_whole_below_the_list(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    row = loaded(session)
    a_number_of_another_day(session, row)
    session.record_wanted.emit("meetings", row)
    page = window.go(2).page("meetings").record.pane
    page.bar.go(8)
    pane = page.papers
    names = [line[0] for line in pane.table.texts()]
    for size, is_cut in ((SMALLEST, True), ((1366, 768), False)):
        window.resize(*size)
        pane.table.choose(names.index(NOTICES))
        qtbot.waitUntil(lambda: pane.whole.isVisible() is is_cut)  # noqa: B023 - waited for here and now
    window.resize(*SMALLEST)
    qtbot.waitUntil(pane.whole.isVisible)
    assert pane.whole.text() == "⚠ Số lấy cho ngày 09/02/2023, văn bản ghi ngày 02/06/2026."
    (shown,) = [each for each in window.findChildren(QScrollArea) if each.isAncestorOf(pane)]
    assert shown.horizontalScrollBar().maximum() == 0, "and nothing is wider than the window"
    pane.table.choose(names.index("Biên bản"))
    assert not pane.whole.isVisible()


@pytest.mark.pictures
@pytest.mark.parametrize("size", ["1366", "1024"])
def test_pictures_of_the_papers(size: str, window: MainWindow, session: Session, pictures_folder: Path) -> None:
    row = loaded(session)
    window.session.record_wanted.emit("meetings", row)
    page = window.go(2).page("meetings").record.pane
    page.bar.go(8)
    picture(window, size, "giay-to-1-danh-sach", pictures_folder)
    pane = page.papers
    pane.table.choose([line[0] for line in pane.table.texts()].index(SLIPS))
    pane.ask_signing()
    picture(window, size, "giay-to-2-nguoi-ky", pictures_folder)
    pane.form.close_form()
    a_number_of_another_day(session, row)
    pane.show_record(pane.page.kept)
    place = [line[0] for line in pane.table.texts()].index(NOTICES)
    assert pane.table.texts()[place][-1] == "⚠ Số lấy cho ngày 09/02/2023, văn bản ghi ngày 02/06/2026."
    pane.table.choose(place)
    picture(window, size, "giay-to-4-so-khac-ngay", pictures_folder)
    page.files.tell_all([Path("giấy") / f"{place}.docx" for place in range(5)])
    picture(window, size, "giay-to-3-da-ghi", pictures_folder)
    assert not cut_off(window)

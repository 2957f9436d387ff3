"""The tờ trình that goes up with the table of proposals: made, numbered and printed, by keyboard alone."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dandan_desktop.db import issued_numbers as kept_numbers
from dandan_desktop.documents.blocks import all_lines, blocks
from dandan_desktop.domain.facts import BodyId
from dandan_desktop.domain.issued_numbers import IssuedNumber, Term
from dandan_desktop.domain.periods import Period
from dandan_desktop.domain.proposals import Proposal
from dandan_desktop.services import loading, submission_papers
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.pages.proposals import ProposalsPage
from dandan_desktop.ui.print_box import MARK, Ways
from dandan_desktop.ui.session import Session
from tests.documents.office import need_office
from tests.programs import office_that
from tests.registers import meeting_file
from tests.ui.drivers.keys import focused, press, type_words
from tests.ui.drivers.noun_page import Shown
from tests.ui.drivers.proposals import ProposalsDriver
from tests.ui.test_pictures import box_picture, cut_off, picture
from tests.ui.test_print_box import to_pdf, words_of

TODAY = date(2023, 6, 1)


@pytest.fixture
def clerk(session: Session, shown: Shown, monkeypatch: pytest.MonkeyPatch) -> ProposalsDriver:
    monkeypatch.setattr(session, "_day", lambda: TODAY)
    loading.load_path(session.store, meeting_file("dong-thap-2023-02-06"))
    return ProposalsDriver(shown(ProposalsPage(session)))


def test_a_submission_goes_out_with_its_table_by_keyboard_alone(
    clerk: ProposalsDriver, session: Session, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clerk.page._run, "_pick_folder", lambda *_: tmp_path)
    session.choose_period(Period.parse("2023-Q1"))
    QTest.keyClick(clerk.page.list.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    box = clerk.page.box
    assert box is not None
    qtbot.waitUntil(box.isActiveWindow)
    assert focused() is box.fields["number"].input
    assert box.of.text() == "Kiến nghị nhận trong quý I năm 2023"
    type_words("07")
    press(Qt.Key.Key_Return, control=True)
    qtbot.waitUntil(clerk.page.bar.isVisible)
    clerk.leave_print()
    names = sorted(file.name for file in tmp_path.iterdir() if file.suffix in {".docx", ".xlsx"})
    assert [name[-5:] for name in names] == [".docx", ".xlsx"]
    assert [path.suffix for path in clerk.page.bar.paths] == [".docx"]
    lines = [line.text for line in all_lines(blocks((tmp_path / names[0]).read_bytes()))]
    count = len(session.store.of(Proposal).some())
    assert any(f"{count:02} kiến nghị nhận trong quý I năm 2023" in line for line in lines)
    assert any(line.startswith("Số 07-TTr/") for line in lines)


def test_control_p_prints_the_submission_by_keyboard_alone(
    clerk: ProposalsDriver, session: Session, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "giấy tờ"
    folder.mkdir()
    asked: list[str] = []

    def pick(_: object, words: str, __: object) -> Path:
        asked.append(words)
        return folder

    monkeypatch.setattr(clerk.page._run, "_pick_folder", pick)
    monkeypatch.setattr(clerk.page._run, "ways", Ways(lambda: office_that(tmp_path), lambda: ["HP 1020"]))
    session.choose_period(Period.parse("2023-Q1"))
    for number in ("7", "8"):
        clerk.page.activateWindow()
        qtbot.waitUntil(clerk.page.isActiveWindow)
        clerk.page.list.table.setFocus()
        press(Qt.Key.Key_P, control=True)
        assert clerk.page.box is not None
        qtbot.waitUntil(clerk.page.box.isActiveWindow)
        type_words(number)
        press(Qt.Key.Key_Return, control=True)
        qtbot.waitUntil(lambda: clerk.print_boxes() != [])
        (box,) = clerk.print_boxes()
        qtbot.waitUntil(box.isActiveWindow)
        assert (box.through.text(), box.through.isChecked()) == ("Qua LibreOffice", True)
        press(Qt.Key.Key_Return, control=True)
        qtbot.waitUntil(lambda: clerk.page.bar.words.text().startswith("Đã gửi 1 giấy tờ"), timeout=60_000)
    assert asked == ["Chọn thư mục ghi tờ trình"], "as for the other papers, the folder is asked for once"
    printed = [line for line in (tmp_path / "asked").read_text(encoding="utf-8").splitlines() if line.endswith(".docx")]
    assert printed == [str(path) for path in clerk.page.bar.paths] * 2
    assert len(list(folder.glob("*.xlsx"))) == 1


def test_without_an_office_program_the_submission_is_printed_from_the_program(
    clerk: ProposalsDriver, session: Session, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    need_office()
    monkeypatch.setattr(clerk.page._run, "_pick_folder", lambda *_: tmp_path)
    out = tmp_path / "in.pdf"
    monkeypatch.setattr(clerk.page._run, "ways", Ways(lambda: None, lambda: ["HP 1020"], lambda *_: to_pdf(out)))
    session.choose_period(Period.parse("2023-Q1"))
    press(Qt.Key.Key_P, control=True)
    assert clerk.page.box is not None
    qtbot.waitUntil(clerk.page.box.isActiveWindow)
    press(Qt.Key.Key_Return, control=True)
    qtbot.waitUntil(lambda: clerk.print_boxes() != [])
    qtbot.waitUntil(clerk.print_boxes()[0].isActiveWindow)
    press(Qt.Key.Key_Return, control=True)
    qtbot.waitUntil(lambda: clerk.page.bar.words.text().startswith("Đã in 1 giấy tờ"))
    assert "TỜ TRÌNH" in words_of(out)
    assert MARK in words_of(out)


def test_a_submission_takes_its_number_from_the_register(
    clerk: ProposalsDriver, session: Session, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clerk.page._run, "_pick_folder", lambda *_: tmp_path)
    session.choose_period(Period.parse("2023-Q1"))
    facts = submission_papers.number_of(session.store, session.period, session.today, session.today)
    assert facts is not None
    committee = kept_numbers.committee_of(session.store, facts.issuer_id)
    with session.store.change("add"):
        session.store.of(Term).add(Term(name="khóa I", body_id=BodyId(committee.id), valid_from=date(2020, 7, 1)))
    clerk.page.ask_submission()
    box = clerk.page.box
    assert box is not None
    box.taker.button.click()
    assert box.taker.box is not None
    box.taker.box.yes.click()
    assert box.fields["number"].value() == "01"
    box.yes.click()
    qtbot.waitUntil(clerk.page.bar.isVisible)
    clerk.leave_print()
    (kept,) = session.store.of(IssuedNumber).some()
    assert kept.facts.title == "Tờ trình về kiến nghị nhận trong quý I năm 2023"
    assert kept.facts.used_on == session.today
    (file,) = clerk.page.bar.paths
    assert f"Số {kept.facts.text}" in [line.text for line in all_lines(blocks(file.read_bytes()))]


def test_a_period_without_proposals_has_nothing_to_submit(
    clerk: ProposalsDriver, session: Session, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clerk.page._run, "_pick_folder", lambda *_: tmp_path)
    told: list[str] = []
    session.problem_raised.connect(lambda error: told.append(error.problem.name))
    session.choose_period(Period.parse("2022-Q1"))
    clerk.page.ask_submission()
    assert clerk.page.box is not None
    clerk.page.box.yes.click()
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["NO_PROPOSALS"]
    assert not [file for file in tmp_path.iterdir() if file.suffix in {".docx", ".xlsx"}]


@pytest.mark.pictures
@pytest.mark.parametrize("size", ["1366", "1024"])
def test_pictures_of_a_submission(size: str, window: MainWindow, session: Session, pictures_folder: Path) -> None:
    loading.load_path(session.store, meeting_file("dong-thap-2023-02-06"))
    session.choose_period(Period.parse("2023-Q1"))
    page = window.go(3).page("proposals")
    window.show_records("proposals", [kept.id for kept in session.store.of(Proposal).some()], "Kiến nghị")
    picture(window, size, "to-trinh-1-danh-sach", pictures_folder)
    page.ask_submission()
    assert not cut_off(page.box)
    if size == "1366":
        box_picture(page.box, size, "to-trinh-2-hop", pictures_folder)
        facts = submission_papers.usual(session.store, session.today)
        submission_papers.write(
            session.store, session.period, facts, pictures_folder / "to-trinh", issued=session.today
        )
    page.box.reject()

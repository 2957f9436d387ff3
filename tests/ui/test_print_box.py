"""Printing the files a bar tells of: through the program that was found, or from this program, marked as such."""

import subprocess
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dandan_desktop.documents.blocks import all_lines, blocks
from dandan_desktop.documents.minutes import minutes_of
from dandan_desktop.documents.practice_mark import MARK as PRACTICE
from dandan_desktop.documents.practice_mark import marked
from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.paper_kinds import SLIP
from dandan_desktop.services import printing, sitting_papers
from dandan_desktop.services.printing import WORD, Program
from dandan_desktop.services.sitting_papers import Wanted
from dandan_desktop.ui.file_bar import FileBar
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.pages.meetings import meetings_page
from dandan_desktop.ui.print_box import MARK, PrintBox, Ways, print_blocks
from dandan_desktop.ui.session import Session
from tests.documents.office import lonely, need_office, pages
from tests.documents.sheets import full_sheet
from tests.documents.test_minutes_office import longer
from tests.programs import office_that
from tests.systems import need_no_printer
from tests.ui.drivers.keys import focused, press
from tests.ui.drivers.meetings import MeetingsDriver, loaded
from tests.ui.drivers.papers import PapersDriver
from tests.ui.test_pictures import cut_off, keep, picture

SLIPS = "Phiếu giao việc (mỗi nơi một tệp)"
NO_PRINTER = (
    "⚠ Máy này chưa cài máy in nào, nên chưa in được. Hãy bấm “Thôi (Esc)” rồi “Mở thư mục” để lấy tệp in ở máy khác, "
    "hoặc cài máy in vào máy này rồi bấm in lại."
)
KNOWN = ["HP LaserJet 1020", "Canon LBP2900"]


@pytest.fixture
def bar(session: Session, folder: Path, qtbot: QtBot) -> FileBar:
    """A bar that tells of the slips of a sitting."""
    made = FileBar()
    qtbot.addWidget(made)
    made.lets_print = True
    made.tell_all(sitting_papers.write(session.store, loaded(session), [Wanted(SLIP)], folder))
    return made


def to_pdf(file: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    return printer


def text_of(file: Path) -> str:
    """What is printed, line by line; each page ends with a form feed."""
    said = subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, encoding="utf-8", check=True
    )
    return said.stdout


def words_of(file: Path) -> str:
    return " ".join(text_of(file).split())


def test_slips_are_made_and_printed_by_keyboard_alone(session: Session, folder: Path, qtbot: QtBot) -> None:
    need_office()
    page = meetings_page(session, lambda *_: folder)
    qtbot.addWidget(page)
    page.resize(1126, 640)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    clerk, papers = MeetingsDriver(page), PapersDriver(page)
    clerk.open(loaded(session))
    press(Qt.Key.Key_F8)
    papers.choose(SLIPS)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(papers.told))
    QTest.keyClick(focused(), Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    box = page.findChild(PrintBox)
    assert isinstance(box, PrintBox)
    found = printing.program()
    assert found is not None
    assert (box.through.text(), box.found.text()) == ("Qua LibreOffice", str(found.path))
    assert len(list(folder.iterdir())) == len(clerk.pane.files.paths) > 1
    box.reject()
    page.leave()
    page.close()


def test_through_libreoffice_on_the_printer_chosen(
    session: Session, bar: FileBar, tmp_path: Path, qtbot: QtBot
) -> None:
    box = PrintBox(bar, session, bar, Ways(lambda: office_that(tmp_path), lambda: KNOWN))
    box.open()
    box.activateWindow()
    qtbot.waitUntil(box.isActiveWindow)
    box.printer.setCurrentText(KNOWN[1])
    QTest.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bar.words.text().startswith("Đã gửi"), timeout=60_000)
    assert bar.words.text() == f"Đã gửi {len(bar.paths)} giấy tờ qua LibreOffice đến máy in {KNOWN[1]}"
    asked = (tmp_path / "asked").read_text(encoding="utf-8").splitlines()
    assert [each for each in asked if each.endswith(".docx")] == [str(path) for path in bar.paths]
    assert asked.count(KNOWN[1]) == len(bar.paths)


def test_what_cannot_be_printed_is_told(session: Session, bar: FileBar, tmp_path: Path, qtbot: QtBot) -> None:
    told: list[str] = []
    session.problem_raised.connect(lambda error: told.append(error.problem.name))
    box = PrintBox(bar, session, bar, Ways(lambda: office_that(tmp_path, "sys.exit(1)"), lambda: KNOWN))
    box.open()
    box.do()
    qtbot.waitUntil(lambda: bool(told), timeout=60_000)
    assert told == ["PRINT_FAILED"]
    assert not bar.words.text().startswith("Đã gửi")


def test_word_prints_on_the_usual_printer_and_says_so(session: Session, bar: FileBar) -> None:
    box = PrintBox(bar, session, bar, Ways(lambda: Program(WORD, Path("C:/Office/WINWORD.EXE")), lambda: KNOWN))
    assert box.through.text() == "Qua Word"
    assert (box.printer.currentText(), box.printer.isEnabled()) == ("Máy in mặc định", False)


def test_without_any_program_or_printer_the_box_says_so(session: Session, bar: FileBar) -> None:
    box = PrintBox(bar, session, bar, Ways(lambda: None, lambda: KNOWN))
    assert (box.through.isEnabled(), box.own.isChecked()) == (False, True)
    assert box.found.text() == "Không tìm thấy trên máy này."
    assert box.yes.isEnabled()
    bare = PrintBox(bar, session, bar, Ways(printing.program, list))
    assert not bare.yes.isEnabled()
    assert bare.lack.text() == NO_PRINTER


def test_a_printer_that_went_away_meanwhile_is_told_in_the_box(session: Session, bar: FileBar) -> None:
    need_no_printer()
    said = bar.words.text()
    box = PrintBox(bar, session, bar, Ways(lambda: None, lambda: KNOWN))
    box.open()
    box.do()
    assert (box.lack.text(), box.lack.isVisible(), box.yes.isEnabled()) == (NO_PRINTER, True, False)
    assert (bar.words.text(), box.isVisible()) == (said, True)
    box.reject()


def test_a_print_from_the_program_is_marked_and_holds_every_line(
    session: Session, bar: FileBar, tmp_path: Path, qtbot: QtBot
) -> None:
    need_office()
    out = tmp_path / "in.pdf"
    box = PrintBox(bar, session, bar, Ways(lambda: None, lambda: KNOWN, lambda *_: to_pdf(out)))
    box.open()
    box.do()
    qtbot.waitUntil(lambda: bar.words.text().startswith("Đã in"))
    assert bar.words.text().endswith(MARK)
    words = words_of(out)
    assert words.count(MARK) == len(bar.paths)
    for paper in printing.read_back(bar.paths):
        for line in all_lines(paper):
            assert set(line.text.split()) <= set(words.split())


@pytest.mark.parametrize("style", [Style.PARTY, Style.STATE])
def test_a_print_from_the_program_leaves_no_signature_alone(style: Style, tmp_path: Path, qapp: QApplication) -> None:
    need_office()
    assert qapp is QApplication.instance()
    ends = set()
    for count in range(36):
        out = tmp_path / f"{count}.pdf"
        print_blocks([blocks(minutes_of(longer(full_sheet(style), count)))], to_pdf(out))
        found = pages(out)
        ends.add(len(found))
        assert lonely(found) == [], count
    assert len(ends) > 1, "the papers with more and more lines crossed a page end"


def test_each_page_of_a_practice_paper_says_so(tmp_path: Path, qapp: QApplication) -> None:
    need_office()
    assert qapp is QApplication.instance()
    out = tmp_path / "tập.pdf"
    paper = blocks(marked(minutes_of(longer(full_sheet(Style.PARTY), 60))))
    print_blocks([paper, paper], to_pdf(out))
    sheets = [" ".join(word.text for line in page.lines for word in line) for page in pages(out)]
    assert len(sheets) >= 4
    assert [sheet.count(PRACTICE) for sheet in sheets] == [1] * len(sheets)


def test_a_clerk_who_picks_no_printer_prints_nothing(session: Session, bar: FileBar) -> None:
    said = bar.words.text()
    box = PrintBox(bar, session, bar, Ways(lambda: None, lambda: KNOWN, lambda *_: None))
    box.open()
    box.do()
    assert (bar.words.text(), box.isVisible()) == (said, True)
    box.reject()


def test_workbooks_are_not_offered_for_printing(bar: FileBar, tmp_path: Path) -> None:
    assert not bar.print_them.isHidden()
    bar.tell(tmp_path / "tong-hop.xlsx")
    assert bar.print_them.isHidden()


def over_picture(window: QWidget, box: QWidget, name: str, folder: Path) -> None:
    """The picture of a window with the box that stands before it in its middle, wholly inside."""
    above, made = box.grab(), window.grab()
    assert not cut_off(box)
    assert box.width() <= window.width()
    assert box.height() <= window.height()
    painter = QPainter(made)
    place = window.rect().center() - box.rect().center()
    painter.drawPixmap(place, above)
    painter.drawRect(box.rect().translated(place))  # the frame a desktop gives it
    painter.end()
    keep(made, folder / f"{name}.png")


@pytest.mark.pictures
@pytest.mark.parametrize("size", ["1366", "1024"])
def test_pictures(size: str, window: MainWindow, session: Session, folder: Path, pictures_folder: Path) -> None:
    row = loaded(session, 0)
    page = window.go(2).page("meetings")
    page.open_record(row)
    files = page.record.pane.files
    page.record.pane.bar.go(8)
    files.tell_all(sitting_papers.write(session.store, row, [Wanted(SLIP)], folder))
    picture(window, size, "in-1-da-ghi", pictures_folder)
    for name, ways in (
        ("in-2-libreoffice", Ways(printing.program, lambda: KNOWN)),
        ("in-3-word", Ways(lambda: Program(WORD, Path("C:/Program Files/Office/WINWORD.EXE")), lambda: KNOWN)),
        ("in-4-khong-co", Ways(lambda: None, list)),
    ):
        box = PrintBox(page, session, files, ways)
        box.open()
        over_picture(window, box, f"{name}-{size}", pictures_folder)
        box.reject()
    if size == "1366":
        print_blocks(printing.read_back(files.paths), to_pdf(pictures_folder / "in-tu-chuong-trinh.pdf"))

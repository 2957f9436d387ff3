"""Pictures of every page and record at both sizes an office has, for a person to look at; nothing on them is cut."""

import contextlib
import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint
from PySide6.QtGui import QPixmap, QRegion
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from dandan_desktop import settings
from dandan_desktop.db.birth import Fresh
from dandan_desktop.db.offices import presets
from dandan_desktop.db.register import PRACTICE_PASSPHRASE, Register
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.nouns import CASES, INITIATIVES, OFFICIALS, PEOPLE
from dandan_desktop.domain.periods import Period
from dandan_desktop.services import backups, fallback, practice, records, registers
from dandan_desktop.ui import theme
from dandan_desktop.ui.main_window import MainWindow, step_text
from dandan_desktop.ui.office_pane import OfficePane
from dandan_desktop.ui.pages_list import PAGES
from dandan_desktop.ui.progress_box import ProgressBox
from dandan_desktop.ui.quick_add import QuickAdd
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.start import StartWindow
from dandan_desktop.ui.work import Nothing, Work
from tests.registers import cheap_keys
from tests.services.damaged import damage
from tests.ui import invented
from tests.ui.conftest import Made
from tests.ui.drivers.keys import commit
from tests.ui.drivers.setup import SetupDriver

SIZES = {"1366": ((1366, 768), 1.0), "1920": ((1280, 720), 1.5)}

SMALLEST = {"1024": (theme.SMALLEST, 1.0)}

pytestmark = pytest.mark.pictures


def picture(widget: QWidget, size: str, name: str, folder: Path) -> None:
    (width, height), sharpness = {**SIZES, **SMALLEST}[size]
    widget.resize(width, height)
    for _ in range(8):  # what a pass of the event loop lays out and takes away
        QCoreApplication.sendPostedEvents(None, 0)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    made = QPixmap(round(width * sharpness), round(height * sharpness))
    made.setDevicePixelRatio(sharpness)
    widget.render(made, QPoint(), QRegion())
    image = made.toImage()
    dots = (image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7))
    colours: set[int] = set()
    while len(colours) <= 4 and (dot := next(dots, None)) is not None:
        colours.add(dot)
    assert (image.width(), image.height()) == (round(width * sharpness), round(height * sharpness))
    assert len(colours) > 4, f"{name} is blank"
    assert not cut_off(widget)
    keep(made, folder / f"{name}-{size}.png")


def keep(made: QPixmap, file: Path) -> None:
    """Write a picture where somebody will look at it (`dev.py pictures`); packing two hundred takes half a minute."""
    if "DANDAN_PICTURES" in os.environ:
        assert made.save(str(file))


def box_picture(box: QWidget, size: str, name: str, folder: Path) -> None:
    """The picture of what stands before the window, as large as it is."""
    sharpness = SIZES[size][1]
    box.grab()  # lays it out
    made = QPixmap(box.size() * sharpness)
    made.setDevicePixelRatio(sharpness)
    box.render(made, QPoint(), QRegion())
    keep(made, folder / f"{name}-{size}.png")


def cut_off(widget: QWidget) -> list[str]:
    """The words of visible labels and buttons that have less room than they need; prose breaks into lines."""
    shown = [each for each in widget.findChildren(QLabel) if each.isVisible() and not each.wordWrap()]
    pressed = [each for each in widget.findChildren(QPushButton) if each.isVisible()]
    words: list[QLabel | QPushButton] = [*shown, *pressed]
    return [each.text() for each in words if each.text() and each.width() < each.minimumSizeHint().width()]


@pytest.fixture(scope="module")
def practice_office(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("practice")
    with pytest.MonkeyPatch.context() as patch:
        cheap_keys(patch)
        for name in ("XDG_DATA_HOME", "LOCALAPPDATA"):
            patch.setenv(name, str(folder / "data"))
        path = practice.make(folder, invented.TODAY)
        with contextlib.closing(Register.open(path, PRACTICE_PASSPHRASE)) as register:
            return Made(path, register.data_key)


@pytest.fixture
def office_window(practice_office: Made, qapp: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    assert qapp is QApplication.instance()
    register = Register.open_with_key(*practice_office)
    session = Session(register, register.store("Lan"), lambda: invented.TODAY)
    session.choose_period(Period.parse("2025-N"))
    made = MainWindow(session)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    yield made
    made.close()
    session.close()


@pytest.mark.parametrize("size", SIZES)
def test_every_page_and_a_record_of_every_noun(
    size: str, office_window: MainWindow, qtbot: QtBot, pictures_folder: Path
) -> None:
    for entry in PAGES:
        page: Any = office_window.go(entry.key)
        if entry.icon == "chart-column":
            qtbot.waitUntil(page.export.isEnabled)
            assert page.made.total.cells[-1] >= 0
            assert page.table.figures.rowCount() > 2
        if entry.icon == "settings":
            SetupDriver(office_window, qtbot).read()
        picture(office_window, size, f"trang-{entry.key}", pictures_folder)
        for table in entry.tables:
            if table == "conclusions":  # shown within its meeting
                continue
            noun_page = page.page(table) if hasattr(page, "page") else page
            rows = office_window.session.store.query(f"SELECT max(id) FROM {table} WHERE deleted_at IS NULL")
            if rows[0][0] is None:
                page.tabs.setCurrentIndex(page.tabs.currentIndex() + 1)
                noun_page.new_record()
            else:
                office_window.show_record(table, rows[0][0])
            assert noun_page.is_on_record
            picture(office_window, size, f"ban-ghi-{table}", pictures_folder)
            if entry.icon != "book-open" and noun_page.list.spec.can_add:
                noun_page.new_record()
                assert noun_page.record.save_record() is None
                picture(office_window, size, f"moi-{table}", pictures_folder)
            noun_page.show_list()


@pytest.mark.parametrize("size", SIZES)
def test_every_section_of_a_meeting(size: str, office_window: MainWindow, pictures_folder: Path) -> None:
    page = office_window.go(2).page("meetings")
    page.open_record(page.list.shown[0])
    bar = page.record.pane.bar
    for place, section in enumerate(bar.sections):
        bar.go(place)
        picture(office_window, size, f"cuoc-hop-muc-{place + 1}", pictures_folder)
        assert section.shown.isVisible()


@pytest.mark.parametrize("size", [*SIZES, *SMALLEST])
def test_proposals_and_one_raised_again(
    size: str, office_window: MainWindow, qtbot: QtBot, tmp_path: Path, pictures_folder: Path
) -> None:
    tabs = office_window.go(3)
    tabs.tabs.setCurrentIndex(1)
    page = tabs.page("proposals")
    picture(office_window, size, "kien-nghi", pictures_folder)
    page._pick = lambda _parent, _title, proposal, _kind: tmp_path / proposal.name
    page.write()
    qtbot.waitUntil(page.bar.isVisible)
    page.choice.tabs.setCurrentIndex(1)
    picture(office_window, size, "kien-nghi-qua-han", pictures_folder)
    for name, told in (("lap-lai", "repeats_id IS NOT NULL"), ("xong", "told_on IS NOT NULL AND edited IS NOT NULL")):
        row = office_window.session.store.query(f"SELECT max(id) FROM proposals WHERE {told}")[0][0]
        page.open_record(row)
        picture(office_window, size, f"kien-nghi-{name}", pictures_folder)
    fields = page.record.sheet.fields
    fields["told_on"].input.setFocus()
    page.record.findChildren(QScrollArea)[0].ensureWidgetVisible(fields["repeats_id"])
    picture(office_window, size, "kien-nghi-duoi", pictures_folder)


@pytest.mark.parametrize("size", [*SIZES, *SMALLEST])
def test_catalogue(size: str, window: MainWindow, pictures_folder: Path) -> None:
    page, tables = window.go(8), next(entry.tables for entry in PAGES if entry.key == 8)
    for table in ("people", "officials", "units", "bodies", "codes"):
        page.tabs.setCurrentIndex(tables.index(table))
        picture(window, size, f"danh-muc-{table}", pictures_folder)
        rows = page.page(table).list.shown
        page.show_record(table, rows[1])
        page.page(table).record.toggle_history()
        picture(window, size, f"danh-muc-{table}-ban-ghi", pictures_folder)
        page.page(table).new_record()
        page.page(table).record.save_record()
        picture(window, size, f"danh-muc-{table}-moi", pictures_folder)
        page.page(table).record.leave()


@pytest.mark.parametrize("size", SIZES)
def test_setup(size: str, window: MainWindow, qtbot: QtBot, pictures_folder: Path) -> None:
    clerk = SetupDriver(window, qtbot)
    clerk.back_up(1)
    page = clerk.page
    for place in range(page.tabs.count()):
        page.tabs.setCurrentIndex(place)
        picture(window, size, f"thiet-lap-{place}", pictures_folder)
    page.tabs.setCurrentWidget(page.backups)
    clerk.look_at(0)
    picture(window, size, "khoi-phuc", pictures_folder)


@pytest.mark.parametrize("size", SIZES)
def test_the_boxes_before_what_cannot_be_undone(
    size: str, window: MainWindow, qtbot: QtBot, pictures_folder: Path
) -> None:
    row = window.session.store.query("SELECT min(id) FROM people")[0][0]
    window.session.do(partial(records.trash, window.session.store, PEOPLE, row))
    clerk = SetupDriver(window, qtbot)
    pane = clerk.tab("Thùng rác")
    pane.ask_purge()
    pane.box.yes.click()
    assert not cut_off(pane.box)
    box_picture(pane.box, size, "xoa-han", pictures_folder)
    pane.box.reject()
    pane.ask_erase()
    clerk.until(lambda: pane.box.plan is not None)
    assert not cut_off(pane.box)
    box_picture(pane.box, size, "xoa-vinh-vien", pictures_folder)
    pane.box.reject()


@pytest.mark.parametrize("size", SIZES)
def test_a_damaged_register(size: str, register_file: Made, qtbot: QtBot, pictures_folder: Path) -> None:
    register = Register.open_with_key(register_file.path, register_file.data_key)
    backups.back_up(register)
    register.close()
    start = StartWindow(register_file.path)
    qtbot.addWidget(start)
    start.show()
    start._show(start.wreck)
    start.wreck.show_wreck(register_file.path, PRACTICE_PASSPHRASE, "")
    qtbot.waitUntil(start.wreck.restore.isVisible, timeout=20_000)
    picture(start, size, "so-hong", pictures_folder)
    damage(register_file.path, *pages_with(register_file, "facts", "people", "drafts"))
    start.wreck.do_salvage()
    qtbot.waitUntil(start.wreck.open_saved.isVisible, timeout=20_000)
    picture(start, size, "so-hong-da-cuu", pictures_folder)
    start.close()


@pytest.mark.parametrize("size", SIZES)
def test_the_band_of_a_damaged_register(size: str, office_window: MainWindow, pictures_folder: Path) -> None:
    office_window.go(1)
    register = office_window.session.register
    backups.back_up(register)
    office_window.session.problem_raised.emit(fallback.damaged(register.path))
    picture(office_window, size, "so-hong-dang-mo", pictures_folder)
    assert office_window.damage is not None
    assert not cut_off(office_window.damage)


def pages_with(register_file: Made, *tables: str) -> list[int]:
    """The first page of each of these tables."""
    register = Register.open_with_key(register_file.path, register_file.data_key)
    with contextlib.closing(register.store()) as store:
        found = [store.query("SELECT rootpage FROM sqlite_schema WHERE name = ?", (name,))[0][0] for name in tables]
    register.close()
    return found


@pytest.mark.parametrize("size", SIZES)
def test_trash_and_a_warning_and_work_under_way(
    size: str, office_window: MainWindow, qtbot: QtBot, pictures_folder: Path
) -> None:
    session, page = office_window.session, office_window.go(2).page("meetings")
    page.open_record(page.list.shown[3])
    page.record.sheet.fields["held_on"].input.setText("07/10/2024")
    saved = page.record.save_record()
    assert saved is not None
    picture(office_window, size, "luu-y-duoi-o", pictures_folder)
    assert page.record.sheet.fields["convener_id"].finding.isVisible()
    deeds = [saved]
    for noun in (CASES, INITIATIVES, OFFICIALS):
        row = session.store.query(f"SELECT min(id) FROM {noun.table} WHERE deleted_at IS NULL")[0][0]
        trashed = session.do(partial(records.trash, session.store, noun, row))
        assert trashed is not None
        deeds.append(trashed)
    setup = office_window.go(9)
    setup.tabs.setCurrentWidget(setup.trash)
    picture(office_window, size, "thung-rac", pictures_folder)
    for each in deeds:  # the register is that of all pictures
        session.do(partial(records.undo, session.store, each.deed))
    work = Work(Nothing, lambda _, __: None, "Đang lập biểu tổng hợp năm 2025…", is_modal=False)
    box = ProgressBox(work, office_window)
    qtbot.addWidget(box)
    work.stepped.emit(3, 10)
    box_picture(box, size, "dang-lam", pictures_folder)


def test_every_list_in_the_smallest_window(office_window: MainWindow, qtbot: QtBot, pictures_folder: Path) -> None:
    for entry in PAGES:
        page: Any = office_window.go(entry.key)
        if entry.icon == "settings":
            SetupDriver(office_window, qtbot).read()
        if entry.icon == "chart-column":
            qtbot.waitUntil(page.export.isEnabled)
        picture(office_window, "1024", f"trang-{entry.key}", pictures_folder)
        for table in entry.tables if entry.icon == "book-open" else ():
            page.show_records(table, [], "")
            page.page(table).show_only(None)
            picture(office_window, "1024", f"danh-muc-{table}", pictures_folder)


@pytest.mark.parametrize("size", SIZES)
def test_empty_register(size: str, tmp_path: Path, qtbot: QtBot, pictures_folder: Path) -> None:
    register = Register.create(tmp_path / "trong.dandan", PRACTICE_PASSPHRASE, Fresh("Lan", is_practice=True))
    session = Session(register, register.store("Lan"), lambda: invented.TODAY)
    registers.choose_office(session.store, presets(session.store, invented.TODAY)[0][0])
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.show()
    for entry in PAGES:
        if entry.icon not in ("chart-column", "book-open", "settings"):
            window.go(entry.key)
            picture(window, size, f"so-trong-{entry.key}", pictures_folder)
    window.close()
    session.close()


@pytest.mark.parametrize("size", SIZES)
def test_frame(size: str, window: MainWindow, session: Session, pictures_folder: Path) -> None:
    page = window.go(8).page("people")
    page.list.table.choose(2)
    page.list.trash(2)
    session.problem_raised.emit(ClerkError(Problem.RECORD_CHANGED, table="people"))
    picture(window, size, "khung-vua-xoa", pictures_folder)
    window.problem.hide()
    window.side.set_folded(is_folded=True)
    step_text(1)
    step_text(1)
    step_text(1)
    page.open_record(page.list.shown[3])
    picture(window, size, "khung-chu-to", pictures_folder)
    step_text(0)
    page.list.words.setText("không có ai")
    page.list.refresh()
    page.show_list()
    picture(window, size, "khung-khong-thay", pictures_folder)
    found = window.top.search
    found.setText("nguyen")
    found.look()
    box_picture(found._list, size, "tim-khap-so", pictures_folder)


@pytest.mark.parametrize("name", ["dark", "contrast"])
def test_other_themes(name: str, session: Session, qapp: QApplication, qtbot: QtBot, pictures_folder: Path) -> None:
    theme.apply(qapp, 100, name)
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.show()
    window.go(8).page("people").open_record(2)
    picture(window, "1366", f"khung-{name}", pictures_folder)
    theme.apply(qapp)


@pytest.mark.parametrize("size", SIZES)
def test_start(size: str, register_file: Made, qtbot: QtBot, pictures_folder: Path) -> None:
    settings.keep_register(register_file.path, "uid")
    start = StartWindow()
    qtbot.addWidget(start)
    start.show()
    picture(start, size, "bat-dau", pictures_folder)
    start.show_unlock(register_file.path.with_name(practice.FILE_NAME))
    start.problem.tell(ClerkError(Problem.WRONG_PASSPHRASE))
    picture(start, size, "mat-khau", pictures_folder)
    start.show_new()
    start.new.make.click()
    picture(start, size, "lap-so", pictures_folder)


@pytest.mark.parametrize("size", SIZES)
def test_first_office(size: str, session: Session, qtbot: QtBot, pictures_folder: Path) -> None:
    with session.store.change("choose_office"):
        session.store.put_fact("office", "")
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.show()
    picture(window, size, "chon-co-quan", pictures_folder)
    pane = window.findChild(OfficePane)
    assert isinstance(pane, OfficePane)
    commit(pane.choice, "tân dương")
    pane.choice.look()
    picture(window, size, "chon-co-quan-go", pictures_folder)
    form = QuickAdd(session, "bodies", "Ban Thử Việc", window, print)
    form.show()
    form.save.click()
    box_picture(form, size, "them-co-quan", pictures_folder)

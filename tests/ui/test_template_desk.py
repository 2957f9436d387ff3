"""The template desk: a template handed out, changed, told its faults, tried, used and given up, as a clerk does it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dandan_desktop.db.offices import newest_named
from dandan_desktop.domain.nouns import PAPER_STYLES
from dandan_desktop.domain.paper_kinds import INVITATION, TEMPLATES
from dandan_desktop.domain.paper_styles import PaperStyle
from dandan_desktop.domain.paper_templates import PaperTemplate
from dandan_desktop.services import paper_templates, records, registers
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.reason_box import ReasonBox
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.template_desk import FAULTS, FIELDS, OWN, VERSIONS, TemplateDesk
from tests.documents.own_templates import inside, made, swapped, words
from tests.ui.drivers.keys import focused, press, type_words
from tests.ui.drivers.setup import SetupDriver
from tests.ui.invented import TODAY
from tests.ui.test_issued_numbers_page import BAN
from tests.ui.test_paper_styles_page import RULE_05, StylesDriver
from tests.ui.test_pictures import SIZES, SMALLEST, picture


class DeskDriver:
    """What a clerk does at the desk of one style."""

    def __init__(self, styles: StylesDriver, folder: Path, qtbot: QtBot) -> None:
        self.styles, self.folder, self.qtbot = styles, folder, qtbot
        styles.open(RULE_05)
        styles.pane.templates.setFocus()
        press(Qt.Key.Key_Space)
        assert styles.pane.desk is not None
        self.desk: TemplateDesk = styles.pane.desk
        self.loads = folder / "sửa.docx"
        self.desk.pick_folder, self.desk.pick_file = self.pick_folder, self.pick_file
        qtbot.waitUntil(self.desk.papers.hasFocus)

    def pick_folder(self, *_: object) -> Path:
        return self.folder

    def pick_file(self, *_: object) -> Path:
        return self.loads

    def paper(self, name: str) -> None:
        self.desk.papers.choose([line[0] for line in self.desk.papers.texts()].index(name))

    def does(self, button: str) -> None:
        """Press a button and wait until what it began is done."""
        pressed = getattr(self.desk, button)
        pressed.setFocus()
        press(Qt.Key.Key_Space)
        self.qtbot.waitUntil(self.desk.export.isEnabled, timeout=30_000)

    def load(self, content: bytes) -> None:
        self.loads.write_bytes(content)
        self.does("load")

    def now(self, name: str) -> list[str]:
        return next(line for line in self.desk.papers.texts() if line[0] == name)


@pytest.fixture
def opened(window: MainWindow, session: Session, qtbot: QtBot, tmp_path: Path) -> Callable[[], DeskDriver]:
    kept = newest_named(session.store, BAN)
    assert kept is not None
    registers.choose_office(session.store, kept.id)
    return partial(DeskDriver, StylesDriver(window), tmp_path, qtbot)


def test_from_a_style_to_its_changed_template_with_the_keyboard_alone(
    opened: Callable[[], DeskDriver], session: Session
) -> None:
    clerk = opened()
    assert [line[0] for line in clerk.desk.papers.texts()] == list(TEMPLATES.values())
    assert focused() is clerk.desk.papers
    assert clerk.now("Giấy mời") == ["Giấy mời", OWN, ""]
    clerk.does("export")
    handed = clerk.desk.files.path
    assert handed is not None
    assert handed.name == "mau-giay-moi.docx"
    clerk.load(made(swapped("{{ page.kind }}", "{{ page.kind }} HỌP")))
    assert clerk.desk.form.words.text().startswith("“sửa.docx” không có lỗi.")
    clerk.does("trial")
    assert clerk.desk.files.path is not None
    assert clerk.desk.files.path.name == "in-thu-giay-moi.docx"
    clerk.desk.form.day.setFocus()
    press(Qt.Key.Key_A, control=True)
    type_words("1/3/2026")
    press(Qt.Key.Key_Return)
    assert clerk.now("Giấy mời") == ["Giấy mời", "sửa.docx", "01/03/2026"]
    assert clerk.desk.tabs.currentIndex() == VERSIONS
    assert clerk.desk.versions.texts() == [["01/03/2026", "sửa.docx"], ["", OWN]]
    assert clerk.desk.form.isHidden()
    (kept,) = session.store.of(PaperTemplate).some()
    assert kept.facts.kind == INVITATION.code
    clerk.does("back")
    press(Qt.Key.Key_Return)
    assert clerk.now("Giấy mời") == ["Giấy mời", OWN, ""]
    assert len(clerk.desk.versions.texts()) == 3
    press(Qt.Key.Key_Escape)
    assert clerk.desk.isHidden()


def test_faults_are_listed_with_their_paragraph_and_nothing_changes(
    opened: Callable[[], DeskDriver], session: Session
) -> None:
    clerk = opened()
    clerk.load(made(swapped("{{ page.signer }}", "{{ page.singer }}"), inside(words("Kính gửi {{ page.kind"))))
    first, second = clerk.desk.faults.texts()
    assert first[1:3] == ["Kính gửi {{ page.kind", "Thẻ mở bằng “{{” không đóng bằng “}}” trong cùng đoạn."]
    assert second[3] == "Có phải là “page.signer”?"
    assert clerk.desk.tabs.currentIndex() == FAULTS
    assert clerk.desk.detail.text().startswith(f"Đoạn {first[0]}, “Kính gửi {{{{ page.kind”: Thẻ mở")
    assert clerk.desk.form.isHidden()
    assert clerk.desk.problem.text().startswith("✕ “sửa.docx” chưa dùng được, mẫu đang dùng giữ nguyên.")
    assert session.store.of(PaperTemplate).some() == []
    clerk.paper("Phiếu giao việc")
    assert clerk.desk.faults.texts() == []
    assert clerk.desk.tabs.currentIndex() == FIELDS
    told = ["Nơi nhận (kính gửi, kính trình)", "{{ page.to }}", "Đoàn TNCS Hồ Chí Minh xã Lấp Vò"]
    assert told in clerk.desk.fields.texts()
    clerk.desk.fields.choose(clerk.desk.fields.texts().index(told))
    assert clerk.desk.detail.text() == f"{told[0]}: {told[1]} · nằm trong {{%p for page in pages %}}"


def test_a_day_that_cannot_be_read_is_told_and_what_was_read_stays(
    opened: Callable[[], DeskDriver], session: Session
) -> None:
    clerk = opened()
    clerk.load(made())
    clerk.desk.form.day.setText("32/1/2026")
    press(Qt.Key.Key_Return)
    assert clerk.desk.form.problem.text().startswith("✕ Ngày này không đọc được.")
    assert session.store.of(PaperTemplate).some() == []
    clerk.desk.form.no.click()
    assert clerk.desk.candidate is None
    assert clerk.desk.form.isHidden()


def test_a_file_that_is_gone_is_told_in_two_sentences(opened: Callable[[], DeskDriver]) -> None:
    clerk = opened()
    clerk.does("load")
    assert clerk.desk.problem.text().startswith("✕ ")
    assert "sửa.docx" in clerk.desk.problem.text()


def test_a_copy_of_a_style_takes_its_templates_along(opened: Callable[[], DeskDriver], session: Session) -> None:
    clerk = opened()
    clerk.load(made())
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Escape)
    clerk.styles.pane.make_copy()
    clerk.styles.fill("Tên thể thức", "Thể thức riêng")
    assert clerk.styles.page.record.save_record() is not None
    (own,) = session.store.of(PaperStyle).some("WHERE t.name = 'Thể thức riêng'")
    (line,) = [each for each in paper_templates.lines(session.store, own.id, TODAY) if each.kept]
    assert line.kind == INVITATION.code


@pytest.mark.pictures
def test_clearing_a_style_from_the_trash_says_that_its_templates_go(
    opened: Callable[[], DeskDriver], session: Session, window: MainWindow, qtbot: QtBot, pictures_folder: Path
) -> None:
    clerk = opened()
    clerk.load(made())
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Escape)
    session.do(lambda: records.trash(session.store, PAPER_STYLES, clerk.desk.style_row.id))
    setup = SetupDriver(window, qtbot)
    setup.tab("Thùng rác")
    setup.page.trash.purge.click()
    box = setup.page.trash.box
    assert isinstance(box, ReasonBox)
    (told,) = [label.text() for label in box.findChildren(QLabel) if "Mẫu Word" in label.text()]
    assert told.startswith("Mất theo: Mẫu Word (1). Biên bản đã khoá vẫn in lại theo mẫu lúc khoá;")
    assert "Không lấy lại từ Thùng rác được nữa." in told
    box.grab().save(str(pictures_folder / "xoa-the-thuc.png"))


@pytest.mark.pictures
@pytest.mark.parametrize("size", [*SIZES, *SMALLEST])
def test_pictures(size: str, opened: Callable[[], DeskDriver], pictures_folder: Path) -> None:
    clerk = opened()
    clerk.paper("Phiếu giao việc")
    picture(clerk.desk, size, "mau-word", pictures_folder)
    clerk.paper("Giấy mời")
    clerk.load(made(swapped("{{ page.signer }}", "{{ page.singer }}"), inside(words("Kính gửi {{ page.kind"))))
    picture(clerk.desk, size, "mau-word-loi", pictures_folder)
    clerk.load(made())
    picture(clerk.desk, size, "mau-word-khong-loi", pictures_folder)
    press(Qt.Key.Key_Return)
    picture(clerk.desk, size, "mau-word-dang-dung", pictures_folder)

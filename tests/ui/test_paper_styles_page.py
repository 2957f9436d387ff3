"""The tab “Thể thức”: a style is seen, copied and changed with the keyboard, its specimen following each key."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dandan_desktop.db.offices import header_of, newest_named
from dandan_desktop.domain.nouns import PAPER_STYLES
from dandan_desktop.domain.paper_styles import PaperStyle
from dandan_desktop.services import records, registers
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.paper_style_pane import StylePane
from dandan_desktop.ui.reason_box import ReasonBox
from dandan_desktop.ui.session import Session
from tests.ui.drivers.keys import focused, press, type_words
from tests.ui.drivers.meetings import loaded
from tests.ui.drivers.noun_page import pane_of
from tests.ui.drivers.setup import SetupDriver
from tests.ui.drivers.typing import enter, field_named
from tests.ui.invented import TODAY
from tests.ui.test_issued_numbers_page import BAN
from tests.ui.test_pictures import SIZES, SMALLEST, picture


class StylesDriver:
    """Opens, copies and reads styles."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.page: Any = window.go(8).page("paper_styles")

    @property
    def pane(self) -> StylePane:
        return pane_of(self.page, StylePane)

    def open(self, name: str) -> None:
        (kept,) = self.window.session.store.of(PaperStyle).some("WHERE t.name = ?", (name,))
        self.window.show_record("paper_styles", kept.id)

    def fill(self, label: str, value: Any) -> None:
        enter(field_named(self.page.record.sheet.fields, label).input, value)

    def finding(self, label: str) -> str:
        return field_named(self.page.record.sheet.fields, label).finding.text()

    def is_shown(self, label: str) -> bool:
        return bool(field_named(self.page.record.sheet.fields, label).isVisible())

    def specimen(self) -> list[str]:
        read = QTextDocument()
        read.setHtml(self.pane.specimen.text())
        return [line.replace("\u2028", "\n") for line in read.toPlainText().replace("\xa0", " ").split("\n") if line]


RULE_05 = "Văn bản của Đảng, Hướng dẫn 05 (2026)"


@pytest.fixture
def clerk(window: MainWindow, session: Session) -> StylesDriver:
    kept = newest_named(session.store, BAN)
    assert kept is not None
    registers.choose_office(session.store, kept.id)
    return StylesDriver(window)


def test_from_the_office_to_its_style_and_a_copy_of_its_own_with_the_keyboard(
    clerk: StylesDriver, session: Session
) -> None:
    setup = clerk.window.go(9)
    setup.tabs.setCurrentIndex(4)
    pane = setup.general.office
    assert pane.style_words.text() == RULE_05
    pane.look.setFocus()
    press(Qt.Key.Key_Space)
    assert clerk.page.record.head.title.text() == RULE_05
    clerk.pane.copy.setFocus()
    press(Qt.Key.Key_Space)
    assert focused() is clerk.page.record.sheet.fields["name"].input
    press(Qt.Key.Key_A, control=True)
    type_words("Thể thức riêng của Ban")
    press(Qt.Key.Key_S, control=True)
    assert clerk.page.record.kept.facts.name == "Thể thức riêng của Ban"
    kept = newest_named(session.store, BAN)
    assert kept is not None
    look = header_of(session.store, kept.id, TODAY).look
    assert look is not None
    assert (look.name, look.valid_from, look.body_id) == ("Thể thức riêng của Ban", TODAY, kept.id)
    records.undo_last(session.store)
    assert getattr(header_of(session.store, kept.id, TODAY).look, "name", "") == RULE_05


def test_the_specimen_follows_what_is_typed_and_keeps_the_last_sound_one(clerk: StylesDriver) -> None:
    clerk.open(RULE_05)
    text = "\n".join(clerk.specimen())
    for words in ("BAN XÂY DỰNG ĐẢNG", "Số      -TB/BXDĐ", "ĐẢNG CỘNG SẢN VIỆT NAM", "T/M BAN THƯỜNG VỤ",
                  "- Lưu Văn phòng.", "- Thường trực;", "I- TÌNH HÌNH", "Kính trình:"):  # fmt: skip
        assert words in text
    clerk.fill("Mẫu số văn bản", "Số: [số]/[loại]-[ký hiệu]")
    clerk.fill("Ký thay viết có dấu chấm", value=True)
    clerk.fill("Dấu dưới tên cơ quan", "")
    clerk.fill("Dòng đầu bên phải", "<b>ĐOÀN & HỘI</b>")
    text = "\n".join(clerk.specimen())
    assert "<b>ĐOÀN & HỘI</b>" in text
    assert "Số:      /TB-BXDĐ" in text
    assert "TM. BAN THƯỜNG VỤ" in text
    assert "*" not in text
    clerk.fill("Mẫu số văn bản", "Số 12")
    assert "Số:      /TB-BXDĐ" in "\n".join(clerk.specimen())
    assert clerk.page.record.save_record() is None
    assert "Mẫu phải có [số], [loại], [ký hiệu], mỗi thứ một lần." in clerk.finding("Mẫu số văn bản")


def test_what_a_style_s_template_has_no_place_for_is_not_asked(clerk: StylesDriver) -> None:
    clerk.open(RULE_05)
    assert [clerk.is_shown(name) for name in ("Tiêu ngữ", "Nơi nhận của biên bản")] == [False, False]
    clerk.open("Văn bản hành chính, Nghị định 30 (2020)")
    assert [clerk.is_shown(name) for name in ("Tiêu ngữ", "Nơi nhận của biên bản")] == [True, True]


def test_the_nation_s_name_in_the_party_s_style_is_told_and_kept(clerk: StylesDriver) -> None:
    clerk.open(RULE_05)
    clerk.fill("Dòng đầu bên phải", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert clerk.page.record.save_record() is not None
    assert clerk.finding("Dòng đầu bên phải") == "⚠ Lưu ý: Văn bản của Đảng không dùng Quốc hiệu, Tiêu ngữ."


def test_a_meeting_says_when_its_head_does_not_fit_its_day(clerk: StylesDriver, session: Session) -> None:
    row = loaded(session, 0)
    page = clerk.window.go(2).page("meetings")
    page.open_record(row)
    field = page.record.sheet.fields["convener_id"]
    assert field.finding.isHidden()
    enter(page.record.sheet.fields["held_on"].input, date(2026, 6, 10).strftime("%d/%m/%Y"))
    assert page.record.save_record() is not None, "it is told and never in the way"
    assert "Cơ quan này chỉ có đến hết" in page.record.sheet.fields["convener_id"].finding.text()


@pytest.mark.pictures
@pytest.mark.parametrize("size", [*SIZES, *SMALLEST])
def test_pictures(size: str, clerk: StylesDriver, pictures_folder: Path) -> None:
    clerk.window.go(8)
    clerk.window.show_records("paper_styles", [], "")
    clerk.page.show_only(None)
    picture(clerk.window, size, "the-thuc", pictures_folder)
    clerk.open(RULE_05)
    picture(clerk.window, size, "the-thuc-dang", pictures_folder)
    clerk.open("Văn bản hành chính, Nghị định 30 (2020)")
    picture(clerk.window, size, "the-thuc-hanh-chinh", pictures_folder)
    clerk.pane.make_copy()
    clerk.fill("Mẫu số văn bản", "Số 12")
    assert clerk.page.record.save_record() is None
    if size in SIZES:
        picture(clerk.window, size, "the-thuc-sai", pictures_folder)
    setup = clerk.window.go(9)
    setup.tabs.setCurrentIndex(4)
    picture(clerk.window, size, "thiet-lap-the-thuc", pictures_folder)


def test_taking_a_style_from_the_trash_for_good_speaks_of_no_erasing(window: MainWindow, qtbot: QtBot) -> None:
    session = window.session
    shipped = session.store.of(PaperStyle).some()[0].facts
    row = records.save(session.store, PAPER_STYLES, None, replace(shipped, name="Thể thức của cơ quan")).row
    session.do(lambda: records.trash(session.store, PAPER_STYLES, row))
    clerk = SetupDriver(window, qtbot)
    clerk.tab("Thùng rác")
    pane = clerk.page.trash
    assert not pane.erase.isEnabled()
    pane.purge.click()
    assert isinstance(pane.box, ReasonBox)
    told = " ".join(label.text() for label in pane.box.findChildren(QLabel))
    assert "Nhật ký vẫn giữ nội dung cũ" in told
    assert "Xoá vĩnh viễn" not in told
    pane.box.reject()

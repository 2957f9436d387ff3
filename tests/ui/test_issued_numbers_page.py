"""The tab “Sổ văn bản” and the number of a meeting's minutes: taken, cancelled and read with the keyboard."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dandan_desktop.db import issued_numbers as kept_numbers
from dandan_desktop.db import journal
from dandan_desktop.db.offices import newest_named, office
from dandan_desktop.domain.facts import BodyId, CodeId
from dandan_desktop.domain.issued_numbers import IssuedNumber
from dandan_desktop.services import issued_numbers, meetings, minutes, registers
from dandan_desktop.ui.issued_number_button import NumberButton
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.pages.issued_numbers import IssuedNumbersPage
from dandan_desktop.ui.session import Session
from tests.registers import code
from tests.services.two_offices import world
from tests.ui.drivers.issued_numbers import NumbersDriver, a_term
from tests.ui.drivers.keys import focused, press, type_words
from tests.ui.drivers.meetings import loaded
from tests.ui.drivers.minutes import MinutesDriver, back_to
from tests.ui.drivers.noun_page import Shown
from tests.ui.drivers.people import read_by
from tests.ui.invented import TODAY
from tests.ui.test_pictures import SIZES, box_picture, cut_off, picture

BAN = "Ban Xây dựng Đảng Đảng ủy xã Lấp Vò"


@pytest.fixture
def ban(session: Session) -> int:
    """The office of the register, with the term of its committee."""
    kept = newest_named(session.store, BAN)
    assert kept is not None
    registers.choose_office(session.store, kept.id)
    a_term(session.store, kept_numbers.committee_of(session.store, kept.id).id, date(2025, 7, 1))
    return kept.id


@pytest.fixture
def clerk(session: Session, ban: int, shown: Shown) -> NumbersDriver:
    assert ban == getattr(office(session.store), "id", 0)
    return NumbersDriver(shown(IssuedNumbersPage(session)))


def three_papers(session: Session, body: int) -> None:
    for kind, day, text, title in (
        ("TB", date(2026, 10, 14), "", "Kết luận hội nghị giao ban công tác dân vận quý III năm 2026"),
        ("TB", date(2026, 11, 9), "4", "Phân công theo dõi các mô hình “Dân vận khéo” năm 2027"),
        ("KH", date(2026, 11, 12), "12", "Công tác dân vận năm 2027"),
    ):
        which = CodeId(code(session.store, "paper_types", kind))
        facts = IssuedNumber(kind=which, issuer_id=BodyId(body), issued_on=day, text=text, title=title)
        issued_numbers.take(session.store, facts)


def take(clerk: NumbersDriver, kind: str, title: str, day: str = "20/11/2026", text: str = "") -> None:
    clerk.new()
    clerk.fill_all(Loại_văn_bản=kind, Ngày_văn_bản=day, Trích_yếu=title)
    if text:
        clerk.fill("Số, ký hiệu", text)
    assert clerk.save() is not None


def test_a_number_is_taken_used_and_cancelled_with_the_keyboard_alone(
    clerk: NumbersDriver, session: Session, qtbot: QtBot
) -> None:
    clerk.page.list.table.setFocus()
    press(Qt.Key.Key_N, control=True)
    assert clerk.says() == "Chọn cơ quan ban hành và loại văn bản để biết số tiếp theo."
    press(Qt.Key.Key_Return)
    type_words("thong bao")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert clerk.typed("Số, ký hiệu") == "01-TB/BXDĐ"
    assert clerk.says() == "Số tiếp theo: 01-TB/BXDĐ · khóa I, nhiệm kỳ 2025 – 2030 · chưa cấp số nào"
    for _ in range(2):
        press(Qt.Key.Key_Return)
    type_words("Kết luận giao ban quý III")
    press(Qt.Key.Key_S, control=True)
    (kept,) = session.store.of(IssuedNumber).some()
    assert (kept.facts.text, kept.facts.state) == ("01-TB/BXDĐ", "Đã giữ")
    press(Qt.Key.Key_F8)
    assert session.store.of(IssuedNumber).get(kept.id).facts.used_on == TODAY
    assert clerk.says() == "Đã phát hành · khóa I, nhiệm kỳ 2025 – 2030 · phát hành ngày 20/11/2026"
    press(Qt.Key.Key_F9)
    assert clerk.pane.box is not None
    qtbot.waitUntil(clerk.pane.box.reason.hasFocus)
    type_words("thu hồi văn bản")
    press(Qt.Key.Key_Return)
    assert clerk.says().endswith("huỷ ngày 20/11/2026: thu hồi văn bản")
    back_to(clerk.page, qtbot)
    press(Qt.Key.Key_Escape)
    assert clerk.column("Trạng thái") == ["Đã huỷ"]
    told = [line.name for line in journal.deeds(session.store, 3)]
    assert told == ["cancel_number", "use_number", "take_number"]


def test_the_next_number_follows_type_and_day_until_another_is_typed(clerk: NumbersDriver) -> None:
    take(clerk, "Thông báo", "Một")
    clerk.new()
    clerk.fill("Loại văn bản", "Thông báo")
    assert clerk.typed("Số, ký hiệu") == "02-TB/BXDĐ"
    clerk.fill("Loại văn bản", "Kế hoạch")
    assert clerk.typed("Số, ký hiệu") == "01-KH/BXDĐ"
    clerk.fill_all(**{"Số,_ký_hiệu": "7"}, Trích_yếu="Bảy")
    clerk.fill("Ngày văn bản", "19/11/2026")
    assert clerk.typed("Số, ký hiệu") == "7", "what was typed stays"
    assert clerk.save() is not None
    clerk.page.show_list()
    assert clerk.column("Số, ký hiệu") == ["01-TB/BXDĐ", "07-KH/BXDĐ"]


def test_what_is_wrong_is_told_under_its_field_and_nothing_typed_is_lost(clerk: NumbersDriver) -> None:
    take(clerk, "Thông báo", "Một", text="5")
    clerk.new()
    clerk.fill_all(Loại_văn_bản="Thông báo", Trích_yếu="Hai", **{"Số,_ký_hiệu": "5"})
    assert clerk.save() is None
    assert clerk.finding("Số, ký hiệu") == (
        "✕ Số 05-TB/BXDĐ đã cấp cho văn bản khác. Hãy lấy số 06, hoặc số khác chưa cấp."
    )
    clerk.fill("Số, ký hiệu", "năm")
    assert clerk.save() is None
    assert "Hãy gõ số từ 1 đến 99999, hoặc cả ký hiệu như 06-TB/BXDĐ." in clerk.finding("Số, ký hiệu")
    assert clerk.typed("Số, ký hiệu") == "năm"
    clerk.fill("Ngày văn bản", "1/2/2020")
    assert "Chưa ghi nhiệm kỳ của “Đảng ủy xã Lấp Vò” cho ngày 01/02/2020" in clerk.says()
    assert clerk.save() is None
    clerk.fill_all(Ngày_văn_bản="19/11/2026", **{"Số,_ký_hiệu": "6"})
    assert clerk.warns() == "⚠ Ngày này sớm hơn ngày của số 05 (20/11/2026)."
    assert clerk.save() is not None, "odd is no reason to refuse"


def test_gaps_are_told_for_what_is_listed(clerk: NumbersDriver) -> None:
    take(clerk, "Thông báo", "Một")
    take(clerk, "Thông báo", "Bốn", text="4")
    clerk.page.show_list()
    assert clerk.gaps() == f"⚠ Số chưa cấp ở giữa: TB 02–03 ({BAN}, khóa I, nhiệm kỳ 2025 – 2030)."
    assert clerk.tabs() == ["Đã giữ · 2", "Đã phát hành · 0", "Đã huỷ · 0", "Tất cả"]
    clerk.choose("Đã huỷ")
    assert clerk.gaps() == ""
    clerk.choose("Đã giữ")
    take(clerk, "Thông báo", "Hai", text="2")
    clerk.page.show_list()
    assert "TB 03 (" in clerk.gaps()


def test_a_taken_number_shows_only_its_title_open(clerk: NumbersDriver, session: Session) -> None:
    take(clerk, "Thông báo", "Một")
    assert [name for name in ("Loại văn bản", "Ngày văn bản", "Số, ký hiệu") if clerk.is_open(name)] == []
    clerk.fill("Trích yếu", "Kết luận giao ban")
    assert clerk.save() is not None
    assert session.store.of(IssuedNumber).some()[0].facts.title == "Kết luận giao ban"
    clerk.page.show_list()
    clerk.page.list.table.choose(0)
    press(Qt.Key.Key_Delete)
    assert clerk.column("Số, ký hiệu") == ["01-TB/BXDĐ"], "no number leaves the register"


def test_the_list_narrows_to_a_term_or_a_year(clerk: NumbersDriver, session: Session) -> None:
    take(clerk, "Thông báo", "Một")
    clerk.new()
    clerk.fill("Cơ quan ban hành", "Ủy ban Mặt trận Tổ quốc Việt Nam xã Lấp Vò")
    clerk.fill_all(Loại_văn_bản="Báo cáo", Trích_yếu="Hai")
    assert clerk.save() is not None
    words = [each.words for each in kept_numbers.spans(session.store)]
    assert sorted(words) == ["Khóa I, nhiệm kỳ 2025 – 2030 (Đảng ủy xã Lấp Vò)", "Năm 2026"]
    within = clerk.page.choice.within
    assert within is not None
    clerk.page.show_list()
    within.picker.set_value(-2026)
    within.picker.changed.emit()
    assert clerk.column("Số, ký hiệu") == ["01/BC-MTTQ-BTT"]


def convened_by(session: Session, row: int, body: int) -> None:
    """Let a loaded meeting be one of this body, held in its term."""
    sitting = meetings.read(session.store, row)
    facts = replace(sitting.meeting, convener_id=body, held_on=date(2026, 10, 6))  # type: ignore[arg-type]
    meetings.save(session.store, replace(sitting, meeting=facts))


def button_of(band: MinutesDriver) -> NumberButton:
    return band.band.number


def test_minutes_take_their_number_with_one_key(window: MainWindow, session: Session, ban: int, qtbot: QtBot) -> None:
    row = loaded(session, 0)
    convened_by(session, row, ban)
    page = window.go(2).page("meetings")
    page.open_record(row)
    button = button_of(MinutesDriver(page))
    assert button.text() == "Lấy số biên bản… (Ctrl+F8)"
    press(Qt.Key.Key_F8, control=True)
    assert button.box is not None
    qtbot.waitUntil(button.box.number.hasFocus)
    assert focused() is button.box.number
    assert button.box.number.text() == "01-BB/BXDĐ"
    type_words("x")
    press(Qt.Key.Key_Return)
    assert button.box.isVisible()
    assert "không đúng mẫu số" in button.box.problem.text()
    press(Qt.Key.Key_A, control=True)
    type_words("12")
    press(Qt.Key.Key_Return)
    assert button.text() == "Số 12-BB/BXDĐ"
    assert issued_numbers.number_of(session.store, row) == "12"
    back_to(window, qtbot)
    press(Qt.Key.Key_F8, control=True)
    register = window.go(2).page("issued_numbers")
    assert window.go(2).current is register
    assert register.record.kept.facts.text == "12-BB/BXDĐ"
    assert register.record.pane.open_meeting.isVisible()


def test_locked_minutes_without_a_number_take_one_with_the_same_key(
    window: MainWindow, session: Session, ban: int, qtbot: QtBot
) -> None:
    row = loaded(session, 0)
    convened_by(session, row, ban)
    minutes.lock(session.store, row, TODAY)
    page = window.go(2).page("meetings")
    page.open_record(row)
    button = button_of(MinutesDriver(page))
    assert button.text() == "Lấy số biên bản… (Ctrl+F8)"
    press(Qt.Key.Key_F8, control=True)
    assert button.box is not None
    qtbot.waitUntil(button.box.number.hasFocus)
    press(Qt.Key.Key_Return)
    assert button.text() == "Số 01-BB/BXDĐ"


@pytest.mark.parametrize(("name", "may"), [("enter", True), ("approve", False), ("ours", True)])
def test_a_role_takes_what_it_may(name: str, may: bool, tmp_path: Path, qtbot: QtBot) -> None:
    with read_by(name, tmp_path, qtbot) as window:
        page = window.go(2).page("meetings")
        page.open_record(world().ours.meeting)
        button = button_of(MinutesDriver(page))
        assert (button.isEnabled(), bool(button.toolTip())) == (may, not may)


@pytest.mark.pictures
@pytest.mark.parametrize("size", SIZES)
def test_pictures(size: str, window: MainWindow, session: Session, ban: int, pictures_folder: Path) -> None:
    three_papers(session, ban)
    page = window.go(2).page("issued_numbers")
    window.show_records("issued_numbers", [], "")
    clerk = NumbersDriver(page)
    page.show_only(None)
    clerk.new()
    clerk.fill_all(Loại_văn_bản="Thông báo", Ngày_văn_bản="1/11/2026", Trích_yếu="Kết quả xét mô hình")
    picture(window, size, "so-van-ban-lay-so", pictures_folder)
    clerk.fill("Số, ký hiệu", "4a")
    assert clerk.save() is None
    picture(window, size, "so-van-ban-sai", pictures_folder)
    page.record.forget_draft()
    page.show_list()
    clerk.open("04-TB/BXDĐ")
    issued_numbers.cancel(session.store, page.record.kept.id, "gộp vào kế hoạch năm 2027", TODAY)
    clerk.open("12-KH/BXDĐ")
    picture(window, size, "so-van-ban-da-giu", pictures_folder)
    page.show_list()
    clerk.open("04-TB/BXDĐ")
    picture(window, size, "so-van-ban-da-huy", pictures_folder)
    page.show_list()
    picture(window, size, "so-van-ban", pictures_folder)
    window.go(8).page("terms")
    window.show_record("terms", 1)
    picture(window, size, "nhiem-ky", pictures_folder)


@pytest.mark.pictures
@pytest.mark.parametrize("size", SIZES)
def test_pictures_of_the_number_of_minutes(
    size: str, window: MainWindow, session: Session, ban: int, pictures_folder: Path
) -> None:
    row = loaded(session, 0)
    convened_by(session, row, ban)
    window.show_record("meetings", row)
    button = button_of(MinutesDriver(window.go(2).page("meetings")))
    picture(window, size, "bien-ban-chua-co-so", pictures_folder)
    button.press()
    assert button.box is not None
    assert not cut_off(button.box)
    box_picture(button.box, size, "bien-ban-lay-so", pictures_folder)
    button.box.yes.click()
    picture(window, size, "bien-ban-co-so", pictures_folder)

"""Initiatives: recorded, moved from state to state, found by field and state."""

import pytest
from pytestqt.qtbot import QtBot

from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.session import Session
from tests.ui.drivers import initiatives
from tests.ui.drivers.initiatives import InitiativesDriver

FARMERS = "Hội Nông dân xã Lấp Vò"


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> InitiativesDriver:
    window = MainWindow(session, (initiatives.ENTRY,))
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    return InitiativesDriver(window.go(5), qtbot)


def test_an_initiative_is_recorded_with_its_first_state(page: InitiativesDriver) -> None:
    page.propose("Cánh đồng không rơm cháy", FARMERS)
    page.step("Đề xuất", "3/3/26")
    page.save()
    page.step("Đã đăng ký", "1/4/26", "Phiếu số 3")
    page.write()
    assert page.moves() == [["03/03/2026", "Đề xuất", "", ""], ["01/04/2026", "Đã đăng ký", "Phiếu số 3", ""]]
    page.page.record.leave()
    assert page.row_of("Cánh đồng không rơm cháy") == [
        "Cánh đồng không rơm cháy", "Kinh tế", "Mô hình mới", "Tổ tự quản số 3", FARMERS, "Xã Lấp Vò", "Đã đăng ký",
        "01/04/2026",
    ]  # fmt: skip


def test_field_and_state_filter_the_list(page: InitiativesDriver) -> None:
    for name, state in (("Một", "Đề xuất"), ("Hai", "Đang thực hiện")):
        page.propose(name, FARMERS)
        page.step(state, "3/3/26")
        page.save()
    page.page.show_list()
    assert page.listed() == ["Hai", "Một"]
    page.filter("state", "Đề xuất")
    assert page.listed() == ["Một"]
    page.filter("field", "Văn hóa - xã hội")
    assert page.listed() == []


def test_saving_without_the_first_state_is_refused(page: InitiativesDriver) -> None:
    page.propose("Ba", FARMERS)
    page.save()
    assert page.said()["to_state"] == "✕ Chưa chọn “Đến trạng thái”."
    assert page.page.record.kept is None


def test_ctrl_s_with_nothing_changed_stays_on_the_record(page: InitiativesDriver) -> None:
    page.propose("Bốn", FARMERS)
    page.step("Đề xuất", "3/3/26")
    page.save()
    kept = page.page.record.kept
    page.save()
    assert page.page.record.kept == kept

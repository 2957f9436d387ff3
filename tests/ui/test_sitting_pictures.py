"""Pictures of series and sittings, at the usual and the smallest size; nothing on them is cut."""

from datetime import date
from pathlib import Path

import pytest

from dandan_desktop.services import gaps, series, sittings
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.session import Session
from tests.services import sittings_made
from tests.ui.test_pictures import box_picture, cut_off, picture

pytestmark = pytest.mark.pictures


@pytest.mark.parametrize("size", ["1366", "1024"])
def test_series_and_sittings(size: str, window: MainWindow, session: Session, pictures_folder: Path) -> None:
    store = session.store
    first, second = sittings_made.two_sittings(store)
    year = sittings_made.sit(store, sittings_made.facts(store, date(2026, 10, 2)))
    window.go(1).refresh()
    picture(window, size, "ky-hop-0-tong-quan", pictures_folder)
    page = window.go(2).page("meetings")
    picture(window, size, "ky-hop-1-danh-sach", pictures_folder)
    band = page.findChild(type(page.list.layout().itemAt(0).widget()))
    lacking = gaps.lacks(store, session.today)
    assert len(band.found) == len(lacking.gaps) + len(lacking.past) > 0
    band.turn()
    picture(window, size, "ky-hop-2-chua-hop", pictures_folder)
    band.ask_reason()
    assert not cut_off(band.box)
    if size == "1366":
        box_picture(band.box, size, "ky-hop-2-khong-hop", pictures_folder)
    band.box.reject()
    the_records_of(window, (second, year), size, pictures_folder)
    the_rules_of(window, first, size, pictures_folder)
    assert sittings.neighbours(store, second)[0] is not None


def the_records_of(window: MainWindow, rows: tuple[int, int], size: str, pictures_folder: Path) -> None:
    """What became of the last conclusions, weaknesses looked at again, the next sitting."""
    page, (second, year) = window.go(2).page("meetings"), rows
    page.open_record(second)
    page.record.pane.bar.go(1)
    picture(window, size, "ky-hop-3-ket-qua-ky-truoc", pictures_folder)
    page.open_record(year)
    page.record.pane.bar.go(6)
    page.record.pane.sitting.reviews.enter()
    picture(window, size, "ky-hop-4-han-che-nam-truoc", pictures_folder)
    page.record.pane.sitting.bar.make()
    window.undo_bar.hide()
    picture(window, size, "ky-hop-5-ky-tiep-theo", pictures_folder)
    page.open_record(year)
    page.record.pane.sitting.bar.make()
    box = page.record.pane.sitting.bar.box
    assert box is not None
    assert not cut_off(box)
    if size == "1366":
        box_picture(box, size, "ky-hop-6-da-co", pictures_folder)
    box.reject()


def the_rules_of(window: MainWindow, first: int, size: str, pictures_folder: Path) -> None:
    """The rule of a series, the list of rules, a slot without a sitting."""
    session, store = window.session, window.session.store
    series.take_from(store, first)
    window.show_record("series", store.query("SELECT max(id) FROM series")[0][0])
    picture(window, size, "ky-hop-7-che-do-hop", pictures_folder)
    window.go(8).page("series").show_list()
    picture(window, size, "ky-hop-8-danh-sach-che-do", pictures_folder)
    gaps.skip(store, gaps.lacks(store, session.today).gaps[0], "Gộp vào sơ kết 6 tháng")
    window.show_record("skips", 1)
    picture(window, size, "ky-hop-9-khong-hop", pictures_folder)

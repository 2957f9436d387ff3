"""Every kind of value is shown and typed, and every page names facts its record has."""

import weakref
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dandan_desktop.domain import facts
from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.dates import PartDate
from dandan_desktop.domain.drafts import checked
from dandan_desktop.domain.facts import KINDS, Fact, Trait, traits
from dandan_desktop.domain.people import Person
from dandan_desktop.domain.readers import clerk
from dandan_desktop.marks import override
from dandan_desktop.ui import cells, inputs
from dandan_desktop.ui.inputs import Desk
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.record_model import columns
from dandan_desktop.ui.session import Session
from tests.ui.invented import TODAY

SAMPLES: dict[Any, tuple[Any, str]] = {
    str: ("Nguyễn Văn Ánh", "Nguyễn Văn Ánh"),
    facts.Prose: ("Dòng một\nDòng hai", "Dòng một Dòng hai"),
    facts.Lines: (("Ý một\ntiếp", "Ý hai"), "Ý một tiếp; Ý hai"),
    facts.Frozen: ("{}", "2 ký tự"),
    facts.PeriodCode: ("2026-6T", "6 tháng đầu năm 2026"),
    int: (1250, "1.250"),
    facts.Money: (1250000, "1.250.000 đồng"),
    facts.Percent: (12.5, "12,5%"),
    bool: (True, "Có"),
    date: (date(2026, 2, 3), "03/02/2026"),
    PartDate: (PartDate(1990, 5), "05/1990"),
    datetime: (datetime(2026, 2, 3, 8, 30, tzinfo=UTC), ""),
    time: (time(8, 30), "08 giờ 30"),
    StrEnum: (Style.STATE, "Thể thức văn bản hành chính"),
}


def a_trait(kind: Any) -> Trait:
    real = Style if kind is StrEnum else kind
    return Trait("x", real, Fact("Ô thử"), "sexes" if kind is facts.CodeId else "", True, False, None, kind)


@pytest.mark.parametrize("table", [cells.SHOWN, inputs.INPUTS], ids=["cells", "inputs"])
def test_every_kind_has_its_way(table: dict[Any, Any]) -> None:
    assert set(table) == set(KINDS)


@pytest.mark.parametrize("kind", list(SAMPLES), ids=str)
def test_a_value_is_shown_in_words(kind: Any, session: Session) -> None:
    value, words = SAMPLES[kind]
    shown = cells.text_of(a_trait(kind), value, session.store.names)
    assert shown == (words or cells.show_moment(value))


@pytest.mark.parametrize("kind", [kind for kind in SAMPLES if kind not in (datetime, facts.Percent)], ids=str)
def test_an_input_gives_back_what_it_was_given(kind: Any, session: Session, qtbot: QtBot) -> None:
    each, (value, _) = a_trait(kind), SAMPLES[kind]
    made = inputs.make(each, Desk(session, lambda: TODAY))
    qtbot.addWidget(made)
    made.set_value(value)
    assert clerk(TODAY)(each, made.value()) == value
    made.set_value(made.value())  # as a draft puts it back
    assert clerk(TODAY)(each, made.value()) == value


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_an_empty_input_is_an_empty_fact(kind: Any, session: Session, qtbot: QtBot) -> None:
    made = inputs.make(a_trait(kind), Desk(session, lambda: TODAY))
    qtbot.addWidget(made)
    made.set_value(None)
    assert not made.value()


def test_a_private_fact_is_masked_in_a_list(session: Session) -> None:
    column = columns(Person, "full_name religion")[1]
    kept = next(k for k in session.store.of(Person).some() if k.facts.religion is not None)
    assert column.text(kept, session.store.names) == cells.MASK


def test_a_list_refuses_a_fact_its_record_lacks() -> None:
    with pytest.raises(KeyError):
        columns(Person, "full_name shoe_size")


class Shown(QObject):
    """Hears of every widget that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.names.append(type(watched).__name__)
        return False


def test_no_page_flashes_a_window_while_it_is_built(window: MainWindow, qapp: QApplication) -> None:
    heard = Shown()
    qapp.installEventFilter(heard)
    try:
        for key, entry in window.pages.items():
            page = window.go(key)
            for table in entry.tables:
                window.show_record(table, 1)
            assert page is window.built[key]
    finally:
        qapp.removeEventFilter(heard)
    assert heard.names == []


def test_every_page_can_be_built(window: MainWindow) -> None:
    for key in window.pages:
        assert window.go(key) is window.stack.currentWidget()
    catalogue = window.go(8)
    for table in window.pages[8].tables:
        page = catalogue.page(table)
        page.new_record()
        record = page.list.spec.noun.record
        assert set(page.record.sheet.fields) <= {each.name for each in traits(record)}
        assert not hasattr(checked(record, page.record.sheet.draft(), clerk(TODAY)), "id")


def test_a_closed_window_is_freed(session: Session, qtbot: QtBot) -> None:
    made = MainWindow(session)
    with qtbot.waitExposed(made):
        made.show()
    page = made.go(8)
    page.page("people").open_record(page.page("people").list.shown[0])
    heard = weakref.ref(page)
    made.close()
    made.deleteLater()
    del made, page
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    import gc

    gc.collect()
    assert heard() is None

"""A body that the catalogue lacks is added from whatever field wants it, by keyboard, and is chosen there."""

from contextlib import closing

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dandan_desktop.domain.facts import BodyId, trait, traits
from dandan_desktop.domain.meetings import Partner, Task
from dandan_desktop.domain.nouns import NOUNS
from dandan_desktop.domain.scope import Reader
from dandan_desktop.domain.users import Role
from dandan_desktop.ui import inputs
from dandan_desktop.ui.inputs import Desk
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.meeting_blocks import partners_field
from dandan_desktop.ui.quick_add import QuickAdd
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.user_form import UserForm
from tests.ui.drivers.keys import focused, press, type_words
from tests.ui.drivers.meetings import loaded
from tests.ui.drivers.minute_log import MinuteLogDriver

NAME = "Ban Quản lý chợ Thử"
ROW = "Thêm cơ quan, tổ chức mới…"


def form() -> QuickAdd:
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, QuickAdd) and each.isVisible())


def add_by_keyboard(window: MainWindow, qtbot: QtBot, name: str = NAME) -> None:
    """Type a name nobody knows, Enter, and fill in the form that opens."""
    type_words(name)
    press(Qt.Key.Key_Return)
    opened = form()
    qtbot.waitUntil(opened.isActiveWindow)
    assert focused() is opened.sheet.fields["name"].input
    press(Qt.Key.Key_Return)
    type_words("co quan, don vi khac")
    press(Qt.Key.Key_Return)
    type_words("xa lap vo")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_S, control=True)
    qtbot.waitUntil(lambda: not any(isinstance(each, QuickAdd) for each in QApplication.topLevelWidgets()))
    with qtbot.waitActive(window):
        window.activateWindow()  # the screenless platform forgets whose turn it is


def test_a_body_is_added_from_a_field_of_a_sheet(window: MainWindow, session: Session, qtbot: QtBot) -> None:
    page = window.go(2).page("meetings")
    page.new_record()
    box = page.record.sheet.fields["convener_id"].input
    box.setFocus()
    box.selectAll()
    add_by_keyboard(window, qtbot)
    assert session.store.names.of("bodies", box.chosen) == box.text() == NAME
    assert page.record.sheet.is_changed


def test_a_body_is_added_from_the_row_that_gives_a_task(window: MainWindow, session: Session, qtbot: QtBot) -> None:
    clerk = MinuteLogDriver(window, qtbot)
    log = clerk.open(loaded(session))
    press(Qt.Key.Key_Tab)
    clerk.write("Làm đường")
    press(Qt.Key.Key_T, control=True)
    qtbot.waitUntil(lambda: focused() is log.entry.fields["owner_id"].input)
    add_by_keyboard(window, qtbot)
    owner = log.entry.fields["owner_id"].input
    qtbot.waitUntil(lambda: focused() is owner)
    assert owner.text() == NAME
    press(Qt.Key.Key_Return)
    partners = log.entry.fields["partners"].input
    assert focused() is partners.picker
    add_by_keyboard(window, qtbot, "Hợp tác xã Mẫu")
    assert partners.texts() == ["Hợp tác xã Mẫu"]


def test_every_field_that_chooses_a_body_offers_to_add_one(session: Session, qtbot: QtBot) -> None:
    desk = Desk(session, lambda: session.today)
    records = [*(noun.record for noun in NOUNS), *(part.record for noun in NOUNS for part in noun.parts)]
    wanted = [each for record in records for each in traits(record) if each.kind is BodyId]
    assert trait(Task, "owner_id") in wanted
    assert trait(Partner, "body_id") in wanted
    users, partners = UserForm(session), partners_field(desk)
    boxes = [inputs.make(each, desk) for each in wanted]
    for widget in (users, partners, *boxes):
        qtbot.addWidget(widget)
    for box in (*boxes, users.bodies.input.picker, partners.input.picker):
        box.look()
        assert box.options()[-1] == ROW, box.objectName()


def test_whoever_adds_nothing_is_not_offered_to(session: Session, qtbot: QtBot) -> None:
    with closing(session.register.store(reader=Reader(roles=frozenset({Role.TOTALS})))) as store:
        reading = Session(session.register, store)
        box = inputs.make(trait(Task, "owner_id"), Desk(reading, lambda: session.today))
        qtbot.addWidget(box)
        box.look()
        assert box.options()
        assert ROW not in box.options()


def test_the_arrows_reach_the_row_that_adds_from_an_empty_box(window: MainWindow, qtbot: QtBot) -> None:
    page = window.go(8).page("officials")
    window.go(8).tabs.setCurrentIndex(window.go(8).shown.index("officials"))
    page.new_record()
    box = page.record.sheet.fields["body_id"].input
    box.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Return)
    opened = form()
    assert opened.sheet.fields["name"].value() in (None, "")
    opened.reject()
    with qtbot.waitActive(window):
        window.activateWindow()
    assert focused() is box


def test_enter_in_a_box_that_was_emptied_chooses_nothing(window: MainWindow) -> None:
    page = window.go(2).page("meetings")
    page.new_record()
    box = page.record.sheet.fields["convener_id"].input
    box.setFocus()
    box.selectAll()
    press(Qt.Key.Key_Delete)
    box.look()
    press(Qt.Key.Key_Return)
    assert box.chosen is None
    assert box.text() == ""

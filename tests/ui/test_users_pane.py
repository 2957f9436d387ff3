"""The people of a register in the window: added, changed, given passphrases and removed, by keyboard too."""

from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dandan_desktop.db.register import Register
from dandan_desktop.domain.reasons import Why
from dandan_desktop.domain.users import Role, User
from dandan_desktop.services import users
from dandan_desktop.ui import dialogs, theme
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.own_passphrase import PassphraseForm
from dandan_desktop.ui.progress_box import ProgressBox
from dandan_desktop.ui.session import Ending, Session
from dandan_desktop.ui.user_form import UserForm
from dandan_desktop.ui.users_pane import UsersPane
from tests.ui import invented
from tests.ui.drivers import people
from tests.ui.drivers.keys import commit, focused, press, type_words
from tests.ui.drivers.people import KEEPER, OTHER, PASSPHRASE
from tests.ui.test_pictures import picture

NEW = "mai nay ra dong som"


@pytest.fixture
def kept(tmp_path: Path, qapp: object) -> Iterator[Session]:
    assert qapp is not None
    register = people.with_sheet(people.made(tmp_path / "so"))
    people.add(register, User(name="Lê Văn Bình", enters=True))
    session = Session(register, register.store(), lambda: invented.TODAY)
    yield session
    session.close()


@pytest.fixture
def kept_window(kept: Session, qtbot: QtBot) -> Iterator[MainWindow]:
    window = people.window_of(kept, qtbot)
    yield window
    if kept.store.is_open:
        window.close()


@pytest.fixture
def pane(kept_window: MainWindow, qtbot: QtBot) -> UsersPane:
    page: Any = kept_window.go(9)
    page.tabs.setCurrentWidget(page.users)
    qtbot.waitUntil(lambda: not kept_window.findChildren(ProgressBox))  # the backups were read
    kept_window.activateWindow()
    qtbot.waitUntil(kept_window.isActiveWindow)
    found: UsersPane = page.users
    found.list.table.setFocus()
    return found


def opens(session: Session, window: QWidget, passphrase: str, name: str) -> frozenset[Role]:
    window.close()
    session.close()
    with closing(Register.open(session.register.path, passphrase, name)) as register:
        return register.reader.roles


def until_list(pane: UsersPane, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: pane.form is None, timeout=20_000)


def form_of(pane: UsersPane) -> Any:
    assert pane.form is not None
    return pane.form


def test_the_list_says_who_may_what(pane: UsersPane) -> None:
    assert pane.list.table.texts() == [
        [f"{KEEPER} (đang mở sổ)", "Xem tổng hợp · Nhập liệu · Duyệt và khoá · Quản trị", "Mọi tổ chức", "đã có"],
        ["Lê Văn Bình", "Nhập liệu", "Mọi tổ chức", "đã có"],
    ]
    assert pane.sheet_words.text() == "Sổ đã có phiếu khôi phục."


def test_a_person_is_added_by_keyboard_alone(pane: UsersPane, kept: Session, qtbot: QtBot) -> None:
    pane.list.add.setFocus()
    press(Qt.Key.Key_Space)
    form = form_of(pane)
    assert isinstance(form, UserForm)
    type_words("Phạm Thị Cúc")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Space)
    assert form.sheet.fields["sees_totals"].value()
    while focused() is not form.passphrase.first:
        press(Qt.Key.Key_Tab)
    type_words(NEW)
    press(Qt.Key.Key_Return)
    type_words(NEW)
    press(Qt.Key.Key_Return)
    until_list(pane, qtbot)
    assert [line.name for line in pane.lines] == [KEEPER, "Lê Văn Bình", "Phạm Thị Cúc"]
    assert opens(kept, pane.window(), NEW, "Phạm Thị Cúc") == {Role.TOTALS}


def test_a_form_stands_on_the_ground_of_its_page(pane: UsersPane) -> None:
    pane.add()
    shown = pane.grab().toImage()
    corners = {shown.pixelColor(x, shown.height() // 2).name() for x in (4, shown.width() - 40)}
    assert corners == {theme.colours().page.lower()}


def test_a_person_without_a_role_or_with_a_weak_passphrase_is_refused_below_the_field(pane: UsersPane) -> None:
    pane.add()
    form = form_of(pane)
    commit(form.sheet.fields["name"].input, "Phạm Thị Cúc")
    form.passphrase.first.setText("ngắn")
    press(Qt.Key.Key_S, control=True)
    assert "Chưa giao quyền nào" in form.sheet.fields["sees_totals"].finding.text()
    assert "Mật khẩu ngắn quá" in form.passphrase.first_wrong.words.text()
    assert pane.form is form


def test_all_that_is_wrong_with_a_new_person_is_seen_at_once(pane: UsersPane, qtbot: QtBot) -> None:
    pane.add()
    form = form_of(pane)
    commit(form.sheet.fields["name"].input, "Phạm Thị Cúc")
    form.passphrase.suggest.click()
    form.save.click()
    last = form.passphrase.second_wrong.words
    assert "không giống nhau" in last.text()
    assert form.sheet.fields["sees_totals"].finding.isVisible()
    qtbot.waitUntil(lambda: last.visibleRegion().boundingRect().height() == last.height() > 0)


def test_roles_and_organisations_are_changed(pane: UsersPane, kept: Session, qtbot: QtBot) -> None:
    body = kept.store.query("SELECT id FROM bodies WHERE valid_to IS NULL ORDER BY id LIMIT 1")[0][0]
    pane.list.table.choose(1)
    press(Qt.Key.Key_Return)
    form = form_of(pane)
    assert not form.passphrase.isVisible()
    form.sheet.fields["approves"].input.click()
    form.bodies.input.set_value([body])
    press(Qt.Key.Key_S, control=True)
    until_list(pane, qtbot)
    assert pane.lines[1].roles == {Role.ENTER, Role.APPROVE}
    assert pane.lines[1].bodies == (body,)


def test_an_organisation_typed_and_not_chosen_is_refused_and_never_means_all(pane: UsersPane, qtbot: QtBot) -> None:
    pane.add()
    form = form_of(pane)
    commit(form.sheet.fields["name"].input, "Phạm Thị Cúc")
    form.sheet.fields["enters"].input.click()
    commit(form.bodies.input.picker, "hoi nong dan xa khong co")
    for box in (form.passphrase.first, form.passphrase.second):
        box.setText(NEW)
    press(Qt.Key.Key_S, control=True)
    assert "Hãy chọn “hoi nong dan xa khong co” trong danh sách." in form.bodies.finding.text()
    assert form.bodies.input.picker.hasFocus()
    assert pane.form is not None
    form.bodies.input.picker.clear()
    commit(form.bodies.input.picker, "hoi nong dan")
    press(Qt.Key.Key_Return)
    (body,) = form.bodies.value()
    press(Qt.Key.Key_S, control=True)
    until_list(pane, qtbot)
    assert (pane.lines[2].name, pane.lines[2].bodies) == ("Phạm Thị Cúc", (body,))


def test_the_only_administrator_stays_one(pane: UsersPane, kept_window: MainWindow, qtbot: QtBot) -> None:
    pane.list.table.choose(0)
    pane.change()
    form_of(pane).sheet.fields["administers"].input.click()
    form_of(pane).save_user()
    qtbot.waitUntil(lambda: "quản trị duy nhất" in kept_window.problem.words.text(), timeout=20_000)
    assert pane.form is not None


def test_what_is_typed_of_a_person_is_kept(pane: UsersPane) -> None:
    pane.add()
    commit(form_of(pane).sheet.fields["name"].input, "Phạm Thị")
    press(Qt.Key.Key_Escape)
    assert pane.form is None
    pane.add()
    assert form_of(pane).sheet.fields["name"].value() == "Phạm Thị"


def test_a_forgotten_passphrase_is_given_anew(pane: UsersPane, kept: Session, qtbot: QtBot) -> None:
    pane.list.table.choose(1)
    pane.list.reset.click()
    form = form_of(pane)
    assert not form.old.isVisible()
    assert (form.title.text(), form.save.text()) == ("Đặt lại mật khẩu: Lê Văn Bình", "Đặt lại mật khẩu")
    assert "Bản sao đã lập trước vẫn mở bằng mật khẩu cũ." in form.words.text()
    form.new.suggest.click()
    suggested = form.new.first.text()
    assert len(suggested.split()) == 5
    assert form.new.first.echoMode() == form.new.first.EchoMode.Normal
    assert "rất khó đoán" in form.new.rule.text()
    assert focused() is form.new.second
    type_words(suggested)
    press(Qt.Key.Key_Return)
    until_list(pane, qtbot)
    assert opens(kept, pane.window(), suggested, "Lê Văn Bình") == {Role.ENTER}


def test_ones_own_passphrase_is_changed_by_keyboard_after_the_old_one(
    pane: UsersPane, kept_window: MainWindow, kept: Session, qtbot: QtBot
) -> None:
    pane.own.setFocus()
    press(Qt.Key.Key_Space)
    form = form_of(pane)
    assert isinstance(form, PassphraseForm)
    form.new.first.setText(NEW)
    form.new.second.setText(NEW)
    form.save.click()
    assert form.old_wrong.words.text().startswith("✕ Chưa gõ mật khẩu đang dùng.")
    form.new.clear()
    assert form.old.hasFocus()
    for words in ("sai hoàn toàn rồi", NEW, NEW):
        type_words(words)
        press(Qt.Key.Key_Return)
    qtbot.waitUntil(form.old_wrong.words.isVisible, timeout=20_000)
    assert form.old_wrong.words.text().startswith("✕ Mật khẩu không đúng.")
    assert not kept_window.problem.isVisible()
    assert pane.form is form
    qtbot.waitUntil(form.old.hasFocus)
    form.old.clear()
    type_words(PASSPHRASE)
    form.save.click()
    until_list(pane, qtbot)
    assert Role.ADMIN in opens(kept, pane.window(), NEW, KEEPER)


def test_removing_tells_what_it_means_and_ends_the_session(
    pane: UsersPane, kept: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    ended: list[Ending] = []

    def agree(_: object, what: str, consequence: str, __: str) -> bool:
        asked.append(f"{what} {consequence}")
        return True

    monkeypatch.setattr(dialogs, "ask", agree)
    kept.end_wanted.connect(ended.append)
    pane.list.table.choose(1)
    press(Qt.Key.Key_Delete)
    assert "Lê Văn Bình" in asked[0]
    assert "khoá mới" in asked[0]
    assert "chép đi trước đó thì vẫn đọc được" in asked[0]
    assert [each.why for each in ended] == [Why.USER_REMOVED]
    kept.close_stores()
    ended[0].work(kept.register, None)  # type: ignore[arg-type]
    with closing(kept.register.store()) as store:
        assert [line.name for line in users.listed(kept.register, store)] == [KEEPER]


def test_others_change_just_their_own_passphrase(tmp_path: Path, qtbot: QtBot) -> None:
    register = people.made(tmp_path / "so")
    people.add(register, User(name="Lê Văn Bình", enters=True))
    path = register.path
    register.close()
    session_register = Register.open(path, OTHER, "Lê Văn Bình")
    session = Session(session_register, session_register.store(), lambda: invented.TODAY)
    window = people.window_of(session, qtbot)
    page: Any = window.go(9)
    page.tabs.setCurrentWidget(page.users)
    assert not page.users.list.isVisible()
    page.users.change_own()
    assert page.users.form.old.hasFocus()
    window.close()
    session.close()


@pytest.mark.pictures
def test_pictures(pane: UsersPane, kept_window: MainWindow, qtbot: QtBot, pictures_folder: Path) -> None:
    shown = partial(picture, kept_window, "1366", folder=pictures_folder)
    pane.list.table.choose(1)
    shown("nguoi-dung")
    pane.add()
    form_of(pane).passphrase.suggest.click()
    form_of(pane).save_user()
    shown("nguoi-dung-them")
    pane.show_list()
    pane.list.table.choose(1)
    pane.change()
    shown("nguoi-dung-sua")
    pane.show_list()
    pane.reset()
    shown("nguoi-dung-dat-lai")
    pane.show_list()
    pane.change_own()
    QTest.keyClick(form_of(pane).old, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    form_of(pane).new.read()
    shown("nguoi-dung-mat-khau-toi")
    for box in (form_of(pane).new.first, form_of(pane).new.second):
        box.setText(NEW)
    form_of(pane).save_passphrase()
    qtbot.waitUntil(form_of(pane).old_wrong.words.isVisible, timeout=20_000)
    shown("nguoi-dung-mat-khau-cu-sai")
    pane.show_list()
    pane.make_sheet()
    shown("nguoi-dung-phieu")

"""Bắt đầu dùng sổ: the five first steps from the first start to the last one, by keyboard alone."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dandan_desktop.db.register import Register
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.messages import sentences
from dandan_desktop.services import first_steps, samples
from dandan_desktop.services.first_steps import State, Step
from dandan_desktop.ui import theme
from dandan_desktop.ui.first_pane import FirstPane
from dandan_desktop.ui.guide_pane import GuideCard
from dandan_desktop.ui.keeper import Keeper
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.recovery_pane import RecoveryPane
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.start import StartWindow
from dandan_desktop.ui.start_up import Program
from tests.ui import invented
from tests.ui.conftest import Made
from tests.ui.drivers import people
from tests.ui.drivers.keys import focused, press, type_words
from tests.ui.test_pictures import SIZES, SMALLEST, picture
from tests.ui.test_recovery_pane import code_on

PASSPHRASE = "lua vang dong thap muoi"


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    made = people.with_sheet(people.made(tmp_path / "so"))
    yield made
    made.close()


def states(window: MainWindow) -> list[State]:
    return [each.state for each in window.go(1).guide.found]


def tab_to(words: str) -> None:
    """Go with Tab to the button that says this."""
    for _ in range(60):
        held = focused()
        if isinstance(held, QPushButton) and held.text().strip().startswith(words):
            return
        press(Qt.Key.Key_Tab)
    raise AssertionError(words)


def fill(values: list[str]) -> None:
    """Type into one field after the other, as they follow; an empty one is left as proposed."""
    for value in values:
        if value:
            type_words(value)
        press(Qt.Key.Key_Tab)


def make_register(start: StartWindow, place: Path) -> None:
    """Fill the form of a new register."""
    tab_to("Lập sổ mới")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Backtab, shift=True)
    press(Qt.Key.Key_Backtab, shift=True)
    assert focused() is start.new.place
    press(Qt.Key.Key_A, control=True)
    type_words(str(place))
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    for words in ("Trần Thị Lan", PASSPHRASE, PASSPHRASE):
        type_words(words)
        press(Qt.Key.Key_Return)


def pass_the_door(window: MainWindow, printed: list[str], qtbot: QtBot) -> None:
    """Choose the office, print the sheet and type its code back."""
    first = window.stack.currentWidget()
    assert isinstance(first, FirstPane)
    type_words("xây dựng đảng xã tân khánh trung")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert isinstance(first.current, RecoveryPane)
    press(Qt.Key.Key_Return)
    type_words(code_on(printed[-1]).lower())
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.key == 1, timeout=20_000)


def choose_stick(window: MainWindow, stick: Path, qtbot: QtBot) -> None:
    """Choose the stick on the page of the backups."""
    keeper, backups = window.findChild(Keeper), window.built[9].backups
    qtbot.waitUntil(lambda: keeper.status is not None and not keeper.is_busy, timeout=20_000)  # its first backup
    qtbot.waitUntil(lambda: backups.status is not None and not backups.is_busy, timeout=20_000)
    backups._pick_folder = lambda *_: stick
    activate(window, qtbot)  # the screenless platform forgets whose turn it is when the progress goes
    assert focused() is backups.list.choose
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "bản sao số" in backups.list.result.text() and not backups.is_busy, timeout=20_000)
    activate(window, qtbot)


def activate(window: Any, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def test_from_the_first_start_to_the_last_step_by_keyboard_alone(
    program: Program, printed: list[str], tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "USB").mkdir()
    start: Any = program.window
    activate(start, qtbot)
    make_register(start, tmp_path / "Sổ của Ban")
    qtbot.waitUntil(lambda: isinstance(program.window, MainWindow), timeout=20_000)
    window: Any = program.window
    activate(window, qtbot)
    pass_the_door(window, printed, qtbot)
    home = window.go(1)
    assert home.title.text() == "Bắt đầu dùng sổ"
    assert states(window) == [State.DONE, State.OPEN, State.OPEN, State.OPEN, State.DONE]
    assert focused() is home.guide.rows[Step.TERM].do_it
    press(Qt.Key.Key_Return)
    proposed = window.built[8].shown_record().sheet.fields
    assert proposed["body_id"].input.text() == "Đảng ủy xã Tân Khánh Trung"
    assert proposed["name"].input.text() == "khóa I, nhiệm kỳ 2025 – 2030"
    assert proposed["valid_from"].input.text() == "01/07/2025"
    press(Qt.Key.Key_S, control=True)
    press(Qt.Key.Key_1, control=True)
    assert states(window)[1] is State.DONE
    for name, position in (("Lê Thị Hoa", "Trưởng Ban"), ("Trần Văn Nam", "Phó Trưởng Ban")):
        assert focused() is home.guide.rows[Step.PEOPLE].do_it
        press(Qt.Key.Key_Return)
        fill([name, position])
        press(Qt.Key.Key_S, control=True)
        press(Qt.Key.Key_1, control=True)
    assert states(window)[2] is State.DONE
    assert focused() is home.guide.rows[Step.OUTSIDE].do_it
    press(Qt.Key.Key_Return)
    choose_stick(window, tmp_path / "USB", qtbot)
    press(Qt.Key.Key_1, control=True)
    assert home.title.text() == "Bắt đầu"
    assert "Đã xong năm bước bắt đầu." in window.undo_bar.words.text()
    assert home.findChildren(GuideCard) == []
    window.go(2)
    window.go(1)
    assert not window.undo_bar.isVisible()


def test_a_step_put_off_waits_and_blocks_nothing(window: MainWindow, session: Session) -> None:
    home = window.go(1)
    card = home.findChildren(GuideCard)[0]
    card.open_it.click()
    home.guide.rows[Step.TERM].later.setFocus()
    press(Qt.Key.Key_Space)
    assert states(window)[1] is State.LATER
    assert focused() is home.guide.rows[Step.PEOPLE].do_it
    press(Qt.Key.Key_Escape)
    assert not home.is_guided
    assert window.go(2) is window.stack.currentWidget()
    with closing(session.register.store()) as again:
        assert first_steps.steps(session.register, again, session.today)[1].state is State.LATER


@pytest.mark.parametrize(
    ("day", "style"),
    [
        (date(2018, 4, 3), "Văn bản của Đảng, Hướng dẫn 36 (2018)"),
        (date(2026, 5, 26), "Văn bản của Đảng, Hướng dẫn 36 (2018)"),
        (date(2026, 5, 27), "Văn bản của Đảng, Hướng dẫn 05 (2026)"),
        (date(2031, 1, 1), "Văn bản của Đảng, Hướng dẫn 05 (2026)"),
    ],
)
def test_the_day_chooses_the_style(day: date, style: str, register: Register, qtbot: QtBot) -> None:
    session = Session(register, register.store(), lambda: day)
    window = people.window_of(session, qtbot)
    window.go(1).begin_guide()
    row = window.go(1).guide.rows[Step.TERM]
    assert row.told.isVisible()
    assert row.told.text().partition(": ")[2].partition(". ")[0] == style
    window.close()
    session.close()


def test_nobody_is_led_where_nobody_may_or_need(register_file: Made, qtbot: QtBot) -> None:
    practice = Register.open_with_key(*register_file)
    practised = Session(practice, practice.store("Lan"), lambda: invented.TODAY)
    made = people.window_of(practised, qtbot)
    assert made.go(1).findChildren(GuideCard) == []
    made.close()
    practised.close()


@pytest.mark.parametrize("reader", ["totals", "enter"])
def test_only_the_keeper_is_led(reader: str, tmp_path: Path, qtbot: QtBot) -> None:
    with people.read_by(reader, tmp_path, qtbot) as window:
        assert window.go(1).findChildren(GuideCard) == []


def in_sight(button: QPushButton) -> bool:
    return not button.visibleRegion().isEmpty()


def test_the_step_to_do_now_is_in_sight_in_the_smallest_window(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(*theme.SMALLEST)
    home = window.go(1)
    home.begin_guide()
    for step in (Step.TERM, Step.PEOPLE, Step.OUTSIDE):
        qtbot.waitUntil(partial(in_sight, home.guide.rows[step].do_it))
        home.guide.put_off(step)
    assert home.guide.focusProxy() is home.guide.away
    qtbot.waitUntil(partial(in_sight, home.guide.away))


@pytest.mark.pictures
@pytest.mark.parametrize("size", [*SIZES, *SMALLEST])
def test_pictures(size: str, window: MainWindow, session: Session, pictures_folder: Path) -> None:
    home = window.go(1)
    picture(window, size, "bat-dau-dung-the", pictures_folder)
    home.begin_guide()
    session.do(lambda: first_steps.put_off(session.store, Step.PEOPLE))
    picture(window, size, "bat-dau-dung", pictures_folder)


def test_sample_papers_are_made_beside_the_practice_office(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    opened: list[Path] = []

    def open_url(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()))
        return len(opened) == 1

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    home = window.go(1)
    home.begin_guide()
    home.guide.samples.click()
    qtbot.waitUntil(lambda: bool(opened), timeout=60_000)
    assert opened == [samples.folder()]
    assert len(list(samples.folder().glob("*.docx"))) > 8
    assert "problem" not in window.__dict__
    home.guide.samples.click()
    qtbot.waitUntil(lambda: len(opened) == 2, timeout=60_000)
    assert window.problem.isVisible()
    told = ClerkError(Problem.FOLDER_NOT_SHOWN, path=str(samples.folder()))
    assert window.problem.words.text() == " ".join(sentences(told))

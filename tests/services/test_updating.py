"""Updating: which file is one, whether it is whole, what is saved first, and the way back."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dandan_desktop import __version__, paths
from dandan_desktop.db import shelf
from dandan_desktop.db.register import Register
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.progress import Cancelled
from dandan_desktop.domain.thinning import Kind
from dandan_desktop.services import backups, program_files, updating
from tests.disks import disk, grown
from tests.programs import stand_in

NEWER = "9.1.0"
KB = 1024


def release(
    folder: Path, version: str = NEWER, content: bytes = b"MZ bo cai" * 1000, named: str = updating.INSTALLER
) -> Path:
    """An update file with the checksum sheet of its release, which tells of other files too, and in words."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / named.format(version)
    file.write_bytes(content)
    lines = [
        f"Sổ Dân vận {version}",
        "",
        f"{hashlib.sha256(content).hexdigest()}  {file.name}",
        f"{'0' * 64}  so-dan-van-{version}-khac.zip",
    ]
    (folder / updating.SHEET).write_text("\r\n".join(lines), encoding="utf-8")
    return file


def refused(path: Path, current: str = __version__) -> Problem:
    with pytest.raises(ClerkError) as told:
        updating.checked(path, current)
    return told.value.problem


ORDER = ["0.1.0.dev0", "0.1.0a1", "0.1.0b2", "0.1.0rc1", "0.1.0", "0.1.1", "0.2", "0.10.0", "1.0.dev3", "1"]


def test_versions_follow_one_another() -> None:
    for place, version in enumerate(ORDER):
        assert [updating.is_newer(version, each) for each in ORDER] == [n < place for n in range(len(ORDER))]
    assert updating.read_version("1.2") == updating.read_version("1.2.0")
    assert updating.read_version(__version__) is not None


@given(st.text(max_size=12))
def test_no_strange_word_is_newer(word: str) -> None:
    plain = word.replace("/", "")
    if updating.read_version(plain) is None:
        assert not updating.is_newer(plain)
        assert updating.named(Path(updating.INSTALLER.format(plain))) is None


@given(st.lists(st.integers(0, 99), min_size=1, max_size=4), st.lists(st.integers(0, 99), min_size=1, max_size=4))
def test_figures_are_compared_as_figures(one: list[int], other: list[int]) -> None:
    words = [".".join(map(str, each)) for each in (one, other)]
    padded = [[*each, 0, 0, 0, 0][:4] for each in (one, other)]
    assert updating.is_newer(words[0], words[1]) == (padded[0] > padded[1])


def test_a_stick_is_searched_for_the_newest(tmp_path: Path) -> None:
    stick, other = tmp_path / "USB Lan", tmp_path / "USB khác"
    release(stick, "9.0.0")
    release(stick, "0.0.1")
    best = release(other, "9.10.0")
    (other / updating.INSTALLER.format("tam")).write_bytes(b"x")
    (other / "so-dan-van-9.99.0-khac.zip").write_bytes(b"x")
    found = updating.found([stick, other, tmp_path / "đã rút"], "0.1.0")
    assert [each.version for each in found] == ["9.10.0", "9.0.0"]
    assert found[0].path == best


@pytest.mark.parametrize("is_carried", [True, False])
def test_of_one_version_the_file_for_this_program_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_carried: bool
) -> None:
    monkeypatch.setattr(updating, "is_carried", lambda: is_carried)
    folder, installer = release(tmp_path, named=updating.CARRIED), release(tmp_path)
    newest = release(tmp_path, "9.2.0", named=updating.CARRIED)
    found = [each.path for each in updating.found([tmp_path])]
    assert found == [newest, *((folder, installer) if is_carried else (installer, folder))]


def test_a_program_that_no_installer_laid_is_carried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "Sổ Dân vận" / "chuong-trinh"
    program.mkdir(parents=True)
    monkeypatch.setattr(sys, "executable", str(program / updating.WINDOW))
    assert not updating.is_carried(), "from source"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert updating.is_carried()
    (program.parent / updating.REMOVER).write_bytes(b"MZ")
    assert not updating.is_carried()


def test_for_a_packed_folder_the_register_is_saved_and_nothing_brought_here(register: Register, tmp_path: Path) -> None:
    file = release(tmp_path / "USB", named=updating.CARRIED)
    ready = updating.prepare(register, file)
    newest = backups.newest(register)
    assert newest is not None
    assert ready == updating.Ready(updating.Update(file, NEWER), newest.sequence)
    assert not (paths.data_folder() / "cap-nhat").exists()
    file.write_bytes(b"x")
    assert refused(file) is Problem.UPDATE_DIFFERS


@pytest.mark.parametrize("kilobytes", [4, 500, 1000])  # the last has room for the installer, not for its sheet
def test_a_disk_that_fills_while_the_file_is_brought_here(register: Register, tmp_path: Path, kilobytes: int) -> None:
    content = b"MZ bo cai " * 100 * KB
    file, home = release(tmp_path / "USB", content=content), paths.data_folder() / "cap-nhat"
    with disk(home, f"size={kilobytes}k"):
        with pytest.raises(ClerkError) as told:
            updating.prepare(register, file)
        assert told.value.problem is Problem.DISK_FULL
        assert list(home.iterdir()) == []
        assert not (paths.data_folder() / "cap-nhat.json").exists()
        assert backups.newest(register) is not None
        grown(home, "64m")
        assert updating.prepare(register, file).update.path.read_bytes() == content


def test_a_disk_without_room_for_the_backup_brings_nothing_here(register: Register, tmp_path: Path) -> None:
    file = release(tmp_path / "USB")
    with disk(shelf.own_place(register.uid), "size=200k"), pytest.raises(ClerkError) as told:
        updating.prepare(register, file)
    assert told.value.problem is Problem.DISK_FULL
    assert not (paths.data_folder() / "cap-nhat").exists()


def test_a_whole_file_is_taken(tmp_path: Path) -> None:
    file = release(tmp_path / "Tài liệu của Ánh")
    assert updating.checked(file) == updating.Update(file, NEWER)


def test_what_is_not_whole_or_not_newer_is_refused(tmp_path: Path) -> None:
    file = release(tmp_path)
    assert refused(tmp_path / "virus.exe") is Problem.UPDATE_STRANGE
    assert refused(file, NEWER) is Problem.UPDATE_NOT_NEWER
    assert refused(file, "10.0") is Problem.UPDATE_NOT_NEWER
    content = bytearray(file.read_bytes())
    content[40] ^= 1
    file.write_bytes(content)
    assert refused(file) is Problem.UPDATE_DIFFERS
    (tmp_path / updating.SHEET).write_text(f"{'0' * 64}  other.exe\n", encoding="utf-8")
    assert refused(file) is Problem.UPDATE_NO_SHEET
    (tmp_path / updating.SHEET).unlink()
    assert refused(file) is Problem.UPDATE_NO_SHEET
    release(tmp_path)
    file.unlink()
    assert refused(file) is Problem.FILE_MISSING


def test_the_register_is_saved_before_and_the_file_brought_here(register: Register, tmp_path: Path) -> None:
    file = release(tmp_path / "USB")
    old = paths.data_folder() / "cap-nhat" / updating.INSTALLER.format("0.0.1")
    old.parent.mkdir(parents=True)
    old.write_bytes(b"x")
    ready = updating.prepare(register, file)
    newest = backups.newest(register)
    assert newest is not None
    assert (newest.kind, newest.sequence) == (Kind.BEFORE_UPGRADE, ready.backup)
    assert ready.update.path.parent == old.parent
    assert ready.update.path.read_bytes() == file.read_bytes()
    assert not old.exists()
    record = json.loads((paths.data_folder() / "cap-nhat.json").read_text(encoding="utf-8"))
    assert (record["from"], record["to"]) == (__version__, NEWER)
    assert Path(record["backup"]).is_file()


def test_nothing_is_saved_for_a_file_that_is_not_whole(register: Register, tmp_path: Path) -> None:
    file = release(tmp_path / "USB")
    file.write_bytes(b"x")
    with pytest.raises(ClerkError):
        updating.prepare(register, file)
    assert backups.newest(register) is None
    assert not (paths.data_folder() / "cap-nhat").exists()


def test_huy_is_heeded_while_the_file_is_compared(tmp_path: Path) -> None:
    class Stop:
        def step(self, _done: int, _total: int) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        updating.checked(release(tmp_path), progress=Stop())


def test_a_program_in_a_folder_closed_to_us_is_shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "Program Files"
    monkeypatch.setattr(paths, "program_folder", lambda: home / "chuong-trinh")
    with disk(home, "size=64k"):
        assert not updating.is_shared(), "no installer laid it"
        (home / updating.REMOVER).touch()
        assert not updating.is_shared()
        assert [each.name for each in home.iterdir()] == [updating.REMOVER], "asking leaves nothing"
        subprocess.run(["mount", "-o", "remount,ro", home], check=True)
        assert updating.is_shared()
    assert not updating.may_write(home / "không có")


def test_the_way_back_is_the_program_the_installer_kept(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "Sổ Dân vận" / "chuong-trinh"
    before = program.parent / updating.BEFORE
    program.mkdir(parents=True)
    assert updating.way_back(register.uid, program) is None
    before.mkdir()
    (before / updating.WINDOW).write_bytes(b"MZ")
    assert updating.way_back(register.uid, program) is None, "without its list it is not whole"
    (before / program_files.LIST).write_text("{}", encoding="utf-8")
    assert updating.way_back(register.uid, program) == updating.WayBack(before / updating.WINDOW, "", "")
    updating.prepare(register, release(tmp_path / "USB"))
    assert updating.way_back(register.uid, program) == updating.WayBack(before / updating.WINDOW, "", ""), (
        "not installed yet"
    )
    monkeypatch.setattr(updating, "__version__", NEWER)
    back = updating.way_back(register.uid, program)
    assert back is not None
    assert back.version == __version__
    assert Path(back.backup).is_file()
    assert updating.way_back("sổ khác", program) == back._replace(backup="")
    (paths.data_folder() / "cap-nhat.json").write_bytes(b"\xff[")
    assert updating.way_back(register.uid, program) == updating.WayBack(before / updating.WINDOW, "", "")


def test_what_is_started_goes_on_by_itself(tmp_path: Path) -> None:
    does = "import pathlib, sys\npathlib.Path(__file__).with_name('xong').write_text('|'.join(sys.argv[1:]))\n"
    started = updating.start(stand_in(tmp_path, "bo-cai", does), ["--register", "a b"])
    assert started.wait(20) == 0
    assert (tmp_path / "xong").read_text(encoding="utf-8") == "--register|a b"
    with pytest.raises(ClerkError) as told:
        updating.start(tmp_path / "không có")
    assert told.value.problem is Problem.UPDATE_NOT_STARTED

"""Places that copy what lies in them to other machines."""

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dandan_desktop import paths
from dandan_desktop.db.birth import Fresh
from dandan_desktop.db.place import refuse_second_place
from dandan_desktop.db.register import Register
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.messages import sentences
from tests.registers import PASSPHRASE, copied, master
from tests.systems import linked, need_mounts


@pytest.mark.parametrize(
    ("place", "service"),
    [
        ("Users/Lan/OneDrive/Tài liệu/sổ.dandan", "OneDrive"),
        ("Users/Lan/onedrive - Tỉnh ủy Đồng Tháp/sổ.dandan", "OneDrive"),
        ("Users/Lan/Dropbox/sổ.dandan", "Dropbox"),
        ("Users/Lan/Dropbox (Cá nhân)/a/b/sổ.dandan", "Dropbox"),
        ("Users/Lan/Google Drive/sổ.dandan", "Google Drive"),
        ("G/My Drive/sổ.dandan", "Google Drive"),
        ("G/Drive của tôi/sổ.dandan", "Google Drive"),
        ("G/Bộ nhớ dùng chung/sổ.dandan", "Google Drive"),
        ("Users/Lan/iCloudDrive/sổ.dandan", "iCloud"),
        ("Users/Lan/iCloud Drive/sổ.dandan", "iCloud"),
        ("Users/Lan/Documents/Zalo Received Files/sổ.dandan", "Zalo"),
        ("Users/Lan/AppData/Local/ZaloPC/123/sổ.dandan", "Zalo"),
        ("Users/Lan/Documents/sổ.dandan", ""),
        ("Users/Lan/OneDriveCu/sổ.dandan", ""),
        ("Users/Lan/Zalo/sổ.dandan", ""),
        ("Users/Lan/Tài liệu về Dropbox/sổ.dandan", ""),
        ("Users/Lan/Documents/OneDrive.dandan", ""),
    ],
)
def test_known_by_the_names_of_folders(tmp_path: Path, place: str, service: str) -> None:
    assert paths.sync_service(tmp_path / place, {}) == service


@pytest.mark.parametrize(
    ("mark", "is_folder", "service"),
    [
        (".849C9593-D756-4E56-8D6E-42412F2A707B", False, "OneDrive"),
        (".dropbox.cache", True, "Dropbox"),
        (".tmp.drivedownload", True, "Google Drive"),
        (".shortcut-targets-by-id", True, "Google Drive"),
        (".dropbox.cache", False, ""),
    ],
)
def test_known_by_what_lies_in_the_top_folder(tmp_path: Path, mark: str, is_folder: bool, service: str) -> None:
    deep = tmp_path / "Của tôi" / "Năm 2026"
    deep.mkdir(parents=True)
    if is_folder:
        (tmp_path / "Của tôi" / mark).mkdir()
    else:
        (tmp_path / "Của tôi" / mark).write_bytes(b"")
    assert paths.sync_service(deep / "sổ.dandan", {}) == service
    assert paths.sync_service(tmp_path / "sổ.dandan", {}) == ""


@pytest.mark.parametrize("name", ["OneDrive", "OneDriveConsumer", "OneDriveCommercial"])
def test_known_by_the_environment(tmp_path: Path, name: str) -> None:
    top = tmp_path / "Dữ liệu cơ quan"
    top.mkdir()
    for place in (top, top / "a"):
        assert paths.sync_service(place / "sổ.dandan", {name: str(top)}) == "OneDrive"
    assert paths.sync_service(tmp_path / "Dữ liệu cơ quan 2" / "sổ.dandan", {name: str(top)}) == ""
    assert paths.sync_service(tmp_path / "sổ.dandan", {name: ""}) == ""


def test_known_behind_a_link(tmp_path: Path) -> None:
    top = tmp_path / "Dữ liệu cơ quan"
    top.mkdir()
    link = linked(tmp_path / "lối tắt", top)
    assert paths.sync_service(link / "sổ.dandan", {"OneDrive": str(top)}) == "OneDrive"


def test_a_register_there_is_neither_made_nor_opened(tmp_path: Path) -> None:
    path = copied(tmp_path / "Dropbox")
    new = path.with_name("mới.dandan")
    asked: tuple[Callable[[], Register], ...] = (
        lambda: Register.open_with_key(path, master().data_key),
        lambda: Register.open(path, PASSPHRASE),
        lambda: Register.create(new, PASSPHRASE, Fresh()),
    )
    for ask in asked:
        with pytest.raises(ClerkError) as caught:
            ask()
        assert caught.value.problem is Problem.REGISTER_IN_SYNC_FOLDER
        assert "thư mục của Dropbox" in sentences(caught.value)[0]
    assert not new.exists()


def test_a_second_place_for_backups_is_a_disk_or_a_stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    need_mounts()
    (tmp_path / "mounts").write_text("may:/x /mnt/chung nfs rw 0 0\n/dev/sdb1 /media/usb vfat rw 0 0\n")
    monkeypatch.setattr(paths, "MOUNTS", tmp_path / "mounts")
    refuse_second_place(Path("/media/usb"))
    for place, problem in (
        (Path("/mnt/chung/sao lưu"), Problem.PLACE_ON_NETWORK),
        (Path("/media/usb/OneDrive"), Problem.PLACE_IN_SYNC_FOLDER),
    ):
        with pytest.raises(ClerkError) as caught:
            refuse_second_place(place)
        assert caught.value.problem is problem


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/media/lan/KINGSTON/sổ", "KINGSTON"),
        ("/media/lan/KINGSTON", "KINGSTON"),
        ("/run/media/lan/Ổ của Lan", "Ổ của Lan"),
        ("/srv/lan", ""),
        ("/media/lan/KINGSTON2", ""),
    ],
)
def test_a_stick_is_called_as_the_desktop_calls_it(path: str, label: str) -> None:
    mounts = paths.read_mounts(
        "/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 /media/lan/KINGSTON vfat rw 0 0\n"
        "/dev/sdc1 /run/media/lan/Ổ\\040của\\040Lan exfat rw 0 0\n"
    )
    assert paths.label_of(path, mounts) == label


def test_the_machine_itself_is_called_by_the_path_or_as_windows_calls_its_drive(tmp_path: Path) -> None:
    called = paths.drive_words(tmp_path)
    is_windows_own = re.fullmatch(r"(ổ đĩa|USB) (“.+”|[A-Z]:)", called) is not None
    assert is_windows_own if sys.platform == "win32" else called == f"thư mục {tmp_path}"

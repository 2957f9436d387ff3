"""A disk that fills up, or fails, while a backup is made or restored: told in words, remembered, and nothing lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dandan_desktop.db import packages, restores, shelf
from dandan_desktop.db.register import Register
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.messages import sentences
from dandan_desktop.domain.users import User
from dandan_desktop.services import backups, restoring, users
from dandan_desktop.services.backups import Level
from tests.disks import disk, grown, held, no_file_longer_than
from tests.registers import PASSPHRASE, store_of
from tests.services.backed import Backed, people

KB = 1024


@contextmanager
def small_shelf(register: Register, kilobytes: int) -> Iterator[Path]:
    """The backups of this computer on a disk of so many kilobytes."""
    place = shelf.own_place(register.uid)
    with disk(place, f"size={kilobytes}k"):
        yield place


def refused(register: Register) -> ClerkError:
    with pytest.raises(ClerkError) as caught:
        backups.back_up(register)
    return caught.value


def size_of(register: Register) -> int:
    return register.path.stat().st_size // KB


@pytest.mark.parametrize("part", [0.2, 0.9, 1.05, 1.5, 1.95])
def test_a_full_disk_while_a_backup_is_made(register: Register, part: float) -> None:
    with small_shelf(register, int(size_of(register) * part)) as place:
        error = refused(register)
        assert error.problem is Problem.DISK_FULL
        assert "bị hỏng" not in " ".join(sentences(error))
        assert shelf.read(place).failure == "DISK_FULL"
        assert shelf.files(place) == []
        loudest = backups.status(register).alarms[0]
        assert loudest.level is Level.RED
        assert "Lần sao lưu gần nhất không xong: Ổ đĩa đã đầy, chỉ còn " in loudest.text
        assert "—" not in loudest.text
        grown(place, "64m")
        assert backups.back_up(register).entry.sequence == 1
        assert shelf.read(place).failure == ""


@pytest.mark.parametrize("part", [0.3, 0.95])
def test_a_disk_that_takes_no_more_of_a_backup(register: Register, part: float) -> None:
    with no_file_longer_than(int(size_of(register) * part) * KB + 77):
        assert refused(register).problem is Problem.DISK_FAILING
        assert shelf.read(shelf.own_place(register.uid)).failure == "DISK_FAILING"
    assert backups.back_up(register).entry.sequence == 1


def test_a_bug_while_a_backup_is_made_is_remembered_as_a_backup_that_failed(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("a bug")

    monkeypatch.setattr(packages, "write", broken)
    with pytest.raises(KeyError):
        backups.back_up(register)
    assert backups.status(register).level is Level.RED


def test_what_is_free_is_said(register: Register) -> None:
    with small_shelf(register, 200):
        assert sentences(refused(register))[0].startswith("Ổ đĩa đã đầy, chỉ còn 0 MB, nên chưa ghi được ")


def test_removing_a_user_without_room_for_the_backup_removes_nobody(register: Register) -> None:
    with store_of(register) as store:
        row = users.add(register, store, User(name="Người đi", enters=True), [], "mật khẩu của người đi").row
    key = register.data_key
    with small_shelf(register, 200):
        with pytest.raises(ClerkError) as caught:
            users.remove(register, row)
        assert caught.value.problem is Problem.DISK_FULL
    assert register.data_key == key
    with store_of(register) as store:
        assert users.named(store, "Người đi") == row


@pytest.mark.parametrize("part", [0.3, 1.2, 1.9])
def test_a_full_disk_while_a_backup_is_restored(backed: Backed, tmp_path: Path, part: float) -> None:
    small = tmp_path / "đĩa nhỏ"
    target = small / "Sổ mới.dandan"
    with disk(small, f"size={int(backed.path.stat().st_size * part) // KB}k"):
        preview = restoring.look(backed.made.path, target, PASSPHRASE)
        with pytest.raises(ClerkError) as caught:
            restoring.restore(preview)
        assert (caught.value.problem, caught.value.facts["path"]) == (Problem.DISK_FULL, target)
        assert not [file for file in small.iterdir() if not file.name.endswith("-may")]
        grown(small, "64m")
        restoring.restore(preview)
        assert people(target) == ["Nguyễn Thị Đào"]


def test_a_register_in_place_that_could_not_be_looked_at_is_backed_up_all_the_same(
    backed: Backed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restores, "current_of", lambda *_: None)
    restoring.restore(restoring.look(backed.made.path, backed.path, PASSPHRASE))
    kinds = [entry.kind.value for entry in shelf.read(backed.made.path.parent).entries]
    assert kinds == ["by_hand", "before_restore"]


def test_a_backup_a_scanner_holds_gets_its_name_a_moment_later(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = held(monkeypatch, 3)
    assert backups.back_up(register).path.exists()
    assert len(waits) == 3


def test_a_backup_a_scanner_never_lets_go_is_told_and_leaves_nothing(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    held(monkeypatch, 99)
    assert refused(register).problem is Problem.FILE_IN_USE
    assert shelf.files(shelf.own_place(register.uid)) == []

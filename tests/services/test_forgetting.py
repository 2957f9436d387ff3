"""What still holds somebody erased is deleted wherever it can be reached, counted once, and named where it stays."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from dandan_desktop.db import keys, outside, shelf
from dandan_desktop.db.birth import Fresh
from dandan_desktop.db.register import Register
from dandan_desktop.paths import drive_words
from dandan_desktop.services import backups, copies, forgetting, restoring
from dandan_desktop.services.forgetting import Forgotten
from tests.registers import PASSPHRASE
from tests.services.backed import Backed, add, backed_up, clean_profile


@pytest.fixture
def stick(tmp_path: Path, register: Register) -> Path:
    made = tmp_path / "usb"
    made.mkdir()
    backups.choose_second_place(made, register)
    return made


def backed(register: Register, *names: str) -> None:
    for name in names:
        add(register, name)
        backups.back_up(register)
        copies.take_out_if_there(register)


def packages_under(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.rglob("*.dandan-sao"))


def test_one_new_backup_stays_in_every_place(register: Register, stick: Path) -> None:
    backed(register, "Nguyễn Thị Đào", "Lê Văn Bưởi")
    old = forgetting.older(register)
    assert [(each.place, each.lasts, each.is_of_branch) for each in old] == [
        *[("máy này", False, False)] * 2, *[(drive_words(stick), False, False)] * 2
    ]  # fmt: skip
    assert forgetting.forget(register, old) == Forgotten(4, 0, (), ())
    assert [(each.entry.sequence, each.places) for each in copies.listed(register)] == [
        (3, ("máy này", drive_words(stick)))
    ]
    assert [entry.sequence for entry in shelf.read(outside.place_on(stick, register.uid)).entries] == [3]
    status = backups.status(register)
    assert status.last is not None
    assert status.last.sequence == 3


def test_what_was_put_somewhere_by_hand_goes_too_and_what_is_of_another_register_stays(
    register: Register, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backed(register, "Nguyễn Thị Đào")
    made = backups.back_up(register)
    put = backups.copy_to(made, stick)
    renamed = shutil.copy(put, stick / "bản cũ.dandan-sao")
    beside = backups.copy_to(made, register.path.parent)
    with monkeypatch.context() as other_computer:
        clean_profile(other_computer, tmp_path / "máy khác")
        with closing(Register.create(tmp_path / "Sổ khác.dandan", PASSPHRASE, Fresh(who="Ba"))) as other:
            foreign = backups.copy_to(backups.back_up(other), stick)
    (stick / "hỏng-000001.dandan-sao").write_bytes(b"PK\x03\x04")
    by_hand = forgetting.lasting(register)
    assert {each.path for each in by_hand} == {put, Path(renamed), beside}
    assert {each.place for each in by_hand} == {str(stick), "thư mục của sổ"}
    done = forgetting.forget(register, forgetting.older(register))
    assert (done.backups, done.left) == (6, ())
    newest = f"Sổ thử-{3:06d}.dandan-sao"
    assert packages_under(stick) == sorted([foreign.name, "hỏng-000001.dandan-sao", newest])
    assert packages_under(register.path.parent) == []
    assert forgetting.lasting(register) == []


def restored(folder: Path) -> tuple[Backed, Path]:
    """A register restored from its backup, and the one that was kept aside."""
    made = backed_up(folder)
    done = restoring.restore(restoring.look(made.made.path, made.path, PASSPHRASE))
    assert done.aside is not None
    return made, done.aside


def test_a_register_kept_aside_is_named_and_goes_with_its_keys(tmp_path: Path) -> None:
    made, aside = restored(tmp_path)
    stranger = aside.with_name(aside.name.replace("-000001", "-000009"))
    shutil.copy(aside, stranger)
    content = keys.beside(aside).read_text(encoding="utf-8").replace(opened_uid(made.path), "0" * 36)
    keys.beside(stranger).write_text(content, encoding="utf-8")
    with closing(Register.open(made.path, PASSPHRASE)) as register:
        assert [each.path for each in forgetting.lasting(register)] == [aside]
        done = forgetting.forget(register, forgetting.older(register))
        assert (done.registers, done.left) == (1, ())
        assert forgetting.lasting(register) == []
    assert not list(aside.parent.glob(f"{aside.name}*"))
    assert stranger.exists()
    Register.open(made.path, PASSPHRASE).close()


def opened_uid(path: Path) -> str:
    return keys.loads(keys.beside(path).read_bytes()).register


def test_a_register_kept_aside_that_is_open_stays_and_is_named(tmp_path: Path) -> None:
    made, aside = restored(tmp_path)
    with closing(Register.open(made.path, PASSPHRASE)) as register, closing(Register.open(aside, PASSPHRASE)):
        done = forgetting.forget(register, forgetting.older(register))
        assert (done.registers, [each.path for each in done.left]) == (0, [aside])
    assert keys.beside(aside).exists()
    Register.open(aside, PASSPHRASE).close()


def test_backups_of_another_branch_are_told_as_such_and_counted_with_the_rest(tmp_path: Path) -> None:
    made, _ = restored(tmp_path)  # the backup made before restoring holds what is not in the restored register
    with closing(Register.open(made.path, PASSPHRASE)) as register:
        old = [each for each in forgetting.older(register) if not each.is_register]
        assert [(each.path.name[-17:-11], each.is_of_branch) for each in old] == [("000001", False), ("000002", True)]
        assert forgetting.forget(register, old).backups == len(old)


def test_what_thinning_let_go_meanwhile_is_counted_as_told(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    backed(register, "Nguyễn Thị Đào", "Lê Văn Bưởi", "Trần Thị Cam")
    old = forgetting.older(register)
    monkeypatch.setattr("dandan_desktop.domain.thinning.kept", lambda copies: {max(each.sequence for each in copies)})
    assert forgetting.forget(register, old).backups == len(old) == 3


def test_the_sticks_that_are_not_plugged_in_are_named(register: Register, stick: Path) -> None:
    backed(register, "Nguyễn Thị Đào")
    stick.rename(stick.with_name("trong túi"))
    old = forgetting.older(register)
    assert forgetting.forget(register, old) == Forgotten(1, 0, (), (drive_words(stick),))


def test_a_register_kept_aside_sees_only_the_backups_its_keys_open(tmp_path: Path) -> None:
    made, aside = restored(tmp_path)
    with closing(Register.open(made.path, PASSPHRASE)) as register:
        add(register, "Trần Thị Cam")
        register.alone()
        register.rotate()
        fresh = [backups.back_up(register).entry.sequence for _ in range(2)]
        assert [each.entry.sequence for each in copies.listed(register)] == [*reversed(fresh), 2, 1]
        assert backups.status(register).others == ()
    with closing(Register.open(aside, PASSPHRASE)) as register:
        status = backups.status(register)
        assert status.last is not None
        assert (status.last.sequence, [entry.sequence for entry in status.kept]) == (2, [2, 1])
        assert [entry.sequence for entry in status.others] == fresh
        assert [each.entry.sequence for each in copies.listed(register)] == [2, 1]
        for copy in copies.listed(register):
            assert backups.report(register, copies.opened(register, copy))
        assert not backups.is_changed(register)
        add(register, "Phạm Văn Dừa")
        assert backups.is_changed(register)
        assert backups.back_up(register).entry.sequence == max(fresh) + 1

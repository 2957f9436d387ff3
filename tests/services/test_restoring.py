"""Restoring: what would be lost is told first, the old register is moved aside, today's keys stay where they can."""

import contextlib
import shutil
from pathlib import Path

import pytest

from dandan_desktop import settings
from dandan_desktop.db import checks, journal, keys, packages, rotation, shelf
from dandan_desktop.db.birth import Fresh
from dandan_desktop.db.register import Register
from dandan_desktop.domain.drafts import PLACE
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.thinning import Kind
from dandan_desktop.services import backups, copies, restore_words, restoring
from tests.registers import NAME, PASSPHRASE, dump, master, opened, store_of
from tests.services.backed import CODE, Backed, add, clean_profile, people, refused


def test_what_a_backup_holds_and_what_would_be_lost(backed: Backed) -> None:
    preview = restoring.look(backed.made.path, backed.path, PASSPHRASE)
    assert (preview.sequence, preview.kind, preview.counts["people"]) == (1, Kind.BY_HAND, 1)
    assert preview.head == backed.made.sealed.head
    assert preview.keeps_keys
    assert preview.loss is not None
    assert (preview.loss.deeds, preview.loss.records, preview.loss.is_same_line) == (1, {"people": 1}, True)


def test_the_register_comes_back_and_the_old_one_is_kept_beside(backed: Backed) -> None:
    restored = restoring.restore(restoring.look(backed.made.path, backed.path, PASSPHRASE))
    assert restored.path == backed.path
    assert restored.aside is not None
    assert restored.aside.name == "Sổ thử.truoc-khoi-phuc-000001.dandan"
    assert people(backed.path) == ["Nguyễn Thị Đào"]
    assert people(restored.aside) == ["Nguyễn Thị Đào", "Lê Văn Bưởi"]
    assert not [
        file for file in backed.folder.iterdir() if file.name.endswith((".moi", ".doi", ".tam", "-wal", "-shm"))
    ]
    register = opened(backed.path)
    with store_of(register) as store:
        newest = journal.deeds(store)[0]
        assert (newest.name, newest.note) == ("restore_register", "1")
        assert not [table for table in backed.held if table != "facts" and dump(store)[table] != backed.held[table]]
    assert backups.back_up(register).entry.sequence == 3  # the second was made before the restore
    kinds = [entry.kind for entry in backups.status(register).kept]
    register.close()
    assert kinds == [Kind.BY_HAND, Kind.BEFORE_RESTORE, Kind.BY_HAND]


def test_the_drill_clean_profile_package_and_recovery_sheet(
    backed: Backed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = Path(shutil.copy(backed.made.path, tmp_path / "từ USB.dandan-sao"))
    clean_profile(monkeypatch, tmp_path / "máy mới")
    target = tmp_path / NAME
    preview = restoring.look(package, target, CODE.lower().replace("-", " "))
    assert (preview.loss, preview.keeps_keys) == (None, False)
    restored = restoring.restore(preview)
    assert restored.aside is None
    register = Register.open(target, CODE)
    with store_of(register) as store:
        assert dump(store) == backed.held
        assert checks.faults(store) == []
        assert [deed.name for deed in journal.deeds(store)] == ["restore_register", "add", "make_sheet"]
    register.close()
    assert people(target) == ["Nguyễn Thị Đào"]


def test_a_passphrase_of_today_opens_a_backup_from_before_the_key_was_changed(backed: Backed) -> None:
    register = Register.open(backed.path, PASSPHRASE)
    register.rotate()
    fresh = register.data_key
    register.close()
    preview = restoring.look(backed.made.path, backed.path, PASSPHRASE)
    assert preview.keeps_keys
    assert preview.plan.current is not None
    assert preview.plan.current.data_key == fresh != preview.plan.data_key == master().data_key
    restoring.restore(preview)
    register = Register.open(backed.path, PASSPHRASE)
    assert register.data_key == fresh
    assert rotation.former_keys(register.facts) == [master().data_key]
    again = restoring.look(backed.made.path, backed.path, register=register)
    assert again.plan.data_key == master().data_key
    register.close()


def test_keys_that_are_gone_come_back_from_the_backup(backed: Backed, monkeypatch: pytest.MonkeyPatch) -> None:
    clean_profile(monkeypatch, backed.folder / "khác")
    for file in backed.folder.glob("*.khoa*"):
        file.unlink()
    backed.path.unlink()
    restoring.restore(restoring.look(backed.made.path, backed.path, PASSPHRASE))
    assert people(backed.path) == ["Nguyễn Thị Đào"]
    assert keys.beside(backed.path).is_file()


def test_a_damaged_register_is_moved_aside_as_it_is(backed: Backed) -> None:
    content = bytearray(backed.path.read_bytes())
    content[5000:9000] = bytes(4000)
    backed.path.write_bytes(content)
    offer = restoring.newest_good(backed.path)
    assert offer is not None
    assert (offer.sequence, offer.path) == (1, backed.made.path)
    assert offer.last_write is not None
    assert offer.last_write >= offer.made_at
    preview = restoring.look(offer.path, backed.path, PASSPHRASE)
    assert preview.keeps_keys
    restored = restoring.restore(preview)
    assert restored.aside is not None
    assert restored.aside.read_bytes() == bytes(content)
    assert people(backed.path) == ["Nguyễn Thị Đào"]


def test_the_newest_good_backup_is_the_newest_that_can_be_read_to_its_end(backed: Backed) -> None:
    register = opened(backed.path)
    newer = backups.back_up(register)
    register.close()
    first, second = restoring.offers(backed.path)
    assert (first.sequence, second.sequence) == (newer.entry.sequence, 1)
    content = bytearray(newer.path.read_bytes())
    content[20_000] ^= 1
    newer.path.write_bytes(content)
    good = restoring.newest_good(backed.path)
    assert good is not None
    assert good.sequence == 1
    for copy in keys.places(backed.path):
        copy.unlink()
    assert restoring.offers(backed.path) == []


def test_what_is_refused(backed: Backed, tmp_path: Path) -> None:
    package = backed.made.path
    assert refused(package, backed.path, "không phải mật khẩu") is Problem.WRONG_PASSPHRASE
    other = tmp_path / "khác" / NAME
    other.parent.mkdir()
    Register.create(other, PASSPHRASE, Fresh()).close()
    before = other.read_bytes()
    assert refused(package, other) is Problem.RESTORE_WOULD_REPLACE
    assert other.read_bytes() == before
    other.unlink()
    assert refused(package, other) is Problem.RESTORE_WOULD_REPLACE  # its key file is still there
    plain = tmp_path / "thư.dandan"
    plain.write_text("của tôi", encoding="utf-8")
    assert refused(package, plain) is Problem.RESTORE_WOULD_REPLACE
    assert refused(package, tmp_path / "không có" / NAME) is Problem.FOLDER_MISSING
    assert refused(plain, backed.path) is Problem.NOT_A_PACKAGE


def test_a_register_in_use_is_not_replaced(backed: Backed) -> None:
    preview = restoring.look(backed.made.path, backed.path, PASSPHRASE)
    register = opened(backed.path)
    with pytest.raises(ClerkError) as caught:
        restoring.restore(preview)
    assert caught.value.problem is Problem.REGISTER_IN_USE
    register.close()
    assert len(people(backed.path)) == 2


def test_a_package_made_under_another_line_of_history(backed: Backed) -> None:
    register = opened(backed.path)
    second = backups.back_up(register)
    register.close()
    restoring.restore(restoring.look(backed.made.path, backed.path, PASSPHRASE))
    register = opened(backed.path)
    assert backups.is_changed(register)
    add(register, "Trần Thị Cam")
    register.close()
    loss = restoring.look(second.path, backed.path, PASSPHRASE).loss
    assert loss is not None
    assert not loss.is_same_line
    assert (loss.common, loss.deeds, loss.records) == (backed.made.sealed.deeds, 1, {"people": 1})
    words = restore_words.loss_words(loss)
    assert words.startswith(
        "Sổ hiện nay và bản sao này giống nhau ở 2 việc đầu, sau đó mỗi bên một khác. Sẽ mất 1 việc"
    )
    assert words.endswith("Có đụng đến: 1 người.")
    assert not list(shelf.own_place(register.uid).glob("*.xem*"))
    assert packages.read(second.path).manifest.sequence == 2


def test_going_back_from_a_wrong_restore_loses_nothing(backed: Backed) -> None:
    restoring.restore(restoring.look(backed.made.path, backed.path, PASSPHRASE))
    before = shelf.own_place(master_uid(backed)) / packages.file_name("Sổ thử", 2)
    loss = restoring.look(before, backed.path, PASSPHRASE).loss
    assert loss is not None
    assert (loss.is_same_line, loss.deeds) == (False, 0)
    assert "Không mất gì" in restore_words.loss_words(loss)


def master_uid(backed: Backed) -> str:
    return packages.read(backed.made.path).manifest.register


def test_where_a_clerk_was_does_not_come_back_with_the_backup(backed: Backed) -> None:
    register = opened(backed.path)
    with store_of(register) as store:
        store.keep_draft(PLACE, 0, "{}")
        store.keep_draft("people", 0, '{"full_name": "Đoàn Dở"}')
    second = backups.back_up(register)
    register.close()
    restoring.restore(restoring.look(second.path, backed.path, PASSPHRASE))
    register = opened(backed.path)
    with store_of(register) as store:
        assert [page for page, _, _ in store.drafts()] == ["people"]
    register.close()


def test_a_register_whose_key_files_are_lost_opens_by_the_slots_in_a_backup_on_this_computer(backed: Backed) -> None:
    for copy in keys.places(backed.path):
        copy.unlink()
    assert people(backed.path) == ["Nguyễn Thị Đào", "Lê Văn Bưởi"]
    assert keys.beside(backed.path).is_file()


def test_the_same_register_without_key_files_is_known_by_the_keys_of_the_backup(
    backed: Backed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = Path(shutil.copy(backed.made.path, tmp_path / "từ USB.dandan-sao"))
    for copy in keys.places(backed.path):
        copy.unlink()
    clean_profile(monkeypatch, tmp_path / "máy mới")
    preview = restoring.look(package, backed.path, PASSPHRASE)
    assert preview.loss is not None
    assert (preview.loss.deeds, preview.keeps_keys) == (1, True)
    restored = restoring.restore(preview)
    assert restored.aside is not None
    assert restored.aside.name == restoring.moved_aside(backed.path)
    assert people(backed.path) == ["Nguyễn Thị Đào"]


def test_a_register_this_machine_has_is_proposed_to_be_restored_where_it_is(backed: Backed, tmp_path: Path) -> None:
    settings.keep_register(backed.path, packages.read(backed.made.path).manifest.register)
    preview = restoring.look_anywhere(backed.made.path, tmp_path, PASSPHRASE)
    assert (preview.target, preview.elsewhere) == (backed.path, None)
    twin = restoring.look(backed.made.path, tmp_path / "sổ thứ hai.dandan", PASSPHRASE)
    assert twin.elsewhere == backed.path
    with pytest.raises(ClerkError, match=r"WRONG_PASSPHRASE"):
        restoring.look_anywhere(backed.made.path, tmp_path, "sai hoàn toàn rồi")
    backed.path.write_bytes(b"another thing")
    for beside in keys.places(backed.path)[:2]:
        beside.unlink()
    assert restoring.look_anywhere(backed.made.path, tmp_path, PASSPHRASE).target.parent == tmp_path


def test_of_two_files_of_one_register_each_counts_its_own_backups_and_marks_those_of_the_other(
    backed: Backed, tmp_path: Path
) -> None:
    restoring.restore(restoring.look(backed.made.path, tmp_path / "sổ thứ hai.dandan", PASSPHRASE))
    with contextlib.closing(Register.open(tmp_path / "sổ thứ hai.dandan", PASSPHRASE)) as second:
        add(second, "Trần Thị Hai")
        twin = backups.back_up(second)
        assert [(each.entry.sequence, each.is_aside) for each in copies.listed(second)] == [(2, False), (1, False)]
    with contextlib.closing(Register.open(backed.path, PASSPHRASE)) as first:
        status = backups.status(first)
        assert status.last is not None
        assert status.last.sequence == 1
        assert [(each.entry.sequence, each.is_aside) for each in copies.listed(first)] == [(2, True), (1, False)]
        assert twin.entry.at > status.last.at, "else the next line says nothing"
        assert backups.is_due(first, status.last.at + backups.EVERY)


def test_a_new_register_is_called_by_its_office_and_never_takes_a_name_in_use(backed: Backed, tmp_path: Path) -> None:
    folder = tmp_path / "Tài liệu"
    folder.mkdir()
    stem = packages.plain_stem(backed.made.sealed.office or backed.made.path.stem)
    (folder / f"{stem}.dandan").write_text("của tôi", encoding="utf-8")
    settings.remember(registers={})
    preview = restoring.look_anywhere(backed.made.path, folder, PASSPHRASE)
    assert preview.target == folder / f"{stem}-2.dandan"
    assert people(restoring.restore(preview).path) == ["Nguyễn Thị Đào"]

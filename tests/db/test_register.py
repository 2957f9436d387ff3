"""The register's file: made whole or not at all, opened by one program, refused with the right reason."""

import random
from pathlib import Path
from typing import Any

import pytest

from dandan_desktop import paths
from dandan_desktop.db import checks, engine, journal, keys
from dandan_desktop.db.birth import Fresh
from dandan_desktop.db.register import PRACTICE_PASSPHRASE, Register
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.faults import Fault
from dandan_desktop.domain.people import Person
from tests.registers import NAME, PASSPHRASE, copied, dump, fresh_store, master, opened, store_of
from tests.systems import lacking_in_wine, need_mounts


def refused(path: Path) -> Problem:
    with pytest.raises(ClerkError) as caught:
        Register.open_with_key(path, master().data_key).close()
    assert caught.value.facts["path"] == path
    return caught.value.problem


def not_made(path: Path, passphrase: str = PASSPHRASE) -> Problem:
    before = sorted(path.parent.rglob("*")) if path.parent.is_dir() else []
    with pytest.raises(ClerkError) as caught:
        Register.create(path, passphrase, Fresh())
    assert (sorted(path.parent.rglob("*")) if path.parent.is_dir() else []) == before
    return caught.value.problem


def test_a_new_register_has_its_files_and_its_facts(tmp_path: Path) -> None:
    register = Register.create(tmp_path / NAME, PASSPHRASE, Fresh(who="Lan"))
    assert not register.is_practice
    assert not register.has_recovery_sheet
    assert register.is_complete
    with store_of(register) as store:
        assert checks.faults(store) == []
        assert {table: count for table, count in checks.counts(store).items() if not count}.keys() == {
            "people", "officials", "terms", "meetings", "issued_numbers", "skips", "tasks",
            "proposals", "cases", "initiatives",
        }  # fmt: skip
        assert journal.deeds(store) == []
    register.close()
    assert {file.name for file in tmp_path.iterdir() if file.is_file()} == {
        NAME, NAME + ".khoa", NAME + ".khoa.bak", NAME + ".khoa-may",
    }  # fmt: skip
    assert (paths.data_folder() / "khoa" / f"{register.uid}.khoa").is_file()
    again = Register.open(tmp_path / NAME, PASSPHRASE)
    assert again.uid == register.uid
    again.close()


def test_nothing_of_a_register_can_be_read_without_its_key(tmp_path: Path) -> None:
    register = opened(copied(tmp_path))
    with store_of(register) as store, store.change("add"):
        store.of(Person).add(Person(full_name="Nguyễn Thị Đào"))
    register.close()
    for file in tmp_path.iterdir():
        content = file.read_bytes()
        for words in ("Đào", "Đồng Tháp", "SQLite", "CREATE TABLE", "sentinel"):
            assert words.encode() not in content, file.name


def test_a_practice_register_says_so(tmp_path: Path) -> None:
    register = Register.create(tmp_path / NAME, PRACTICE_PASSPHRASE, Fresh(is_practice=True))
    assert register.is_practice
    register.close()


def test_what_is_in_the_way_of_a_new_register(tmp_path: Path) -> None:
    path = copied(tmp_path / "sổ")
    assert not_made(path) is Problem.REGISTER_EXISTS
    content = keys.beside(path).read_bytes()
    path.unlink()
    assert not_made(path) is Problem.REGISTER_EXISTS
    assert keys.beside(path).read_bytes() == content
    assert not_made(tmp_path / "không có" / NAME) is Problem.FOLDER_MISSING
    assert not_made(tmp_path / ("x" * 250 + ".dandan")) is Problem.PATH_TOO_LONG
    assert not_made(tmp_path / NAME, "ngắn") is Problem.PASSPHRASE_TOO_SHORT
    assert not_made(tmp_path / NAME, PRACTICE_PASSPHRASE) is Problem.PASSPHRASE_IS_PRACTICE


@pytest.mark.parametrize("step", ["seed.seed", "keys.keep", "derived.rebuild"])
def test_a_register_that_cannot_be_made_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"dandan_desktop.db.{step}", fail)
    folder = tmp_path / "sổ"
    folder.mkdir()
    assert not_made(folder / NAME) is Problem.DISK_FULL
    assert list((paths.data_folder() / "khoa").glob("*")) == []


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", Problem.NOT_A_REGISTER),
        (b"x", Problem.NOT_A_REGISTER),
        (b"SQLite format 3\x00" + bytes(8176), Problem.NOT_A_REGISTER),
        (b"PK\x03\x04" + bytes(9000), Problem.NOT_A_REGISTER),
        (b"%PDF-1.7" + bytes(9000), Problem.NOT_A_REGISTER),
        (b'{"format": "dandan-meeting/1"}' * 999, Problem.NOT_A_REGISTER),
        ("Kính gửi các đồng chí. ".encode() * 999, Problem.NOT_A_REGISTER),
        (random.Random(1).randbytes(4096 * 3 + 5), Problem.REGISTER_DAMAGED),
        (random.Random(1).randbytes(4096 * 3), Problem.REGISTER_DAMAGED),
        (b"{" + random.Random(2).randbytes(4096 * 3 - 1), Problem.REGISTER_DAMAGED),
    ],
    ids=lambda value: repr(value[:12]) if isinstance(value, bytes) else value.name,
)
def test_a_file_that_is_no_register(tmp_path: Path, content: bytes, problem: Problem) -> None:
    path = tmp_path / NAME
    path.write_bytes(content)
    assert refused(path) is problem
    assert path.read_bytes() == content
    assert keys.beside(path).exists() is False


def test_a_register_whose_first_byte_looks_like_text_opens(tmp_path: Path) -> None:
    """The first sixteen bytes are random: with three of the 256 first bytes a quick look must not refuse it."""
    path = copied(tmp_path)
    for first in b"{[<":
        from dandan_desktop.db.place import look_at_file

        path.write_bytes(bytes([first]) + path.read_bytes()[1:])
        look_at_file(path)


def test_a_register_that_is_not_there(tmp_path: Path) -> None:
    assert refused(tmp_path / NAME) is Problem.REGISTER_MISSING
    assert refused(tmp_path) is Problem.REGISTER_MISSING
    assert refused(tmp_path / ("x" * 300)) is Problem.REGISTER_MISSING
    assert list(tmp_path.glob("*.khoa-may")) == []


def test_a_cut_register_is_refused(tmp_path: Path) -> None:
    path = copied(tmp_path)
    whole = path.read_bytes()
    for size in (0, 100, 4096, 4096 * 7, len(whole) // 2 // 4096 * 4096, len(whole) - 4096, len(whole) - 1):
        path.write_bytes(whole[:size])
        assert refused(path) is Problem.REGISTER_DAMAGED, size


def test_a_flipped_byte_is_never_read_as_something_else(tmp_path: Path) -> None:
    path = copied(tmp_path)
    whole = path.read_bytes()
    right = dump_of(path)
    dice = random.Random(7)
    for place in [0, 15, 16, 40, len(whole) - 1, *(dice.randrange(len(whole)) for _ in range(15))]:
        broken = bytearray(whole)
        broken[place] ^= 1 << dice.randrange(8)
        path.write_bytes(broken)
        if (found := damage_of(path)) is None:
            assert dump_of(path) == right, place
        assert found is Problem.REGISTER_DAMAGED, place


def dump_of(path: Path) -> dict[str, Any]:
    register = opened(path)
    try:
        with store_of(register) as store:
            return dump(store)
    finally:
        register.close()


def damage_of(path: Path) -> Problem | None:
    try:
        dump_all(path)
    except ClerkError as error:
        return error.problem
    return None


def dump_all(path: Path) -> None:
    """Look at every page: this finds what no record used."""
    register = opened(path)
    try:
        with store_of(register) as store:
            found = checks.faults(store)
            if found == [Fault.PAGES]:
                raise ClerkError(Problem.REGISTER_DAMAGED)
            assert found == []
    finally:
        register.close()


def test_swapped_pages_are_refused(tmp_path: Path) -> None:
    path = copied(tmp_path)
    whole = bytearray(path.read_bytes())
    whole[4096 * 5 : 4096 * 6], whole[4096 * 9 : 4096 * 10] = whole[4096 * 9 : 4096 * 10], whole[4096 * 5 : 4096 * 6]
    path.write_bytes(whole)
    with pytest.raises(ClerkError) as caught:
        dump_all(path)
    assert caught.value.problem is Problem.REGISTER_DAMAGED


def test_records_of_a_damaged_page_are_a_known_problem(tmp_path: Path) -> None:
    path = copied(tmp_path)
    with fresh_store(tmp_path / "a") as store:
        pages = int(store.query("SELECT rootpage FROM sqlite_schema WHERE name = 'people'")[0][0])
    broken = bytearray(path.read_bytes())
    broken[(pages - 1) * 4096 + 99] ^= 1
    path.write_bytes(broken)
    register = opened(path)
    with store_of(register) as store:
        for read in (
            lambda: store.of(Person).get(1),
            lambda: store.names.of("people", 1),
        ):
            with pytest.raises(ClerkError) as caught:
                read()
            assert caught.value.problem is Problem.REGISTER_DAMAGED
        assert checks.faults(store) == [Fault.PAGES]
    register.close()


def test_one_program_at_a_time(tmp_path: Path) -> None:
    path = copied(tmp_path)
    first = opened(path)
    assert refused(path) is Problem.REGISTER_IN_USE
    first.close()
    opened(path).close()


@pytest.mark.parametrize("content", [b"", b"12345\nmay-khac\n", bytes(5000)])
def test_a_lock_file_left_behind_does_not_block(tmp_path: Path, content: bytes) -> None:
    path = copied(tmp_path)
    path.with_name(NAME + ".khoa-may").write_bytes(content)
    opened(path).close()


@lacking_in_wine("the right to make a file writable again as Python 3.13 asks for it", since=(3, 13))
def test_a_lock_file_that_cannot_be_written_does_not_block(tmp_path: Path) -> None:
    path = copied(tmp_path)
    lock = path.with_name(NAME + ".khoa-may")
    lock.write_bytes(b"12345\nmay-khac\n")
    lock.chmod(0o444)
    opened(path).close()


def test_a_folder_in_place_of_the_lock_is_a_known_problem(tmp_path: Path) -> None:
    path = copied(tmp_path)
    path.with_name(NAME + ".khoa-may").mkdir()
    assert refused(path) in {Problem.DISK_FAILING, Problem.FOLDER_READ_ONLY}


MOUNTS = """/dev/sda1 / ext4 rw 0 0
proc /proc proc rw 0 0
//may-chu/chung /mnt/chung cifs rw 0 0
may:/x /mnt/nfs nfs4 rw 0 0
an@may: /mnt/o\\040mang fuse.sshfs rw 0 0
gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0
C: /mnt/c 9p rw 0 0
overlay /var/lib overlay rw 0 0
share /mnt/share virtiofs rw 0 0
/dev/sdb1 /mnt/chung/usb vfat rw 0 0
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/a/sổ.dandan", paths.Drive.LOCAL),
        ("/mnt/chung/sổ.dandan", paths.Drive.NETWORK),
        ("/mnt/chung2/sổ.dandan", paths.Drive.LOCAL),
        ("/mnt/chung/usb/sổ.dandan", paths.Drive.LOCAL),
        ("/mnt/nfs/a/b/sổ.dandan", paths.Drive.NETWORK),
        ("/mnt/o mang/sổ.dandan", paths.Drive.NETWORK),
        ("/run/user/1000/gvfs/x/sổ.dandan", paths.Drive.NETWORK),
        ("/mnt/c/sổ.dandan", paths.Drive.LOCAL),
        ("/var/lib/sổ.dandan", paths.Drive.LOCAL),
        ("/mnt/share/sổ.dandan", paths.Drive.LOCAL),
    ],
)
def test_drives_of_the_network(place: str, kind: paths.Drive) -> None:
    assert paths.drive_of(place, paths.read_mounts(MOUNTS)) is kind


@pytest.mark.parametrize("place", ["//may-chu/chung/sổ.dandan", "//may-chu/chung"])
def test_a_share_of_windows_is_the_network(place: str) -> None:
    assert paths.drive_kind(Path(place)) is paths.Drive.NETWORK


def test_a_register_on_a_network_drive_is_refused_also_behind_a_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    need_mounts()
    share = tmp_path / "chung"
    path = copied(share)
    (tmp_path / "mounts").write_text(f"may:/x {share.resolve()} nfs rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(paths, "MOUNTS", tmp_path / "mounts")
    link = tmp_path / "lối tắt"
    link.symlink_to(share)
    for place in (path, link / NAME):
        assert refused(place) is Problem.REGISTER_ON_NETWORK
        assert not_made(place.with_name("mới.dandan")) is Problem.REGISTER_ON_NETWORK


def test_without_a_table_of_mounts_every_drive_is_local(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "MOUNTS", tmp_path / "none")
    assert paths.drive_kind(tmp_path) is paths.Drive.LOCAL


def test_a_key_of_another_length_is_a_bug(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        engine.connect(tmp_path / NAME, b"short")


def test_failures_of_sqlite_that_are_bugs_pass_as_they_are(tmp_path: Path) -> None:
    with pytest.raises(engine.dbapi.OperationalError), engine.told(tmp_path), fresh_store(tmp_path) as store:
        store.query("SELECT nothing FROM nowhere")


def test_a_bug_while_opening_gives_the_lock_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = copied(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr("dandan_desktop.db.derived.present", len)
        with pytest.raises(TypeError):
            opened(path)
    opened(path).close()

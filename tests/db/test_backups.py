"""A backup: looked over before it has a name; a package: refused when anything in it is not as it should be."""

import json
import random
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from dandan_desktop.db import backups, derived, keys, packages, shelf
from dandan_desktop.db.backups import Made, Original
from dandan_desktop.db.engine import connect, dbapi
from dandan_desktop.db.migrations import STEPS
from dandan_desktop.db.register import Register
from dandan_desktop.db.upgrade import upgrade
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.people import Person
from dandan_desktop.domain.thinning import Kind
from tests.registers import PASSPHRASE, copied, dump, master, opened, raw, store_of

MARKER = "Nguyễn Thị Đào Tiên"


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    """An open register with one person in it."""
    made = opened(copied(tmp_path / "sổ"))
    with store_of(made) as store, store.change("add"):
        store.of(Person).add(Person(full_name=MARKER))
    yield made
    made.close()


def make(register: Register, kind: Kind = Kind.EXIT) -> Made:
    with store_of(register) as store:
        return backups.make(Original(register.path, register.uid, store.connection, register.data_key), kind)


def refused(path: Path, data_key: bytes | None = None) -> Problem:
    with pytest.raises(ClerkError) as caught:
        read_whole(path, data_key or master().data_key)
    assert caught.value.facts["path"] == path
    return caught.value.problem


def read_whole(path: Path, data_key: bytes) -> None:
    package = packages.read(path)
    packages.unsealed(package, data_key)
    packages.take_register(package, None)


def spelt(words: str) -> list[bytes]:
    return [words.encode(), words.encode("utf-16-le"), words.encode("utf-16-be")]


def test_a_backup_holds_the_register_and_tells_nothing_without_its_key(register: Register, tmp_path: Path) -> None:
    made = make(register)
    assert made.entry.sequence == 1
    assert made.path.name == "Sổ thử-000001.dandan-sao"
    with store_of(register) as store:
        here = dump(store)
    package = packages.read(made.path)
    data_key, slot = packages.unlock(package, PASSPHRASE)
    assert (data_key, slot.name) == (register.data_key, "Lan")
    assert packages.unsealed(package, data_key) == made.sealed
    assert made.sealed.counts["people"] == 1
    assert made.sealed.deeds == 1
    database = tmp_path / "trong"
    packages.take_register(package, database)
    with pytest.raises(ClerkError), raw(database):  # the data key does not open it: it is under the backup key
        pass
    backups.check(database, keys.backup_key(data_key), made.sealed)
    with names_in(database, keys.backup_key(data_key)) as rows:
        assert rows == [each["full_name"] for each in here["people"]] == [MARKER]
    for file in (*made.path.parent.iterdir(), database):
        for words in (MARKER, "Đào", "SQLite format", "CREATE TABLE", "sentinel"):
            assert not any(form in file.read_bytes() for form in spelt(words)), file.name


@contextmanager
def names_in(database: Path, key: bytes) -> Iterator[list[str]]:
    with closing(connect(database, key)) as connection:
        yield [name for (name,) in connection.execute("SELECT full_name FROM people")]


def test_nothing_but_the_package_and_its_index_is_left(register: Register) -> None:
    made = make(register)
    names = {file.name for file in made.path.parent.iterdir()}
    assert names == {made.path.name, "muc-luc.json", "muc-luc.json.khoa-may"}
    assert "sổ" not in (made.path.parent / "muc-luc.json").read_text(encoding="utf-8").replace("Sổ thử", "")


def test_every_file_on_the_way_is_sealed(register: Register) -> None:
    on_the_way: list[bytes] = []

    class Looking:
        def step(self, done: int, total: int) -> None:
            assert done <= total
            folder = shelf.own_place(register.uid)
            on_the_way.extend(file.read_bytes() for file in folder.glob("*.tam"))

    with store_of(register) as store:
        original = Original(register.path, register.uid, store.connection, register.data_key)
        backups.make(original, Kind.EXIT, Looking())
    assert len(on_the_way) >= 4
    assert not any(form in content for content in on_the_way for form in spelt(MARKER))
    assert not any(content.startswith(b"SQLite") for content in on_the_way)


def test_without_the_key_file_there_is_no_backup(register: Register) -> None:
    with raw(register.path) as connection:
        connection.execute("DROP TRIGGER history_facts_delete")
        connection.execute("DELETE FROM facts WHERE name = 'key_file'")
    for copy in keys.places(register.path):
        copy.unlink(missing_ok=True)
    with pytest.raises(ClerkError) as caught:
        make(register)
    assert caught.value.problem is Problem.BACKUP_NO_KEYS
    folder = shelf.own_place(register.uid)
    assert shelf.files(folder) == []
    assert list(folder.glob("*.tam")) == []
    assert shelf.read(folder).failure == "BACKUP_NO_KEYS"


@pytest.mark.parametrize("key", [b"", b"k" * 31, b"k" * 33])
def test_a_copy_without_a_key_is_never_begun(tmp_path: Path, key: bytes) -> None:
    with pytest.raises(ClerkError) as caught:
        backups.blank(tmp_path / "x.tam", key)
    assert caught.value.problem is Problem.BACKUP_NO_KEYS
    assert list(tmp_path.glob("x*")) == []


def test_sqlite_itself_refuses_a_target_in_the_clear(register: Register, tmp_path: Path) -> None:
    plain = dbapi.connect(str(tmp_path / "rõ"))
    with store_of(register) as store, pytest.raises(dbapi.OperationalError):
        store.connection.backup(plain, pages=-1)
    plain.close()


def test_the_check_sees_a_flipped_bit_a_lost_row_and_a_copy_in_the_clear(register: Register, tmp_path: Path) -> None:
    made = make(register)
    key = keys.backup_key(register.data_key)
    database = tmp_path / "trong"
    packages.take_register(packages.read(made.path), database)
    good = database.read_bytes()

    def verdict(sealed: packages.Sealed = made.sealed) -> Problem | None:
        try:
            backups.check(database, key, sealed)
        except ClerkError as error:
            return error.problem
        return None

    assert verdict() is None
    source = random.Random(3)
    for _ in range(6):
        at = source.randrange(len(good))
        database.write_bytes(good[:at] + bytes([good[at] ^ 1 << source.randrange(8)]) + good[at + 1 :])
        assert verdict() is Problem.BACKUP_FAILED_CHECK
    database.write_bytes(good[:-4096])
    assert verdict() is Problem.BACKUP_FAILED_CHECK
    database.write_bytes(good)
    fewer = packages.Sealed("", {**made.sealed.counts, "people": 2}, made.sealed.deeds, made.sealed.head, ())
    assert verdict(fewer) is Problem.BACKUP_FAILED_CHECK
    database.write_bytes(b"SQLite format 3\x00" + bytes(8176))
    assert verdict() is Problem.BACKUP_FAILED_CHECK


def test_a_failed_check_leaves_no_file_and_is_remembered(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ClerkError(Problem.BACKUP_FAILED_CHECK)

    with monkeypatch.context() as patch:
        patch.setattr(backups, "check", fail)
        with pytest.raises(ClerkError):
            make(register)
    folder = shelf.own_place(register.uid)
    assert [file.name for file in folder.iterdir() if not file.name.startswith("muc-luc")] == []
    assert shelf.read(folder).failure == "BACKUP_FAILED_CHECK"
    make(register)
    assert shelf.read(folder).failure == ""


def test_a_hostile_or_cut_package_is_refused(register: Register, tmp_path: Path) -> None:
    good = make(register).path.read_bytes()
    path = tmp_path / "x.dandan-sao"
    source = random.Random(5)
    for _ in range(150):
        content = bytearray(good)
        match source.randrange(3):
            case 0:
                content = content[: source.randrange(len(content))]
            case 1:
                tail = len(content) - source.randrange(1, 3_000)
                content[tail] ^= 1 << source.randrange(8)
            case _:
                at = source.randrange(len(content))
                content[at : at + source.randrange(1, 400)] = source.randbytes(source.randrange(400))
        if bytes(content) == good:
            continue
        path.write_bytes(content)
        try:
            read_whole(path, master().data_key)
        except ClerkError as error:
            assert error.problem in {Problem.PACKAGE_DAMAGED, Problem.NOT_A_PACKAGE, Problem.PACKAGE_NEWER}  # noqa: PT017


def rezipped(source: Path, target: Path, **changed: bytes | None) -> None:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            content = changed.get(info.filename.replace(".json", ""), old.read(info))
            if content is not None:
                new.writestr(zipfile.ZipInfo(info.filename), content)


def test_members_are_fixed_and_marked(register: Register, tmp_path: Path) -> None:
    made, path = make(register), tmp_path / "x.dandan-sao"
    with zipfile.ZipFile(made.path) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        sealed = archive.read("sealed")
    assert set(manifest) == {
        "format", "register", "sequence", "made_at", "program", "step", "kind", "sizes", "digests", "mark",
    }  # fmt: skip
    rezipped(made.path, path)
    assert packages.unsealed(packages.read(path), master().data_key) == made.sealed
    for key, value in (("sequence", 2), ("made_at", "2030-01-01T00:00:00Z"), ("kind", "by_hand")):
        rezipped(made.path, path, manifest=json.dumps({**manifest, key: value}).encode())
        assert refused(path) is Problem.PACKAGE_DAMAGED
    rezipped(made.path, path, manifest=json.dumps({**manifest, "format": "dandan-sao/2"}).encode())
    assert refused(path) is Problem.PACKAGE_NEWER
    rezipped(made.path, path, sealed=sealed[:-1] + b"x")
    assert refused(path) is Problem.PACKAGE_DAMAGED
    for member in ("keys", "sealed", "register", "manifest"):
        rezipped(made.path, path, **{member: None})
        assert refused(path) is Problem.PACKAGE_DAMAGED
    for content in (b"[]", b"{}", b"null", b"[" * 60_000, b"\xff"):
        rezipped(made.path, path, manifest=content)
        assert refused(path) is Problem.PACKAGE_DAMAGED
    for name in ("../x", "/x", "C:x", "REGISTER"):
        shutil.copyfile(made.path, path)
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr(name, b"x")
        assert refused(path) is Problem.PACKAGE_DAMAGED
    with zipfile.ZipFile(made.path) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, old.read(info))
    assert refused(path) is Problem.PACKAGE_DAMAGED
    assert refused(made.path, bytes(32)) is Problem.PACKAGE_DAMAGED


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x03\x04", b"PK\x05\x06" + bytes(18), b"SQLite format 3\x00"])
def test_what_is_no_package(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.dandan-sao"
    path.write_bytes(content)
    assert refused(path) in {Problem.NOT_A_PACKAGE, Problem.PACKAGE_DAMAGED}
    assert refused(tmp_path / "không có") is Problem.FILE_MISSING
    assert refused(tmp_path) is Problem.FILE_UNREADABLE


def test_numbers_only_grow(register: Register) -> None:
    folder = shelf.own_place(register.uid)
    assert [make(register).entry.sequence for _ in range(2)] == [1, 2]
    (folder / "muc-luc.json").unlink()
    assert make(register).entry.sequence == 3
    assert [entry.sequence for entry in shelf.read(folder).entries] == [1, 2, 3]  # taken in again: proven ours
    (folder / "Khác-000041.dandan-sao").write_bytes(b"PK")
    assert make(register).entry.sequence == 42
    for file in shelf.files(folder):
        file.unlink()
    assert make(register).entry.sequence == 43


def test_only_what_the_index_names_is_ever_deleted(register: Register) -> None:
    folder = shelf.own_place(register.uid)
    first = make(register)
    stranger = folder / "Sổ bạn-000000.dandan-sao"
    stranger.write_bytes(b"PK\x03\x04 somebody else's")
    (folder / "ghi chú.txt").write_text("của tôi", encoding="utf-8")
    (folder / (first.path.name + ".tam")).write_bytes(b"left by a kill")
    index = shelf.read(folder)
    shelf.without(folder, index, index.entries)
    make(register)
    names = {file.name for file in folder.iterdir()}
    assert {stranger.name, "ghi chú.txt"} <= names
    assert first.path.name not in names
    assert first.path.name + ".tam" not in names


@pytest.mark.parametrize("file", ["../../x-000001.dandan-sao", "x.txt", "/x-000001.dandan-sao", "a-000002.dandan-sao"])
def test_an_index_that_names_other_files_is_not_believed(register: Register, file: str) -> None:
    folder = make(register).path.parent
    content = json.loads((folder / "muc-luc.json").read_text(encoding="utf-8"))
    content["entries"][0]["file"] = file
    (folder / "muc-luc.json").write_text(json.dumps(content), encoding="utf-8")
    assert shelf.read(folder).entries == ()


def test_two_backups_at_once(register: Register) -> None:
    with shelf.held(shelf.own_place(register.uid)), pytest.raises(ClerkError) as caught:
        make(register)
    assert caught.value.problem is Problem.BACKUP_RUNNING


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("Sổ: <xã> 1/2?", "Sổ_ _xã_ 1_2_-000007.dandan-sao"),
        ("ễ" * 120, "ễ" * 50 + "-000007.dandan-sao"),
        (" . ", "so-000007.dandan-sao"),
    ],
)
def test_names_every_stick_takes(stem: str, name: str) -> None:
    assert packages.file_name(stem, 7) == name
    assert packages.sequence_in(name) == 7
    assert packages.sequence_in("x.dandan") == 0


def test_a_register_of_an_older_program_is_backed_up_before_its_schema_is_brought_up(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    def add_nickname(db: Any) -> None:
        db.execute("ALTER TABLE people ADD COLUMN nickname TEXT")

    register.close()
    newer = (*STEPS, ("9001_nickname", add_nickname))
    for module in ("register", "upgrade"):
        monkeypatch.setattr(f"dandan_desktop.db.{module}.STEPS", newer)
    monkeypatch.setattr(upgrade, "__defaults__", (newer,))
    opened(register.path).close()
    package = packages.read(shelf.files(shelf.own_place(register.uid))[0])
    assert (package.manifest.kind, package.manifest.step) == (Kind.BEFORE_UPGRADE, STEPS[-1][0])
    assert packages.unsealed(package, register.data_key).counts["people"] == 1
    with raw(register.path) as connection:
        assert "nickname" in derived.columns(connection, "people")


def test_without_room_for_that_backup_the_schema_stays_old(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    register.close()
    monkeypatch.setattr("dandan_desktop.db.register.STEPS", (*STEPS, ("9001_nickname", full)))
    monkeypatch.setattr(packages, "write", full)
    with pytest.raises(ClerkError) as caught:
        opened(register.path)
    assert caught.value.problem is Problem.DISK_FULL
    assert shelf.files(shelf.own_place(register.uid)) == []

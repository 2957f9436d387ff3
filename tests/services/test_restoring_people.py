"""Who opens a restored register: nobody who was removed, everybody else with a passphrase he knows, or it is said."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from dandan_desktop.db import keys
from dandan_desktop.db.register import Register
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.users import User
from dandan_desktop.services import backups, registers, restore_words, restoring, sheet, sheet_files, users
from tests.registers import PASSPHRASE, store_of
from tests.services.backed import CODE, NO_WAIT, Backed, backed_up, people
from tests.services.damaged import damage

MAI = "mật khẩu riêng của Mai"


@pytest.fixture
def backed(tmp_path: Path) -> Backed:
    """Of two people; Mai came after the backup."""
    made = backed_up(tmp_path)
    with closing(opened(made)) as register, store_of(register) as store:
        users.add(register, store, User(name="Mai", administers=True), [], MAI)
    return made


def opened(backed: Backed, passphrase: str = PASSPHRASE, name: str = "") -> Register:
    return Register.open(backed.path, passphrase, name, patience=NO_WAIT)


def back_up(backed: Backed) -> Path:
    with closing(opened(backed)) as register:
        return backups.back_up(register).path


def restored(package: Path, backed: Backed, name: str = "") -> restoring.Restored:
    return restoring.restore(restoring.look(package, backed.path, PASSPHRASE, name))


def problem_of(backed: Backed, passphrase: str, name: str = "") -> Problem | None:
    try:
        opened(backed, passphrase, name).close()
    except ClerkError as error:
        return error.problem
    return None


def key_of(backed: Backed) -> bytes:
    with closing(opened(backed)) as register:
        return register.data_key


def test_who_is_not_in_the_backup_is_not_offered_and_has_no_key(backed: Backed) -> None:
    before = keys.unlock(keys.loads(keys.beside(backed.path).read_bytes()), MAI).data_key
    done = restored(backed.made.path, backed)
    assert registers.door(backed.path).names == ("Lan",)
    assert problem_of(backed, MAI, "Mai") is Problem.WRONG_PASSPHRASE
    assert done.keyless == ()
    assert key_of(backed) != before
    assert people(backed.path) == ["Nguyễn Thị Đào"]


@pytest.mark.parametrize("opens_between", [True, False])
def test_a_clerk_keeps_the_passphrase_through_restoring_back_and_forth(backed: Backed, *, opens_between: bool) -> None:
    second = back_up(backed)
    restored(backed.made.path, backed)
    if opens_between:
        opened(backed).close()
    done = restored(second, backed)
    assert (done.keyless, done.returned) == ((), ("Mai",))
    assert "Mở bằng mật khẩu của lúc lập bản sao: Mai." in restore_words.notice(done)
    assert problem_of(backed, MAI, "Mai") is None
    assert problem_of(backed, PASSPHRASE, "Lan") is None
    assert problem_of(backed, CODE) is None


def test_whoever_was_removed_never_comes_back_with_his_passphrase(backed: Backed) -> None:
    second = back_up(backed)
    with closing(opened(backed)) as register:
        with store_of(register) as store:
            row = users.named(store, "Mai")
        users.remove(register, row)
    done = restored(second, backed)
    assert (done.keyless, done.returned) == (("Mai",), ())
    assert "Chưa có mật khẩu: Mai. Người quản trị đặt mật khẩu mới" in restore_words.notice(done)
    assert problem_of(backed, MAI, "Mai") is Problem.WRONG_PASSPHRASE
    assert problem_of(backed, MAI) is Problem.WRONG_PASSPHRASE
    restored(backed.made.path, backed)  # nobody here knows of Mai, and still
    assert restored(second, backed).keyless == ("Mai",)
    assert problem_of(backed, MAI) is Problem.WRONG_PASSPHRASE


def test_where_nobody_can_tell_who_was_removed_no_passphrase_comes_back(backed: Backed) -> None:
    second = back_up(backed)
    restored(backed.made.path, backed)
    damage(backed.path, *pages_with_new_key(backed))
    assert restored(second, backed).keyless == ("Mai",)
    restored(backed.made.path, backed)
    assert restored(second, backed).keyless == ("Mai",)  # it stays unknown


def pages_with_new_key(backed: Backed) -> list[int]:
    with closing(opened(backed)) as register, store_of(register) as store:
        ((root,),) = store.query("SELECT rootpage FROM sqlite_schema WHERE name = 'facts'")
    return [int(root)]


def test_an_administrator_is_told_who_has_no_passphrase_until_he_sets_one(backed: Backed) -> None:
    second = back_up(backed)
    with closing(opened(backed)) as register:
        with store_of(register) as store:
            row = users.named(store, "Mai")
        users.remove(register, row)
    restored(second, backed)
    with closing(opened(backed)) as register:
        assert users.keyless(register) == ("Mai",)
        with store_of(register) as store:
            users.reset(register, store, users.named(store, "Mai"), "mật khẩu mới của Mai")
        assert users.keyless(register) == ()
    assert problem_of(backed, "mật khẩu mới của Mai", "Mai") is None


def test_a_sheet_that_lies_on_a_disk_is_told_of_after_a_restore_too(backed: Backed, tmp_path: Path) -> None:
    file = tmp_path / "phiếu.docx"
    with closing(opened(backed)) as register, store_of(register) as store:
        drawn = sheet.begin(register, store, date(2026, 11, 22))
        sheet.confirm(register, store, drawn, drawn.code, [sheet.write(drawn, file)])
    restored(backed.made.path, backed)
    with closing(opened(backed)) as register:
        assert [each.path for each in sheet_files.left(register)] == [file]


def test_only_an_administrator_of_the_backup_or_the_sheet_restores(backed: Backed) -> None:
    with closing(opened(backed)) as register, store_of(register) as store:
        users.add(register, store, User(name="Cúc", enters=True), [], "mật khẩu riêng của Cúc")
    second = back_up(backed)
    for package, secret in ((second, "mật khẩu riêng của Cúc"), (backed.made.path, MAI)):
        with pytest.raises(ClerkError) as caught:
            restoring.restore(restoring.look(package, backed.path, secret))
        assert caught.value.problem is Problem.RESTORE_NOT_ALLOWED
    assert restoring.restore(restoring.look(second, backed.path, CODE)).is_by_sheet


def test_who_removes_himself_is_removed_and_the_key_is_changed(backed: Backed) -> None:
    with closing(opened(backed, MAI, "Mai")) as register:
        with store_of(register) as store:
            row = users.named(store, "Mai")
        users.remove(register, row)
        assert register.reader.roles == frozenset()
        assert backups.is_changed(register) is False  # the backup after the change was made
    assert problem_of(backed, MAI, "Mai") is Problem.WRONG_PASSPHRASE
    assert keys.loads(keys.beside(backed.path).read_bytes()).next is None
    assert problem_of(backed, PASSPHRASE) is None


def test_a_sheet_leaves_no_word_of_the_passphrases_of_then(
    backed: Backed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "máy mới"))
    target = tmp_path / "mới.dandan"
    by_sheet = restoring.restore(restoring.look(backed.made.path, target, CODE))
    assert "mật khẩu của lúc" not in restore_words.notice(by_sheet)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "máy mới nữa"))
    other = tmp_path / "khác.dandan"
    by_word = restoring.restore(restoring.look(backed.made.path, other, PASSPHRASE))
    assert "Sổ mở bằng mật khẩu của lúc lập bản sao." in restore_words.notice(by_word)

"""The recovery sheet: valid only once it was typed back, and a way in when no passphrase is left."""

import json
import random
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from dandan_desktop.db import journal, keys, packages
from dandan_desktop.db.register import Register
from dandan_desktop.db.rotation import SHEET_FILES
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.papers import RecoverySheet
from dandan_desktop.domain.users import EVERYBODY, User
from dandan_desktop.services import backups, registers, sheet, sheet_files, users
from dandan_desktop.services.sheet_files import SheetFile
from tests.registers import PASSPHRASE, copied

TODAY = date(2026, 11, 22)
MAI = "mật khẩu riêng của Mai"
NEW = "mật khẩu đặt lại cho Lan"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return copied(tmp_path / "sổ")


@pytest.fixture
def register(path: Path) -> Iterator[Register]:
    with closing(Register.open(path, PASSPHRASE)) as found:
        yield found


def made(path: Path) -> RecoverySheet:
    """A sheet printed and typed back."""
    with closing(Register.open(path, PASSPHRASE)) as register, closing(register.store()) as store:
        drawn = sheet.begin(register, store, TODAY)
        sheet.confirm(register, store, drawn, drawn.code)
        return drawn


def refused(path: Path, code: str) -> Problem:
    with pytest.raises(ClerkError) as caught:
        registers.open_by_sheet(path, code)
    return caught.value.problem


def test_a_sheet_opens_nothing_until_it_was_typed_back(path: Path) -> None:
    with closing(Register.open(path, PASSPHRASE)) as register, closing(register.store()) as store:
        drawn = sheet.begin(register, store, TODAY)
        assert sheet.begin(register, store, TODAY).code != drawn.code
        wrong = ("A" if drawn.code[0] != "A" else "B") + drawn.code[1:]
        for typed in ("", wrong, drawn.code[:-1], PASSPHRASE):
            with pytest.raises(ClerkError) as caught:
                sheet.confirm(register, store, drawn, typed)
            assert caught.value.problem is Problem.RECOVERY_CODE_DIFFERS
        assert not register.has_recovery_sheet
    assert refused(path, drawn.code) is Problem.RECOVERY_CODE_WRONG
    with closing(Register.open(path, PASSPHRASE)) as register, closing(register.store()) as store:
        changes = sheet.confirm(register, store, drawn, drawn.code.lower().replace("-", " "))
        assert register.has_recovery_sheet
        assert journal.deeds(store)[0].name == "make_sheet"
        assert changes.name == "make_sheet"
    with closing(registers.open_by_sheet(path, drawn.code)) as register:
        assert register.opener.is_sheet
        assert (register.reader.name, register.reader.roles) == ("Lan", EVERYBODY)


def test_a_new_sheet_puts_the_old_one_out_of_use(path: Path) -> None:
    first, second = made(path), made(path)
    assert refused(path, first.code) is Problem.RECOVERY_CODE_WRONG
    registers.open_by_sheet(path, second.code).close()
    assert len([slot for slot in keys.loads(keys.beside(path).read_bytes()).slots if slot.kind == keys.RECOVERY]) == 1


def test_what_was_copied_before_a_new_sheet_still_opens_with_the_old_one(path: Path) -> None:
    first = made(path)
    before = keys.beside(path).read_bytes()
    with closing(Register.open(path, PASSPHRASE)) as register:
        backup = backups.back_up(register).path
    second = made(path)
    assert packages.unlock(packages.read(backup), first.code)[1].kind == keys.RECOVERY
    with pytest.raises(ClerkError):
        packages.unlock(packages.read(backup), second.code)
    keys.beside(path).write_bytes(before)
    registers.open_by_sheet(path, first.code).close()


def test_with_the_sheet_somebody_gets_a_passphrase_again(path: Path) -> None:
    code = made(path).code
    with closing(registers.open_by_sheet(path, code)) as register, closing(register.store()) as store:
        users.reset(register, store, users.named(store, "Lan"), NEW)
        users.welcome(register, store, code)
        assert journal.deeds(store)[0].note == "bằng phiếu khôi phục"
    with closing(Register.open(path, NEW)) as register:
        assert register.has_recovery_sheet
    registers.open_by_sheet(path, code).close()


def test_the_sheet_outlives_a_new_data_key(path: Path) -> None:
    code = made(path).code
    with closing(Register.open(path, PASSPHRASE)) as register:
        register.rotate()
    registers.open_by_sheet(path, code).close()


def test_a_passphrase_is_no_code(path: Path) -> None:
    assert refused(path, PASSPHRASE) is Problem.RECOVERY_CODE_WRONG
    assert refused(path, keys.recovery_code(random.Random(1).randbytes(16))) is Problem.RECOVERY_CODE_WRONG


def test_only_who_keeps_the_register_makes_a_sheet(path: Path) -> None:
    with closing(Register.open(path, PASSPHRASE)) as register, closing(register.store()) as store:
        users.add(register, store, User(name="Mai", enters=True), [], MAI)
        drawn = sheet.begin(register, store, TODAY)
    with closing(Register.open(path, MAI)) as register, closing(register.store()) as store:
        for act in (
            lambda: sheet.begin(register, store, TODAY),
            lambda: sheet.confirm(register, store, drawn, drawn.code),
        ):
            with pytest.raises(ClerkError) as caught:
                act()
            assert caught.value.problem is Problem.NOT_ALLOWED


def test_the_paper_says_the_code_and_names_nobody(register: Register, tmp_path: Path) -> None:
    with closing(register.store()) as store:
        drawn = sheet.begin(register, store, TODAY)
        text = sheet.printed(drawn)
    assert "".join(drawn.code.split("-")) in text.replace(" - ", "").replace("\n", "")
    assert "22/11/2026" in text
    assert "Sổ thử" in text
    assert "Lan" not in text.split()
    file = sheet.write(drawn, tmp_path / sheet.FILE_NAME)
    assert file.read_bytes()[:2] == b"PK"


def confirmed(path: Path, *written: Path) -> None:
    """A sheet written as these files and typed back."""
    with closing(Register.open(path, PASSPHRASE)) as register, closing(register.store()) as store:
        drawn = sheet.begin(register, store, TODAY)
        for file in written:
            sheet.write(drawn, file)
        sheet.confirm(register, store, drawn, drawn.code, written)


def test_a_sheet_on_disk_is_remembered_until_the_program_deletes_it(path: Path, tmp_path: Path) -> None:
    first, second, gone = (tmp_path / f"{name}.docx" for name in ("phiếu", "phiếu hai", "đã xoá"))
    confirmed(path, first, gone)
    gone.unlink()
    confirmed(path, second)
    with closing(Register.open(path, PASSPHRASE)) as register:
        assert sheet_files.left(register) == (SheetFile(first, False), SheetFile(second, False))
        assert backups.status(register).sheet_files == sheet_files.left(register)
        assert sheet_files.delete(register) == (first, second)
        assert sheet_files.left(register) == ()
    assert not first.exists()
    assert not second.exists()


def test_a_file_changed_since_is_told_and_never_deleted(path: Path, tmp_path: Path) -> None:
    file = tmp_path / "phiếu.docx"
    confirmed(path, file)
    file.write_bytes(b"another")
    with closing(Register.open(path, PASSPHRASE)) as register:
        assert sheet_files.left(register) == (SheetFile(file, True),)
        assert sheet_files.delete(register) == ()
    assert file.read_bytes() == b"another"


def test_where_the_sheet_lies_is_for_keepers_alone(path: Path, tmp_path: Path) -> None:
    confirmed(path, tmp_path / "phiếu.docx")
    with closing(Register.open(path, PASSPHRASE)) as register, closing(register.store()) as store:
        users.add(register, store, User(name="Mai", enters=True), [], MAI)
    with closing(Register.open(path, MAI, "Mai")) as register:
        assert sheet_files.left(register) == ()


def test_what_is_remembered_tells_nothing_of_the_code(path: Path, tmp_path: Path) -> None:
    with closing(Register.open(path, PASSPHRASE)) as register, closing(register.store()) as store:
        drawn = sheet.begin(register, store, TODAY)
        sheet.confirm(register, store, drawn, drawn.code, [sheet.write(drawn, tmp_path / "phiếu.docx")])
        kept = register.facts[SHEET_FILES]
        assert json.loads(kept).keys() == {str(tmp_path / "phiếu.docx")}
        assert not any(group in kept for group in drawn.code.split("-"))

"""Another data key, and key file and register agreeing whatever moment a change was broken off at."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dandan_desktop import paths
from dandan_desktop.db import checks, history, journal, keys, rotation
from dandan_desktop.db.engine import connect
from dandan_desktop.db.register import Register
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.users import User
from dandan_desktop.services import sheet, users
from tests.registers import PASSPHRASE, copied, master, opened

MAI = "mật khẩu riêng của Mai"
NEW = "mật khẩu thứ hai của Mai"
TODAY = date(2026, 11, 22)
Act = Callable[[Register], Any]


class Cut(BaseException):
    """The power went."""


class Steps:
    """Every step that leaves something behind, counted; the power goes before the one asked for."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.left = -1
        for module, name in ((paths, "write_whole"), (rotation, "rekey"), (history, "seal")):
            patch.setattr(module, name, self._counting(getattr(module, name)))

    def _counting(self, step: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*given: Any, **named: Any) -> Any:
            if self.left == 0:
                raise Cut
            self.left -= 1
            return step(*given, **named)

        return counted


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A register with two users."""
    path = copied(tmp_path / "sổ")
    with acting(path) as register, closing(register.store()) as store:
        users.add(register, store, User(name="Mai", enters=True), [], MAI)
    return path


@contextmanager
def acting(path: Path, passphrase: str = PASSPHRASE) -> Iterator[Register]:
    """An open register, closed afterwards whatever happens."""
    register = Register.open(path, passphrase)
    try:
        yield register
    finally:
        register.close()


def opens(path: Path, passphrase: str, name: str = "") -> bool:
    try:
        Register.open(path, passphrase, name).close()
    except ClerkError as error:
        if error.problem is not Problem.WRONG_PASSPHRASE:
            raise
        return False
    return True


def with_store(act: Callable[[Register, Any], Any]) -> Act:
    def acts(register: Register) -> None:
        with closing(register.store()) as store:
            act(register, store)

    return acts


def mai(register: Register) -> int:
    with closing(register.store()) as store:
        return users.named(store, "Mai")


def agreement(path: Path) -> list[str]:
    """What disagrees between the register, its key file and the copies of that."""
    with acting(path) as register:
        files = [keys.beside(path), path.with_name(path.name + ".khoa.bak")]
        files.append(paths.data_folder() / "khoa" / f"{register.uid}.khoa")
        held = rotation.held(register.facts, register.data_key)
        wrong = [] if held else ["no key file is held"]
        wrong += [f"{file.name} differs" for file in files if not held or file.read_bytes() != keys.dumps(held)]
        slots = {slot.user: slot.name for slot in register.key_file.slots if slot.user}
        wrong += [f"slots {slots} for users {register.users}"] if slots != register.users else []
        with closing(register.store()) as store:
            wrong += checks.faults(store)
            wrong += ["the user's row"] if {each.uid for each in users.listed(register, store)} != slots.keys() else []
        with closing(connect(path, register.data_key)) as connection:
            wrong += [str(row) for row in connection.execute("PRAGMA cipher_integrity_check")]
    return wrong


def add(register: Register, store: Any) -> None:
    users.add(register, store, User(name="Hoa", approves=True), [], NEW)


def rename(register: Register, store: Any) -> None:
    users.change(register, store, users.named(store, "Mai"), User(name="Mai Hương", enters=True), [])


def reset(register: Register, store: Any) -> None:
    users.reset(register, store, users.named(store, "Mai"), NEW)


def make_sheet(register: Register, store: Any) -> None:
    made = sheet.begin(register, store, TODAY)
    sheet.confirm(register, store, made, made.code)


ACTS: dict[str, Act] = {
    "add": with_store(add),
    "rename": with_store(rename),
    "reset": with_store(reset),
    "sheet": with_store(make_sheet),
    "remove": lambda register: users.leave_out(register, mai(register)),
    "rotate": lambda register: register.rotate(),
}
"""What changes slots, each over more steps than one."""
ENDS: dict[str, tuple[set[tuple[bool, ...]], Callable[[Path], tuple[bool, ...]]]] = {
    "add": ({(False,), (True,)}, lambda path: (opens(path, NEW, "Hoa"),)),
    "rename": (
        {(True, False), (False, True)},
        lambda path: (opens(path, MAI, "Mai"), opens(path, MAI, "Mai Hương")),
    ),
    "reset": ({(True, False), (False, True)}, lambda path: (opens(path, MAI), opens(path, NEW))),
    "sheet": ({(True,)}, lambda path: (opens(path, MAI),)),
    "remove": ({(True,), (False,)}, lambda path: (opens(path, MAI),)),
    "rotate": ({(True,)}, lambda path: (opens(path, MAI),)),
}
"""How things may stand afterwards: as before, or as they were to become; never between."""


@pytest.mark.parametrize("name", ACTS)
def test_cut_between_any_two_steps(path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {file: file.read_bytes() for file in [*path.parent.iterdir(), *(paths.data_folder() / "khoa").iterdir()]}
    allowed, end = ENDS[name]
    seen, is_done = set(), False
    steps = Steps(monkeypatch)
    for cut in range(100):
        for file in path.parent.iterdir():
            file.unlink()
        for file, content in before.items():
            file.write_bytes(content)
        with acting(path) as register:
            steps.left = cut
            with suppress(Cut):
                ACTS[name](register)
                is_done = True
            steps.left = -1
        assert agreement(path) == [], f"cut before step {cut}"
        found = end(path)
        assert found in allowed, f"cut before step {cut}"
        seen.add(found)
        if is_done:
            break
    assert is_done
    assert cut >= 4
    assert seen == allowed


def test_a_new_data_key_leaves_every_passphrase_as_it_is(path: Path) -> None:
    old_file = keys.beside(path).read_bytes()
    with acting(path) as register:
        register.rotate()
        assert register.data_key != master().data_key
        assert rotation.former_keys(register.facts) == [master().data_key]
        register.rotate()
        assert len(rotation.former_keys(register.facts)) == 2
    for passphrase in (PASSPHRASE, MAI):
        assert opens(path, passphrase)
    with pytest.raises(ClerkError) as caught:
        opened(path)
    assert caught.value.problem is Problem.REGISTER_DAMAGED
    keys.beside(path).write_bytes(old_file)
    assert opens(path, MAI), "from the copies, and the old key file is written over"
    assert keys.beside(path).read_bytes() != old_file
    assert agreement(path) == []


def test_somebody_removed_opens_nothing_even_with_his_old_key_file(path: Path) -> None:
    old_files = {file: file.read_bytes() for file in path.parent.glob("*.khoa*") if not file.name.endswith("-may")}
    with acting(path) as register:
        backup = keys.backup_key(register.data_key)
        users.leave_out(register, mai(register))
        assert keys.backup_key(register.data_key) != backup
    new_files = {file: file.read_bytes() for file in old_files}
    assert all(b"Mai" not in content for content in new_files.values())
    assert not opens(path, MAI)
    for file, content in old_files.items():
        file.write_bytes(content)
    assert not opens(path, MAI)
    found = keys.unlock(keys.loads(old_files[keys.beside(path)]), MAI)
    with pytest.raises(ClerkError):
        connect(path, found.data_key)
    assert opens(path, PASSPHRASE)
    assert {file: file.read_bytes() for file in old_files} == new_files


def test_the_data_key_is_changed_only_when_nothing_else_has_the_register_open(path: Path) -> None:
    with acting(path) as register:
        store = register.store()
        for act in (register.rotate, register.alone, lambda: users.leave_out(register, 2)):
            with pytest.raises(ClerkError) as caught:
                act()
            assert caught.value.problem is Problem.REGISTER_IN_USE
        store.close()
        register.alone()
    assert agreement(path) == []


def test_only_who_keeps_the_register_changes_its_key(path: Path) -> None:
    with acting(path, MAI) as register:
        with pytest.raises(ClerkError) as caught:
            register.rotate()
        assert caught.value.problem is Problem.NOT_ALLOWED
    assert agreement(path) == []


def test_an_inserted_slot_is_thrown_out_at_the_next_opening(path: Path) -> None:
    near = keys.beside(path)
    file = keys.loads(near.read_bytes())
    with acting(path) as register:
        data_key = register.data_key
    guest = keys.new_slot(keys.PERSON, "Khách", "u9", "mật khẩu của khách", data_key)
    for slots in ([guest, *file.slots], [*file.slots, guest]):
        near.write_bytes(keys.dumps(keys.make(file.register, slots, data_key)))
        assert opens(path, PASSPHRASE)
        assert b'"u9"' not in near.read_bytes()
    assert agreement(path) == []


def test_what_a_new_key_leaves_in_the_journal(path: Path) -> None:
    with acting(path) as register:
        users.leave_out(register, mai(register))
        with closing(register.store()) as store:
            lines = [(line.name, line.who, line.note) for line in journal.deeds(store)]
    assert lines == [("change_key", "Lan", "bỏ 1 người"), ("remove_user", "Lan", ""), ("add_user", "Lan", "")]


def test_a_backup_key_tells_nothing_of_the_data_key() -> None:
    first, second = (keys.backup_key(bytes([number]) * 32) for number in (1, 2))
    assert len({first, second, bytes([1]) * 32}) == 3
    assert len(first) == 32
    assert first == keys.backup_key(bytes([1]) * 32)

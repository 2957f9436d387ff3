"""People who open the register: what an administrator may do to them, and what nobody may."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from dandan_desktop.db import costs, journal, keys, shelf
from dandan_desktop.db.register import PRACTICE_PASSPHRASE, Register
from dandan_desktop.db.store import Store
from dandan_desktop.domain.catalogue import Body
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.thinning import Kind
from dandan_desktop.domain.users import EVERYBODY, Role, User
from dandan_desktop.services import records, users
from tests.registers import PASSPHRASE, copied

MAI = "mật khẩu riêng của Mai"
NEW = "mật khẩu thứ hai của Mai"
ALL = set(EVERYBODY)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return copied(tmp_path / "sổ")


@pytest.fixture
def register(path: Path) -> Iterator[Register]:
    with closing(Register.open(path, PASSPHRASE)) as found:
        yield found


@pytest.fixture
def store(register: Register) -> Iterator[Store]:
    with closing(register.store()) as found:
        yield found


def refused(act: Callable[..., Any], *given: Any) -> Problem:
    with pytest.raises(ClerkError) as caught:
        act(*given)
    return caught.value.problem


def opened_by(path: Path, passphrase: str, name: str = "") -> set[Role] | None:
    """The roles of who opens a closed register with a passphrase; None when nobody does."""
    try:
        with closing(Register.open(path, passphrase, name)) as register:
            return set(register.reader.roles)
    except ClerkError as error:
        if error.problem is not Problem.WRONG_PASSPHRASE:
            raise
        return None


def test_a_user_added_opens_with_his_own_roles_and_organisations(path: Path) -> None:
    with closing(Register.open(path, PASSPHRASE)) as register, closing(register.store()) as store:
        body = store.of(Body).some("LIMIT 1")[0]
        changes = users.add(register, store, User(name="  Mai   Hương ", enters=True), [body.id], MAI)
        lines = users.listed(register, store)
        assert [(line.name, line.has_passphrase) for line in lines] == [("Lan", True), ("Mai Hương", True)]
        assert (lines[0].roles, lines[0].bodies) == (EVERYBODY, ())
        assert (set(lines[1].roles), lines[1].bodies, lines[1].row) == ({Role.ENTER}, (body.id,), changes.row)
        assert users.body_named(store, body.facts.name)
        assert refused(records.undo, store, changes.deed) is Problem.UNDO_NOT_POSSIBLE
    assert opened_by(path, MAI) == opened_by(path, MAI, "Mai Hương") == {Role.ENTER}
    assert opened_by(path, MAI, "Lan") is None
    assert opened_by(path, PASSPHRASE) == ALL


def test_what_no_user_may_be(register: Register, store: Store) -> None:
    for user, passphrase, problem in (
        (User(name=" \t", enters=True), MAI, Problem.USER_NAMELESS),
        (User(name="LAN", enters=True), MAI, Problem.USER_EXISTS),
        (User(name="Mai"), MAI, Problem.USER_POWERLESS),
        (User(name="Mai", enters=True), "ngắn", Problem.PASSPHRASE_TOO_SHORT),
        (User(name="Mai", enters=True), PRACTICE_PASSPHRASE, Problem.PASSPHRASE_IS_PRACTICE),
    ):
        assert refused(users.add, register, store, user, [], passphrase) is problem
    assert len(users.listed(register, store)) == 1
    assert refused(users.named, store, "Mai") is Problem.USER_UNKNOWN
    assert refused(users.body_named, store, "Không có") is Problem.BODY_UNKNOWN


def test_the_only_administrator_stays_one(register: Register, store: Store) -> None:
    lan = users.named(store, "lan")
    assert refused(users.change, register, store, lan, User(name="Lan", enters=True), []) is Problem.LAST_ADMINISTRATOR
    users.add(register, store, User(name="Mai", administers=True), [], MAI)
    users.change(register, store, lan, User(name="Lan", enters=True), [])
    mai = users.named(store, "Mai")
    assert refused(users.change, register, store, mai, User(name="Mai", enters=True), []) is Problem.LAST_ADMINISTRATOR
    store.close()
    assert refused(users.remove, register, mai) is Problem.NOT_ALLOWED, "Lan gave her own role away"


def test_an_administrator_may_go_when_another_stays(path: Path) -> None:
    with closing(Register.open(path, PASSPHRASE)) as register:
        assert refused(users.remove, register, 1) is Problem.LAST_ADMINISTRATOR
        with closing(register.store()) as store:
            users.add(register, store, User(name="Mai", administers=True), [], MAI)
    with closing(Register.open(path, MAI)) as register, closing(register.store()) as store:
        lan = users.named(store, "Lan")
        store.close()
        users.remove(register, lan)
    assert opened_by(path, PASSPHRASE) is None
    assert opened_by(path, MAI) == {Role.ADMIN}


def test_a_backup_is_made_before_the_key_changes_and_one_after(path: Path) -> None:
    with closing(Register.open(path, PASSPHRASE)) as register:
        with closing(register.store()) as store:
            row = users.add(register, store, User(name="Mai", enters=True), [], MAI).row
        users.remove(register, row)
        users.change_key(register)
        kinds = [entry.kind for entry in shelf.read(shelf.own_place(register.uid)).entries]
    assert kinds == [Kind.BEFORE_REKEY, Kind.ROUTINE] * 2
    assert opened_by(path, PASSPHRASE) == ALL


def test_a_change_of_name_roles_and_organisations_keeps_the_passphrase(path: Path) -> None:
    with closing(Register.open(path, PASSPHRASE)) as register, closing(register.store()) as store:
        first, second, third = [kept.id for kept in store.of(Body).some("LIMIT 3")]
        row = users.add(register, store, User(name="Mai", enters=True), [first, second], MAI).row
        before = keys.beside(path).read_bytes()
        users.change(register, store, row, User(name="Mai", approves=True), [second, third])
        assert keys.beside(path).read_bytes() == before, "a role is no matter of keys"
        users.change(register, store, row, User(name="Mai Hương", approves=True), [second])
        line = users.listed(register, store)[1]
        assert (line.name, set(line.roles), line.bodies) == ("Mai Hương", {Role.APPROVE}, (second,))
        assert refused(users.change, register, store, row, User(name="Lan", enters=True), []) is Problem.USER_EXISTS
    assert opened_by(path, MAI, "Mai") is None
    assert opened_by(path, MAI, "Mai Hương") == {Role.APPROVE}


def test_a_passphrase_of_ones_own_asks_for_the_old_one(path: Path) -> None:
    with closing(Register.open(path, PASSPHRASE)) as register, closing(register.store()) as store:
        users.add(register, store, User(name="Mai", sees_totals=True), [], MAI)
    with closing(Register.open(path, MAI)) as register, closing(register.store()) as store:
        for wrong in ("", PASSPHRASE, MAI.upper()):
            assert refused(users.set_own, register, store, wrong, NEW) is Problem.WRONG_PASSPHRASE
        assert users.failed_tries(register) == 3
        assert refused(users.set_own, register, store, MAI, "ngắn") is Problem.PASSPHRASE_TOO_SHORT
        users.set_own(register, store, MAI, NEW)
        users.set_own(register, store, NEW, MAI)
        users.set_own(register, store, MAI, NEW)
    assert (opened_by(path, MAI), opened_by(path, NEW)) == (None, {Role.TOTALS})
    assert opened_by(path, PASSPHRASE) == ALL


def test_guesses_at_the_old_passphrase_have_to_wait(register: Register, store: Store) -> None:
    for _ in range(5):
        assert refused(users.set_own, register, store, "đoán", NEW) is Problem.WRONG_PASSPHRASE
    assert refused(users.set_own, register, store, PASSPHRASE, NEW) is Problem.TRY_LATER


def test_who_keeps_no_users_does_nothing_to_them(path: Path) -> None:
    with closing(Register.open(path, PASSPHRASE)) as register, closing(register.store()) as store:
        users.add(register, store, User(name="Mai", enters=True, approves=True, sees_totals=True), [], MAI)
    with closing(Register.open(path, MAI)) as register:
        with closing(register.store()) as store:
            mine = User(name="Mai", administers=True)
            for act in (
                lambda: users.listed(register, store),
                lambda: users.named(store, "Lan"),
                lambda: users.add(register, store, User(name="Hoa", enters=True), [], NEW),
                lambda: users.change(register, store, 2, mine, []),
                lambda: users.reset(register, store, 1, NEW),
            ):
                assert refused(act) is Problem.NOT_ALLOWED
        assert refused(users.remove, register, 1) is Problem.NOT_ALLOWED
    assert opened_by(path, PASSPHRASE) == ALL
    assert opened_by(path, NEW) is None


def test_the_journal_is_told_of_every_opening_and_of_wrong_ones_before(path: Path) -> None:
    for _ in range(2):
        assert opened_by(path, "sai mật khẩu rồi") is None
    notes = []
    for _ in range(2):
        with closing(Register.open(path, PASSPHRASE)) as register, closing(register.store()) as store:
            users.welcome(register, store, PASSPHRASE)
            notes.append(journal.deeds(store)[0])
    assert [(note.name, note.who, note.note) for note in notes] == [
        ("unlock", "Lan", "2 lần nhập sai trước đó"), ("unlock", "Lan", ""),
    ]  # fmt: skip


def test_a_slot_too_cheap_for_this_machine_is_sealed_anew(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dearer = costs.Cost(2, 8192)
    monkeypatch.setattr(costs, "GOAL", 10.0)
    monkeypatch.setattr(costs, "calibrated", lambda: dearer)
    with closing(Register.open(path, PASSPHRASE)) as register, closing(register.store()) as store:
        assert register.opener.is_outgrown
        users.welcome(register, store, PASSPHRASE)
        assert [slot.cost == dearer for slot in register.key_file.slots] == [True, False]
    monkeypatch.setattr(costs, "GOAL", 0.0)
    with closing(Register.open(path, PASSPHRASE)) as register:
        assert not register.opener.is_outgrown
        assert register.opener.slot is not None
        assert register.opener.slot.cost == dearer


def test_a_suggested_passphrase_is_taken(register: Register, store: Store) -> None:
    suggested = users.suggest()
    assert users.suggest() != suggested
    assert len(suggested.split(" ")) == 5
    assert users.ways() > 2**50
    users.set_own(register, store, PASSPHRASE, suggested)

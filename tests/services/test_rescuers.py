"""Who may save a damaged register, and that no damage gives anybody a power he did not have."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dandan_desktop.db.register import Register
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.people import Person
from dandan_desktop.domain.scope import Reader
from dandan_desktop.domain.users import EVERYBODY, Role, User
from dandan_desktop.services import registers, salvage, sheet, users
from dandan_desktop.ui.session import today
from tests.registers import PASSPHRASE, copied
from tests.services.damaged import PAGE, damage, pages_of

pytestmark = pytest.mark.uncounted

CLERK, SECOND, FRESH = "sông xanh núi biếc", "trăng rằm tháng tám", "mưa xuân lất phất"
REFUSED = (Problem.RESCUE_NOT_ALLOWED, Problem.RESCUE_NEEDS_SHEET)
SEEN = ("Người Thử", "Hà", "Cuộc họp")


@dataclass(frozen=True)
class Office:
    """A register of Lan, who keeps it, Mai, who keeps it too, and Hà, who enters for one organisation."""

    path: Path
    code: str
    bodies: frozenset[int]
    content: bytes

    def spoil(self, *pages: int) -> None:
        self.path.write_bytes(self.content)
        damage(self.path, *pages)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    path = copied(tmp_path / "sổ")
    with closing(Register.open(path, PASSPHRASE)) as register, closing(register.store()) as store:
        with store.change("add"):
            store.of(Person).add(Person(full_name="Người Thử"))
        body = store.query("SELECT min(id) FROM bodies")[0][0]
        users.add(register, store, User(name="Hà", enters=True), [body], CLERK)
        users.add(register, store, User(name="Mai", administers=True), [], SECOND)
        drawn = sheet.begin(register, store, today())
        sheet.confirm(register, store, drawn, drawn.code)
    bodies = reader(path, CLERK).bodies
    assert bodies
    return Office(path, drawn.code, bodies, path.read_bytes())


def reader(path: Path, secret: str) -> Reader:
    with closing(Register.open(path, secret)) as register:
        return register.reader


def refused(office: Office, secret: str) -> ClerkError:
    there = files_beside(office.path)
    with pytest.raises(ClerkError) as caught:
        salvage.save(office.path, salvage.proposed(office.path), secret)
    assert files_beside(office.path) == there
    return caught.value


def files_beside(path: Path) -> set[str]:
    return {file.name for file in path.parent.iterdir() if not file.name.endswith("-may")}


def saved(office: Office, secret: str) -> tuple[salvage.Saved, Path]:
    target = salvage.proposed(office.path)
    for file in office.path.parent.glob(f"{target.name}*"):
        file.unlink()
    return salvage.save(office.path, target, secret), target


def test_who_only_enters_data_saves_nothing_of_a_damaged_register(office: Office) -> None:
    office.spoil(*pages_of(office.path, "people"))
    error = refused(office, CLERK)
    assert error.problem is Problem.RESCUE_NOT_ALLOWED
    assert not any(word in str(error.facts) for word in SEEN)


@pytest.mark.parametrize("secret", [PASSPHRASE, SECOND])
def test_every_administrator_saves_it(office: Office, secret: str) -> None:
    office.spoil(*pages_of(office.path, "people"))
    _, target = saved(office, secret)
    assert reader(target, secret).may(frozenset({Role.ADMIN}))
    clerk = reader(target, CLERK)
    assert (clerk.roles, clerk.bodies) == (frozenset({Role.ENTER}), office.bodies)


@pytest.mark.parametrize("secret", [PASSPHRASE, CLERK, SECOND])
def test_where_no_roles_can_be_read_no_passphrase_saves_it(office: Office, secret: str) -> None:
    office.spoil(*pages_of(office.path, "users"))
    assert refused(office, secret).problem is Problem.RESCUE_NEEDS_SHEET


def test_an_administrator_who_was_put_down_or_removed_saves_nothing(office: Office) -> None:
    with closing(Register.open(office.path, PASSPHRASE)) as register, closing(register.store()) as store:
        users.change(register, store, users.named(store, "Mai"), User(name="Mai", enters=True), [])
    assert refused(office, SECOND).problem is Problem.RESCUE_NOT_ALLOWED
    with closing(Register.open(office.path, PASSPHRASE)) as register, closing(register.store()) as store:
        row = users.named(store, "Mai")
        users.change(register, store, row, User(name="Mai", administers=True), [])
        with store.change("remove_user"):  # as it stands when a power cut comes before the new data key
            store.of(User).remove(row)
    assert refused(office, SECOND).problem is Problem.RESCUE_NOT_ALLOWED


def test_the_sheet_saves_it_without_users_and_gives_its_holder_a_passphrase(office: Office) -> None:
    office.spoil(*pages_of(office.path, "users"))
    result, target = saved(office, office.code)
    assert salvage.Why.FOUNDED in {lost.why for lost in result.lost}
    for secret in (PASSPHRASE, CLERK, SECOND):
        with pytest.raises(ClerkError) as caught:
            Register.open(target, secret)
        assert caught.value.problem is Problem.WRONG_PASSPHRASE
    assert registers.door(target).names == ()
    with closing(registers.open_by_sheet(target, office.code)) as register, closing(register.store()) as store:
        assert list(register.users.values()) == ["Người quản trị"]
        users.reset(register, store, users.named(store, "Người quản trị"), FRESH)
    assert reader(target, FRESH).roles == EVERYBODY


def test_who_may_have_lost_her_organisations_has_no_role_until_she_is_given_one(office: Office) -> None:
    office.spoil(*pages_of(office.path, "user_bodies"))
    result, target = saved(office, PASSPHRASE)
    assert reader(target, CLERK).roles == frozenset()
    assert reader(target, SECOND).roles == frozenset({Role.ADMIN})
    assert [lost.titles for lost in result.lost if lost.why is salvage.Why.DISARMED] == [("Hà",)]
    assert any("Hà" in line and "chưa có quyền" in line for line in salvage.lines(result))


@given(st.data())
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_damage_lets_a_clerk_save_the_register(office: Office, data: st.DataObject) -> None:
    pages = st.integers(2, len(office.content) // PAGE)
    office.spoil(*data.draw(st.sets(pages, min_size=1, max_size=60)))
    assert refused(office, CLERK).problem in REFUSED


@given(st.data())
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_damage_gives_anybody_more_than_he_had(office: Office, data: st.DataObject) -> None:
    pages = st.integers(2, len(office.content) // PAGE)
    office.spoil(*data.draw(st.sets(pages, min_size=1, max_size=60)))
    _, target = saved(office, office.code)
    for secret, had in ((CLERK, {Role.ENTER}), (SECOND, {Role.ADMIN})):
        try:
            found = reader(target, secret)
        except ClerkError:
            continue  # not among the users that were saved
        assert found.roles <= had
        assert secret != CLERK or not found.roles or (found.bodies and found.bodies <= office.bodies)

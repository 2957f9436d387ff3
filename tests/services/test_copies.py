"""What is done with backups that were made: listed with their places, taken out, tried, and the old ones forgotten."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from dandan_desktop import paths
from dandan_desktop.db import outside, shelf
from dandan_desktop.db.birth import Fresh
from dandan_desktop.db.register import PRACTICE_PASSPHRASE, Register
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.nouns import PEOPLE
from dandan_desktop.domain.people import Person
from dandan_desktop.domain.thinning import Kind
from dandan_desktop.services import backups, copies, erasing, fallback
from dandan_desktop.services.copies import Drill
from tests.registers import store_of


@pytest.fixture
def stick(tmp_path: Path, register: Register) -> Path:
    """A stick in use that holds no backup yet."""
    made = tmp_path / "usb"
    made.mkdir()
    backups.choose_second_place(made, register)
    return made


def add(register: Register, name: str) -> None:
    with store_of(register) as store, store.change("add"):
        store.of(Person).add(Person(full_name=name))


def places(register: Register) -> list[tuple[int, tuple[str, ...]]]:
    return [(each.entry.sequence, each.places) for each in copies.listed(register)]


def test_only_a_stick_that_lacks_the_newest_backup_gets_it(register: Register, stick: Path) -> None:
    assert copies.take_out_if_there(register) is None
    backups.back_up(register)
    use = copies.take_out_if_there(register)
    assert use is not None
    assert (use.letter, use.sequence) == ("A", 1)
    assert copies.take_out_if_there(register) is None
    assert places(register) == [(1, ("máy này", paths.drive_words(stick)))]
    stick.rename(stick.with_name("trong túi"))
    backups.back_up(register)
    assert copies.take_out_if_there(register) is None
    assert places(register) == [(2, ("máy này",)), (1, ("máy này", f"{paths.drive_words(stick)} (không cắm)"))]


def test_a_backup_that_a_command_put_on_the_stick_is_told_to_lie_there(register: Register, stick: Path) -> None:
    file = backups.copy_to(backups.back_up(register), stick)
    assert places(register) == [(1, ("máy này", paths.drive_words(stick)))]
    file.write_bytes(b"PK")
    assert places(register) == [(1, ("máy này",))]


def test_an_erasure_is_known_to_this_computer_and_to_the_stick_at_once(register: Register, stick: Path) -> None:
    add(register, "Nguyễn Thị Đào")
    backups.back_up(register)
    copies.take_out_if_there(register)
    with store_of(register) as store:
        (person,) = store.of(Person).some("ORDER BY t.id")
        erasing.erase(store, PEOPLE, person.id, "Đơn ngày 20/11/2026", "request")
        copies.remember_erased(register, store)
    for folder in (shelf.own_place(register.uid), outside.place_on(stick, register.uid)):
        assert shelf.erased(folder) == {person.uid}
    assert not (stick / shelf.ERASED).exists()


@pytest.fixture
def practising(tmp_path: Path) -> Iterator[Register]:
    """The practice office, open beside a real one."""
    path = tmp_path / "thực hành" / "thuc-hanh.dandan"
    path.parent.mkdir()
    made = Register.create(path, PRACTICE_PASSPHRASE, Fresh(is_practice=True))
    yield made
    made.close()


def everything(folder: Path) -> dict[str, bytes]:
    """Every file of a stick."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_practising_leaves_the_second_place_and_the_drill_of_the_office_as_they_are(
    register: Register, stick: Path, practising: Register, tmp_path: Path
) -> None:
    today = date(2026, 11, 22)
    backups.drill_done(register, today)
    assert backups.second_place(practising) is None
    other = tmp_path / "usb để tập"
    other.mkdir()
    backups.choose_second_place(other, practising)
    backups.drill_done(practising, today - timedelta(days=400))
    assert (backups.second_place(register), backups.second_place(practising)) == (stick, other)
    assert (backups.last_drill(register), backups.is_drill_due(register, today)) == (today, False)
    assert backups.is_drill_due(practising, today)
    backups.take_outside(practising)
    assert not list(stick.rglob("*.dandan-sao"))
    assert len(list(other.rglob("*.dandan-sao"))) == 1


def test_erasing_while_practising_writes_on_no_stick(stick: Path, practising: Register, tmp_path: Path) -> None:
    other = tmp_path / "usb để tập"
    other.mkdir()
    backups.choose_second_place(other, practising)
    before = everything(stick), everything(other)
    add(practising, "Nguyễn Thị Đào")
    with store_of(practising) as store:
        (person,) = store.of(Person).some("ORDER BY t.id")
        erasing.erase(store, PEOPLE, person.id, "Đơn ngày 20/11/2026", "request")
        copies.remember_erased(practising, store)
    assert shelf.erased(shelf.own_place(practising.uid)) == {person.uid}
    assert (everything(stick), everything(other)) == before


def test_a_backup_tried_out_holds_what_it_tells_and_leaves_nothing(register: Register) -> None:
    add(register, "Nguyễn Thị Đào")
    made = backups.back_up(register)
    add(register, "Lê Văn Bưởi")
    drill = copies.try_out(register, made.path)
    assert drill.is_good
    assert drill.found["people"] == 1
    assert not (paths.data_folder() / "thu-khoi-phuc").exists()
    assert copies.counts_now(register)["people"] == 2


def test_a_trial_that_misses_records_is_bad_unless_they_were_erased() -> None:
    assert not Drill(1, {"people": 3}, {"people": 2}, 0).is_good
    assert Drill(1, {"people": 3}, {"people": 2}, 1).is_good
    assert not Drill(1, {"people": 3}, {"people": 4}, 1).is_good


def test_a_damaged_backup_is_neither_tried_nor_reported(register: Register) -> None:
    made = backups.back_up(register)
    made.path.write_bytes(made.path.read_bytes()[:-100])
    (copy,) = copies.listed(register)
    for act in (lambda: copies.try_out(register, made.path), lambda: copies.opened(register, copy)):
        with pytest.raises(ClerkError) as caught:
            act()
        assert caught.value.problem in (Problem.PACKAGE_DAMAGED, Problem.NOT_A_PACKAGE)
    assert not (paths.data_folder() / "thu-khoi-phuc").exists()


def test_the_report_of_an_older_backup_is_that_of_its_making(register: Register) -> None:
    made = backups.back_up(register)
    add(register, "Lê Văn Bưởi")
    backups.back_up(register)
    again = copies.opened(register, copies.listed(register)[1])
    assert backups.report(register, again) == backups.report(register, made)


def test_a_backup_that_rotted_is_marked_never_offered_and_made_anew(register: Register) -> None:
    first = backups.back_up(register)
    add(register, "Người Hai")
    second = backups.back_up(register)
    assert copies.look_over(register) == []
    assert not backups.is_changed(register)
    content = bytearray(second.path.read_bytes())
    content[len(content) // 2] ^= 1
    second.path.write_bytes(content)
    offered = fallback.fall_back(register.path)  # nobody looked yet
    assert offered is not None
    assert offered.sequence == first.entry.sequence
    assert [entry.sequence for entry in copies.look_over(register)] == [second.entry.sequence]
    assert [each.entry.is_good for each in copies.listed(register)] == [False, True]
    assert "không qua kiểm tra" in backups.status(register).line
    assert backups.is_due(register)
    third = backups.back_up_if_changed(register, Kind.ROUTINE)
    assert third is not None
    assert third.entry.is_good


def test_a_place_without_backups_has_none_to_look_over(register: Register) -> None:
    assert copies.look_over(register) == []

"""A read that fails once: read again before anybody speaks of damage; what was amid a deed is told to be done again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dandan_desktop.db import engine, restores, shelf
from dandan_desktop.db.register import Register
from dandan_desktop.db.store import Store
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.messages import sentences
from dandan_desktop.services import backups, health
from tests.registers import copied, opened
from tests.services.backed import add
from tests.services.damaged import damage, pages_of


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    made = opened(copied(tmp_path / "sổ"))
    add(made, "Nguyễn Thị Đào")
    yield made
    made.close()


def spoiled(register: Register, monkeypatch: pytest.MonkeyPatch, table: str = "initiatives") -> list[str]:
    """A page that cannot be read until the first pause; the list tells each pause."""
    path = register.path
    whole = path.read_bytes()
    damage(path, *pages_of(path, table))
    pauses: list[str] = []

    def healed() -> None:
        pauses.append("pause")
        path.write_bytes(whole)

    monkeypatch.setattr(engine, "pause", healed)
    return pauses


def initiatives(store: Store) -> int:
    return len(store.query("SELECT * FROM initiatives"))


def test_what_only_reads_is_read_again(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses = spoiled(register, monkeypatch)
    assert health.reading(register, initiatives) == 0
    assert pauses == ["pause"]


def test_a_backup_is_made_again_and_leaves_no_alarm(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses = spoiled(register, monkeypatch)
    assert backups.back_up(register).entry.is_good
    assert pauses == ["pause"]
    assert shelf.read(shelf.own_place(register.uid)).failure == ""


def test_restoring_knows_the_register_in_place_though_a_read_failed_once(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses = spoiled(register, monkeypatch, "facts")
    current = restores.current_of(register.path, register.data_key)
    assert current is not None
    assert (current.facts["uid"], pauses) == (register.uid, ["pause"])


def test_of_a_sound_register_the_disk_is_said_to_have_answered_wrongly_once(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses = spoiled(register, monkeypatch)
    told = health.looked_again(register, ClerkError(Problem.REGISTER_DAMAGED, path=register.path))
    assert sentences(told) == (
        "Ổ đĩa vừa trả lời sai một lần; xem lại thì tệp sổ “Sổ thử.dandan” vẫn nguyên vẹn.",
        "Hãy làm lại việc vừa rồi; nếu còn gặp lại, hãy sao lưu ra ổ khác và báo người hỗ trợ.",
    )
    assert pauses == ["pause"]


@pytest.mark.parametrize("problem", engine.UNSURE)
def test_of_a_damaged_one_the_damage_is_told(register: Register, problem: Problem) -> None:
    backups.back_up(register)
    register_pages = pages_of(register.path, "initiatives")
    damage(register.path, *register_pages)
    told = health.looked_again(register, ClerkError(problem, path=register.path))
    assert (told.problem, told.facts["number"]) == (Problem.REGISTER_DAMAGED_SINCE, 1)


@pytest.mark.parametrize(
    "error", [ClerkError(Problem.DISK_FAILING, path=Path("ra.docx")), ClerkError(Problem.NOT_ALLOWED)]
)
def test_what_is_no_doubt_is_told_as_it_is(
    register: Register, error: ClerkError, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses = spoiled(register, monkeypatch)
    assert health.looked_again(register, error) is error
    assert pauses == []

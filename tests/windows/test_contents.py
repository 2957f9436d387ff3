"""Two registers are compared by what they hold: a changed word is found, another hour, uid or key is not."""

from pathlib import Path

from dandan_desktop.domain.nouns import PEOPLE
from dandan_desktop.domain.people import Person
from dandan_desktop.services import records, registers
from windows import contents


def made(folder: Path, name: str) -> contents.Contents:
    """What a register holds in which this person is kept, read by a process of its own."""
    folder.mkdir()
    register = registers.make(folder / "so.dandan", registers.PRACTICE_PASSPHRASE, is_practice=True, by_command=True)
    store = register.store()
    records.save(store, PEOPLE, None, Person(full_name=name))
    store.close()
    register.close()
    return contents.read(register.path, folder / "data")


def test_two_registers_of_the_same_work_hold_the_same(tmp_path: Path) -> None:
    one, other = (made(tmp_path / folder, "Lê Thị Hoa") for folder in ("a", "b"))
    assert contents.differences(one, other) == []
    assert len(one["bodies"]) > 3000
    assert any("Lê Thị Hoa" in row for row in one["people"])


def test_a_word_more_or_less_is_found(tmp_path: Path) -> None:
    one, other = made(tmp_path / "a", "Lê Thị Hoa"), made(tmp_path / "b", "Lê Thị Hòa")
    findings = contents.differences(one, other)
    assert any(each.startswith("people: 1 rows and 1, for example [[") and "Lê Thị Hoa" in each for each in findings)
    assert contents.differences(one, {**one, "people": []})[0].startswith("people: 1 rows and 0")
    assert contents.differences({}, {"people": [[1]]}) == ["people: 0 rows and 1, for example [[1]]"]

"""Names of people in the order lists sort them."""

import pytest

from dandan_desktop.domain import text
from dandan_desktop.domain.people import Person, sort_name


@pytest.mark.parametrize(
    ("person", "name"),
    [
        (Person(full_name="Nguyễn Thị Đào"), "Nguyễn Thị Đào"),
        (Person(full_name="Đào"), "Đào"),
        (Person(full_name="Đào", given_name="Mai"), "Mai"),
        (Person(full_name="Trần Anh Anh"), "Trần Anh Anh"),
        (Person(full_name="Nguyễn Nguyễn An"), "Nguyễn Nguyễn An"),
        (Person(full_name="Tôn Nữ Thị Hoa", family_name="Tôn Nữ"), "Tôn Nữ Thị Hoa"),
        (Person(full_name="H'Hen Niê", family_name="Niê", given_name="H'Hen"), "Niê H'Hen Niê H'Hen"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_name_is_family_middle_given(person: Person, name: str) -> None:
    assert sort_name(person) == name


def test_a_corrected_name_sorts_by_the_correction() -> None:
    persons = [Person(full_name="Y Moan Êban", family_name="Êban", given_name="Moan"), Person(full_name="Lê An")]
    by_name = sorted(persons, key=lambda person: text.name_key(sort_name(person)))
    assert [person.full_name for person in by_name] == ["Lê An", "Y Moan Êban"]

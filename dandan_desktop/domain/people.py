"""People: names in parts, a birth date as precise as it is known, sex and unit."""

from __future__ import annotations

from typing import Annotated as A

from dandan_desktop.domain.dates import PartDate
from dandan_desktop.domain.facts import CodeId, Fact, From, UnitId
from dandan_desktop.domain.record import Record


class Person(Record):
    """One person; ethnic group and religion are sensitive (Nghị định 356/2025, điều 4) and masked."""

    full_name: A[str, Fact("Họ và tên", found=True)]
    born_on: A[PartDate | None, Fact("Ngày sinh", "Chỉ biết năm thì nhập năm")] = None
    sex: A[CodeId | None, Fact("Giới tính"), From("sexes")] = None
    unit_id: A[UnitId | None, Fact("Địa bàn")] = None
    family_name: A[str | None, Fact("Họ để sắp xếp", "Để trống: chữ đầu của họ và tên")] = None
    given_name: A[str | None, Fact("Tên để sắp xếp", "Để trống: chữ cuối của họ và tên")] = None
    ethnic_group: A[CodeId | None, Fact("Dân tộc", private=True), From("ethnic_groups")] = None
    religion: A[CodeId | None, Fact("Tôn giáo", private=True), From("religions")] = None


def sort_name(person: Person) -> str:
    """The name in the order a list sorts it: family, middle, given by rule, or as the clerk corrected them."""
    words = person.full_name.split()
    family = (person.family_name or words[0]).split()
    given = (person.given_name or words[-1]).split()
    if len(words) == 1:
        return " ".join(given)
    middle = words[len(family) :] if words[: len(family)] == family else words
    middle = middle[: -len(given)] if middle[-len(given) :] == given else middle
    return " ".join((*family, *middle, *given))

"""Records say what they hold."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated as A
from typing import Any

import pytest

from dandan_desktop.domain.facts import KINDS, REFERENCES, CodeId, Fact, From, Lines, trait, traits
from dandan_desktop.domain.nouns import NOUNS


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    name: A[str, Fact("Tên", "gợi ý", found=True)]
    kind: A[CodeId, Fact("Loại"), From("kinds")]
    colour: A[Colour, Fact("Màu")] = Colour.RED
    on: A[date | None, Fact("Ngày", private=True)] = None
    lines: A[Lines | None, Fact("Dòng")] = None
    rank: A[int, Fact("Thứ tự")] = 3


@dataclass(frozen=True)
class Bare:
    name: str


def test_a_field_is_resolved_to_its_kind_and_words() -> None:
    name, kind, colour, on, lines, rank = traits(Sample)
    assert (name.kind, name.required, name.optional, name.fact.found) == (str, True, False, True)
    assert (kind.kind, kind.codes, kind.required) == (CodeId, "kinds", True)
    assert (colour.kind, colour.family, colour.default, colour.required) == (Colour, StrEnum, Colour.RED, False)
    assert (on.kind, on.optional, on.required, on.fact.private) == (date, True, False, True)
    assert (lines.kind, lines.default) == (Lines, None)
    assert (rank.default, rank.family) == (3, int)
    assert trait(Sample, "rank") is rank


def test_what_is_no_record() -> None:
    with pytest.raises(TypeError, match="not annotated"):
        traits(Bare)
    with pytest.raises(TypeError, match="no record"):
        traits(int)
    with pytest.raises(KeyError, match="no fact 'x'"):
        trait(Sample, "x")


RECORDS: list[type[Any]] = [record for noun in NOUNS for record in (noun.record, *(part.record for part in noun.parts))]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_field_of_every_record_has_a_kind_a_label_and_its_list(record: type[Any]) -> None:
    for each in traits(record):
        assert each.family in KINDS
        assert each.fact.label
        assert each.fact.label[0].isupper()
        assert bool(each.codes) == (each.kind is CodeId)
        assert each.kind not in REFERENCES or not each.fact.found
        assert not (each.fact.private and each.fact.found)

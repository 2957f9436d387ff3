"""A record is a frozen dataclass whose fields say in words what they hold.

`Annotated[type, Fact("Nhãn")]` is all there is: the Python type is the kind, `Fact` adds words, `From` names
the code list an id is taken from. Each layer owns one table from kind to its way of storing or showing it.
"""

import types
from collections.abc import Hashable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Generic, NamedTuple, NewType, TypeVar, Union, get_args, get_origin, get_type_hints

from dandan_desktop.domain.dates import PartDate

Prose = NewType("Prose", str)
Lines = NewType("Lines", tuple[str, ...])
Money = NewType("Money", int)
Percent = NewType("Percent", float)
PeriodCode = NewType("PeriodCode", str)
Frozen = NewType("Frozen", str)
"""A paper's content as it was when it was locked: canonical JSON, only ever read back whole."""
CodeId = NewType("CodeId", int)
UnitId = NewType("UnitId", int)
BodyId = NewType("BodyId", int)
PersonId = NewType("PersonId", int)
MeetingId = NewType("MeetingId", int)
ConclusionId = NewType("ConclusionId", int)
OpinionId = NewType("OpinionId", int)
ProposalId = NewType("ProposalId", int)
TermId = NewType("TermId", int)

KINDS: tuple[Any, ...] = (
    str, Prose, Lines, PeriodCode, Frozen, int, Money, Percent, bool, date, PartDate, datetime, time, StrEnum,
    CodeId, UnitId, BodyId, PersonId, MeetingId, ConclusionId, OpinionId, ProposalId, TermId,
)  # fmt: skip
"""The closed list of kinds; `StrEnum` stands for each of its subclasses."""

REFERENCES: Mapping[Any, str] = {
    CodeId: "codes", UnitId: "units", BodyId: "bodies", PersonId: "people",
    MeetingId: "meetings", ConclusionId: "conclusions", OpinionId: "opinions", ProposalId: "proposals",
    TermId: "terms",
}  # fmt: skip
"""Which table a kind of id points at."""

R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)


class Fact(NamedTuple):
    """What a field means to a clerk; never how it looks."""

    label: str
    hint: str = ""
    found: bool = False
    private: bool = False


class From(NamedTuple):
    """The code list an id of kind `CodeId` is taken from."""

    codes: str


class Who(NamedTuple):
    """Somebody's name, typed in full: the facts of the record beside it that tell his position and body."""

    position: str = ""
    body: str = ""


class Trait(NamedTuple):
    """One field of a record, resolved: its name, kind, words and whether it may be left out."""

    name: str
    kind: Any
    fact: Fact
    codes: str
    optional: bool
    required: bool
    default: Any
    family: Any
    """The entry of `KINDS` this field belongs to: its own kind, or `StrEnum` for an enumeration."""
    who: Who | None = None
    """Where it is somebody's name, what stands beside it."""

    @property
    def is_chosen(self) -> bool:
        """Whether it is chosen among what there is, not typed."""
        return self.kind in REFERENCES or self.family is StrEnum


class Kept(NamedTuple, Generic[R_co]):
    """Facts as the register keeps them: with row id, world-wide uid, version and times (UTC)."""

    facts: R_co
    id: int
    uid: str
    version: int
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None = None


def _unwrapped(hint: Any) -> tuple[Any, bool]:
    """The kind without `| None`, and whether None was allowed."""
    if get_origin(hint) in (Union, types.UnionType):
        inner = [arm for arm in get_args(hint) if arm is not type(None)]
        return inner[0], True
    return hint, False


@cache
def _traits(record: Hashable) -> tuple[Trait, ...]:
    if not isinstance(record, type) or not is_dataclass(record):
        raise TypeError(f"{record!r} is no record")
    hints = get_type_hints(record, include_extras=True)
    found = []
    for field in fields(record):
        hint = hints[field.name]
        if get_origin(hint) is not Annotated:
            raise TypeError(f"{record.__name__}.{field.name} is not annotated with a Fact")
        plain, *marks = get_args(hint)
        kind, optional = _unwrapped(plain)
        fact = next(mark for mark in marks if isinstance(mark, Fact))
        codes = next((mark.codes for mark in marks if isinstance(mark, From)), "")
        default = None if field.default is MISSING else field.default
        required = field.default is MISSING and not optional
        family = StrEnum if isinstance(kind, type) and issubclass(kind, StrEnum) else kind
        who = next((mark for mark in marks if isinstance(mark, Who)), None)
        found.append(Trait(field.name, kind, fact, codes, optional, required, default, family, who))
    return tuple(found)


def traits(record: Any) -> tuple[Trait, ...]:
    """The fields of a record in order; TypeError when one has no `Fact`."""
    return _traits(record)  # a class is always hashable


def trait(record: Any, name: str) -> Trait:
    """One field of a record; KeyError when there is none of that name."""
    for each in traits(record):
        if each.name == name:
            return each
    raise KeyError(f"{record.__name__} has no fact {name!r}")


def masked(record: Any) -> frozenset[str]:
    """The names of a record's private facts: masked in lists, forms and history until somebody asks to see one."""
    return frozenset(each.name for each in traits(record) if each.fact.private)


def has(record: Any, name: str) -> bool:
    """Whether a record has a fact of this name."""
    return any(each.name == name for each in traits(record))

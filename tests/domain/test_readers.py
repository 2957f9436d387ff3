"""What a clerk types and what a file writes, turned into a field's kind."""

from dataclasses import dataclass
from datetime import date, time
from typing import Annotated as A
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dandan_desktop.domain import readers
from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.dates import PartDate
from dandan_desktop.domain.drafts import Reader
from dandan_desktop.domain.facts import CodeId, Fact, Lines, Money, PeriodCode, Prose, trait, traits

TODAY = date(2026, 11, 22)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    line: A[str, Fact("Dòng")]
    prose: A[Prose | None, Fact("Bài")] = None
    lines: A[Lines | None, Fact("Các dòng")] = None
    number: A[int | None, Fact("Số")] = None
    money: A[Money | None, Fact("Tiền")] = None
    flag: A[bool, Fact("Cờ")] = False
    style: A[Style, Fact("Thể thức")] = Style.PARTY
    code: A[CodeId | None, Fact("Mã")] = None
    on: A[date | None, Fact("Ngày")] = None
    born: A[PartDate | None, Fact("Sinh")] = None
    at: A[time | None, Fact("Giờ")] = None
    period: A[PeriodCode | None, Fact("Kỳ")] = None


CLERK = readers.clerk(TODAY)


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("line", " Nguyễn  Văn\nAn ", "Nguyễn Văn An"),
        ("prose", "một \r\n  hai", "một\n  hai"),
        ("lines", "một\n\n hai ", ("một", " hai")),
        ("lines", ["a", " ", "b\nc"], ("a", "b\nc")),
        ("number", "1.250", 1250),
        ("number", 0, 0),
        ("money", "1.000.000", 1_000_000),
        ("flag", True, True),
        ("style", "STATE", Style.STATE),
        ("code", 7, 7),
        ("on", "3/2/26", date(2026, 2, 3)),
        ("on", "22.11", date(2026, 11, 22)),
        ("on", TODAY, TODAY),
        ("born", "1990", PartDate(1990)),
        ("born", PartDate(1990, 5), PartDate(1990, 5)),
        ("at", "8h30", time(8, 30)),
        ("at", time(8, 30), time(8, 30)),
        ("period", "quý III/2026", "2026-Q3"),
        ("period", "2026-6T", "2026-6T"),
    ],
)
def test_a_clerk_is_understood(name: str, typed: Any, value: Any) -> None:
    assert CLERK(trait(Sheet, name), typed) == value


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("line", 5), ("line", " \u200b"), ("line", "x" * 2001), ("prose", ["x"]), ("prose", "x" * 20_000_001),
        ("lines", [1]), ("lines", 5), ("number", "một"), ("number", True), ("number", 1.5), ("number", -1),
        ("number", 2**53), ("flag", 1), ("flag", "có"), ("style", "X"), ("style", 3), ("code", 0), ("code", "1"),
        ("code", True), ("on", "30/2/2026"), ("on", ""), ("born", "32/1/1990"), ("at", "25h"),
        ("period", "quý V/2026"), ("period", 2026),
    ],
    ids=lambda value: str(value)[:30],
)  # fmt: skip
def test_what_cannot_be_is_told_in_one_sentence(name: str, typed: Any) -> None:
    with pytest.raises(ValueError, match=r"“.+”.*\.$|^Hãy chọn “.+” trong danh sách\.$") as caught:
        CLERK(trait(Sheet, name), typed)
    assert len(str(caught.value)) < 120


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("line", "a  b", "a b"), ("flag", False, False), ("on", "2026-02-03", date(2026, 2, 3)),
        ("at", "08:30", time(8, 30)), ("number", 7, 7), ("lines", ["a"], ("a",)),
    ],
)  # fmt: skip
def test_the_open_format_is_read(name: str, typed: Any, value: Any) -> None:
    assert readers.open_format(trait(Sheet, name), typed) == value


@pytest.mark.parametrize(
    ("name", "typed"),
    [("on", typed) for typed in ("2026-2-3", "20260203", "2026-W05-2", "2026-02-30", "3/2/2026", "２026-02-03", 5)]
    + [("at", typed) for typed in ("8:30", "08:30:00", "T0830", "08,30", "24:00", "08h30", 8)],
    ids=str,
)
def test_the_open_format_is_read_strictly(name: str, typed: Any) -> None:
    with pytest.raises(ValueError, match=f"“{trait(Sheet, name).fact.label}”"):
        readers.open_format(trait(Sheet, name), typed)


anything = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.text() | st.integers())
)


@given(typed=anything, name=st.sampled_from([each.name for each in traits(Sheet)]))
def test_whatever_is_typed_is_a_value_or_a_sentence(typed: Any, name: str) -> None:
    for read in (CLERK, readers.open_format):
        if read is readers.open_format and name == "born":
            continue  # the open format has no such field
        assert sentence_of(read, name, typed).endswith(".")


def sentence_of(read: Reader, name: str, typed: Any) -> str:
    """What is wrong with a value; a stop alone when nothing is."""
    try:
        read(trait(Sheet, name), typed)
    except ValueError as error:
        return str(error)
    return "."

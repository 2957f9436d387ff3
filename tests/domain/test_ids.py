"""World-wide ids."""

import re
import uuid
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from dandan_desktop.domain.ids import new_uid, shipped_uid


@given(at=st.integers(0, 2**48 - 1), random=st.binary(min_size=10, max_size=10))
def test_a_uid_is_version_7_and_holds_its_time(at: int, random: bytes) -> None:
    made = uuid.UUID(new_uid(lambda: at, lambda _: random))
    assert (made.version, made.variant, made.int >> 80) == (7, uuid.RFC_4122, at)


@given(first=st.integers(0, 2**47), later=st.integers(1, 2**40))
def test_uids_are_ordered_by_their_clock(first: int, later: int) -> None:
    high, low = (lambda size: b"\xff" * size), bytes
    assert new_uid(lambda: first, high) < new_uid(lambda: first + later, low)


def test_uids_differ() -> None:
    assert len({new_uid() for _ in range(1000)}) == 1000
    assert re.fullmatch("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", new_uid())


def test_a_shipped_row_has_the_same_uid_everywhere() -> None:
    assert shipped_uid("units/87") == shipped_uid("units/87") != shipped_uid("units/82")
    made = uuid.UUID(shipped_uid("x"))
    day = datetime(2025, 7, 1, tzinfo=UTC)
    assert (made.version, made.int >> 80) == (7, int(day.timestamp()) * 1000)

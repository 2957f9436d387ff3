"""Every row of the fault harness, short: its goal is held, and without its first protection it is not."""

import pytest

from torture.row import Harness, Size
from torture.rows import HARNESSES, bites

pytestmark = pytest.mark.no_cover
EVERY = pytest.mark.parametrize("harness", HARNESSES, ids=[each.NAME for each in HARNESSES])


def needed(harness: Harness) -> None:
    if lacking := harness.lacks():
        pytest.skip(f"{harness.NAME}: {lacking}")


@EVERY
def test_the_goal_is_held(harness: Harness) -> None:
    needed(harness)
    row = harness.run(Size.TEST)
    assert row.is_held, row.note
    if row.not_run:
        pytest.skip(f"{harness.NAME}: {'; '.join(row.not_run)}")


@EVERY
def test_without_its_protection_it_is_not(harness: Harness) -> None:
    needed(harness)
    assert bites(harness, next(iter(harness.TEETH)))


def test_every_row_has_a_name_of_its_own_and_teeth() -> None:
    assert len({each.NAME for each in HARNESSES}) == len(HARNESSES)
    assert all(each.TEETH for each in HARNESSES)

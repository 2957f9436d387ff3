"""What a key slot costs: measured on the machine at hand, never under the floor, raised when the machine got faster."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dandan_desktop.db import costs
from dandan_desktop.db.costs import FLOOR, GOAL, MOST, USUAL, Cost

pytestmark = pytest.mark.dear


def machine(speed: float, memory: int = 1 << 40) -> costs.Measure:
    """A machine that takes so many seconds for the usual cost and has so much memory."""

    def seconds(cost: Cost) -> float:
        work = cost.ops * cost.memory / (USUAL.ops * USUAL.memory)
        return speed * work if cost.memory <= memory else math.inf

    return seconds


@given(st.floats(0.04, 3.0))
def test_every_machine_is_asked_for_half_a_second_to_one_where_it_can(speed: float) -> None:
    cost = costs.calibrated(machine(speed))
    took = machine(speed)(cost)
    assert cost.is_bearable
    assert cost.memory >= FLOOR.memory
    assert cost.ops >= FLOOR.ops
    if speed <= MOST:
        assert cost.ops >= USUAL.ops
        assert cost.memory == USUAL.memory
    assert took >= GOAL or cost == FLOOR or speed > MOST
    assert took <= MOST or cost == FLOOR or cost.ops <= 4


@pytest.mark.parametrize(
    ("speed", "memory", "expected"),
    [
        (0.6, 1 << 40, USUAL),
        (0.1, 1 << 40, Cost(21, USUAL.memory)),
        (0.001, 1 << 40, Cost(costs.MOST_OPS, USUAL.memory)),
        (1.2, 1 << 40, Cost(2, 64 * costs.MIB)),
        (50.0, 1 << 40, FLOOR),
        (0.1, 20 * costs.MIB, FLOOR),
    ],
)
def test_what_some_machines_are_asked_for(speed: float, memory: int, expected: Cost) -> None:
    assert costs.calibrated(machine(speed, memory)) == expected


def test_the_floor_and_the_usual_are_those_of_the_books() -> None:
    assert Cost(3, 64 * 1024 * 1024) == USUAL
    assert Cost(2, 19 * 1024 * 1024) == FLOOR


def test_when_a_slot_is_outgrown() -> None:
    assert not costs.is_outgrown(USUAL, 0.6)
    assert not costs.is_outgrown(USUAL, 0.3)
    assert costs.is_outgrown(USUAL, 0.2)
    assert costs.is_outgrown(FLOOR, 0.4)
    assert not costs.is_outgrown(FLOOR, 0.6)


@pytest.mark.parametrize(
    "cost", [Cost(0, 1 << 20), Cost(-1, 1 << 20), Cost(3, 100), Cost(3, 1 << 30), Cost(41, 64 << 20)]
)
def test_what_no_machine_is_asked_for(cost: Cost) -> None:
    assert not cost.is_bearable


def test_a_derivation_is_measured_and_lack_of_memory_is_told_apart() -> None:
    assert 0 < costs.seconds(Cost(1, 8192)) < 1
    assert costs.derived(b"a", bytes(16), Cost(1, 8192)) != costs.derived(b"b", bytes(16), Cost(1, 8192))

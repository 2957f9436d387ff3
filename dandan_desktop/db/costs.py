"""What opening a key slot costs: Argon2id, dear enough that guessing is slow and cheap enough to open every morning.

64 MiB and three rounds is the second choice of RFC 9106; the floor is OWASP's 19 MiB and two rounds.
"""

import math
import os
import time
from collections.abc import Callable
from typing import NamedTuple

MIB = 1024 * 1024
MOST_OPS = 40


class Cost(NamedTuple):
    """Rounds and bytes of memory of one derivation."""

    ops: int
    memory: int

    @property
    def is_bearable(self) -> bool:
        """Whether a machine may be asked for it: a key file that was tampered with must not stop the program."""
        work = self.ops * self.memory
        return self.ops >= 1 and 8192 <= self.memory <= _MOST_MEMORY and work <= _MOST_WORK


USUAL = Cost(3, 64 * MIB)
FLOOR = Cost(2, 19 * MIB)
GOAL = 0.5
"""The fewest seconds one derivation shall take on this machine, and MOST the most."""
AIM, MOST = 0.7, 1.0
_CHEAPER = (Cost(2, 64 * MIB), Cost(2, 46 * MIB), Cost(2, 32 * MIB))
_MOST_MEMORY = 256 * MIB
_MOST_WORK = MOST_OPS * 64 * MIB


def derived(secret: bytes, salt: bytes, cost: Cost) -> bytes:
    """The key a secret gives; raises nacl's CryptoError where the memory is not to be had."""
    from nacl.pwhash import argon2id

    return bytes(argon2id.kdf(32, secret, salt, opslimit=cost.ops, memlimit=cost.memory))


def seconds(cost: Cost) -> float:
    """How long one derivation takes on this machine; endless where the memory is not to be had."""
    from nacl.exceptions import CryptoError

    began = time.perf_counter()
    try:
        derived(b"do", os.urandom(16), cost)
    except CryptoError:
        return math.inf
    return time.perf_counter() - began


Measure = Callable[[Cost], float]


def calibrated(measure: Measure = seconds) -> Cost:
    """The cost that takes GOAL to MOST seconds here: never under the usual one unless this machine is too slow."""
    took = measure(USUAL)
    if took > MOST:
        return next((cost for cost in _CHEAPER if measure(cost) <= MOST), FLOOR)
    if took >= GOAL:
        return USUAL
    ops = math.ceil(USUAL.ops * AIM / max(took, 0.001))
    return Cost(min(ops, MOST_OPS), USUAL.memory)


def is_outgrown(cost: Cost, took: float) -> bool:
    """Whether a slot of this cost, which took so many seconds to open, has become too cheap for this machine."""
    return took < GOAL / 2 or (took < GOAL and cost.ops * cost.memory < USUAL.ops * USUAL.memory)

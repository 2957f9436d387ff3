"""World-wide ids: UUID version 7 (RFC 9562), from a clock for records, from a key for shipped rows."""

import os
import time
from collections.abc import Callable

from dandan_desktop.digests import sha256

_SHIPPED_AT_MS = 1_751_328_000_000  # 01/7/2025 00:00 UTC: every register gives a shipped row the same uid


def _uuid7(milliseconds: int, random: bytes) -> str:
    bits = int.from_bytes(random[:10], "big") & ((1 << 74) - 1)
    high, low = bits >> 62, bits & ((1 << 62) - 1)
    figures = f"{milliseconds << 80 | 7 << 76 | high << 64 | 2 << 62 | low:032x}"
    return f"{figures[:8]}-{figures[8:12]}-{figures[12:16]}-{figures[16:20]}-{figures[20:]}"


def new_uid(
    now_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
    random: Callable[[int], bytes] = os.urandom,
) -> str:
    """A new uid, ordered by the clock to the millisecond."""
    return _uuid7(now_ms(), random(10))


def shipped_uid(key: str) -> str:
    """The uid of a row that ships with the program: the same in every register."""
    return _uuid7(_SHIPPED_AT_MS, sha256(key.encode()))

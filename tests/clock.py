"""A clock for tests: what rows and deeds take for the time."""

from datetime import UTC, datetime, timedelta
from time import struct_time

import pytest

from dandan_desktop.db import rows

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Clock:
    """Stands still until it is set or moved; the register's every time comes from it."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.now = NOON
        patch.setattr(rows, "gmtime", self._gmtime)

    def move(self, **by: float) -> None:
        """Let time go on, or back, by days, hours …"""
        self.now += timedelta(**by)

    def _gmtime(self) -> struct_time:
        return self.now.timetuple()

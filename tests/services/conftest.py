"""A register, and a backup of one, for the tests of the services."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dandan_desktop.db.register import Register
from tests.registers import opened
from tests.services.backed import Backed, backed_up


@pytest.fixture
def register(register_path: Path) -> Iterator[Register]:
    """A fresh open register."""
    made = opened(register_path)
    yield made
    made.close()


@pytest.fixture
def backed(tmp_path: Path) -> Backed:
    """A closed register, changed since its backup."""
    return backed_up(tmp_path)

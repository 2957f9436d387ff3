"""A fresh register for each test of the database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dandan_desktop.db.store import Store
from tests.registers import copied, fresh_store


@pytest.fixture
def register_path(tmp_path: Path) -> Path:
    """A fresh closed register."""
    return copied(tmp_path / "sổ")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """The store of a fresh open register."""
    with fresh_store(tmp_path / "sổ") as made:
        yield made

"""A register with a year of invented work, made once for a module and copied for each test."""

import shutil
from datetime import date
from pathlib import Path

from dandan_desktop.db.register import Register
from tests.db.made_up import Amounts, Maker


def made_busy(path: Path, data_key: bytes, folder: Path, amounts: Amounts, days: tuple[date, date]) -> Path:
    """Copy a closed register into a new folder and fill the copy; answers its path."""
    shutil.copytree(path.parent, folder)
    register = Register.open_with_key(folder / path.name, data_key)
    store = register.store("Lan")
    Maker(store, 11, *days).fill(amounts)
    store.close()
    register.close()
    return register.path

"""The bill of materials: everything the program asks for is in it, with its version and its licence."""

import tomllib
from pathlib import Path

from dandan_desktop.services.components import components

ROOT = Path(__file__).resolve().parent.parent.parent


def test_everything_the_program_asks_for_is_in_the_bill() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {each.partition(">=")[0].lower() for each in project["dependencies"]}
    found = {each.name.lower(): each for each in components()}
    assert needed <= set(found)
    assert {"qt", "sqlite", "sqlcipher", "python", "lucide icons"} <= set(found)
    assert "pytest" not in found
    assert found["pyside6-essentials"].licence.startswith("LGPL")
    assert all(each.version and each.licence for each in found.values())


def test_it_is_read_by_name() -> None:
    names = [each.name.lower() for each in components()]
    assert names == sorted(names)

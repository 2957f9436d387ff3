"""The bill of materials: from the file packing leaves, else from what is installed."""

import json
import tomllib
from pathlib import Path

import pytest

from dandan_desktop.services.components import LIST, NEEDED, Component, components

ROOT = Path(__file__).resolve().parent.parent.parent


def test_what_packing_left_is_shown_as_it_stands(tmp_path: Path) -> None:
    told = [{"name": "zlib", "version": "1.3", "licence": "Zlib"}, {"name": "Argon", "version": "2", "licence": "CC0"}]
    (tmp_path / LIST).write_text(json.dumps(told), encoding="utf-8")
    assert components(tmp_path) == [Component("Argon", "2", "CC0"), Component("zlib", "1.3", "Zlib")]


@pytest.mark.parametrize("content", ["", "{", "[1]", '[{"name": "a"}]', '{"a": 1}', "null"])
def test_a_bill_that_cannot_be_read_gives_way_to_what_is_installed(content: str, tmp_path: Path) -> None:
    (tmp_path / LIST).write_text(content, encoding="utf-8")
    assert components(tmp_path) == components(tmp_path / "none")


def test_everything_the_program_asks_for_is_in_the_bill(tmp_path: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert [each.partition(">=")[0] for each in project["dependencies"]] == list(NEEDED)
    found = {each.name.lower().replace("_", "-"): each for each in components(tmp_path)}
    assert {name.lower() for name in NEEDED} <= set(found)
    assert {"shiboken6", "cffi", "python", "lucide"} <= set(found)
    assert "pytest" not in found
    assert found["pyside6-essentials"].licence.startswith("LGPL")
    assert all(each.version for each in found.values() if each.name != "Lucide")

"""What the program is made of: the bill of materials that ships with it (`tools/make_components.py`)."""

import json
from typing import NamedTuple

from dandan_desktop import paths

LICENCE = "MIT"
"""The licence of the program itself."""


class Component(NamedTuple):
    """One part of the program, and under which licence it is."""

    name: str
    version: str
    licence: str


def components() -> list[Component]:
    """The parts by name."""
    told = json.loads(paths.resource("components.json").read_text(encoding="utf-8"))
    found = [Component(each["name"], each["version"], each["licence"]) for each in told]
    return sorted(found, key=lambda each: each.name.lower())

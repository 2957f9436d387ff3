"""What the program is made of: the bill of materials that packing leaves beside it, or what is installed."""

import json
import platform
import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from dandan_desktop import paths

LIST = "thanh-phan.json"
"""The bill packing leaves beside the program: a list of name, version and licence. A source tree has none."""
NEEDED = (
    "PySide6-Essentials", "sqlcipher3", "sqlite-utils", "PyNaCl", "XlsxWriter", "openpyxl", "python-docx", "docxtpl",
    "defusedxml", "lxml",
)  # fmt: skip
"""What the program asks for by name; they bring others along."""
LICENCE = "MIT"
"""The licence of the program itself."""
_NAME = re.compile(r"[\w.-]+")
_BY_CLASSIFIER = "License :: OSI Approved :: "


class Component(NamedTuple):
    """One part of the program, and under which licence it is."""

    name: str
    version: str
    licence: str


def components(folder: Path | None = None) -> list[Component]:
    """The parts by name; from a bill that cannot be read, those installed here."""
    try:
        told = json.loads(((folder or paths.program_folder()) / LIST).read_text(encoding="utf-8"))
        found = [Component(str(each["name"]), str(each["version"]), str(each["licence"])) for each in told]
    except (OSError, ValueError, KeyError, TypeError):
        found = [
            *_installed(),
            Component("Lucide", "", "ISC"),
            Component("Python", platform.python_version(), "PSF-2.0"),
        ]
    return sorted(found, key=lambda each: each.name.lower())


def _installed() -> Iterator[Component]:
    """What is needed and what that brings along, each once; what is not installed here is left out."""
    waiting, seen = list(NEEDED), set[str]()
    while waiting:
        name = waiting.pop()
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key in seen:
            continue
        seen.add(key)
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        yield Component(found.metadata["Name"], found.version, _licence(found.metadata))
        plain = (each for each in found.requires or [] if "extra ==" not in each)
        waiting += [match[0] for each in plain if (match := _NAME.match(each))]


def _licence(told: metadata.PackageMetadata) -> str:
    """The licence as the package says it, its short name where a long text stands there."""
    classifiers = [each for each in told.get_all("Classifier") or [] if each.startswith(_BY_CLASSIFIER)]
    short, long = ("".join((told.get_all(name) or [])[:1]).strip() for name in ("License-Expression", "License"))
    said = long if "\n" not in long else ""
    return short or said or "".join(classifiers[:1]).removeprefix(_BY_CLASSIFIER)

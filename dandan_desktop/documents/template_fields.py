"""The fields a template may name, read off the values a paper prints: texts, lists and groups by their places."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from dandan_desktop.paths import resource

_PAGES = "pages[]."


@dataclass(slots=True)
class Field:
    """One place in the values: a text, a list (`each` is what it holds) or a group of fields; `sample` is of a text.

    `place` is the way to it, lists marked by `[]`, the same whatever a template calls the turns of its loops.
    """

    place: str
    sample: str = ""
    each: "Field | None" = None
    fields: dict[str, "Field"] = field(default_factory=dict)

    @property
    def is_text(self) -> bool:
        """Whether it can be printed."""
        return self.each is None and not self.fields

    @property
    def words(self) -> str:
        """What it says, as a clerk would ask for it; KeyError for a field nobody described."""
        return words()[self.place.removeprefix(_PAGES)]


@cache
def words() -> Mapping[str, str]:
    """What each field says, by its place on one receiver's pages."""
    found: dict[str, str] = json.loads(resource("templates", "fields.json").read_text(encoding="utf-8"))
    return found


def fields_of(values: Mapping[str, Any]) -> Field:
    """The group of all fields of these values."""
    return _merged("", [values])


def paths(scope: Mapping[str, Field]) -> Iterator[tuple[str, Field]]:
    """Every path that may be written where these names are known; what a list holds has no path outside its loop."""
    for name, found in scope.items():
        yield name, found
        yield from ((f"{name}.{rest}", inner) for rest, inner in paths(found.fields))


def at(scope: Mapping[str, Field], path: str) -> Field | None:
    """The field of a path; None for none."""
    name, *rest = path.split(".")
    found = scope.get(name)
    for each in rest:
        found = found.fields.get(each) if found is not None else None
    return found


def _merged(place: str, values: Sequence[Any]) -> Field:
    """One field for all values seen at a place: a list's turns may have different groups filled."""
    groups = [each for each in values if isinstance(each, Mapping)]
    lists = [each for each in values if isinstance(each, list)]
    if groups:
        names = dict.fromkeys(name for group in groups for name in group)
        dot = f"{place}." if place else ""
        return Field(
            place,
            fields={
                name: _merged(f"{dot}{name}", [group[name] for group in groups if name in group]) for name in names
            },
        )
    if lists:
        return Field(place, each=_merged(f"{place}[]", [turn for each in lists for turn in each]))
    return Field(place, sample=next((each for each in values if isinstance(each, str) and each), ""))

"""A draft is what was typed; a record is what was checked.

Form, open format and paste share this door and differ only in their readers.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeVar

from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import Trait, traits

PLACE = "place"
"""What the row that keeps where a clerk was is called among the drafts."""
R = TypeVar("R")
Reader = Callable[[Trait, Any], Any]


class Finding(NamedTuple):
    """One thing to say about one field; only a blocking one keeps the record from being saved."""

    name: str
    text: str
    blocks: bool = True


class Refused(NamedTuple):
    """A draft that cannot become a record yet, with everything that is wrong about it."""

    findings: tuple[Finding, ...]

    def raise_first(self) -> None:
        """Raise the first finding as a known problem."""
        first = self.findings[0]
        raise ClerkError(Problem.RECORD_INVALID, field=first.name, why=first.text, count=len(self.findings))


def table_of(page: str) -> str:
    """The table whose record a draft is about: a page beside the record's own is called `table.page`."""
    return page.partition(".")[0]


def checked(record: type[R], draft: Mapping[str, Any], read: Reader) -> R | Refused:
    """The record a draft stands for, or all that is wrong with it.

    `read` turns one typed value into the field's kind and raises ValueError with the reason in Vietnamese.
    """
    values: dict[str, Any] = {}
    findings: list[Finding] = []
    for each in traits(record):
        typed = draft.get(each.name)
        if typed is None or typed == "":
            if each.required:
                findings.append(Finding(each.name, f"Chưa {'chọn' if each.is_chosen else 'nhập'} “{each.fact.label}”."))
            elif each.optional:
                values[each.name] = None
            continue
        try:
            value = read(each, typed)
        except ValueError as error:
            findings.append(Finding(each.name, str(error)))
        else:
            values[each.name] = None if each.optional and value in ("", ()) else value
    if findings:
        return Refused(tuple(findings))
    return record(**values)

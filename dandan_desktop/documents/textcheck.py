"""The promise of every paper: what was supplied is in it, each value in its order (architecture D9)."""

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from dandan_desktop.documents.container import MAIN, unpacked
from dandan_desktop.documents.wordml import parsed, whole_text
from dandan_desktop.domain.errors import ClerkError, Problem

_SHOWN = 80


def check_text(content: bytes, printed: Iterable[str]) -> None:
    """Find every printed value again, one after another, in a finished .docx; blanks count as one blank.

    Raises ClerkError PAPER_LOST_TEXT with the first `value` that is not there. One pass over the text.
    """
    text = _folded(whole_text(parsed(unpacked(content)[MAIN])))
    place = 0
    for value in printed:
        wanted = _folded(value)
        found = text.find(wanted, place)
        if found < 0:
            raise ClerkError(Problem.PAPER_LOST_TEXT, value=wanted[:_SHOWN])
        place = found + len(wanted)


def check_used(values: Any, printed: Iterable[str]) -> None:
    """See that the template asked for every value it was given.

    Raises ClerkError PAPER_LOST_TEXT with the first `value` it passed over.
    """
    used = set(printed)
    other = [value for value in leaves(values) if value not in used]
    folded = {_folded(value) for value in used} if other else set()
    for value in other:
        if _folded(value) not in folded:
            raise ClerkError(Problem.PAPER_LOST_TEXT, value=_folded(value)[:_SHOWN])


def leaves(values: Any) -> Iterator[str]:
    """Every text in plain values, without the empty ones."""
    if isinstance(values, dict):
        for value in values.values():
            yield from leaves(value)
    elif isinstance(values, list):
        for value in values:
            yield from leaves(value)
    elif values:
        yield values


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())

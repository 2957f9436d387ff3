"""Whom a field for a name offers: one list for the running log, a sheet and a grid."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from dandan_desktop.db import minute_log
from dandan_desktop.db.store import Store


class Speaker(NamedTuple):
    """Somebody who may be named: name, position and body, as a paper tells them."""

    name: str
    position: str = ""
    body: str = ""


def offered(store: Store, day: date, before: Iterable[Speaker] = ()) -> list[Speaker]:
    """Those named before, then the officials of the day; each once in a position, with all that is known of him."""
    every = [*before, *(Speaker(*each) for each in minute_log.officials_on(store, day))]
    placed = {each.name for each in every if each.position}
    found: dict[tuple[str, str], Speaker] = {}
    for each in every:
        known = found.get((each.name, each.position))
        is_new = known is None and bool(each.position or each.name not in placed)
        if each.name and (is_new or (known is not None and not known.body)):
            found[each.name, each.position] = each
    return list(found.values())

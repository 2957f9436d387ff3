"""The search box: meetings, people, cases, initiatives … by their words, with and without marks."""

from dataclasses import dataclass
from typing import Any

from dandan_desktop.db import lists
from dandan_desktop.db.store import Store
from dandan_desktop.domain.nouns import CASES, INITIATIVES, MEETINGS, PEOPLE, PROPOSALS, TASKS, noun_of

FOUND = (MEETINGS, PEOPLE, CASES, INITIATIVES, TASKS, PROPOSALS)


@dataclass(frozen=True, slots=True)
class Found:
    """One hit: its kind in words, its title, and where it is."""

    table: str
    row: int
    uid: str
    label: str
    title: str

    def as_json(self) -> dict[str, Any]:
        """The hit as the command line gives it."""
        return {"kind": self.table, "uid": self.uid, "title": self.title}


def find(store: Store, typed: str) -> list[Found]:
    """What these words find, best first."""
    hits = lists.find(store, typed, [noun.table for noun in FOUND])
    uids = lists.uids(store, hits)
    return [Found(hit.table, hit.row, uids[hit.table, hit.row], noun_of(hit.table).label, hit.title) for hit in hits]

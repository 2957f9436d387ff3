"""What a deed touched, told to whoever shows it."""

from typing import NamedTuple


class Changes(NamedTuple):
    """One finished deed: its number, its name and the tables it touched; `row` is the noun's row it was about.

    A deed that changed nothing leaves no trace and has the number 0.
    """

    deed: int
    name: str
    tables: frozenset[str]
    row: int = 0

    def touches(self, *tables: str) -> bool:
        """Whether any of these tables was changed."""
        return not self.tables.isdisjoint(tables)

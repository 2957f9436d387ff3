"""Names of what ids point at, as a screen or a paper shows them."""

from typing import Protocol


class Names(Protocol):
    """Looks up the name of a row by its table and id; an unknown id answers an empty string."""

    def of(self, table: str, row: int | None) -> str:
        """The name of a unit, body, code, person … as it is kept now."""
        ...

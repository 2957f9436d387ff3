"""Names of what ids point at, read once and forgotten when their table changes."""

from collections.abc import Mapping
from pathlib import Path

from dandan_desktop.db.engine import Connection, told
from dandan_desktop.domain.changes import Changes

_NAMES = {
    "codes": "name",
    "units": "name",
    "bodies": "name",
    "people": "full_name",
    "meetings": "title",
    "conclusions": "text",
    "opinions": "text",
    "proposals": "coalesce(edited, text)",
    "terms": "name",
}
"""Which column names a row of a table."""


class NameBook:
    """The names one connection has looked up."""

    def __init__(self, connection: Connection, path: Path, sources: Mapping[str, str] | None = None) -> None:
        """`sources` say what names are read from where it is not the whole table: less what the reader does not see."""
        self._connection = connection
        self._path = path
        known = sources or {}
        self._selects = {
            table: f"SELECT {column} FROM {known.get(table, table)} WHERE id = ?" for table, column in _NAMES.items()
        }
        self._known: dict[str, dict[int, str]] = {table: {} for table in _NAMES}

    def of(self, table: str, row: int | None) -> str:
        """The name of a row; an empty string when there is none."""
        if row is None:
            return ""
        known = self._known[table]
        if row not in known:
            with told(self._path):
                found = self._connection.execute(self._selects[table], (row,)).fetchone()
            known[row] = found[0] if found else ""
        return known[row]

    def use(self, connection: Connection) -> None:
        """Go on with another connection."""
        self._connection = connection

    def forget(self, changes: Changes) -> None:
        """Drop what these changes may have renamed."""
        for table in self._known.keys() & changes.tables:
            self._known[table].clear()

    def forget_all(self) -> None:
        """Drop everything, as after a deed that did not happen."""
        for known in self._known.values():
            known.clear()

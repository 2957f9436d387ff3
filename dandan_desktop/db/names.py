"""Names of what ids point at, read once and forgotten when their table changes."""

from pathlib import Path

from dandan_desktop.db.engine import Connection, told
from dandan_desktop.domain.changes import Changes

_NAMES = {
    "codes": "SELECT name FROM codes WHERE id = ?",
    "units": "SELECT name FROM units WHERE id = ?",
    "bodies": "SELECT name FROM bodies WHERE id = ?",
    "people": "SELECT full_name FROM people WHERE id = ?",
    "meetings": "SELECT title FROM meetings WHERE id = ?",
    "conclusions": "SELECT text FROM conclusions WHERE id = ?",
}


class NameBook:
    """The names one connection has looked up."""

    def __init__(self, connection: Connection, path: Path, people: str = "people") -> None:
        """`people` is what their names are read from: the table, less whom the reader does not see."""
        self._connection = connection
        self._path = path
        self._selects = {**_NAMES, "people": f"SELECT full_name FROM {people} WHERE id = ?"}
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

    def forget(self, changes: Changes) -> None:
        """Drop what these changes may have renamed."""
        for table in self._known.keys() & changes.tables:
            self._known[table].clear()

    def forget_all(self) -> None:
        """Drop everything, as after a deed that did not happen."""
        for known in self._known.values():
            known.clear()

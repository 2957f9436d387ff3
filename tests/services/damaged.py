"""Pages of a closed register spoiled as a failing disk, or somebody who means it, would."""

from pathlib import Path

from tests.registers import raw

PAGE = 4096


def pages_of(path: Path, name: str) -> list[int]:
    """The pages of a table or index: those that its reading stops at once they are damaged."""
    with raw(path) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (name,)).fetchone()
    return [int(root)]


def damage(path: Path, *pages: int) -> None:
    content = bytearray(path.read_bytes())
    for page in pages:
        content[(page - 1) * PAGE + 1234] ^= 16
    path.write_bytes(content)

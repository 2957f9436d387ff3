"""A version after this one, made of the same sources: another number, and one more step of the register's schema."""

from pathlib import Path

from dandan_desktop import __version__

VERSION = ".".join([*__version__.split(".")[:2], "99"])
"""A number that no release will bear."""
STEP = "9999_next"
_NUMBER, _STEPS = Path("dandan_desktop", "__init__.py"), Path("dandan_desktop", "db", "migrations.py")
_ONE_MORE = f"""
STEPS = (*STEPS, ("{STEP}", _script("CREATE INDEX next_release ON meetings (created_at)")))
"""


def turn(tree: Path) -> None:
    """Turn a copy of these sources into those of the next version; raises ValueError where the number is not found."""
    text = (tree / _NUMBER).read_text(encoding="utf-8")
    turned = text.replace(f'"{__version__}"', f'"{VERSION}"')
    if turned == text:
        raise ValueError(f"{_NUMBER} does not say {__version__}")
    (tree / _NUMBER).write_text(turned, encoding="utf-8", newline="\n")
    with (tree / _STEPS).open("a", encoding="utf-8", newline="\n") as file:
        file.write(_ONE_MORE)

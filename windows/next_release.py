"""A version after this one, made of the same sources: another number, and one more step of the register's schema."""

import shutil
from pathlib import Path

from dandan_desktop import __version__
from windows import build
from windows.lab import Lab

VERSION = ".".join([*__version__.split(".")[:2], "99"])
"""A number that no release will bear."""
STEP = "9999_next"
PLACE = "next"
"""The folder of the lab it is kept in."""
_NUMBER, _STEPS = Path("dandan_desktop", "__init__.py"), Path("dandan_desktop", "db", "migrations.py")
_ONE_MORE = f"""
STEPS = (*STEPS, ("{STEP}", _script("CREATE INDEX next_release ON meetings (created_at)")))
"""


def keep(lab: Lab, made: build.Built) -> None:
    """Keep what was built of the next sources in the lab, in the place of the last one."""
    shutil.rmtree(lab.place / PLACE, ignore_errors=True)
    shutil.copytree(made.program.parent, lab.place / PLACE)


def built(lab: Lab) -> build.Built:
    """The next release as W17 built it; raises FileNotFoundError where there is none, or only a part."""
    made = build.built(lab.place / PLACE, VERSION)
    if missing := [
        each.name for each in (made.program, made.installer, made.portable, made.sheet) if not each.exists()
    ]:
        raise FileNotFoundError(f"W17 made no next release: {', '.join(missing)}")
    return made


def turn(tree: Path) -> None:
    """Turn a copy of these sources into those of the next version; raises ValueError where the number is not found."""
    text = (tree / _NUMBER).read_text(encoding="utf-8")
    turned = text.replace(f'"{__version__}"', f'"{VERSION}"')
    if turned == text:
        raise ValueError(f"{_NUMBER} does not say {__version__}")
    (tree / _NUMBER).write_text(turned, encoding="utf-8", newline="\n")
    with (tree / _STEPS).open("a", encoding="utf-8", newline="\n") as file:
        file.write(_ONE_MORE)

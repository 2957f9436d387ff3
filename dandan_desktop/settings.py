"""This machine's choices: the registers opened last, the window, the lock, the second place.

All else is in the register.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from dandan_desktop import paths

_FILE = "may-nay.json"
_NONE: dict[str, Any] = {}
MOST_REGISTERS = 5
"""So many registers are remembered."""


class Settings(NamedTuple):
    """What this machine remembers; keys a newer program wrote are kept in `other`."""

    registers: Mapping[str, str] = _NONE
    """The registers opened here: path → uid, the one opened last at the end."""
    window: str = ""
    text_percent: int = 100
    columns: Mapping[str, str] = _NONE
    other: Mapping[str, Any] = _NONE
    idle_minutes: int = 5
    """After so many minutes without a key or a click the window locks (1 to 30)."""
    last_folder: str = ""
    """Where papers were written last."""
    last_user: str = ""
    """Who opened a register here last: the uid, never a name."""
    second_place: str = ""
    """The stick or disk backups are taken out to."""
    last_drill: str = ""
    """The day somebody last tried to restore a backup (YYYY-MM-DD)."""
    told_files: str = ""
    """What was told last of the program's own files, and when."""
    practice_place: str = ""
    """What `second_place` is to the offices, to the practice office alone."""
    practice_drill: str = ""
    """The same of `last_drill`."""
    practice_folder: str = ""
    """The same of `last_folder`."""

    @property
    def last_register(self) -> str:
        """The path of the register opened last; empty before the first."""
        return [*self.registers][-1] if self.registers else ""


def _file() -> Path:
    return paths.data_folder() / _FILE


def read() -> Settings:
    """The settings of this machine; defaults where the file is missing or unreadable."""
    try:
        found = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return Settings()
    if not isinstance(found, dict):
        return Settings()
    known = {name: default for name, default in Settings()._asdict().items() if name != "other"}
    fit = {name: found[name] for name, default in known.items() if isinstance(found.get(name), type(default))}
    return Settings(**fit, other={name: value for name, value in found.items() if name not in known})


def write(settings: Settings) -> None:
    """Keep the settings: a whole new file, then a rename; raises OSError."""
    values = settings._asdict()
    content = json.dumps({**values.pop("other"), **values}, ensure_ascii=False, indent=1)
    target = _file()
    target.parent.mkdir(parents=True, exist_ok=True)
    paths.write_whole(target, content.encode())


def idle_minutes() -> int:
    """After so many minutes without a key or a click the window locks: 1 to 30, whatever the file says."""
    return max(1, min(30, read().idle_minutes))


def keep_register(path: Path, uid: str, **more: str) -> None:
    """Remember a register as the one opened last, and the few before it."""
    before = {known: whose for known, whose in read().registers.items() if known != str(path)}
    last = dict([*before.items(), (str(path), uid)][-MOST_REGISTERS:])
    remember(registers=last, **more)


def places_of(uid: str) -> list[Path]:
    """Where registers of this uid were opened here and still are, the one opened last first."""
    known = [*read().registers.items()]
    return [Path(path) for path, whose in known[::-1] if whose == uid and os.path.isfile(path)]  # noqa: PTH113 - Path.is_file raises for a closed folder


def chosen_folder(*, is_practice: bool) -> Path | None:
    """Where the last papers were written, those of practising apart; None before the first, and where it is gone."""
    known = read()
    last = known.practice_folder if is_practice else known.last_folder
    return Path(last) if last and Path(last).is_dir() else None


def papers_folder(*, is_practice: bool) -> Path:
    """Where papers are offered to be written: where the last one was, else the clerk's own folder."""
    return chosen_folder(is_practice=is_practice) or Path.home()


def keep_folder(folder: Path, *, is_practice: bool) -> None:
    """Remember where papers were written."""
    remember(**{"practice_folder" if is_practice else "last_folder": str(folder)})


def remember(**changes: Any) -> Settings:
    """Change some settings and keep them; a machine that cannot keep them goes on without."""
    changed = read()._replace(**changes)
    try:
        write(changed)
    except OSError:
        return changed
    return changed

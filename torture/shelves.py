"""Backups of an office to torture: where they are, and whether each with a final name passes the whole check."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from dandan_desktop.db import backups, keys, packages
from dandan_desktop.domain.errors import ClerkError
from torture.office import Office, master


def place(office: Office) -> Path:
    """Where the office's own backups are."""
    uid = keys.loads(keys.beside(office.register).read_bytes()).register
    return office.home / "user" / "so-dan-van" / "sao-luu" / uid


def named(*folders: Path) -> list[Path]:
    """Every file with the final name of a package."""
    return sorted(file for folder in folders if folder.is_dir() for file in folder.iterdir() if is_named(file))


def is_named(file: Path) -> bool:
    """Whether a file carries the final name of a package."""
    return packages.sequence_in(file.name) > 0


def broken(*folders: Path) -> Iterator[str]:
    """What is wrong with packages that carry a final name."""
    key = master().data_key
    for file in named(*folders):
        try:
            package = packages.read(file)
            sealed = packages.unsealed(package, key)
            with tempfile.TemporaryDirectory() as folder:
                database = Path(folder, "sổ")
                packages.take_register(package, database)
                backups.check(database, keys.backup_key(key), sealed)
        except (ClerkError, OSError) as error:
            yield f"bad under a final name: {file.name}: {error}"

"""Protections of backups and restores that teeth take away."""

import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Event
from typing import Any

from dandan_desktop.db import backups, keys, migrations, outside, packages, restores, swap
from dandan_desktop.domain import thinning
from dandan_desktop.domain.progress import SILENT, Progress

_BLOCK = 4096
_PAUSE = 0.002
"""Long enough between two blocks that a kill falls between them."""


def temp_name() -> None:
    """Write a package under its final name, block by block, as if nothing could come between."""
    write = packages.write

    def early(target: Path, *more: Any) -> Any:
        manifest = write(target, *more)
        final = target.with_name(target.name.removesuffix(".tam"))
        with target.open("rb") as source, final.open("wb") as out:
            while block := source.read(_BLOCK):
                out.write(block)
                out.flush()
                Event().wait(_PAUSE)
        return manifest

    packages.write = early  # type: ignore[assignment]


def by_clock(copies: Iterable[thinning.Copy]) -> frozenset[int]:
    """Keep the latest three by what the clock said."""
    return frozenset(copy.sequence for copy in sorted(copies, key=lambda copy: copy.day)[-3:])


def sequence() -> None:
    """Thin by the clock instead of the order."""
    thinning.kept = by_clock


def copy_plainly(
    source: Path, target: Path, digest: str, progress: Progress = SILENT, is_there: Callable[[], bool] = bool
) -> None:
    """Copy under the final name, without reading back or asking whether the stick is still there."""
    progress.step(0, len(digest))
    is_there()
    shutil.copyfile(source, target)


def read_back() -> None:
    """Copy to the stick plainly."""
    outside.copy_verified = copy_plainly


def made_without_keys(original: backups.Original) -> keys.KeyFile:
    """A key file nobody can open."""
    return keys.make(original.uid, [keys.new_slot(keys.PERSON, "", "", os.urandom(8).hex(), bytes(32))], bytes(32))


def fail_closed() -> None:
    """Back up although no key file fits."""
    backups.key_file = made_without_keys


def whole() -> None:
    """Lose a row on the way back."""
    tell = restores._tell

    def losing(connection: Any, fresh: Path, plan: restores.Plan, ways: restores.Ways) -> None:
        connection.execute("DROP TRIGGER history_people_delete")
        connection.execute("DELETE FROM people WHERE id = 1")
        connection.commit()
        tell(connection, fresh, plan, ways)

    restores._tell = losing


def steps() -> None:
    """Forget the first step that came after the schema of the oldest package; later ones build on it."""
    oldest = [name for name, _ in migrations.STEPS].index("0005_users")
    left = (*migrations.STEPS[: oldest + 1], *migrations.STEPS[oldest + 2 :])
    migrations.STEPS = restores.STEPS = left  # type: ignore[attr-defined]


def swap_order() -> None:
    """Put the restored register in place block by block over the old one."""

    def over(path: Path, aside: Path) -> None:
        shutil.copyfile(path, aside)
        with swap.fresh_of(path).open("rb") as source, path.open("wb") as out:
            while block := source.read(_BLOCK):
                out.write(block)
                out.flush()
                Event().wait(_PAUSE)

    swap.take_over = over


BACKUPS: dict[str, Callable[[], None]] = {
    "temp-name": temp_name,
    "sequence": sequence,
    "read-back": read_back,
    "fail-closed": fail_closed,
    "whole": whole,
    "steps": steps,
    "swap-order": swap_order,
}

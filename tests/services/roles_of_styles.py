"""The services of the styles in the matrix of roles (`test_roles`): styles and bodies are everybody's to read."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from dandan_desktop.db.store import Store
from dandan_desktop.domain.paper_styles import PaperStyle
from dandan_desktop.services import paper_styles
from tests.services.two_offices import TODAY, world


def _copied(store: Store, _: Path) -> Any:
    return [paper_styles.copied(store, kept.facts, TODAY) for kept in store.of(PaperStyle).some()]


READS: dict[str, tuple[Callable[[Store, Path], Any], bool]] = {
    "paper_styles.misfits": (
        lambda store, _: [paper_styles.misfits(store, side.body, TODAY) for side in (world().ours, world().theirs)],
        False,
    ),
    "paper_styles.copied": (_copied, False),
}

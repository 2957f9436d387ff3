"""The Word templates of a style: which one holds on a day, and its bytes, which locked minutes name for good."""

import hashlib
from datetime import date

from dandan_desktop.db.store import Store
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.paper_templates import PaperTemplate


def template_on(store: Store, style: int, kind: str, day: date) -> Kept[PaperTemplate] | None:
    """The row that holds for a kind of paper of a style on a day; None: the program's own template."""
    found = store.of(PaperTemplate).some(
        "WHERE t.style_id = ? AND t.kind = ? AND t.valid_from <= ? ORDER BY t.valid_from DESC, t.id DESC LIMIT 1",
        (style, kind, day.isoformat()),
    )
    return found[0] if found else None


def templates_of(store: Store, style: int, kind: str) -> list[Kept[PaperTemplate]]:
    """Every row of a kind of paper of a style, the newest first."""
    return store.of(PaperTemplate).some(
        "WHERE t.style_id = ? AND t.kind = ? ORDER BY t.valid_from DESC, t.id DESC", (style, kind)
    )


def bytes_of(store: Store, digest: str) -> bytes | None:
    """The template of this hash; None where the register has none, or it is no longer the same."""
    found = store.query("SELECT bytes FROM files WHERE sha256 = ?", (digest,))
    return bytes(found[0][0]) if found and hashlib.sha256(found[0][0]).hexdigest() == digest else None

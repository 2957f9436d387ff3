"""The Word templates of a style: which one holds on a day, and its bytes, which locked minutes name for good."""

from datetime import date

from dandan_desktop.db.store import Store
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.paper_templates import PaperTemplate

_ALL = 2**62


def template_on(store: Store, style: int, kind: str, day: date, until: int | None = None) -> Kept[PaperTemplate] | None:
    """The row that holds for a kind of paper of a style on a day; None: the program's own template.

    `until` is the last row that counts, for papers of what was locked when it was the last there was.
    """
    found = store.of(PaperTemplate).some(
        "WHERE t.style_id = ? AND t.kind = ? AND t.valid_from <= ? AND t.id <= ?"
        " ORDER BY t.valid_from DESC, t.id DESC LIMIT 1",
        (style, kind, day.isoformat(), _ALL if until is None else until),
    )
    return found[0] if found else None


def newest(store: Store) -> int:
    """The number of the row taken last, of any style; 0 before the first."""
    return int(store.query("SELECT coalesce(max(id), 0) FROM paper_templates")[0][0])


def templates_of(store: Store, style: int, kind: str) -> list[Kept[PaperTemplate]]:
    """Every row of a kind of paper of a style, the newest first."""
    return store.of(PaperTemplate).some(
        "WHERE t.style_id = ? AND t.kind = ? ORDER BY t.valid_from DESC, t.id DESC", (style, kind)
    )


def name_of(store: Store, digest: str) -> str | None:
    """What the office's template of this hash is called, empty once its row is gone; None where none was ever kept."""
    found = store.query(
        "SELECT coalesce(max(t.name), '') FROM (SELECT sha256 FROM files UNION SELECT sha256 FROM paper_templates) f"
        " LEFT JOIN paper_templates t ON t.sha256 = f.sha256 WHERE f.sha256 = ? GROUP BY f.sha256",
        (digest,),
    )
    return str(found[0][0]) if found else None

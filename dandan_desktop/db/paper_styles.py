"""Which style a body's papers have on a day: its own where an office made one, else the rule that held then."""

from datetime import date

from dandan_desktop.db.guards import LINE
from dandan_desktop.db.store import Store
from dandan_desktop.domain.catalogue import Body
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.paper_styles import PaperStyle

_HOLDS = "coalesce(t.valid_from, '') <= ? AND ? <= coalesce(t.valid_to, '9999-12-31')"


def style_on(store: Store, heading: Kept[Body], day: date) -> PaperStyle | None:
    """The style of the body whose header a paper prints, begun last; None where no row holds on that day."""
    found = kept_on(store, heading, day)
    return found.facts if found else None


def kept_on(store: Store, heading: Kept[Body], day: date) -> Kept[PaperStyle] | None:
    """The row of that style."""
    line = heading.facts.line or heading.uid
    found = store.of(PaperStyle).some(
        f"LEFT JOIN bodies b ON b.id = t.body_id WHERE t.deleted_at IS NULL AND {_HOLDS}"
        f" AND (({LINE.format(a='b')}) = ? OR (t.body_id IS NULL AND t.base = ?))"
        " ORDER BY t.body_id IS NULL, coalesce(t.valid_from, '') DESC, t.id DESC LIMIT 1",
        (day.isoformat(), day.isoformat(), line, str(heading.facts.style)),
    )
    return found[0] if found else None


def ended_kinds(store: Store, day: date) -> list[str]:
    """The names of the kinds of units there once were and on this day are no more."""
    sql = (
        "SELECT k.name FROM codes k WHERE k.list = 'unit_kinds' AND k.deleted_at IS NULL"
        " AND EXISTS (SELECT 1 FROM units u WHERE u.kind = k.id AND u.valid_to < :day) AND NOT EXISTS"
        " (SELECT 1 FROM units u WHERE u.kind = k.id AND u.deleted_at IS NULL AND coalesce(u.valid_from, '') <= :day"
        " AND :day <= coalesce(u.valid_to, '9999-12-31')) ORDER BY k.rank"
    )
    return [str(name) for (name,) in store.query(sql, {"day": day.isoformat()})]

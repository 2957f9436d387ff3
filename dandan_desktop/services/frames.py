"""What the head and the foot of a table sent upward say: the office as it stands on the day of issue."""

from datetime import date

from dandan_desktop.db import offices
from dandan_desktop.db.store import Store
from dandan_desktop.domain.catalogue import Body
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.rollup import Frame


def frame_of(store: Store, issued: date) -> Frame:
    """Head and foot of a table issued on a day; raises ClerkError NO_OFFICE."""
    body = offices.office_on(store, issued)
    return Frame(
        office=body.facts.name,
        register=offices.fact(store, "uid") or "",
        file=store.path.name,
        header=offices.header_of(store, body.id, issued),
        head_signs=_is_advisory(store, body),
        issued=issued,
    )


def _is_advisory(store: Store, body: Kept[Body]) -> bool:
    """Whether it is an advisory body: letters of its own, under a committee of the same unit (documents §1.4, §1.7)."""
    facts = body.facts
    if not facts.header_lower or facts.parent_id is None:
        return False
    return store.of(Body).get(facts.parent_id).facts.unit_id == facts.unit_id

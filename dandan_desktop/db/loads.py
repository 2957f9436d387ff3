"""What was loaded before: the meeting a file became, by its hash and by its identity."""

from dandan_desktop.db.store import Store
from dandan_desktop.db.visible import readable
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.nouns import MEETINGS


def uid_of_digest(store: Store, digest: str) -> str | None:
    """The uid of the meeting a file of this hash became, trashed or edited since or not.

    Raises ClerkError NOT_ALLOWED when the reader does not see that meeting.
    """
    sql = (
        f"SELECT m.uid, {readable(store.reader, MEETINGS, 'm')} FROM sources s JOIN meetings m ON m.id = s.meeting_id"
        " WHERE s.digest = ? ORDER BY s.id"
    )
    found = store.query(sql, (digest,))
    if found and not found[0][1]:
        raise ClerkError(Problem.NOT_ALLOWED)
    return str(found[0][0]) if found else None


def is_identity_known(store: Store, identity: str) -> bool:
    """Whether a meeting of this identity was loaded from another file."""
    return bool(store.query("SELECT 1 FROM sources WHERE identity = ? LIMIT 1", (identity,)))


def meeting_id(store: Store, uid: str) -> int | None:
    """The row of a live meeting by its uid."""
    found = store.query(f"SELECT m.id FROM meetings m WHERE m.uid = ? AND {store.sees('meetings', 'm')}", (uid,))
    return int(found[0][0]) if found else None


def all_meetings(store: Store) -> list[tuple[int, str]]:
    """Every live meeting by date: row and uid."""
    sql = f"SELECT m.id, m.uid FROM meetings m WHERE {store.sees('meetings', 'm')} ORDER BY m.held_on, m.id"
    return [(int(row), str(uid)) for row, uid in store.query(sql)]

"""What was loaded before: the meeting a file became, by its hash and by its identity."""

from dandan_desktop.db.store import Store


def uid_of_digest(store: Store, digest: str) -> str | None:
    """The uid of the meeting a file of this hash became, trashed or edited since or not."""
    sql = "SELECT m.uid FROM sources s JOIN meetings m ON m.id = s.meeting_id WHERE s.digest = ? ORDER BY s.id"
    found = store.query(sql, (digest,))
    return str(found[0][0]) if found else None


def is_identity_known(store: Store, identity: str) -> bool:
    """Whether a meeting of this identity was loaded from another file."""
    return bool(store.query("SELECT 1 FROM sources WHERE identity = ? LIMIT 1", (identity,)))


def meeting_id(store: Store, uid: str) -> int | None:
    """The row of a live meeting by its uid."""
    found = store.query("SELECT id FROM meetings WHERE uid = ? AND deleted_at IS NULL", (uid,))
    return int(found[0][0]) if found else None


def all_meetings(store: Store) -> list[tuple[int, str]]:
    """Every live meeting by date: row and uid."""
    sql = "SELECT id, uid FROM meetings WHERE deleted_at IS NULL ORDER BY held_on, id"
    return [(int(row), str(uid)) for row, uid in store.query(sql)]

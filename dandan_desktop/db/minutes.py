"""Reading what was locked of a meeting's minutes."""

import json
from collections.abc import Sequence

from dandan_desktop.db import locked
from dandan_desktop.db.store import Store
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.minutes import MinutesVersion
from dandan_desktop.domain.nouns import MEETINGS


def versions_of(store: Store, meeting: int) -> list[Kept[MinutesVersion]]:
    """Every version of a meeting's minutes, addenda among them, in the order they were made."""
    return store.of(MinutesVersion).some("WHERE t.meeting_id = ? ORDER BY t.place", (meeting,))


def are_locked(store: Store, meetings: Sequence[int]) -> dict[int, bool]:
    """Those of these meetings whose minutes were ever locked: True while they are, False once reopened."""
    sql = (
        "SELECT meeting_id, max(reopened_on IS NULL) FROM minutes_versions WHERE is_addendum = 0"
        " AND meeting_id IN (SELECT value FROM json_each(?)) GROUP BY meeting_id"
    )
    return {row: bool(is_locked) for row, is_locked in store.query(sql, (json.dumps(list(meetings)),))}


def meeting_of(store: Store, version: int) -> int:
    """The meeting a version belongs to."""
    return int(store.query("SELECT meeting_id FROM minutes_versions WHERE id = ?", (version,))[0][0])


def follower(store: Store, meeting: int) -> str:
    """Why the minutes may not be opened any more, in words; empty while they may."""
    return locked.follower(store.connection, MEETINGS, meeting)

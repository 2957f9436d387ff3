"""How long a register has lived by its own count, which a clock that jumps neither stretches nor stops.

Each deed carries the seconds lived up to it. Between two deeds counts what the clock says, but for a jump: more than
a year ahead, or more than an hour back, counts as one day. When the clock comes back from a wrong time that was
believed, ahead or behind, the count goes on from the last deed before it.
"""

from datetime import datetime, timedelta

from dandan_desktop.db.engine import Connection

DAY = 24 * 60 * 60
UNDO_DAYS = 90
"""The days a deed can be taken back."""
_MOST_AHEAD = timedelta(days=366)
_MOST_BACK = timedelta(hours=-1)
_LOOK_BACK = 10_000

_RECENT = f"a.id > (SELECT max(id) FROM deeds) - {_LOOK_BACK}"
_BEFORE_AHEAD = f"""SELECT a.at, a.lived FROM deeds a JOIN deeds b ON b.id = a.id + 1
    WHERE {_RECENT} AND a.at <= :now AND b.at > :now AND b.lived - a.lived > {DAY} ORDER BY a.id DESC LIMIT 1"""
_BEFORE_BEHIND = f"""SELECT a.at, a.lived FROM deeds a
    WHERE {_RECENT} AND a.at > :last AND a.at <= :now ORDER BY a.id DESC LIMIT 1"""


def lived(connection: Connection, now: str) -> int:
    """The seconds this register has lived at a moment that follows its newest deed."""
    last = connection.execute("SELECT at, lived FROM deeds ORDER BY id DESC LIMIT 1").fetchone()
    if last is None:
        return 0
    at, so_far = last
    step = _step(at, now)
    if _MOST_BACK <= step <= timedelta(days=1):
        return int(so_far) + max(0, int(step.total_seconds()))
    before = connection.execute(_BEFORE_BEHIND if step > _MOST_BACK else _BEFORE_AHEAD, {"now": now, "last": at})
    jumped = before.fetchone()
    if jumped is not None and _step(jumped[0], now) <= _MOST_AHEAD:
        then, lived_then = jumped
        since = int(lived_then) + int(_step(then, now).total_seconds())
        return max(int(so_far), since) if step > _MOST_BACK else since + DAY
    return int(so_far) + (int(step.total_seconds()) if _MOST_BACK <= step <= _MOST_AHEAD else DAY)


def _step(then: str, now: str) -> timedelta:
    return datetime.fromisoformat(now) - datetime.fromisoformat(then)

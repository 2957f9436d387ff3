"""The users of a register: the first one, and what each may see."""

from dandan_desktop.db.engine import Connection
from dandan_desktop.db.rows import moment
from dandan_desktop.db.store import Store
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.scope import Reader
from dandan_desktop.domain.users import EVERYBODY, FIELDS, Role, User, roles_of

_ROLES = "name, sees_totals, enters, approves, administers"


def found(connection: Connection, uid: str, name: str) -> None:
    """Write the first user, who has every role; before history begins."""
    now = moment()
    connection.execute(
        f"INSERT INTO users (uid, created_at, updated_at, {_ROLES}) VALUES (?, ?, ?, ?, 1, 1, 1, 1)",
        (uid, now, now, name),
    )


def disarm(connection: Connection) -> list[tuple[int, str]]:
    """Take the roles of every user without an organisation but the administrators; says whose (row, name)."""
    rows = connection.execute(
        "SELECT id, name FROM users WHERE deleted_at IS NULL AND NOT administers"
        " AND (sees_totals OR enters OR approves) AND id NOT IN (SELECT user_id FROM user_bodies) ORDER BY id"
    )
    found = [(int(row), str(name)) for row, name in rows]
    for row, _ in found:
        connection.execute("UPDATE users SET sees_totals = 0, enters = 0, approves = 0 WHERE id = ?", (row,))
    return found


def live(connection: Connection) -> dict[str, str]:
    """The names of the users who may open the register, by uid."""
    return dict(connection.execute("SELECT uid, name FROM users WHERE deleted_at IS NULL ORDER BY id").fetchall())


def present(store: Store) -> list[Kept[User]]:
    """Every user who was not removed, in the order they came; none for a reader who does not keep users."""
    return store.of(User).some("WHERE t.deleted_at IS NULL ORDER BY t.id")


def has_other(store: Store, roles: frozenset[Role]) -> bool:
    """Whether somebody else than the reader may open the register and has one of these roles."""
    given = " OR ".join(FIELDS[role] for role in sorted(roles))
    sql = f"SELECT 1 FROM users WHERE deleted_at IS NULL AND uid <> ? AND ({given}) LIMIT 1"
    return bool(store.query(sql, (store.reader.uid,)))


def row_of(store: Store, uid: str) -> int:
    """The row of a user by the uid; raises ClerkError RECORD_GONE."""
    found = store.query("SELECT id FROM users WHERE uid = ? AND deleted_at IS NULL", (uid,))
    if not found:
        raise ClerkError(Problem.RECORD_GONE, table="users")
    return int(found[0][0])


def reader(connection: Connection, uid: str) -> Reader:
    """The reader a user is; the recovery sheet (no uid) opens as the first administrator, with every role.

    Raises ClerkError WRONG_PASSPHRASE for a user who was removed.
    """
    if not uid:
        found = connection.execute("SELECT uid, name FROM users WHERE administers ORDER BY deleted_at IS NOT NULL, id")
        row = found.fetchone()
        return Reader(row[0], row[1], EVERYBODY)
    select = f"SELECT id, {_ROLES} FROM users WHERE uid = ? AND deleted_at IS NULL"
    row = connection.execute(select, (uid,)).fetchone()
    if row is None:
        raise ClerkError(Problem.WRONG_PASSPHRASE)
    number, name, *given = row
    sees_totals, enters, approves, administers = map(bool, given)
    user = User(name=name, sees_totals=sees_totals, enters=enters, approves=approves, administers=administers)
    return Reader(uid, name, roles_of(user), _bodies(connection, number))


def _bodies(connection: Connection, user: int) -> frozenset[int] | None:
    """The bodies a user works for with their renamings and branches; None when he works for all."""
    rows = connection.execute(
        """WITH RECURSIVE mine(id) AS (
            SELECT body_id FROM user_bodies WHERE user_id = ?
            UNION SELECT b.id FROM mine JOIN bodies a ON a.id = mine.id JOIN bodies b ON b.line = a.line
            UNION SELECT s.to_id FROM mine JOIN body_successions s ON s.from_id = mine.id
            UNION SELECT b.id FROM mine JOIN bodies b ON b.parent_id = mine.id)
        SELECT id FROM mine""",
        (user,),
    )
    return frozenset(row for (row,) in rows) or None

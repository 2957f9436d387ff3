"""Who reads: every noun's SELECT asks for this, so that list, search, export and count cannot differ."""

from typing import NamedTuple

from dandan_desktop.domain.users import EVERYBODY, Role


class Reader(NamedTuple):
    """A person at an open register: the uid of the user, the name history writes, roles and organisations.

    `bodies` are the ids of the bodies whose records he sees; None: all of them.
    """

    uid: str = ""
    name: str = ""
    roles: frozenset[Role] = EVERYBODY
    bodies: frozenset[int] | None = None

    @property
    def sees_all(self) -> bool:
        """Whether nothing is hidden from this reader."""
        return self.bodies is None and self.roles >= EVERYBODY

    def may(self, roles: frozenset[Role]) -> bool:
        """Whether he has one of these roles."""
        return not self.roles.isdisjoint(roles)


ANYBODY = Reader()
"""The program itself, and tests: nothing is hidden."""

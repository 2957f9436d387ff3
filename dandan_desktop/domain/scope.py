"""Which records a reader may see; every noun's SELECT asks it, so list, search and count cannot differ."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """What one reader sees of a noun: live records, or those in the trash."""

    trash: bool = False

    def clause(self, alias: str) -> str:
        """The SQL condition on a noun's table under this alias."""
        return f"{alias}.deleted_at IS {'NOT ' if self.trash else ''}NULL"


ALL = Scope()
"""Every live record."""

"""Everything that can go wrong in a way a clerk may see, as a closed list."""

from enum import Enum, auto
from typing import Any


class Problem(Enum):
    """A known failure; its two Vietnamese sentences are in `messages`."""

    WRONG_PASSPHRASE = auto()
    PASSPHRASE_TOO_SHORT = auto()
    PASSPHRASE_IS_PRACTICE = auto()
    PASSPHRASES_DIFFER = auto()
    NO_PASSPHRASE = auto()
    PASSPHRASE_FILE_UNREADABLE = auto()
    NO_REGISTER_CHOSEN = auto()
    REGISTER_MISSING = auto()
    REGISTER_EXISTS = auto()
    NOT_A_REGISTER = auto()
    REGISTER_DAMAGED = auto()
    REGISTER_NEWER = auto()
    REGISTER_IN_USE = auto()
    REGISTER_ON_NETWORK = auto()
    REGISTER_READ_ONLY = auto()
    HISTORY_INCOMPLETE = auto()
    KEY_FILE_MISSING = auto()
    KEY_FILE_DAMAGED = auto()
    FOLDER_MISSING = auto()
    FOLDER_READ_ONLY = auto()
    DISK_FULL = auto()
    DISK_FAILING = auto()
    FILE_MISSING = auto()
    FILE_UNREADABLE = auto()
    FILE_IN_USE = auto()
    NOT_A_FILE = auto()
    FILE_TOO_LARGE = auto()
    NOT_JSON = auto()
    WRONG_FORMAT = auto()
    FIELD_UNKNOWN = auto()
    FIELD_MISSING = auto()
    FIELD_WRONG_TYPE = auto()
    VALUE_UNKNOWN = auto()
    VALUE_IMPOSSIBLE = auto()
    MEETING_DIFFERS = auto()
    RECORD_INVALID = auto()
    RECORD_GONE = auto()
    RECORD_CHANGED = auto()
    NOT_ALLOWED = auto()
    UNDO_REFUSED = auto()
    UNDO_NOT_POSSIBLE = auto()
    NOTHING_TO_UNDO = auto()
    NO_OFFICE = auto()
    PERIOD_UNKNOWN = auto()
    DAY_UNKNOWN = auto()
    TEMPLATE_UNUSABLE = auto()
    PAPER_LOST_TEXT = auto()
    OUTPUT_LOST = auto()
    NO_DISPLAY = auto()


class ClerkError(Exception):
    """A known problem with the facts its sentences need; carries no sentence itself."""

    def __init__(self, problem: Problem, **facts: Any) -> None:
        super().__init__(problem.name)
        self.problem = problem
        self.facts = facts

    def __str__(self) -> str:
        return f"{self.problem.name} {sorted(self.facts)}"

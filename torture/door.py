"""Trying passphrases at a register's door, and taking protections away from it for a while."""

import itertools
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from dandan_desktop.db import costs, tries
from dandan_desktop.db.register import Register
from dandan_desktop.db.tries import Patience
from dandan_desktop.domain.errors import ClerkError, Problem

Weaker = tuple[Any, str, Any]
"""A module, a name in it, and what stands there instead."""
CHEAP = costs.Cost(1, 8192)
_DAYS = itertools.count(10**10, 100)


def eager() -> Patience:
    """The patience of somebody for whom a hundred seconds pass between two tries."""
    return Patience(now=lambda: float(next(_DAYS)), wait=lambda _seconds: None)


def opens(path: Path, passphrase: str, name: str = "") -> str:
    """Whether a passphrase opens a register: `yes`, or the name of the problem."""
    try:
        Register.open(path, passphrase, name, eager()).close()
    except ClerkError as error:
        return error.problem.name
    return "yes"


def is_refused(answer: str) -> bool:
    """Whether somebody at the door was told that his passphrase is wrong, and nothing more."""
    return answer == Problem.WRONG_PASSPHRASE.name


@contextmanager
def weakened(places: Sequence[Weaker]) -> Iterator[None]:
    """Put weaker things in these places for as long as the block runs."""
    with ExitStack() as stack:
        for owner, name, weaker in places:
            stack.enter_context(patch.object(owner, name, weaker))
        yield


@contextmanager
def cheap_slots() -> Iterator[None]:
    """Make new key slots cost next to nothing: their cost is not what is tried."""
    with weakened([(costs, "USUAL", CHEAP), (costs, "GOAL", 0.0), (tries, "LEAST", 0.0)]):
        yield

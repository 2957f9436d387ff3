"""The services of locked minutes in the matrix of roles (`test_roles`)."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from dandan_desktop.db.store import Store
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.scope import ANYBODY
from dandan_desktop.services import minutes, papers
from tests.services.two_offices import TODAY, Side, world


def each(read: Callable[[Store, int], Any]) -> Callable[[Store, Path], Any]:
    """What a service reads of the meetings of both organisations, or that the reader has no such record."""

    def tried(store: Store, row: int) -> Any:
        try:
            return read(store, row)
        except ClerkError as error:
            if error.problem is not Problem.RECORD_GONE:
                raise
            return error.problem

    return lambda store, _: [tried(store, side.meeting) for side in (world().ours, world().theirs)]


def locked(store: Store, side: Side) -> Store:
    """The store of a meeting that somebody who may has locked."""
    whole = Store(store.connection, store.path, seal_key=store.seal_key, reader=ANYBODY)
    if not minutes.standing(whole, side.meeting).is_locked:
        minutes.lock(whole, side.meeting, TODAY)
    return store


def reprinted(store: Store, side: Side, out: Path) -> Path:
    whole = Store(store.connection, store.path, seal_key=store.seal_key, reader=ANYBODY)
    locked(store, side)
    return papers.write_version(store, minutes.standing(whole, side.meeting).versions[0].id, out)


ENTERS, RECORDING, APPROVES = {"enter", "ours", "all"}, {"enter", "approve", "ours", "all"}, {"approve", "ours", "all"}
READS: dict[str, tuple[Callable[[Store, Path], Any], bool]] = {
    "papers.printed_sheet": (each(papers.printed_sheet), True),
    "minutes.missing": (each(minutes.missing), False),
    "minutes.standing": (each(minutes.standing), False),
}
WRITES: dict[str, tuple[Callable[[Store, Side, Path], Any], set[str]]] = {
    "papers.write_version": (reprinted, RECORDING),
    "minutes.lock": (lambda store, side, _: minutes.lock(store, side.meeting, TODAY), RECORDING),
    "minutes.reopen": (
        lambda store, side, _: minutes.reopen(locked(store, side), side.meeting, "sai số liệu", TODAY),
        APPROVES,
    ),
    "minutes.add_addendum": (
        lambda store, side, _: minutes.add_addendum(locked(store, side), side.meeting, ["Thêm"], TODAY),
        ENTERS,
    ),
}
MAKING_ROOM = {"papers.write_version", "minutes.reopen", "minutes.add_addendum"}

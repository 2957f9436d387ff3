"""The journal as a person reads it, and taking a deed back: what it would touch is told before it is done."""

from collections.abc import Iterable
from dataclasses import dataclass

from dandan_desktop.db import checks, journal, locked, undo
from dandan_desktop.db.checks import is_ahead_of, shown
from dandan_desktop.db.history import Break, Image, Verdict
from dandan_desktop.db.journal import DeedLine, Row, Wanted
from dandan_desktop.db.store import Store
from dandan_desktop.db.undo import DAYS
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.deeds import DEEDS
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.nouns import Noun, noun_of

__all__ = [
    "BROKEN",
    "DAYS",
    "DeedLine",
    "InTheWay",
    "Line",
    "Touched",
    "UndoPreview",
    "Wanted",
    "is_ahead_of",
    "lines",
    "people",
    "preview",
    "shown",
    "take_back",
    "verify",
]  # fmt: skip

ADDED, CHANGED, REMOVED, TRASHED, RESTORED = "thêm", "sửa", "xoá hẳn", "bỏ vào thùng rác", "lấy lại từ thùng rác"
BROKEN: dict[Break, str] = {
    Break.DEED_MISSING: "thiếu một việc",
    Break.SEAL_MISSING: "thiếu dấu niêm",
    Break.DEED_CHANGED: "việc hoặc các dòng của việc bị sửa, đổi chỗ hoặc bớt",
    Break.IMAGE_MISSING: "thiếu nội dung cũ",
    Break.IMAGE_CHANGED: "nội dung cũ bị sửa",
    Break.ROWS_STRAY: "có dòng không thuộc việc nào",
}
"""What is wrong with a journal, in a clerk's words."""


@dataclass(frozen=True, slots=True)
class Line:
    """One deed as the journal shows it.

    The title is empty where the reader does not see the record, or it was erased; `can_undo` says that its kind, its
    age and the reader's roles allow it, not yet that nothing is in the way.
    """

    deed: DeedLine
    noun: Noun | None
    title: str
    can_undo: bool


@dataclass(frozen=True, slots=True)
class Touched:
    """A record a deed touched: what the deed did to it, and how many rows of its parts it wrote."""

    noun: Noun
    row: int
    title: str
    did: str
    parts: int


@dataclass(frozen=True, slots=True)
class InTheWay:
    """A later deed that changed, or came to need, what would be taken back, and the record it did that to."""

    deed: DeedLine
    noun: Noun | None
    title: str


@dataclass(frozen=True, slots=True)
class UndoPreview:
    """What taking a deed back would touch; `problem` tells why it is refused, and then `in_the_way` by what."""

    line: DeedLine
    touched: tuple[Touched, ...]
    in_the_way: tuple[InTheWay, ...]
    problem: ClerkError | None

    @property
    def is_possible(self) -> bool:
        """Whether the deed can be taken back."""
        return self.problem is None


def lines(store: Store, wanted: Wanted | None = None, *, before: int | None = None, limit: int = 100) -> list[Line]:
    """A page of the journal, the newest deed first; `before` is the number of the last line of the page above."""
    found = journal.deeds(store, limit, wanted, before)
    titles = journal.titles(store, {(line.table, line.row) for line in found if line.table})
    return [
        Line(line, _noun(store, line.table), titles.get((line.table, line.row), ""), may_undo(store, line))
        for line in found
    ]


def people(store: Store) -> list[str]:
    """Whose deeds there are, for the journal's filter."""
    return journal.people(store)


def preview(store: Store, deed: int) -> UndoPreview:
    """What taking a deed back would touch and what is in its way; raises ClerkError UNDO_NOT_POSSIBLE for no deed."""
    line = journal.line(store, deed)
    if line is None:
        raise ClerkError(Problem.UNDO_NOT_POSSIBLE)
    problem = None
    clashes: list[undo.Clash] = []
    images: list[Image] = []
    try:
        kind, _, _ = undo.root(store.connection, deed)
        images = undo.images(store.connection, deed)
        _refuse_strangers(store, kind, images)
        locked.refuse_undo(store.connection, store.nouns, images)
        clashes = undo.clashes(store.connection, deed, images)
        undo.refuse(store.connection, deed)
    except ClerkError as error:
        problem = error
    return UndoPreview(line, _touched(store, images), _in_the_way(store, clashes), problem)


def _refuse_strangers(store: Store, kind: str, images: Iterable[Image]) -> None:
    """Raise ClerkError NOT_ALLOWED for a deed that is not this reader's to take back."""
    hidden = (key for key, _, _ in _by_record(store, images) if not journal.is_seen(store, *key))
    if not store.may(kind) or next(hidden, None) is not None:
        raise ClerkError(Problem.NOT_ALLOWED)


def take_back(store: Store, deed: int) -> Changes:
    """Take a deed back as a new deed, an undo too.

    Raises ClerkError: UNDO_NOT_POSSIBLE, UNDO_TOO_OLD, UNDO_REFUSED, NOT_ALLOWED.
    """
    return store.undo(deed)


def verify(store: Store) -> Verdict:
    """Whether the journal is whole, or the first deed that breaks its chain."""
    return checks.verify(store)


def may_undo(store: Store, line: DeedLine) -> bool:
    """Whether this reader may still take a deed of the journal back: his role may, and it is not too old."""
    if not DEEDS[line.name].is_undoable or line.undone_by is not None or not store.may("undo"):
        return False
    kind, _, _ = undo.root(store.connection, line.id)
    return store.may(kind) and not undo.is_too_old(store.connection, line.id)


def _noun(store: Store, table: str) -> Noun | None:
    try:
        return noun_of(table, store.nouns)
    except KeyError:
        return None


def _by_record(store: Store, images: Iterable[Image]) -> list[tuple[tuple[Noun, int], list[Image], int]]:
    """By noun and row, what a deed did to the record itself, and how many rows of its parts it wrote."""
    own: dict[tuple[Noun, int], list[Image]] = {}
    parts: dict[tuple[Noun, int], int] = {}
    for image in images:
        noun = _noun(store, image.table)
        if noun is None:
            continue
        if image.table == noun.table:
            own.setdefault((noun, image.row), []).append(image)
            continue
        parent = next(part.parent for part in noun.parts if part.table == image.table)
        key = (noun, int((image.after or image.before or {})[parent]))
        parts[key] = parts.get(key, 0) + 1
    return [(key, own.get(key, []), parts.get(key, 0)) for key in dict.fromkeys((*own, *parts))]


def _touched(store: Store, images: Iterable[Image]) -> tuple[Touched, ...]:
    found = _by_record(store, images)
    titles = journal.titles(store, ((noun.table, row) for (noun, row), _, _ in found))
    return tuple(
        Touched(noun, row, titles.get((noun.table, row), ""), _did(own), parts) for (noun, row), own, parts in found
    )


def _did(images: list[Image]) -> str:
    if not images:
        return CHANGED
    before, after = images[0].before, images[-1].after
    if before is None or after is None:
        return ADDED if before is None else REMOVED
    was, now = (bool(side.get("deleted_at")) for side in (before, after))
    return CHANGED if was == now else TRASHED if now else RESTORED


def _in_the_way(store: Store, clashes: Iterable[undo.Clash]) -> tuple[InTheWay, ...]:
    by_deed: dict[int, Row] = {}
    for clash in clashes:
        for deed in clash.deeds:
            by_deed.setdefault(deed, journal.owner_of(store, clash.table, clash.row))
    titles = journal.titles(store, by_deed.values())
    found = ((journal.line(store, deed), key) for deed, key in sorted(by_deed.items(), reverse=True))
    return tuple(InTheWay(line, _noun(store, key[0]), titles.get(key, "")) for line, key in found if line)

"""Erasing a person or another record for good, on a ground of the law; what it takes is told before it is done."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dandan_desktop.db import erasure, journal
from dandan_desktop.db.erasure import Erased, erase_again, erased, erased_uids
from dandan_desktop.db.history import erasing_note
from dandan_desktop.db.journal import Row
from dandan_desktop.db.store import Store
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import trait
from dandan_desktop.domain.nouns import CASES, INITIATIVES, MEETINGS, OFFICIALS, PEOPLE, PROPOSALS, TASKS, Noun, noun_of
from dandan_desktop.services.trash import refuse_reason

__all__ = ["BASES", "ERASABLE", "Erased", "Erasure", "Named", "Plan", "erase", "erase_again", "erased", "erased_uids",
           "gone_from_backups_on", "plan"]  # fmt: skip

BASES: Mapping[str, str] = {
    "request": "Theo yêu cầu của người có dữ liệu",
    "purpose_done": "Đã xong mục đích xử lý",
    "period_over": "Đã hết thời hạn lưu trữ",
    "decision": "Theo quyết định của cơ quan có thẩm quyền",
    "agreement": "Theo thoả thuận",
    "other_law": "Theo quy định khác của pháp luật",
}
"""The grounds of erasure (Luật 91/2025/QH15, điều 14 khoản 1)."""
ERASABLE = (PEOPLE, CASES, OFFICIALS, MEETINGS, TASKS, PROPOSALS, INITIATIVES)
"""The nouns that can be erased; units, bodies and codes are the catalogue, users are ended by a deed of their own."""
_MONTHS_KEPT = 12


@dataclass(frozen=True, slots=True)
class Named:
    """A record by its noun's word and title; the title is empty where the reader does not see it."""

    noun: Noun
    row: int
    title: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What an erasure takes: records, the number of their parts, of history images and of drafts.

    `emptied` lose a reference, with the fact's label; `blocking` must be changed first; `named` still tell the name in
    words of their own or in their history, for the clerk to decide.
    """

    subject: Named
    records: tuple[Named, ...]
    parts: int
    images: int
    drafts: int
    emptied: tuple[tuple[Named, str], ...]
    blocking: tuple[Named, ...]
    named: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Erasure:
    """What an erasure did: the deed, how many records went, and whether the register's own log holds nothing of them.

    Where it does (another thread was reading), it is emptied when the register is closed.
    """

    changes: Changes
    records: int
    is_clean: bool


def plan(store: Store, noun: Noun, row: int) -> Plan:
    """What erasing a record takes with it; the record may lie in the trash or have been purged.

    Raises ClerkError: NOT_ALLOWED for one who may not erase or a noun that cannot be, RECORD_GONE.
    """
    _refuse(store, noun, row)
    what = erasure.extent(store, [(noun.table, row)])
    titles = journal.titles(store, {*what.records, *what.blocking, *(each[:2] for each in what.emptied)})
    subject = titles.get((noun.table, row), "")
    names = erasure.names(noun.table, subject)
    return Plan(
        subject=Named(noun, row, subject),
        records=_named(store, what.records, titles),
        parts=len(what.parts),
        images=len(erasure.images_of(store, what.records)),
        drafts=len(erasure.drafts_about(store, what.records, names)),
        emptied=tuple(
            (Named(owner, number, titles.get((table, number), "")), trait(owner.record, column).fact.label)
            for table, number, column in what.emptied
            for owner in [noun_of(table, store.nouns)]
        ),
        blocking=_named(store, what.blocking, titles),
        named=_still_named(store, names, {*what.records}),
    )


def erase(store: Store, noun: Noun, row: int, reason: str, basis: str) -> Erasure:
    """Erase a record for good with all that only exists for it; nothing brings it back, and no backup restored later.

    `basis` is one of `BASES` (KeyError otherwise). Raises ClerkError: NOT_ALLOWED, RECORD_GONE, REASON_MISSING,
    REASON_NAMES_SOMEBODY, ERASURE_REFUSED.
    """
    _refuse(store, noun, row)
    what = erasure.extent(store, [(noun.table, row)])
    titles = journal.titles(store, what.records)
    names = erasure.names(noun.table, titles.get((noun.table, row), ""))
    known = [title for key, title in titles.items() if key[0] in erasure.NAMED_AFTER]
    why = f"{BASES[basis]}: {refuse_reason(reason, known)}"
    if what.blocking:
        by = _named(store, what.blocking, journal.titles(store, what.blocking))
        raise ClerkError(Problem.ERASURE_REFUSED, by=", ".join(f"{each.noun.label} “{each.title}”" for each in by[:3]))
    with store.change("erase") as deed:
        deed.about(noun.table, row)
        erasure.drop_drafts(store, erasure.drafts_about(store, what.records, names))
        emptied = erasure.take_out(store, deed, [(noun.table, row)], why)
        deed.note = erasing_note(why, emptied)
    return Erasure(deed.changes, len(what.records), erasure.clean(store.connection))


def gone_from_backups_on(made_on: Iterable[date]) -> date | None:
    """The day by which the last of these backups, all made before an erasure, is thinned away; None without any.

    A backup stays a year at most, as the last of its month (`reliability.md` B2), if backups go on being made.
    """
    newest = max(made_on, default=None)
    if newest is None:
        return None
    year, month = divmod(newest.year * 12 + newest.month - 1 + _MONTHS_KEPT, 12)
    return date(year, month + 1, min(newest.day, monthrange(year, month + 1)[1]))


def _refuse(store: Store, noun: Noun, row: int) -> None:
    if not store.may("erase") or noun not in ERASABLE:
        raise ClerkError(Problem.NOT_ALLOWED)
    is_known = store.query("SELECT 1 FROM history WHERE owner_table = ? AND owner = ? LIMIT 1", (noun.table, row))
    is_known = is_known or store.query(f"SELECT 1 FROM {noun.table} WHERE id = ?", (row,))
    if not is_known or not journal.is_seen(store, noun, row):
        raise ClerkError(Problem.RECORD_GONE, table=noun.table)


def _named(store: Store, rows: Iterable[Row], titles: Mapping[Row, str]) -> tuple[Named, ...]:
    return tuple(Named(noun_of(table, store.nouns), row, titles.get((table, row), "")) for table, row in rows)


def _still_named(store: Store, names: Iterable[str], going: set[Row]) -> tuple[Named, ...]:
    found = {row for name in names for row in erasure.mentions(store, name)} - going
    titles = journal.titles(store, found)
    nouns = {noun.table for noun in store.nouns}
    return _named(store, sorted(row for row in found if row[0] in nouns), titles)

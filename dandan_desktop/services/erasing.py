"""Erasing a person or another record for good, on a ground of the law; what it takes is told before it is done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dandan_desktop.db import erasure, journal, redaction
from dandan_desktop.db.erasure import Erased, erase_again, erased, erased_uids
from dandan_desktop.db.history import erasing_note, erasing_reason
from dandan_desktop.db.journal import Row
from dandan_desktop.db.store import Store
from dandan_desktop.domain import text
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.dates import days_in
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import trait
from dandan_desktop.domain.nouns import ENTERED, SERIES, Noun, noun_of
from dandan_desktop.domain.users import RECORDS
from dandan_desktop.services.trash import refuse_reason

__all__ = ["BASES", "ERASABLE", "Erased", "Erasure", "Named", "Plan", "Rest", "erase", "erase_again", "erase_rest",
           "erased", "erased_uids", "gone_from_backups_on", "plan", "rest"]  # fmt: skip

BASES: Mapping[str, str] = {
    "request": "Theo yêu cầu của người có dữ liệu",
    "purpose_done": "Đã xong mục đích xử lý",
    "period_over": "Đã hết thời hạn lưu trữ",
    "decision": "Theo quyết định của cơ quan có thẩm quyền",
    "agreement": "Theo thoả thuận",
    "other_law": "Theo quy định khác của pháp luật",
}
"""The grounds of erasure (Luật 91/2025/QH15, điều 14 khoản 1)."""
ERASABLE = (*ENTERED, SERIES)
"""The nouns that can be erased; units, bodies and codes are the catalogue, users are ended by a deed of their own."""
REST = "xoá nốt – "
"""How the reason of an erasure begins that finished an earlier one."""
_MONTHS_KEPT = 12
_LEAST_WORDS = 2


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
    words of their own, for the clerk to change; of those in `told_once` only old lines of the journal do, which go too.
    In the locked papers of `redacted` it is hidden.
    """

    subject: Named
    records: tuple[Named, ...]
    parts: int
    images: int
    drafts: int
    emptied: tuple[tuple[Named, str], ...]
    blocking: tuple[Named, ...]
    named: tuple[Named, ...]
    told_once: tuple[Named, ...]
    redacted: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Erasure:
    """What an erasure did: the deed, how many records went, and whether the register's own log holds nothing of them.

    Where it does (another thread was reading), it is emptied when the register is closed. `named` are the records
    that still tell the name in words of their own.
    """

    changes: Changes
    records: int
    is_clean: bool
    named: tuple[Named, ...] = ()
    lines: int = 0
    """How many lines of the journal it emptied."""


@dataclass(frozen=True, slots=True)
class Rest:
    """Where the name of somebody erased is still told: records to be changed, and lines of the journal of others."""

    named: tuple[Named, ...]
    told_once: tuple[Named, ...]
    lines: int


def plan(store: Store, noun: Noun, row: int) -> Plan:
    """What erasing a record takes with it; the record may lie in the trash or have been purged.

    Raises ClerkError: NOT_ALLOWED for one who may not erase or a noun that cannot be, RECORD_GONE.
    """
    _refuse(store, noun, row)
    what = erasure.extent(store, [(noun.table, row)])
    titles = journal.titles(store, {*what.records, *what.blocking, *(each[:2] for each in what.emptied)})
    subject = titles.get((noun.table, row), "")
    names = erasure.names(noun.table, subject)
    told = erasure.mentions(store, names, what.records)
    reach = {key: is_locked for key, is_locked in redaction.reach(store, names).items() if key not in what.records}
    live = [each for each in told.live if not reach.get(each)]
    return Plan(
        subject=Named(noun, row, subject),
        records=_named(store, what.records, titles),
        parts=len(what.parts),
        images=erasure.lines(store, what, told),
        drafts=len(erasure.drafts_about(store, what.records, names)),
        emptied=tuple(
            (Named(owner, number, titles.get((table, number), "")), trait(owner.record, column).fact.label)
            for table, number, column in what.emptied
            for owner in [noun_of(table, store.nouns)]
        ),
        blocking=_named(store, what.blocking, titles),
        named=_titled(store, live),
        told_once=_titled(store, told.past),
        redacted=_titled(store, sorted(reach)),
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
        emptied = erasure.take_out(store, deed, [(noun.table, row)], why, names)
        deed.note = erasing_note(why, emptied)
    named = _titled(store, erasure.mentions(store, names).live)
    return Erasure(deed.changes, len(what.records), erasure.clean(store.connection), named, emptied)


def rest(store: Store, deed: int, name: str) -> Rest:
    """Where the name of somebody whom this deed erased is still told; the register knows it no more, so it is typed.

    Raises ClerkError: NOT_ALLOWED, NAME_TOO_SHORT for less than two words, RECORD_GONE when the deed erased nothing.
    """
    _erasing(store, deed)
    told = erasure.mentions(store, [_two_words(name)])
    return Rest(_titled(store, told.live), _titled(store, told.past), len(told.images))


def erase_rest(store: Store, deed: int, name: str) -> Erasure:
    """Empty the lines of the journal that still tell the name of somebody whom this deed erased.

    Only those of records that hold it no more, after the clerk changed them; drafts with the name go too. The new deed
    has the reason of the first. Raises ClerkError as `rest`.
    """
    first, known = _erasing(store, deed), [_two_words(name)]
    with store.change("erase") as done:
        done.about(first.table, first.row)
        erasure.drop_drafts(store, erasure.drafts_about(store, (), known))
        emptied = erasure.empty(store, erasure.mentions(store, known).images)
        reason = erasing_reason(first.note)
        done.note = erasing_note(reason if reason.startswith(REST) else f"{REST}{reason}", emptied)
    named = _titled(store, erasure.mentions(store, known).live)
    return Erasure(done.changes, 0, erasure.clean(store.connection), named, emptied)


def _erasing(store: Store, deed: int) -> journal.DeedLine:
    line = journal.line(store, deed)
    if not store.may("erase") or not store.reader.may(RECORDS):
        raise ClerkError(Problem.NOT_ALLOWED)
    if line is None or line.name != "erase":
        raise ClerkError(Problem.RECORD_GONE)
    return line


def _two_words(name: str) -> str:
    """The name as it is kept; one word alone stands in too many texts that tell of somebody else."""
    known = text.tidy(name)
    if len(text.fold(known).split()) < _LEAST_WORDS:
        raise ClerkError(Problem.NAME_TOO_SHORT)
    return known


def gone_from_backups_on(made_on: Iterable[date]) -> date | None:
    """The day by which the last of these backups, all made before an erasure, is thinned away; None without any.

    A backup stays a year at most, as the last of its month (`reliability.md` B2), if backups go on being made.
    """
    newest = max(made_on, default=None)
    if newest is None:
        return None
    year, month = divmod(newest.year * 12 + newest.month - 1 + _MONTHS_KEPT, 12)
    return date(year, month + 1, min(newest.day, days_in(year, month + 1)))


def _refuse(store: Store, noun: Noun, row: int) -> None:
    if not store.may("erase") or noun not in ERASABLE:
        raise ClerkError(Problem.NOT_ALLOWED)
    is_known = store.query("SELECT 1 FROM history WHERE owner_table = ? AND owner = ? LIMIT 1", (noun.table, row))
    is_known = is_known or store.query(f"SELECT 1 FROM {noun.table} WHERE id = ?", (row,))
    if not is_known or not journal.is_seen(store, noun, row):
        raise ClerkError(Problem.RECORD_GONE, table=noun.table)


def _named(store: Store, rows: Iterable[Row], titles: Mapping[Row, str]) -> tuple[Named, ...]:
    return tuple(Named(noun_of(table, store.nouns), row, titles.get((table, row), "")) for table, row in rows)


def _titled(store: Store, rows: Iterable[Row]) -> tuple[Named, ...]:
    known = list(rows)
    return _named(store, known, journal.titles(store, known))

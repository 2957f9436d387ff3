"""Reading the register of numbers: which series, term or year a paper is counted in, and what was given there."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from dandan_desktop.db.codes import code_of
from dandan_desktop.db.guards import LINE
from dandan_desktop.db.offices import heading_body
from dandan_desktop.db.store import Store
from dandan_desktop.domain.catalogue import Body, Style
from dandan_desktop.domain.facts import CodeId, Kept
from dandan_desktop.domain.issued_numbers import (
    CANCELLED,
    COMMITTEES,
    RESERVED,
    IssuedNumber,
    Missing,
    Series,
    Taken,
    Term,
    gaps,
)  # fmt: skip
from dandan_desktop.domain.nouns import ISSUED_NUMBERS

_SPAN = "coalesce(n.term_id, 0) = ? AND coalesce(n.year, 0) = ?"


def line_of(body: Kept[Body]) -> str:
    """What stays of a body through its renamings."""
    return body.facts.line or body.uid


def committee_of(store: Store, body: int) -> Kept[Body]:
    """The body whose term a body's papers are counted by: the committee it stands under, else itself.

    A Party body that names no superior, as one typed in may, stands under the committee of its unit.
    """
    own = kept = heading_body(store, body)
    seen = {kept.id}
    while code_of(store, kept.facts.kind) not in COMMITTEES:
        parent = kept.facts.parent_id
        if parent is None or parent in seen:
            return _committee_in(store, own) or own
        kept = store.of(Body).get(parent)
        seen.add(kept.id)
    return kept


def _committee_in(store: Store, own: Kept[Body]) -> Kept[Body] | None:
    """The Party committee of a Party body's unit, the newest of them."""
    if own.facts.style is not Style.PARTY:
        return None
    kinds = ", ".join(f"'{each}'" for each in sorted(COMMITTEES))
    found = store.of(Body).some(
        f"JOIN codes k ON k.id = t.kind AND k.code IN ({kinds}) WHERE t.unit_id = ? AND t.deleted_at IS NULL"
        " ORDER BY t.valid_from DESC, t.id LIMIT 1",
        (own.facts.unit_id,),
    )
    return found[0] if found else None


def term_on(store: Store, committee: Kept[Body], day: date) -> Kept[Term] | None:
    """The term of a committee on a day: the one begun last."""
    found = store.of(Term).some(
        f"JOIN bodies b ON b.id = t.body_id WHERE {LINE.format(a='b')} = ? AND t.deleted_at IS NULL"
        " AND t.valid_from <= ? AND ? <= coalesce(t.valid_to, '9999') ORDER BY t.valid_from DESC, t.id LIMIT 1",
        (line_of(committee), day.isoformat(), day.isoformat()),
    )
    return found[0] if found else None


def taken(store: Store, series: Series) -> list[Taken]:
    """Every number given in a series, cancelled ones too, whoever may see their papers."""
    sql = f"SELECT n.number, n.issued_on FROM issued_numbers n WHERE n.series = ? AND {_SPAN} ORDER BY n.number"
    found = store.query(sql, (series.key, series.term or 0, series.year or 0))
    return [Taken(int(number), date.fromisoformat(day)) for number, day in found]


def given(store: Store, series: Series, number: int) -> str | None:
    """The text of a number already given in a series."""
    sql = f"SELECT n.text FROM issued_numbers n WHERE n.series = ? AND {_SPAN} AND n.number = ?"
    found = store.query(sql, (series.key, series.term or 0, series.year or 0, number))
    return str(found[0][0]) if found else None


def of_owner(store: Store, owner: str, kind: CodeId) -> Kept[IssuedNumber] | None:
    """The number, not cancelled, that a record's paper of a type bears."""
    tail = "WHERE t.owner = ? AND t.kind = ? AND t.cancelled_on IS NULL"
    found = store.of(IssuedNumber).some(tail, (owner, kind))
    return found[0] if found else None


def at(store: Store, series: Series, number: int) -> Kept[IssuedNumber] | None:
    """A number given in a series, whoever may see its paper."""
    tail = f"WHERE t.series = ? AND {_SPAN.replace('n.', 't.')} AND t.number = ?"
    found = store.of(IssuedNumber).some(tail, (series.key, series.term or 0, series.year or 0, number))
    return found[0] if found else None


def reserved(store: Store, issuer: int, kind: int) -> list[Kept[IssuedNumber]]:
    """The numbers of a body's papers of a type this reader sees that no record owns and no paper used, newest first."""
    return store.of(IssuedNumber).some(
        "WHERE t.issuer_id = ? AND t.kind = ? AND t.owner IS NULL AND t.used_on IS NULL AND t.cancelled_on IS NULL"
        f" AND {store.sees(ISSUED_NUMBERS.table, 't')} ORDER BY t.id DESC",
        (issuer, kind),
    )


def in_state(store: Store, state: str) -> list[int]:
    """The numbers this reader sees that stand so (`IssuedNumber.state`)."""
    where = {RESERVED: "n.used_on IS NULL AND n.cancelled_on IS NULL", CANCELLED: "n.cancelled_on IS NOT NULL"}
    told = where.get(state, "n.used_on IS NOT NULL AND n.cancelled_on IS NULL")
    sql = f"SELECT n.id FROM issued_numbers n WHERE {told} AND {store.sees(ISSUED_NUMBERS.table, 'n')}"
    return [int(row) for (row,) in store.query(sql)]


class Span(NamedTuple):
    """A term or year in which numbers were given, with those a reader sees, the newest first."""

    term: int
    year: int
    words: str


def spans(store: Store) -> list[Span]:
    """The terms and years of the numbers this reader sees, the newest first."""
    sql = (
        "SELECT coalesce(n.term_id, 0), coalesce(n.year, 0), t.name, b.name FROM issued_numbers n"
        " LEFT JOIN terms t ON t.id = n.term_id LEFT JOIN bodies b ON b.id = t.body_id"
        f" WHERE {store.sees(ISSUED_NUMBERS.table, 'n')} GROUP BY 1, 2 ORDER BY max(n.issued_on) DESC, 1, 2"
    )
    return [
        Span(int(term), int(year), f"{_upper(name)} ({body})" if term else f"Năm {year}")
        for term, year, name, body in store.query(sql)
    ]


def rows_of(store: Store, span: Span) -> list[int]:
    """The numbers of a term or year that this reader sees."""
    sql = f"SELECT n.id FROM issued_numbers n WHERE {_SPAN} AND {store.sees(ISSUED_NUMBERS.table, 'n')} ORDER BY n.id"
    return [int(row) for (row,) in store.query(sql, (span.term, span.year))]


def missing(store: Store, rows: Sequence[int] | None = None) -> list[Missing]:
    """The gaps of every series this reader sees a number of; of all its numbers, also those he does not see.

    `rows` narrow it to the series of these numbers.
    """
    wanted = None if rows is None else set(rows)
    seen: dict[tuple[str, int, int], tuple[str, str, str]] = {}
    sql = (
        'SELECT n.id, n.series, coalesce(n.term_id, 0), coalesce(n.year, 0), b.name, coalesce(k."group", k.code),'
        " coalesce(t.name, n.year) FROM issued_numbers n JOIN bodies b ON b.id = n.issuer_id"
        " JOIN codes k ON k.id = n.kind LEFT JOIN terms t ON t.id = n.term_id"
        f" WHERE {store.sees(ISSUED_NUMBERS.table, 'n')} ORDER BY b.name, n.kind, n.id DESC"
    )
    for row, key, term, year, issuer, kind, span in store.query(sql):
        if wanted is None or row in wanted:
            kinds = seen.get((key, term, year), ("", "", ""))[1]
            several = kind if not kinds or kind in kinds.split("/") else f"{kinds}/{kind}"
            seen[key, term, year] = (str(issuer), several, str(span))
    found = []
    for (key, term, year), (issuer, kind, span) in seen.items():
        sql = f"SELECT n.number FROM issued_numbers n WHERE n.series = ? AND {_SPAN}"
        runs = gaps(int(number) for (number,) in store.query(sql, (key, term, year)))
        if runs:
            found.append(Missing(span, issuer, kind, runs))
    return found


def _upper(name: str) -> str:
    return name[:1].upper() + name[1:]

"""Words that name periods, moved on to those of the next sitting: “quý III năm 2026” becomes “quý IV năm 2026”."""

import re
from collections.abc import Mapping

from dandan_desktop.domain.dates import month_figures
from dandan_desktop.domain.periods import Kind, Period

_ROMAN = ("I", "II", "III", "IV")
_YEAR = r"(?P<{name}sep>\s*[/-]\s*|\s+năm\s+|\s+)(?P<{name}year>\d{{4}})(?!\d|\s?[-–]\s?\d)"
_TOKEN = re.compile(
    r"(?<!\w)(?:"
    rf"(?P<half>6|sáu|9|chín)\s+tháng(?:\s+đầu)?(?:\s+năm)?{_YEAR.format(name='h')}"
    rf"|quý\s+(?P<quarter>IV|III|II|I|[1-4])(?!\w)(?:{_YEAR.format(name='q')})?"
    rf"|tháng\s+(?P<month>\d{{1,2}})(?!\d)(?:{_YEAR.format(name='m')})?"
    r"|năm\s+(?P<year>\d{4})(?!\d|\s?[-–]\s?\d)"
    r")",
    re.IGNORECASE,
)
_LONG_MONTH = 3
"""The first month that is usually written with one figure."""


def moved(words: str, moves: Mapping[str, str]) -> str:
    """The words with every period of `moves` (code of the old, code of the new) named as the new one is.

    A quarter or month named without its year is one of `moves` when only one of them has its number; it gets a year
    when what follows names another. Whatever else is there stays.
    """
    pieces: list[str] = []
    done = len(words)
    after = ""  # the year the rest of the words tells, found from the end
    for token in reversed(list(_TOKEN.finditer(words))):
        new, year = _renamed(token, moves, after)
        pieces += [words[token.end() : done], new]
        done, after = token.start(), year or after
    pieces.append(words[:done])
    return "".join(reversed(pieces))


def _renamed(token: re.Match[str], moves: Mapping[str, str], after: str) -> tuple[str, str]:
    """A token as it reads now, and the year it tells (empty: none)."""
    prefix = "h" if token["half"] else "q" if token["quarter"] else "m" if token["month"] else ""
    year = token[f"{prefix}year"] or ""
    code = _code(token, year, moves)
    if code is None or code not in moves:
        return token[0], year
    period = Period.parse(moves[code])
    now = f"{period.first.year:04}"
    if _kind(token) is not period.kind:
        name = period.name
        return (name[:1].upper() + name[1:] if token[0][:1].isupper() else name), now
    spans = [(token.span(f"{prefix}year"), now)] if year else []
    if token["quarter"]:
        number = period.last.month // 3
        spans.append((token.span("quarter"), str(number) if token["quarter"].isdigit() else _ROMAN[number - 1]))
    if token["month"]:
        is_padded = token["month"].startswith("0") and int(token["month"]) >= _LONG_MONTH
        figures = f"{period.last.month:02}" if is_padded else month_figures(period.last.month)
        spans.append((token.span("month"), figures))
    told = token[0]
    for (start, end), new in sorted(spans, reverse=True):
        told = told[: start - token.start()] + new + told[end - token.start() :]
    return (f"{told} năm {now}" if not year and after and after != now else told), now if year else ""


def _kind(token: re.Match[str]) -> Kind:
    if token["half"]:
        return Kind.SIX if token["half"].lower() in ("6", "sáu") else Kind.NINE
    return Kind.QUARTER if token["quarter"] else Kind.MONTH if token["month"] else Kind.YEAR


def _code(token: re.Match[str], year: str, moves: Mapping[str, str]) -> str | None:
    """The code of the period a token names; None for a number without a year that none or several of `moves` have."""
    quarter, month = token["quarter"], token["month"]
    if quarter:
        number = quarter if quarter.isdigit() else str(_ROMAN.index(quarter.upper()) + 1)
        ending = f"-Q{number}"
    elif month:
        ending = f"-M{int(month):02}"
    else:
        return f"{year}-{_kind(token)}"
    if year:
        return year + ending
    found = [code for code in moves if code.endswith(ending)]
    return found[0] if len(found) == 1 else None

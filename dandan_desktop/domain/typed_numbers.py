"""Numbers as clerks type them: 1.234.567,89, 12,5%, 1.250.000 đồng; `numbers` shows them.

Every ValueError here carries its reason in Vietnamese, ready to be shown.
"""

import re
from decimal import Decimal

from dandan_desktop.domain.text import tidy

MOST_FIGURES = 15
"""Figures a whole number may have: as many as a workbook keeps exactly."""

_GROUPED = {
    separator: re.compile(rf"[1-9]\d{{0,2}}(?:{re.escape(separator)}\d{{3}})+(?:[{decimal_signs}]\d+)?", re.ASCII)
    for separator, decimal_signs in ((".", ","), (",", "."), (" ", ",."))
}
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?", re.ASCII)
_CURRENCY = re.compile(r"\s*(?:đồng|đ|₫|vnđ|vnd)$")
_LONGEST = 40


def read_number(text: str) -> Decimal:
    """The number a clerk typed, with points, commas or blanks between thousands.

    One sign followed by just three figures parts thousands (1.234 and 1,234 are 1234), since whole numbers
    are what offices count. Raises ValueError for anything else.
    """
    typed = tidy(text)
    sign, figures = ("-", typed[1:].lstrip()) if typed[:1] in {"-", "−"} else ("", typed)
    if len(typed) > _LONGEST:
        raise _not_understood(typed)
    for separator, form in _GROUPED.items():
        if form.fullmatch(figures):
            return Decimal(sign + figures.replace(separator, "").replace(",", "."))
    if _PLAIN.fullmatch(figures):
        return Decimal(sign + figures.replace(",", "."))
    raise _not_understood(typed)


def read_int(text: str) -> int:
    """The whole number a clerk typed: 1.234.567, 1234567, 1 234, -5.

    Raises ValueError for anything else, for a fraction and for more than `MOST_FIGURES` figures.
    """
    number = read_number(text)
    if number != number.to_integral_value():
        raise ValueError(f"“{tidy(text)}” không phải là số nguyên.")
    if abs(number) >= 10**MOST_FIGURES:
        raise ValueError(f"“{tidy(text)}” quá lớn: nhiều nhất {MOST_FIGURES} chữ số.")
    return int(number)


def read_money(text: str) -> int:
    """The amount of đồng a clerk typed, with or without the word; raises ValueError as `read_int`."""
    return read_int(_CURRENCY.sub("", tidy(text)[: _LONGEST * 2].lower()))


def read_percent(text: str) -> Decimal:
    """The number of hundredths a clerk typed, with or without %; raises ValueError as `read_number`."""
    return read_number(tidy(text).removesuffix("%").rstrip())


def _not_understood(typed: str) -> ValueError:
    return ValueError(f"“{typed[:_LONGEST]}” không phải là số, ví dụ 1.250.000 hoặc 12,5.")

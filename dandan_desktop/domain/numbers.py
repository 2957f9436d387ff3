"""Numbers as Vietnamese offices write them: 1.234.567,89, 12,5%, 1.250.000 đồng."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal


def show_number(value: Decimal | float, places: int = 2) -> str:
    """A number with points between thousands and a comma before at most `places` decimals, no idle zeros.

    Halves are rounded away from zero, as on paper.
    """
    from decimal import ROUND_HALF_UP, Decimal  # a start shows whole numbers only

    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    whole, _, decimals = f"{abs(exact):,f}".partition(".")
    figures = ",".join(part for part in (whole.replace(",", "."), decimals.rstrip("0")) if part)
    return f"-{figures}" if exact < 0 else figures


def show_int(value: int) -> str:
    """A whole number with points between thousands: 1.234.567."""
    return f"{value:,}".replace(",", ".")


def show_money(dong: int, *, bound: bool = False) -> str:
    """An amount of đồng: 1.250.000 đồng; with a no-break blank if bound."""
    blank = "\u00a0" if bound else " "
    return f"{show_int(dong)}{blank}đồng"


def show_percent(percent: Decimal | float, places: int = 2) -> str:
    """A number of hundredths (12.5 is 12,5%) with at most `places` decimals."""
    return f"{show_number(percent, places)}%"

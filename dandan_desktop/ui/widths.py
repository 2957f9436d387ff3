"""How columns share the width of a table: what is short is shown whole, what is long shares the rest."""

from collections.abc import Sequence


def by_need(width: int, shares: Sequence[int], needs: Sequence[int]) -> list[int]:
    """Pixels for each column: no more than it needs while another lacks room, what is over by shares."""
    given = [0] * len(needs)
    waiting, left = list(range(len(needs))), width
    while waiting:
        total = sum(shares[n] for n in waiting)
        sated = [n for n in waiting if needs[n] * total <= left * shares[n]]
        for n in sated or waiting:
            given[n] = needs[n] if sated else left * shares[n] // total
        left -= sum(needs[n] for n in sated)
        waiting = [n for n in waiting if n not in sated] if sated else []
    over, total = max(0, width - sum(given)), sum(shares)
    return [pixels + over * share // total for pixels, share in zip(given, shares, strict=True)]


def by_share(width: int, shares: Sequence[int], least: Sequence[int]) -> list[int]:
    """Pixels for each column by shares, none below its least; the greatest shares give what that takes."""
    total = sum(shares) or 1  # a table that is not laid out yet has no width
    given = [max(width * share // total, small) for share, small in zip(shares, least, strict=True)]
    over = max(0, sum(given) - width)
    for n in sorted(range(len(given)), key=lambda n: -shares[n]):
        cut = min(over, given[n] - least[n])
        given[n] -= cut
        over -= cut
    return given

"""How columns share the width of a table: what is short is shown whole, what is long shares the rest."""

from collections.abc import Collection, Sequence


def by_need(
    width: int, shares: Sequence[int], needs: Sequence[int], short: int = 0, whole: Collection[int] = ()
) -> list[int]:
    """Pixels for each column: no more than it needs while another lacks room, what is over by shares.

    Columns that stand `whole` (dates) get what they need before any other, also where that is more than there is; those
    that need no more than `short` pixels (numbers, names) come next, if all can be served.
    """
    given = [need if need <= short or n in whole else 0 for n, need in enumerate(needs)]
    if sum(given) > width:
        given = [need if n in whole else 0 for n, need in enumerate(needs)]
    waiting, left = [n for n, pixels in enumerate(given) if not pixels], max(0, width - sum(given))
    while waiting:
        total = sum(shares[n] for n in waiting)
        sated = [n for n in waiting if needs[n] * total <= left * shares[n]]
        for n in sated or waiting:
            given[n] = needs[n] if sated else left * shares[n] // total
        left -= sum(needs[n] for n in sated)
        waiting = [n for n in waiting if n not in sated] if sated else []
    over, total = max(0, width - sum(given)), sum(shares)
    return [pixels + over * share // total for pixels, share in zip(given, shares, strict=True)]


def with_room(
    width: int,
    shares: Sequence[int],
    needs: Sequence[int],
    yields: Sequence[int],
    limits: tuple[int, int],
    *,
    whole: Collection[int] = (),
) -> dict[int, int]:
    """The columns to show and their pixels; `yields` leave one after the other until no other one is squeezed.

    `limits`: up to the first a need counts as short (see `by_need`, also for `whole`), below the second a long column
    is squeezed.
    """
    short, least = limits

    def serve(shown: list[int]) -> dict[int, int]:
        dates = [place for place, n in enumerate(shown) if n in whole]
        pixels = by_need(width, [shares[n] for n in shown], [needs[n] for n in shown], short, dates)
        return dict(zip(shown, pixels, strict=True))

    given = serve(list(range(len(needs))))
    for gone in yields:
        if all(pixels >= min(needs[n], least) for n, pixels in given.items()):
            break
        given = serve([n for n in given if n != gone])
    return given


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

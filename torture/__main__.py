"""`python -m torture [--short|--quick] [--only R1,R2] [--jobs 2]`: try to lose something, print the table.

The exit code is 1 when anything was lost, or when a protection taken away was not missed.
"""

import argparse
import multiprocessing
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor

from torture import rows
from torture.row import Proof, Size, table


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the rows asked for."""
    parser = argparse.ArgumentParser(prog="torture", description=__doc__)
    parser.add_argument("--only", default=",".join(rows.KNOWN), help="rows with commas, for example R1,R2")
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--short", action="store_true", help="minutes: each row with its first tooth, as at every push")
    length.add_argument("--quick", action="store_true", help="tens of minutes instead of hours, every tooth")
    parser.add_argument("--jobs", type=int, default=1, help="how many rows at a time")
    asked = parser.parse_args(arguments)
    names = [name.strip() for name in asked.only.split(",")]
    if strangers := [name for name in names if name not in rows.KNOWN]:
        parser.error(f"unknown: {', '.join(strangers)}")
    size = Size.TEST if asked.short else Size.QUICK if asked.quick else Size.FULL
    proofs = list(_proofs(names, size, asked.jobs))
    print(table(proofs))
    return int(not all(each.is_ok for each in proofs))


def _proofs(names: Sequence[str], size: Size, jobs: int) -> Iterator[Proof]:
    """Each row as it ends, in the order asked for."""
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=fresh) as pool:
        for each in pool.map(rows.proven, names, [size] * len(names)):
            print(f"{each.name} {each.seconds:.0f} s", file=sys.stderr, flush=True)
            yield each


if __name__ == "__main__":
    sys.exit(main())

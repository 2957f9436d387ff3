"""`python -m benchmarks [--only a,b] [--quick] [--json FILE]`: measure, print the table, 1 when a goal is missed."""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import lists, loading, papers, rollup, safety, search, start
from benchmarks.measure import LEAST_ROUNDS, ROUNDS, Row, as_json, table

QUICK_MEETINGS = 100


def measures(*, quick: bool) -> dict[str, Callable[[int], list[Row]]]:
    """The measurements by their letter."""
    count = QUICK_MEETINGS if quick else loading.COUNT
    return {
        "a": start.run,
        "b": search.run,
        "c": papers.run,
        "d": rollup.run,
        "e": lambda rounds: loading.run(rounds, count),
        "f": safety.run,
        "g": lists.run,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the measurements asked for."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--only", default="a,b,c,d,e,f,g", help="letters with commas, for example a,b")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, fewer meetings to load")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results here too")
    asked = parser.parse_args(arguments)
    known = measures(quick=asked.quick)
    letters = [letter.strip() for letter in asked.only.split(",")]
    if strangers := [letter for letter in letters if letter not in known]:
        parser.error(f"unknown: {', '.join(strangers)}")
    rounds = LEAST_ROUNDS if asked.quick else ROUNDS
    with tempfile.TemporaryDirectory() as home:
        os.environ["XDG_DATA_HOME"] = os.environ["LOCALAPPDATA"] = home  # no copy of a key stays with the user
        rows = [row for letter in letters for row in known[letter](rounds)]
    print(table(rows))
    if asked.json:
        asked.json.write_text(json.dumps(as_json(rows), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return int(not all(row.is_ok for row in rows))


if __name__ == "__main__":
    sys.exit(main())

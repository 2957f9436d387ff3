"""`python -m torture [--quick] [--only R1,R2]`: try to lose something, print the table, 1 when anything was lost."""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence

from torture.row import Size, table
from torture.rows import HARNESSES, proof


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the rows asked for."""
    known = {harness.NAME: harness for harness in HARNESSES}
    parser = argparse.ArgumentParser(prog="torture", description=__doc__)
    parser.add_argument("--only", default=",".join(known), help="rows with commas, for example R1,R2")
    parser.add_argument("--quick", action="store_true", help="minutes instead of hours")
    asked = parser.parse_args(arguments)
    names = [name.strip() for name in asked.only.split(",")]
    if strangers := [name for name in names if name not in known]:
        parser.error(f"unknown: {', '.join(strangers)}")
    size = Size.QUICK if asked.quick else Size.FULL
    proofs = []
    with tempfile.TemporaryDirectory() as home:
        os.environ["XDG_DATA_HOME"] = os.environ["LOCALAPPDATA"] = home  # no copy of a key stays with the user
        for name in names:
            print(f"{name} …", file=sys.stderr, flush=True)
            proofs.append(proof(known[name], size))
    print(table(proofs))
    return int(not all(each.is_ok for each in proofs))


if __name__ == "__main__":
    sys.exit(main())

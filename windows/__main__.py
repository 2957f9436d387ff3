"""`python -m windows [--prove]`: build the Windows program in the lab; with --prove run it there and print the table.

The exit code is 1 when something failed; where no lab can be made the closing line says so and why.
"""

import argparse
import sys
import time
from collections.abc import Sequence

from windows import build, lab, native, proofs, wheels
from windows.stage import Stage
from windows.table import table


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, and prove what was asked for."""
    parser = argparse.ArgumentParser(prog="windows", description=__doc__)
    parser.add_argument("--prove", action="store_true", help="run what was built, and print goal → result")
    parser.add_argument("--only", default=",".join(proofs.ROWS), help="rows with commas, for example W1,W3")
    parser.add_argument("--built", action="store_true", help="take what was built last")
    parser.add_argument("--whole", action="store_true", help="W13 with all tests by each Python (an hour)")
    asked = parser.parse_args(arguments)
    rows = [name.strip() for name in asked.only.split(",")] if asked.prove else []
    if strangers := [name for name in rows if name not in proofs.ROWS]:
        parser.error(f"unknown: {', '.join(strangers)}")
    try:
        if sys.platform == "win32":
            return _on_windows(is_to_prove=asked.prove)
        with lab.opened() as opened:
            wheels.fetch(opened)
            made = build.built() if asked.built else _build(opened)
            return _prove(opened, made, rows, is_whole=asked.whole) if rows else 0
    except (build.BuildError, native.NoToolError, lab.FetchError) as error:
        print(f"FAILED: {error}")
        return 1
    except lab.NoLabError as error:
        print(f"NOT RUN: the Windows program was neither built nor proved here: {error}.")
        return 0


def _on_windows(*, is_to_prove: bool) -> int:
    native.refuse_other_python(sys.version_info[:2])
    bench = native.Native(build.ROOT / native.FOLDER)
    bench.prepare()
    _build(bench)
    if is_to_prove:
        print("NOT RUN: the proofs need the lab, a Debian with Wine on Linux.")
    return 0


def _build(opened: build.Bench) -> build.Built:
    began = time.monotonic()
    made = build.build(opened)
    print(f"Built in {time.monotonic() - began:.0f} s:")
    for name, size in made.sizes.items():
        print(f"  {name}: {size / 1e6:.1f} MB")
    return made


def _prove(opened: lab.Lab, made: build.Built, names: Sequence[str], *, is_whole: bool) -> int:
    pictures = build.OUT / "pictures"
    pictures.mkdir(exist_ok=True)
    done = []
    build.lay(opened, made)
    with opened.screen() as pixels:
        stage = Stage(opened, made, pictures, pixels, is_whole)
        for proved in proofs.run(stage, names):
            print(f"{proved.row.name} {proved.seconds:.0f} s", file=sys.stderr, flush=True)
            done.append(proved)
    print(table(done))
    return int(not all(each.row.is_held for each in done))


if __name__ == "__main__":
    sys.exit(main())

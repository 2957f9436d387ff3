"""`python -m torture.provoked PLACE …`: run a command with a bug that has a name and a path in its words.

It lives here and nowhere in the product.
"""

import importlib
import sys
from typing import Any, NoReturn

MARKER = "Nguyễn Thị Dấu Vết"
PLACES = (
    "dandan_desktop.services.registers:check",
    "dandan_desktop.services.searching:find",
    "dandan_desktop.db.checks:counts",
    "dandan_desktop.db.lists:find",
)


def _raising(*_arguments: Any, **_options: Any) -> NoReturn:
    try:
        open(f"{MARKER}.docx")  # noqa: PTH123, SIM115 - there is no such file: its name is in the error
    except OSError as error:
        raise LookupError(f"ô B2: {MARKER}, 099200000001") from error
    raise AssertionError


def main(arguments: list[str]) -> int:
    """Put the bug in its place and run the command."""
    place, *rest = arguments
    name, _, function = place.partition(":")
    setattr(importlib.import_module(name), function, _raising)
    from dandan_desktop import cli

    return cli.main(rest)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

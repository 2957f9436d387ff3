"""`python -m dandan_desktop` is the command line; `--child` a process that only reads what came from outside."""

import sys

from dandan_desktop import safe_start


def _start() -> int:
    safe_start.guard()  # before anything else is imported
    if sys.argv[1:2] == ["--child"]:
        from dandan_desktop.documents import template_child

        return template_child.main() if sys.argv[2:] == [template_child.NAME] else 2
    from dandan_desktop.cli import main

    return main()


if __name__ == "__main__":
    sys.exit(_start())

"""`python -m dandan_desktop` is the command line; `--child` a process that only reads what came from outside."""

import sys


def _start() -> int:
    if sys.argv[1:2] == ["--child"]:
        from dandan_desktop.documents import template_child

        return template_child.main() if sys.argv[2:] == [template_child.NAME] else 2
    from dandan_desktop.cli import main

    return main()


if __name__ == "__main__":
    sys.exit(_start())

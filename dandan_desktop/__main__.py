"""`python -m dandan_desktop` is the command line."""

import sys

from dandan_desktop.cli import main

if __name__ == "__main__":
    sys.exit(main())

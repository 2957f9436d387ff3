"""`python -m dandan_desktop` is the command line."""

import sys

from dandan_desktop import cli

if __name__ == "__main__":
    sys.exit(cli.main())

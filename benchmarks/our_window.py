"""Our side of (a): the program's window on a register whose data key is handed over, painted, then gone."""

import os
import sys
from pathlib import Path

KEY = "DANDAN_BENCH_KEY"


def main() -> int:
    from dandan_desktop import app

    return app.run(Path(sys.argv[1]), data_key=bytes.fromhex(os.environ[KEY]), on_painted=lambda: os._exit(0))


if __name__ == "__main__":
    sys.exit(main())

"""`python -m torture.one_backup REGISTER KEY`: back an open register up; 1 and the problem's name if refused."""

import sys
from pathlib import Path

from dandan_desktop.db.register import Register
from dandan_desktop.domain.errors import ClerkError
from dandan_desktop.services import backups


def main(path: str, key: str) -> int:
    """Make one backup."""
    register = Register.open_with_key(Path(path), bytes.fromhex(key))
    try:
        print(backups.back_up(register).path)
    except ClerkError as error:
        print(error.problem.name)
        return 1
    finally:
        register.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

"""A sound register that lacks nothing but its key file: a backup's keys open it, and it holds its own slots."""

from typing import TYPE_CHECKING

from dandan_desktop.db import place, rotation

if TYPE_CHECKING:
    from dandan_desktop.services.restoring import Preview


def mend(preview: "Preview") -> None:
    """Write the key file of the register in place anew, with today's slots as the register itself holds them.

    Nothing else is touched. Raises ClerkError: REGISTER_IN_USE, FOLDER_*, DISK_*.
    """
    current = preview.plan.current
    if current is not None:
        lock = place.Lock(preview.target)
        try:
            rotation.publish(preview.target, current.file)
        finally:
            lock.release()

"""Long work tells how far it is and stops where it is told to."""

from typing import Protocol


class Cancelled(Exception):  # noqa: N818 - a wish of the clerk, not an error
    """The clerk pressed Huỷ; the work ends between two steps and leaves nothing half done."""


class Progress(Protocol):
    """Where long work reports; `step` raises `Cancelled` when the clerk no longer wants it."""

    def step(self, done: int, total: int) -> None:
        """Report that `done` of `total` steps are finished."""
        ...


class Silent:
    """Progress nobody watches."""

    def step(self, done: int, total: int) -> None:
        """Do nothing."""


SILENT = Silent()

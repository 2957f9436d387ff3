"""`override`: this method takes the place of a parent's, told to the type checker; Python has it from 3.12 on."""

from typing import TYPE_CHECKING

__all__ = ["override"]

if TYPE_CHECKING:
    from typing_extensions import override
else:

    def override(method: object) -> object:
        """The method as it is: a start has no time for a whole package of types."""
        return method

"""Who may put the first steps off or end them: the keeper, as whatever is set up."""

from collections.abc import Callable
from typing import Any

from dandan_desktop.db.store import Store
from dandan_desktop.services import first_steps
from dandan_desktop.services.first_steps import Step

Act = Callable[[Store, Any, Any], Any]
KEEPING = {"all", "admin"}

STEP_WRITES: dict[str, tuple[Act, set[str]]] = {
    "first_steps.put_off": (lambda store, _, __: first_steps.put_off(store, Step.TERM), KEEPING),
    "first_steps.end": (lambda store, _, __: first_steps.end(store), KEEPING),
}
STEP_INSIDE = {"first_steps.term_preset", "first_steps.official_preset", "first_steps.lacks_style"}
"""What a new record is proposed to be: names of the catalogue alone."""

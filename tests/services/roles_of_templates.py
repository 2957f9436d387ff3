"""The services of the template desk in the matrix of roles (`test_roles`): who keeps the register changes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from dandan_desktop.db.store import Store
from dandan_desktop.documents.render import shipped
from dandan_desktop.domain.paper_kinds import INVITATION
from dandan_desktop.domain.paper_styles import PaperStyle
from dandan_desktop.services import paper_templates
from dandan_desktop.services.paper_templates import Candidate
from tests.services.two_offices import TODAY, Side

KIND = INVITATION.code


def style(store: Store) -> int:
    return store.of(PaperStyle).some("ORDER BY t.id LIMIT 1")[0].id


def sound() -> Candidate:
    return Candidate("mau.docx", shipped("invitation_party.docx"), (), b"")


READS: dict[str, tuple[Callable[[Store, Path], Any], bool]] = {
    "paper_templates.lines": (lambda store, _: paper_templates.lines(store, style(store), TODAY), False),
    "paper_templates.versions": (lambda store, _: paper_templates.versions(store, style(store), KIND), False),
    "paper_templates.hand_out": (
        lambda store, out: paper_templates.hand_out(store, style(store), KIND, TODAY, out).name, False,
    ),
    "paper_templates.try_print": (
        lambda store, out: paper_templates.try_print(store, style(store), KIND, TODAY, out).name, False,
    ),
}  # fmt: skip
WRITES: dict[str, tuple[Callable[[Store, Side, Path], Any], set[str]]] = {
    "paper_templates.take": (
        lambda store, _, __: paper_templates.take(store, style(store), KIND, sound(), TODAY), {"admin", "all"},
    ),
    "paper_templates.go_back": (
        lambda store, _, __: paper_templates.go_back(store, style(store), KIND, TODAY), {"admin", "all"},
    ),
}  # fmt: skip
INSIDE = {
    "paper_templates.own_of",
    "paper_templates.digest_of",
    "paper_templates.own_by_digest",
    "paper_templates.along",
}
"""Called by what makes papers."""

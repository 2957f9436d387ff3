"""The template desk: an office's own Word templates by date, looked over before they are used, tried, handed out."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dandan_desktop.db import files, paper_templates
from dandan_desktop.db.offices import heading_body
from dandan_desktop.db.paper_styles import kept_on
from dandan_desktop.db.parts import next_place
from dandan_desktop.db.store import Store
from dandan_desktop.documents.files import ready_folder
from dandan_desktop.documents.own_files import write_paper
from dandan_desktop.domain import text
from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.files import read_whole
from dandan_desktop.domain.nouns import PAPER_STYLES
from dandan_desktop.domain.paper_kinds import TEMPLATES
from dandan_desktop.domain.paper_styles import PaperStyle
from dandan_desktop.domain.paper_templates import Fault, PaperTemplate
from dandan_desktop.services.records import PartEdit

if TYPE_CHECKING:
    from dandan_desktop.documents.template_scope import Printed

_PART = next(part for part in PAPER_STYLES.parts if part.record is PaperTemplate)
_LARGEST = 5 * 1024 * 1024


class Line(NamedTuple):
    """A kind of paper and the office's own template it has on a day; None is the program's."""

    kind: str
    name: str
    kept: Kept[PaperTemplate] | None


class Candidate(NamedTuple):
    """A file somebody would use as a template: what is wrong with it, else the practice office's paper by it."""

    name: str
    content: bytes
    faults: tuple[Fault, ...]
    paper: bytes


def lines(store: Store, style: int, day: date) -> list[Line]:
    """Every kind of paper of a style with the template it has on a day."""
    found = []
    for kind, name in TEMPLATES.items():
        kept = paper_templates.template_on(store, style, kind, day)
        found.append(Line(kind, name, kept if kept is not None and kept.facts.sha256 else None))
    return found


def versions(store: Store, style: int, kind: str) -> list[Kept[PaperTemplate]]:
    """The templates a kind of paper had and has, the newest first; before the first it had the program's."""
    return paper_templates.templates_of(store, style, kind)


def fields(style: PaperStyle, kind: str) -> "list[Printed]":
    """The fields a template of this kind prints, with what they say for the practice office."""
    from dandan_desktop.documents.template_check import fields_in
    from dandan_desktop.documents.template_samples import sample_values

    return fields_in(_shipped(kind, style.base), sample_values(kind, style.base, style))


def hand_out(store: Store, style: int, kind: str, day: date, folder: Path) -> Path:
    """Write the template of a day into a folder, to be changed in Word; the program's on the page of the style.

    Raises ClerkError: RECORD_GONE, TEMPLATE_UNUSABLE, FOLDER_*, FILE_IN_USE, DISK_FULL.
    """
    from dandan_desktop.documents.render import on_page
    from dandan_desktop.documents.styles import LAYOUTS, page_of

    facts = store.of(PaperStyle).get(style).facts
    own = _own(store, paper_templates.template_on(store, style, kind, day))
    page = replace(page_of(facts), mark=LAYOUTS[facts.base].mark)
    content = own or on_page(_shipped(kind, facts.base), page)
    ready_folder(folder)
    return write_paper(folder / f"mau-{text.fold(TEMPLATES[kind]).replace(' ', '-')}.docx", content)


def look_over(path: Path, style: PaperStyle, kind: str) -> Candidate:
    """Read a file and look it over as a template of this kind, in a process of its own.

    Raises ClerkError: FILE_MISSING, PATH_TOO_LONG, FILE_UNREADABLE, FILE_EMPTY, FILE_TOO_LARGE with `path`.
    """
    from dandan_desktop.documents import own_template
    from dandan_desktop.documents.template_samples import sample_values

    content = read_whole(path, _LARGEST)
    tried = own_template.tried(content, _shipped(kind, style.base), sample_values(kind, style.base, style))
    return Candidate(text.tidy(path.name.encode(errors="replace").decode()) or "mau.docx", content, *tried)


def try_print(
    store: Store, style: int, kind: str, day: date, folder: Path, *, candidate: Candidate | None = None
) -> Path:
    """Write the paper of the practice office by a candidate, or by the template of a day; no print of a record.

    Raises ClerkError: RECORD_GONE, TEMPLATE_UNUSABLE, PAPER_LOST_TEXT, FOLDER_*, FILE_IN_USE, DISK_FULL.
    """
    from dandan_desktop.documents.checked import checked
    from dandan_desktop.documents.practice_mark import marked
    from dandan_desktop.documents.styles import page_of
    from dandan_desktop.documents.template_samples import sample_values

    if candidate is None:
        facts = store.of(PaperStyle).get(style).facts
        own = _own(store, paper_templates.template_on(store, style, kind, day))
        values = sample_values(kind, facts.base, facts)
        content = checked(_shipped(kind, facts.base), values, page_of(facts), own)
    else:
        _refuse(candidate)
        content = candidate.paper
    ready_folder(folder)
    return write_paper(folder / f"in-thu-{text.fold(TEMPLATES[kind]).replace(' ', '-')}.docx", marked(content))


def take(store: Store, style: int, kind: str, candidate: Candidate, day: date) -> Changes:
    """Use a candidate as the template of a kind of paper from a day on; its bytes are kept.

    Raises ClerkError: TEMPLATE_UNUSABLE for one with faults, RECORD_GONE, NOT_ALLOWED, and as `Store.change`.
    """
    _refuse(candidate)
    return _add(store, style, PaperTemplate(kind=kind, valid_from=day, name=candidate.name), candidate.content)


def go_back(store: Store, style: int, kind: str, day: date) -> Changes:
    """Use the program's own template again from a day on; raises ClerkError RECORD_GONE, NOT_ALLOWED."""
    return _add(store, style, PaperTemplate(kind=kind, valid_from=day, name="Mẫu của chương trình"), b"")


def along(store: Store, style: int) -> PartEdit:
    """The templates of a style, as those of a copy of it."""
    known = store.of(PaperTemplate).some("WHERE t.style_id = ? ORDER BY t.place", (style,))
    return PartEdit((), [(0, kept.facts) for kept in known])


def own_of(
    store: Store, body: int, kind: str, held_on: date, dated_on: date | None = None, *, until: int | None = None
) -> bytes:
    """The office's own template for a paper of a body: of the style of the sitting's day, as it was on the paper's.

    `until` is the last row that counts for papers of what is locked (`MinutesVersion.templates`).
    Empty for the program's. Raises ClerkError TEMPLATE_UNUSABLE when its bytes are lost.
    """
    style = _style_of(store, body, held_on)
    return _own(store, paper_templates.template_on(store, style, kind, dated_on or held_on, until)) if style else b""


def digest_of(store: Store, body: int, kind: str, style: Style, day: date) -> str:
    """The hash of the template a paper of a body has on a day, its own or the program's."""
    from dandan_desktop.documents.render import digest_of

    row = _style_of(store, body, day)
    found = paper_templates.template_on(store, row, kind, day) if row else None
    own = found.facts.sha256 if found is not None else None
    return own or digest_of(_shipped(kind, style))


def own_by_digest(store: Store, digest: str) -> bytes:
    """The office's own template that locked minutes name; empty where it was the program's, then or now.

    Raises ClerkError TEMPLATE_UNUSABLE when it was the office's and its bytes are lost.
    """
    content = files.bytes_of(store, digest)
    named = paper_templates.name_of(store, digest) if content is None else None
    if named is not None:
        raise _lost(named)
    return content or b""


def _style_of(store: Store, body: int, day: date) -> int:
    """The row of the style a body's papers have on a day, 0 for none."""
    found = kept_on(store, heading_body(store, body), day)
    return found.id if found is not None else 0


def _own(store: Store, kept: Kept[PaperTemplate] | None) -> bytes:
    if kept is None or not kept.facts.sha256:
        return b""
    content = files.bytes_of(store, kept.facts.sha256)
    if content is None:
        raise _lost(kept.facts.name)
    return content


def _lost(name: str) -> ClerkError:
    return ClerkError(Problem.TEMPLATE_UNUSABLE, template=name, why="tệp mẫu giữ trong sổ đã mất.")


def _refuse(candidate: Candidate) -> None:
    if candidate.faults:
        raise ClerkError(Problem.TEMPLATE_UNUSABLE, template=candidate.name, why=candidate.faults[0].said)


def _add(store: Store, style: int, facts: PaperTemplate, content: bytes) -> Changes:
    store.of(PaperStyle).get(style)
    with store.change("take_template") as deed:
        deed.about(PAPER_STYLES.table, style)
        deed.note = TEMPLATES[facts.kind]
        digest = files.keep(store.connection, content) if content else None
        store.of(PaperTemplate).add(replace(facts, sha256=digest), style, next_place(store, _PART, style))
    return deed.changes


def _shipped(kind: str, style: Style) -> str:
    return f"{kind}_{style.value.lower()}.docx"

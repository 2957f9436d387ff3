"""The journal in words: what a deed is called, and what it changed, fact by fact."""

from dataclasses import dataclass
from typing import Any

from dandan_desktop.db.history import Image
from dandan_desktop.db.journal import DeedLine
from dandan_desktop.db.rows import STORED
from dandan_desktop.domain.deeds import DEEDS, done_words
from dandan_desktop.domain.facts import Trait, traits
from dandan_desktop.domain.nouns import Noun, noun_of
from dandan_desktop.ui import cells
from dandan_desktop.ui.session import Session


@dataclass(frozen=True, slots=True)
class Change:
    """One fact before and after a deed, in words; `part` names the part it belongs to."""

    label: str
    before: str
    after: str
    part: str = ""


def deed_words(session: Session, line: DeedLine) -> str:
    """A deed in words: what was done to which record."""
    done = done_words(line.name, is_redo=line.is_redo)
    if not line.table:
        return done
    try:
        noun = noun_of(line.table, session.store.nouns)
    except KeyError:
        return done
    title = " ".join(session.title_of(noun.table, line.row).split())
    about = f"{noun.label.lower()} “{_short(title)}”" if title else noun.label.lower()
    return f"{done}: {about}" if line.name == "undo" else f"{done} {about}"


def note_words(line: DeedLine) -> str:
    """What a deed wrote to itself: a number says what it counts."""
    if not line.note.isdigit():
        return line.note
    if line.name in ("back_up", "restore_register"):
        return f"bản sao số {line.note}"
    return f"trước đó {line.note} lần nhập sai mật khẩu" if line.name == "unlock" else line.note


def changes_of(session: Session, noun: Noun, images: list[Image]) -> list[Change]:
    """What a deed changed on a record and its parts; only facts that differ."""
    found: list[Change] = []
    for image in images:
        record, part = _record_of(noun, image.table)
        if record is None:
            continue
        for each in traits(record):
            before, after = (_side(session, each, side) for side in (image.before, image.after))
            if each.name in image.masked:
                found.append(Change(each.fact.label, cells.MASK, cells.MASK, part))
            elif before != after:
                found.append(Change(each.fact.label, before, after, part))
        found += _trashed(image, part)
    return found


def change_words(change: Change) -> str:
    """One fact before and after in one line."""
    where = f"{change.part}: " if change.part else ""
    return f"{where}{change.label}: {change.before or '(trống)'} → {change.after or '(trống)'}"


def can_undo(line: DeedLine) -> bool:
    """Whether a deed is of a kind that may be taken back, and was not."""
    return line.undone_by is None and DEEDS[line.name].is_undoable


def _record_of(noun: Noun, table: str) -> tuple[type[Any] | None, str]:
    if table == noun.table:
        return noun.record, ""
    part = next((part for part in noun.parts if part.table == table), None)
    return (part.record, part.label) if part else (None, "")


def _side(session: Session, each: Trait, side: dict[str, Any] | None) -> str:
    stored = None if side is None else side.get(each.name)
    if stored is None:
        return ""
    value = each.kind(stored) if each.family is not each.kind else STORED[each.family][2](stored)
    return cells.text_of(each, value, session.store.names)


def _trashed(image: Image, part: str) -> list[Change]:
    if part or image.before is None or image.after is None:
        return []
    was, now = bool(image.before.get("deleted_at")), bool(image.after.get("deleted_at"))
    words = {True: "đã xoá", False: "đang dùng"}
    return [Change("Trạng thái", words[was], words[now])] if was != now else []


def _short(title: str) -> str:
    return title if len(title) <= 80 else title[:79].rstrip() + "…"

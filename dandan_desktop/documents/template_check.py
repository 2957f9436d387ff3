"""Looking over an office's own template before it is used: what it is made of, its tags, and a trial paper.

Runs in the child process (`template_child`); nothing of a template is parsed where the register is open.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from dandan_desktop.documents.container import MAIN, unpacked
from dandan_desktop.documents.render import rendered_own, shipped, strange_nodes
from dandan_desktop.documents.template_breaks import lacks_break, mended
from dandan_desktop.documents.template_fields import fields_of
from dandan_desktop.documents.template_parts import parts_faults, read_parts, read_trees, whole
from dandan_desktop.documents.template_scope import Printed, Walk, missing
from dandan_desktop.documents.template_tags import MARKS, Tag, read_tags, spots
from dandan_desktop.documents.textcheck import check_text, check_used
from dandan_desktop.documents.wordml import parsed, w
from dandan_desktop.domain.errors import ClerkError
from dandan_desktop.domain.paper_templates import Fault

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


_BREAK = "Hãy để con trỏ ngay sau {%p if not loop.last %}, bấm Ctrl+Enter để ngắt trang, rồi lưu lại."


class Tried(NamedTuple):
    """What is wrong with a template, in the order of its paragraphs; else the paper it makes of the samples."""

    faults: tuple[Fault, ...]
    paper: bytes = b""


def try_out(content: bytes, template: str, values: Mapping[str, Any]) -> Tried:
    """Look over an office's own template in place of a shipped one, the values being those of the practice office."""
    parts, faults = read_parts(content)
    if faults:
        return Tried(tuple(faults))
    trees, faults = read_trees(parts)
    faults += parts_faults(trees, parts)
    if not faults:
        faults += _stray_marks(trees)
    if not faults:
        faults += _tag_faults(trees[MAIN], template, values)
    if not faults and strange_nodes(parts[MAIN]):
        faults.append(whole("Mẫu có thẻ không thuộc các thẻ dùng được."))
    if faults:
        return Tried(tuple(dict.fromkeys(faults)))
    try:
        return Tried((), filled(content, template, values))
    except ClerkError as error:
        return Tried((_told(error),))


def filled(content: bytes, template: str, values: Mapping[str, Any]) -> bytes:
    """The paper of an office's own template, each value found again in it.

    Raises ClerkError TEMPLATE_UNUSABLE, PAPER_LOST_TEXT.
    """
    paper = rendered_own(mended(content), template, values)
    check_used(values, paper.printed)
    check_text(paper.content, paper.printed)
    return paper.content


def fields_in(template: str, values: Mapping[str, Any]) -> list[Printed]:
    """The fields a shipped template prints, each once, in its order."""
    tags = _usual_tags(template)
    found = Walk(fields_of(values), tags).over(tags).printed
    return list({each.field.place: each for each in found}.values())


def _usual_tags(template: str) -> list[Tag]:
    return read_tags(parsed(unpacked(shipped(template))[MAIN]))[0]


def _tag_faults(page: "Element", template: str, values: Mapping[str, Any]) -> list[Fault]:
    tags, faults = read_tags(page)
    walk = Walk(fields_of(values), _usual_tags(template)).over(tags)
    faults = sorted([*faults, *walk.faults], key=lambda fault: fault.place)
    if not faults and lacks_break(page, tags):
        faults.append(whole("Mẫu không sang trang mới giữa hai nơi nhận.", _BREAK))
    return faults or list(missing(walk.printed, fields_in(template, values)))


def _stray_marks(trees: Mapping[str, "Element"]) -> list[Fault]:
    """Tags where none is filled in: in heads and feet of pages, in notes, or hidden outside the words of a page."""
    found = []
    for name, tree in trees.items():
        for spot in spots(tree) if name.startswith("word/") and name != MAIN else ():
            if any(mark in spot.text for mark in MARKS):
                said = f"Thẻ nằm ở đầu trang, chân trang hoặc chú thích (“{spot.text.strip()[:60]}”) không được điền."
                found.append(whole(said, "Hãy đưa thẻ vào thân văn bản."))
    for each in trees[MAIN].iter():
        shown = each.tag == w("t")
        hidden = [*each.attrib.values(), each.tail or "", "" if shown else each.text or ""]
        if any(mark in text for mark in MARKS for text in hidden):
            found.append(whole("Mẫu giấu thẻ ngoài phần chữ của văn bản."))
    return found


def _told(error: ClerkError) -> Fault:
    if "value" in error.facts:
        return whole(
            f"In thử bị mất nội dung “{error.facts['value']}”.", "Hãy đặt trường này đúng chỗ như trong mẫu gốc."
        )
    return whole(f"Không in thử được: {error.facts.get('why', '')}")

"""A page of his own for each receiver: the break between two, which some office programs drop when they save."""

import copy
from typing import TYPE_CHECKING

from dandan_desktop.documents.container import MAIN, packed, unpacked
from dandan_desktop.documents.template_tags import Tag, read_tags
from dandan_desktop.documents.wordml import parsed, w, written

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

PAGES = "pages"
_NOT_LAST = ("if", "p", "loop.last")


def mended(content: bytes) -> bytes:
    """The template with the section's end put back where nothing is left of it but the tags around it."""
    parts = unpacked(content)
    page = parsed(parts[MAIN])
    if not _mend(page):
        return content
    return packed({**parts, MAIN: written(page)}.items())


def lacks_break(page: "Element", tags: list[Tag]) -> bool:
    """Whether the receivers of a paper would stand on one page, one behind another."""
    if not any(tag.act == "for" and tag.path == PAGES for tag in tags):
        return False
    broken = [*page.iter(w("pageBreakBefore")), *(each for each in page.iter(w("br")) if each.get(w("type")) == "page")]
    sections = (each for each in page.iter(w("sectPr")) if each.getparent() is not page.find(w("body")))
    return not broken and next(sections, None) is None and not _mend(copy.deepcopy(page))


def _mend(page: "Element") -> bool:
    body = page.find(w("body"))
    last = body.find(w("sectPr")) if body is not None else None
    for tag in read_tags(page)[0]:
        element = tag.spot.element
        following = element.getnext()
        if (tag.act, tag.level, tag.path) != _NOT_LAST or last is None or following is None:
            continue
        if "".join(each.text or "" for each in following.iter(w("t"))).replace(" ", "") != "{%pelse%}":
            continue
        paragraph = element.makeelement(w("p"))
        properties = paragraph.makeelement(w("pPr"))
        properties.append(copy.deepcopy(last))
        paragraph.append(properties)
        element.addnext(paragraph)
        return True
    return False

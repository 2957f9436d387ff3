"""The mark on every page of a paper of the practice office, so that nobody signs or sends it.

It stands in a frame of its own in the upper margin, above whatever the header prints: nothing of the paper moves.
"""

from typing import TYPE_CHECKING

from dandan_desktop.documents.container import MAIN, packed, unpacked
from dandan_desktop.documents.wordml import parsed, w, written
from dandan_desktop.domain.papers import Header

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MARK = "SỔ THỰC HÀNH – GIẤY TẬP LÀM, KHÔNG CÓ GIÁ TRỊ"
PART = "word/dau-thuc-hanh.xml"
"""The header of pages that have none of their own; a paper that holds it is one of the practice office."""
_RELS, _TYPES = "word/_rels/document.xml.rels", "[Content_Types].xml"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEADER = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_ID = "rIdThucHanh"
_TOP = 283  # twips below the upper edge: 5 mm, which every laser printer reaches
_POINTS = 22  # half points
_FRAME = (
    f'<w:p xmlns:w="{{ns}}"><w:pPr><w:framePr w:wrap="around" w:vAnchor="page" w:hAnchor="page" w:xAlign="center"'
    f' w:y="{_TOP}"/><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:ind w:firstLine="0"/>'
    '<w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"'
    f' w:cs="Times New Roman"/><w:b/><w:sz w:val="{_POINTS}"/></w:rPr><w:t>{MARK}</w:t></w:r></w:p>'
)


def of_practice(content: bytes, header: Header) -> bytes:
    """A finished paper, marked where its head is that of the practice office."""
    return marked(content) if header.is_practice else content


def marked(content: bytes) -> bytes:
    """A finished paper with the mark on each of its pages."""
    parts = unpacked(content)
    main, rels = parsed(parts[MAIN]), parsed(parts[_RELS])
    targets = {each.get("Id"): f"word/{each.get('Target', '').removeprefix('/word/')}" for each in rels}
    for name in {targets[each.get(f"{{{_R}}}id")] for each in main.iter(w("headerReference"))}:
        tree = parsed(parts[name])
        tree.insert(0, _frame())
        parts[name] = written(tree)
    for section in list(main.iter(w("sectPr")))[:1]:  # those after it take over what they do not say
        there = {each.get(w("type")) for each in section.iterchildren(w("headerReference"))}
        for kind in sorted({"default", "first", "even"} - there):
            reference = section.makeelement(w("headerReference"), {w("type"): kind, f"{{{_R}}}id": _ID})
            section.insert(0, reference)
    return packed({**parts, **_added(parts, rels), MAIN: written(main)}.items())


def is_marked(content: bytes) -> bool:
    """Whether a paper bears the mark; raises zipfile.BadZipFile."""
    return PART in unpacked(content)


def _frame() -> "Element":
    return parsed(_FRAME.format(ns=w("")[1:-1]))


def _added(parts: dict[str, bytes], rels: "Element") -> dict[str, bytes]:
    """The header of its own, and where the container says that it is there."""
    from lxml import etree

    head = etree.Element(w("hdr"), nsmap={"w": w("")[1:-1]})
    head.append(_frame())
    etree.SubElement(head, w("p"))
    etree.SubElement(
        rels,
        f"{{{_PACKAGE}/relationships}}Relationship",
        {"Id": _ID, "Type": f"{_R}/header", "Target": PART.removeprefix("word/")},
    )
    types = parsed(parts[_TYPES])
    etree.SubElement(types, f"{{{_PACKAGE}/content-types}}Override", {"PartName": f"/{PART}", "ContentType": _HEADER})
    return {PART: written(head), _RELS: written(rels), _TYPES: written(types)}

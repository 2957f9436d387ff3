"""WordprocessingML as plain trees: names, safe reading and writing, and what a paragraph style says."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TWIPS_A_MM = 1440 / 25.4

_IN_ORDER = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs"
    " suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd"
    " snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment"
    " textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
).split()
"""How a paragraph's properties follow one another (ECMA-376, CT_PPr): an office's own template may hold any of them."""


@cache
def w(name: str) -> str:
    """The full name of an element or attribute of a Word file."""
    return f"{{{_W}}}{name}"


def parsed(content: bytes | str) -> "Element":
    """The tree of one part; nothing outside it is read, long texts stay whole; raises etree.XMLSyntaxError."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(content, parser)


def written(tree: "Element") -> bytes:
    """One part as it stands in the container."""
    from lxml import etree

    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What a paragraph style says about letters and alignment, that of its ancestors included."""

    name: str = ""
    points: float = 10.0
    is_bold: bool = False
    is_italic: bool = False
    align: str = "left"

    @property
    def face(self) -> str:
        """The face whose widths count: bold, italic or regular."""
        return "bold" if self.is_bold else "italic" if self.is_italic else "regular"


def paragraph_styles(styles: "Element") -> dict[str, ParagraphStyle]:
    """Each paragraph style of a styles part by its id."""
    found = {style.get(w("styleId"), ""): style for style in styles.iterfind(w("style"))}
    defaults = ParagraphStyle()
    for part in styles.iterfind(w("docDefaults")):
        for group in part:
            defaults = _refined(defaults, group)
    resolved: dict[str, ParagraphStyle] = {}
    for key, style in found.items():
        if style.get(w("type")) == "paragraph":
            _resolve(key, found, defaults, resolved)
    return resolved


def is_on(properties: "Element | None", name: str, *, inherited: bool) -> bool:
    """Whether a toggle such as bold is set among run properties, or else inherited."""
    toggle = None if properties is None else properties.find(w(name))
    return inherited if toggle is None else toggle.get(w("val"), "1") not in {"0", "false", "none"}


def style_of(paragraph: "Element") -> str:
    """The id of a paragraph's style, empty for Word's own."""
    reference = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return "" if reference is None else reference.get(w("val"), "")


def text_of(paragraph: "Element") -> str:
    """All text of a paragraph, tabs and breaks as blanks."""
    return _text(paragraph, "tab", "br", "cr")


def whole_text(page: "Element") -> str:
    """All text of a page in its order, each paragraph after a blank."""
    return _text(page, "p", "tab", "br", "cr")


def set_property(paragraph: "Element", name: str, attributes: Mapping[str, str]) -> None:
    """Set one property of a paragraph in the place the schema wants it."""
    properties = paragraph.find(w("pPr"))
    if properties is None:
        properties = paragraph.makeelement(w("pPr"))
        paragraph.insert(0, properties)
    known = properties.find(w(name))
    if known is None:
        known = properties.makeelement(w(name))
        later = {w(each) for each in _IN_ORDER[_IN_ORDER.index(name) + 1 :]}
        place = next((i for i, child in enumerate(properties) if child.tag in later), len(properties))
        properties.insert(place, known)
    for key, value in attributes.items():
        known.set(w(key), value)


def fill_cells(page: "Element") -> None:
    """Give each table cell that was left without a paragraph an empty one: Word opens no other, in place."""
    for cell in page.iter(w("tc")):
        if cell.find(w("p")) is None and cell.find(w("tbl")) is None:
            cell.append(cell.makeelement(w("p")))


def _text(element: "Element", *blanks: str) -> str:
    text = w("t")
    pieces = [node.text or "" if node.tag == text else " " for node in element.iter(text, *map(w, blanks))]
    return "".join(pieces)


def _resolve(
    key: str,
    found: Mapping[str, "Element"],
    defaults: ParagraphStyle,
    resolved: dict[str, ParagraphStyle],
) -> ParagraphStyle:
    if key not in resolved:
        style = found[key]
        resolved[key] = defaults  # also ends a circle of styles based on one another
        parent = style.find(w("basedOn"))
        above = "" if parent is None else parent.get(w("val"), "")
        start = _resolve(above, found, defaults, resolved) if above in found else defaults
        name = style.find(w("name"))
        label = "" if name is None else name.get(w("val"), "")
        resolved[key] = replace(_refined(start, style), name=label)
    return resolved[key]


def _refined(start: ParagraphStyle, holder: "Element") -> ParagraphStyle:
    run, shape = holder.find(w("rPr")), holder.find(w("pPr"))
    size = None if run is None else run.find(w("sz"))
    align = None if shape is None else shape.find(w("jc"))
    return replace(
        start,
        points=start.points if size is None else float(size.get(w("val"), "20")) / 2,
        is_bold=is_on(run, "b", inherited=start.is_bold),
        is_italic=is_on(run, "i", inherited=start.is_italic),
        align=start.align if align is None else align.get(w("val"), "left"),
    )

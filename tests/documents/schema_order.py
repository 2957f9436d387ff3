"""The order in which WordprocessingML wants the children of an element (ECMA-376, part 1, annex A)."""

from functools import lru_cache

from docx.document import Document as Paper
from lxml import etree
from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs"
    " suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd"
    " snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment"
    " textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid"
    " vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em"
    " lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing"
    " tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType"
    " pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked"
    " personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "tblCellMar": "top left start bottom right end",
    "pBdr": "top left bottom right between bar",
    "tbl": "tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "tc": "tcPr p",
    "styles": "docDefaults latentStyles style",
}
NEEDED = {"pPr", "rPr", "tblPr", "tcPr", "sectPr", "style"}
"""What every paper of ours holds: a check that finds none of these checks nothing."""


def check_order(paper: Paper) -> None:
    """Assert the order in every part of a paper: the page, the head of further pages, the styles."""
    seen: set[str] = set()
    for part in paper.part.package.iter_parts():
        if part.partname.endswith(".xml") and part.partname.startswith("/word/"):
            check = check_part if part.partname == "/word/document.xml" else _check_part_once
            seen |= check(part.blob)
    assert seen >= NEEDED, NEEDED - seen


def check_part(part: bytes) -> frozenset[str]:
    """Assert the order in one part; the names of the elements it has."""
    elements = etree.fromstring(part, etree.XMLParser(huge_tree=True)).iter(f"{W}*")
    seen = {(name_of(element), *map(name_of, element)) for element in elements}
    for name, *names in seen:
        _check(name, names)
    return frozenset(name for name, *_ in seen)


_check_part_once = lru_cache(maxsize=64)(check_part)
"""For the parts that papers of one style share: all but the page."""


def name_of(element: Element) -> str:
    return element.tag.removeprefix(W)


def _check(name: str, names: list[str]) -> None:
    """Assert the order of the children of an element."""
    if name in {"p", "r"}:
        properties = f"{name}Pr"
        assert properties not in names[1:], f"{properties} comes first"
    elif name == "body":
        assert names.index("sectPr") == len(names) - 1
    elif name in ORDERS:
        order = ORDERS[name].split()
        assert names == sorted(names, key=order.index), (name, names)
        if name.endswith("Pr") and name != "sectPr":
            assert len(set(names)) == len(names), (name, names)

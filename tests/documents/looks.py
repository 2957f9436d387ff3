"""How every element of the minutes looks, typed from the rules and from nothing of ours, and seen in a finished paper.

Sources: documents.md §1.3 (Hướng dẫn 05-HD/VPTW), §2 (Nghị định 30/2020/NĐ-CP), §3 (Đoàn, Hội Nông dân); where they
give a range, what we chose in it.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from docx.document import Document as Paper
from docx.oxml.ns import qn
from lxml import etree
from lxml.etree import _Element as Element

from dandan_desktop.domain.catalogue import Style

THIN = ("single", "6", "000000")
"""A solid black line of three quarters of a point."""


class Look(NamedTuple):
    """Letters in points, alignment, line pitch, first line in mm, gaps in points, the line below."""

    size: float
    bold: bool = False
    italic: bool = False
    align: str = "center"
    pitch: str = "1 line"
    indent: float = 0
    before: float = 0
    after: float = 0
    line: tuple[str, ...] = ()
    underline: bool = False


PARTY = {
    "top": Look(15, bold=True, line=THIN),
    "nation": Look(13, bold=True),
    "motto": Look(14, bold=True, line=THIN),
    "upper": Look(14),
    "lower": Look(14, bold=True),
    "mark": Look(14),
    "number": Look(14),
    "dated": Look(14, italic=True, before=6),
    "dated on": Look(14, italic=True),
    "kind": Look(16, bold=True, before=18),
    "title": Look(14, bold=True),
    "hyphens": Look(14, after=12),
    "body": Look(14, align="both", pitch="exactly 18 pt", indent=10, after=6),
    "heading": Look(14, bold=True, align="both", pitch="exactly 18 pt", indent=10, after=6),
    "label": Look(14, italic=True, align="both", pitch="exactly 18 pt", indent=10, after=6),
    "caption": Look(14, bold=True, before=12),
    "room": Look(14),
    "name": Look(14, bold=True),
    "end": Look(1, pitch="exactly 1 pt"),
    "page": Look(14),
}
STATE = {
    **PARTY,
    "upper": Look(13),
    "lower": Look(13, bold=True),
    "number": Look(13),
    "kind": Look(14, bold=True, before=18),
    "rule": Look(2, pitch="exactly 3 pt", after=6, line=THIN),
    "body": Look(14, align="both", pitch="1.15 line", indent=10, after=6),
    "heading": Look(14, bold=True, align="both", pitch="1.15 line", indent=10, after=6),
    "label": Look(14, italic=True, align="both", pitch="1.15 line", indent=10, after=6),
    "receivers": Look(12, bold=True, italic=True, align="left", before=6),
    "receiver": Look(11, align="left"),
}
LOOKS: Mapping[Style, Mapping[str, Look]] = {
    Style.PARTY: PARTY,
    Style.DOAN: PARTY,
    Style.HND: PARTY,
    Style.STATE: STATE,
}
PROSE = ("body", "heading", "label")
_PLAIN = {
    "size": 10.0,
    "bold": False,
    "italic": False,
    "align": "left",
    "spacing": {},
    "ind": {},
    "line": (),
    "underline": False,
}
_SILENT = frozenset(
    {"rFonts", "lang", "szCs", "bCs", "iCs", "pStyle", "keepNext", "keepLines", "widowControl", "sectPr"}
)
_LETTERS = {"b": "bold", "i": "italic", "u": "underline"}


class Seen:
    """The paragraphs of a finished paper as they will be printed: what they say, else their styles, else Word."""

    def __init__(self, paper: Paper) -> None:
        styles = paper.styles.element
        self._styles = {style.get(qn("w:styleId")): style for style in styles.iter(qn("w:style"))}
        defaults = styles.find(qn("w:docDefaults"))
        self._defaults = dict(_PLAIN)
        for group in () if defaults is None else defaults:
            self._defaults = _with(self._defaults, _said(group))
        self._of_style = cache(self._resolved)
        self._looks: dict[object, Look] = {}  # papers have thousands of lines, and most are alike

    def look(self, paragraph: Element) -> Look:
        """How a paragraph looks; all its runs must look alike."""
        properties = paragraph.find(qn("w:pPr"))
        runs = {_written(run.find(qn("w:rPr"))): run for run in paragraph.iter(qn("w:r"))}
        key = (_written(properties), frozenset(runs))
        if key not in self._looks:
            reference = None if properties is None else properties.find(qn("w:pStyle"))
            base = self._of_style(None if reference is None else reference.get(qn("w:val")))
            base = _with(base, _said(paragraph))
            found = {_look(_with(base, _said(run))) for run in runs.values()} or {_look(base)}
            assert len(found) == 1, found
            self._looks[key] = found.pop()
        return self._looks[key]

    def _resolved(self, key: str | None) -> dict[str, Any]:
        if key is None:
            return self._defaults
        style = self._styles[key]
        parent = style.find(qn("w:basedOn"))
        above = None if parent is None else parent.get(qn("w:val"))
        return _with(self._resolved(above), _said(style))


def elements(paper: Paper, style: Style) -> Iterator[tuple[str, Element]]:
    """Each paragraph with the name of what it is by its place; prose is told apart by its letters alone."""
    left, right = ([line._p for line in cell.paragraphs] for cell in paper.tables[0].rows[0].cells)
    signatures = paper.tables[-1]
    body = list(paper.element.body)
    first, last = (body.index(table._tbl) for table in (paper.tables[0], signatures))
    *names, mark, number = left
    yield from ((_of_body(name), name) for name in names)
    yield from (("rule" if style is Style.STATE else "mark", mark), ("number", number))
    tops = ["nation", "motto"] if style in {Style.STATE, Style.HND} else ["top"]
    yield from zip([*tops, "dated", *["dated on"] * len(right)], right, strict=False)
    kind, *others = body[first + 1 : last]
    below = "" if style is Style.STATE else "-----"  # behind the title, which may be no more than hyphens itself
    parting = next(place for place, each in enumerate(others) if place and text(each) == below)
    yield "kind", kind
    yield from (("title", each) for each in others[:parting])
    yield "rule" if style is Style.STATE else "hyphens", others[parting]
    yield from (("prose", each) for each in others[parting + 1 :])
    receivers = ["receivers", "receiver", "receiver"] if style is Style.STATE else []
    for cell, more in zip(signatures.rows[0].cells, (receivers, []), strict=True):
        lines = (line._p for line in cell.paragraphs)
        yield from zip(["caption", *["room"] * 4, "name", *more], lines, strict=True)
    (after,) = (each for each in body[last + 1 :] if each.tag == qn("w:p"))
    yield "end", after
    yield "page", paper.sections[0].header.part.element.find(qn("w:p"))


def check_looks(paper: Paper, style: Style) -> None:
    """Assert that every paragraph of a paper looks as the rules of its style want it."""
    seen, looks = Seen(paper), LOOKS[style]
    prose = {looks[name] for name in PROSE}
    for name, paragraph in elements(paper, style):
        look = seen.look(paragraph)
        wanted = prose if name == "prose" else {looks[name]}
        assert look in wanted, (name, text(paragraph), look)


def text(paragraph: Element) -> str:
    return "".join(each.text or "" for each in paragraph.iter(qn("w:t")))


def _of_body(paragraph: Element) -> str:
    """The one place where papers of unknown heads need our word for it: which lines are the superior's."""
    reference = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "upper" if reference is not None and reference.get(qn("w:val")) == "DVUpper" else "lower"


def _said(holder: Element) -> dict[str, Any]:
    """What properties say themselves; a property that no rule knows (a colour, an underline) has its own name."""
    found: dict[str, Any] = {}
    for part in (holder.find(qn("w:pPr")), () if holder.tag == qn("w:p") else holder.find(qn("w:rPr"))):
        for each in () if part is None else part:
            name = etree.QName(each).localname
            attributes = {etree.QName(key).localname: value for key, value in each.attrib.items()}
            if name in _LETTERS:
                found[_LETTERS[name]] = attributes.get("val", "1") not in {"0", "false"}
            elif name == "sz":
                found["size"] = int(attributes["val"]) / 2
            elif name == "jc":
                found["align"] = attributes["val"]
            elif name == "pBdr":
                [side] = each
                found["line"] = tuple(side.get(qn(f"w:{key}"), "") for key in ("val", "sz", "color"))
            elif name not in _SILENT:
                found[name] = attributes
    return found


def _written(properties: Element | None) -> bytes:
    return b"" if properties is None else etree.tostring(properties, with_tail=False)


def _with(base: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    merged = {name: {**base[name], **said.get(name, {})} for name in ("spacing", "ind")}
    return {**base, **said, **merged}


def _look(found: dict[str, Any]) -> Look:
    strangers = found.keys() - _PLAIN.keys()
    assert not strangers, strangers
    spacing = {name: found["spacing"].get(name, "0") for name in ("before", "after")}
    line = int(found["spacing"].get("line", "240"))
    is_exact = found["spacing"].get("lineRule") == "exact"
    return Look(
        size=found["size"],
        bold=found["bold"],
        italic=found["italic"],
        align=found["align"],
        pitch=f"exactly {line / 20:g} pt" if is_exact else f"{line / 240:g} line",
        indent=round(int(found["ind"].get("firstLine", "0")) * 25.4 / 1440, 1),
        before=int(spacing["before"]) / 20,
        after=int(spacing["after"]) / 20,
        line=found["line"],
        underline=found["underline"],
    )

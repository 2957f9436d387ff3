"""Make resources/templates: page and fixed words of every paper, a file per style, and the recovery sheet.

Run by hand: `python -m tools.make_templates`. Millimetres, points and fonts are those of Hướng dẫn 05-HD/VPTW
(PARTY), Nghị định 30/2020/NĐ-CP (STATE), Hướng dẫn 29-HD/TWĐTN-VP (DOAN) and the Farmers' guide (HND). Word
may change the files as long as the tags in braces and the names of the styles stay.
"""

import copy
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import cast

from docx import Document
from docx.document import Document as Paper
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm

from dandan_desktop.documents.container import packed, unpacked
from dandan_desktop.domain.catalogue import Style
from tools.minutes_text import (
    BODY,
    Line,
    addendum_lines,
    body_lines,
    head_lines,
    receiver_lines,
    sheet_lines,
    signer_lines,
)
from tools.paper_styles import SHEET_LOOKS, Look, looks, paper_looks
from tools.paper_text import CODES, HEAD, Block, Table, layout_of

TARGET = Path(__file__).resolve().parent.parent / "resources" / "templates"
FONT = "Times New Roman"
KEPT_STYLES = ("Normal", "Default Paragraph Font", "Normal Table")
_NOTHING = {"w": "0", "type": "dxa"}
ORNAMENTS = ("thumbnail", "customXml", "stylesWithEffects", "numbering", "webSettings", "extended-properties")
"""Relations of python-docx's own template that bring other fonts, a picture or somebody's name."""


@dataclass(frozen=True, slots=True)
class Page:
    """The page of one style: right margin and the two columns of the head, in millimetres."""

    right: float
    columns: tuple[float, float]

    @property
    def half(self) -> float:
        """Half of the text width, in millimetres."""
        return sum(self.columns) / 2


PAGES = {
    Style.PARTY: Page(15, (70, 95)),
    Style.DOAN: Page(20, (70, 90)),
    Style.HND: Page(15, (65, 100)),
    Style.STATE: Page(15, (65, 100)),
}


def made(style: Style) -> bytes:
    """The minutes' template of one style; the same parts each time."""
    return _signed(style, body_lines(style))


def made_addendum(style: Style) -> bytes:
    """The template of an addendum in one style; the same parts each time."""
    return _signed(style, addendum_lines(style))


def _signed(style: Style, body: list[Line]) -> bytes:
    """A paper with the head of its style, a body and two signatures."""
    page = PAGES[style]
    paper, ids = _blank(looks(style), page)
    left, right = signer_lines("left"), signer_lines("right")
    parts = [
        _columns(ids, page.columns, head_lines(style)),
        *(_paragraph(ids, line) for line in body),
        _columns(ids, (page.half, page.half), ([*left, *receiver_lines(style)], right)),
        _paragraph(ids, Line("DV Cuối", "")),  # Word wants one paragraph behind a table
    ]
    return _saved(paper, parts)


def made_paper(code: str, style: Style) -> bytes:
    """The template of a kind of paper of a sitting in one style: a page for each receiver; the same parts each time."""
    page, layout = PAGES[style], layout_of(code, style)
    paper, ids = _blank(paper_looks(style), page)
    parts = [
        _paragraph(ids, Line(BODY, "{%p for page in pages %}")),
        _columns(ids, page.columns, layout.head),
        *(_block(ids, block, page) for block in layout.blocks),
    ]
    if layout.foot:
        parts.append(_columns(ids, _shared(layout.shares, page), layout.foot))
    parts += [
        _paragraph(ids, Line(BODY, "{%p if not loop.last %}")),
        _page_end(ids, _numbered_alone(paper)),
        *(_paragraph(ids, Line(style, text)) for style, text in (
            (BODY, "{%p else %}"), ("DV Cuối", ""), (BODY, "{%p endif %}"), (BODY, "{%p endfor %}"),
        )),
    ]  # fmt: skip
    return _saved(paper, parts)


def made_sheet() -> bytes:
    """The template of the recovery sheet; the same parts each time."""
    paper, ids = _blank(SHEET_LOOKS, PAGES[Style.PARTY])
    return _saved(paper, [_paragraph(ids, line) for line in sheet_lines()])


def _blank(styles: Iterable[Look], page: Page) -> tuple[Paper, dict[str, str]]:
    """An empty paper with these styles, and their ids by name."""
    paper, styles = Document(), list(styles)
    _strip(paper)
    _set_defaults(paper)
    _set_settings(paper)
    ids = {look.name: look.id for look in styles}
    paper.styles.element.extend(_style(look) for look in styles)
    _set_page(paper, page, ids["DV Số trang"])
    return paper, ids


def _saved(paper: Paper, parts: Iterable[BaseOxmlElement]) -> bytes:
    body = paper.element.body
    place = len(body) - 1  # before the section's properties
    for offset, part in enumerate(parts):
        body.insert(place + offset, part)
    target = io.BytesIO()
    paper.save(target)
    return packed(unpacked(target.getvalue()).items())


def _element(
    tag: str, attributes: dict[str, str] | None = None, children: Iterable[BaseOxmlElement] = ()
) -> BaseOxmlElement:
    element = cast(BaseOxmlElement, OxmlElement(tag))
    for key, value in (attributes or {}).items():
        element.set(qn(f"w:{key}"), value)
    element.extend(children)
    return element


def _drop(parent: BaseOxmlElement, *tags: str) -> None:
    for tag in tags:
        for found in parent.findall(qn(tag)):
            parent.remove(found)


def _strip(paper: Paper) -> None:
    """Leave of python-docx's own template only what the minutes use, without a name or a day in it."""
    styles = paper.styles.element
    for style in list(styles.style_lst):
        if style.name_val not in KEPT_STYLES:
            styles.remove(style)
    _drop(styles, "w:latentStyles")
    for relations in (paper.part.package.rels, paper.part.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.rsplit("/", 1)[-1] in ORNAMENTS:
                del relations[key]
    facts = paper.core_properties
    facts.author = facts.last_modified_by = facts.comments = facts.title = facts.keywords = ""
    facts.created = facts.modified = datetime(2026, 11, 22)  # noqa: DTZ001  python-docx wants it bare
    facts.language = "vi-VN"


def _set_defaults(paper: Paper) -> None:
    """The font in all four slots and the language, in the document's defaults and in Normal."""
    styles = paper.styles.element
    defaults = styles.find(qn("w:docDefaults"))
    normal = next(style for style in styles.style_lst if style.name_val == "Normal")
    for run in (defaults.find(qn("w:rPrDefault")).find(qn("w:rPr")), normal.get_or_add_rPr()):
        for child in list(run):
            run.remove(child)
        run.extend((_fonts(), *_sizes(14), _element("w:lang", {"val": "vi-VN", "eastAsia": "vi-VN"})))
    _drop(defaults, "w:pPrDefault")


def _set_settings(paper: Paper) -> None:
    """Word's present layout rules instead of those of 2007, and no language of a theme."""
    settings = paper.settings.element
    _drop(settings, "w:zoom", "w:proofState", "w:savePreviewPicture", "w:themeFontLang", "w:compat", "w:rsids")
    uri = "http://schemas.microsoft.com/office/word"
    mode = _element("w:compatSetting", {"name": "compatibilityMode", "uri": uri, "val": "15"})
    later = ("m:mathPr", "w:clrSchemeMapping", "w:shapeDefaults", "w:decimalSymbol", "w:listSeparator")
    settings.insert_element_before(_element("w:compat", children=[mode]), *later)


def _fonts() -> BaseOxmlElement:
    return _element("w:rFonts", dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), FONT))


def _sizes(points: float) -> tuple[BaseOxmlElement, BaseOxmlElement]:
    half_points = {"val": str(round(points * 2))}
    return _element("w:sz", half_points), _element("w:szCs", half_points)


def _style(look: Look) -> BaseOxmlElement:
    run = [_fonts()]
    for has, tag in ((look.is_bold, "w:b"), (look.is_italic, "w:i")):
        run += [_element(tag), _element(f"{tag}Cs")] if has else []
    run += _sizes(look.size)
    run += [_element("w:u", {"val": "single"})] if look.is_underlined else []
    return _element(
        "w:style",
        {"type": "paragraph", "customStyle": "1", "styleId": look.id},
        [
            _element("w:name", {"val": look.name}),
            _element("w:basedOn", {"val": "Normal"}),
            _element("w:qFormat"),
            _element("w:pPr", children=_shape(look)),
            _element("w:rPr", children=run),
        ],
    )


def _shape(look: Look) -> list[BaseOxmlElement]:
    found = [_element("w:keepNext")] if look.keeps_next else []
    found.append(_element("w:widowControl"))  # Word's default, but not every office program's
    if look.has_line:
        line = {"val": "single", "sz": "6", "space": "1", "color": "000000"}  # ¾ point
        found.append(_element("w:pBdr", children=[_element("w:bottom", line)]))
    spacing = {
        "before": str(round(look.before * 20)),
        "after": str(round(look.after * 20)),
        "line": str(look.line),
        "lineRule": "exact" if look.is_exact else "auto",
    }
    found.append(_element("w:spacing", spacing))
    if look.first_line:
        found.append(_element("w:ind", {"firstLine": str(Mm(look.first_line).twips)}))
    return [*found, _element("w:jc", {"val": look.align})]


def _set_page(paper: Paper, page: Page, number_style: str) -> None:
    """A4 with its margins; the page number in the middle, 10 mm from the top, from page 2 on."""
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(page.right)
    section.header_distance = section.footer_distance = Mm(10)
    section.gutter = Mm(0)
    # titlePg without a header part of its own for the first page: nothing is printed there.
    section.different_first_page_header_footer = True
    section.header.is_linked_to_previous = False
    header = section.header.part.element
    _drop(header, "w:p")
    runs = [
        _run(_element("w:fldChar", {"fldCharType": "begin"})),
        _run(_text("w:instrText", " PAGE ")),
        _run(_element("w:fldChar", {"fldCharType": "separate"})),
        _run(_text("w:t", "2")),
        _run(_element("w:fldChar", {"fldCharType": "end"})),
    ]
    style = _element("w:pPr", children=[_element("w:pStyle", {"val": number_style})])
    header.append(_element("w:p", children=[style, *runs]))


def _text(tag: str, text: str) -> BaseOxmlElement:
    element = _element(tag)
    element.text = text
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element


def _run(content: BaseOxmlElement, *, is_italic: bool = False) -> BaseOxmlElement:
    slant = [_element("w:i"), _element("w:iCs")] if is_italic else []
    return _element("w:r", children=[_element("w:rPr", children=[_fonts(), *slant]), content])


def _paragraph(ids: dict[str, str], line: Line) -> BaseOxmlElement:
    style = _element("w:pPr", children=[_element("w:pStyle", {"val": ids[line.style]})])
    runs = [_run(_text("w:t", line.lead), is_italic=line.is_slanted)] if line.lead else []
    runs += [_run(_text("w:t", line.text))] if line.text else []
    return _element("w:p", children=[style, *runs])


def _columns(ids: dict[str, str], widths: Sequence[float], columns: Sequence[list[Line]]) -> BaseOxmlElement:
    """An invisible table of one row that never splits, its cells without margins."""
    properties = [
        _element("w:tblInd", _NOTHING),
        _element("w:tblLayout", {"type": "fixed"}),
        _element("w:tblCellMar", children=[_element(f"w:{side}", _NOTHING) for side in ("left", "right")]),
    ]
    return _table(_twips(widths), properties, [_row([_element("w:cantSplit")], _twips(widths), columns, ids)])


def _grid(ids: dict[str, str], table: Table, page: Page) -> BaseOxmlElement:
    """A ruled table whose heading is repeated on each page, with a row for each of its values."""
    twips = _twips(_shared([column.share for column in table.columns], page))
    line = {"val": "single", "sz": "4", "space": "0", "color": "000000"}
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    room = {"w": str(Mm(1.5).twips), "type": "dxa"}
    properties = [
        _element("w:tblInd", _NOTHING),
        _element("w:tblBorders", children=[_element(f"w:{side}", line) for side in sides]),
        _element("w:tblLayout", {"type": "fixed"}),
        _element("w:tblCellMar", children=[_element(f"w:{side}", room) for side in ("left", "right")]),
    ]
    whole = [_element("w:cantSplit")] if table.is_whole else []
    least = [_element("w:trHeight", {"val": str(Mm(table.height).twips), "hRule": "atLeast"})] if table.height else []
    head = [[Line(HEAD, column.heading)] for column in table.columns]
    rows = [_row([_element("w:cantSplit"), _element("w:tblHeader")], twips, head, ids)]
    for name, values in (("row", table.rows), ("place", table.spare)):
        if values:
            cells = [column.lines for column in table.columns]
            rows += [
                _tag_row(ids, twips, f"{{%tr for {name} in {values} %}}"),
                _row([*copy.deepcopy(whole), *copy.deepcopy(least)], twips, cells, ids),
                _tag_row(ids, twips, "{%tr endfor %}"),
            ]
    return _table(twips, properties, rows)


def _block(ids: dict[str, str], block: Block, page: Page) -> BaseOxmlElement:
    return _grid(ids, block, page) if isinstance(block, Table) else _paragraph(ids, block)


def _table(twips: Sequence[int], properties: list[BaseOxmlElement], rows: list[BaseOxmlElement]) -> BaseOxmlElement:
    width = _element("w:tblW", {"w": str(sum(twips)), "type": "dxa"})
    grid = [_element("w:gridCol", {"w": str(each)}) for each in twips]
    parts = [_element("w:tblPr", children=[width, *properties]), _element("w:tblGrid", children=grid), *rows]
    return _element("w:tbl", children=parts)


def _row(
    properties: list[BaseOxmlElement], twips: Sequence[int], columns: Sequence[list[Line]], ids: dict[str, str]
) -> BaseOxmlElement:
    cells = [
        _element(
            "w:tc",
            children=[
                _element("w:tcPr", children=[_element("w:tcW", {"w": str(width), "type": "dxa"})]),
                *(_paragraph(ids, line) for line in lines),
            ],
        )
        for width, lines in zip(twips, columns, strict=True)
    ]
    return _element("w:tr", children=[_element("w:trPr", children=properties), *cells])


def _tag_row(ids: dict[str, str], twips: Sequence[int], tag: str) -> BaseOxmlElement:
    """A row that only says where a loop over rows begins or ends; it goes when the paper is made."""
    return _row([], twips, [[Line(BODY, tag)], *[[Line(BODY, "")]] * (len(twips) - 1)], ids)


def _twips(widths: Sequence[float]) -> list[int]:
    """Widths in twips, of which together none is lost."""
    edges = [Mm(sum(widths[:place])).twips for place in range(len(widths) + 1)]
    first = [after - before for before, after in pairwise(edges)]
    return [first[0]] * len(first) if len(set(widths)) == 1 else first


def _shared(shares: Sequence[float], page: Page) -> list[float]:
    """The width of the text divided by these shares, in millimetres."""
    return [share * sum(page.columns) / sum(shares) for share in shares]


def _numbered_alone(paper: Paper) -> BaseOxmlElement:
    """The section of the paper, each of which counts its pages from one."""
    section = cast(BaseOxmlElement, paper.element.body.sectPr)
    section.insert_element_before(_element("w:pgNumType", {"start": "1"}), "w:cols", "w:titlePg", "w:docGrid")
    return section


def _page_end(ids: dict[str, str], section: BaseOxmlElement) -> BaseOxmlElement:
    """The end of one receiver's page, behind which the next one's section begins on a new page."""
    own = copy.deepcopy(section)
    own.insert_element_before(_element("w:type", {"val": "nextPage"}), "w:pgSz")
    properties = _element("w:pPr", children=[_element("w:pStyle", {"val": ids["DV Cuối"]}), own])
    return _element("w:p", children=[properties])


if __name__ == "__main__":
    for each in PAGES:
        (TARGET / f"minutes_{each.value.lower()}.docx").write_bytes(made(each))
        (TARGET / f"addendum_{each.value.lower()}.docx").write_bytes(made_addendum(each))
        for code in CODES:
            (TARGET / f"{code}_{each.value.lower()}.docx").write_bytes(made_paper(code, each))
    (TARGET / "recovery_sheet.docx").write_bytes(made_sheet())

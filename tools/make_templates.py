"""Make resources/templates: page and fixed words of minutes and addendum, a file per style, and the recovery sheet.

Run by hand: `python -m tools.make_templates`. Millimetres, points and fonts are those of Hướng dẫn 05-HD/VPTW
(PARTY), Nghị định 30/2020/NĐ-CP (STATE), Hướng dẫn 29-HD/TWĐTN-VP (DOAN) and the Farmers' guide (HND). Word
may change the files as long as the tags in braces and the names of the styles stay.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
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
from tools.minutes_text import Line, addendum_lines, body_lines, head_lines, receiver_lines, sheet_lines, signer_lines
from tools.paper_styles import SHEET_LOOKS, Look, looks

TARGET = Path(__file__).resolve().parent.parent / "resources" / "templates"
FONT = "Times New Roman"
KEPT_STYLES = ("Normal", "Default Paragraph Font", "Normal Table")
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
    signers = tuple(signer_lines(side) for side in ("left", "right"))
    parts = [
        _two_columns(ids, page.columns, head_lines(style)),
        *(_paragraph(ids, line) for line in body),
        _two_columns(ids, (page.half, page.half), (signers[0], signers[1])),
        *(_paragraph(ids, line) for line in receiver_lines(style)),
    ]
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


def _run(content: BaseOxmlElement) -> BaseOxmlElement:
    return _element("w:r", children=[_element("w:rPr", children=[_fonts()]), content])


def _paragraph(ids: dict[str, str], line: Line) -> BaseOxmlElement:
    style = _element("w:pPr", children=[_element("w:pStyle", {"val": ids[line.style]})])
    runs = [_run(_text("w:t", line.text))] if line.text else []
    return _element("w:p", children=[style, *runs])


def _two_columns(
    ids: dict[str, str], widths: tuple[float, float], columns: tuple[list[Line], list[Line]]
) -> BaseOxmlElement:
    """An invisible table of one row that never splits, its cells without margins."""
    first = Mm(widths[0]).twips
    twips = (first, first if widths[0] == widths[1] else Mm(sum(widths)).twips - first)
    nothing = {"w": "0", "type": "dxa"}
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
    properties = [
        _element("w:tblW", {"w": str(sum(twips)), "type": "dxa"}),
        _element("w:tblInd", nothing),
        _element("w:tblLayout", {"type": "fixed"}),
        _element("w:tblCellMar", children=[_element(f"w:{side}", nothing) for side in ("left", "right")]),
    ]
    row = [_element("w:trPr", children=[_element("w:cantSplit")]), *cells]
    grid = [_element("w:gridCol", {"w": str(width)}) for width in twips]
    return _element(
        "w:tbl",
        children=[
            _element("w:tblPr", children=properties),
            _element("w:tblGrid", children=grid),
            _element("w:tr", children=row),
        ],
    )


if __name__ == "__main__":
    for each in PAGES:
        (TARGET / f"minutes_{each.value.lower()}.docx").write_bytes(made(each))
        (TARGET / f"addendum_{each.value.lower()}.docx").write_bytes(made_addendum(each))
    (TARGET / "recovery_sheet.docx").write_bytes(made_sheet())

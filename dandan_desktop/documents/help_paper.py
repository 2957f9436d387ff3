"""The whole help as one Word file: plain A4 pages without the head of any office, to lie beside the computer.

Its text is the Markdown the help is written in: headings, steps, lists, tables, bold words and pictures.

Every topic is a section of its own whose pages are numbered from the number that stands in the contents. So the
contents are right as they are written, whatever sets the pages, and no program has to ask whether to count anew.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from dandan_desktop.documents.container import MAIN, STYLES, packed
from dandan_desktop.documents.files import write_whole
from dandan_desktop.documents.wordml import TWIPS_A_MM

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_FOOTER = "word/footer1.xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_WIDTH_MM = 165
"""The width of the text: A4 less 30 mm at the left and 15 at the right."""
_EMU_A_MM = 36_000
_PNG_SIZE = slice(16, 24)
"""Where a PNG says how wide and how high it is, four bytes each."""
_STEP = re.compile(r"^( *)(\d+\.|-) (.*)$")
_IMAGE = re.compile(r"^!\[([^\]]*)\]\(pictures/([\w-]+\.png)\)$")
_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")
_BOLD = re.compile(r"(\*\*.+?\*\*)")
_LEADER = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{round(_WIDTH_MM * TWIPS_A_MM)}"/></w:tabs>'
"""Dots up to the number of the page at the right edge."""
_STYLES = (
    ("Normal", "Normal", 13, "", 'w:after="80" w:line="276" w:lineRule="auto"', ""),
    ("Title", "Title", 18, "", 'w:after="120"', '<w:jc w:val="center"/>'),
    ("Chapter", "Chapter", 11, "<w:keepNext/>", 'w:before="100" w:after="0"', ""),
    ("Contents", "toc 1", 11, _LEADER, 'w:after="0"', '<w:ind w:left="397"/>'),
    ("Heading1", "heading 1", 16, "<w:keepNext/>", 'w:after="120"', '<w:outlineLvl w:val="0"/>'),
    ("Heading2", "heading 2", 14, "<w:keepNext/>", 'w:before="200" w:after="80"', '<w:outlineLvl w:val="1"/>'),
    ("Step", "Step", 13, "", 'w:after="60" w:line="276" w:lineRule="auto"', '<w:ind w:left="567" w:hanging="397"/>'),
    ("Cell", "Cell", 12, "", 'w:before="20" w:after="20"', ""),
)
"""Id, name, points, and what a paragraph style says before its spacing, its spacing, and what it says after."""
_LAST = '<w:p><w:pPr><w:spacing w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
"""The end of a section whose last block is a table."""
_BOLD_STYLES = frozenset({"Title", "Chapter", "Heading1", "Heading2"})


class Topic(NamedTuple):
    """A topic as Markdown, its title as the contents tell it and the chapter it stands in, and its pages of paper."""

    chapter: str
    title: str
    text: str
    pages: int = 1


@dataclass(frozen=True, slots=True)
class Pages:
    """What is printed: a title, the line below it and the contents on one page, the topics, pictures by file name."""

    title: str
    below: str
    topics: Sequence[Topic]
    pictures: Mapping[str, bytes] = field(default_factory=dict)


def help_docx(pages: Pages) -> bytes:
    """The .docx of these pages, the same file each time; raises KeyError for a picture that is not given."""
    names = list(pages.pictures)
    numbers = list(accumulate((topic.pages for topic in pages.topics), initial=2))
    front = [_paragraph(pages.title, "Title"), _paragraph(pages.below, "Normal"), *_contents(pages.topics, numbers)]
    sections = [front]
    for place, topic in enumerate(pages.topics):
        head, *rest = _page(topic.text, pages.pictures, names)
        sections.append([_marked(head, place), *rest])
    *closed, last = zip(sections, [1, *numbers], strict=False)
    body = "".join(_closed(blocks, number) for blocks, number in closed)
    body += "".join(last[0]) + _section(last[1])
    return packed(
        [
            ("[Content_Types].xml", _types().encode()),
            ("_rels/.rels", _relations([("rId1", "officeDocument", MAIN)]).encode()),
            (MAIN, _document(body).encode()),
            (STYLES, _styles().encode()),
            (_FOOTER, _footer().encode()),
            ("word/_rels/document.xml.rels", _own_relations(names).encode()),
            *((f"word/media/{name}", pages.pictures[name]) for name in names),
        ]
    )


def write_help(pages: Pages, path: Path) -> Path:
    """Write these pages as one whole file or none; raises ClerkError as `write_whole` does."""
    return write_whole(path, help_docx(pages))


def _contents(topics: Sequence[Topic], numbers: Sequence[int]) -> Iterator[str]:
    """Chapter by chapter the title of each topic and, at the right edge, the number of its first page."""
    before = ""
    for place, (topic, number) in enumerate(zip(topics, numbers, strict=False)):
        if topic.chapter != before:
            yield _paragraph(topic.chapter, "Chapter")
        before = topic.chapter
        mark = _mark(place)
        field = "".join(
            f"<w:r>{each}</w:r>"
            for each in (
                '<w:fldChar w:fldCharType="begin"/>',
                f'<w:instrText xml:space="preserve"> PAGEREF {mark} \\h </w:instrText>',
                '<w:fldChar w:fldCharType="separate"/>',
                f"<w:t>{number}</w:t>",
                '<w:fldChar w:fldCharType="end"/>',
            )
        )
        link = f'<w:hyperlink w:anchor="{mark}" w:history="1">{_run(topic.title + chr(9))}{field}</w:hyperlink>'
        yield f'<w:p><w:pPr><w:pStyle w:val="Contents"/></w:pPr>{link}</w:p>'


def _mark(place: int) -> str:
    return f"_Toc{place + 1:03}"


def _marked(heading: str, place: int) -> str:
    """A heading the contents lead to."""
    start = f'<w:bookmarkStart w:id="{place}" w:name="{_mark(place)}"/>'
    return heading.replace("</w:pPr>", f"</w:pPr>{start}", 1).removesuffix("</w:p>") + (
        f'<w:bookmarkEnd w:id="{place}"/></w:p>'
    )


def _closed(blocks: Sequence[str], number: int) -> str:
    """The blocks of a section that others follow: its last paragraph says what it is like."""
    *rest, last = blocks if blocks[-1].startswith("<w:p>") else [*blocks, _LAST]
    return "".join([*rest, last.replace("</w:pPr>", f"{_section(number)}</w:pPr>", 1)])


def _page(text: str, pictures: Mapping[str, bytes], names: Sequence[str]) -> Iterator[str]:
    """The paragraphs and tables of one page: lines broken only for the width of the source are one again."""
    rows: list[list[str]] = []
    for block in _blocks(text):
        if block.startswith("|"):
            rows.append([cell.strip() for cell in block.strip("|").split("|")])
            continue
        if rows:
            yield _table(rows)
            rows = []
        if found := _IMAGE.match(block):
            yield _picture(pictures[found[2]], names.index(found[2]) + 1, found[1])
        elif block.startswith("#"):
            level = len(block) - len(block.lstrip("#"))
            yield _paragraph(block.lstrip("# "), f"Heading{min(level, 2)}")
        elif found := _STEP.match(block):
            sign = "–" if found[2] == "-" else found[2]
            yield _paragraph(f"{sign}\t{found[3]}", "Step", _indent(len(found[1])))
        else:
            yield _paragraph(block, "Normal")
    if rows:
        yield _table(rows)


def _blocks(text: str) -> Iterator[str]:
    held = ""
    for line in text.splitlines():
        starts = not line.strip() or line.startswith(("#", "|", "![")) or _STEP.match(line)
        if starts and held:
            yield held
            held = ""
        if line.startswith(("#", "|", "![")):
            yield line.strip()
        elif line.strip():
            held = line.rstrip() if not held else f"{held} {line.strip()}"
    if held:
        yield held


def _indent(blanks: int) -> str:
    return f'<w:ind w:left="{567 + 142 * blanks}" w:hanging="397"/>' if blanks else ""


def _paragraph(text: str, style: str, shape: str = "", width: int = 0) -> str:
    plain = _LINK.sub(r"\1", text).replace("`", "").replace("\\\\", "\\")
    runs = "".join(_run(part) for part in _BOLD.split(plain) if part)
    made = f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{shape}</w:pPr>{runs}</w:p>'
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{made}</w:tc>' if width else made


def _run(part: str) -> str:
    is_bold = part.startswith("**") and part.endswith("**")
    words = part[2:-2] if is_bold else part
    texts = "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(each)}</w:t>' for each in words.split("\t"))
    return f"<w:r>{'<w:rPr><w:b/></w:rPr>' if is_bold else ''}{texts}</w:r>"


def _table(rows: Sequence[Sequence[str]]) -> str:
    """A table of two columns; the second row of Markdown only parts the head from the rest."""
    widths = (round(45 * TWIPS_A_MM), round((_WIDTH_MM - 45) * TWIPS_A_MM))
    edge = 'w:val="single" w:sz="4" w:space="0" w:color="808080"'
    edges = "".join(f"<w:{side} {edge}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    lines = []
    for row in [[f"**{cell}**" for cell in rows[0]], *rows[2:]]:
        cells = "".join(_paragraph(cell, "Cell", width=width) for cell, width in zip(row, widths, strict=True))
        lines.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(lines)}</w:tbl>'
    )


def _picture(content: bytes, number: int, words: str) -> str:
    size = content[_PNG_SIZE]
    wide, high = int.from_bytes(size[:4], "big"), int.from_bytes(size[4:], "big")
    cx = _WIDTH_MM * _EMU_A_MM
    cy = cx * high // max(1, wide)
    name, told = quoteattr(words), f'id="{number}" name="Picture {number}"'
    return (
        '<w:p><w:pPr><w:pStyle w:val="Normal"/><w:jc w:val="center"/></w:pPr><w:r><w:drawing>'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{cx}" cy="{cy}"/>'
        f"<wp:docPr {told} descr={name}/>"
        f'<a:graphic><a:graphicData uri="{_PIC}"><pic:pic><pic:nvPicPr><pic:cNvPr {told}/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rIdP{number}"/><a:stretch><a:fillRect/>'
        f'</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:ln w="6350"><a:solidFill><a:srgbClr val="808080"/>'
        "</a:solidFill></a:ln></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def _section(number: int) -> str:
    """What a section is like: it begins on a page of its own, which has this number."""
    mm = {
        name: round(size * TWIPS_A_MM)
        for name, size in (("a", 210), ("b", 297), ("left", 30), ("right", 15), ("up", 20))
    }
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="rIdF"/><w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{mm["a"]}" w:h="{mm["b"]}"/><w:pgMar w:top="{mm["up"]}" w:right="{mm["right"]}"'
        f' w:bottom="{mm["up"]}" w:left="{mm["left"]}" w:header="567" w:footer="567" w:gutter="0"/>'
        f'<w:pgNumType w:start="{number}"/></w:sectPr>'
    )


def _document(body: str) -> str:
    names = f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:wp="{_WP}" xmlns:a="{_A}" xmlns:pic="{_PIC}"'
    return f"{_HEAD}<w:document {names}><w:body>{body}</w:body></w:document>"


def _footer() -> str:
    """The number of the page below the middle of the text."""
    number = '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    shape = '<w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr>'
    return f'{_HEAD}<w:ftr xmlns:w="{_W}"><w:p>{shape}{number}</w:p></w:ftr>'


def _styles() -> str:
    fonts = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
    made = []
    for key, name, points, first, spacing, last in _STYLES:
        default = ' w:default="1"' if key == "Normal" else ""
        bold = "<w:b/>" if key in _BOLD_STYLES else ""
        made.append(
            f'<w:style w:type="paragraph"{default} w:styleId="{key}"><w:name w:val="{name}"/>'
            f"<w:pPr>{first}<w:spacing {spacing}/>{last}</w:pPr>"
            f'<w:rPr>{fonts}{bold}<w:sz w:val="{2 * points}"/></w:rPr></w:style>'
        )
    return f'{_HEAD}<w:styles xmlns:w="{_W}">{"".join(made)}</w:styles>'


def _types() -> str:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/{MAIN}" ContentType="{word}.document.main+xml"/>'
        f'<Override PartName="/{STYLES}" ContentType="{word}.styles+xml"/>'
        f'<Override PartName="/{_FOOTER}" ContentType="{word}.footer+xml"/></Types>'
    )


def _relations(told: Sequence[tuple[str, str, str]]) -> str:
    lines = "".join(f'<Relationship Id="{key}" Type="{_R}/{kind}" Target="{target}"/>' for key, kind, target in told)
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _own_relations(names: Sequence[str]) -> str:
    pictures = [(f"rIdP{number}", "image", f"media/{name}") for number, name in enumerate(names, 1)]
    return _relations([("rId1", "styles", "styles.xml"), ("rIdF", "footer", "footer1.xml"), *pictures])

"""What is true of every minutes file, whatever the meeting (documents.md §8), read with python-docx and lxml."""

import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from docx import Document
from docx.document import Document as Paper
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml.etree import _Element as Element

from dandan_desktop.domain.catalogue import Style
from tests.documents.looks import check_looks
from tests.documents.schema_order import check_order

FONT = "Times New Roman"
NUMBERS = {
    Style.PARTY: r"^Số (\d{2,}| {5,6})-[A-Za-zĐ]+/[A-Za-zĐ0-9-]+$",
    Style.DOAN: r"^Số (\d{2,}| {5,6})-[A-Za-zĐ]+/[A-Za-zĐ0-9-]+$",
    Style.HND: r"^Số (\d{2,}| {5,6})-[A-Za-zĐ]+/[A-Za-zĐ0-9-]+$",
    Style.STATE: r"^Số: (\d{2,}| {5,6})/BB-[A-Za-zĐ0-9-]+$",
}
RIGHT_MM = {Style.PARTY: 15, Style.DOAN: 20, Style.HND: 15, Style.STATE: 15}
MARKS = {Style.PARTY: "*", Style.DOAN: "***", Style.HND: "*", Style.STATE: None}
TOPS = {
    Style.PARTY: ["ĐẢNG CỘNG SẢN VIỆT NAM"],
    Style.DOAN: ["ĐOÀN TNCS HỒ CHÍ MINH"],
    Style.HND: ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"],
    Style.STATE: ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"],
}
CAPTIONS = {
    Style.PARTY: ("NGƯỜI GHI BIÊN BẢN", "CHỦ TRÌ HỘI NGHỊ"),
    Style.DOAN: ("NGƯỜI GHI BIÊN BẢN", "CHỦ TRÌ HỘI NGHỊ"),
    Style.HND: ("NGƯỜI GHI BIÊN BẢN", "CHỦ TRÌ HỘI NGHỊ"),
    Style.STATE: ("THƯ KÝ", "CHỦ TỌA"),
}


@dataclass(frozen=True)
class Head:
    """The lines of the left and the right column of a head."""

    left: list[str]
    right: list[str]


def opened(content: bytes) -> Paper:
    return Document(io.BytesIO(content))


def paragraphs(paper: Paper) -> Iterator[Paragraph]:
    """Every paragraph in reading order, tables cell by cell."""
    for block in paper.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from cell.paragraphs
        else:
            yield block


def whole_text(content: bytes) -> str:
    """All text with single blanks, paragraph after paragraph."""
    whole = (
        "".join(each.text or " " for each in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab")))
        for paragraph in opened(content).element.body.iter(qn("w:p"))
    )
    return " ".join(" ".join(text.split()) for text in whole if text.strip())


def head_of(paper: Paper) -> Head:
    left, right = paper.tables[0].rows[0].cells
    return Head([each.text for each in left.paragraphs], [each.text for each in right.paragraphs])


def check_paper(content: bytes, style: Style) -> None:
    """Assert everything that holds for the minutes of one style."""
    paper = opened(content)
    _check_page(paper, style)
    check_fonts(paper)
    _check_head(head_of(paper), style)
    _check_signatures(paper, style)
    check_looks(paper, style)
    check_order(paper)


def _check_page(paper: Paper, style: Style) -> None:
    section = paper.sections[0]
    sizes = [section.page_width, section.page_height, section.top_margin, section.bottom_margin]
    sizes += [section.left_margin, section.right_margin, section.header_distance]
    found = [round(size.mm) for size in sizes if size is not None]
    assert found == [210, 297, 20, 20, 30, RIGHT_MM[style], 10]
    assert section.different_first_page_header_footer
    assert section.first_page_header.is_linked_to_previous, "page 1 would have a header"
    assert "PAGE" in "".join(section.header.part.element.itertext())


def check_fonts(paper: Paper) -> None:
    """Assert one font on every run, heads of pages included, and all text in NFC."""
    for element in (paper.element, *(section.header.part.element for section in paper.sections)):
        assert all(unicodedata.is_normalized("NFC", each.text or "") for each in element.iter(qn("w:t")))
        for run in element.iter(qn("w:r")):
            fonts = run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
            assert fonts is not None
            assert dict(fonts.attrib) == {qn(f"w:{slot}"): FONT for slot in ("ascii", "hAnsi", "eastAsia", "cs")}


def _check_head(head: Head, style: Style) -> None:
    numbers = [line for line in head.left if line.startswith("Số")]
    assert len(numbers) == 1
    assert re.match(NUMBERS[style], numbers[0]), numbers
    stars = [line for line in head.left if set(line) == {"*"}]
    assert stars == ([MARKS[style]] if MARKS[style] else [])
    assert head.right[: len(TOPS[style])] == TOPS[style]
    if style is Style.STATE:
        assert len(head.right) == 2, "Mẫu 1.9 has no place and date"
    else:
        assert re.search(r", ?ngày \d\d tháng (01|02|[3-9]|1[0-2]) năm \d{4}$", " ".join(head.right))
    if style in {Style.PARTY, Style.DOAN}:
        assert "CỘNG HÒA" not in " ".join(head.right)


def _check_signatures(paper: Paper, style: Style) -> None:
    table = paper.tables[-1]
    row = table.rows[0]
    captions: list[str] = []
    names: list[str] = []
    for cell in row.cells:
        lines = cell.paragraphs
        below = [line.text for line in lines[6:]]
        has_receivers = style is Style.STATE and not captions
        assert below[:1] == (["Nơi nhận:"] if has_receivers else []), "receivers below the left name, in its row"
        assert not any(line.text for line in lines[1:5])
        captions.append(lines[0].text)
        names.append(lines[5].text)
        for line in lines[:5]:
            assert _kept(line), "the block may not be torn"
        assert [line.style.font.bold for line in (lines[0], lines[5]) if line.style] == [True, True]
    assert tuple(captions) == CAPTIONS[style]
    assert all(names)
    assert table.columns[0].width == table.columns[1].width
    assert row_is_whole(row._tr)
    before = list(paper.element.body[: paper.element.body.index(table._tbl)])
    for element in before[-2:]:
        assert element.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None


def row_is_whole(row: Element) -> bool:
    return row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None


def _kept(paragraph: Paragraph) -> bool:
    style = paragraph.style
    return bool(style is not None and style.paragraph_format.keep_with_next)

import pytest

from dandan_desktop.documents.blocks import Grid, Line, all_lines, blocks
from dandan_desktop.documents.minutes import minutes_content, minutes_docx
from dandan_desktop.documents.wordml import ParagraphStyle, paragraph_styles, parsed
from dandan_desktop.domain.catalogue import Style
from tests.documents.papers import opened, paragraphs
from tests.documents.sheets import full_sheet

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.mark.parametrize("style", list(Style))
def test_our_reader_sees_what_python_docx_sees(style: Style) -> None:
    content = minutes_docx(minutes_content(full_sheet(style)))
    ours = list(all_lines(blocks(content)))
    theirs = list(paragraphs(opened(content)))
    assert [line.text for line in ours] == [each.text for each in theirs]
    assert [line.style for line in ours] == [each.style.name if each.style else "" for each in theirs]


def test_blocks_know_bold_italic_alignment_and_tables() -> None:
    found = blocks(minutes_docx(minutes_content(full_sheet())))
    assert isinstance(found[0], Grid)
    left, right = found[0].rows[0]
    assert Line("BAN DÂN VẬN", "DV Cơ quan ban hành", is_bold=True, is_italic=False, align="center") in left
    assert Line(
        "Lấp Vò, ngày 04 tháng 10 năm 2024", "DV Địa danh ngày tháng", is_bold=False, is_italic=True, align="center"
    ) in right  # fmt: skip
    assert Line("Thảo luận", "", is_bold=False, is_italic=False, align="left") not in found
    assert Line("(3) Thảo luận.", "DV Nội dung", is_bold=False, is_italic=False, align="both") in found


def test_a_style_takes_what_it_does_not_say_from_its_parent() -> None:
    styles = parsed(
        f"<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val='26'/></w:rPr></w:rPrDefault></w:docDefaults>"
        "<w:style w:type='paragraph' w:styleId='A'><w:name w:val='Một'/><w:pPr><w:jc w:val='center'/></w:pPr>"
        "<w:rPr><w:b/></w:rPr></w:style>"
        "<w:style w:type='paragraph' w:styleId='B'><w:name w:val='Hai'/><w:basedOn w:val='A'/>"
        "<w:rPr><w:b w:val='0'/><w:i/></w:rPr></w:style>"
        "<w:style w:type='paragraph' w:styleId='C'><w:name w:val='Ba'/><w:basedOn w:val='C'/></w:style></w:styles>"
    )
    found = paragraph_styles(styles)
    assert found["A"] == ParagraphStyle("Một", 13, is_bold=True, is_italic=False, align="center")
    assert found["B"] == ParagraphStyle("Hai", 13, is_bold=False, is_italic=True, align="center")
    assert found["C"].name == "Ba"
    assert [found[key].face for key in "AB"] == ["bold", "italic"]

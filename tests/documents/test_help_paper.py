"""The printed help: every word of every page, steps and tables as such, and the pictures."""

import io
import re
from itertools import pairwise
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from dandan_desktop.documents.blocks import Grid, all_lines, blocks
from dandan_desktop.documents.container import unpacked
from dandan_desktop.documents.help_paper import Pages, Topic, help_docx
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.services import help_pages, help_paper
from tests.documents.office import need_office, pages, to_pdf
from tests.documents.schema_order import check_order

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + (40).to_bytes(4, "big") + (20).to_bytes(4, "big")
PAGE = """# Đầu trang

Một câu dài
ở hai dòng, có **chữ đậm (Ctrl+S)** và [liên kết](x.md) & dấu <.

1. Việc một, còn
   nối tiếp.
2. Việc hai
   - việc con

![Ảnh "một"](pictures/a.png)

| Phím | Làm gì |
| --- | --- |
| Ctrl+\\\\ | Ẩn |
"""


def test_a_page_becomes_headings_steps_tables_and_pictures() -> None:
    printed = Pages("TÊN", "Phiên bản 1", (Topic("Chương", "Đầu trang", PAGE),), {"a.png": PNG})
    content = help_docx(printed)
    found = blocks(content)
    lines = [(line.style, line.text) for line in all_lines(found)]
    assert lines[:5] == [
        ("Title", "TÊN"), ("Normal", "Phiên bản 1"), ("Chapter", "Chương"), ("toc 1", "Đầu trang 2"),
        ("heading 1", "Đầu trang"),
    ]  # fmt: skip
    assert ("Normal", "Một câu dài ở hai dòng, có chữ đậm (Ctrl+S) và liên kết & dấu <.") in lines
    assert [text for style, text in lines if style == "Step"] == [
        "1. Việc một, còn nối tiếp.", "2. Việc hai", "– việc con",
    ]  # fmt: skip
    table = next(each for each in found if isinstance(each, Grid))
    rows = [[line.text for cell in row for line in all_lines(cell)] for row in table.rows]
    assert rows == [["Phím", "Làm gì"], ["Ctrl+\\", "Ẩn"]]
    parts = unpacked(content)
    assert parts["word/media/a.png"] == PNG
    assert b'cx="5940000" cy="2970000"' in parts["word/document.xml"]
    assert help_docx(printed) == content


def test_the_first_page_of_a_topic_has_the_number_the_contents_tell() -> None:
    topics = (
        Topic("A", "Một", "# Một\n\nx", 3),
        Topic("A", "Hai", "# Hai\n\n| a | b |\n| - | - |"),
        Topic("B", "Ba", "# Ba"),
    )
    document = Document(io.BytesIO(help_docx(Pages("TÊN", "", topics))))
    starts = [each.get(qn("w:start")) for each in document.element.iter(qn("w:pgNumType"))]
    assert starts == ["1", "2", "5", "6"]
    told = [line.text for line in document.paragraphs if line.style is not None and line.style.name == "toc 1"]
    assert told == ["Một\t2", "Hai\t5", "Ba\t6"]
    marks = [each.get(qn("w:name")) for each in document.element.iter(qn("w:bookmarkStart"))]
    asked = [each.text.split()[1] for each in document.element.iter(qn("w:instrText"))]
    assert asked == marks == [each.get(qn("w:anchor")) for each in document.element.iter(qn("w:hyperlink"))]
    assert document.element.body[-1].tag == qn("w:sectPr")


def test_every_topic_takes_as_many_pages_as_the_contents_count(tmp_path: Path) -> None:
    need_office()
    made = pages(to_pdf([help_paper.write(tmp_path / "a.docx")], tmp_path)[0])
    firsts = {" ".join(word.text for word in page.lines[0]): place for place, page in enumerate(made, 1)}
    starts = [firsts[topic.title] for topic in help_pages.topics()]
    taken = [after - start for start, after in pairwise([*starts, len(made) + 1])]
    named = zip(help_pages.topics(), taken, strict=True)
    assert {topic.name: count for topic, count in named if count > 1} == help_paper.LONG
    assert starts[0] == 2, "the contents take one page"
    assert [page.lines[-1][0].text for page in made] == [str(number) for number in range(1, len(made) + 1)]


def test_the_whole_help_is_printed(tmp_path: Path) -> None:
    file = help_paper.write(tmp_path / help_paper.FILE_NAME)
    content = file.read_bytes()
    found = list(all_lines(blocks(content)))
    titles = [line.text for line in found if line.style == "heading 1"]
    assert titles == [topic.title for topic in help_pages.topics()]
    printed = " ".join(" ".join(line.text for line in found).split())
    for topic in help_pages.topics():
        for line in topic.text.splitlines():
            if not line.startswith(("|", "!", "#")) and "\\" not in line:
                words = re.sub(r"^\s*(\d+\.|-) ", "", help_pages.plain(line))
                assert words in printed, words
    assert "**" not in printed
    media = [name for name in unpacked(content) if name.startswith("word/media/")]
    assert len(media) == len(list((help_pages.folder() / "pictures").iterdir()))
    assert len(content) < 500_000


def test_word_finds_its_elements_in_the_order_of_the_schema(tmp_path: Path) -> None:
    check_order(Document(str(help_paper.write(tmp_path / "a.docx"))))


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(ClerkError) as told:
        help_paper.write(tmp_path / "không có" / "a.docx")
    assert told.value.problem is Problem.FOLDER_MISSING

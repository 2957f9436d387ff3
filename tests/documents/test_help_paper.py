"""The printed help: every word of every page, steps and tables as such, and the pictures."""

import re
from pathlib import Path

import pytest
from docx import Document

from dandan_desktop.documents.blocks import Grid, all_lines, blocks
from dandan_desktop.documents.container import unpacked
from dandan_desktop.documents.help_paper import Pages, help_docx
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.services import help_pages, help_paper
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
    content = help_docx(Pages("TÊN", ("Phiên bản 1",), (PAGE,), {"a.png": PNG}))
    found = blocks(content)
    lines = [(line.style, line.text) for line in all_lines(found)]
    assert lines[:3] == [("Title", "TÊN"), ("Normal", "Phiên bản 1"), ("heading 1", "Đầu trang")]
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
    assert help_docx(Pages("TÊN", ("Phiên bản 1",), (PAGE,), {"a.png": PNG})) == content


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

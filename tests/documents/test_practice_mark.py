"""Each page of a paper of the practice office says so, and nothing else of it moves."""

import io
import zipfile

import pytest
from docx import Document

from dandan_desktop.documents import blocks
from dandan_desktop.documents.container import MAIN, unpacked
from dandan_desktop.documents.practice_mark import MARK, is_marked, marked
from dandan_desktop.documents.render import shipped
from dandan_desktop.documents.wordml import parsed, text_of, w
from dandan_desktop.paths import resource


def headers_of(content: bytes) -> list[dict[str, str]]:
    """Of each section the text above its pages, by their kind."""
    found = []
    for section in Document(io.BytesIO(content)).sections:
        parts = {
            "default": section.header,
            "first": section.first_page_header,
            "even": section.even_page_header,
        }
        found.append({kind: " ".join(line.text for line in each.paragraphs) for kind, each in parts.items()})
    return found


def templates() -> list[str]:
    return sorted(each.name for each in resource("templates").glob("*.docx"))


@pytest.mark.parametrize("name", templates())
def test_every_page_of_every_shipped_paper_is_marked(name: str) -> None:
    before = shipped(name)
    after = marked(before)
    assert not is_marked(before)
    assert is_marked(after)
    for section in headers_of(after):
        assert all(MARK in words for words in section.values()), section
        assert all(words.count(MARK) == 1 for words in section.values())
    assert zipfile.ZipFile(io.BytesIO(after)).testzip() is None
    assert text_of(parsed(unpacked(after)[MAIN])) == text_of(parsed(unpacked(before)[MAIN]))
    assert marked(before) == after


def test_the_page_number_stays_beside_the_mark() -> None:
    parts = unpacked(marked(shipped("minutes_party.docx")))
    header = parsed(parts["word/header1.xml"])
    assert [each.text for each in header.iter(w("instrText"))] == [" PAGE "]
    frame = header[0].find(f"{w('pPr')}/{w('framePr')}")
    assert frame is not None
    assert frame.get(w("vAnchor")) == "page"


def test_what_is_read_back_begins_with_the_mark() -> None:
    content = marked(shipped("minutes_party.docx"))
    first = next(blocks.all_lines(blocks.blocks(content)))
    assert first.text == MARK
    plain = blocks.blocks(shipped("minutes_party.docx"))
    assert blocks.blocks(content)[1:] == plain

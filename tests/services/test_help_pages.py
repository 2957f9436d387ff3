"""The pages of the help: all there, found by words, true to the words on the screen."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

import dandan_desktop
from dandan_desktop.domain.text import fold, norm
from dandan_desktop.services import help_pages
from dandan_desktop.services.help_pages import CONTENTS, FIRST, KEYS, find, topic, topics

PACKAGE = Path(dandan_desktop.__file__).parent
NAMES = [name for chapter in CONTENTS for name in chapter.names]
WRITTEN = [name for name in NAMES if name != KEYS]
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)]+)\)")
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
KEY_BEHIND = re.compile(r" \([^()]*(?:Ctrl|Alt|Esc|Enter|Delete|F\d)[^()]*\)$")


def test_every_page_stands_in_the_contents_once() -> None:
    files = {path.stem for path in help_pages.folder().glob("*.md")}
    assert files == set(WRITTEN)
    assert len(NAMES) == len(set(NAMES))
    assert FIRST in NAMES


@pytest.mark.parametrize("name", WRITTEN)
def test_a_page_is_short_and_leads_only_to_other_pages(name: str) -> None:
    page = topic(name)
    lines = page.text.rstrip("\n").split("\n")
    assert lines[0] == f"# {page.title}"
    assert 12 <= len(lines) <= 70
    assert max(map(len, lines)) <= 130
    assert all(target.removesuffix(".md") in NAMES for target in LINK.findall(page.text))
    assert all(target.endswith(".md") for target in LINK.findall(page.text))


@pytest.mark.parametrize("name", [name for name in WRITTEN if name != "safety"])
def test_a_page_gives_steps_and_says_what_may_go_wrong(name: str) -> None:
    text = topic(name).text
    assert {"1", "2", "3"} <= set(re.findall(r"^(\d)\. ", text, re.MULTILINE))
    assert re.search(r"^## (Nếu gặp trục trặc|Lỡ tay thì làm gì)$", text, re.MULTILINE)


@cache
def screen() -> str:
    """Every text in the sources of the program, the words on its screen among them."""
    found = []
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.append(" ".join(node.value.replace("&&", "&").split()))
    found += [
        path.read_text(encoding="utf-8") for path in sorted((PACKAGE.parent / "resources/catalogue").glob("*.json"))
    ]
    return "\n".join(found)


@pytest.mark.parametrize("name", WRITTEN)
def test_what_is_bold_stands_on_the_screen(name: str) -> None:
    bold = {" ".join(each.split()) for each in BOLD.findall(topic(name).text)}
    absent = {each for each in bold if each not in screen() and KEY_BEHIND.sub("", each) not in screen()}
    assert {each for each in absent if each.rstrip(".:…") not in screen()} == set()


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("phieu khoi phuc", "recovery"),
        ("Phiếu khôi phục", "recovery"),
        ("ô mới sẵn sàng", "minute_log"),
        ("o moi san sang", "minute_log"),
        ("thung rac", "trash"),
        ("phim tat", "keys"),
        ("so van ban", "issued_numbers"),
        ("ký", "journal"),
        ("kỳ họp", "skips"),
    ],
)
def test_words_find_a_page_with_or_without_marks(words: str, first: str) -> None:
    found = find(words)
    assert found[0].topic.name == first
    assert any(word in fold(found[0].line) for word in fold(words).split())


@pytest.mark.parametrize("words", ["tổ", "số", "mất", "bản sao", "ký", "kỳ", "quá hạn", "từ"])
def test_what_is_written_as_typed_comes_before_what_other_marks_make_of_it(words: str) -> None:
    found = find(words)
    whole = [all(f" {word}" in f" {norm(each.topic.text)}" for word in norm(words).split()) for each in found]
    assert whole == sorted(whole, reverse=True)
    assert whole[0]
    marked = [word for word in norm(words).split() if word not in fold(words).split()]
    assert any(f" {word}" in f" {norm(found[0].line)}" for word in marked)
    assert {each.topic.name for each in found} == {each.topic.name for each in find(fold(words))}


def test_nothing_is_found_by_no_words_and_by_strange_ones() -> None:
    assert find("") == find("  ") == find("zzzz") == []


def test_a_line_found_reads_without_its_marks() -> None:
    assert help_pages.plain("## Ô có dấu *") == "Ô có dấu *"
    assert help_pages.plain("1. Bấm **Lưu (Ctrl+S)**, xem [Nhật ký](journal.md)") == "1. Bấm Lưu (Ctrl+S), xem Nhật ký"


def test_an_unknown_page_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        topic("../../LICENSE")
    assert [each.name for each in topics()] == NAMES

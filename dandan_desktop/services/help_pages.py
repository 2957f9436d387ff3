"""The help: one page of Markdown for each page and each important pane of the program, found by words.

The pages ship in `resources/help`; one is called as the table of the noun it explains, or as `help_topic` of the
widget says. Pictures stand beside them in `pictures`.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from dandan_desktop import paths
from dandan_desktop.domain.text import Query, fold, norm
from dandan_desktop.services import help_keys

FIRST = "start"
"""The page for who asks where nothing has help of its own."""
KEYS = "keys"
"""The page that is made from the list of keys."""
SUFFIX = ".md"
_MARKS = re.compile(r"!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)|\[|\*\*|[`|]|^#+ ", re.MULTILINE)
_PICTURE = re.compile(r"!\[([^\]]*)\]\(pictures/([\w-]+\.png)\)")


class Chapter(NamedTuple):
    """A group of the contents: its word and the names of its pages."""

    word: str
    names: tuple[str, ...]


class Topic(NamedTuple):
    """A page of the help: its name, its title, and its text in Markdown, which starts with the title."""

    name: str
    title: str
    text: str


class Found(NamedTuple):
    """A page that holds what was searched for, and a line of it that does, as it reads."""

    topic: Topic
    line: str


CONTENTS = (
    Chapter("Bắt đầu", ("start", "guide", "unlock", "home", "lists", "find", KEYS)),
    Chapter(
        "Việc hằng ngày",
        (
            "meetings", "minute_log", "minutes", "papers", "printing", "issued_numbers", "tasks", "proposals", "cases",
            "initiatives", "rollups",
        ),
    ),
    Chapter(
        "Danh mục",
        (
            "people", "officials", "units", "bodies", "terms", "paper_styles", "templates", "series", "skips", "codes",
        ),
    ),
    Chapter("Giữ sổ", ("backups", "restore", "users", "recovery", "journal", "trash", "setup", "update", "safety")),
    Chapter("Khi có trục trặc", ("wreck", "support")),
)  # fmt: skip
"""Every page of the help in the order it is read and printed."""


def folder() -> Path:
    """Where the pages are."""
    return paths.resource("help")


def is_known(name: str) -> bool:
    """Whether there is a page of that name."""
    return any(name in chapter.names for chapter in CONTENTS)


@cache
def topic(name: str) -> Topic:
    """A page by its name; raises KeyError where there is none."""
    if not is_known(name):
        raise KeyError(name)
    text = help_keys.page() if name == KEYS else (folder() / f"{name}{SUFFIX}").read_text(encoding="utf-8")
    return Topic(name, text.partition("\n")[0].lstrip("# ").strip(), text)


def topics() -> Iterator[Topic]:
    """Every page in its order."""
    return (topic(name) for chapter in CONTENTS for name in chapter.names)


def pictures(text: str) -> list[str]:
    """The file names of the pictures a page shows."""
    return [match[2] for match in _PICTURE.finditer(text)]


@cache
def plain(line: str) -> str:
    """A line of Markdown as it reads."""
    return " ".join(_MARKS.sub("", line).split())


def find(words: str) -> list[Found]:
    """The pages that hold all of these words, or words that begin so, with or without marks.

    First come those that hold them with the marks typed, then those whose title does, then those that hold them in one
    piece.
    """
    query = Query.of(words)
    found: list[tuple[int, tuple[int, int], bool, Topic]] = []
    for each in topics() if query.words else ():
        whole = plain(each.text)
        if query.matches(_keys(whole)[1], ""):
            is_whole = f" {query.fold}" in _keys(whole)[1]
            found.append((held(query, whole)[0], held(query, each.title), is_whole, each))
    found.sort(key=lambda one: one[:3], reverse=True)  # equals stay in the order of the contents
    return [Found(each, _line(each, query)) for *_, each in found]


def held(query: Query, text: str) -> tuple[int, int]:
    """How many of the words typed begin a word of a text with the very marks typed, and how many whatever the marks."""
    marked = {word for word in query.norm.split() if word not in query.words}
    with_marks, without = _keys(text)
    return sum(f" {word}" in with_marks for word in marked), sum(f" {word}" in without for word in query.words)


@cache
def _keys(text: str) -> tuple[str, str]:
    """A text with its marks and without, a blank before each of its words."""
    return f" {norm(text)}", f" {fold(text)}"


def _line(page: Topic, query: Query) -> str:
    """The line below the title that holds most of the words."""
    lines = [plain(line) for line in page.text.splitlines()[1:] if plain(line)]
    return max(lines, key=lambda line: held(query, line), default="")

"""What a noun costs in lines of code over all layers; `pytest -s` prints the table."""

import ast
import inspect
import re
from pathlib import Path
from typing import Any

import pytest

import dandan_desktop
from dandan_desktop.db import migrations
from dandan_desktop.domain.nouns import (
    CASES,
    INITIATIVES,
    ISSUED_NUMBERS,
    MEETINGS,
    NOUNS,
    PAPER_STYLES,
    PROPOSALS,
    SERIES,
    TASKS,
    USERS,
    Noun,
)  # fmt: skip

PACKAGE = Path(dandan_desktop.__file__).parent
PAGES = PACKAGE / "ui" / "pages"
PLAIN = 160
WITH_RULES = 900
OWN = {TASKS.table: 1010, MEETINGS.table: 930, PROPOSALS.table: 930}
"""A task carries six kinds of steps, each with its rules, from the day it is given to its confirmation; the screen of a
meeting has nine sections, from the agenda to its papers."""
RULED = (MEETINGS, SERIES, TASKS, PROPOSALS, CASES, INITIATIVES, ISSUED_NUMBERS, PAPER_STYLES, USERS)
"""The nouns with rules and screens of their own: a task is minute-taking's other half, a series makes sittings, a user
has a key."""
CREATED = re.compile(r"^CREATE (?:TABLE (\w+)|(?:UNIQUE )?INDEX \w+ ON (\w+))")
SHARED = PAGES / "catalogue.py"
"""The one page of all nouns without a page of their own; each bears its share."""


def code_lines(source: str) -> int:
    """The lines that are neither blank nor comment nor docstring."""
    tree = ast.parse(source)
    told: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            told.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    lines = enumerate(source.splitlines(), 1)
    return sum(1 for place, line in lines if place not in told and line.strip() and not line.strip().startswith("#"))


def is_named_after(file: Path, noun: Noun) -> bool:
    """Whether a module is called as the noun, or as one of it and something more."""
    return file.stem == noun.table or file.stem.startswith(noun.table.removesuffix("s") + "_")


def files_of(noun: Noun) -> list[Path]:
    return [file for file in sorted(PACKAGE.rglob("*.py")) if is_named_after(file, noun)]


def records_of(noun: Noun) -> list[type[Any]]:
    return [noun.record, *(part.record for part in noun.parts)]


def record_lines(noun: Noun) -> int:
    """The lines of the noun's records that stand in a module of another name."""
    known = {str(file) for file in files_of(noun)}
    elsewhere = [record for record in records_of(noun) if inspect.getsourcefile(record) not in known]
    return sum(code_lines(inspect.getsource(record)) for record in elsewhere)


def schema_lines(noun: Noun) -> int:
    """The lines that create the noun's tables and their indexes."""
    tables = {noun.table, *(part.table for part in noun.parts)}
    source = Path(migrations.__file__).read_text(encoding="utf-8")
    found = 0
    for statement in re.findall(r"^CREATE [^;]*;", source, re.MULTILINE):
        created = CREATED.match(statement)
        if created and (created[1] or created[2]) in tables:
            found += len(statement.splitlines())
    return found


def share_of_page(noun: Noun) -> int:
    homeless = [each for each in NOUNS if not (PAGES / f"{each.table}.py").is_file()]
    return -(-code_lines(SHARED.read_text(encoding="utf-8")) // len(homeless)) if noun in homeless else 0


def cost(noun: Noun) -> dict[str, int]:
    """The noun's lines by where they stand."""
    lines = {
        str(file.relative_to(PACKAGE).as_posix()): code_lines(file.read_text(encoding="utf-8"))
        for file in files_of(noun)
    }
    return {**lines, "records": record_lines(noun), "schema": schema_lines(noun), "page": share_of_page(noun)}


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.table)
def test_a_noun_keeps_its_budget(noun: Noun) -> None:
    lines = cost(noun)
    total = sum(lines.values())
    limit = OWN.get(noun.table, WITH_RULES if noun in RULED else PLAIN)
    told = ", ".join(f"{where} {count}" for where, count in lines.items() if count)
    print(f"\n{noun.table:<12}{total:>5} of {limit}  {told}")  # noqa: T201 - the table
    assert lines["schema"] > 0
    assert total <= limit


def test_lines_of_code_are_counted_and_words_are_not() -> None:
    source = '"""Told\nat length."""\n\n# why\nx = 1\n\n\ndef f() -> int:\n    """One."""\n    return x  # so\n'
    assert code_lines(source) == 3


def test_every_page_belongs_to_a_noun_or_to_many() -> None:
    known = {noun.table for noun in NOUNS} | {"__init__", "home", "rollups", "setup", SHARED.stem}
    assert {file.stem for file in PAGES.glob("*.py")} <= known

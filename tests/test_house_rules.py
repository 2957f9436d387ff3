"""The house rules hold for this repository, and each of them is seen to fail on a tree that breaks it."""

import hashlib
import unicodedata
import zipfile
from pathlib import Path

import pytest

from tests import house_rules, house_sources, shape_rules
from tests.house_rules import RULES, Rule

ROOT = Path(__file__).resolve().parent.parent

PROJECT = '[tool.setuptools]\npackages = ["dandan_desktop", "dandan_desktop.resources"]\n'
CLEAN = {
    "pyproject.toml": PROJECT,
    "dandan_desktop/__init__.py": '"""A package."""\n',
    "resources/catalogue/units.json": '{"name": "Xã Lấp Vò", "number": "099087000123"}\n',
}
# Put together here, so that this file itself does not break the rules.
NUMBER = "0" + "87123456789"
FOLDER = "/" + "home/an/so.txt"
LATER = "# TO" + "DO: later"
SKIP = "@pytest.mark." + "skip"
INDEX = "https://" + "pypi.example/simple"

BROKEN: list[tuple[Rule, str, str]] = [
    (shape_rules.short_files, "dandan_desktop/long.py", '"""Long."""\n' + "x = 1\n" * 400),
    (shape_rules.short_functions, "tests/test_a.py", "def f() -> None:\n" + "    g()\n" * 50),
    (
        shape_rules.small_classes,
        "dandan_desktop/a.py",
        "class A:\n" + "".join(f"    def f{i}(self) -> None: ...\n" for i in range(21)),
    ),
    (shape_rules.everything_typed, "dandan_desktop/a.py", "def f(a: int, *b) -> int: ...\n"),
    (shape_rules.everything_typed, "tests/test_a.py", "class A:\n    def f(self): ...\n"),
    (shape_rules.everything_typed, "dev.py", "def f(self, a) -> None: ...\n"),
    (shape_rules.everything_documented, "dandan_desktop/a.py", "x = 1\n"),
    (shape_rules.everything_documented, "dandan_desktop/a.py", '"""A."""\nclass A:\n    x = 1\n'),
    (shape_rules.everything_documented, "dandan_desktop/a.py", '"""A."""\ndef f() -> None: ...\n'),
    (shape_rules.clean_text, "docs/a.md", unicodedata.normalize("NFD", "Dân vận\n")),
    (shape_rules.clean_text, "docs/a.md", "\ufeffDân vận\n"),
    (shape_rules.clean_text, ".ci/run", "Dân vận\r\n"),
    (shape_rules.clean_text, "resources/" + unicodedata.normalize("NFD", "mẫu") + ".dotx", "x"),
    (shape_rules.readable_data, "resources/a.json", '{"a": 1'),
    (shape_rules.readable_data, "resources/a.json", '{"a": 1, "a": 2}'),
    (shape_rules.packing_list, "dandan_desktop/more/__init__.py", '"""More."""\n'),
    (
        shape_rules.packing_list,
        "pyproject.toml",
        PROJECT.replace('desktop"', 'desktop", "dandan_desktop.gone"'),
    ),
    (
        house_rules.dialogs_in_one_place,
        "dandan_desktop/ui/a.py",
        "from PySide6.QtWidgets import QMessageBox\n",
    ),
    (house_rules.dialogs_in_one_place, "dandan_desktop/ui/a.py", "QtWidgets.QFileDialog.getOpenFileName()\n"),
    (house_rules.colours_in_the_theme, "dandan_desktop/ui/a.py", 'a = "color: #12ab34"\n'),
    (house_rules.colours_in_the_theme, "dandan_desktop/ui/pages/a.py", 'a = f"padding: 12px {b}"\n'),
    (house_rules.print_only_at_the_door, "dandan_desktop/db/a.py", "print(1)\n"),
    (house_rules.no_network, "dandan_desktop/db/a.py", "def f() -> None:\n    import socket\n"),
    (house_rules.no_network, "dandan_desktop/a.py", "from urllib import request\n"),
    (house_rules.no_network, "dandan_desktop/ui/a.py", "from PySide6 import QtNetwork\n"),
    (house_rules.no_nested_event_loop, "dandan_desktop/ui/a.py", "app.processEvents()\n"),
    (house_rules.no_sleep, "tests/test_a.py", "import time\ntime.sleep(1)\n"),
    (house_rules.no_sleep, "dandan_desktop/a.py", "from time import sleep\n"),
    (house_rules.no_sleep, "tests/ui/test_a.py", "qtbot.wait(100)\n"),
    (house_rules.waits_are_entered, "tests/ui/test_a.py", "qtbot.waitActive(window)\n"),
    (
        house_rules.qt_only_in_ui,
        "dandan_desktop/app.py",
        "def f() -> None:\n    from PySide6 import QtCore\n",
    ),
    (house_rules.one_way_to_write, "dandan_desktop/services/a.py", 'a = "delete from meetings"\n'),
    (house_rules.one_way_to_write, "dandan_desktop/db/meetings.py", 'a = f"UPDATE {table} SET a = 1"\n'),
    (house_rules.one_way_to_write, "dandan_desktop/db/a.py", 'a = "INSERT OR IGNORE INTO a VALUES (1)"\n'),
    (house_rules.one_way_to_write, "dandan_desktop/db/a.py", 'db["a"].upsert({}, pk="id")\n'),
    (house_rules.register_opened_in_one_place, "dandan_desktop/services/a.py", 'open(f"{name}.dandan")\n'),
    (house_rules.every_page_has_help, "dandan_desktop/ui/pages/a.py", "class GiftsPage(Page):\n    title = 1\n"),
    (
        house_rules.every_page_has_help,
        "dandan_desktop/ui/pages/a.py",
        'class GiftsPage(Page):\n    help_topic = "gifts"\n',
    ),
    (house_rules.every_page_has_help, "dandan_desktop/ui/a_box.py", 'class ABox(QDialog):\n    help_topic = "a"\n'),
    (
        house_rules.every_page_has_help,
        "dandan_desktop/ui/pages_list.py",
        'PAGES = (PageEntry(3, "house", "Quà tặng", ("gifts",), gifts_page),)\n',
    ),
    (house_rules.every_page_has_help, "dandan_desktop/ui/pages/a.py", 'a = NounTab("gifts", "Quà tặng", gifts_page)\n'),
    (house_rules.tier_is_data, "dandan_desktop/domain/a.py", 'a = "Huyện ủy"\n'),
    (house_rules.tier_is_data, "dandan_desktop/ui/a.py", 'a = f"{name}, BAN DÂN VẬN"\n'),
    (house_rules.no_machine_in_the_tree, "docs/a.md", f"See {FOLDER}\n"),
    (house_rules.no_machine_in_the_tree, "requirements/dev.txt", f"# {INDEX}\n"),
    (house_rules.nothing_unfinished, "dandan_desktop/a.py", f"x = 1  {LATER}\n"),
    (house_rules.nothing_unfinished, "tests/test_a.py", f"{SKIP}\ndef test_a() -> None: ...\n"),
    (house_rules.invented_numbers, "tests/data/people.json", f'{{"number": "{NUMBER}"}}\n'),
]
FINE: list[tuple[Rule, str, str]] = [
    (shape_rules.short_files, "dandan_desktop/long.py", "x = 1\n" * 400),
    (shape_rules.everything_documented, "dandan_desktop/a.py", '"""A."""\ndef _f() -> None: ...\n'),
    (shape_rules.clean_text, "tests/data/broken/nfd.json", unicodedata.normalize("NFD", "Dân vận\n")),
    (house_rules.dialogs_in_one_place, "dandan_desktop/ui/dialogs.py", "QtWidgets.QMessageBox()\n"),
    (house_rules.colours_in_the_theme, "dandan_desktop/ui/theme.py", 'a = "#12ab34"\n'),
    (house_rules.print_only_at_the_door, "dandan_desktop/cli_common.py", "print(1)\n"),
    (house_rules.no_network, "dandan_desktop/db/a.py", "from urllib.parse import quote\n"),
    (house_rules.no_sleep, "tests/test_a.py", "thread.wait(100)\n"),
    (house_rules.waits_are_entered, "tests/ui/test_a.py", "with qtbot.waitActive(a):\n    a.show()\n"),
    (house_rules.qt_only_in_ui, "dandan_desktop/ui/a.py", "import PySide6\n"),
    (house_rules.one_way_to_write, "dandan_desktop/db/rows.py", 'a = "DELETE FROM a"\n'),
    (house_rules.one_way_to_write, "dandan_desktop/db/a.py", '"""Never DELETE FROM a."""\nx = "SELECT 1"\n'),
    (house_rules.register_opened_in_one_place, "dandan_desktop/db/a.py", 'a = "x.dandan"\n'),
    (house_rules.register_opened_in_one_place, "dandan_desktop/app.py", 'a = "x.dandan_desktop"\n'),
    (house_rules.tier_is_data, "dandan_desktop/a.py", '"""Huyện."""\na = "Sổ Dân vận"\n'),
    (house_rules.tier_is_data, "dandan_desktop/a.py", 'a = "huyện"  # allowed: an old name is searched\n'),
    (house_rules.no_machine_in_the_tree, "docs/a.md", "See out/work/a.txt\n"),
    (house_rules.nothing_unfinished, "tests/test_a.py", f"{SKIP}  # allowed: the screen lacks it\n"),
    (house_rules.invented_numbers, "tests/data/a.json", '"099087123456 0123456789012 a-123456789012"\n'),
]


def numbered(cases: list[tuple[Rule, str, str]]) -> list[str]:
    return [f"{rule.__name__}-{number}" for number, (rule, _, _) in enumerate(cases)]


def tree(folder: Path, files: dict[str, str]) -> Path:
    for where, text in files.items():
        path = folder / where
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return folder


def with_template(folder: Path, words: str) -> Path:
    path = folder / "resources" / "templates" / "minutes.docx"
    path.parent.mkdir(parents=True)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", f"<w:p><w:t>{words}</w:t></w:p>")
    return folder


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_this_repository_keeps(rule: Rule) -> None:
    assert rule(ROOT) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_clean_tree_has_no_finding(rule: Rule, tmp_path: Path) -> None:
    assert rule(tree(tmp_path, CLEAN)) == []


@pytest.mark.parametrize(("rule", "where", "text"), BROKEN, ids=numbered(BROKEN))
def test_a_broken_tree_is_found_out(rule: Rule, where: str, text: str, tmp_path: Path) -> None:
    findings = rule(tree(tmp_path, {**CLEAN, where: text}))
    place = "pyproject.toml" if rule is shape_rules.packing_list else where
    assert findings
    assert all(finding.startswith(f"{place}:") for finding in findings)


@pytest.mark.parametrize(("rule", "where", "text"), FINE, ids=numbered(FINE))
def test_an_allowed_tree_is_left_alone(rule: Rule, where: str, text: str, tmp_path: Path) -> None:
    assert rule(tree(tmp_path, {**CLEAN, where: text})) == []


def test_every_rule_is_shown_to_fail() -> None:
    shown = {rule for rule, _, _ in BROKEN} | {house_rules.released_migrations}
    assert shown == set(RULES)


def test_text_that_is_not_utf8_is_found_out(tmp_path: Path) -> None:
    tree(tmp_path, CLEAN)
    (tmp_path / "notes.txt").write_bytes("Dân".encode("utf-16"))
    assert shape_rules.clean_text(tmp_path) == ["notes.txt:1 is not UTF-8"]


def test_a_template_that_names_a_tier_is_found_out_across_its_runs(tmp_path: Path) -> None:
    with_template(tree(tmp_path, CLEAN), "Ban </w:t></w:r><w:r><w:t>Dân vận")
    assert house_rules.tier_is_data(tmp_path) == [
        "resources/templates/minutes.docx:1 'Ban Dân vận' is data, not template"
    ]


def test_a_released_migration_may_not_change(tmp_path: Path) -> None:
    where = "dandan_desktop/db/migrations.py"
    step = 'FRAME = "CREATE TABLE a (b TEXT) STRICT"'
    released = ((where, "FRAME", hashlib.sha256(step.encode()).hexdigest()),)
    tree(tmp_path, {**CLEAN, where: f'"""Steps."""\n{step}\n'})
    assert house_rules.released_migrations(tmp_path, released) == []
    tree(tmp_path, {where: f'"""Steps."""\n{step.replace("b TEXT", "b INT")}\n'})
    assert house_rules.released_migrations(tmp_path, released) == [
        f"{where}:1 the released migration FRAME was changed or removed"
    ]


def test_what_tools_made_is_not_looked_at(tmp_path: Path) -> None:
    tree(tmp_path, {"out/a.py": "", ".venv/a.py": "", "build/a.py": "", "a/build/b.py": "", ".ci/run": ""})
    found = [path.relative_to(tmp_path).as_posix() for path in house_sources.all_files(tmp_path)]
    assert sorted(found) == [".ci/run", "a/build/b.py"]

"""The log of bugs names file, line and function alike, packed and from source, and no folder of anybody."""

import sys
from types import FunctionType

import jinja2
import pytest

from dandan_desktop.bug_log import FRAME, report_of

OURS = "dandan_desktop/services/registers.py"
SOURCE = """
def open_it():
    try:
        {}["Lê Thị An"]
    except KeyError as error:
        raise ValueError("Nguyễn Văn An") from error

open_it()
"""


def failed(file: str, **module: object) -> list[str]:
    """The report of a bug in a module whose code says it comes from this file."""
    with pytest.raises(ValueError, match="An") as told:
        FunctionType(compile(SOURCE, file, "exec"), module)()
    return report_of(told.value).splitlines()


@pytest.mark.parametrize(
    "file",
    [
        r"dandan_desktop\services\registers.py",
        "dandan_desktop/services/registers.py",
        "/opt/nguyen.van.an/dandan_desktop/dandan_desktop/services/registers.py",
        r"C:\Users\Nguyễn Văn An\sổ\dandan_desktop\services\registers.py",
        r"\\may-chu\chung\Nguyễn Văn An\dandan_desktop\services\registers.py",
    ],
)
def test_a_file_of_ours_is_the_same_packed_and_from_source_on_every_machine(file: str) -> None:
    lines = failed(file, __name__="dandan_desktop.services.registers")
    assert [line for line in lines[1:] if not FRAME.fullmatch(line)] == ["ValueError", "KeyError"]
    assert lines[-4:] == [f"{OURS}:8 <module>", f"{OURS}:6 open_it", "KeyError", f"{OURS}:4 open_it"]
    assert not any(word in line for line in lines for word in ("guy", "An", "opt", "Users", "may-chu"))


@pytest.mark.parametrize(
    ("file", "module", "shown"),
    [
        (r"lxml\etree.py", {"__name__": "lxml.etree"}, "lxml/etree.py"),
        ("src/lxml/etree.pyx", {"__name__": "lxml.etree"}, "lxml/etree.py"),
        (r"C:\An\site-packages\docx\__init__.py", {"__name__": "docx", "__path__": []}, "docx/__init__.py"),
        (r"PyInstaller\loader\pyimod02_importers.py", {"__name__": "pyimod02_importers"}, "pyimod02_importers.py"),
        (r"json\decoder.py", {"__name__": "json.decoder"}, "json/decoder.py"),
        (r"C:\Program Files\SoDanVan\__main__.py", {"__name__": "__main__", "__spec__": None}, "__main__.py"),
        ("/opt/an/x.py", {"__name__": "__main__", "__spec__": sys.__spec__}, "sys.py"),
    ],
)  # fmt: skip
def test_a_library_is_named_by_its_package_and_file(file: str, module: dict[str, object], shown: str) -> None:
    assert failed(file, **module)[-1] == f"{shown}:4 open_it"


@pytest.mark.parametrize("module", [{}, {"__name__": r"C:\An\mẫu.docx"}, {"__name__": "/opt/an/mẫu.docx"}])
def test_code_without_a_module_names_nothing_of_the_person(module: dict[str, object]) -> None:
    assert failed(r"C:\Users\An\mẫu.docx", **module)[-1] == "?.py:4 ?"


def test_a_template_is_code_without_a_module() -> None:
    with pytest.raises(ZeroDivisionError) as told:
        jinja2.Environment(autoescape=True).from_string("{{ 1 / 0 }}").render()
    lines = report_of(told.value).splitlines()
    assert lines[-1] == "?.py:1 ?"
    assert any(line.startswith("jinja2/environment.py:") for line in lines)

import io
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from jinja2 import meta

from dandan_desktop.documents import render
from dandan_desktop.documents.blocks import all_lines, blocks
from dandan_desktop.documents.container import MAIN, packed, unpacked
from dandan_desktop.documents.minutes import minutes_content
from dandan_desktop.documents.render import printable, rendered
from dandan_desktop.documents.styles import LAYOUTS
from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.errors import ClerkError, Problem
from tests.documents.sheets import ROOT, full_sheet


@pytest.fixture
def template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Make a template of these paragraphs and answer its name."""
    base = unpacked(_shipped())
    folder = tmp_path / "templates"
    folder.mkdir()
    monkeypatch.setattr(render, "resource", tmp_path.joinpath)

    def made(*texts: str) -> str:
        head, tail = base[MAIN].split(b"<w:body>")[0], base[MAIN][base[MAIN].rindex(b"<w:sectPr") :]
        lines = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)
        page = head + b"<w:body>" + lines.encode() + tail
        (folder / "own.docx").write_bytes(packed({**base, MAIN: page}.items()))
        render._prepared.cache_clear()
        return "own.docx"

    return made


@pytest.fixture(autouse=True)
def fresh_cache() -> Any:
    yield
    render._prepared.cache_clear()


def _shipped() -> bytes:
    return render.shipped(LAYOUTS[Style.PARTY].template)


def texts(content: bytes) -> list[str]:
    return [line.text for line in all_lines(blocks(content))]


def names_in(template: str) -> set[str]:
    """The names at the root of the content that a shipped template asks for."""
    source = render._tagged(unpacked(render.shipped(template))[MAIN])
    return set(meta.find_undeclared_variables(render._sandbox().parse(source)))


@pytest.mark.parametrize("style", list(Style))
def test_each_template_asks_for_what_the_content_gives(style: Style) -> None:
    content = minutes_content(full_sheet(style))
    assert names_in(LAYOUTS[style].template) <= content.keys() - {"style"}


def test_values_are_never_read_as_tags_or_xml(template: Any) -> None:
    value = "{{ other }} {% if %} {_{ </w:t> & < > \" ' {#"
    paper = rendered(template("{{ value }}"), {"value": value, "other": "HIDDEN"})
    assert texts(paper.content) == [value]
    assert paper.printed == (value,)


def test_what_is_printed_is_told_in_the_template_s_order(template: Any) -> None:
    name = template("{{ b }}", "{%p for line in a %}", "{{ line }}", "{%p endfor %}", "{{ b }}")
    paper = rendered(name, {"a": ["1", "2"], "b": "x"})
    assert paper.printed == ("x", "1", "2", "x")
    assert texts(paper.content) == ["x", "1", "2", "x"]


@pytest.mark.parametrize(
    "tag",
    [
        "{{ missing }}",
        "{{ value.missing.more }}",
        "{{ value.__class__ }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ value * 999999999 }}",
        "{{ '%9999999d' % 1 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ value|center(999999999) }}",
        "{{ range(9) }}",
        "{{ value.center(99) }}",
        "{{ '{0.__class__}'.format(value) }}",
        "{{ value.upper() }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ rows.append('x') }}",
        "{{ rows }}",
        "{{ 7 }}",
        "{{ none }}",
        "{% include 'other' %}",
        "{% if value %}",
        "{{ value",
        "{{ 1 // 0 }}",
    ],
)
def test_a_template_that_asks_for_more_is_a_known_problem(template: Any, tag: str) -> None:
    with pytest.raises(ClerkError) as caught:
        rendered(template("Trước", tag, "Sau"), {"value": "x", "rows": ["x"]})
    assert caught.value.problem is Problem.TEMPLATE_UNUSABLE
    assert caught.value.facts["template"] == "own.docx"
    assert caught.value.facts["why"] in {
        "có tên không có trong nội dung.",
        "có lệnh không được phép.",
        "có thẻ viết sai.",
        "có thẻ không in được.",
    }


def test_a_missing_template_is_a_known_problem() -> None:
    with pytest.raises(ClerkError) as caught:
        rendered("none.docx", {})
    assert caught.value.problem is Problem.TEMPLATE_UNUSABLE


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", packed([("word/document.xml", b"<w")]), packed([])])
def test_a_damaged_template_is_a_known_problem(template: Any, tmp_path: Path, content: bytes) -> None:
    name = template("x")
    (tmp_path / "templates" / name).write_bytes(content)
    with pytest.raises(ClerkError) as caught:
        rendered(name, {})
    assert caught.value.problem is Problem.TEMPLATE_UNUSABLE
    assert caught.value.facts["why"] == "tệp bị hỏng."


def test_a_value_is_one_line_without_what_xml_cannot_hold() -> None:
    assert printable("a\x00\x0bb\ud800\ufffe\nc\r\nd\te\u0301") == "ab c d \u00e9"
    assert printable("\u200f(x)\u200e\u202e") == "\u200f(x)\u200e\u202e"
    with pytest.raises(TypeError):
        printable(None)


def test_ten_megabytes_in_one_value_arrive_whole(template: Any) -> None:
    value = "Nhân dân đồng tình. " * 520_000
    content = rendered(template("{{ value }}"), {"value": value}).content
    assert texts(content) == [value]


def test_a_paper_holds_no_clock() -> None:
    with zipfile.ZipFile(io.BytesIO(rendered_minutes())) as container:
        assert {entry.date_time for entry in container.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert container.testzip() is None


def rendered_minutes() -> bytes:
    content = minutes_content(full_sheet())
    del content["style"]
    return rendered(LAYOUTS[Style.PARTY].template, content).content


def test_the_word_libraries_are_loaded_only_when_a_paper_is_made() -> None:
    program = (
        "import sys, dandan_desktop.documents.minutes, dandan_desktop.documents.blocks\n"
        "print(sorted({'docx', 'docxtpl', 'jinja2', 'lxml'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, cwd=ROOT)
    assert run.stdout.strip() == "[]"

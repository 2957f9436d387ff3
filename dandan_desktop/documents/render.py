"""A template and plain values in, a Word file out; tags are those of docxtpl, run in a sandbox.

Nothing a value holds is ever read as a tag or as XML, a name the content lacks is an error, and line breaks
are loops over lines in the template. A template is read and compiled once per process.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NoReturn
from zipfile import BadZipFile

from dandan_desktop.digests import sha256
from dandan_desktop.documents.container import MAIN, STYLES, packed, unpacked
from dandan_desktop.documents.geometry import Page, lay_out, put_on, resize
from dandan_desktop.documents.wordml import ParagraphStyle, fill_cells, paragraph_styles, parsed, written
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.marks import override
from dandan_desktop.paths import resource

if TYPE_CHECKING:
    from jinja2 import Template
    from jinja2.sandbox import ImmutableSandboxedEnvironment

_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = re.compile(r"[\t\n\r]+")
_MOST_TEXT, _MOST_OWN = 1 << 30, 1 << 26
"""Letters of the longest page, from a shipped template and from an office's own."""
_PRINTED = "printed values in order"  # no template can name a variable with blanks in it


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished file and the values the template printed into it, in their order."""

    content: bytes
    printed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A template read once: its other parts, its compiled page, its paragraph styles by id."""

    parts: Mapping[str, bytes]
    page: "Template"
    styles: Mapping[str, ParagraphStyle]


def rendered(template: str, values: Mapping[str, Any], page_of: Page | None = None) -> Rendered:
    """The shipped template of this file name filled with the values and laid out on a page, or on the template's own.

    Raises ClerkError TEMPLATE_UNUSABLE with `template` and `why` for a tag or a value it cannot print.
    """
    return _filled(_prepared(template), template, values, page_of)


def rendered_own(content: bytes, template: str, values: Mapping[str, Any]) -> Rendered:
    """An office's own template filled with the values on its own page; only for the child (`template_child`).

    Raises ClerkError TEMPLATE_UNUSABLE, also where the paper would grow beyond all measure.
    """
    return _filled(_prepared_from(content, template), template, values, None, _MOST_OWN)


def _filled(
    prepared: _Prepared, template: str, values: Mapping[str, Any], page_of: Page | None, room: int = _MOST_TEXT
) -> Rendered:
    from jinja2 import TemplateError
    from lxml.etree import XMLSyntaxError

    printed: list[str] = []
    pieces: list[str] = []
    try:
        for piece in prepared.page.generate(values, **{_PRINTED: printed}):
            room -= len(piece)
            if room < 0:
                raise OverflowError("the paper grows beyond all measure")
            pieces.append(piece)
        tree = parsed("".join(pieces))
    except (TemplateError, XMLSyntaxError, TypeError, ArithmeticError) as error:
        raise _unusable(template, error) from error
    parts = dict(prepared.parts)
    styles = prepared.styles
    if page_of is not None:
        sheet = parsed(parts[STYLES])
        if resize(sheet, page_of):
            parts[STYLES], styles = written(sheet), paragraph_styles(sheet)
        put_on(tree, styles, page_of)
    lay_out(tree, styles)
    fill_cells(tree)
    parts[MAIN] = written(tree)
    return Rendered(packed(parts.items()), tuple(printed))


def on_page(template: str, page: Page) -> bytes:
    """A shipped template, its tags as they are, on the page of a style; raises ClerkError TEMPLATE_UNUSABLE."""
    parts = unpacked(shipped(template))
    sheet, tree = parsed(parts[STYLES]), parsed(parts[MAIN])
    resize(sheet, page)
    put_on(tree, paragraph_styles(sheet), page)
    return packed({**parts, STYLES: written(sheet), MAIN: written(tree)}.items())


def digest_of(template: str) -> str:
    """The SHA-256 of a shipped template's file, which tells later what a paper was printed with."""
    return sha256(shipped(template)).hex()


def strange_nodes(page: bytes) -> list[str]:
    """What of a page's tags, as they will be run, is neither field, loop nor condition (the second reader of them).

    Raises ClerkError TEMPLATE_UNUSABLE for tags that cannot be read.
    """
    from jinja2 import TemplateError, nodes
    from lxml.etree import XMLSyntaxError

    try:
        tree = _sandbox().parse(_tagged(page))
    except (TemplateError, XMLSyntaxError, RecursionError) as error:
        raise _unusable("", error) from error
    allowed = {
        nodes.Template,
        nodes.Output,
        nodes.TemplateData,
        nodes.Name,
        nodes.Getattr,
        nodes.For,
        nodes.If,
        nodes.Not,
    }
    return [
        type(node).__name__
        for node in tree.find_all(nodes.Node)
        if type(node) not in allowed or (isinstance(node, nodes.Getattr) and node.attr.startswith("_"))
    ]


def printable(value: object) -> str:
    """A value as a paper holds it: one line, NFC, no character XML cannot hold; TypeError for what is no text."""
    if not isinstance(value, str):
        raise TypeError(f"{type(value).__name__} is no text")
    return unicodedata.normalize("NFC", _BREAKS.sub(" ", _UNPRINTABLE.sub("", value)))


@lru_cache(maxsize=64)
def _prepared(template: str) -> _Prepared:
    return _prepared_from(shipped(template), template)


def _prepared_from(content: bytes, template: str) -> _Prepared:
    from jinja2 import TemplateError
    from lxml.etree import XMLSyntaxError

    try:
        parts = unpacked(content)
        page = _sandbox().from_string(_tagged(parts[MAIN]))
        return _Prepared(parts, page, paragraph_styles(parsed(parts[STYLES])))
    except (BadZipFile, KeyError, XMLSyntaxError, TemplateError) as error:
        raise _unusable(template, error) from error


def _unusable(template: str, error: Exception) -> ClerkError:
    """The problem with its reason in the clerk's words; the library's own stay in the chain for the log."""
    from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError

    reasons = (
        (UndefinedError, "có tên không có trong nội dung"),
        (SecurityError, "có lệnh không được phép"),
        (TemplateSyntaxError, "có thẻ viết sai"),
        (OverflowError, "làm ra văn bản dài quá mức"),
        ((TypeError, ArithmeticError), "có thẻ không in được"),
    )
    why = next((why for kinds, why in reasons if isinstance(error, kinds)), "tệp bị hỏng")
    return ClerkError(Problem.TEMPLATE_UNUSABLE, template=template, why=f"{why}.")


def shipped(template: str) -> bytes:
    """The bytes of a shipped template; raises ClerkError TEMPLATE_UNUSABLE."""
    try:
        return resource("templates", template).read_bytes()
    except OSError as error:
        raise ClerkError(Problem.TEMPLATE_UNUSABLE, template=template, why="không đọc được tệp.") from error


def _tagged(page: bytes) -> str:
    """A page with the tags Word split joined again and {%p …%} freed from its paragraph, by docxtpl."""
    from docxtpl import DocxTemplate
    from lxml import etree

    source = etree.tostring(parsed(page), encoding="unicode")
    return unicodedata.normalize("NFC", DocxTemplate(None).patch_xml(source))


def _sandbox() -> "ImmutableSandboxedEnvironment":
    """An environment of variables, `if` and `for` alone, without calls or the operators that could grow a value."""
    from jinja2 import StrictUndefined, pass_context
    from jinja2.exceptions import SecurityError
    from jinja2.runtime import Context
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        """The sandbox that calls nothing and refuses the operators that can grow a value."""

        intercepted_binops = frozenset({"*", "**", "%"})

        @override
        def is_safe_callable(self, _obj: Any) -> bool:
            return False

        @override
        def call_binop(self, _context: Context, operator: str, _left: Any, _right: Any) -> NoReturn:
            raise SecurityError(f"operator {operator} is not allowed")

    @pass_context
    def noted(context: Context, value: object) -> str:
        text = printable(value)
        context[_PRINTED].append(text)
        return text

    sandbox = Sandbox(autoescape=True, undefined=StrictUndefined, finalize=noted)
    for table in (sandbox.globals, sandbox.filters, sandbox.tests):
        table.clear()
    return sandbox

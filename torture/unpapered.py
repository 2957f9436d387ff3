"""Protections of what papers hold, taken away (see `weakened`)."""

from collections.abc import Callable
from typing import Any

from dandan_desktop.documents import checked, geometry, render

_Checked: Any = checked
_Render: Any = render
_Geometry: Any = geometry


def _escape() -> None:
    """Values go into the page as they are: what looks like XML becomes XML."""
    usual = render._sandbox

    def bare() -> Any:
        sandbox: Any = usual()
        sandbox.autoescape = False
        return sandbox

    _Render._sandbox = bare


def _whole_text() -> None:
    """As docxtpl does it: no escape, a reader that repairs by leaving things out, and nobody who looks."""
    from lxml import etree

    _escape()
    _Render.parsed = lambda page: etree.fromstring(page, etree.XMLParser(recover=True, huge_tree=True))
    _Checked.check_text = lambda _content, _printed: None


def _held_signature() -> None:
    """The two paragraphs before the signatures may stay behind on their page."""
    _Geometry._hold_signatures = lambda _body, _styles: None


PAPERS: dict[str, Callable[[], None]] = {
    "escape": _escape, "whole-text": _whole_text, "held-signature": _held_signature
}  # fmt: skip

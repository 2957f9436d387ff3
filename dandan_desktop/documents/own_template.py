"""An office's own templates, looked over and filled in a child process; here only bytes pass through."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from dandan_desktop import paths
from dandan_desktop.documents.template_child import NAME, SECONDS
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.paper_templates import Fault

_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_TOO_HEAVY = "đọc quá lâu hoặc tốn quá nhiều bộ nhớ nên đã bị dừng"


class Tried(NamedTuple):
    """What is wrong with a template; else the paper it makes for the practice office."""

    faults: tuple[Fault, ...]
    paper: bytes = b""


def tried(content: bytes, template: str, values: Mapping[str, Any]) -> Tried:
    """Look over an office's own template that is to stand for a shipped one, and print it with these values."""
    try:
        reply, papers = _child({"task": "try", "template": template, "values": [values]}, content)
    except ClerkError as error:
        said = f"Mẫu {error.facts.get('why', '')}"
        return Tried((Fault(0, "", said, "Hãy xuất lại mẫu từ chương trình và sửa trên tệp đó."),))
    return Tried(tuple(Fault(*each) for each in reply["faults"]), papers[0] if papers else b"")


def filled(content: bytes, template: str, values: Sequence[Mapping[str, Any]]) -> list[bytes]:
    """The papers an office's own template makes of these values, one child for all of them.

    Raises ClerkError TEMPLATE_UNUSABLE, PAPER_LOST_TEXT.
    """
    return _child({"task": "fill", "template": template, "values": values}, content)[1]


def _child(asked: Mapping[str, Any], content: bytes) -> tuple[dict[str, Any], list[bytes]]:
    heavy = ClerkError(Problem.TEMPLATE_UNUSABLE, template=asked["template"], why=f"{_TOO_HEAVY}.")
    try:
        ended = subprocess.run(
            paths.own_command("--child", NAME),
            input=json.dumps(asked).encode() + b"\n" + content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=True,
            creationflags=_NO_WINDOW,
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise heavy from error
    head, _, rest = ended.stdout.partition(b"\n")
    reply = json.loads(head)
    if "problem" in reply:
        raise ClerkError(Problem[reply["problem"]], **reply["details"])
    papers, place = [], 0
    for size in reply["sizes"]:
        papers.append(rest[place : place + size])
        place += size
    return reply, papers

"""The process in which an office's own templates are read and filled (D20): no register, no key, no files, killable.

In and out: one line of JSON, then raw bytes. Memory and seconds are bounded, it starts no process, and where the system
can hold it to that (not Windows) it writes no file; its parent ends it when it takes too long.
"""

import json
import sys
from contextlib import suppress
from typing import Any, BinaryIO

NAME = "template"
"""What the command line calls this child."""
MEMORY = 1 << 30
SECONDS = 20


def main() -> int:
    """Do what is asked on standard input; returns the exit code."""
    _bound()
    _answer(sys.stdin.buffer, sys.stdout.buffer)
    return 0


def _answer(source: BinaryIO, target: BinaryIO) -> None:
    from dandan_desktop.domain.errors import ClerkError

    asked = json.loads(source.readline())
    content = source.read()
    papers: list[bytes] = []
    try:
        reply = _done(asked, content, papers)
    except ClerkError as error:
        reply = {"problem": error.problem.name, "details": error.facts}
    target.write(json.dumps({**reply, "sizes": [len(each) for each in papers]}).encode() + b"\n")
    target.writelines(papers)
    target.flush()


def _done(asked: dict[str, Any], content: bytes, papers: list[bytes]) -> dict[str, Any]:
    from dandan_desktop.documents.template_check import filled, try_out

    if asked["task"] == "try":
        tried = try_out(content, asked["template"], asked["values"][0])
        papers += [tried.paper] if tried.paper else []
        return {"faults": tried.faults}
    papers += [filled(content, asked["template"], each) for each in asked["values"]]
    return {"faults": []}


def _bound() -> None:
    """Take from this process what reading a template needs none of."""
    if sys.platform == "win32":
        from dandan_desktop.documents import windows_job

        windows_job.bound(windows_job.kernel(), MEMORY, SECONDS)
        return
    import resource

    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))

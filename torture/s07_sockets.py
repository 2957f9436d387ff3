"""S7: no network socket in a whole session of commands and of the window."""

import re
import tempfile
from pathlib import Path

from torture import r04_calls
from torture.office import Office, copied, master, meetings, module
from torture.row import Row, Size, judged
from torture.window_clerk import KEY

NAME = "S7"
TEETH = {"no-socket": "AF_INET"}
_NETWORK = re.compile(r"\b(?:socket|connect)\(.*?\b(AF_INET6?|AF_PACKET|AF_BLUETOOTH)\b")


def lacks() -> str:
    """A tracer, and the right to trace."""
    return r04_calls.lacks()


def run(size: Size, without: str = "") -> Row:
    """Trace every command and a window from page to page, looking at each socket asked for."""
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        office = copied(Path(folder))
        sessions = _sessions(office)[: size.pick(3, 99, 99)]
        for name, command in sessions:
            log = office.home / "sockets.txt"
            tracer = ["strace", "-f", "-qq", "-e", "trace=socket,connect", "-o", str(log)]
            more = {"QT_QPA_PLATFORM": "offscreen", KEY: master().data_key.hex()}
            whole = [*command[:2], "torture.weakened", without, *command[2:]] if without else command
            answer = office.run_bare([*tracer, *whole], **more)
            wrong += [f"{name}: {what}" for what in answer.findings()]
            found = _NETWORK.findall(log.read_text(encoding="utf-8", errors="replace"))
            wrong += [f"{name}: {family}" for family in sorted(set(found))]
    goal = "no network socket in any command nor in the window"
    return judged(NAME, goal, f"{len(sessions)} sessions traced, {len(wrong)} findings", wrong)


def _sessions(office: Office) -> list[tuple[str, list[str]]]:
    """The window first, then the commands in the order in which an office meets them."""
    out = office.home / "ra"
    out.mkdir()
    commands: tuple[tuple[str | Path, ...], ...] = (
        ("load", *meetings(office.home, 1, seed=70)),
        ("check", "--full"),
        ("search", "hội nghị"),
        ("minutes", "--all", "--out", out),
        ("rollup", "--period", "2021-N", "--out", out / "bieu.xlsx"),
        ("backup", "--to", out),
        ("verify-log",),
        ("users", "list"),
    )
    window = ("window", module("torture.window_clerk", "tour", office.register))
    return [window, *((str(each[0]), office.command(*each)) for each in commands)]

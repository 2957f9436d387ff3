"""The command line: the same services as the window, and a way to test the program without a screen.

Exit codes: 0 done, 1 a known problem told in two Vietnamese sentences, 2 wrong usage, 70 a bug.
"""

import argparse
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path

from dandan_desktop import __version__, bug_log, cli_backups, cli_checks, cli_papers, cli_users
from dandan_desktop.cli_common import BUG, KNOWN, Parser, last_words, note, tell
from dandan_desktop.domain.errors import ClerkError
from dandan_desktop.domain.reasons import Why

COMMANDS = (
    *cli_papers.COMMANDS,
    *cli_checks.COMMANDS,
    *cli_backups.COMMANDS,
    *cli_users.COMMANDS,
)
"""Every command, in the order of the help."""


def parser() -> argparse.ArgumentParser:
    """The commands and their options, in Vietnamese."""
    made = Parser(prog="dandan-desktop", description="Sổ Dân vận")
    made.add_argument("--version", action="version", version=f"dandan-desktop {__version__}", help="xem phiên bản")
    made.add_argument("--register", type=Path, metavar="TỆP", help="sổ cần mở; bỏ trống: sổ mở gần nhất")
    made.add_argument("--user", default="", metavar="TÊN", help="người mở sổ; bỏ trống: người có mật khẩu này")
    made.add_argument("--passphrase-file", type=Path, metavar="TỆP", help="tệp có dòng đầu là mật khẩu")
    made.add_argument("--unlock", type=Why, choices=tuple(Why), help=argparse.SUPPRESS)
    made.add_argument("--typed", action="store_true", help=argparse.SUPPRESS)
    commands = made.add_subparsers(dest="command", metavar="LỆNH")
    for command in COMMANDS:
        command.add_arguments(commands.add_parser(command.name, help=command.words))
    return made


def _run(options: argparse.Namespace) -> int:
    from dandan_desktop import app

    app.refuse_old_windows()
    for command in COMMANDS:
        if command.name == options.command:
            return command.run(options)
    return app.run(options.register, why=options.unlock, has_typed=options.typed)


def _unforeseen(error: Exception) -> str:
    from dandan_desktop.services import fallback

    if fallback.is_of_damage(error):
        return "Chương trình gặp lỗi khi đọc sổ bị hỏng. Hãy giữ nguyên tệp sổ và gửi báo lỗi cho người hỗ trợ."
    return "Chương trình gặp lỗi ngoài dự kiến. Dữ liệu đã lưu vẫn an toàn; hãy gửi báo lỗi cho người hỗ trợ."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, or open the window when none is given; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a pipe on Windows would take the old code page
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = parser().parse_args(arguments)
    try:
        return _run(options)
    except ClerkError as error:
        tell(error)
        return KNOWN
    except KeyboardInterrupt:
        note("Đã dừng theo yêu cầu. Phần đã báo xong vẫn nằm trong sổ.")
        return KNOWN
    except Exception as error:  # noqa: BLE001 - whatever it is, it goes to the log
        note(bug_log.write(error))
        last_words(_unforeseen(error))
        return BUG

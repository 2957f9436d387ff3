"""The command line: the same services as the window, and a way to test the program without a screen.

Exit codes: 0 done, 1 a known problem told in two Vietnamese sentences, 2 wrong usage, 70 a bug.
"""

import argparse
import contextlib
import getpass
import json
import logging
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from typing_extensions import override

from dandan_desktop import __version__
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.messages import sentences
from dandan_desktop.domain.nouns import noun_of
from dandan_desktop.domain.numbers import show_int
from dandan_desktop.domain.periods import Period

if TYPE_CHECKING:
    from dandan_desktop.db.store import Store

DONE, KNOWN, USAGE, BUG = 0, 1, 2, 70
log = logging.getLogger(__name__)


class _Parser(argparse.ArgumentParser):
    """Argparse in Vietnamese; wrong usage is told as everything is: what happened, what to do."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, add_help=False)
        self.add_argument("-h", "--help", action="help", help="xem cách viết lệnh")

    @override
    def format_usage(self) -> str:
        return _in_vietnamese(super().format_usage())

    @override
    def format_help(self) -> str:
        return _in_vietnamese(super().format_help())

    @override
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(USAGE, "Lệnh viết chưa đúng. Hãy xem cách viết ở trên, hoặc thêm --help.\n")


_HEADINGS = (("usage:", "Cách viết:"), ("positional arguments:", "Cần ghi:"), ("options:", "Tuỳ chọn:"))


def _in_vietnamese(page: str) -> str:
    for heading, ours in _HEADINGS:
        page = re.sub(rf"^{heading}", ours, page, flags=re.MULTILINE)
    return page


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="dandan-desktop", description="Sổ Dân vận")
    parser.add_argument("--version", action="version", version=f"dandan-desktop {__version__}", help="xem phiên bản")
    parser.add_argument("--register", type=Path, metavar="TỆP", help="sổ cần mở; bỏ trống: sổ mở gần nhất")
    parser.add_argument("--passphrase-file", type=Path, metavar="TỆP", help="tệp có dòng đầu là mật khẩu")
    commands = parser.add_subparsers(dest="command", metavar="LỆNH")
    demo = commands.add_parser("demo", help="lập sổ thực hành và các văn bản mẫu")
    demo.add_argument("--out", type=Path, required=True, metavar="THƯ MỤC")
    demo.add_argument("--no-window", action="store_true", help="không mở cửa sổ")
    load = commands.add_parser("load", help="nạp cuộc họp từ tệp dandan-meeting/1")
    load.add_argument("files", type=Path, nargs="+", metavar="TỆP")
    minutes = commands.add_parser("minutes", help="làm biên bản Word")
    which = minutes.add_mutually_exclusive_group(required=True)
    which.add_argument("--all", action="store_true", help="mọi cuộc họp")
    which.add_argument("--meeting", metavar="MÃ", help="mã UUID của một cuộc họp")
    minutes.add_argument("--out", type=Path, required=True, metavar="THƯ MỤC")
    rollup = commands.add_parser("rollup", help="làm biểu tổng hợp Excel của một kỳ")
    rollup.add_argument("--period", required=True, metavar="KỲ", help="2026-N, 2026-6T, 2026-9T, 2026-Q3, 2026-M05")
    rollup.add_argument("--out", type=Path, required=True, metavar="TỆP")
    rollup.add_argument("--as-of", metavar="NGÀY", help="số liệu tính đến ngày (2026-06-30)")
    rollup.add_argument("--date", metavar="NGÀY", help="ngày ban hành; bỏ trống: hôm nay")
    search = commands.add_parser("search", help="tìm cuộc họp, người, mô hình")
    search.add_argument("words", nargs="+", metavar="CHỮ")
    search.add_argument("--json", action="store_true", help="in danh sách JSON")
    check = commands.add_parser("check", help="kiểm tra sổ")
    check.add_argument("--json", action="store_true", help="in kết quả JSON")
    return parser


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        raise ClerkError(Problem.DAY_UNKNOWN, typed=typed) from error


def _passphrase(file: Path | None) -> str:
    """The first line of the file, or what is typed on the terminal; raises ClerkError."""
    if file is not None:
        try:
            lines = file.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise ClerkError(Problem.PASSPHRASE_FILE_UNREADABLE, path=file) from error
        if not lines or not lines[0]:
            raise ClerkError(Problem.PASSPHRASE_FILE_UNREADABLE, path=file)
        return lines[0]
    if not sys.stdin or not sys.stdin.isatty():
        raise ClerkError(Problem.NO_PASSPHRASE)
    try:
        return getpass.getpass("Mật khẩu: ")
    except (EOFError, UnicodeDecodeError) as error:
        raise ClerkError(Problem.NO_PASSPHRASE) from error


@contextlib.contextmanager
def _opened(options: argparse.Namespace, *, make: bool = False) -> "Iterator[Store]":
    """The store of the register asked for, made first where that is allowed and there is none."""
    from dandan_desktop.services import registers

    path = registers.named(options.register) if options.register else registers.last_register()
    registers.refuse_network(path)
    is_there = os.path.lexists(path)  # Path.exists raises for a name too long
    if not is_there and not make:
        raise ClerkError(Problem.REGISTER_MISSING, path=path)
    passphrase = _passphrase(options.passphrase_file)
    register = registers.open_it(path, passphrase) if is_there else registers.make(path, passphrase)
    try:
        store = register.store()
        try:
            yield store
        finally:
            store.close()
    finally:
        register.close()


def _say(text: str) -> None:
    """One line for whoever reads the output, at once: a uid printed is a meeting committed."""
    try:
        print(text, flush=True)
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains again at its end
        raise ClerkError(Problem.OUTPUT_LOST) from error


def _note(text: str) -> None:
    """One line beside the output."""
    print(text, file=sys.stderr, flush=True)


def _tell(error: ClerkError) -> None:
    """A known problem: what happened, what to do."""
    _note(" ".join(sentences(error)))


def _demo(options: argparse.Namespace) -> int:
    from dandan_desktop import app
    from dandan_desktop.services import demo

    for file in demo.make(options.out, date.today()):  # noqa: DTZ011 - the clerk's own day
        _say(str(file))
    _note(f"Mật khẩu của sổ thực hành: {demo.PRACTICE_PASSPHRASE}")
    if options.no_window:
        return DONE
    return app.run(demo.register_in(options.out))


def _load(options: argparse.Namespace) -> int:
    from dandan_desktop.services import loading

    code = DONE
    with _opened(options, make=True) as store:
        for file in options.files:
            try:
                loaded = loading.load_path(store, file)
            except ClerkError as error:
                _tell(error)
                code = KNOWN
                continue
            _say(loaded.uid)
            if not loaded.is_new:
                _note(f"{file.name}: đã có, không đổi gì.")
            if loaded.removed:
                _note(f"{file.name}: đã bỏ {loaded.removed} ký tự điều khiển.")
    return code


def _minutes(options: argparse.Namespace) -> int:
    from dandan_desktop.services import papers

    with _opened(options) as store:
        rows = papers.all_rows(store) if options.all else [papers.row_of(store, options.meeting)]
        for file in papers.write_all_minutes(store, rows, options.out):
            _say(str(file))
    return DONE


def _rollup(options: argparse.Namespace) -> int:
    from dandan_desktop.services import rollups

    period = _period(options.period)
    as_of = _day(options.as_of) if options.as_of else None
    issued = _day(options.date) if options.date else date.today()  # noqa: DTZ011 - the clerk's own day
    with _opened(options) as store:
        made = rollups.write_roll_up(store, period, options.out, as_of=as_of, issued=issued)
        _say(str(made))
    return DONE


def _period(code: str) -> Period:
    try:
        return Period.parse(code)
    except ValueError as error:
        raise ClerkError(Problem.PERIOD_UNKNOWN, code=code) from error


def _search(options: argparse.Namespace) -> int:
    from dandan_desktop.services import searching

    with _opened(options) as store:
        hits = searching.find(store, " ".join(options.words))
    if options.json:
        _say(json.dumps([hit.as_json() for hit in hits], ensure_ascii=False, indent=1))
    for hit in [] if options.json else hits:
        _say(f"{hit.label}: {hit.title}")
    return DONE


def _check(options: argparse.Namespace) -> int:
    from dandan_desktop.services import registers

    with _opened(options) as store:
        report = registers.check(store)
    if options.json:
        _say(json.dumps({"ok": not report.faults, "tables": report.tables}, ensure_ascii=False))
    else:
        _say("Sổ tốt." if not report.faults else "Sổ có lỗi: " + ", ".join(report.faults))
        for table, count in report.tables.items():
            _say(f"{noun_of(table).label}: {show_int(count)}")
    return KNOWN if report.faults else DONE


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "demo": _demo,
    "load": _load,
    "minutes": _minutes,
    "rollup": _rollup,
    "search": _search,
    "check": _check,
}


def _run(options: argparse.Namespace) -> int:
    if options.command is not None:
        return _COMMANDS[options.command](options)
    from dandan_desktop import app

    return app.run(options.register)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, or open the window when none is given; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a pipe on Windows would take the old code page
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = _parser().parse_args(arguments)
    try:
        return _run(options)
    except ClerkError as error:
        _tell(error)
        return KNOWN
    except KeyboardInterrupt:
        _note("Đã dừng theo yêu cầu. Phần đã báo xong vẫn nằm trong sổ.")
        return KNOWN
    except Exception:
        log.exception("bug")
        _note("Chương trình gặp lỗi ngoài dự kiến. Dữ liệu đã lưu vẫn an toàn; hãy gửi báo lỗi cho người hỗ trợ.")
        return BUG

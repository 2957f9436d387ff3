"""Commands that load meetings and make papers: demo, load, minutes, papers, rollup, search."""

import contextlib
import json
import os
from argparse import ArgumentParser, Namespace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from dandan_desktop.cli_common import DONE, KNOWN, Command, day, note, opened_register, read, register_path, say, tell
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.periods import Period

if TYPE_CHECKING:
    from dandan_desktop.db.register import Register
    from dandan_desktop.db.store import Store


def _demo_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, required=True, metavar="THƯ MỤC")
    parser.add_argument("--no-window", action="store_true", help="không mở cửa sổ")


def _load_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", type=Path, nargs="+", metavar="TỆP")


def _minutes_arguments(parser: ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--all", action="store_true", help="mọi cuộc họp")
    which.add_argument("--meeting", metavar="MÃ", help="mã UUID của một cuộc họp")
    parser.add_argument("--out", type=Path, required=True, metavar="THƯ MỤC")


def _papers_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--meeting", required=True, metavar="MÃ", help="mã UUID của một cuộc họp")
    parser.add_argument("--out", type=Path, required=True, metavar="THƯ MỤC")


def _rollup_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--period", required=True, metavar="KỲ", help="2026-N, 2026-6T, 2026-9T, 2026-Q3, 2026-M05")
    parser.add_argument("--out", type=Path, required=True, metavar="TỆP")
    parser.add_argument(
        "--as-of",
        metavar="NGÀY",
        help="số liệu tính đến hết ngày (2026-06-30); bỏ trống: ngày cuối kỳ, hoặc ngày ban hành nếu kỳ chưa hết",
    )
    parser.add_argument("--date", metavar="NGÀY", help="ngày ban hành; bỏ trống: hôm nay")


def _search_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("words", nargs="+", metavar="CHỮ")
    parser.add_argument("--json", action="store_true", help="in danh sách JSON")


def _demo(options: Namespace) -> int:
    from dandan_desktop import app
    from dandan_desktop.services import demo

    for file in demo.make(options.out, date.today()):  # noqa: DTZ011 - the clerk's own day
        say(str(file))
    note(f"Mật khẩu của sổ thực hành: {demo.PRACTICE_PASSPHRASE}")
    if options.no_window:
        return DONE
    return app.run(demo.register_in(options.out))


def _load(options: Namespace) -> int:
    from dandan_desktop.services import health, loading

    code = DONE
    was_there = os.path.lexists(register_path(options))
    with opened_register(options, make=True) as register, contextlib.closing(register.store()) as store:
        before = partial(_back_up_before, register) if was_there else None
        for file in options.files:
            try:
                loaded = loading.load_path(store, file, before)
            except ClerkError as error:
                if health.is_doubtful(register, error):
                    raise
                tell(error)
                code = KNOWN
                continue
            say(loaded.uid)
            if not loaded.is_new:
                note(f"{file.name}: đã có, không đổi gì.")
            if loaded.is_new:
                before = None  # once before the first
            if loaded.removed:
                note(f"{file.name}: đã bỏ {loaded.removed} ký tự điều khiển.")
        store.catch_up()
    return code


def _back_up_before(register: "Register") -> None:
    """Keep a copy of what is there before files are loaded; a machine that cannot is told and goes on.

    Each file is one deed that can be undone, so loading needs the copy less than the office needs the meetings.
    """
    from dandan_desktop.domain.thinning import Kind
    from dandan_desktop.services import backups

    try:
        backups.back_up_if_changed(register, Kind.BEFORE_LOAD)
    except ClerkError as error:
        tell(error)


def _minutes(options: Namespace) -> int:
    from dandan_desktop.services import papers

    written: set[Path] = set()

    def write(store: "Store") -> None:
        rows = papers.all_rows(store) if options.all else [papers.row_of(store, options.meeting)]
        if not rows:
            note("Sổ chưa có cuộc họp nào để lập biên bản.")
        for file in papers.write_all_minutes(store, rows, options.out):
            if file not in written:
                written.add(file)
                say(str(file))

    read(options, write)
    return DONE


def _papers(options: Namespace) -> int:
    from dandan_desktop.services import papers, sitting_papers

    told: set[str] = set()

    def write(store: "Store") -> None:
        row = papers.row_of(store, options.meeting)
        for offer in sitting_papers.offers(store, row):
            if offer.lacks and offer.wanted.kind.name not in told:
                told.add(offer.wanted.kind.name)
                note(f"{offer.wanted.kind.name}: không làm. {offer.lacks}")
        for file in sitting_papers.write_all(store, row, options.out):
            say(str(file))

    read(options, write)
    return DONE


def _rollup(options: Namespace) -> int:
    from dandan_desktop.services import rollups

    period = _period(options.period)
    as_of = day(options.as_of) if options.as_of else None
    issued = day(options.date) if options.date else date.today()  # noqa: DTZ011 - the clerk's own day
    say(str(read(options, lambda store: rollups.write_roll_up(store, period, options.out, as_of=as_of, issued=issued))))
    return DONE


def _period(code: str) -> Period:
    try:
        return Period.parse(code)
    except ValueError as error:
        raise ClerkError(Problem.PERIOD_UNKNOWN, code=code) from error


def _search(options: Namespace) -> int:
    from dandan_desktop.services import searching

    hits = read(options, lambda store: searching.find(store, " ".join(options.words)))
    if options.json:
        say(json.dumps([hit.as_json() for hit in hits], ensure_ascii=False, indent=1))
    elif not hits:
        note("Không tìm thấy gì.")
    for hit in [] if options.json else hits:
        say(f"{hit.label}: {hit.title}")
    return DONE


COMMANDS = (
    Command("demo", "lập sổ thực hành và các văn bản mẫu", _demo_arguments, _demo),
    Command("load", "nạp cuộc họp từ tệp dandan-meeting/1", _load_arguments, _load),
    Command("minutes", "lập biên bản Word", _minutes_arguments, _minutes),
    Command("papers", "lập mọi văn bản của một cuộc họp", _papers_arguments, _papers),
    Command("rollup", "lập biểu tổng hợp Excel của một kỳ", _rollup_arguments, _rollup),
    Command("search", "tìm cuộc họp, người, mô hình", _search_arguments, _search),
)
"""In the order of the help."""

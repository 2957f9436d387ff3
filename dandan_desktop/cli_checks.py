"""Commands that look a register over: check, verify-log."""

import json
from argparse import ArgumentParser, Namespace

from dandan_desktop.cli_common import DONE, KNOWN, Command, opened_register, read, say
from dandan_desktop.domain import faults
from dandan_desktop.domain.nouns import noun_of
from dandan_desktop.domain.numbers import show_int


def _check_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="in kết quả JSON")


def _full_check_arguments(parser: ArgumentParser) -> None:
    _check_arguments(parser)
    parser.add_argument("--full", action="store_true", help="kiểm tra cả cấu trúc, chữ tìm kiếm và trạng thái")


def _check(options: Namespace) -> int:
    from dandan_desktop.services import fallback, health

    with opened_register(options) as register:
        report = health.report(register, is_full=options.full)
    if faults.is_damage(report.faults) and not options.json:
        raise fallback.damaged(register.path)
    if options.json:
        facts = {"ok": not report.faults, "faults": report.faults, "tables": report.tables}
        say(json.dumps({**facts, **({"only": report.only} if report.only else {})}, ensure_ascii=False))
    else:
        say("Sổ tốt." if not report.faults else f"Sổ có lỗi: {faults.words(report.faults)}.")
        for table, count in report.tables.items():
            say(f"{noun_of(table).label}: {show_int(count)}")
        if report.only:
            say(f"Chỉ đếm hồ sơ của: {report.only}.")
    return KNOWN if report.faults else DONE


def _verify_log(options: Namespace) -> int:
    from dandan_desktop.services import undoing

    verdict = read(options, undoing.verify)
    why = undoing.BROKEN[verdict.broken] if verdict.broken else ""
    if options.json:
        facts = {"ok": verdict.holds, "deeds": verdict.deeds, "head": verdict.head.hex()}
        broken = {} if verdict.holds else {"broken_at": verdict.broken_at, "broken": verdict.broken}
        say(json.dumps({**facts, **broken}, ensure_ascii=False))
        return DONE if verdict.holds else KNOWN
    say(f"Số việc đã kiểm: {show_int(verdict.deeds)}")
    say(f"Dấu niêm cuối: {undoing.shown(verdict.head)}")
    if verdict.holds:
        say("Nhật ký nguyên vẹn.")
        return DONE
    say(f"Nhật ký bị đứt ở việc số {show_int(verdict.broken_at)}: {why}.")
    return KNOWN


COMMANDS = (
    Command("check", "kiểm tra sổ", _full_check_arguments, _check),
    Command("verify-log", "kiểm tra nhật ký có nguyên vẹn không", _check_arguments, _verify_log),
)

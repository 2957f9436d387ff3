"""The command that checks the journal."""

import json
from pathlib import Path

from dandan_desktop.db import checks
from tests.commands import office
from tests.db.test_store import unguarded
from tests.registers import meeting_file, opened, raw, store_of


def test_verify_log_tells_the_deeds_and_the_head(tmp_path: Path) -> None:
    here = office(tmp_path)
    assert here.run("load", meeting_file()).code == 0
    register = opened(here.register)
    with store_of(register) as store:
        whole = checks.verify(store)
    register.close()
    told = here.run("verify-log")
    assert (told.code, told.err) == (0, "")
    assert told.out.splitlines() == [
        f"Số việc đã kiểm: {whole.deeds}",
        f"Dấu niêm cuối: {checks.shown(whole.head)}",
        "Nhật ký nguyên vẹn.",
    ]
    assert json.loads(here.run("verify-log", "--json").out) == {
        "ok": True, "deeds": whole.deeds, "head": whole.head.hex()
    }  # fmt: skip


def test_verify_log_tells_where_it_breaks(tmp_path: Path) -> None:
    here = office(tmp_path)
    assert here.run("load", meeting_file()).code == 0
    with raw(here.register) as connection:
        unguarded(connection, "UPDATE deeds SET who = 'Ai đó' WHERE id = 1")
    told = here.run("verify-log")
    assert told.code == 1
    assert told.out.splitlines()[-1] == (
        "Nhật ký bị đứt ở việc số 1: việc hoặc các dòng của việc bị sửa, đổi chỗ hoặc bớt."
    )
    found = json.loads(here.run("verify-log", "--json").out)
    assert (found["ok"], found["broken_at"], found["broken"]) == (False, 1, "deed_changed")

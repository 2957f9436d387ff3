"""Every command × every role."""

from argparse import ArgumentParser, _SubParsersAction
from contextlib import closing
from pathlib import Path

import pytest

from dandan_desktop import cli, paths
from dandan_desktop.domain.users import User
from dandan_desktop.services import backups, loading, registers, users
from tests.commands import Office
from tests.registers import NAME, PASSPHRASE, cheap_keys, copied, meeting_file

ROLES = {"totals": "sees_totals", "enter": "enters", "approve": "approves", "admin": "administers"}
ALL = frozenset(ROLES)
NEW = ("--new-passphrase-file", "mật khẩu mới")
COMMANDS: dict[str, tuple[tuple[str, ...], frozenset[str]]] = {
    "check": (("check", "--json"), ALL),
    "verify-log": (("verify-log",), ALL),
    "search": (("search", "--json", "nghị"), ALL),
    "load": (("load", str(meeting_file("dong-thap-2020-07-03"))), frozenset({"enter"})),
    "minutes": (("minutes", "--all", "--out", "giấy"), ALL),
    "papers": (("papers", "--meeting", "mã cuộc họp", "--out", "giấy"), frozenset({"enter", "approve"})),
    "rollup": (("rollup", "--period", "2021-N", "--out", "biểu.xlsx"), ALL),
    "check --full": (("check", "--full"), ALL),
    "backup": (("backup", "--to", "giấy"), ALL),
    "restore": (("restore", "bản sao", "--to", "mới.dandan"), frozenset({"admin"})),
    "users list": (("users", "list"), frozenset({"admin"})),
    "users add": (("users", "add", "Người {role}", "--role", "enter", *NEW), frozenset({"admin"})),
    "users reset": (("users", "reset", "Vai thử", *NEW), frozenset({"admin"})),
    "users remove": (("users", "remove", "Người admin"), frozenset({"admin"})),
}
NOT_BY_ROLE = {"recover", "demo"}
"""The recovery sheet opens to whoever holds it (tests/test_cli_users.py); the practice office is everybody's."""


OWN = "Hội Nông dân tỉnh Đồng Tháp"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A register with a meeting and a user for each role."""
    folder = tmp_path_factory.mktemp("vai")
    with pytest.MonkeyPatch.context() as patch:
        cheap_keys(patch)
        for name in ("DATA", "CONFIG", "STATE", "CACHE"):
            patch.setenv(f"XDG_{name}_HOME", str(folder / "user"))
        path = copied(folder / "sổ")
        with closing(registers.open_it(path, PASSPHRASE)) as register, closing(register.store()) as store:
            (folder / "mã").write_text(loading.load_path(store, meeting_file()).uid, encoding="utf-8")
            for name, right in ROLES.items():
                users.add(register, store, User(name=f"Vai {name}", **{right: True}), (), f"mật khẩu của {name}")
            users.add(register, store, User(name="Vai thử", sees_totals=True), (), "mật khẩu của thử")
            body = users.body_named(store, OWN)
            users.add(register, store, User(name="Vai một nơi", enters=True), (body,), "mật khẩu của một nơi")
            backups.copy_to(backups.back_up(register), folder)
    return Office(folder / "sổ", NAME)


def users_deeds() -> set[str]:
    parser = ArgumentParser()
    next(each for each in cli.COMMANDS if each.name == "users").add_arguments(parser)
    (choices,) = (action.choices for action in parser._actions if isinstance(action, _SubParsersAction))
    return set(choices)


def test_every_command_is_tried_or_says_why_not() -> None:
    assert {name.partition(" ")[0] for name in COMMANDS} | NOT_BY_ROLE == {command.name for command in cli.COMMANDS}
    assert {name.partition(" ")[2] for name in COMMANDS if name.startswith("users ")} == {
        "list",
        "add",
        "reset",
        "remove",
    }


@pytest.mark.parametrize("role", ROLES)
def test_every_command_as_every_role(desk: Office, tmp_path: Path, role: str) -> None:
    secret = tmp_path / "mật khẩu"
    secret.write_text(f"mật khẩu của {role}\n", encoding="utf-8")
    reads = role in {"enter", "approve"}
    new = tmp_path / "mật khẩu mới"
    new.write_text(f"mật khẩu mới do {role} đặt\n", encoding="utf-8")
    places = {each: str(tmp_path / each) for each in ("giấy", "biểu.xlsx", "mới.dandan", new.name)}
    places["bản sao"] = str(next(desk.folder.parent.glob(f"*{paths.PACKAGE_SUFFIX}")))
    places["mã cuộc họp"] = (desk.folder.parent / "mã").read_text(encoding="utf-8")
    places["Người {role}"] = f"Người {role}"
    for name, (arguments, may) in COMMANDS.items():
        command = desk.command(*arguments)
        command[command.index(str(desk.passphrase))] = str(secret)
        command = [places.get(each, each) for each in command]
        answer = desk.run_bare(command)
        assert answer.is_clean
        assert (name, answer.code) == (name, 0 if may is ALL or role in may else 1), answer.err
        if name == "search":
            assert ("title" in answer.out) is reads
        if name == "check":
            assert ('"meetings": 0' not in answer.out) is reads
        if name == "users list":
            assert ("Vai một nơi" in answer.out) is (role == "admin")
        if name == "restore":
            assert (tmp_path / "mới.dandan").exists() is (role == "admin")
        if name in {"minutes", "papers"}:
            assert bool(list((tmp_path / "giấy").glob("*.docx"))) is reads


def test_a_check_by_a_clerk_of_one_organisation_says_what_it_counts(desk: Office, tmp_path: Path) -> None:
    secret = tmp_path / "mật khẩu"
    for whose, said in (("một nơi", f"Chỉ đếm hồ sơ của: {OWN}."), ("enter", "")):
        secret.write_text(f"mật khẩu của {whose}\n", encoding="utf-8")
        command = desk.command("check")
        command[command.index(str(desk.passphrase))] = str(secret)
        answer = desk.run_bare(command)
        assert answer.code == 0
        assert said in answer.out
        assert ("Chỉ đếm" in answer.out) is bool(said)

"""Commands about the people who open a register: users list, add, remove, reset; recover with the sheet."""

from argparse import ArgumentParser, Namespace
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from dandan_desktop.cli_common import DONE, Command, note, opened_register, register_path, say, secret
from dandan_desktop.domain import text
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.users import FIELDS, Role, User, role_fact

if TYPE_CHECKING:
    from dandan_desktop.db.register import Register
    from dandan_desktop.db.store import Store


def _users_arguments(parser: ArgumentParser) -> None:
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="VIỆC")
    deeds.add_parser("list", help="xem danh sách người dùng")
    added = deeds.add_parser("add", help="thêm người dùng")
    added.add_argument("name", metavar="TÊN")
    added.add_argument("--role", action="append", required=True, metavar="QUYỀN", help=_known_roles())
    added.add_argument("--organisation", action="append", default=[], metavar="TÊN", help="bỏ trống: mọi tổ chức")
    _new_passphrase(added)
    for deed, words in (("remove", "bỏ người dùng và thay khoá của sổ"), ("reset", "đặt mật khẩu mới")):
        other = deeds.add_parser(deed, help=words)
        other.add_argument("name", metavar="TÊN")
        if deed == "reset":
            _new_passphrase(other)


def _recover_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="TÊN", help="bỏ trống: người quản trị đầu tiên")
    parser.add_argument("--code-file", type=Path, metavar="TỆP", help="tệp có dòng đầu là mã trên phiếu")
    _new_passphrase(parser)


def _new_passphrase(parser: ArgumentParser) -> None:
    parser.add_argument("--new-passphrase-file", type=Path, metavar="TỆP", help="tệp có dòng đầu là mật khẩu mới")


def _labels() -> dict[Role, str]:
    return {role: role_fact(role).label for role in Role}


def _known_roles() -> str:
    return "; ".join(f"{role.value} ({label})" for role, label in _labels().items())


def _role(typed: str) -> Role:
    """The role of a code or of its Vietnamese words, with marks or without; raises ClerkError ROLE_UNKNOWN."""
    for role, label in _labels().items():
        if text.fold(typed) in (role.value, text.fold(label)):
            return role
    raise ClerkError(Problem.ROLE_UNKNOWN, typed=typed, known=_known_roles())


def _new(options: Namespace) -> str:
    """The new passphrase, from its file or typed twice; raises ClerkError PASSPHRASES_DIFFER and as `secret`."""
    if options.new_passphrase_file:
        return secret(options.new_passphrase_file)
    from dandan_desktop.db.keys import normalised

    option = "--new-passphrase-file"
    typed = secret(None, "Mật khẩu mới: ", option)
    if normalised(secret(None, "Nhập lại mật khẩu mới: ", option)) != normalised(typed):
        raise ClerkError(Problem.PASSPHRASES_DIFFER)
    return typed


def _users(options: Namespace) -> int:
    with opened_register(options) as register:
        if options.deed == "remove":
            _remove(register, options.name)
            return DONE
        with closing(register.store()) as store:
            {"list": _list, "add": _add, "reset": _reset}[options.deed](register, store, options)
    return DONE


def _list(register: "Register", store: "Store", _: Namespace) -> None:
    from dandan_desktop.services import users

    labels = _labels()
    for line in users.listed(register, store):
        roles = ", ".join(label for role, label in labels.items() if role in line.roles)
        bodies = ", ".join(store.names.of("bodies", body) for body in line.bodies) or "mọi tổ chức"
        say(f"{line.name}: {roles}; {bodies}" + ("" if line.has_passphrase else "; chưa có mật khẩu"))


def _add(register: "Register", store: "Store", options: Namespace) -> None:
    from dandan_desktop.services import users

    given = {FIELDS[_role(typed)]: True for typed in options.role}
    bodies = [users.body_named(store, name) for name in options.organisation]
    users.add(register, store, User(name=options.name, **given), bodies, _new(options))
    say(f"Đã thêm {text.tidy(options.name)}.")


def _reset(register: "Register", store: "Store", options: Namespace) -> None:
    from dandan_desktop.services import users

    row = users.named(store, options.name)
    users.reset(register, store, row, _new(options))
    say(f"Đã đặt mật khẩu mới cho {text.tidy(options.name)}.")


def _remove(register: "Register", name: str) -> None:
    from dandan_desktop.services import users

    with closing(register.store()) as store:
        row = users.named(store, name)
    users.remove(register, row)
    say(f"Đã bỏ {text.tidy(name)} và thay khoá của sổ.")
    note("Bản sao lập trước lúc này vẫn mở được bằng mật khẩu cũ. Hãy cất các bản đã chép ra ngoài vào nơi an toàn.")


def _recover(options: Namespace) -> int:
    from dandan_desktop.services import registers, users

    path = register_path(options)
    code = secret(options.code_file, "Mã trên phiếu khôi phục: ", "--code-file")
    with closing(registers.open_by_sheet(path, code, by_command=True)) as register:
        with closing(register.store()) as store:
            name = options.name or options.user or store.reader.name
            row = users.named(store, name)
            users.reset(register, store, row, _new(options))
            users.welcome(register, store, "")
        say(f"Đã mở sổ bằng phiếu khôi phục và đặt mật khẩu mới cho {text.tidy(name)}.")
        note("Phiếu khôi phục vẫn còn dùng được. Hãy cất lại vào phong bì niêm phong.")
    return DONE


COMMANDS = (
    Command("users", "xem, thêm, bỏ người dùng, đặt mật khẩu", _users_arguments, _users),
    Command("recover", "mở sổ bằng phiếu khôi phục và đặt mật khẩu mới", _recover_arguments, _recover),
)

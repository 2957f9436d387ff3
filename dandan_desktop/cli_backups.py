"""Commands that keep the register safe: backup and restore."""

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

from dandan_desktop.cli_common import DONE, Command, note, opened_register, say, secret
from dandan_desktop.domain.nouns import NOUNS
from dandan_desktop.domain.numbers import show_int


def _backup_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, required=True, metavar="THƯ MỤC", help="nơi để thêm một bản sao")


def _backup(options: Namespace) -> int:
    from dandan_desktop.services import backups

    with opened_register(options) as register:
        made = backups.back_up(register)
        say(str(backups.copy_to(made, options.to)))
        if backups.is_beside(register, options.to):
            note("Bản sao này nằm cùng ổ đĩa với sổ. Hãy chép thêm ra USB hoặc ổ đĩa rời, vì ổ hỏng thì mất cả hai.")
    say(f"Bản sao số: {made.entry.sequence}")
    say(f"Mã kiểm tra nhật ký: {backups.head_shown(made)}")
    return DONE


def _restore_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="TỆP", help="bản sao")
    parser.add_argument(
        "--to", type=Path, required=True, metavar="SỔ", help="sổ cần có; sổ cũ cùng tên được để sang bên"
    )


def _restore(options: Namespace) -> int:
    from dandan_desktop.services import key_mending, registers, restore_words, restoring

    target = registers.named(options.to)
    preview = restoring.look(options.file, target, secret(options.passphrase_file), options.user)
    if preview.lacks_keys_only:
        key_mending.mend(preview)
        say(str(target))
        note("Sổ chỉ bị mất hoặc hỏng tệp khoá: đã lập lại tệp khoá, sổ giữ nguyên.")
        note("Nếu vẫn muốn thay cả sổ bằng bản sao này, hãy chạy lại lệnh.")
        return DONE
    if os.path.lexists(target):  # Path.exists raises for a name too long
        note(restore_words.loss_words(preview.loss))
    restored = restoring.restore(preview)
    say(str(restored.path))
    say(f"Bản sao số: {restored.sequence}")
    for noun in NOUNS:
        say(f"{noun.label}: {show_int(restored.counts.get(noun.table, 0))}")
    if restored.aside:
        note(f"Sổ cũ được giữ ở {restored.aside.name}.")
    for told in restore_words.afterwards(restored):
        note(told)
    return DONE


COMMANDS = (
    Command("backup", "sao lưu sổ", _backup_arguments, _backup),
    Command("restore", "khôi phục sổ từ bản sao", _restore_arguments, _restore),
)

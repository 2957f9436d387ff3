"""S6: somebody who was removed opens neither the register nor any later backup, with all that he kept."""

import shutil
import tempfile
from contextlib import closing
from pathlib import Path

from dandan_desktop.db import keys, rotation
from dandan_desktop.db.engine import connect
from dandan_desktop.db.register import Register
from dandan_desktop.domain.errors import ClerkError
from dandan_desktop.domain.users import User
from dandan_desktop.services import users
from torture.door import Weaker, cheap_slots, eager, is_refused, opens, weakened
from torture.office import PASSPHRASE, copied
from torture.row import Row, Size, judged

NAME = "S6"


def _same_key(register: Register, file: keys.KeyFile, without: list[str], _reader: object) -> None:
    """Leave his slot out, and keep the data key."""
    fresh = keys.resealed(file, register.data_key, without)
    with closing(register.store()) as store, store.change("change_key"):
        rotation.put(store, fresh)
    rotation.published(register)


WEAKER: dict[str, list[Weaker]] = {"new-key": [(rotation, "rotate", _same_key)]}
TEETH = {"new-key": "opens the register"}


def lacks() -> str:
    """Nothing is needed."""
    return ""


def run(size: Size, without: str = "") -> Row:
    """Add and remove so many people, one after another; each comes back with the key files and keys he had."""
    people = size.pick(2, 5, 20)
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder, cheap_slots(), weakened(WEAKER.get(without, [])):
        path = copied(Path(folder)).register
        for number in range(1, people + 1):
            wrong += [f"person {number}: {what}" for what in _comes_back(path, f"mật khẩu người số {number}")]
        if opens(path, PASSPHRASE) != "yes":
            wrong.append("who stays cannot open any more")
    result = f"{people} removed, {len(wrong)} findings"
    return judged(NAME, f"{people} people removed: their key files and passphrases open nothing later", result, wrong)


def _comes_back(path: Path, passphrase: str) -> list[str]:
    own = [keys.beside(path), path.with_name(path.name + ".khoa.bak")]
    with closing(Register.open(path, PASSPHRASE, patience=eager())) as register:
        with closing(register.store()) as store:
            row = users.add(register, store, User(name="Người đi", administers=True), [], passphrase).row
        kept = {file: file.read_bytes() for file in own}
        users.remove(register, row)
        fresh = {file: file.read_bytes() for file in own}
        backup = _backup(register)
    found = keys.unlock(keys.loads(kept[own[0]]), passphrase)
    wrong = []
    for what, file, key in (
        ("the register", path, found.data_key),
        ("a later backup", backup, keys.backup_key(found.data_key)),
        ("a later backup", backup, found.data_key),
    ):
        if _is_opened(file, key):
            wrong.append(f"his old key opens {what}")
    for files in (fresh, kept):
        for file, content in files.items():
            file.write_bytes(content)
        if not is_refused(answer := opens(path, passphrase)):
            wrong.append(f"he is told {answer}")
    for file, content in fresh.items():
        file.write_bytes(content)
    return wrong


def _backup(register: Register) -> Path:
    """A later copy of the register under the key of its backups."""
    copy = register.path.with_name("bản sao")
    shutil.copyfile(register.path, copy)
    rotation.rekey(copy, register.data_key, keys.backup_key(register.data_key))
    return copy


def _is_opened(path: Path, key: bytes) -> bool:
    try:
        connect(path, key).close()
    except ClerkError:
        return False
    return True

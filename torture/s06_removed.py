"""S6: somebody who was removed opens neither the register nor any later backup, with all that he kept."""

import tempfile
from contextlib import closing
from pathlib import Path

from dandan_desktop.db import keys, packages, rotation
from dandan_desktop.db.engine import connect
from dandan_desktop.db.packages import Package
from dandan_desktop.db.register import Register
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.users import User
from dandan_desktop.services import backups, users
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
        package = packages.read(backups.back_up(register).path)
    old = keys.unlock(keys.loads(kept[own[0]]), passphrase).data_key
    wrong = ["his old key opens the register"] if _is_opened(path, old) else []
    wrong += _with_backup(package, passphrase, old)
    for files in (fresh, kept):
        for file, content in files.items():
            file.write_bytes(content)
        if not is_refused(answer := opens(path, passphrase)):
            wrong.append(f"he is told {answer}")
    for file, content in fresh.items():
        file.write_bytes(content)
    return wrong


def _with_backup(package: Package, passphrase: str, old: bytes) -> list[str]:
    """What he can do with a backup made after he had gone."""
    wrong = ["his old key fits a later backup"] if packages.fits(package, old) else []
    try:
        packages.unlock(package, passphrase)
        wrong.append("his passphrase opens a later backup")
    except ClerkError as error:
        if error.problem is not Problem.WRONG_PASSPHRASE:
            wrong.append(f"of a later backup he is told {error}")
    with tempfile.TemporaryDirectory() as folder:
        pages = Path(folder, "sổ")
        packages.take_register(package, pages)
        if any(_is_opened(pages, key) for key in (old, keys.backup_key(old))):
            wrong.append("his old key opens the pages of a later backup")
    return wrong


def _is_opened(path: Path, key: bytes) -> bool:
    try:
        connect(path, key).close()
    except ClerkError:
        return False
    return True

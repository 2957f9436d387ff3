"""Registers made once for a whole run, and fresh copies of them at the cost of copying files."""

import json
import pickle
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import pytest

from dandan_desktop.db import costs, derived, tries
from dandan_desktop.db.birth import Fresh
from dandan_desktop.db.engine import connect
from dandan_desktop.db.register import Register
from dandan_desktop.db.store import Store
from dandan_desktop.paths import data_folder
from dandan_desktop.services import registers

PASSPHRASE = "lúa chín vàng đồng"
NAME = "Sổ thử.dandan"
MEETINGS = Path(__file__).resolve().parent / "data" / "meetings"
REAL = Path(__file__).resolve().parent.parent.parent / "shared" / "real"
Json = dict[str, Any]


T = TypeVar("T")


@dataclass(frozen=True)
class Once:
    """A folder that some function filled once for a whole run, and what it answered, written down."""

    holder: "TemporaryDirectory[str]"
    written: bytes

    @property
    def answer(self) -> Any:
        """A copy of what it answered: nobody's changes are another's."""
        return pickle.loads(self.written)  # noqa: S301 - written by this very process

    @property
    def folder(self) -> Path:
        return Path(self.holder.name, "sổ")

    @property
    def data(self) -> Path:
        """The user's folder of data meanwhile."""
        return Path(self.holder.name, "máy")


@cache
def once(fill: Callable[[Path], Any]) -> Once:
    """Have a folder filled, with the cheapest key derivation there is: slots say what theirs costs."""
    made = Once(TemporaryDirectory(prefix="dandan-"), b"")
    made.folder.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        cheap_keys(patch)
        patch.setenv("XDG_DATA_HOME", str(made.data))
        patch.setenv("LOCALAPPDATA", str(made.data))
        return replace(made, written=pickle.dumps(fill(made.folder)))


def copy_of(fill: Callable[[Path], T], folder: Path, *, with_data: bool = False) -> T:
    """Fill a folder, and the user's folder of data where asked, as `fill` once did; returns a copy of its answer."""
    made = once(fill)
    shutil.copytree(made.folder, folder, dirs_exist_ok=True)
    if with_data:
        shutil.copytree(made.data, data_folder().parent, dirs_exist_ok=True)
    answer: T = made.answer
    return answer


@dataclass(frozen=True)
class Master:
    """The register most copies come from: its files and its data key."""

    files: list[Path]
    data_key: bytes


@cache
def master() -> Master:
    """Make the register."""
    made = once(_fresh)
    return Master([made.folder / f"{NAME}{end}" for end in ("", ".khoa", ".khoa.bak")], made.answer)


def _fresh(folder: Path) -> bytes:
    register = Register.create(folder / NAME, PASSPHRASE, Fresh(who="Lan"))
    register.close()
    return register.data_key


def cheap_keys(patch: pytest.MonkeyPatch) -> None:
    """Make new key slots cost next to nothing to open, and a wrong passphrase no time."""
    patch.setattr(costs, "USUAL", costs.Cost(1, 8192))
    patch.setattr(costs, "GOAL", 0.0)
    patch.setattr(tries, "LEAST", 0.0)


def copied(folder: Path) -> Path:
    """A fresh closed register in this folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in master().files:
        shutil.copyfile(file, folder / file.name)
    return folder / NAME


def opened(path: Path) -> Register:
    """A copy of the register, open."""
    return Register.open_with_key(path, master().data_key)


@contextmanager
def store_of(register: Register) -> Iterator[Store]:
    """A store of an open register, closed afterwards."""
    store = register.store("Lan")
    try:
        yield store
    finally:
        store.close()


@contextmanager
def fresh_store(folder: Path) -> Iterator[Store]:
    """The store of a fresh register in this folder."""
    register = opened(copied(folder))
    try:
        with store_of(register) as store:
            yield store
    finally:
        register.close()


@contextmanager
def raw(path: Path) -> Iterator[Any]:
    """A bare connection to a closed register, as somebody with the key and other tools would have."""
    connection = connect(path, master().data_key)
    try:
        yield connection
        connection.commit()
    finally:
        connection.close()


def dump(store: Store, *, own: bool = True) -> dict[str, list[Json]]:
    """Every row of every tracked table; without `own`, leaving out version and times, as undo compares."""
    connection = store.connection
    left_out = set() if own else {"version", "updated_at"}
    found = {}
    for table in derived.tracked(connection):
        names = derived.columns(connection, table)
        rows = store.query(f"SELECT * FROM {table} ORDER BY id")
        found[table] = [
            {name: value for name, value in zip(names, row, strict=True) if name not in left_out} for row in rows
        ]
    return found


def meeting_file(name: str = "lap-vo-2021-01-20") -> Path:
    """One of the invented copies of real meetings."""
    return MEETINGS / f"{name}.json"


def meeting_content(name: str = "lap-vo-2021-01-20") -> Json:
    """The same, parsed."""
    content: Json = json.loads(meeting_file(name).read_text(encoding="utf-8"))
    return content


def code(store: Store, codes: str, name: str) -> int:
    """The id of a code by its list and code."""
    return int(store.query("SELECT id FROM codes WHERE list = ? AND code = ?", (codes, name))[0][0])


def is_sound(store: Store) -> bool:
    """Whether the register finds nothing wrong with itself."""
    return registers.check(store).faults == ()

"""The generated registers of the benchmark, kept between runs outside the repository.

Their data keys lie beside them, for the benchmark alone: no passphrase has to be derived before a measurement.
"""

import contextlib
import hashlib
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import ten_years
from dandan_desktop import paths
from dandan_desktop.db import migrations, search_index
from dandan_desktop.db.birth import Fresh
from dandan_desktop.db.register import PRACTICE_PASSPHRASE, Register
from dandan_desktop.db.store import Store

KEY_ENDING = ".bench-key"


def folder() -> Path:
    """Where generated registers stay: named by DANDAN_BENCH, else in the folder for temporary files."""
    chosen = os.environ.get("DANDAN_BENCH")
    return Path(chosen) if chosen else Path(tempfile.gettempdir()) / "so-dan-van-bench"


def generated(name: str, fill: Callable[[Store], object]) -> tuple[Path, bytes]:
    """The register of this name and its data key, made when it is missing or of another schema or generator."""
    place = folder() / f"{name}-{_mark()}"
    file, key = place / f"{name}{paths.SUFFIX}", place / f"{name}{KEY_ENDING}"
    if not key.is_file():
        place.mkdir(parents=True, exist_ok=True)
        _leave_nothing(place)
        print(f"Generating {name} …", end=" ", flush=True)
        began = time.perf_counter()
        key.write_bytes(_made(file, fill))
        print(f"{time.perf_counter() - began:.0f} s", flush=True)
    return file, key.read_bytes()


@contextlib.contextmanager
def opened(name: str, fill: Callable[[Store], object]) -> Iterator[Store]:
    """The store of the register of this name."""
    opening = Register.open_with_key(*generated(name, fill))
    with contextlib.closing(opening) as register, contextlib.closing(register.store()) as store:
        yield store


def empty(place: Path) -> Register:
    """A new register without records in an empty folder."""
    return Register.create(place / f"bench{paths.SUFFIX}", PRACTICE_PASSPHRASE, Fresh(is_practice=True))


def ten_years_filled(store: Store) -> None:
    """Fill the register most rows are measured on."""
    ten_years.fill(store, seed=20261122)


def hundred_thousand(store: Store) -> None:
    """Fill the register the search row is measured on."""
    ten_years.people(store, 100_000)


def _made(file: Path, fill: Callable[[Store], object]) -> bytes:
    register = Register.create(file, PRACTICE_PASSPHRASE, Fresh(is_practice=True))
    try:
        store = register.store("bench")
        fill(store)
        store.close()
        return register.data_key
    finally:
        register.close()


def _leave_nothing(place: Path) -> None:
    for leftover in place.iterdir():
        leftover.unlink()


def _mark() -> str:
    """What generated registers depend on: the schema, what the search box reads, the generator and its words."""
    here = Path(__file__).parent
    modules = Path(migrations.__file__), Path(search_index.__file__)
    sources = (*modules, here / "ten_years.py", here / "words.json")
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:12]

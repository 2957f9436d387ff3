"""Invented names no register has by itself, every form the program gives them, and looking for them in files."""

import base64
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from pathlib import Path

from dandan_desktop.domain import text

_LETTERS = "bcdghklmnpqrstvx"


def names(count: int, seed: int) -> list[str]:
    """So many names of persons, each with a word of its own that carries marks, and whose end is its own too."""
    dice = random.Random(seed)
    ends = dice.sample(["".join(each) for each in product(_LETTERS, repeat=3)], count)
    return [f"Lê Thị {''.join(dice.choices(_LETTERS, k=3)).capitalize()}uyền{end}" for end in ends]


def forms(name: str) -> dict[str, bytes]:
    """How a name may stand in a file: as typed, in capitals, folded, as search and order keep it, and coded."""
    own = name.rpartition(" ")[2]
    folded = text.fold(own)
    spelt = {
        "as typed": own,
        "in capitals": own.upper(),
        "folded": folded,
        "the end of it folded": folded[3:],
        "with its tone": text.norm(own),
        "as it is ordered": text.name_key(name)[-8:],
        "as JSON writes it": json.dumps(own)[1:-1],
    }
    found = {what: spelling.encode() for what, spelling in spelt.items()}
    found |= {f"{what}, UTF-16": spelling.encode("utf-16-le") for what, spelling in spelt.items()}
    for shift in range(3):
        coded = base64.b64encode(b"\0" * shift + own.encode())
        found[f"base64, {shift} bytes on"] = coded[4 if shift else 0 : -4]
    found["hexadecimal"] = own.encode().hex().encode()
    found["hexadecimal in capitals"] = own.encode().hex().upper().encode()
    return found


def hits(files: Iterable[Path], sought: Sequence[str], but: Iterable[bytes] = ()) -> Iterator[str]:
    """Every form of these names in these files, or in their paths; `but` are forms that stand there by themselves."""
    known = [(name, what, form) for name in sought for what, form in forms(name).items() if form not in set(but)]
    for file in files:
        content = file.read_bytes() + str(file).encode()
        for name, what, form in known:
            if form in content:
                yield f"{file.suffix or file.name}: {what}: {name}"


def all_files(*folders: Path) -> list[Path]:
    """Every file below these folders."""
    return [file for folder in folders for file in sorted(folder.rglob("*")) if file.is_file()]

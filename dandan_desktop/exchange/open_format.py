"""The open format of meeting facts, “dandan-meeting/1”: documented in docs/open-format.md, read strictly.

Reading gives plain values checked against a closed list of fields; writing gives back what was read.
"""

import json
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dandan_desktop.digests import sha256
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.files import read_whole
from dandan_desktop.domain.text import secret_mark

FORMAT = "dandan-meeting/1"
PRACTICE = "practice"
"""The field that says a file holds what was invented to practise with."""
LARGEST = 64 * 1024 * 1024

Json = Any


@dataclass(frozen=True, slots=True)
class Shape:
    """What an object of the format may hold: text-like leaves, lists of texts, lists of objects, objects.

    What is in `texts` and in `lists` is a list of both.
    """

    needed: frozenset[str]
    leaves: Mapping[str, type]
    texts: frozenset[str] = frozenset()
    lists: Mapping[str, "Shape"] = field(default_factory=dict)
    objects: Mapping[str, "Shape"] = field(default_factory=dict)
    names: frozenset[str] = field(init=False)
    """Every field the object may have."""

    def __post_init__(self) -> None:
        """Gather the names once: each object of a file asks for them."""
        object.__setattr__(self, "names", self.texts.union(self.leaves, self.lists, self.objects))


_HEAD = Shape(frozenset({"name"}), {"name": str, "position": str})
_TASK = Shape(
    frozenset({"owner"}),
    {"owner": str, "due": str, "standing": bool, "product": str, "text": str, "done": str, "result": str},
    texts=frozenset({"with"}),
)
MEETING = Shape(
    frozenset({"format", "series", "convener", "title", "date"}),
    {
        **dict.fromkeys(
            (
                "format", "source", "series", "convener", "title", "date", "start", "end", "place", "looks_back",
                "looks_ahead",
            ),
            str,
        ),
        PRACTICE: bool,
    },
    texts=frozenset({"agenda"}),
    objects={"chair": _HEAD, "secretary": _HEAD},
    lists={
        "agenda": Shape(frozenset({"text"}), {"text": str, "presenter": str, "paper": str}),
        "attendance": Shape(
            frozenset(),
            {
                "name": str, "position": str, "body": str, "present": bool, "reason": str, "invited": bool,
                "stands_in_for": str,
            },
        ),
        "reports": Shape(
            frozenset({"organisation", "title"}),
            {"organisation": str, "title": str},
            texts=frozenset({"results", "difficulties", "next"}),
        ),
        "opinions": Shape(
            frozenset({"text"}),
            {
                "speaker": str, "position": str, "body": str, "text": str, "proposal": bool, "group": str,
                "left_out": bool,
            },
        ),
        "votes": Shape(
            frozenset({"item"}),
            {
                "item": str, "eligible": int, "present": int, "for": int, "against": int, "other": int,
                "secret": bool,
            },
        ),
        "weaknesses": Shape(frozenset({"text"}), {"text": str, "indicator": str}),
        "reviews": Shape(
            frozenset({"text", "verdict"}), {"text": str, "verdict": str, "indicator": str, "note": str}
        ),
        "conclusions": Shape(
            frozenset({"text", "kind"}),
            {"text": str, "kind": str, "no_task_reason": str},
            lists={"tasks": _TASK},
        ),
    },
)  # fmt: skip
_TYPE_WORDS = {str: "phải là chữ.", bool: "phải là true hoặc false.", int: "phải là số nguyên."}


@dataclass(frozen=True, slots=True)
class MeetingFile:
    """One file, checked: its content, the hash of its canonical form."""

    content: dict[str, Json]
    digest: str

    @property
    def is_practice(self) -> bool:
        """Whether the practice office gave it back."""
        return bool(self.content.get(PRACTICE))


def _pairs(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return found


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")


def _composed(value: Json) -> Json:
    """The value with every text in NFC and without halves of a character, which nothing can store."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value.encode("utf-8", "ignore").decode())
    if isinstance(value, list):
        return [_composed(entry) for entry in value]
    if isinstance(value, dict):
        return {name: _composed(entry) for name, entry in value.items()}
    return value


def canonical(value: Json) -> Json:
    """The same facts without what says nothing: null, an empty text, an empty list."""
    if isinstance(value, dict):
        kept = [(name, canonical(entry)) for name, entry in value.items()]
        return {name: entry for name, entry in kept if entry is not None and entry not in ("", [])}
    return [canonical(entry) for entry in value] if isinstance(value, list) else value


def _digest(content: Json) -> str:
    """The hash of a file's canonical form; order of names, spacing, normal form and who gave it back do not matter."""
    facts = {name: value for name, value in content.items() if name != PRACTICE}
    text = json.dumps(canonical(facts), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hex()


def texts(value: Json) -> list[str]:
    """Every text a value holds, in no order."""
    found, left = [], [value]
    while left:
        entry = left.pop()
        if isinstance(entry, str):
            found.append(entry)
        elif isinstance(entry, (dict, list)):
            left.extend(entry.values() if isinstance(entry, dict) else entry)
    return found


def read(path: Path) -> MeetingFile:
    """Read and check one file.

    Raises ClerkError: FILE_MISSING, PATH_TOO_LONG, FILE_UNREADABLE, FILE_EMPTY, FILE_TOO_LARGE, NOT_JSON, WRONG_FORMAT,
    FIELD_UNKNOWN, FIELD_MISSING, FIELD_WRONG_TYPE, STATE_SECRET.
    """
    return parse(read_whole(path, LARGEST), path)


def parse(raw: bytes, path: Path) -> MeetingFile:
    """Check the bytes of one file; `path` only names it in problems."""
    try:
        content = json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_pairs, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise ClerkError(Problem.NOT_JSON, path=path, line=error.lineno) from error
    except (ValueError, RecursionError) as error:
        raise ClerkError(Problem.NOT_JSON, path=path, line=1) from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise ClerkError(Problem.WRONG_FORMAT, path=path, expected=FORMAT)
    _check(content, MEETING, "", path)  # first: it also bounds how deep the file goes
    content = _composed(content)
    if mark := next(filter(None, map(secret_mark, texts(content))), ""):
        raise ClerkError(Problem.STATE_SECRET, path=path, mark=mark)
    return MeetingFile(content, _digest(content))


def _check(content: dict[str, Json], shape: Shape, where: str, path: Path) -> None:
    for name in content:
        if name not in shape.names:
            raise ClerkError(Problem.FIELD_UNKNOWN, path=path, field=where + name)
    for name in sorted(shape.needed):
        if not _says_something(content.get(name)):
            raise ClerkError(Problem.FIELD_MISSING, path=path, field=where + name)
    for name, value in content.items():
        if value is not None and type(value) is not shape.leaves.get(name):
            _check_value(name, value, shape, where, path)


def _says_something(value: Json) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value is not None


def _check_value(name: str, value: Json, shape: Shape, where: str, path: Path) -> None:
    """Look into a value that is none of the object's leaves of the right type."""
    field_name = where + name

    def refuse(why: str) -> ClerkError:
        return ClerkError(Problem.FIELD_WRONG_TYPE, path=path, field=field_name, why=why)

    if name in shape.leaves:
        raise refuse(_TYPE_WORDS[shape.leaves[name]])
    if name in shape.objects:
        if not isinstance(value, dict):
            raise refuse("phải là một nhóm mục {…}.")
        _check(value, shape.objects[name], f"{field_name}.", path)
    elif not isinstance(value, list):
        raise refuse("phải là danh sách […].")
    elif name in shape.texts and name in shape.lists:
        _check_list(value, shape.lists[name], field_name, refuse, path, or_text=True)
    elif name in shape.texts:
        if not all(isinstance(entry, str) for entry in value):
            raise refuse("phải là danh sách các dòng chữ.")
    else:
        _check_list(value, shape.lists[name], field_name, refuse, path)


def _check_list(
    entries: list[Json],
    shape: Shape,
    name: str,
    refuse: Callable[[str], ClerkError],
    path: Path,
    *,
    or_text: bool = False,
) -> None:
    for place, entry in enumerate(entries, 1):
        if or_text and isinstance(entry, str):
            continue
        if not isinstance(entry, dict):
            wanted = "là một dòng chữ hoặc một nhóm {…}" if or_text else "là một nhóm {…}"
            raise refuse(f"mục thứ {place} phải {wanted}.")
        _check(entry, shape, f"{name}[{place}].", path)


def dumps(content: Mapping[str, Json]) -> str:
    """A meeting as the file is written."""
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"

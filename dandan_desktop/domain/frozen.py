"""What a paper prints as canonical JSON, and exactly back: `thawed(X, frozen(x)) == x` for every sheet of `papers`."""

import json
import re
import types
from collections.abc import Callable, Iterable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, time
from enum import StrEnum
from functools import cache
from typing import Any, NewType, TypeVar, Union, get_args, get_origin, get_type_hints

from dandan_desktop.domain.facts import Frozen

R = TypeVar("R")
ERASED = "(đã xoá theo yêu cầu)"
"""What stands in a frozen paper where an erased person's name was."""


def frozen(sheet: Any) -> Frozen:
    """A sheet as canonical JSON: keys in order, no blanks between, letters as they are."""
    return Frozen(json.dumps(_plain(sheet), ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def thawed(record: type[R], content: str) -> R:
    """The sheet that was frozen; a fact a later program added takes its default, and a record may bring
    an earlier shape up to its own (`brought_up`). ValueError for any other content."""
    try:
        plain = json.loads(content)
        brought_up = getattr(record, "brought_up", None)
        made = _made(record, brought_up(plain) if brought_up and isinstance(plain, dict) else plain)
    except (KeyError, TypeError) as error:
        raise ValueError(f"no {record.__name__}: {error}") from error
    if not isinstance(made, record):
        raise ValueError(f"no {record.__name__}")
    return made


def redacted(content: str, names: Iterable[str]) -> Frozen:
    """A frozen content in which these names read `ERASED`."""
    hide = hider(names)
    plain = _each_text(json.loads(content), hide)
    return Frozen(json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def hider(names: Iterable[str]) -> Callable[[str], str]:
    """What replaces these names by `ERASED` in a text: as whole words, in whatever letters and over line breaks."""
    wanted = sorted({name for name in names if name.strip()}, key=len, reverse=True)
    if not wanted:
        return str
    spelt = "|".join(r"\s+".join(map(re.escape, name.split())) for name in wanted)
    pattern = re.compile(rf"(?<!\w)(?:{spelt})(?!\w)", re.IGNORECASE)
    return lambda text: pattern.sub(ERASED, text)


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_each_text(each, change) for each in value]
    return {name: _each_text(each, change) for name, each in value.items()} if isinstance(value, dict) else value


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, StrEnum):
        return str(value)
    return value.isoformat() if isinstance(value, date | time) else value


@cache
def _hints(record: type[Any]) -> dict[str, Any]:
    return get_type_hints(record)


def _made(hint: Any, plain: Any) -> Any:
    """A value of this type from its JSON."""
    if isinstance(hint, NewType):
        return _made(hint.__supertype__, plain)
    if get_origin(hint) in (Union, types.UnionType):
        inner = next(arm for arm in get_args(hint) if arm is not type(None))
        return None if plain is None else _made(inner, plain)
    if get_origin(hint) is tuple:
        return tuple(_made(get_args(hint)[0], each) for each in plain)
    if is_dataclass(hint):
        return _record(hint, plain)
    if hint in (date, time):
        return hint.fromisoformat(plain)
    if issubclass(hint, StrEnum):
        return hint(plain)
    if type(plain) is not hint:
        raise TypeError(f"{plain!r} is no {hint.__name__}")
    return plain


def _record(record: Any, plain: Any) -> Any:
    if not isinstance(plain, dict):
        raise TypeError(f"{plain!r} is no {record.__name__}")
    known = {field.name: field for field in fields(record)}
    strange = plain.keys() - known.keys()
    absent = {name for name, field in known.items() if name not in plain and field.default is MISSING}
    if strange or absent:
        raise KeyError(*sorted(strange | absent))
    hints = _hints(record)
    return record(**{name: _made(hints[name], value) for name, value in plain.items()})

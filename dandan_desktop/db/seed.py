"""The shipped catalogue as rows of a new register: units, bodies, codes and what became what.

It is part of the schema's creation, before history begins; a shipped row has the same uid in every register.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from dandan_desktop import paths
from dandan_desktop.db.engine import Connection
from dandan_desktop.db.rows import moment
from dandan_desktop.domain.ids import shipped_uid

Row = dict[str, Any]


def _insert(connection: Connection, table: str, key: str, values: Row) -> int:
    now = moment()
    row = {"uid": shipped_uid(f"{table}/{key}"), "created_at": now, "updated_at": now, **values}
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"
    return int(connection.execute(statement, tuple(row.values())).lastrowid)


def _text(value: str | None) -> str | None:
    return value or None


def _lines(value: list[str] | None) -> str | None:
    return json.dumps(value, ensure_ascii=False) if value else None


def _codes(connection: Connection, lists: dict[str, list[Row]]) -> dict[tuple[str, str], int]:
    ids = {}
    for name, entries in lists.items():
        for rank, entry in enumerate(entries, 1):
            values = {
                "name": entry["name"],
                "list": name,
                "code": entry["code"],
                "rank": rank,
                "group": _group(entry),
                "note": _text(entry.get("note")),
                "aka": _lines(entry.get("aka")),
                "next": _lines(entry.get("next")),
                "code_list": entry.get("code_list"),
                "other_code": entry.get("other_code"),
                "other_list": entry.get("other_list"),
            }
            ids[name, entry["code"]] = _insert(connection, "codes", f"{name}/{entry['code']}", values)
    return ids


def add_lists(connection: Connection, names: Sequence[str]) -> None:
    """Give these code lists to a register made before they were shipped; one that is being made has none yet."""
    if connection.execute("SELECT 1 FROM codes LIMIT 1").fetchone():
        shipped = json.loads(paths.resource("catalogue", "codes.json").read_text(encoding="utf-8"))
        _codes(connection, {name: shipped[name] for name in names})


def _styles(connection: Connection, entries: list[Row]) -> None:
    for entry in entries:
        values = {name: value for name, value in entry.items() if name not in ("key", "receivers")}
        flags = {name: int(entry.get(name, name in ("by_term", "by_type"))) for name in _FLAGS}
        usual = {"roman": "I-", "top_margin": 20, "bottom_margin": 20, "left_margin": 30, "right_margin": 15}
        more = {"header_margin": 10, "points": 14, "receivers": _lines(entry.get("receivers"))}
        _insert(connection, "paper_styles", entry["key"], {**usual, **more, **values, **flags})


_FLAGS = ("by_term", "by_type", "has_dots", "is_position_bold")


def add_styles(connection: Connection) -> None:
    """Give the shipped styles to a register made before they were rows; one that is being made has none yet."""
    if connection.execute("SELECT 1 FROM codes LIMIT 1").fetchone():
        _styles(connection, json.loads(paths.resource("catalogue", "paper_styles.json").read_text(encoding="utf-8")))


def add_series(connection: Connection) -> None:
    """Give the usual intervals of meetings to a register made before they were shipped."""
    codes = {code: row for row, code in connection.execute("SELECT id, code FROM codes WHERE list = 'meeting_series'")}
    if codes:
        shipped = json.loads(paths.resource("catalogue", "series.json").read_text(encoding="utf-8"))
        _series(connection, shipped, codes)


def _series(connection: Connection, entries: list[Row], kinds: Mapping[str, int]) -> None:
    """The rules every convening body begins with (`work.md` §3.3)."""
    for entry in entries:
        values = {"kind": kinds[entry["kind"]], "every": entry["every"], "within": entry["within"]}
        _insert(connection, "series", entry["kind"], values)


def _group(entry: Row) -> str | None:
    """What rules branch on: a way out, a meeting that looks at no period, the group of a body, a paper's symbol."""
    if entry.get("exit"):
        return "exit"
    if entry.get("two_periods") is False:
        return "no_periods"
    return entry.get("group") or _text(entry.get("symbol"))


def _dated(entry: Row) -> Row:
    return {
        "valid_from": entry["valid_from"],
        "valid_to": entry["valid_to"],
        "decided_by": _text(entry["decision"]),
    }


def _units(connection: Connection, entries: list[Row], codes: dict[tuple[str, str], int]) -> dict[str, int]:
    ids: dict[str, int] = {}
    for entry in entries:  # parents stand before their children
        values = {
            "name": entry["name"],
            "code": entry["code"],
            "level": codes["unit_levels", entry["level"]],
            "kind": codes["unit_kinds", entry["kind"]],
            "parent_id": ids[entry["parent"]] if entry["parent"] else None,
            "line": shipped_uid(f"units/{entry['key']}/line"),
            **_dated(entry),
        }
        ids[entry["key"]] = _insert(connection, "units", entry["key"], values)
    return ids


def _small(name: str) -> str:
    return name[:1].lower() + name[1:]


def _place(unit: Row, kinds: dict[str, str]) -> str:
    """The place name papers print: without the kind of unit, but with it where the rest is one syllable or a number."""
    bare = str(unit["name"]).removeprefix(kinds[unit["kind"]]).strip()
    return bare if " " in bare else _small(unit["name"])


def bodies_of(catalogue: dict[str, Any]) -> list[Row]:
    """Every shipped body, superiors first: those written out, then those each unit has, from the patterns."""
    shipped = catalogue["bodies"]
    kinds = {entry["code"]: entry["name"] for entry in catalogue["codes"]["unit_kinds"]}
    names = {unit["key"]: unit["name"] for unit in catalogue["units"]}
    found: list[Row] = list(shipped["bodies"])
    known = {(body["kind"], body["unit"]): body["key"] for body in found}
    for unit in catalogue["units"]:
        parent = names.get(unit["parent"], "")
        fill = partial(str.format, unit=_small(unit["name"]), UNIT=unit["name"].upper(), PARENT=parent.upper())
        for pattern in shipped["patterns"]:
            key = f"{pattern['kind']}/{unit['key']}"
            since = max(unit["valid_from"] or "", pattern.get("since", ""))
            if unit["level"] not in pattern["levels"] or since > (unit["valid_to"] or since):
                continue
            known[pattern["kind"], unit["key"]] = key
            above = [(kind, place) for place in (unit["key"], unit["parent"]) for kind in pattern.get("parents", ())]
            found.append(
                {
                    "key": key,
                    "kind": pattern["kind"],
                    "unit": unit["key"],
                    "parent": next((known[each] for each in above if each in known), None),
                    "name": fill(pattern["name"]),
                    "symbol": pattern["symbol"],
                    "style": pattern["style"],
                    "header_upper": fill(pattern["header_upper"]),
                    "header_lower": fill(pattern["header_lower"]),
                    "place": _place(unit, kinds),
                    "valid_from": since or None,
                    "valid_to": unit["valid_to"],
                    "decision": pattern.get("decision", ""),
                }
            )
    return found


def _bodies(
    connection: Connection, entries: list[Row], codes: dict[tuple[str, str], int], units: dict[str, int]
) -> dict[str, int]:
    ids: dict[str, int] = {}
    for entry in entries:
        values = {
            "name": entry["name"],
            "kind": codes["body_kinds", entry["kind"]],
            "unit_id": units[entry["unit"]],
            "parent_id": ids[entry["parent"]] if entry["parent"] else None,
            "symbol": _text(entry["symbol"]),
            "style": entry["style"],
            "header_upper": _text(entry["header_upper"]),
            "header_lower": _text(entry["header_lower"]),
            "place": _text(entry["place"]),
            "line": shipped_uid(f"bodies/{entry['key']}/line"),
            **_dated(entry),
        }
        ids[entry["key"]] = _insert(connection, "bodies", entry["key"], values)
    return ids


def _successions(connection: Connection, table: str, entries: list[Row], ids: dict[str, int]) -> None:
    for entry in entries:
        values = {
            "from_id": ids[entry["from"]],
            "to_id": ids[entry["to"]],
            "whole": int(entry["whole"]),
            "on_date": date.fromisoformat(entry["on"]).isoformat(),
            "decided_by": _text(entry["decision"]),
        }
        _insert(connection, table, f"{entry['from']}>{entry['to']}", values)


def seed(connection: Connection, catalogue: dict[str, Any]) -> None:
    """Fill a new register with the catalogue: the parsed files of resources/catalogue by their name."""
    codes = _codes(connection, catalogue["codes"])
    units = _units(connection, catalogue["units"], codes)
    bodies = _bodies(connection, bodies_of(catalogue), codes, units)
    of_series = {code: row for (name, code), row in codes.items() if name == "meeting_series"}
    _series(connection, catalogue["series"], of_series)
    _successions(connection, "unit_successions", catalogue["unit_successions"], units)
    _successions(connection, "body_successions", catalogue["bodies"]["successions"], bodies)
    _styles(connection, catalogue["paper_styles"])

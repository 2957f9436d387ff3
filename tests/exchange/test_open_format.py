"""The open format: read strictly, told by field, the same however it is written."""

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.exchange import open_format
from dandan_desktop.exchange.open_format import MEETING, Shape
from tests import meeting_files
from tests.registers import MEETINGS, meeting_content

FILE = Path("họp.json")
DOC = (Path(__file__).resolve().parents[2] / "docs" / "open-format.md").read_text(encoding="utf-8")
CODES = json.loads(
    (Path(__file__).resolve().parents[2] / "resources" / "catalogue" / "codes.json").read_text(encoding="utf-8")
)
TYPES = {str: {"line", "prose", "day", "clock", "period", "code", "code of a body"}, bool: {"flag"}, int: {"number"}}
Json = dict[str, Any]


def parsed(content: Any) -> open_format.MeetingFile:
    return open_format.parse(json.dumps(content).encode(), FILE)


def refused(content: bytes | Json) -> tuple[Problem, str]:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    with pytest.raises(ClerkError) as caught:
        open_format.parse(raw, FILE)
    return caught.value.problem, caught.value.facts.get("field", "")


def shapes(shape: Shape = MEETING, name: str = "The meeting") -> list[tuple[str, Shape]]:
    found = [(name, shape)]
    for inner, each in [*shape.lists.items(), *shape.objects.items()]:
        found += shapes(each, "chair, secretary" if inner in shape.objects else inner)
    return found


@pytest.mark.parametrize(("name", "shape"), shapes(), ids=lambda value: value if isinstance(value, str) else "")
def test_every_field_is_documented_with_its_type(name: str, shape: Shape) -> None:
    section = re.split(rf"^##+ {name}$", DOC, flags=re.MULTILINE)[1].split("\n#")[0]
    rows = re.findall(r"^\| `(\w+)` \| ([\w ]+) \| (yes|) ?\| (.+) \|$", section, re.MULTILINE)
    assert {field for field, _, _, _ in rows} == shape.names
    assert {field for field, _, needed, _ in rows if needed} == shape.needed
    for field, kind, _, _ in rows:
        if field in shape.leaves:
            assert kind in TYPES[shape.leaves[field]], field
        elif field in shape.texts and field not in shape.lists:
            assert kind in {"lines", "codes of bodies"}
        else:
            assert kind == ("list" if field in shape.lists else "object")


@pytest.mark.parametrize(
    "name", ["meeting_series", "body_kinds", "proposal_groups", "conclusion_kinds", "weakness_verdicts"]
)
def test_the_documented_codes_are_the_shipped_ones(name: str) -> None:
    section = re.split(rf"^### {name}$", DOC, flags=re.MULTILINE)[1].split("\n#")[0]
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", section, re.MULTILINE)
    assert rows == [(entry["code"], entry["name"]) for entry in CODES[name]]


def test_the_documented_example_uses_every_field() -> None:
    example = json.loads(DOC.split("```json\n")[1].split("```")[0])
    assert parsed(example).content == example

    def used(shape: Shape, value: Json) -> None:
        assert value.keys() == shape.names
        for name, inner in shape.objects.items():
            used(inner, value[name])
        for name, inner in shape.lists.items():
            for entry in value[name]:
                if not (isinstance(entry, str) and name in shape.texts):
                    used(inner, entry)

    used(MEETING, example)


@pytest.mark.parametrize("path", sorted(MEETINGS.glob("*.json")), ids=lambda path: path.stem)
def test_a_file_is_written_as_it_was_read(path: Path) -> None:
    read = open_format.read(path)
    assert open_format.dumps(read.content) == path.read_text(encoding="utf-8")


@given(content=meeting_files.meetings, dice=st.randoms())
def test_the_hash_is_that_of_the_facts(content: Json, dice: random.Random) -> None:
    def shuffled(value: Any) -> Any:
        if isinstance(value, dict):
            names = list(value)
            dice.shuffle(names)
            return {name: shuffled(value[name]) for name in names}
        return [shuffled(entry) for entry in value] if isinstance(value, list) else value

    digest = parsed(content).digest
    assert parsed(shuffled(content)).digest == digest
    assert parsed(meeting_files.decomposed(content)).digest == digest
    assert (
        parsed({**content, "votes": content.get("votes") or [], "place": content.get("place") or ""}).digest == digest
    )
    assert parsed({**content, "title": content["title"] + "."}).digest != digest


def test_the_order_of_a_list_counts() -> None:
    entries = [{"text": "một"}, {"text": "hai"}]
    one, other = ({**meeting_content(), "opinions": order} for order in (entries, entries[::-1]))
    assert parsed(one).digest != parsed(other).digest


@given(content=meeting_files.meetings, dice=st.randoms())
def test_a_cut_file_is_no_json(content: Json, dice: random.Random) -> None:
    raw = json.dumps(content, ensure_ascii=False).encode()
    assert refused(raw[: dice.randrange(len(raw))])[0] is Problem.NOT_JSON


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(sorted(MEETING.names)) | st.text(max_size=3), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(content=anything, changed=st.dictionaries(st.sampled_from(sorted(MEETING.names)), anything, max_size=3))
def test_whatever_is_in_a_file_is_read_or_told(content: Any, changed: Json) -> None:
    for each in (content, {**meeting_content(), **changed}):
        assert problem_of(each) in {
            None, Problem.NOT_JSON, Problem.WRONG_FORMAT, Problem.FIELD_UNKNOWN, Problem.FIELD_MISSING,
            Problem.FIELD_WRONG_TYPE,
        }  # fmt: skip


def problem_of(content: Any) -> Problem | None:
    try:
        parsed(content)
    except ClerkError as error:
        return error.problem
    return None


def test_what_is_wrong_is_named_with_its_place() -> None:
    content = meeting_content()
    task = {"owner": "HND", "x": 1}
    wrong: list[tuple[Json, tuple[Problem, str]]] = [
        ({"conclusions": [{"text": "a", "kind": "chi_dao", "tasks": [{"owner": "HND"}, task]}]},
         (Problem.FIELD_UNKNOWN, "conclusions[1].tasks[2].x")),
        ({"chair": {"name": 5}}, (Problem.FIELD_WRONG_TYPE, "chair.name")),
        ({"chair": {}}, (Problem.FIELD_MISSING, "chair.name")),
        ({"reports": [{"title": "a"}]}, (Problem.FIELD_MISSING, "reports[1].organisation")),
        ({"reports": {}}, (Problem.FIELD_WRONG_TYPE, "reports")),
        ({"opinions": [None]}, (Problem.FIELD_WRONG_TYPE, "opinions")),
        ({"date": ""}, (Problem.FIELD_MISSING, "date")),
    ]  # fmt: skip
    for changed, told in wrong:
        assert refused({**content, **changed}) == told


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    for path, problem in ((tmp_path / "a", Problem.FILE_MISSING), (tmp_path, Problem.FILE_UNREADABLE)):
        with pytest.raises(ClerkError) as caught:
            open_format.read(path)
        assert caught.value.problem is problem
    with pytest.raises(ClerkError) as caught:
        open_format.read(tmp_path / ("x" * 300))
    assert caught.value.problem is Problem.PATH_TOO_LONG


def test_a_file_that_is_stamped_secret_is_refused() -> None:
    content = meeting_content()
    content["agenda"] = ["Báo cáo tình hình", "TỐI MẬT\nKế hoạch"]
    assert refused(content)[0] is Problem.STATE_SECRET

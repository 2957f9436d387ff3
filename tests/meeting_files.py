"""Invented files of the open format for hypothesis, and what a loaded file must give back."""

import unicodedata
from typing import Any

from hypothesis import strategies as st

from dandan_desktop.domain import text
from dandan_desktop.exchange.open_format import FORMAT, MEETING, Shape, canonical

Json = dict[str, Any]

CONVENERS = ("Ban Thường vụ Huyện ủy Lấp Vò", "Ban Dân vận Tỉnh ủy Đồng Tháp", "Chi hội Hoa Sen, ấp 3", "Đoàn <A> & B")
KINDS = ("MTTQ", "HND", "DTN", "HPN", "CCB", "LDLD", "UBND", "KHAC", "BAN_DAN_VAN")
SPECIAL = ["& < > \" '", "dòng một\ndòng hai", "\u200fابجد\u200e xong", "nga\u0303 ba", "{{ x }}", "é" * 50, "\tthụt"]
DEFAULTS = {"present": True, "invited": False, "proposal": False, "secret": False, "standing": False}
PROSE = {
    ("agenda", "text"),
    ("opinions", "text"),
    ("weaknesses", "text"),
    ("reviews", "text"),
    ("conclusions", "text"),
    ("tasks", "text"),
    ("tasks", "result"),
}

words = st.one_of(
    st.sampled_from(["Nhất trí", "Đề nghị xã làm cầu", "Hội Nông dân", *SPECIAL]),
    st.text(st.characters(blacklist_categories=["Cs", "Cn", "Co"]), max_size=30),
).filter(lambda typed: not text.secret_mark(typed))
"""A line that is a secret's stamp is refused, and has tests of its own."""
said = words.filter(lambda typed: bool(text.tidy(typed)))
days = st.dates().map(str)
kinds = st.sampled_from(KINDS)


def some(**fields: st.SearchStrategy[Any]) -> dict[str, st.SearchStrategy[Any]]:
    """Fields that may also be null."""
    return {name: st.none() | field for name, field in fields.items()}


lines = st.lists(words, max_size=3)
person = st.none() | st.fixed_dictionaries({"name": said}, optional=some(position=words))
attendance = st.fixed_dictionaries(
    {},
    optional=some(
        name=words,
        position=words,
        body=words,
        present=st.booleans(),
        reason=words,
        invited=st.booleans(),
        stands_in_for=words,
    ),
)
report = st.fixed_dictionaries(
    {"organisation": kinds, "title": said}, optional=some(results=lines, difficulties=lines, next=lines)
)
opinion = st.fixed_dictionaries(
    {"text": said},
    optional=some(
        speaker=words,
        position=words,
        body=words,
        proposal=st.booleans(),
        group=st.sampled_from(["kinh_phi"]),
        left_out=st.booleans(),
    ),
)
item = st.fixed_dictionaries({"text": said}, optional=some(presenter=words, paper=words))
agenda = st.lists(words | item, max_size=3)
number = st.integers(0, 10**6)
vote = st.fixed_dictionaries(
    {"item": said},
    optional=some(
        eligible=number, present=number, **{"for": number}, against=number, other=number, secret=st.booleans()
    ),
)
weakness = st.fixed_dictionaries({"text": said}, optional=some(indicator=words))
review = st.fixed_dictionaries(
    {"text": said, "verdict": st.sampled_from(["con", "da_khac_phuc"])}, optional=some(indicator=words, note=words)
)
task = st.fixed_dictionaries(
    {"owner": kinds},
    optional=some(due=days, standing=st.booleans(), product=words, text=words, result=words)
    | {"with": st.lists(kinds, max_size=3, unique=True)},
)
conclusion = st.fixed_dictionaries(
    {"text": said, "kind": st.sampled_from(["giao_viec", "chi_dao"])},
    optional=some(no_task_reason=words, tasks=st.lists(task, max_size=3)),
)
meetings = st.fixed_dictionaries(
    {
        "format": st.just(FORMAT),
        "series": st.sampled_from(["GB_QUY", "SK_6T", "KHAC"]),
        "convener": st.sampled_from(CONVENERS),
        "title": said,
        "date": days,
    },
    optional=some(
        source=words, start=st.just("08:05"), end=st.just("10:30"), place=words, looks_back=st.just("2020-N"),
        looks_ahead=st.just("2021-Q1"), chair=person, secretary=person, agenda=agenda,
        attendance=st.lists(attendance, max_size=3), reports=st.lists(report, max_size=3),
        opinions=st.lists(opinion, max_size=3), votes=st.lists(vote, max_size=2),
        weaknesses=st.lists(weakness, max_size=2), reviews=st.lists(review, max_size=2),
        conclusions=st.lists(conclusion, max_size=3),
    ),
)  # fmt: skip


def settled(content: Json) -> Json:
    """What stays of a file: texts tidied at the door, defaults written out, what says nothing left out."""
    found: Json = canonical(_settled(content, MEETING, ""))
    return found


def _settled(content: Json, shape: Shape, name: str) -> Json:
    found: Json = {key: DEFAULTS[key] for key in shape.leaves if key in DEFAULTS and shape.leaves[key] is bool}
    for key, value in content.items():
        if value is None or (key == "left_out" and not value):  # written only where it is so
            continue
        if key in shape.texts and key in shape.lists:
            found[key] = [each for each in (_line_or_item(entry, shape.lists[key], key) for entry in value) if each]
        elif key in shape.lists:
            found[key] = [_settled(entry, shape.lists[key], key) for entry in value]
        elif key in shape.objects:
            found[key] = _settled(value, shape.objects[key], key)
        elif key in shape.texts and key != "with":
            found[key] = [tidied for tidied in map(text.tidy_prose, value) if tidied]
        elif isinstance(value, str):
            found[key] = text.tidy_prose(value) if (name, key) in PROSE else text.tidy(value)
        else:
            found[key] = value
    return found


def _line_or_item(entry: Json | str, shape: Shape, name: str) -> Json | str:
    """An item that says nothing beside its text is a line."""
    if isinstance(entry, str):
        return text.tidy_prose(entry)
    item: Json = canonical(_settled(entry, shape, name))
    only: str = item["text"]
    return item if len(item) > 1 else only


def decomposed(value: Any) -> Any:
    """The same file with every text in NFD."""
    if isinstance(value, str):
        return unicodedata.normalize("NFD", value)
    if isinstance(value, list):
        return [decomposed(entry) for entry in value]
    return {name: decomposed(entry) for name, entry in value.items()} if isinstance(value, dict) else value

"""What a paper printed comes back exactly, and an erased name leaves it visibly."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.facts import Prose
from dandan_desktop.domain.frozen import ERASED, frozen, hider, redacted, thawed
from dandan_desktop.domain.meetings import Opinion
from dandan_desktop.domain.papers import AddendumSheet, Header, MeetingSheet
from tests.documents.made_sheets import DAYS, HEADERS, PHRASES, SHEETS

pytestmark = pytest.mark.uncounted

ADDENDA = st.builds(
    AddendumSheet, HEADERS, PHRASES, DAYS, DAYS, PHRASES, PHRASES, PHRASES, PHRASES,
    st.lists(PHRASES, max_size=5).map(tuple),
)  # fmt: skip


@settings(max_examples=50)
@given(SHEETS)
def test_a_sheet_comes_back_as_it_was_and_has_one_form(sheet: MeetingSheet) -> None:
    content = frozen(sheet)
    assert thawed(MeetingSheet, content) == sheet
    another = json.dumps(dict(reversed(json.loads(content).items())))
    assert frozen(thawed(MeetingSheet, another)) == content
    assert redacted(content, []) == content


@given(ADDENDA)
def test_an_addendum_comes_back_as_it_was(sheet: AddendumSheet) -> None:
    assert thawed(AddendumSheet, frozen(sheet)) == sheet


HEADER = Header(Style.PARTY, "HUYỆN ỦY", "BAN", "BDV", "Lấp Vò")
ADDENDUM = AddendumSheet(HEADER, "Họp", date(2026, 2, 3), date(2026, 3, 1), "An", "", "Bình", "", ("Một",))


def test_other_content_is_refused() -> None:
    sheet = json.loads(frozen(ADDENDUM))
    faults: tuple[object, ...] = (
        {**sheet, "more": 1},
        {"title": "x"},
        [],
        {**sheet, "title": 3},
        {**sheet, "held_on": "nay"},
    )
    for broken in faults:
        with pytest.raises(ValueError, match=r"."):
            thawed(AddendumSheet, json.dumps(broken))


def test_a_fact_that_may_be_left_out_takes_its_default() -> None:
    plain = json.loads(frozen(Opinion(text=Prose("Nhất trí"), is_proposal=False)))
    del plain["is_proposal"], plain["speaker"]
    assert thawed(Opinion, json.dumps(plain)) == Opinion(text=Prose("Nhất trí"))


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Đồng chí Lê Thị Lan, Chủ tịch", f"Đồng chí {ERASED}, Chủ tịch"),
        ("LÊ THỊ LAN phát biểu", f"{ERASED} phát biểu"),
        ("Lê\nThị  Lan", ERASED),
        ("Lê Thị Lanh", "Lê Thị Lanh"),
        ("chị Lê Thị Lan Anh", f"chị {ERASED} Anh"),
    ],
)
def test_a_name_is_hidden_as_whole_words(text: str, hidden: str) -> None:
    assert hider(["Lê Thị Lan"])(text) == hidden
    assert json.loads(redacted(json.dumps({"a": [text]}), ["Lê Thị Lan"])) == {"a": [hidden]}

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dandan_desktop.domain.text import (
    LONGEST_INITIALS,
    Query,
    aliases,
    fold,
    joined,
    name_key,
    norm,
    removed_controls,
    secret_mark,
    sort_key,
    tidy,
    tidy_prose,
)

DATA = Path(__file__).parents[1] / "data"
CATALOGUE = Path(__file__).parents[2] / "resources" / "catalogue"


def vectors(name: str) -> dict[str, Any]:
    held: dict[str, Any] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return held


SEARCH, SORT = vectors("search-test.json"), vectors("sort-test.json")
LETTERS = [each["char"] for each in vectors("letters.json")["letters"]]
ABBREVIATIONS: dict[str, str] = json.loads((CATALOGUE / "abbreviations.json").read_text(encoding="utf-8"))[
    "abbreviations"
]
MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
vietnamese = st.text(st.sampled_from([*LETTERS, *"0123456789 -'.,()", "Ð", "ƣ", "\u00ad"]))
messy = st.text(st.sampled_from([*"aAeEoOuUyYdđ \n\t\r", *MARKS, *"\u00a0\u200b\u00ad\x00\x1f\u2028\u200e한ä"]))
anything = st.one_of(vietnamese, messy, st.text())


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize("case", SEARCH["fold_tests"], ids=lambda case: ascii(case["input"]))
def test_clean_fold_and_norm_of_the_vectors(case: dict[str, str]) -> None:
    typed = case["input"]
    assert (tidy(typed), fold(typed), norm(typed)) == (case["clean"], case["fold"], case["norm"])


def test_every_letter_folds_to_its_ascii_letter_and_keeps_its_tone() -> None:
    letters = vectors("letters.json")["letters"]
    assert len(letters) >= 134
    for each in letters:
        char = "".join(chr(int(code.replace("U+", "0x"), 0)) for code in each["nfd"].split())
        assert tidy(char) == each["char"]
        assert fold(char) == each["ascii"].lower()
        assert norm(char) == f"{each['tone'] or ''}{each['letter']}"


def test_tidy_makes_one_line_of_single_blanks() -> None:
    assert tidy("  Tổ\u00a0dân\tphố\r\nsố\u202f2\u2028") == "Tổ dân phố số 2"


def test_tidy_takes_out_the_unseen_and_mends_look_alikes() -> None:
    assert tidy("\ufeffĐ\u200bồng\u2060 Tháp\u00ad") == "Đồng Tháp"
    assert tidy("Ðảng ủy ð Ɖ đƣợc Ƣu BB\u2011BDV") == "Đảng ủy đ Đ được Ưu BB-BDV"


@pytest.mark.parametrize("make", [tidy, tidy_prose])
def test_direction_marks_are_kept(make: Callable[[str], str]) -> None:
    marked = "\u200ea\u200fb\u202ac\u202b\u202c\u202d\u202ed\u2066\u2067\u2068e\u2069"
    assert make(marked) == marked


@pytest.mark.parametrize("make", [tidy, tidy_prose])
def test_control_characters_are_removed_and_counted(make: Callable[[str], str]) -> None:
    typed = "a\x00b\x07c\x0bd\x1fe\x7ff\x85g\ud800h\uffffi\tj"
    assert make(typed).split() == ["abcdefghi", "j"]
    assert removed_controls(typed) == 8
    assert removed_controls("một\thai\r\nba\u200e\u2028") == 0


def test_prose_keeps_lines_tabs_and_inner_blanks() -> None:
    typed = "  Một\t1  \r\n\r\nHai  ba\u00a0bốn\rnăm\u2028sáu \n"
    assert tidy_prose(typed) == "  Một\t1\n\nHai  ba bốn\nnăm\nsáu\n"


def test_prose_of_blanks_alone_takes_no_time_that_grows_with_its_square() -> None:
    assert len(tidy_prose(" " * 2_000_000 + "x")) == 2_000_001


@given(anything)
def test_tidying_twice_changes_nothing_and_gives_nfc(typed: str) -> None:
    for make in (tidy, tidy_prose):
        once = make(typed)
        assert make(once) == once
        assert unicodedata.is_normalized("NFC", once)
        assert removed_controls(once) == 0


@given(anything)
def test_a_decomposed_copy_gives_the_same_forms(typed: str) -> None:
    for form in (tidy, tidy_prose, fold, norm, sort_key, name_key, joined):
        assert form(nfd(typed)) == form(typed)


@given(vietnamese)
def test_fold_of_vietnamese_is_ascii_in_small_letters_and_stays(typed: str) -> None:
    folded = fold(typed)
    assert folded.isascii()
    assert folded == folded.lower()
    assert fold(folded) == folded


def test_fold_of_other_scripts_drops_marks_only() -> None:
    assert fold("Zoë 中 й") == "zoe 中 и"
    assert fold("قَلَم") == "قلم"


@given(anything, anything)
def test_keys_order_as_their_words_whatever_the_blanks(one: str, other: str) -> None:
    assert sort_key(f" {one}\t") == sort_key(one)
    assert (sort_key(one) < sort_key(other)) == (sort_key(nfd(one)) < sort_key(nfd(other)))
    if sort_key(one) == sort_key(other):
        assert tidy(one) == tidy(other)


@pytest.mark.parametrize("name", ["syllables", "phrases_syllable_by_syllable", "digraphs"])
def test_sort_key_gives_the_dictionary_order(name: str) -> None:
    listed: list[str] = SORT[name]
    assert sorted([*listed[1::2], *listed[::2]], key=sort_key) == listed
    assert sorted(listed, key=lambda each: sort_key(each).encode()) == listed


def test_name_key_gives_the_order_of_ballots_or_the_other() -> None:
    ballot: list[str] = SORT["names_given_family_middle"]
    other: list[str] = SORT["names_given_middle_family"]
    assert ballot != other
    assert sorted([*ballot[1::2], *ballot[::2]], key=name_key) == ballot
    assert sorted(ballot, key=lambda full: name_key(full, "gmf")) == other


def test_name_key_of_one_word_or_none() -> None:
    assert name_key("An") < name_key("Nguyễn An") < name_key("Bình")
    assert name_key("") < name_key("An")


def test_aliases_hold_the_ends_of_the_initials() -> None:
    assert aliases("Ủy ban nhân dân", {}) == "ubnd bnd nd"
    assert aliases("Khu phố 10", {}) == "kp10 p10"
    assert aliases("Huyện", {}) == ""


def test_aliases_expand_abbreviations_in_their_exact_capitals_only() -> None:
    known = {"ĐU": "Đảng ủy", "KT-XH": "Kinh tế - xã hội", "BTT": "Ban Thường trực"}
    assert aliases("ĐU xã", known) == "dang uy dux"
    assert aliases("Du Dự", known) == "dd"
    assert aliases("KT-XH", known) == "kinh te xa hoi kx"
    assert aliases("MTTQ-BTT", known) == "ban thuong truc mbtt"


def test_aliases_of_a_long_text_stay_short() -> None:
    ends = aliases("Một " * 500, {}).split()
    assert max(map(len, ends)) == LONGEST_INITIALS


@pytest.mark.parametrize("name", ["H'Hen Niê", "H’Hen Niê", "H`Hen Niê"])
def test_a_word_with_an_apostrophe_is_found_without_it(name: str) -> None:
    assert joined(name) == "hhen"
    assert "hhen" in aliases(name, {}).split()


def test_every_abbreviation_of_the_catalogue_is_tidy_and_expands() -> None:
    assert len(ABBREVIATIONS) >= 40
    for short, long in ABBREVIATIONS.items():
        assert (tidy(short), tidy(long)) == (short, long)
        assert set(fold(long).split()) <= set(aliases(short, ABBREVIATIONS).split())


@pytest.mark.parametrize("case", SEARCH["tests"], ids=lambda case: ascii(case["query"]))
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_query_matches_what_the_vectors_say(case: dict[str, Any], form: str) -> None:
    query = Query.of(case["query"] if form == "NFC" else nfd(case["query"]))
    given_in_nfd = SEARCH["given_in_nfd"]
    found = []
    for number, title in SEARCH["documents"].items():
        stored = tidy(nfd(title) if int(number) in given_in_nfd else title)
        if query.matches(fold(stored), aliases(stored, ABBREVIATIONS)):
            found.append(int(number))
    assert found == sorted(number for group in case["groups"] for number in group)


def test_a_query_knows_its_words() -> None:
    assert Query.of(" Đặng  Lý ") == Query("5đăng 4ly", "dang li", ("dang", "li"))


def test_an_empty_query_matches_everything() -> None:
    assert Query.of("  ").matches("dang", "")


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("MẬT", "MẬT"),
        ("  «TỐI MẬT»\nBáo cáo", "TỐI MẬT"),
        ("Báo cáo\nTUYỆT  MẬT.", "TUYỆT MẬT"),
        ("MA\u0323\u0302T", "MẬT"),
        ("Công tác bảo mật, giữ gìn bí mật", ""),
        ("XÃ MẬT TÂN", ""),
        ("Kính MẬT", ""),
        ("", ""),
    ],
)
def test_a_stamp_of_a_secret_stands_alone_on_its_line(text: str, mark: str) -> None:
    assert secret_mark(unicodedata.normalize("NFC", text)) == mark

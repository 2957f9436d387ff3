"""Two Vietnamese sentences for every known problem."""

import re
import string
import unicodedata
from pathlib import Path, PureWindowsPath

import pytest

from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.messages import _SENTENCES, sentences


@pytest.mark.parametrize("problem", list(Problem), ids=lambda problem: problem.name)
def test_every_problem_has_two_sentences(problem: Problem) -> None:
    bare = sentences(ClerkError(problem))
    names = [name for part in _SENTENCES[problem] for _, name, _, _ in string.Formatter().parse(part) if name]
    full = sentences(ClerkError(problem, **dict.fromkeys(names, "thử")))
    for happened, advice in (bare, full):
        assert happened != advice
        for sentence in (happened, advice):
            assert sentence.endswith(".")
            assert sentence[0].isupper()
            assert len(re.findall(r"\.(\s|$)", sentence)) == 1
            assert unicodedata.is_normalized("NFC", sentence)
            assert "None" not in sentence
            assert "{" not in sentence


def test_every_sentence_belongs_to_a_problem() -> None:
    assert set(_SENTENCES) == set(Problem)


def test_facts_are_shown_short_on_one_line_and_files_by_their_name() -> None:
    error = ClerkError(Problem.VALUE_IMPOSSIBLE, path=Path("a", "họp\nmặt.json"), field="x" * 500, why="sai\n{y}")
    happened, _ = sentences(error)
    assert happened.startswith("Tệp họp mặt.json ghi giá trị")
    assert happened.endswith("…”: sai {y}.")
    assert len(happened) < 250
    top = Path(Path.cwd().anchor)
    assert f"Tệp {top} " in sentences(ClerkError(Problem.FIELD_MISSING, path=top, field="x"))[0]


def test_a_full_disk_is_told_by_its_letter_where_it_has_one() -> None:
    index = PureWindowsPath("C:/Users/Lan/AppData/Local/so-dan-van/muc-luc.json")
    told = sentences(ClerkError(Problem.DISK_FULL, path=index, free=0))[0]
    assert told == "Ổ đĩa đã đầy, chỉ còn 0 MB ở ổ C:, nên chưa ghi được muc-luc.json."


def test_an_error_says_its_name_without_the_facts() -> None:
    assert str(ClerkError(Problem.RECORD_GONE, secret="Nguyễn Thị Đào")) == "RECORD_GONE ['secret']"

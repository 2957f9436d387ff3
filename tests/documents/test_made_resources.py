"""The scripts under tools/ give the files that are committed."""

from pathlib import Path

import pytest

from dandan_desktop.documents.container import unpacked
from dandan_desktop.domain.catalogue import Style
from dandan_desktop.paths import resource
from tools import make_samples, make_templates, make_widths, paper_text

FONTS = (
    "/usr/share/fonts/truetype/liberation2",
    "/usr/share/fonts/truetype/liberation",
    "/usr/share/fonts/liberation",
)


@pytest.mark.parametrize("style", list(Style))
def test_the_templates_are_those_the_script_makes(style: Style) -> None:
    shipped = resource("templates", f"minutes_{style.value.lower()}.docx").read_bytes()
    assert unpacked(shipped) == unpacked(make_templates.made(style))
    addendum = resource("templates", f"addendum_{style.value.lower()}.docx").read_bytes()
    assert unpacked(addendum) == unpacked(make_templates.made_addendum(style))
    for code in paper_text.CODES:
        paper = resource("templates", f"{code}_{style.value.lower()}.docx").read_bytes()
        assert unpacked(paper) == unpacked(make_templates.made_paper(code, style)), code


def test_the_sheet_is_the_one_the_script_makes() -> None:
    shipped = resource("templates", "recovery_sheet.docx").read_bytes()
    assert unpacked(shipped) == unpacked(make_templates.made_sheet())


def test_the_samples_are_those_of_the_practice_office() -> None:
    assert resource("practice", "papers.json").read_text(encoding="utf-8") == make_samples.made()


def test_the_widths_are_those_the_script_measures() -> None:
    folder = next((Path(each) for each in FONTS if has_vietnamese(Path(each))), None)
    if folder is None:
        pytest.skip("Liberation Serif 2 is not on this machine")  # allowed: no such font on this machine
    assert resource("fonts", "serif-widths.json").read_text(encoding="utf-8") == make_widths.made(folder)


def test_every_vietnamese_letter_is_measured() -> None:
    assert sum(not char.isascii() for char in make_widths.characters()) == 134 + len(make_widths.SIGNS)


def has_vietnamese(folder: Path) -> bool:
    font = folder / "LiberationSerif-Regular.ttf"
    return font.is_file() and make_widths.has_all(font.read_bytes())

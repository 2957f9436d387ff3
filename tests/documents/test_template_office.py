"""Templates an office program has opened and saved: every one is still sound, and prints as before."""

from pathlib import Path

import pytest

from dandan_desktop.documents.blocks import all_lines, blocks
from dandan_desktop.documents.container import MAIN, unpacked
from dandan_desktop.documents.render import shipped
from dandan_desktop.documents.template_check import try_out
from dandan_desktop.documents.template_samples import sample_values
from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.paper_kinds import TEMPLATES
from tests.documents.office import need_office, resaved

pytestmark = [pytest.mark.office, pytest.mark.uncounted]
NAMES = [(code, style, f"{code}_{style.value.lower()}.docx") for code in TEMPLATES for style in Style]


def lines(content: bytes) -> list[str]:
    return [line.text for line in all_lines(blocks(content)) if line.text.strip()]


def sections(content: bytes) -> int:
    return unpacked(content)[MAIN].count(b"<w:sectPr")


def test_every_template_comes_back_sound_from_an_office_program(tmp_path: Path) -> None:
    need_office()
    sent, back = tmp_path / "đi", tmp_path / "về"
    sent.mkdir()
    back.mkdir()
    for *_, name in NAMES:
        (sent / name).write_bytes(shipped(name))
    files = resaved([sent / name for *_, name in NAMES], back, "docx")
    for (code, style, name), file in zip(NAMES, files, strict=True):
        values = sample_values(code, style)
        tried = try_out(file.read_bytes(), name, values)
        assert (name, tried.faults) == (name, ())
        assert sections(tried.paper) == len(values.get("pages", [""])), name
        assert lines(tried.paper) == lines(try_out(shipped(name), name, values).paper), name

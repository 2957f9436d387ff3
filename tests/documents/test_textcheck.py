import time
from typing import Any

import pytest

from dandan_desktop.documents import checked
from dandan_desktop.documents.container import MAIN, packed, unpacked
from dandan_desktop.documents.geometry import Page
from dandan_desktop.documents.minutes import minutes_content, minutes_docx, write_minutes
from dandan_desktop.documents.render import Rendered, rendered
from dandan_desktop.documents.textcheck import check_text, check_used, leaves
from dandan_desktop.domain.errors import ClerkError, Problem
from tests.documents.sheets import full_sheet


def lost(action: Any) -> str:
    with pytest.raises(ClerkError) as caught:
        action()
    assert caught.value.problem is Problem.PAPER_LOST_TEXT
    return str(caught.value.facts["value"])


def without(content: bytes, text: str) -> bytes:
    parts = unpacked(content)
    changed = parts[MAIN].replace(text.encode(), b"", 1)
    assert changed != parts[MAIN]
    return packed({**parts, MAIN: changed}.items())


def test_a_word_taken_out_of_a_finished_paper_is_missed() -> None:
    content = minutes_content(full_sheet())
    values = {key: value for key, value in content.items() if key != "style"}
    paper = rendered("minutes_party.docx", values)
    check_text(paper.content, paper.printed)
    assert lost(lambda: check_text(without(paper.content, "nhân rộng ra"), paper.printed)).startswith("Sang quý tới")
    assert lost(lambda: check_text(without(paper.content, "Thống nhất với báo cáo."), paper.printed))


def test_values_in_another_order_are_missed() -> None:
    content = minutes_docx(minutes_content(full_sheet()))
    assert lost(lambda: check_text(content, ["CHỦ TRÌ HỘI NGHỊ", "BIÊN BẢN\u00a0 "])) == "BIÊN BẢN"
    check_text(content, ["BIE\u0302N BẢN", "CHỦ  TRÌ\nHỘI NGHỊ"])


def test_a_value_the_template_passes_over_is_missed() -> None:
    values = {"a": ["x", {"b": "y", "c": ""}], "d": "z"}
    assert list(leaves(values)) == ["x", "y", "z"]
    check_used(values, ["z", "y", "x"])
    assert lost(lambda: check_used(values, ["x", "z"])) == "y"


def test_a_paper_that_lost_text_never_becomes_a_file(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def losing(template: str, values: dict[str, Any], page: Page | None) -> Rendered:
        paper = rendered(template, values, page)
        return Rendered(without(paper.content, "Trần Thị Mẫu"), paper.printed)

    monkeypatch.setattr(checked, "rendered", losing)
    assert "Trần Thị Mẫu" in lost(lambda: write_minutes(full_sheet(), tmp_path / "bien-ban.docx"))
    assert list(tmp_path.glob("*.docx")) == []


def test_a_fact_that_content_forgets_in_the_template_is_told() -> None:
    content = minutes_content(full_sheet())
    content["added"] = "Chưa có chỗ trong mẫu"
    assert lost(lambda: minutes_docx(content)) == "Chưa có chỗ trong mẫu"


def test_the_check_is_linear() -> None:
    content = minutes_content(full_sheet())
    texts = []
    for count in (2_000, 8_000):
        content["opinions"]["rows"] = [{"by": f"Đồng chí {i}:", "lines": ["a " * 20]} for i in range(count)]
        values = {key: value for key, value in content.items() if key != "style"}
        paper = rendered("minutes_party.docx", values)
        start = time.process_time()
        check_text(paper.content, paper.printed)
        texts.append(time.process_time() - start)
    assert texts[1] < texts[0] * 12, "four times the text may not take sixteen times as long"

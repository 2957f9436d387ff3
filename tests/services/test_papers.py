"""Papers from a register: head, number and signers are those of whoever convened the meeting, on its day."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from dandan_desktop.db import offices
from dandan_desktop.db.store import Store
from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.facts import BodyId, CodeId
from dandan_desktop.domain.meetings import Meeting
from dandan_desktop.services import meetings, papers, registers
from dandan_desktop.services.meetings import Sitting
from tests.documents.papers import check_paper, head_of, opened
from tests.registers import code

OFFICE = "Ban Dân vận Tỉnh ủy Đồng Tháp"
"""Neither of the conveners, nor of their unit: nothing of it may stand on their papers."""


class Paper(NamedTuple):
    """A convener and the day of its meeting, and what its minutes must then say."""

    convener: str
    day: date
    style: Style
    left: list[str]
    right: list[str]
    captions: list[str]
    file: str


PAPERS = (
    Paper(
        "Huyện ủy Lấp Vò",
        date(2021, 1, 20),
        Style.PARTY,
        ["ĐẢNG BỘ TỈNH ĐỒNG THÁP", "HUYỆN ỦY LẤP VÒ", "*", "Số      -BB/HU"],
        ["ĐẢNG CỘNG SẢN VIỆT NAM", "Lấp Vò, ngày 20 tháng 01 năm 2021"],
        ["NGƯỜI GHI BIÊN BẢN", "CHỦ TRÌ HỘI NGHỊ"],
        "bien-ban-2021-01-20-hu-1.docx",
    ),
    Paper(
        "Ủy ban Mặt trận Tổ quốc Việt Nam xã Lấp Vò",
        date(2026, 3, 4),
        Style.STATE,
        [
            "ỦY BAN MTTQ VIỆT NAM",
            "TỈNH ĐỒNG THÁP",
            "ỦY BAN MTTQ VIỆT NAM",
            "XÃ LẤP VÒ",
            "BAN THƯỜNG TRỰC",
            "",
            "Số:      /BB-MTTQ-BTT",
        ],
        ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"],
        ["THƯ KÝ", "CHỦ TỌA"],
        "bien-ban-2026-03-04-mttq-btt-1.docx",
    ),
    Paper(
        "Hội Nông dân xã Lấp Vò",
        date(2026, 3, 4),
        Style.HND,
        ["HỘI NÔNG DÂN", "TỈNH ĐỒNG THÁP", "BCH HND XÃ LẤP VÒ", "*", "Số      -BB/HNDX"],
        [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Lấp Vò, ngày 04 tháng 3 năm 2026",
        ],
        ["NGƯỜI GHI BIÊN BẢN", "CHỦ TRÌ HỘI NGHỊ"],
        "bien-ban-2026-03-04-hndx-1.docx",
    ),
    Paper(
        "Đoàn TNCS Hồ Chí Minh xã Lấp Vò",
        date(2026, 3, 4),
        Style.DOAN,
        ["BCH ĐOÀN TỈNH ĐỒNG THÁP", "BCH ĐOÀN XÃ LẤP VÒ", "***", "Số      -BB/ĐTN"],
        ["ĐOÀN TNCS HỒ CHÍ MINH", "Lấp Vò, ngày 04 tháng 3 năm 2026"],
        ["NGƯỜI GHI BIÊN BẢN", "CHỦ TRÌ HỘI NGHỊ"],
        "bien-ban-2026-03-04-dtn-1.docx",
    ),
)


def body_on(store: Store, name: str, day: date) -> int:
    found = offices.body_named(store, name, day)
    assert found is not None, name
    return found


def convened(store: Store, name: str, day: date) -> int:
    """A meeting of a body on a day, saved as a clerk saves it."""
    body = body_on(store, name, day)
    [(unit,)] = store.query("SELECT unit_id FROM bodies WHERE id = ?", (body,))
    series = CodeId(code(store, "meeting_series", "GB_QUY"))
    meeting = Meeting(title="Giao ban quý", held_on=day, convener_id=BodyId(body), series=series, unit_id=unit)
    return meetings.save(store, Sitting(None, meeting, {}, ())).row


@pytest.mark.parametrize("expected", PAPERS, ids=lambda expected: expected.style.value)
def test_a_paper_is_in_the_style_of_whoever_convened_on_its_day(store: Store, tmp_path: Path, expected: Paper) -> None:
    registers.choose_office(store, body_on(store, OFFICE, date(2021, 1, 20)))
    row = convened(store, expected.convener, expected.day)
    file = papers.write_minutes(store, row, tmp_path)
    content = file.read_bytes()
    check_paper(content, expected.style)
    paper = opened(content)
    head = head_of(paper)
    assert head.left == expected.left
    assert head.right == expected.right
    assert [cell.paragraphs[0].text for cell in paper.tables[-1].rows[0].cells] == expected.captions
    assert file.name == expected.file


def test_two_bodies_that_met_are_printed_each_in_its_own_style_in_one_batch(store: Store, tmp_path: Path) -> None:
    registers.choose_office(store, body_on(store, OFFICE, date(2021, 1, 20)))
    rows = [convened(store, each.convener, each.day) for each in PAPERS]
    files = list(papers.write_all_minutes(store, rows, tmp_path / "ra"))
    for file, expected in zip(files, PAPERS, strict=True):
        assert head_of(opened(file.read_bytes())).left == expected.left

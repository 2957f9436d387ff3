import pytest
from hypothesis import given
from hypothesis import strategies as st

from dandan_desktop.documents.geometry import broken, width_mm
from dandan_desktop.documents.wordml import ParagraphStyle

pytestmark = pytest.mark.uncounted

BOLD_14 = ParagraphStyle("x", 14, is_bold=True)
WORDS = st.sampled_from(["BAN", "VÀ", "DÂN", "VẬN", "TỈNH", "XÃ", "HỘI", "X" * 60, "a"])


@pytest.mark.parametrize(
    "text, face, points, measured",
    [
        ("ĐẢNG CỘNG SẢN VIỆT NAM", "bold", 15, 72.9),
        ("ĐẢNG BỘ TỈNH ĐỒNG THÁP", "regular", 14, 65.0),
        ("HUYỆN ỦY LẤP VÒ", "bold", 14, 46.0),
        ("BAN XÂY DỰNG ĐẢNG", "bold", 14, 54.3),
        ("BAN TUYÊN GIÁO VÀ DÂN VẬN", "bold", 14, 75.6),
        ("Lấp Vò, ngày 05 tháng 02 năm 2026", "italic", 14, 72.2),
        ("Tân Khánh Trung, ngày 22 tháng 11 năm 2026", "italic", 14, 93.2),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "bold", 13, 95.7),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "bold", 12, 88.3),
        ("Độc lập - Tự do - Hạnh phúc", "bold", 14, 60.5),
        ("Độc lập - Tự do - Hạnh phúc", "bold", 13, 56.1),
        ("ỦY BAN MTTQ VIỆT NAM XÃ LẤP VÒ", "bold", 13, 83.2),
    ],
)
def test_widths_are_those_that_were_measured(text: str, face: str, points: float, measured: float) -> None:
    assert width_mm(text, face, points) == pytest.approx(measured, abs=0.5)


@given(st.lists(WORDS, min_size=1, max_size=30), st.floats(20, 170))
def test_breaking_loses_no_word_and_fits_where_it_can(words: list[str], width: float) -> None:
    lines = broken(" ".join(words), BOLD_14, width)
    assert " ".join(lines).split() == words
    for line in lines:
        assert width_mm(line, "bold", 14) <= width or len(line.split()) == 1


@pytest.mark.parametrize(
    "text, width, lines",
    [
        (
            "BAN CHỈ ĐẠO THỰC HIỆN QUY CHẾ DÂN CHỦ Ở CƠ SỞ TỈNH ĐỒNG THÁP",
            150,
            ["BAN CHỈ ĐẠO THỰC HIỆN QUY CHẾ DÂN CHỦ Ở CƠ SỞ", "TỈNH ĐỒNG THÁP"],
        ),
        (
            "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM TỈNH ĐỒNG THÁP",
            70,
            ["ỦY BAN MẶT TRẬN", "TỔ QUỐC VIỆT NAM", "TỈNH ĐỒNG THÁP"],
        ),
        (
            "Hội nghị sơ kết công tác dân vận, quy chế dân chủ cơ sở giữa lực lượng vũ trang và Ủy ban MTTQ",
            120,
            ["Hội nghị sơ kết công tác dân vận,", "quy chế dân chủ cơ sở giữa lực lượng vũ trang", "và Ủy ban MTTQ"],
        ),
        (  # where two ways tear nothing, lines of like length
            "Về việc sắp xếp tổ chức bộ máy của hệ thống chính trị và công tác vận động nhân dân tại cơ sở xã",
            150,
            [
                "Về việc sắp xếp tổ chức bộ máy của hệ thống chính trị",
                "và công tác vận động nhân dân tại cơ sở xã",
            ],
        ),
        ("ĐẢNG ỦY XÃ LẤP VÒ BAN XÂY DỰNG ĐẢNG", 70, ["ĐẢNG ỦY XÃ LẤP VÒ", "BAN XÂY DỰNG ĐẢNG"]),
    ],
)
def test_phrases_are_not_torn_apart(text: str, width: float, lines: list[str]) -> None:
    assert broken(text, BOLD_14, width) == lines


def test_a_line_may_be_as_wide_as_its_column() -> None:
    first, second = "TỔ QUỐC VIỆT NAM", "TỈNH ĐỒNG THÁP"
    assert broken(f"{first} {second}", BOLD_14, width_mm(first, "bold", 14)) == [first, second]
    assert len(broken(f"{first} {second}", BOLD_14, width_mm(first, "bold", 14) - 0.01)) == 3


def test_a_very_long_name_does_not_take_long() -> None:
    assert len(broken("BAN DÂN VẬN VÀ " * 3000, BOLD_14, 70)) > 1000

"""Every fault an office can make in a template is told in its words, with the paragraph where it stands."""

import re
import unicodedata

import pytest

from dandan_desktop.documents.blocks import all_lines, blocks
from dandan_desktop.documents.container import MAIN
from dandan_desktop.documents.render import shipped
from dandan_desktop.documents.template_check import fields_in, try_out
from dandan_desktop.documents.template_fields import words as described
from dandan_desktop.documents.template_samples import sample_values
from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.paper_kinds import TEMPLATES
from tests.documents.own_templates import (
    CODE,
    SHIPPED,
    Change,
    added,
    dropped,
    inside,
    made,
    paragraph,
    swapped,
    with_part,
    words,
)

VALUES = sample_values(CODE, Style.PARTY)
SPLIT = (
    "<w:r><w:t>{</w:t></w:r><w:r><w:t>{ page.</w:t></w:r><w:proofErr w:type='spellStart'/><w:r><w:rPr><w:b/></w:rPr>"
    "<w:t>kind }</w:t></w:r><w:r><w:t>}</w:t></w:r>"
)


def texts(content: bytes) -> list[str]:
    return [line.text for line in all_lines(blocks(content))]


@pytest.mark.parametrize("style", list(Style))
@pytest.mark.parametrize("code", list(TEMPLATES))
def test_each_shipped_template_is_sound_and_prints_for_the_practice_office(code: str, style: Style) -> None:
    name, values = f"{code}_{style.value.lower()}.docx", sample_values(code, style)
    tried = try_out(shipped(name), name, values)
    assert tried.faults == ()
    assert "BAN XÂY DỰNG ĐẢNG" in texts(tried.paper)
    assert fields_in(name, values)


def test_each_field_is_described_in_words_of_its_own_and_nothing_else_is() -> None:
    used = set()
    for code in TEMPLATES:
        for style in Style:
            found = fields_in(f"{code}_{style.value.lower()}.docx", sample_values(code, style))
            said = [each.field.words for each in found]
            assert len(set(said)) == len(said), code
            used |= set(said)
    assert used == set(described().values())


def test_the_fields_have_samples_of_the_practice_office() -> None:
    found = {each.tag.raw: each for each in fields_in(SHIPPED, VALUES)}
    assert found["{{ page.header.number }}"].field.sample == "Số 16-GM/BXDĐ"
    assert found["{{ page.signer }}"].field.sample == "Nguyễn Thị Bảo Châu"
    assert found["{{ page.signer }}"].loop == "{%p for page in pages %}"


def test_what_an_office_may_change_it_may() -> None:
    own = made(
        swapped("{{ page.kind }}", "{{ page.kind }} HỌP"),
        inside(words("Mang theo tài liệu; số {{ page.header.number }}.")),
        inside(
            words(
                "{% if page.papers %}Có {% for each in page.papers %}[{{ each }}]{% endfor %}{% else %}Không{% endif %}"
            )
        ),
    )
    tried = try_out(own, SHIPPED, VALUES)
    assert tried.faults == ()
    assert "GIẤY MỜI HỌP" in texts(tried.paper)
    assert "Mang theo tài liệu; số Số 16-GM/BXDĐ." in texts(tried.paper)


def test_a_tag_word_has_split_over_runs_is_joined_again() -> None:
    tried = try_out(made(inside(paragraph(SPLIT))), SHIPPED, VALUES)
    assert tried.faults == ()
    assert texts(tried.paper).count("GIẤY MỜI") == 2 * len(VALUES["pages"])


NFD = unicodedata.normalize("NFD", "chủ_trì")


def put(*texts: str) -> Change:
    """Paragraphs of these texts, one after another."""
    return inside("".join(map(words, texts)))


BROKEN = "<w:r><w:t>{{ page.</w:t><w:br/><w:t>kind }}</w:t></w:r>"
TRACKED = '<w:ins w:id="1" w:author="Lan"><w:r><w:t>Thêm</w:t></w:r></w:ins>'
BOX = f"<w:pict><w:txbxContent>{words('{{ page.kind }}')}</w:txbxContent></w:pict>"
BOXED = f"<w:r><w:t>Hộp</w:t>{BOX}</w:r>"
FAULTS: dict[str, tuple[Change, str, str, str]] = {
    "misspelt": (
        swapped("{{ page.signer }}", "{{ page.singer }}"), "{{ page.singer", "“page.singer”", "“page.signer”",
    ),
    "unknown": (put("Số lượng {{ xyzt }}"), "Số lượng", "Không có trường “xyzt”", "danh sách trường"),
    "without what it belongs to": (put("{{ header.top }}"), "{{ header", "“header.top”", "“page.header.top”"),
    "NFD": (put(f"Do {{{{ page.{NFD} }}}}"), "Do", "dấu tổ hợp", "Có phải"),
    "capitals": (swapped("{{ page.signer }}", "{{ Page.Signer }}"), "{{ Page", "“Page.Signer”", "“page.signer”"),
    "unclosed loop": (put("{%p for line in page.agenda %}"), "{%p for line", "không có thẻ endfor", "endfor %}"),
    "unclosed if": (put("{%p if page.papers %}"), "{%p if page.papers", "không có thẻ endif", "endif %}"),
    "end too many": (put("{%p endif %}"), "{%p endif", "không có thẻ if", "thừa"),
    "crossed": (put("{%p if page.papers %}", "{%p endfor %}"), "{%p if page.papers", "không có thẻ endif", "endif %}"),
    "else in a loop": (put("{% for x in page.papers %}{% else %}{% endfor %}"), "{% for", "không có thẻ if", ""),
    "split over paragraphs": (put("Kính gửi {{ page.", "kind }}"), "Kính gửi", "không đóng", "một đoạn"),
    "split by a line break": (
        inside(paragraph(BROKEN)), "{{ page.", "bị ngắt dòng", "một dòng",
    ),
    "quotes curled": (put("{{ page[“kind”] }}"), "{{ page[", "dấu nháy Word", "bỏ dấu nháy"),
    "quotes": (put("{{ page['kind'] }}"), "{{ page[", "không thuộc các thẻ", "Chỉ dùng"),
    "one brace": (put("Số { page.kind }"), "Số {", "“{” đứng lẻ", "hai dấu ngoặc"),
    "one brace short": (put("Loại {{ page.kind }"), "Loại", "không đóng bằng “}}”", "}}"),
    "unknown command": (put("{% set x = 1 %}"), "{% set", "không thuộc các thẻ", "Chỉ dùng"),
    "comment": (put("{# nhớ sửa #}"), "{# nhớ", "ghi chú", "xoá"),
    "words beside a paragraph's tag": (put("Kèm {%p if page.papers %}", "{%p endif %}"), "Kèm", "sẽ mất", "một mình"),
    "a row's tag outside a table": (put("{%tr endfor %}"), "{%tr", "chỉ dùng trong bảng", "{%p"),
    "a list printed": (put("{{ page.agenda }}"), "{{ page.agenda", "một danh sách", "{%p for line in page.agenda %}"),
    "a group printed": (put("{{ page.header }}"), "{{ page.header", "một nhóm trường", "{{ page.header."),
    "a loop over a text": (
        put("{%p for x in page.kind %}", "{%p endfor %}"), "{%p for x", "không phải là danh sách", "in thẳng",
    ),
    "inline loop over paragraphs": (
        put("A {% for x in page.papers %}", "{{ x }}{% endfor %}"), "{{ x }}", "không cùng chỗ", "cùng",
    ),
    "loop.last outside": (
        added(words("{%p if loop.last %}") + words("{%p endif %}")), "{%p if loop", "vòng lặp", "for",
    ),
    "tracked changes": (
        inside(paragraph(TRACKED)), "Thêm", "Track Changes", "Chấp nhận",
    ),
    "in a text box": (
        inside(paragraph(BOXED)),
        "{{ page.kind", "hộp chữ", "đoạn văn",
    ),
    "reserved name": (put("{%p for loop in page.papers %}", "{%p endfor %}"), "{%p for loop", "từ dành riêng", "line"),
}  # fmt: skip


@pytest.mark.parametrize("name", list(FAULTS))
def test_a_fault_is_told_with_its_paragraph_and_what_to_do(name: str) -> None:
    change, start, said, advice = FAULTS[name]
    tried = try_out(made(change), SHIPPED, VALUES)
    assert tried.paper == b""
    found = tried.faults[0]
    assert found.place > 0
    assert found.start.startswith(start)
    assert said in found.said
    assert advice in found.advice


def unbroken(parts: dict[str, bytes]) -> None:
    """No end of a section between two receivers, and no tags that ask for one."""
    for old in (rb"<w:p><w:pPr>(?:(?!</w:p>).)*?<w:sectPr.*?</w:p>", rb"if not loop\.last"):
        parts[MAIN] = re.sub(old, b"if page.papers" if old.startswith(b"if") else b"", parts[MAIN], count=1)


WHOLE: dict[str, tuple[Change, str]] = {
    "left out": (dropped("page.signer"), "Mẫu không in {{ page.signer }}"),
    "in a head of a page": (
        swapped("<w:instrText", "<w:t>{{ page.kind }}</w:t><w:instrText", "word/header1.xml"), "đầu trang, chân trang",
    ),
    "hidden in an attribute": (swapped('<w:pStyle w:val="', '<w:pStyle w:val="{{ page.kind }}'), "giấu thẻ"),
    "printed in one case only": (
        swapped("{{ page.signer }}", "{% if page.papers %}{% else %}{{ page.signer }}{% endif %}"),
        "mất nội dung “Nguyễn Thị",
    ),
    "no page for each": (unbroken, "không sang trang mới"),
    "a part is broken": (with_part("word/settings.xml", b"<w:settings"), "bị hỏng"),
}  # fmt: skip


@pytest.mark.parametrize("name", list(WHOLE))
def test_a_fault_of_the_whole_is_told(name: str) -> None:
    change, said = WHOLE[name]
    tried = try_out(made(change), SHIPPED, VALUES)
    assert tried.paper == b""
    assert said in tried.faults[0].said
    assert tried.faults[0].place == 0

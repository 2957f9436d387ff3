"""Properties of paragraphs are set where Word wants them, whatever an office's own template already holds."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from dandan_desktop.documents.wordml import set_property, w, whole_text
from tests.documents.schema_order import ORDERS, name_of

PROPERTIES = ORDERS["pPr"].split()


def a_paragraph(properties: Sequence[str]) -> "etree._Element":
    paragraph = etree.Element(w("p"))
    if properties:
        shape = etree.SubElement(paragraph, w("pPr"))
        for name in properties:
            etree.SubElement(shape, w(name))
    etree.SubElement(paragraph, w("r"))
    return paragraph


@pytest.mark.parametrize("name", ["keepNext", "spacing", "ind"])
@given(there=st.sets(st.sampled_from(PROPERTIES)))
def test_a_property_is_set_once_in_its_place(name: str, there: set[str]) -> None:
    paragraph = a_paragraph(sorted(there, key=PROPERTIES.index))
    for _ in range(2):
        set_property(paragraph, name, {"val": "1"})
    shape = paragraph[0]
    assert name_of(shape) == "pPr"
    assert [name_of(each) for each in shape] == sorted(there | {name}, key=PROPERTIES.index)
    assert {each.get(w("val")) for each in shape if name_of(each) == name} == {"1"}


def test_the_text_of_a_page_parts_its_paragraphs_tabs_and_breaks() -> None:
    page = etree.fromstring(
        f"<w:body xmlns:w='{w('')[1:-1]}'><w:p><w:r><w:t>một</w:t><w:tab/><w:t>hai</w:t><w:br/></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>ba</w:t></w:r><w:r><w:t>n</w:t></w:r></w:p><w:p/></w:tc></w:tr></w:tbl>"
        "</w:body>"
    )
    assert whole_text(page).split(" ") == ["", "một", "hai", "", "ban", ""]

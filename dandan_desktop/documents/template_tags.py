"""The tags of a template: fields, loops and conditions, read paragraph by paragraph as a clerk sees them in Word.

The language is closed: `{{ field }}`, `for … in field`, `if field`, `if not field`, `else` and the ends of both, alone
in a paragraph (`{%p … %}`) or a table row (`{%tr … %}`) or within one paragraph. There are no expressions in it.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from dandan_desktop.documents.wordml import w
from dandan_desktop.domain.paper_templates import Fault

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MARKS = ("{{", "{%", "{#")
_SHOWN = 60
_CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_TOKEN = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|[{}]")
_PATH = r"[^\W\d_]\w*(?:\.[^\W\d_]\w*)*"
_FIELD = re.compile(_PATH)
_COMMAND = re.compile(
    rf"(?P<level>p|tr)?\s+(?:for\s+(?P<name>[^\W\d_]\w*)\s+in\s+(?P<list>{_PATH})"
    rf"|if\s+(?P<not>not\s+)?(?P<test>{_PATH})|(?P<word>else|endif|endfor))\s*"
)
_RESERVED = frozenset("and or not in is if else elif for true false none self loop".split())
_CURLED = frozenset("“”‘’„‟")
_TRACKED = ("ins", "del", "moveFrom", "moveTo")


class Spot(NamedTuple):
    """A paragraph of the page: its number from one, its own text, and itself."""

    number: int
    text: str
    element: "Element"

    def fault(self, said: str, advice: str) -> Fault:
        """Something wrong here."""
        start = " ".join(self.text.split())
        return Fault(self.number, start if len(start) <= _SHOWN else f"{start[: _SHOWN - 1]}…", said, advice)


class Tag(NamedTuple):
    """One tag: what it does (print, for, if, else, endif, endfor), in what it stands alone (p, tr or nothing)."""

    spot: Spot
    raw: str
    act: str
    level: str = ""
    path: str = ""
    name: str = ""


def spots(page: "Element") -> Iterator[Spot]:
    """The paragraphs of a page in their order, those in table cells and boxes among them."""
    blanks = {w("tab"), w("br"), w("cr")}
    for number, paragraph in enumerate(page.iter(w("p")), 1):
        pieces = [
            (node.text or "") if node.tag == w("t") else "\n"
            for node in paragraph.iter(w("t"), *blanks)
            if next(node.iterancestors(w("p"))) is paragraph and next(node.iterancestors(w("pPr")), None) is None
        ]
        yield Spot(number, "".join(pieces), paragraph)


def read_tags(page: "Element") -> tuple[list[Tag], list[Fault]]:
    """Every tag of a page in its order, and what is wrong with the way tags are written."""
    tags: list[Tag] = []
    faults: list[Fault] = []
    for spot in spots(page):
        if any(next(spot.element.iter(w(each)), None) is not None for each in _TRACKED):
            faults.append(
                spot.fault(
                    "Đoạn còn vết theo dõi thay đổi (Track Changes).",
                    "Trong Word, mở thẻ Xem lại, chọn Chấp nhận tất cả thay đổi rồi lưu lại.",
                )
            )
        for found in _tags_in(spot):
            if isinstance(found, Fault):
                faults.append(found)
            else:
                tags.append(found)
                faults += _misplaced(found)
    return tags, faults


def _tags_in(spot: Spot) -> Iterator[Tag | Fault]:
    tokens = list(_TOKEN.finditer(spot.text))
    place = 0
    while place < len(tokens):
        opener = tokens[place]
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        closer = _CLOSERS.get(opener[0])
        if closer is None:
            yield spot.fault(
                f"Dấu “{opener[0]}” đứng lẻ, không thành thẻ.",
                "Thẻ viết liền hai dấu ngoặc mỗi bên, trong cùng một đoạn, như {{ page.kind }}; hãy gõ lại cả thẻ.",
            )
            place += 1
        elif after is None or after[0] != closer:
            yield spot.fault(
                f"Thẻ mở bằng “{opener[0]}” không đóng bằng “{closer}” trong cùng đoạn.",
                f"Hãy gõ lại cả thẻ trong một đoạn, kết thúc bằng {closer}.",
            )
            place += 1
        else:
            yield _tag(spot, opener[0], spot.text[opener.start() : after.end()])
            place += 2


def _tag(spot: Spot, opener: str, raw: str) -> Tag | Fault:
    inside = raw[2:-2]
    written = unicodedata.normalize("NFC", inside)
    if opener == "{{" and _FIELD.fullmatch(written.strip()) and "\n" not in written:
        return Tag(spot, raw, "print", path=written.strip())
    found = _COMMAND.fullmatch(written) if opener == "{%" and "\n" not in written else None
    if found is None:
        return _unread(spot, raw)
    level = found["level"] or ""
    if found["name"]:
        if found["name"] in _RESERVED:
            return spot.fault(f"“{found['name']}” trong {raw} là từ dành riêng.", "Hãy đặt tên khác, ví dụ: line.")
        return Tag(spot, raw, "for", level, found["list"], found["name"])
    if found["test"]:
        return Tag(spot, raw, "if", level, found["test"])
    return Tag(spot, raw, found["word"], level)


def _unread(spot: Spot, raw: str) -> Fault:
    shown = " ".join(raw.split())[:_SHOWN]
    if _CURLED & set(raw):
        said, advice = "có dấu nháy Word đã uốn cong", "Thẻ không cần dấu nháy: chỉ ghi tên trường; hãy bỏ dấu nháy."
    elif "\n" in raw:
        said, advice = "bị ngắt dòng hoặc có dấu cách bảng ở giữa", "Hãy gõ lại cả thẻ liền trên một dòng."
    elif raw.startswith("{#"):
        said, advice = "là ghi chú, không dùng trong mẫu", "Hãy xoá ghi chú này."
    else:
        said = "không thuộc các thẻ dùng được"
        advice = (
            "Chỉ dùng {{ trường }}, {%p for x in danh_sách %}, {%p if trường %}, else, endif, endfor như trong mẫu."
        )
    return spot.fault(f"Thẻ {shown} {said}.", advice)


def _misplaced(tag: Tag) -> Iterator[Fault]:
    """A tag that takes its paragraph or row with it stands there alone; nothing stands in a box."""
    element = tag.spot.element
    if next(element.iterancestors(w("txbxContent")), None) is not None:
        yield tag.spot.fault(
            f"Thẻ {tag.raw} nằm trong hộp chữ (text box).", "Hãy đưa nó ra đoạn văn hoặc ô bảng bình thường."
        )
    if tag.level == "p" and tag.spot.text.strip() != tag.raw:
        yield tag.spot.fault(f"Chữ đứng cùng đoạn với {tag.raw} sẽ mất khi in.", "Hãy để thẻ này một mình một đoạn.")
    if tag.level == "tr":
        row = next(element.iterancestors(w("tr")), None)
        if row is None:
            yield tag.spot.fault(f"Thẻ {tag.raw} chỉ dùng trong bảng.", "Ngoài bảng hãy dùng {%p … %}.")
        elif "".join(each.text or "" for each in row.iter(w("t"))).strip() != tag.raw:
            yield tag.spot.fault(
                f"Chữ đứng cùng dòng bảng với {tag.raw} sẽ mất khi in.", "Hãy để thẻ này một mình một dòng bảng."
            )

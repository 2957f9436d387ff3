"""What the tags of a template mean: each field known where it stands, each loop and condition closed where it began."""

from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from dandan_desktop.documents.template_fields import Field, at, paths
from dandan_desktop.documents.template_tags import Tag
from dandan_desktop.documents.wordml import w
from dandan_desktop.domain.paper_templates import Fault

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_LOOP = ("loop.first", "loop.last")
_DEEPEST = 8
_ENDS = {"endfor": "for", "endif": "if"}


class Printed(NamedTuple):
    """A field a template prints: its tag, the field, and the loop it stands in (empty for none)."""

    tag: Tag
    field: Field
    loop: str


class _Open(NamedTuple):
    """A loop or condition not closed yet, and the names known outside it."""

    tag: Tag
    scope: Mapping[str, Field]


class Walk:
    """One pass over the tags of a template.

    Of an opening and an end that do not meet, the one is told that `usual`, the program's own template, does not have.
    """

    def __init__(self, known: Field, usual: list[Tag] | None = None) -> None:
        self.printed: list[Printed] = []
        self.faults: list[Fault] = []
        self._scope: dict[str, Field] = dict(known.fields)
        self._open: list[_Open] = []
        self._usual = Counter(tag.raw for tag in usual or ())
        self._new: Counter[str] = Counter()
        self._last: dict[int, Tag] = {}
        """The loop or condition closed last at each depth."""

    def over(self, tags: list[Tag]) -> "Walk":
        """Go over these tags; what is still open at the end is told where it began."""
        self._new = Counter(tag.raw for tag in tags) - self._usual
        for tag in tags:
            if tag.act == "print":
                self._print(tag)
            elif tag.act in {"for", "if"}:
                self._begin(tag)
            else:
                self._turn(tag)
        unclosed = [self._culprit(depth, opened.tag) for depth, opened in enumerate(self._open)]
        new = [tag for tag in unclosed if self._new[tag.raw]]
        for tag in new or ([] if self.faults else unclosed):
            self._tell_unclosed(tag)
        return self

    def _culprit(self, depth: int, tag: Tag) -> Tag:
        """What took the end that was meant for a tag still open: a new one inside it, or nothing."""
        taker = self._last.get(depth + 1)
        return taker if taker is not None and taker.act == tag.act and self._new[taker.raw] else tag

    def _tell_unclosed(self, tag: Tag) -> None:
        end = f"end{tag.act}"
        self._tell(tag, f"Thẻ {tag.raw} không có thẻ {end} đóng lại.",
                   f"Hãy thêm {{%{tag.level} {end} %}} ở cuối phần lặp hoặc phần có điều kiện.")  # fmt: skip

    def _print(self, tag: Tag) -> None:
        found = self._found(tag)
        if found is None:
            return
        if not found.is_text:
            way = f"{{%p for line in {tag.path} %}} … {{%p endfor %}}"
            what = "một danh sách" if found.each else "một nhóm trường"
            advice = (
                f"Hãy lặp qua nó: {way}." if found.each else f"Hãy ghi rõ trường, ví dụ {self._first(tag.path, found)}."
            )
            self._tell(tag, f"{tag.raw} là {what}, không in thẳng được.", advice)
            return
        loops = [opened.tag.raw for opened in self._open if opened.tag.act == "for"]
        self.printed.append(Printed(tag, found, loops[-1] if loops else ""))

    def _begin(self, tag: Tag) -> None:
        self._open.append(_Open(tag, self._scope))
        self._scope = dict(self._scope)
        if len(self._open) == _DEEPEST + 1:
            self._tell(tag, "Vòng lặp và điều kiện lồng nhau quá sâu.", f"Hãy để lồng nhau nhiều nhất {_DEEPEST} lớp.")
        if tag.act == "if" and tag.path in _LOOP:
            if not any(opened.tag.act == "for" for opened in self._open):
                self._tell(tag, f"{tag.path} chỉ có nghĩa trong vòng lặp.", "Hãy đặt thẻ này giữa for và endfor.")
            return
        found = self._found(tag)
        if tag.act == "for":
            turn = found.each if found is not None else None
            if found is not None and found is not _ANY and turn is None:
                self._tell(tag, f"“{tag.path}” không phải là danh sách, không lặp được.",
                           f"Hãy in thẳng {{{{ {tag.path} }}}}, hoặc lặp qua một danh sách của mẫu.")  # fmt: skip
            self._scope[tag.name] = turn or _ANY

    def _turn(self, tag: Tag) -> None:
        wanted = _ENDS.get(tag.act, "if")
        if not self._new[tag.raw] and any(opened.tag.act == wanted for opened in self._open):
            while self._open[-1].tag.act != wanted:  # what is new in between has no end of its own
                left = self._open.pop()
                self._scope = dict(left.scope)
                self._tell_unclosed(left.tag)
        opened = self._open[-1] if self._open else None
        if opened is None or opened.tag.act != wanted:
            self._tell(tag, f"Thẻ {tag.raw} không có thẻ {wanted} mở trước nó.",
                       "Hãy xoá thẻ thừa này, hoặc thêm thẻ mở ở phía trên.")  # fmt: skip
            return
        if _holder(tag) is not _holder(opened.tag) or tag.level != opened.tag.level:
            self._tell(tag, f"{tag.raw} đóng {opened.tag.raw} ở đoạn {opened.tag.spot.number} nhưng không cùng chỗ.",
                       "Hãy để thẻ mở và thẻ đóng cùng kiểu ({%p hoặc {%tr), cùng trong một ô hay cùng ngoài bảng;"
                       " thẻ không có p hay tr thì đóng ngay trong đoạn.")  # fmt: skip
        if tag.act != "else":
            self._open.pop()
            self._last[len(self._open)] = opened.tag
            self._scope = dict(opened.scope)

    def _found(self, tag: Tag) -> Field | None:
        """The field a tag names; told where there is none."""
        path = tag.path
        found = _ANY if self._scope.get(path.partition(".")[0]) is _ANY else at(self._scope, path)
        if found is None:
            near = self._near(path)
            hint = " (tên gõ bằng dấu tổ hợp)" if path not in tag.raw else ""
            advice = f"Có phải là “{near}”?" if near else "Hãy chọn tên trong danh sách trường dùng được."
            self._tell(tag, f"Không có trường “{path}”{hint} ở chỗ này.", advice)
        return found

    def _near(self, path: str) -> str:
        """The path most like one that is not known: spelt much like it, or the same but for what stands before it."""
        known = [name for name, _ in paths(self._scope)]
        same_end = [name for name in known if name.endswith(f".{path}") or path.endswith(f".{name}")]
        close = same_end or get_close_matches(path, known, 1, 0.6)
        return close[0] if close else ""

    def _first(self, path: str, group: Field) -> str:
        return next((f"{{{{ {path}.{rest} }}}}" for rest, field in paths(group.fields) if field.is_text), "")

    def _tell(self, tag: Tag, said: str, advice: str) -> None:
        self.faults.append(tag.spot.fault(said, advice))


_ANY = Field("?")
"""What a loop that is wrong turns over: whatever is asked of it is not told once more."""


def missing(printed: list[Printed], wanted: list[Printed]) -> Iterator[Fault]:
    """The fields the program's own template prints and another does not: a paper without one is not handed over."""
    there = {each.field.place for each in printed}
    for each in {each.field.place: each for each in wanted}.values():
        if each.field.place not in there:
            sample = f" (ví dụ “{each.field.sample[:60]}”)" if each.field.sample else ""
            loop = f" trong vòng lặp {each.loop}" if each.loop else ""
            yield Fault(0, "", f"Mẫu không in {each.tag.raw}{loop}{sample}.",
                        "Hãy đặt lại trường này; văn bản thiếu nội dung thì chương trình không giao ra.")  # fmt: skip


def _holder(tag: Tag) -> "Element | None":
    """In what a loop or condition has to end where it began: the table, the cell or body, or the paragraph."""
    element = tag.spot.element
    if tag.level == "tr":
        row = next(element.iterancestors(w("tr")), None)
        return row.getparent() if row is not None else None
    return element.getparent() if tag.level == "p" else element

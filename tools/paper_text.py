"""The fixed words and tags of the papers of a sitting, block by block: what stands between their head and their foot.

Orders and words as in `documents/paper_content.py`; a page of values goes in for each receiver.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from dandan_desktop.domain.catalogue import Style
from tools.minutes_text import BODY, HEADING, Line, body_lines, each_of, head_lines, receiver_lines, signer_lines, when

CELL, MIDDLE, HEAD = "DV Ô bảng", "DV Ô giữa", "DV Đầu bảng"
TITLE, TO, NOTE = "DV Trích yếu", "DV Kính gửi", "DV Kèm theo"
_TAG = re.compile(r"\{[{%].*?[%}]\}")
_WORDS = frozenset("if in for not endif endfor loop page p tr".split())


class Column(NamedTuple):
    """A column of a table: its heading, its share of the width, the paragraphs of its cell."""

    heading: str
    share: float
    lines: list[Line]


class Table(NamedTuple):
    """A table with a row for each of `rows` (called `row`), then one for each of `spare` (called `place`).

    Its heading is repeated on every page; `is_whole` keeps a row on one page, `height` in mm is the least of a row.
    """

    rows: str
    columns: tuple[Column, ...]
    is_whole: bool = True
    height: float = 0
    spare: str = ""


Block = Line | Table
Columns = tuple[list[Line], ...]


class Layout(NamedTuple):
    """One template: the head's two columns, the blocks below it, the columns of the signatures."""

    head: Columns
    blocks: list[Block]
    foot: Columns
    shares: tuple[float, ...]


def layout_of(code: str, style: Style) -> Layout:
    """The template of a kind of paper in a style, every tag asking the page of its receiver."""
    body, foot = _BODIES[code](style), _FEET.get(code, _signed)(style)
    own = _loop_names(body)
    left, right = head_lines(style, is_paper=True)
    shares = (75, 90) if len(foot) == 2 else (60, 52, 53)
    return Layout(
        head=(_paged(left, own), _paged(right, own)),
        blocks=[_paged_block(block, own) for block in body],
        foot=tuple(_paged(column, own) for column in foot),
        shares=shares if foot else (),
    )


def _invitation(style: Style) -> list[Block]:
    return [
        *_title(style),
        Line(BODY, "{{ opening }}"),
        Line("DV Người được mời", "{{ invitee }}"),
        Line(BODY, "Thời gian: {{ starts }}"),
        Line(BODY, "Địa điểm: {{ venue }}"),
        Line(BODY, "Chủ trì: {{ chair }}"),
        Line(BODY, "Nội dung:"),
        *each_of("line", "agenda", [Line(BODY, "{{ line }}")]),
        *when("papers", [Line(BODY, "Tài liệu:"), *each_of("line", "papers", [Line(BODY, "- {{ line }}")])]),
        *_closing(),
    ]


def _delegates(style: Style) -> list[Block]:
    columns = (
        *_who(),
        Column("Chức vụ", 48, [Line(CELL, "{{ row.position }}")]),
        Column("Cơ quan, đơn vị", 57, [Line(CELL, "{{ row.body }}")]),
    )
    return [
        *_title(style, has_line=False),
        Line(NOTE, "{{ attached }}"),
        *_group("official", Table("official.rows", columns)),
        *_group("invited", Table("invited.rows", columns)),
    ]


def _sign_in(style: Style) -> list[Block]:
    columns = (
        *_who(),
        Column("Chức vụ, đơn vị", 60, [Line(CELL, "{{ row.position }}"), *_body()]),
        Column("Ký tên", 45, [Line(CELL, "")]),
    )
    blank = tuple(Column(each.heading, each.share, [Line(CELL, "")]) for each in columns[1:])
    spare = (Column("TT", 12, [Line(MIDDLE, "{{ place }}")]), *blank)
    return [
        *_title(style),
        Line(BODY, "Thời gian: {{ starts }}"),
        Line(BODY, "Địa điểm: {{ venue }}"),
        *_group("official", Table("official.rows", columns, height=_ROOM_TO_SIGN)),
        *_group("invited", Table("invited.rows", columns, height=_ROOM_TO_SIGN)),
        Line(HEADING, "Đại biểu khác"),
        Table("", spare, height=_ROOM_TO_SIGN, spare="spare"),
    ]


def _notice(style: Style) -> list[Block]:
    return [
        *_title(style),
        Line(BODY, "{{ opening }}"),
        Line(BODY, "{{ heard }}"),
        *each_of("conclusion", "conclusions", each_of("line", "conclusion", [Line(BODY, "{{ line }}")])),
        *_closing(),
    ]


def _slip(style: Style) -> list[Block]:
    task = [Line(CELL, "{{ row.of }}:"), *each_of("line", "row.lines", [Line(CELL, "{{ line }}")])]
    table = Table(
        "rows",
        (
            Column("TT", 10, [Line(MIDDLE, "{{ row.place }}")]),
            Column("Nội dung nhiệm vụ", 68, task),
            Column("Phối hợp", 32, [Line(CELL, "{{ row.partners }}")]),
            Column("Sản phẩm", 28, [Line(CELL, "{{ row.product }}")]),
            Column("Thời hạn", 27, [Line(MIDDLE, "{{ row.due }}")]),
        ),
        is_whole=False,
    )
    return [
        *_title(style),
        _to(style),
        Line(BODY, "{{ opening }}"),
        Line("DV Dẫn bảng", "{{ given }}"),
        table,
        *_after_table(),
        *_closing(),
    ]


def _reminder(style: Style) -> list[Block]:
    late = [Line(MIDDLE, "{{ row.due }}"), *when("row.state", [Line(MIDDLE, "({{ row.state }})")])]
    task = [*each_of("line", "row.lines", [Line(CELL, "{{ line }}")]), Line(CELL, "({{ row.of }})")]
    table = Table(
        "rows",
        (
            Column("TT", 10, [Line(MIDDLE, "{{ row.place }}")]),
            Column("Nội dung nhiệm vụ", 85, task),
            Column("Sản phẩm", 32, [Line(CELL, "{{ row.product }}")]),
            Column("Thời hạn", 38, late),
        ),
        is_whole=False,
    )
    return [
        _to(style),
        Line("DV Dẫn bảng", "{{ opening }}"),
        table,
        *_after_table(),
        *_closing(),
    ]


def _task_list(style: Style) -> list[Block]:
    task = [*each_of("line", "row.lines", [Line(CELL, "{{ line }}")]), Line(CELL, "({{ row.of }})")]
    table = Table(
        "group.rows",
        (
            Column("TT", 10, [Line(MIDDLE, "{{ row.place }}")]),
            Column("Nội dung nhiệm vụ", 72, task),
            Column("Phối hợp", 30, [Line(CELL, "{{ row.partners }}")]),
            Column("Thời hạn", 25, [Line(MIDDLE, "{{ row.due }}")]),
            Column("Tình trạng", 28, [Line(MIDDLE, "{{ row.state }}")]),
        ),
        is_whole=False,
    )
    opened, closed = each_of("group", "groups", [])
    heading = Line(HEADING, "{{ group.heading }}")
    return [*_title(style, has_line=False), Line(NOTE, "{{ as_of }}"), opened, heading, table, *_after_table(), closed]


def _submission(style: Style) -> list[Block]:
    """The tờ trình that goes up with the table of proposals (`work.md` S12); the table itself is attached."""
    return [
        *_title(style),
        Line(TO, "{{ to }}", "{{ greeting }}: ", is_slanted=style is not Style.STATE),
        Line(BODY, "{{ opening }}"),
        *each_of("line", "groups", [Line(BODY, "- {{ line }}")]),
        *when("waiting", [Line(BODY, "{{ waits }}"), *each_of("line", "waiting", [Line(BODY, "- {{ line }}")])]),
        *_closing(),
        Line(BODY, "{{ attached }}"),
    ]


def _working(style: Style) -> list[Block]:
    """The minutes with both sides in the place of delegates and guests."""
    words = {
        "1. Thành phần hội nghị": "1. Thành phần buổi làm việc",
        "1.1. Đại biểu chính thức": "1.1. Đoàn công tác",
        "1.2. Đại biểu mời dự": "1.2. Đơn vị được làm việc",
        "Thành phần tham dự:": "Đoàn công tác:",
        "Đại biểu mời dự:": "Đơn vị được làm việc:",
        "2. Diễn biến hội nghị": "2. Diễn biến buổi làm việc",
        "Nội dung (theo diễn biến hội nghị):": "Nội dung (theo diễn biến buổi làm việc):",
        "Tài liệu sử dụng trong hội nghị:": "Tài liệu sử dụng trong buổi làm việc:",
    }
    return [line._replace(text=words.get(line.text, line.text)) for line in body_lines(style)]


def _title(style: Style, *, has_line: bool = True) -> list[Line]:
    end = Line("DV Đường kẻ", "") if style is Style.STATE else Line("DV Gạch nối", "-----")
    return [
        Line("DV Tên loại", "{{ kind }}"),
        *each_of("line", "title", [Line(TITLE, "{{ line }}")]),
        *([end] if has_line else []),
    ]


def _to(style: Style) -> Line:
    return Line(TO, "{{ to }}", "Kính gửi: ", is_slanted=style is not Style.STATE)


def _closing() -> list[Line]:
    return each_of("line", "closing", [Line(BODY, "{{ line }}")])


def _after_table() -> list[Line]:
    return [Line("DV Sau bảng", "")]


def _who() -> tuple[Column, Column]:
    return (
        Column("TT", 12, [Line(MIDDLE, "{{ row.place }}")]),
        Column("Họ và tên", 48, [Line(CELL, "{{ row.name }}")]),
    )


def _body() -> list[Line]:
    return when("row.body", [Line(CELL, "{{ row.body }}")])


def _group(name: str, table: Table) -> list[Block]:
    heading = Line(HEADING, f"{{{{ {name}.heading }}}}")
    opened, closed = when(f"{name}.rows", [])
    return [opened, heading, table, *_after_table(), closed]


def _signed(_: Style) -> Columns:
    """Receivers at the left; authority, position, room and name at the right."""
    left = [
        Line("DV Nơi nhận", "Nơi nhận:"),
        *each_of("line", "receivers", [Line("DV Danh sách nhận", "{{ line }}")]),
    ]
    right = [
        Line("DV Chức danh ký", "{{ authority }}"),
        *when("position", [Line("DV Chức vụ ký", "{{ position }}")]),
        *[Line("DV Chỗ ký", "")] * 4,
        Line("DV Họ tên ký", "{{ signer }}"),
    ]
    return left, right


def _three(style: Style) -> Columns:
    left, middle, right = (signer_lines(side) for side in ("left", "middle", "right"))
    return [*left, *receiver_lines(style)], middle, right


def _unsigned(_: Style) -> Columns:
    return ()


def _paged(lines: list[Line], own: frozenset[str]) -> list[Line]:
    """The lines with every name at the root of a tag asked of the page, but for those of loops."""

    def asked(tag: re.Match[str]) -> str:
        kept = _WORDS | own
        return re.sub(r"(?<![.\w])[a-z_]+", lambda name: name[0] if name[0] in kept else f"page.{name[0]}", tag[0])

    return [line._replace(text=_TAG.sub(asked, line.text), lead=_TAG.sub(asked, line.lead)) for line in lines]


def _paged_block(block: Block, own: frozenset[str]) -> Block:
    if isinstance(block, Line):
        return _paged([block], own)[0]
    columns = tuple(each._replace(lines=_paged(each.lines, own)) for each in block.columns)
    rows, spare = (
        value if value.partition(".")[0] in own else value and f"page.{value}" for value in (block.rows, block.spare)
    )
    return block._replace(columns=columns, rows=rows, spare=spare)


def _loop_names(blocks: list[Block]) -> frozenset[str]:
    lines = [line for each in blocks for line in ([each] if isinstance(each, Line) else _cells(each))]
    return frozenset(name for line in lines for name in re.findall(r"\bfor (\w+) in", line.text)) | {"line", *_ROWS}


def _cells(table: Table) -> list[Line]:
    return [line for column in table.columns for line in column.lines]


_ROOM_TO_SIGN = 11
_ROWS = frozenset({"row", "place"})
_BODIES: Mapping[str, Callable[[Style], list[Block]]] = {
    "invitation": _invitation,
    "delegates": _delegates,
    "sign_in": _sign_in,
    "working_minutes": _working,
    "notice": _notice,
    "slip": _slip,
    "reminder": _reminder,
    "task_list": _task_list,
    "submission": _submission,
}
_FEET: Mapping[str, Callable[[Style], Columns]] = {
    "delegates": _unsigned,
    "sign_in": _unsigned,
    "task_list": _unsigned,
    "working_minutes": _three,
}
CODES = tuple(_BODIES)

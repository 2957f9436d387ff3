"""The fixed words and tags of the minutes' templates, paragraph by paragraph (16-HD/VPTW; Mẫu 1.9)."""

from typing import NamedTuple

from dandan_desktop.domain.catalogue import Style


class Line(NamedTuple):
    """One paragraph of a template: its style, its text with tags, and words before that, slanted or not."""

    style: str
    text: str
    lead: str = ""
    is_slanted: bool = False


BODY, HEADING, LABEL = "DV Nội dung", "DV Mục", "DV Nhãn"


def head_lines(style: Style, *, is_paper: bool = False) -> tuple[list[Line], list[Line]]:
    """The left and the right column of the head; a paper of a sitting may have a subject, or neither number nor day."""
    left = [
        *each_of("line", "header.upper", [Line("DV Cơ quan cấp trên", "{{ line }}")]),
        *each_of("line", "header.lower", [Line("DV Cơ quan ban hành", "{{ line }}")]),
    ]
    left.append(Line("DV Đường kẻ", "") if style is Style.STATE else Line("DV Dấu sao", "{{ header.mark }}"))
    number, dated = Line("DV Số ký hiệu", "{{ header.number }}"), Line("DV Địa danh ngày tháng", "{{ header.dated }}")
    if style in {Style.PARTY, Style.DOAN}:
        right = [Line("DV Tiêu đề phải", "{{ header.top }}")]
    else:
        right = [Line("DV Quốc hiệu", "{{ header.top }}"), Line("DV Tiêu ngữ", "{{ header.motto }}")]
    if is_paper:
        subject = when("header.subject", [Line("DV Trích yếu công văn", "{{ header.subject }}")])
        return [*left, *when("header.number", [number]), *subject], [*right, *when("header.dated", [dated])]
    return [*left, number], right if style is Style.STATE else [*right, dated]


def body_lines(style: Style) -> list[Line]:
    """Everything between the head and the signatures."""
    title = [
        Line("DV Tên loại", "{{ kind }}"),
        *each_of("line", "title", [Line("DV Trích yếu", "{{ line }}")]),
    ]
    if style is Style.STATE:
        return [*title, Line("DV Đường kẻ", ""), *_state_facts(), *_proceedings(), *_closing()]
    return [*title, Line("DV Gạch nối", "-----"), *_party_facts(), *_proceedings(), *_closing()]


def signer_lines(side: str) -> list[Line]:
    """One side of the signatures: caption, room of four lines, name."""
    caption = Line("DV Chức danh ký", f"{{{{ {side}.caption }}}}")
    return [caption, *[Line("DV Chỗ ký", "")] * 4, Line("DV Họ tên ký", f"{{{{ {side}.name }}}}")]


def receiver_lines(style: Style) -> list[Line]:
    """The State's list of receivers, below the left signature and in its cell: no page end can part the two."""
    if style is not Style.STATE:
        return []
    return [
        Line("DV Nơi nhận", "Nơi nhận:"),
        *each_of("line", "receivers", [Line("DV Danh sách nhận", "{{ line }}")]),
    ]


def addendum_lines(style: Style) -> list[Line]:
    """What stands between the head and the signatures of an addendum to minutes."""
    return [
        Line("DV Tên loại", "{{ kind }}"),
        *each_of("line", "title", [Line("DV Trích yếu", "{{ line }}")]),
        Line("DV Đường kẻ", "") if style is Style.STATE else Line("DV Gạch nối", "-----"),
        Line(BODY, "{{ about }}"),
        Line(BODY, "Người chủ trì: {{ chair }}"),
        Line(BODY, "Người ghi biên bản: {{ recorder }}"),
        Line(HEADING, "Nội dung bổ sung:"),
        *each_of("row", "rows", each_of("line", "row", [Line(BODY, "{{ line }}")])),
        *_closing(),
    ]


def sheet_lines() -> list[Line]:
    """The recovery sheet: a code in large type, and what it is for."""
    return [
        Line("DV Cơ quan ban hành", "{{ office }}"),
        Line("DV Tên loại", "{{ title }}"),
        Line("DV Trích yếu", "{{ register }}"),
        Line("DV Trích yếu", "{{ dated }}"),
        *each_of("line", "code", [Line("DV Mã khôi phục", "{{ line }}")]),
        Line("DV Nội dung", ""),
        *each_of("line", "purpose", [Line(BODY, "{{ line }}")]),
        Line("DV Chức danh ký", "{{ sealed }}"),
    ]


def _party_facts() -> list[Line]:
    return [
        Line(BODY, "Thời gian: {{ starts }}"),
        Line(BODY, "Địa điểm: {{ venue }}"),
        Line(BODY, "Nội dung:"),
        *each_of("line", "agenda.rows", [Line(BODY, "{{ line }}")]),
        Line(BODY, "Người chủ trì: {{ chair }}"),
        Line(BODY, "Người ghi biên bản: {{ recorder }}"),
        *_papers(),
        Line(HEADING, "1. Thành phần hội nghị"),
        Line(HEADING, "1.1. Đại biểu chính thức"),
        *_attended("official"),
        *when("invited.present", [Line(HEADING, "1.2. Đại biểu mời dự"), *_attended("invited")]),
        Line(HEADING, "2. Diễn biến hội nghị"),
    ]


def _state_facts() -> list[Line]:
    return [
        Line(BODY, "Thời gian bắt đầu: {{ starts }}"),
        Line(BODY, "Địa điểm: {{ venue }}"),
        Line(HEADING, "Thành phần tham dự:"),
        *_attended("official"),
        *when("invited.present", [Line(HEADING, "Đại biểu mời dự:"), *_attended("invited")]),
        Line(BODY, "Chủ trì (chủ tọa): {{ chair }}"),
        Line(BODY, "Thư ký (người ghi biên bản): {{ recorder }}"),
        *_papers(),
        Line(HEADING, "Nội dung (theo diễn biến hội nghị):"),
        *when("agenda.rows", [Line(HEADING, "{{ agenda.heading }}")]),
        *each_of("line", "agenda.rows", [Line(BODY, "{{ line }}")]),
    ]


def _papers() -> list[Line]:
    return [
        Line(BODY, "Tài liệu sử dụng trong hội nghị:"),
        *each_of("line", "papers", [Line(BODY, "- {{ line }}")]),
        *each_of("line", "notes", [Line(BODY, "{{ line }}")]),
    ]


def _attended(group: str) -> list[Line]:
    return [
        Line(BODY, f"Có mặt: {{{{ {group}.present }}}}"),
        *each_of("line", f"{group}.present_rows", [Line(BODY, "- {{ line }}")]),
        Line(BODY, f"Vắng mặt: {{{{ {group}.absent }}}}"),
        *each_of("line", f"{group}.absent_rows", [Line(BODY, "- {{ line }}")]),
    ]


def _proceedings() -> list[Line]:
    report = [Line(BODY, "{{ report.lead }}")]
    for name, label in (
        ("results", "Kết quả:"),
        ("difficulties", "Khó khăn, vướng mắc:"),
        ("next", "Nhiệm vụ kỳ tới:"),
    ):
        rows = each_of("line", f"report.{name}", [Line(BODY, "- {{ line }}")])
        report += when(f"report.{name}", [Line(LABEL, label), *rows])
    opinion = [
        Line(LABEL, "{{ opinion.by }}"),
        *each_of("line", "opinion.lines", [Line(BODY, "{{ line }}")]),
    ]
    return [
        *_part("previous", "line", [Line(BODY, "{{ line }}")]),
        *_part("reports", "report", report),
        *_part("opinions", "opinion", opinion),
        *_part("votes", "vote", each_of("line", "vote", [Line(BODY, "{{ line }}")])),
        *_part("weaknesses", "weakness", each_of("line", "weakness", [Line(BODY, "- {{ line }}")])),
        *_part("reviews", "line", [Line(BODY, "{{ line }}")]),
        *each_of("line", "unrecorded", [Line(BODY, "{{ line }}")]),
        Line(HEADING, "{{ conclusions.heading }}"),
        *each_of("conclusion", "conclusions.rows", _conclusion()),
        *each_of("line", "conclusions.unrecorded", [Line(BODY, "{{ line }}")]),
    ]


def _conclusion() -> list[Line]:
    parts = ("conclusion.lines", "conclusion.tasks", "conclusion.reason")
    return [line for part in parts for line in each_of("line", part, [Line(BODY, "{{ line }}")])]


def _closing() -> list[Line]:
    return each_of("line", "closing", [Line(BODY, "{{ line }}")])


def _part(name: str, row: str, lines: list[Line]) -> list[Line]:
    heading = Line(HEADING, f"{{{{ {name}.heading }}}}")
    return when(f"{name}.rows", [heading, *each_of(row, f"{name}.rows", lines)])


def each_of(name: str, values: str, lines: list[Line]) -> list[Line]:
    """Lines for each of some values, called by this name."""
    return [Line(BODY, f"{{%p for {name} in {values} %}}"), *lines, Line(BODY, "{%p endfor %}")]


def when(condition: str, lines: list[Line]) -> list[Line]:
    """Lines for a condition that holds."""
    return [Line(BODY, f"{{%p if {condition} %}}"), *lines, Line(BODY, "{%p endif %}")]

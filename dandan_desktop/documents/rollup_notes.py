"""The sheets beside the table of a roll-up: what each column counts, and the chart."""

from math import ceil
from typing import Any

from dandan_desktop.documents.practice_mark import MARK
from dandan_desktop.documents.workbook import FONT, INDENT_MM, PIXELS_A_MM, SQUEEZED, Page, Sheet, Workbook, line_count
from dandan_desktop.domain.dates import paper_date, show_time
from dandan_desktop.domain.rollup import RollUp

NOTES = "Diễn giải"
CHART = "Biểu đồ"
_PAGE = Page()
_WIDE = Page(is_landscape=True)
_WIDTHS_MM = (14, 56, 95)
_POINTS = 12
_CELL = {"font_size": _POINTS, "text_wrap": True, "valign": "top"}
_MIDDLE = {"bold": True, "valign": "vcenter"}
_RULES = """\
Dòng đầu của mỗi nhóm là cấp của cơ quan lập biểu, chỉ gồm hồ sơ ghi cho chính cấp đó; các dòng sau là đơn vị trực \
thuộc, gồm cả hồ sơ của đơn vị bên dưới không có dòng riêng.
Hồ sơ được tính cho đơn vị ghi trên hồ sơ, tức đơn vị có hiệu lực vào ngày của hồ sơ; kết luận và nhiệm vụ tính cho \
đơn vị của cuộc họp.
Đơn vị đã kết thúc và đơn vị hiện nay xếp thành hai nhóm, dòng tổng cộng gồm cả hai; đơn vị không có trong kỳ chỉ in \
khi có hồ sơ ghi cho đơn vị đó.
Dòng “Đơn vị khác” gồm hồ sơ ghi cho đơn vị không thuộc dòng nào ở trên; không có thì không in.
Mỗi lần chuyển bước tính một lượt: một người qua hai hồ sơ thì tính hai lượt. Hồ sơ trong thùng rác không tính.
Việc ghi thêm với ngày ngoài kỳ không làm thay đổi biểu của kỳ đã qua.""".splitlines()
_ZERO = "Số 0 nghĩa là trong kỳ sổ không ghi việc nào; biểu này không có ô để trống."
_ZERO_OF_SOME = "Việc của các tổ chức khác không được tính, nên số 0 không có nghĩa là cả cơ quan không phát sinh."
_COLOURS = {"introduced": "#8C1D18", "admitted": "#E3B04B"}


def write_notes(book: Workbook, made: RollUp) -> None:
    """The sheet that says what the figures are: period, day, register, columns, rows."""
    sheet = book.add_sheet(NOTES, _PAGE)
    sheet.columns(round(width * PIXELS_A_MM) for width in _WIDTHS_MM)
    title = f"DIỄN GIẢI BIỂU TỔNG HỢP {made.period.name.upper()}"
    sheet.merged((0, 0, 0, 2), title, sheet.format(**_MIDDLE, font_size=14, align="center"))
    sheet.height(0, 26)
    row = 1
    only = [("Phạm vi", f"Chỉ tính hồ sơ của: {made.only}")] if made.only else []
    practised = [("Sổ thực hành", f"{MARK}.")] if made.frame.header.is_practice else []
    for label, text in (*practised, *only, *_facts(made)):
        sheet.merged((row, 0, row, 1), label, sheet.format(**_CELL, bold=True))
        _tall(sheet, row, {2: text}, sheet.format(**_CELL))
        row += 1
    row = _section(sheet, row, "Các dòng")
    for text in _rules(made):
        _paragraph(sheet, row, text)
        row += 1
    row = _section(sheet, row, "Các cột")
    head = sheet.format(**_CELL, bold=True, border=1, align="center")
    for place, text in enumerate(("Cột", "Tên cột", "Đếm gì")):
        sheet.text(row, place, text, head)
    sheet.raw.repeat_rows(row)
    lined, number_style = (
        sheet.format(**_CELL, border=1, align="left", indent=1),
        sheet.format(**_CELL, border=1, align="center"),
    )
    for number, column in enumerate(made.columns, start=1):
        row += 1
        sheet.text(row, 0, f"({number})", number_style)
        _tall(sheet, row, {1: f"{column.group}: {column.title}", 2: column.note}, lined)
    sheet.raw.print_area(0, 0, row, 2)
    sheet.on_pages(ceil(sheet.used / (_PAGE.height * SQUEEZED)))


def write_chart(book: Workbook, made: RollUp, table: str, *, head: int, total: int) -> None:
    """The sheet with the chart of people introduced and admitted by organisation.

    It draws the cells of the sheet `table`: names in the row `head`, figures in the row `total`.
    """
    sheet = book.add_sheet(CHART, _WIDE)
    places = {column.key: place for place, column in enumerate(made.columns, start=2)}
    chart = book.column_chart()
    for measure in ("introduced", "admitted"):
        column = made.column(measure)
        keys = column.of or (measure,)
        first, last = places[keys[0]], places[keys[-1]]
        chart.add_series({
            "name": column.group,
            "categories": [table, head, first, head, last],
            "values": [table, total, first, total, last],
            "fill": {"color": _COLOURS[measure]},
            "border": {"color": _COLOURS["introduced"]},
            "gap": 80,
            "overlap": -5,
            "data_labels": {"value": True, "font": _font(11)},
        })  # fmt: skip
    title = f"Giới thiệu quần chúng ưu tú và kết nạp Đảng theo tổ chức {made.period.name}"
    title += f" (chỉ hồ sơ của: {made.only})" if made.only else ""
    chart.set_title({"name": title, "name_font": _font(16, is_bold=True)})
    chart.set_x_axis({"num_font": _font(11)})
    chart.set_y_axis({
        "name": "Người", "name_font": _font(12), "num_font": _font(11), "min": 0, "num_format": "#,##0",
        "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}},
    })  # fmt: skip
    chart.set_legend({"position": "bottom", "font": _font(12)})
    width = round(_WIDE.width * PIXELS_A_MM)
    chart.set_size({"width": width, "height": round(160 * PIXELS_A_MM)})
    sheet.raw.insert_chart(0, 0, chart, {"description": title})


def _facts(made: RollUp) -> tuple[tuple[str, str], ...]:
    period, frame = made.period, made.frame
    moment = f"{show_time(made.made.timetz())}, ngày {paper_date(made.made.date())}"
    until = min(period.last, made.as_of)
    counted = f"Từ ngày {paper_date(period.first)} đến hết ngày {paper_date(until)}"
    return (
        ("Kỳ tổng hợp", f"{period.name[:1].upper()}{period.name[1:]}"),
        ("Thời gian của kỳ", f"Từ ngày {paper_date(period.first)} đến hết ngày {paper_date(period.last)}"),
        ("Việc có ngày được đếm", counted),
        ("Nhiệm vụ xét đến", f"Hết ngày {paper_date(made.as_of)}; việc xong sau ngày này coi là chưa xong"),
        ("Cơ quan lập biểu", frame.office),
        ("Lấy từ sổ", f"Sổ Dân vận của {frame.office}, tệp {frame.file}"),
        ("Lập lúc", moment),
    )


def _rules(made: RollUp) -> list[str]:
    titles = "; ".join(group.title for group in made.groups)
    return [*_RULES, _ZERO_OF_SOME if made.only else _ZERO, f"Nhóm đơn vị có trong biểu này: {titles}."]


def _section(sheet: Sheet, row: int, title: str) -> int:
    sheet.height(row, 8)
    sheet.merged((row + 1, 0, row + 1, 2), title, sheet.format(**_MIDDLE, font_size=13))
    sheet.height(row + 1, 20)
    return row + 2


def _paragraph(sheet: Sheet, row: int, text: str) -> None:
    sheet.merged((row, 0, row, 2), text, sheet.format(**_CELL, align="justify"))
    sheet.height(row, _height(text, sum(_WIDTHS_MM)))


def _tall(sheet: Sheet, row: int, texts: dict[int, str], style: Any) -> None:
    for column, text in texts.items():
        sheet.text(row, column, text, style)
    sheet.height(row, max(_height(text, _WIDTHS_MM[column] - INDENT_MM) for column, text in texts.items()))


def _height(text: str, width: float) -> float:
    return 3 + 15.5 * line_count(text, _POINTS, width - 2)


def _font(size: int, *, is_bold: bool = False) -> dict[str, Any]:
    return {"name": FONT, "size": size, "bold": is_bold}

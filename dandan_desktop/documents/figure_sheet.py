"""XlsxWriter's sheet, with a short way for figures and a first page without its number.

It reaches below the library's public names; a test holds every byte against what the library writes by itself.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any


@cache
def figure_sheet() -> type[Any]:
    """The class of sheets to hand to XlsxWriter's `add_worksheet`; made here, for the library is imported late."""
    from xlsxwriter.utility import xl_col_to_name
    from xlsxwriter.worksheet import CellFormulaTuple, CellNumberTuple, Worksheet

    write_any_cell = Worksheet._write_cell  # noqa: SLF001 - nothing public is quicker
    letters = cache(xl_col_to_name)

    def add_figures(
        self: Any, start: tuple[int, int], figures: Sequence[int], formulas: Sequence[str], styles: Sequence[Any]
    ) -> None:
        row, column = start
        self._check_dimensions(row, column)
        self._check_dimensions(row, column + len(figures) - 1)
        cells = self.table[row]
        for place, (figure, formula, style) in enumerate(zip(figures, formulas, styles, strict=True), column):
            cells[place] = CellFormulaTuple(formula, style, figure) if formula else CellNumberTuple(figure, style)

    def write_cell(self: Any, row: int, column: int, cell: Any) -> None:
        kind = type(cell)
        if kind is CellNumberTuple:
            content = f"<v>{cell.number}</v>"
        elif kind is CellFormulaTuple:
            content = f"<f>{cell.formula}</f><v>{cell.value}</v>"
        else:
            write_any_cell(self, row, column, cell)
            return
        self.fh.write(f'<c r="{letters(column)}{row + 1}" s="{cell.format._get_xf_index()}">{content}</c>')  # noqa: SLF001

    def write_header(self: Any) -> None:
        self._xml_start_tag("headerFooter", [("differentFirst", 1)])
        self._write_odd_header()
        self._xml_end_tag("headerFooter")

    methods = {"add_figures": add_figures, "_write_cell": write_cell, "_write_header_footer": write_header}
    return type("FigureSheet", (Worksheet,), methods)

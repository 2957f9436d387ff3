"""Every colour, size and font of the window, in one place; light first, dark and high contrast from the same tokens."""

import sys
from typing import Any, NamedTuple

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

GRID = 4
"""The step of every distance, in pixels."""
GAP = 2 * GRID
MARGIN = 4 * GRID
ROW = 32
"""Height of a table row and of a control at 100 % text size, in pixels."""
SIDE, SIDE_FOLDED = 220, 56
ATTENDANCE = 208
"""The column of who came, beside the log of a meeting, in pixels."""
ICON = 20
LINK_EDGE = 5
"""From the edge of a link to its words, in pixels; plain words stand below them in line."""
FIELD = 220
"""Least width of a field, in pixels; a row of a form breaks when its fields would be narrower."""
PANE = 360
"""Width of the pane beside a record, in pixels."""
READABLE = 880
"""Widest a form grows, in pixels, so that the eye finds the next field."""
POINTS, TITLE_POINTS = 10.5, 14.0
WINDOW = (1366, 768)
SMALLEST = (1024, 700)
STEPS = (80, 90, 100, 110, 125, 150, 175, 200)
"""Text sizes in per cent that Ctrl and + or − walk through."""


class Colours(NamedTuple):
    """The colours of one theme by what they mean."""

    ground: str
    page: str
    line: str
    edge: str
    text: str
    second: str
    accent: str
    accent_soft: str
    on_accent: str
    hover: str
    green: str
    amber: str
    amber_soft: str
    red: str
    red_soft: str


LIGHT = Colours(
    ground="#FFFFFF", page="#F6F7F9", line="#D9DDE3", edge="#8C959F", text="#1F2328", second="#57606A",
    accent="#A61B1B", accent_soft="#FBEDED", on_accent="#FFFFFF", hover="#EEF0F3", green="#1A7F37",
    amber="#7D5400", amber_soft="#FFF5D6", red="#C21E2B", red_soft="#FFEBEA",
)  # fmt: skip
DARK = Colours(
    ground="#1B1F24", page="#22272E", line="#3D444D", edge="#8B949E", text="#E6EAEF", second="#A9B3BE",
    accent="#FF9B94", accent_soft="#3B2424", on_accent="#1B1F24", hover="#2D333B", green="#57C76E",
    amber="#E3B341", amber_soft="#3A2F14", red="#FF8A80", red_soft="#40201F",
)  # fmt: skip
CONTRAST = Colours(
    ground="#000000", page="#000000", line="#FFFFFF", edge="#FFFFFF", text="#FFFFFF", second="#FFFFFF",
    accent="#FFD400", accent_soft="#333300", on_accent="#000000", hover="#262626", green="#00FF66",
    amber="#FFD400", amber_soft="#262000", red="#FF8A80", red_soft="#330000",
)  # fmt: skip
ARROWS = {"dark": "chevron-down-light", "contrast": "chevron-down-light"}
"""The arrow of drop-downs on dark grounds: a style sheet names a file and cannot colour it."""
THEMES = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}

SHEET = """
* { outline: none; }
QWidget { color: %(text)s; }
QMainWindow, QDialog, QWidget[role="page"] { background: %(page)s; }
QWidget[role="side"] { background: %(ground)s; border-right: 1px solid %(line)s; }
QWidget[role="top"] { background: %(ground)s; border-bottom: 1px solid %(line)s; }
QWidget[role="status"] { background: %(ground)s; border-top: 1px solid %(line)s; }
QWidget[role="card"] { background: %(ground)s; border: 1px solid %(line)s; border-radius: 6px; }
QScrollArea { background: %(page)s; border: none; }
QWidget[role="sheet"] { background: %(ground)s; }
QLabel { padding: %(marks)spx 0; qproperty-indent: 0; }
QLabel[role="title"] { font-size: %(title)spt; font-weight: 600; padding: %(title_marks)spx 0;
  min-height: %(title_row)spx; }
QLabel[role="heading"] { font-weight: 600; }
QLabel[role="second"], QLabel[role="label"] { color: %(second)s; }
QLabel[role="required"] { color: %(text)s; font-weight: 600; }
QLabel[role="error"] { color: %(red)s; }
QLabel[role="warning"] { color: %(amber)s; }
QLabel[role="good"] { color: %(green)s; }
QLabel[role="chip"] { color: %(amber)s; background: %(amber_soft)s; border: 1px solid %(amber)s;
  border-radius: 4px; padding: %(marks)spx 8px; }
QFrame[role="practice"], QFrame[role="warning-bar"] { background: %(amber_soft)s;
  border-bottom: 1px solid %(amber)s; }
QFrame[role="practice"] QLabel, QFrame[role="warning-bar"] QLabel { color: %(amber)s; }
QFrame[role="problem-bar"] { background: %(red_soft)s; border: 1px solid %(red)s; border-radius: 6px; }
QFrame[role="problem-bar"] QLabel { color: %(red)s; }
QFrame[role="bar"] { background: %(text)s; border-radius: 6px; }
QFrame[role="bar"] QLabel { color: %(ground)s; }
QFrame[role="bar"] QPushButton { background: transparent; border: 1px solid %(ground)s; color: %(ground)s; }
QFrame[role="bar"] QPushButton:hover, QFrame[role="bar"] QPushButton:focus { background: %(ground)s;
  color: %(text)s; }
QPushButton { background: %(ground)s; border: 1px solid %(edge)s; border-radius: 4px; padding: 0 12px;
  min-height: %(control)spx; }
QPushButton[role="menu"] { padding-right: 32px; }
QPushButton::menu-indicator { image: url("%(arrow)s"); subcontrol-origin: padding; subcontrol-position: right center;
  width: 12px; height: 12px; right: 8px; }
QPushButton:hover { background: %(hover)s; }
QPushButton:focus { border: 2px solid %(accent)s; padding: 0 11px; }
QPushButton[role="menu"]:focus { padding-right: 31px; }
QPushButton:disabled { color: %(second)s; border-color: %(line)s; }
QPushButton[role="primary"] { background: %(accent)s; border-color: %(accent)s; color: %(on_accent)s;
  font-weight: 600; }
QPushButton[role="primary"]:focus { border: 2px solid %(text)s; }
QPushButton[role="primary"]:disabled { background: %(hover)s; border-color: %(line)s; color: %(second)s; }
QPushButton[role="link"] { background: transparent; border: 1px solid transparent; color: %(accent)s; padding: 0 4px;
  text-align: left; }
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:disabled { color: %(second)s; }
QPushButton[role="link"]:focus { border: 1px solid %(accent)s; }
QPushButton[role="nav"] { border: 2px solid transparent; border-left: 3px solid transparent; border-radius: 0;
  text-align: left; padding: 0 10px 0 12px; min-height: %(nav)spx; background: transparent; }
QPushButton[role="nav"]:hover { background: %(hover)s; }
QPushButton[role="nav"]:focus { border: 2px solid %(accent)s; border-left: 3px solid %(accent)s; }
QPushButton[role="nav"]:checked { background: %(accent_soft)s; border-left: 3px solid %(accent)s; color: %(accent)s; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 2px;
  min-height: %(tool)spx; min-width: %(tool)spx; }
QToolButton[role="step"] { min-height: 0; padding: 0 2px; }
QLineEdit QToolButton { min-height: 0; min-width: 0; padding: 0; border: none; }
QToolButton:hover { background: %(hover)s; }
QToolButton:focus { border: 1px solid %(accent)s; }
QToolButton::menu-indicator { image: none; }
QLineEdit, QPlainTextEdit, QComboBox { background: %(ground)s; border: 1px solid %(edge)s; border-radius: 4px;
  padding: 1px 7px; selection-background-color: %(accent)s; selection-color: %(on_accent)s; }
QLineEdit, QComboBox { min-height: %(input)spx; }
QLineEdit, QPlainTextEdit { placeholder-text-color: %(second)s; }
QPlainTextEdit { padding: 3px 3px; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus { border: 2px solid %(accent)s; padding: 0 6px; }
QPlainTextEdit:focus { padding: 2px 2px; }
QLineEdit:read-only, QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { background: %(page)s;
  color: %(second)s; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] { border: 2px solid %(red)s;
  padding: 0 6px; }
QComboBox { combobox-popup: 0; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url("%(arrow)s"); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: %(ground)s; border: 1px solid %(edge)s;
  selection-background-color: %(accent_soft)s; selection-color: %(text)s; }
QComboBox QAbstractItemView::item { min-height: %(tool)spx; padding: 0 4px; }
QCheckBox { spacing: 8px; min-height: %(input)spx; border: 1px solid transparent; border-radius: 4px; padding: 0 4px; }
QCheckBox:focus { border: 1px solid %(accent)s; }
QTableView, QTableWidget, QListWidget, QListView { background: %(ground)s; border: 1px solid %(line)s;
  gridline-color: %(line)s; alternate-background-color: %(page)s;
  selection-background-color: %(accent_soft)s; selection-color: %(text)s; }
QTableView:focus, QTableWidget:focus, QListWidget:focus, QListView:focus { border: 1px solid %(accent)s; }
QTableView::item { padding: 0 5px; border-bottom: 1px solid %(line)s; }
QTableView[role="grid"]::item, QTableView[role="figures"]::item { border-right: 1px solid %(line)s; }
QTableView[role="figures"]::item { padding: 0 4px; }
QTableView::item:focus { border: 1px solid %(accent)s; padding: 0 4px; }
QTableView QLineEdit, QTableView QPlainTextEdit, QTableView QComboBox { border-radius: 0; }
QHeaderView { background: %(ground)s; }
QHeaderView::section { background: %(page)s; color: %(second)s; border: none; border-bottom: 1px solid %(line)s;
  border-right: 1px solid %(line)s; padding: 0 8px; min-height: %(input)spx; font-weight: 600; }
QHeaderView::up-arrow { image: url("%(up)s"); width: 12px; height: 12px; subcontrol-position: right center;
  right: 4px; }
QHeaderView::down-arrow { image: url("%(arrow)s"); width: 12px; height: 12px; subcontrol-position: right center;
  right: 4px; }
QTableCornerButton::section { background: %(page)s; border: none; border-bottom: 1px solid %(line)s;
  border-right: 1px solid %(line)s; }
QListWidget::item { min-height: %(tool)spx; padding: 0 8px; }
QListWidget[role="popup"] { border: 1px solid %(edge)s; }
QTextBrowser[role="help"] { background: %(ground)s; border: 1px solid %(line)s; border-radius: 6px; }
QTextBrowser[role="help"]:focus { border: 1px solid %(accent)s; }
QTabWidget::pane { border: none; }
QTabWidget::tab-bar { left: 16px; }
QTabBar::tab { background: transparent; border: 1px solid transparent; border-bottom: 3px solid transparent;
  padding: 5px 11px; color: %(second)s; }
QTabBar[role="tight"]::tab { padding: 5px 7px; }
QTabBar::scroller { width: 24px; }
QTabBar QToolButton { min-width: 0; min-height: 0; padding: 0; border: none; }
QTabBar::tab:selected { color: %(accent)s; border-bottom: 3px solid %(accent)s; }
QTabBar::tab:hover { color: %(text)s; }
QTabBar::tab:selected:focus { border: 1px solid %(accent)s; border-bottom: 3px solid %(accent)s; }
QTabBar[role="unchosen"]::tab:selected { color: %(second)s; border-bottom: 3px solid transparent; }
QTabBar[role="unchosen"]::tab:selected:focus { border: 1px solid %(accent)s; padding-bottom: 7px; }
QMenu { background: %(ground)s; border: 1px solid %(edge)s; }
QMenu::item { padding: 6px 24px; }
QMenu::item:selected { background: %(accent_soft)s; color: %(text)s; }
QCalendarWidget { border: 1px solid %(edge)s; }
QCalendarWidget #qt_calendar_navigationbar { background: %(page)s; border-bottom: 1px solid %(line)s; }
QCalendarWidget QToolButton { font-weight: 600; padding: 2px 6px; }
QCalendarWidget QTableView { border: none; }
QCalendarWidget QTableView::item { padding: 0; border: none; }
QToolTip { background: %(ground)s; color: %(text)s; border: 1px solid %(edge)s; padding: 4px; }
QProgressBar { border: 1px solid %(edge)s; border-radius: 4px; background: %(page)s; text-align: center; }
QProgressBar::chunk { background: %(accent)s; }
QSplitter::handle { background: %(line)s; }
QScrollBar:vertical { background: %(page)s; width: 12px; margin: 0; }
QScrollBar:horizontal { background: %(page)s; height: 12px; margin: 0; }
QScrollBar::handle { background: %(edge)s; border-radius: 4px; min-height: 24px; min-width: 24px; margin: 2px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
"""


def sheet(colours: Colours, percent: int, arrow: str) -> str:
    """The style sheet of a theme at a text size in per cent; `arrow` is the picture of a drop-down's arrow."""
    scaled = {name: round(pixels * percent / 100) for name, pixels in _HEIGHTS.items()}
    return SHEET % {
        **colours._asdict(),
        **scaled,
        "title": TITLE_POINTS * percent / 100,
        "arrow": arrow,
        "up": arrow.replace("chevron-down", "chevron-up"),
    }


# The marks on Ậ Ễ Ủ rise above what many fonts call their height; a title is as tall as a button beside it.
_HEIGHTS = {
    "control": ROW - 2, "nav": ROW + 4, "tool": ROW - 4, "input": ROW - 4, "marks": 3, "title_marks": GRID,
    "title_row": ROW - 2 * GRID,
}  # fmt: skip


def apply(dressed: QApplication, percent: int = 100, name: str = "light") -> None:
    """Dress the whole program in a theme at a text size in per cent."""
    from dandan_desktop.ui.icons import picture_file

    colours = THEMES[name]
    dressed.setProperty("theme", name)
    dressed.setProperty("text_percent", percent)
    letters = font(dressed, percent)
    dressed.setFont(letters)
    dressed.setPalette(_palette(colours))
    dressed.setStyleSheet(sheet(colours, percent, picture_file(ARROWS.get(name, "chevron-down"))))
    dressed.setFont(letters)  # the first sheet gives tables, menus and tips the small letters of Windows back


def font(dressed: QApplication, percent: int) -> QFont:
    """The text font: Segoe UI on Windows, the desktop's own elsewhere."""
    made = QFont("Segoe UI") if sys.platform == "win32" else QFont(dressed.font().family())
    made.setPointSizeF(POINTS * percent / 100)
    return made


def tabular(widget: QWidget) -> QFont:
    """The widget's font with figures of equal width, for columns of numbers."""
    made = QFont(widget.font())
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def colours() -> Colours:
    """The colours of the theme the program wears."""
    return THEMES.get(str(_worn("theme")), LIGHT)


def text_percent() -> int:
    """The text size in per cent the program wears."""
    found = _worn("text_percent")
    return int(found) if found else 100


def application() -> QApplication:
    """The program's application; TypeError before it is made."""
    found: QCoreApplication | None = QApplication.instance()
    if not isinstance(found, QApplication):
        raise TypeError("there is no application yet")
    return found


def _worn(name: str) -> Any:
    found: QCoreApplication | None = QApplication.instance()
    return None if found is None else found.property(name)


def row_height() -> int:
    """Height of a table row in pixels at the present text size."""
    return round(ROW * text_percent() / 100)


def scaled(pixels: int) -> int:
    """A length that grows with the text."""
    return round(pixels * text_percent() / 100)


def mark(widget: QWidget, role: str) -> None:
    """Say what a widget is, so that the style sheet dresses it."""
    widget.setProperty("role", role)
    _refresh(widget)


def mark_wrong(widget: QWidget, *, is_wrong: bool) -> None:
    """Show that what stands in an input is refused, or no longer."""
    widget.setProperty("wrong", "true" if is_wrong else "false")
    _refresh(widget)


def _refresh(widget: QWidget) -> None:
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # any other is dressed when it is first shown
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def _palette(colours: Colours) -> QPalette:
    palette = QPalette()
    for role, value in (
        (QPalette.ColorRole.Window, colours.page),
        (QPalette.ColorRole.Base, colours.ground),
        (QPalette.ColorRole.AlternateBase, colours.page),
        (QPalette.ColorRole.Text, colours.text),
        (QPalette.ColorRole.WindowText, colours.text),
        (QPalette.ColorRole.Button, colours.ground),
        (QPalette.ColorRole.ButtonText, colours.text),
        (QPalette.ColorRole.PlaceholderText, colours.second),
        (QPalette.ColorRole.Highlight, colours.accent),
        (QPalette.ColorRole.HighlightedText, colours.on_accent),
        (QPalette.ColorRole.Link, colours.accent),
        (QPalette.ColorRole.ToolTipBase, colours.ground),
        (QPalette.ColorRole.ToolTipText, colours.text),
    ):
        palette.setColor(role, QColor(value))
    return palette

"""Where each of the first steps is done: the page or pane that has the fact anyway, at the right field."""

from typing import Any

from dandan_desktop.domain.errors import ClerkError
from dandan_desktop.domain.nouns import OFFICIALS, PAPER_STYLES, TERMS
from dandan_desktop.services import first_steps
from dandan_desktop.services.first_steps import Step
from dandan_desktop.ui.noun_tabs import NounTabs

_CATALOGUE, _SETUP = 8, 9


def enter(window: Any, step: Step) -> None:
    """Show in the `MainWindow` where a step is done; what is lacking first is told."""
    try:
        _DOORS[step](window)
    except ClerkError as error:
        window.session.problem_raised.emit(error)


def _office(window: Any) -> None:
    page = window.go(_SETUP)
    page.tabs.setCurrentWidget(page.general)
    page.general.office.choice.setFocus()
    page.general.office.choice.selectAll()


def _term(window: Any) -> None:
    store, day = window.session.store, window.session.today
    if first_steps.lacks_style(store, day):
        _tab(window, PAPER_STYLES.table).show_only(None)
    else:
        _tab(window, TERMS.table).new_record(first_steps.term_preset(store, day))


def _people(window: Any) -> None:
    preset = first_steps.official_preset(window.session.store, window.session.today)
    _tab(window, OFFICIALS.table).new_record(preset)


def _outside(window: Any) -> None:
    page = window.go(_SETUP)
    page.tabs.setCurrentWidget(page.backups)
    page.backups.list.choose.setFocus()


def _sheet(window: Any) -> None:
    page = window.go(_SETUP)
    page.tabs.setCurrentWidget(page.users)
    page.users.make_sheet()


def _tab(window: Any, table: str) -> Any:
    """The page of one noun of the catalogue, shown."""
    page: NounTabs = window.go(_CATALOGUE)
    page.tabs.setCurrentIndex(page.shown.index(table))
    return page.page(table)


_DOORS = {Step.OFFICE: _office, Step.TERM: _term, Step.PEOPLE: _people, Step.OUTSIDE: _outside, Step.SHEET: _sheet}

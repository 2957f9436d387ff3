"""The next move of a case or an initiative."""

from datetime import date

from dandan_desktop.domain.lifecycle import State, Step, move_findings

STATES = [State("A", "Một", ("B",)), State("B", "Hai", ("C",)), State("C", "Ba", ())]
TODAY = date(2026, 7, 1)
MAY = date(2026, 5, 1)


def told(steps: list[Step], to: str, on: date) -> list[tuple[str, bool]]:
    return [(finding.name, finding.blocks) for finding in move_findings(STATES, steps, to, on, TODAY)]


def test_a_first_move_may_go_anywhere() -> None:
    assert told([], "C", MAY) == []


def test_the_usual_next_step() -> None:
    assert told([Step("A", MAY)], "B", MAY) == []


def test_a_jump_or_a_step_back_only_warns() -> None:
    assert told([Step("A", MAY)], "C", MAY) == [("to_state", False)]
    assert told([Step("C", MAY)], "A", MAY) == [("to_state", False)]
    assert told([Step("gone", MAY)], "A", MAY) == [("to_state", False)]


def test_where_it_is_already() -> None:
    assert told([Step("A", MAY)], "A", TODAY) == [("to_state", True)]


def test_dates_go_forward_and_not_beyond_today() -> None:
    assert told([Step("A", MAY)], "B", date(2026, 4, 30)) == [("happened_on", True)]
    assert told([], "A", date(2026, 7, 2)) == [("happened_on", True)]
    assert told([], "A", TODAY) == []

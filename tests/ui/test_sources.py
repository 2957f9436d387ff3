"""What a box offers, and in which order."""

from datetime import date

from dandan_desktop.domain.catalogue import Body
from dandan_desktop.domain.facts import trait
from dandan_desktop.domain.meetings import Meeting
from dandan_desktop.ui import sources
from dandan_desktop.ui.session import Session

DAY = date(2026, 11, 20)


def test_what_is_called_as_typed_stands_before_what_holds_the_words_too(session: Session) -> None:
    search = sources.rows(session, trait(Meeting, "convener_id"), lambda: DAY)
    offered = [option.words.partition(" (")[0] for option in search("dang uy xa hoa long")]
    assert offered[0] == "Đảng ủy xã Hòa Long"
    assert len(offered) > 2, "its boards are offered below"


def test_what_begins_as_typed_stands_before_what_only_holds_it(session: Session) -> None:
    search = sources.rows(session, trait(Body, "parent_id"), lambda: DAY)
    names = [option.words for option in search("đảng ủy xã")]
    begins = [name.startswith("Đảng ủy xã") for name in names]
    assert begins == sorted(begins, reverse=True)
    assert begins[0]

"""Generated meetings: anything a clerk could type or paste, in any number."""

from datetime import date, time

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.facts import BodyId, CodeId, Lines, PeriodCode, Prose, UnitId
from dandan_desktop.domain.meetings import AgendaItem, Attendance, Conclusion, Meeting, Opinion, Report, Vote, Weakness
from dandan_desktop.domain.papers import Concluded, Header, MeetingSheet, Reported, TaskLine

NASTY = (
    "& < > \" '", "{{ chair }}", "{% for x in y %}", "{%p endif %}", "{_{ _ }_}", "{# ghi chú #}", "<w:p/>", "]]>",
    "&amp;", "“ngoặc” ‘kép’", "tie\u0302\u0301ng Vie\u0323\u0302t", "\u200fمرحبا\u200e", "\u202eabc\u202c", "a\tb",
    "dòng một\ndòng hai\r\ndòng ba", "\n\n", "100%", "C:\\x", "None", "𝒳😀", "x\u00a0y", "\x0bđiều khiển\x00", "…",
    "-----",
)  # fmt: skip
_LETTERS = st.text(st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạẾỘƯĐ 0123456789,.;:-/()\n"), max_size=80)
PHRASES = st.lists(st.sampled_from(NASTY) | _LETTERS, min_size=1, max_size=4).map(" ".join)
MAYBE = st.none() | PHRASES
_SYLLABLES = ("Nguyễn", "Tôn Nữ", "Thị", "Ái", "Y", "Đoàn", "Quỳnh", "Ksor", "H’Hen", "Ngọc", "Ánh", "Văn", "Út")
NAMES = st.none() | PHRASES | st.lists(st.sampled_from(_SYLLABLES), min_size=1, max_size=7).map(" ".join)
"""Nobody, anything a clerk could type, or a name of one to seven words."""
LONG = st.tuples(PHRASES, st.integers(1, 400)).map(lambda pair: (pair[0] * pair[1])[:5000])
PROSE = (PHRASES | LONG).map(Prose)
LINES = st.none() | st.lists(PHRASES, max_size=3).map(lambda found: Lines(tuple(found)))
DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
COUNTS = st.none() | st.integers(0, 400)

HEADERS = st.builds(
    Header, st.sampled_from(Style), PHRASES, PHRASES, st.sampled_from(["BDVHU", "ĐU", "MTTQ-BTT"]), PHRASES
)
MEETINGS = st.builds(
    Meeting,
    title=PHRASES,
    held_on=DAYS,
    convener_id=st.just(BodyId(1)),
    series=st.just(CodeId(1)),
    unit_id=st.just(UnitId(1)),
    starts_at=st.none() | st.times(),
    ends_at=st.none() | st.just(time(23, 59)),
    venue=MAYBE,
    looks_back=st.sampled_from([None, *map(PeriodCode, ("2026-Q3", "2026-N", "lạ"))]),
    looks_ahead=st.sampled_from([None, PeriodCode("2026-M05")]),
    chair_name=NAMES,
    chair_position=MAYBE,
    secretary_name=NAMES,
    secretary_position=MAYBE,
)
AGENDA = st.builds(AgendaItem, text=PROSE, presenter=MAYBE, paper=MAYBE)
ATTENDANCE = st.builds(
    Attendance, name=NAMES, position=MAYBE, body=MAYBE, is_present=st.booleans(), reason=MAYBE, is_invited=st.booleans()
)
REPORTS = st.builds(
    Reported,
    PHRASES,
    st.builds(Report, body_id=st.just(BodyId(1)), title=PHRASES, results=LINES, difficulties=LINES, next=LINES),
)
OPINIONS = st.builds(Opinion, text=PROSE, speaker=NAMES, position=MAYBE, body=MAYBE, is_proposal=st.booleans())
VOTES = st.builds(
    Vote, item=PHRASES, eligible=COUNTS, present=COUNTS, for_count=COUNTS, against=COUNTS, other=COUNTS,
    is_secret=st.booleans(),
)  # fmt: skip
TASKS = st.builds(
    TaskLine, PHRASES | st.just(""), PHRASES, st.lists(PHRASES, max_size=3).map(tuple), st.none() | DAYS,
    st.booleans(), PHRASES | st.just(""),
)  # fmt: skip
CONCLUSIONS = st.builds(
    Concluded,
    st.builds(Conclusion, text=PROSE, kind=st.just(CodeId(1)), no_task_reason=MAYBE),
    st.lists(TASKS, max_size=2).map(tuple),
)


def many(of: st.SearchStrategy[object], most: int) -> st.SearchStrategy[tuple[object, ...]]:
    """A few different ones, now and then repeated up to `most`: as long a list, cheaply drawn."""
    few = st.lists(of, max_size=4)
    times = st.just(1) | st.integers(1, max(1, most // 4))
    return st.tuples(few, times).map(lambda pair: tuple(pair[0] * pair[1])[:most])


SHEETS = st.builds(
    MeetingSheet,
    HEADERS,
    MEETINGS,
    many(ATTENDANCE, 60),
    many(REPORTS, 8),
    st.one_of(many(OPINIONS, 40), many(OPINIONS, 40), many(OPINIONS, 40), many(OPINIONS, 300)),
    many(VOTES, 4),
    st.lists(st.builds(Weakness, text=PROSE), max_size=3).map(tuple),
    many(CONCLUSIONS, 12),
    agenda=many(AGENDA, 8),
)


def drawn_sheets(count: int) -> list[MeetingSheet]:
    """So many of them, the same ones each time."""
    found: list[MeetingSheet] = []

    @settings(
        max_examples=count,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(SHEETS)
    def collect(sheet: MeetingSheet) -> None:
        found.append(sheet)

    collect()
    return found

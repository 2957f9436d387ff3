"""How papers word people, head counts, votes and tasks; plain text in, plain text out."""

from collections.abc import Iterable, Sequence

from dandan_desktop.documents.styles import DOTS, Layout
from dandan_desktop.domain.dates import paper_date
from dandan_desktop.domain.meetings import Attendance, Opinion, Vote
from dandan_desktop.domain.papers import TaskLine
from dandan_desktop.domain.text import tidy, tidy_prose

_UNKNOWN_DAY = "…/…/……"
_HEADS = ("trưởng", "phó", "tịch")
"""What stands before the one word that a position and its body share: Trưởng ấp, Phó ban, Chủ tịch Hội."""


def one_line(text: str | None) -> str:
    """A fact of one line: breaks and tabs become blanks; nothing for None."""
    return tidy((text or "").replace("\r", " "))


def lines(text: str | None) -> list[str]:
    """The lines of a prose text that hold anything, each to be its own paragraph; tabs become blanks."""
    found = (line.replace("\t", " ").strip() for line in tidy_prose(text or "").split("\n"))
    return [line for line in found if line]


def all_lines(texts: Iterable[str] | None) -> list[str]:
    """The lines of several texts, one after another."""
    return [line for text in texts or () for line in lines(text)]


def items(texts: Iterable[str] | None) -> list[str]:
    """The lines of several texts as items of a list, each with its stop."""
    return [closed(line) for line in all_lines(texts)]


def person_words(layout: Layout, name: str | None, position: str | None, body: str | None) -> str:
    """A person with what follows the name; without a name the roles alone, dots when nothing is known."""
    known = _roles(one_line(position), one_line(body))
    if named := one_line(name):
        return ", ".join([_called(layout, named), *known])
    # “Đại diện lãnh đạo” runs on into its body; any other position stands beside it.
    runs_on = known[0].lower().startswith("đại diện") if known else False
    return (" " if runs_on else ", ").join(known) or DOTS


def signer_words(layout: Layout, name: str | None, position: str | None) -> str:
    """Chair or recorder with the position the form asks for; dots where either is unknown."""
    if not one_line(name) and not one_line(position):
        return DOTS
    return f"{_called(layout, one_line(name) or DOTS)}, {one_line(position) or DOTS}"


def attendance_words(layout: Layout, row: Attendance) -> str:
    """One line of the attendance list; someone absent with the reason, as it was recorded, or room for it."""
    words = person_words(layout, row.name, row.position, row.body)
    if one_line(row.stands_in_for):
        words += f" (dự thay {_called(layout, one_line(row.stands_in_for))})"
    return words if row.is_present else f"{words}. Lý do vắng: {one_line(row.reason) or DOTS}"


def head_count(layout: Layout, rows: Sequence[Attendance]) -> str:
    """How many were named, and how many groups without names came beside them."""
    named = sum(1 for row in rows if one_line(row.name))
    groups = len(rows) - named
    words = [f"{named:02} {layout.counted}"] if named else []
    if groups:
        words.append(f"{groups:02} thành phần tập thể")
    return " và ".join(words)


def speaker_words(layout: Layout, opinion: Opinion) -> str:
    """Who spoke, a proposal marked as one; words keep the case they were recorded in."""
    words = person_words(layout, opinion.speaker, opinion.position, opinion.body)
    if one_line(opinion.speaker):
        return f"{words} (kiến nghị):" if opinion.is_proposal else f"{words}:"
    return f"{'Kiến nghị' if opinion.is_proposal else 'Ý kiến'} của {words}:"


def vote_words(vote: Vote) -> str:
    """The figures of one vote: eligible, present, each answer with its share of the present, and the sum."""
    answers = (vote.for_count, vote.against, vote.other)
    counted = [answer for answer in answers if answer is not None]
    total = sum(counted) if len(counted) == len(answers) else None
    shares = [_share(answer, vote.present) for answer in answers]
    return (
        f"Hình thức: {'bỏ phiếu kín' if vote.is_secret else 'giơ tay'}. "
        f"Được triệu tập: {_figure(vote.eligible)}; có mặt: {_figure(vote.present)}. "
        f"Tán thành: {shares[0]}; không tán thành: {shares[1]}; ý kiến khác: {shares[2]}; "
        f"cộng: {_figure(total)}."
    )


def task_words(task: TaskLine) -> list[str]:
    """The paragraphs of one task: who does it, with whom, by when, what, and what it brings."""
    words = f"Giao {one_line(task.owner) or DOTS} chủ trì"
    if partners := [name for partner in task.partners if (name := one_line(partner))]:
        words += f", phối hợp với {', '.join(partners)}"
    if task.is_standing and task.due_on is None:
        words += ", thực hiện thường xuyên"
    else:
        day = paper_date(task.due_on) if task.due_on else _UNKNOWN_DAY
        words += f", thực hiện trước ngày {day}" + (" và thường xuyên" if task.is_standing else "")
    text, product = items([task.text]), one_line(task.product)
    if text:
        told = [f"- {words}: {text[0]}", *text[1:]]
        return [*told, closed(f"Sản phẩm: {product}")] if product else told
    return [closed(f"- {words}; sản phẩm: {product}") if product else f"- {words}."]


def due_words(task: TaskLine) -> str:
    """The deadline of a task in a table: a day, thường xuyên, or room to write one."""
    if task.is_standing and task.due_on is None:
        return "Thường xuyên"
    day = paper_date(task.due_on) if task.due_on else _UNKNOWN_DAY
    return f"{day}; thường xuyên" if task.is_standing else day


def closed(text: str) -> str:
    """A sentence with its stop, unless it ends in a sign already."""
    return text if text.endswith((".", "!", "?", "…", ";", ":")) else f"{text}."


def _figure(number: int | None) -> str:
    return "…" if number is None else str(number)


def _share(answer: int | None, present: int | None) -> str:
    if answer is None or not present:
        return _figure(answer)
    share = f"{100 * answer / present:.1f}".removesuffix(".0").replace(".", ",")
    return f"{answer}/{present} ({share}%)"


def _called(layout: Layout, name: str) -> str:
    return f"{layout.person} {name}".strip()


def _roles(position: str, body: str) -> list[str]:
    """Position and body, run together where the one ends as the other begins: Bí thư Huyện ủy Lấp Vò."""
    said, told = ([word.strip(",;").casefold() for word in words.split()] for words in (position, body))
    if told and any(said[place : place + len(told)] == told for place in range(len(said))):
        return [position]
    for count in range(min(len(said), len(told)), 0, -1):
        is_shared = said[-count:] == told[:count]
        if is_shared and (count > 1 or (len(said) > 1 and said[-2] in _HEADS)):
            return [" ".join([position, *body.split()[count:]])]
    return [words for words in (position, body) if words]

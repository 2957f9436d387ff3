"""The Word templates of papers: an office's own by date, and what is told of one that cannot be used."""

from __future__ import annotations

from datetime import date
from typing import Annotated as A
from typing import NamedTuple

from dandan_desktop.domain.facts import Fact
from dandan_desktop.domain.record import Record


class PaperTemplate(Record):
    """The template one kind of paper of a style has from a day on; without a file it is the program's own again."""

    kind: A[str, Fact("Giấy tờ")]
    valid_from: A[date, Fact("Dùng từ ngày")]
    name: A[str, Fact("Tên tệp")]
    sha256: A[str | None, Fact("Mã băm của tệp")] = None


class Fault(NamedTuple):
    """What is wrong with a template: in which paragraph (0: the file as a whole), how that begins, and what to do."""

    place: int
    start: str
    said: str
    advice: str

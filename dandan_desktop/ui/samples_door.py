"""The sample papers: made when they are wanted, then their folder is opened."""

from pathlib import Path

from dandan_desktop.db.store import Store
from dandan_desktop.domain.progress import Progress
from dandan_desktop.services import samples
from dandan_desktop.ui import open_with
from dandan_desktop.ui.session import Session


def show(session: Session) -> None:
    """Make the papers anew from the practice office, this one or the one of this machine, and show their folder."""
    day, is_practice = session.today, session.register.is_practice

    def work(store: Store, progress: Progress) -> list[Path]:
        if is_practice:
            return samples.write(store, samples.folder(), day, progress)
        return samples.write_from_practice(samples.folder(), day, progress)

    def shown(_: list[Path]) -> None:
        open_with.show(samples.folder(), session.problem_raised.emit)

    session.run(work, shown, words=session.tr("Đang lập văn bản mẫu…"), writes=True)

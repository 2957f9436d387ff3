"""The help printed: every page of it in one Word file."""

from pathlib import Path

from dandan_desktop import __version__
from dandan_desktop.services import help_pages

FILE_NAME = "tro-giup-so-dan-van.docx"
"""The name proposed for the file."""
LONG = {"keys": 5, "meetings": 2, "minute_log": 2, "papers": 2, "backups": 2, "safety": 3, "update": 2}
"""How many pages of paper each topic takes that takes more than one; a test counts them where there is LibreOffice."""


def write(path: Path) -> Path:
    """Write the whole help, page after page; raises ClerkError as `documents.files.write_whole` does."""
    from dandan_desktop.documents.help_paper import Pages, Topic, write_help

    topics = [
        Topic(chapter.word, topic.title, topic.text, LONG.get(topic.name, 1))
        for chapter in help_pages.CONTENTS
        for topic in map(help_pages.topic, chapter.names)
    ]
    names = sorted({name for topic in topics for name in help_pages.pictures(topic.text)})
    shown = {name: (help_pages.folder() / "pictures" / name).read_bytes() for name in names}
    return write_help(Pages("TRỢ GIÚP SỔ DÂN VẬN", f"Phiên bản {__version__}", topics, shown), path)

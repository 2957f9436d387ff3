"""The help printed: every page of it in one Word file."""

from pathlib import Path

from dandan_desktop import __version__
from dandan_desktop.services import help_pages

FILE_NAME = "tro-giup-so-dan-van.docx"
"""The name proposed for the file."""


def write(path: Path) -> Path:
    """Write the whole help, page after page; raises ClerkError as `documents.files.write_whole` does."""
    from dandan_desktop.documents.help_paper import Pages, write_help

    texts = [topic.text for topic in help_pages.topics()]
    names = sorted({name for text in texts for name in help_pages.pictures(text)})
    shown = {name: (help_pages.folder() / "pictures" / name).read_bytes() for name in names}
    contents = [
        f"**{chapter.word}**: {', '.join(help_pages.topic(name).title for name in chapter.names)}."
        for chapter in help_pages.CONTENTS
    ]
    return write_help(Pages("TRỢ GIÚP SỔ DÂN VẬN", (f"Phiên bản {__version__}", *contents), texts, shown), path)

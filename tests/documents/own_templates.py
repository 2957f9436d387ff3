"""Templates as offices and others would send them: a shipped one, changed as bytes."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO

from dandan_desktop.documents.container import MAIN, packed, unpacked
from dandan_desktop.documents.render import shipped

SHIPPED = "invitation_party.docx"
CODE = "invitation"
Change = Callable[[dict[str, bytes]], None]
RELS = "word/_rels/document.xml.rels"
TYPES = "[Content_Types].xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def made(*changes: Change, name: str = SHIPPED) -> bytes:
    """A shipped template with these changes to its parts."""
    parts = unpacked(shipped(name))
    for change in changes:
        change(parts)
    return packed(parts.items())


def swapped(old: str, new: str, part: str = MAIN) -> Change:
    """One text of a part for another, wherever it stands; it has to stand there."""

    def change(parts: dict[str, bytes]) -> None:
        assert old.encode() in parts[part], old
        parts[part] = parts[part].replace(old.encode(), new.encode())

    return change


def paragraph(xml: str) -> str:
    return f"<w:p>{xml}</w:p>"


def words(text: str) -> str:
    return paragraph(f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>')


def added(xml: str) -> Change:
    """More of a page, before its first table's loop begins."""

    def change(parts: dict[str, bytes]) -> None:
        parts[MAIN] = parts[MAIN].replace(b"<w:body>", b"<w:body>" + xml.encode(), 1)

    return change


def inside(xml: str) -> Change:
    """More of a page, behind the paragraph that says `page.opening`."""

    def change(parts: dict[str, bytes]) -> None:
        place = parts[MAIN].index(b"</w:p>", parts[MAIN].index(b"page.opening")) + len(b"</w:p>")
        parts[MAIN] = parts[MAIN][:place] + xml.encode() + parts[MAIN][place:]

    return change


def dropped(text: str) -> Change:
    """A paragraph less: the first that holds this text."""

    def change(parts: dict[str, bytes]) -> None:
        found = [each for each in re.findall(rb"<w:p>.*?</w:p>", parts[MAIN], re.DOTALL) if text.encode() in each]
        parts[MAIN] = parts[MAIN].replace(found[0], b"", 1)

    return change


def with_part(name: str, content: bytes) -> Change:
    def change(parts: dict[str, bytes]) -> None:
        parts[name] = content

    return change


def related(kind: str, target: str, mode: str = "") -> Change:
    """One more relation of the page."""
    where = f' TargetMode="{mode}"' if mode else ""
    return swapped(
        "</Relationships>",
        f'<Relationship Id="rX" Type="{_RELATION}{kind}" Target="{target}"{where}/></Relationships>',
        RELS,
    )


def rezipped(content: bytes, *more: tuple[str, bytes]) -> bytes:
    """The same file with further entries, whatever their names."""
    target = BytesIO(content)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as container:
        for name, part in more:
            container.writestr(name, part)
    return target.getvalue()

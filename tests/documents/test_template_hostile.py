"""Hostile templates: each is told in words, in the child and in time; nothing runs, nothing is written, we live on."""

import io
import os
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from dandan_desktop import paths
from dandan_desktop.documents import own_template
from dandan_desktop.documents.container import MAIN, packed, unpacked
from dandan_desktop.documents.render import shipped
from dandan_desktop.documents.template_child import SECONDS
from dandan_desktop.documents.template_samples import sample_values
from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.errors import ClerkError, Problem
from tests.documents.own_templates import (
    CODE,
    RELS,
    SHIPPED,
    TYPES,
    added,
    inside,
    made,
    paragraph,
    related,
    rezipped,
    swapped,
    with_part,
    words,
)
from tests.systems import lacking_in_wine

pytestmark = pytest.mark.uncounted

VALUES = sample_values(CODE, Style.PARTY)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = 'xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:v="urn:schemas-microsoft-com:vml"'
LAUGHS = b'<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><w:settings>&b;</w:settings>'
CANARY = "cua-chay"


def long_field(*pieces: str) -> str:
    code = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    return paragraph(
        f'<w:r><w:t>Xem</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>{code}'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>x</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def bomb(size: int) -> bytes:
    return rezipped(made(), ("word/media/image1.png", b"\0" * size))


def lying(size: int) -> bytes:
    """A part that says it is small and is not."""
    content = bytearray(bomb(size))
    for mark, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = content.rindex(mark)
        content[at + place : at + place + 4] = struct.pack("<I", 10)
    return bytes(content)


def overlapping() -> bytes:
    """Two entries of the directory that lead to the same bytes."""
    content = bytearray(rezipped(made(), ("word/media/a.png", b"a" * 900), ("word/media/b.png", b"b" * 900)))
    first = zipfile.ZipFile(io.BytesIO(bytes(content))).getinfo("word/media/a.png").header_offset
    at = content.rindex(b"PK\x01\x02")
    content[at + 42 : at + 46] = struct.pack("<I", first + 5)
    return bytes(content)


def secret() -> bytes:
    content = bytearray(made())
    at = content.rindex(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


def deep(levels: int) -> str:
    return paragraph("<w:r>" * levels + "<w:t>x</w:t>" + "</w:r>" * levels)


RUN = f"cycler.__init__.__globals__.os.popen('touch {CANARY}').read()"


def tag(text: str) -> Callable[[], bytes]:
    """A template with one more paragraph of this text."""
    return lambda: made(inside(words(text)))


def field(*pieces: str) -> Callable[[], bytes]:
    return lambda: made(inside(long_field(*pieces)))


def within(xml: str) -> Callable[[], bytes]:
    """A template with one more paragraph of these runs."""
    return lambda: made(inside(paragraph(xml)))


def extra(name: str, content: bytes = b"<x/>") -> Callable[[], bytes]:
    """A template with one more entry in its container."""
    return lambda: rezipped(made(), (name, content))


def instead(name: str, content: bytes) -> Callable[[], bytes]:
    return lambda: made(with_part(name, content))


def linked(kind: str, target: str, mode: str = "External") -> Callable[[], bytes]:
    return lambda: made(related(kind, target, mode))


LOOPS = "".join(f"{{% for a{turn} in pages %}}" for turn in range(7)) + "x" * 400 + "{% endfor %}" * 7
INCLUDED = '<w:fldSimple w:instr=" INCLUDETEXT &quot;C:\\a.txt&quot; "><w:r><w:t>Y</w:t></w:r></w:fldSimple>'
PICTURED = f'<w:r><w:t>Z</w:t><w:pict {OFFICE}><v:shape><v:imagedata src="http://x.vn/a"/></v:shape></w:pict></w:r>'
EMBEDDED = f"<w:r><w:t>U</w:t><w:object><o:OLEObject {OFFICE}/></w:object></w:r>"
BOUND = "<w:r><w:t>V</w:t></w:r><w:sdt><w:sdtPr><w:dataBinding/></w:sdtPr></w:sdt>"
EXTERNAL = f'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document {W}>&x;</w:document>'
MERGED = f"<w:settings {W}><w:mailMerge/></w:settings>"
DOCX_TYPE = "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
DOCM_TYPE = "vnd.ms-word.document.macroEnabled.main+xml"


def many() -> bytes:
    return rezipped(made(), *((f"word/a{turn}.xml", b"<x/>") for turn in range(5000)))


HOSTILE: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "an attribute walk": (tag("A {{ ''.__class__.__mro__[1].__subclasses__() }}"), "A", "không thuộc"),
    "an underscored attribute": (tag("B {{ page.__class__ }}"), "B", "không thuộc"),
    "a command run": (tag(f"C {{{{ {RUN} }}}}"), "C", "không thuộc"),
    "a method of a group": (tag("D {{ page.items }}"), "D", "Không có trường"),
    "a method called": (tag("E {{ page.pop('kind') }}"), "E", "không thuộc"),
    "a huge range": (tag("F {% for i in range(10**9) %}x{% endfor %}"), "F", "không thuộc"),
    "a huge text": (tag("G {{ 'a' * 10**9 }}"), "G", "không thuộc"),
    "a huge number": (tag("H {{ 9 ** 9 ** 9 }}"), "H", "không thuộc"),
    "a file included": (tag("I {% include '/etc/passwd' %}"), "I", "không thuộc"),
    "a file imported": (tag("J {% import 'x' as x %}"), "J", "không thuộc"),
    "another extended": (tag("K {% extends 'x' %}"), "K", "không thuộc"),
    "a macro that calls itself": (tag("L {% macro m() %}{{ m() }}{% endmacro %}"), "L", "không thuộc"),
    "a loop within itself": (tag("M {% for p in pages recursive %}{{ loop(pages) }}{% endfor %}"), "M", "không thuộc"),
    "a filter": (tag("N {{ page.kind|attr('__class__') }}"), "N", "không thuộc"),
    "raw text": (tag("O {% raw %}{{ x }}{% endraw %}"), "O", "không thuộc"),
    "a cell's colour": (tag("P {% cellbg page.kind %}"), "P", "không thuộc"),
    "tags nested too deep": (tag("Q" + "{% if page.kind %}" * 50 + "{% endif %}" * 50), "Q", "quá sâu"),
    "loops that multiply": (tag(f"R {LOOPS}"), "", "dài quá mức"),
    "a tag in a comment of XML": (lambda: made(inside("<!-- {{ page.kind }} -->")), "", "giấu thẻ"),
    "a DDE field": (field(r'DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc"'), "Xem", "DDEAUTO"),
    "a DDE field in pieces": (field("D", "D", "E c:\\\\x"), "Xem", "DDE"),
    "an included text": (within(INCLUDED), "Y", "INCLUDETEXT"),
    "an included picture": (field('INCLUDEPICTURE "http://x.vn/a.png"'), "Xem", "INCLUDEPICTURE"),
    "a field left open": (within('<w:r><w:fldChar w:fldCharType="begin"/></w:r>'), "", "dở dang"),
    "a template elsewhere": (linked("attachedTemplate", "http://x.vn/a.dotm"), "", "nối ra ngoài"),
    "a picture elsewhere": (linked("image", "\\\\may\\chia-se\\a.png"), "", "nối ra ngoài"),
    "a link to a file": (linked("hyperlink", "file:///c:/a.exe"), "", "nối ra ngoài"),
    "a picture's source elsewhere": (within(PICTURED), "Z", "nối ra ngoài"),
    "another document within": (lambda: made(added("<w:altChunk/>"), related("aFChunk", "chunk.html")), "", "aFChunk"),
    "an OLE object": (within(EMBEDDED), "U", "đối tượng"),
    "an embedded file": (extra("word/embeddings/oleObject1.bin"), "", "embeddings"),
    "macros, renamed": (extra("word/vbaProject.bin"), "", "vbaProject"),
    "a .docm without its macros": (lambda: made(swapped(DOCX_TYPE, DOCM_TYPE, TYPES)), "", "macro"),
    "ActiveX": (extra("word/activeX/activeX1.bin"), "", "activeX"),
    "entities that expand": (instead("word/settings.xml", LAUGHS), "", "thực thể"),
    "entities in UTF-16": (instead("word/settings.xml", LAUGHS.decode().encode("utf-16")), "", "thực thể"),
    "an external entity": (instead(MAIN, EXTERNAL.encode()), "", "thực thể"),
    "a name that leads away": (extra(f"../../{CANARY}.xml"), "", CANARY),
    "a name from the root": (extra(f"/{CANARY}.xml"), "", CANARY),
    "a drive's name": (extra(f"C:\\{CANARY}.xml"), "", CANARY),
    "one name twice": (extra("Word/Document.xml"), "", "cùng tên"),
    "a bomb": (lambda: bomb(64 << 20), "", "phình"),
    "a steep part": (lambda: bomb(6 << 20), "", "phình"),
    "a part that lies": (lambda: lying(6 << 20), "", "hỏng"),
    "parts over one another": (overlapping, "", "chồng"),
    "five thousand parts": (many, "", "quá nhiều phần"),
    "a password": (secret, "", "mật khẩu"),
    "an old .doc": (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 5000, "", ".doc"),
    "no Word file": (lambda: b"MZ" + b"\0" * 5000, "", "không phải"),
    "half a file": (lambda: made()[:3000], "", "hỏng"),
    "six megabytes": (lambda: made() + b"\0" * (6 << 20), "", "5 MB"),
    "a workbook": (lambda: packed([(TYPES, b"<Types/>"), ("xl/workbook.xml", b"<x/>")]), "", "xl/workbook"),
    "elements without end": (lambda: made(inside(deep(400))), "", "hỏng"),
    "a page of a million paragraphs": (lambda: made(inside("<w:p/>" * 100_000)), "", "5.000 đoạn"),
    "no page": (instead(MAIN, f"<w:document {W}/>".encode()), "", "không phải"),
    "a relation to nothing": (linked("image", "../../../etc/passwd", "Internal"), "", "không có trong tệp"),
    "mail merge": (instead("word/settings.xml", MERGED.encode()), "", "mailMerge"),
    "words bound to data": (within(BOUND), "V", "dataBinding"),
}  # fmt: skip


def test_there_are_more_than_thirty() -> None:
    assert len(HOSTILE) >= 30
    assert MAIN in unpacked(shipped(SHIPPED))
    assert RELS in unpacked(shipped(SHIPPED))


@pytest.mark.parametrize("name", list(HOSTILE))
def test_a_hostile_template_is_told_and_does_nothing(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, start, said = HOSTILE[name]
    content = make()
    monkeypatch.setenv("PYTHONPATH", str(paths.program_folder().parent))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    begun = time.monotonic()
    tried = own_template.tried(content, SHIPPED, VALUES)
    assert time.monotonic() - begun < SECONDS + 5
    assert tried.paper == b""
    found = tried.faults[0]
    assert found.start.startswith(start)
    assert bool(start) <= (found.place > 0)
    assert said in found.said
    assert found.advice
    assert list(tmp_path.iterdir()) == []


def test_a_sound_template_prints_after_all_that() -> None:
    tried = own_template.tried(made(), SHIPPED, VALUES)
    assert tried.faults == ()
    assert own_template.filled(made(), SHIPPED, [VALUES, VALUES]) == [tried.paper] * 2


def test_a_template_that_slipped_past_is_ended_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_template, "SECONDS", 0.01)
    with pytest.raises(ClerkError) as raised:
        own_template.filled(made(), SHIPPED, [VALUES])
    assert raised.value.problem is Problem.TEMPLATE_UNUSABLE
    assert "quá lâu" in raised.value.facts["why"]


def told_by_a_bounded_process(deed: str, folder: Path) -> str:
    """What becomes of a deed in a process that holds itself to the child's bounds."""
    lines = [
        "import pathlib",
        "from dandan_desktop.documents import template_child",
        "template_child._bound()",
        f"try: {deed}",
        "except (OSError, MemoryError) as error: print(type(error).__name__)",
        "else: print('did it')",
    ]
    own = {**os.environ, "PYTHONPATH": str(paths.program_folder().parent)}
    command = [*paths.own_command()[:1], "-c", "\n".join(lines)]
    return subprocess.run(command, cwd=folder, env=own, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows bounds no files")  # allowed: it has no such limit
def test_the_child_can_write_no_file(tmp_path: Path) -> None:
    assert told_by_a_bounded_process("pathlib.Path('cua-chay').write_text('x')", tmp_path) == "OSError"
    assert [each.stat().st_size for each in tmp_path.iterdir()] in ([], [0])


@lacking_in_wine("a job's limit of memory")
def test_the_child_cannot_take_all_memory(tmp_path: Path) -> None:
    assert told_by_a_bounded_process("bytearray(1 << 20)", tmp_path) == "did it"
    assert told_by_a_bounded_process("bytearray(2 << 30)", tmp_path) == "MemoryError"

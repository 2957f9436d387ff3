"""Make resources/fonts/serif-widths.json: how wide each letter of a paper is, in thousandths of its size.

Run by hand: `python -m tools.make_widths FOLDER`, where FOLDER holds LiberationSerif-*.ttf of version 2:
its advance widths are those of Times New Roman, and version 1 lacks most Vietnamese letters. Of a font file
only the tables cmap (format 4) and hmtx are read.
"""

import json
import struct
import sys
import unicodedata
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "resources" / "fonts" / "serif-widths.json"
FACES = {"regular": "Regular", "bold": "Bold", "italic": "Italic"}
SIGNS = "\u00a0…–—“”‘’·×₫°§«»"
VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")


def characters() -> str:
    """Printable ASCII, the 134 Vietnamese letters beyond it, and the signs papers use."""
    toned = [unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES]
    letters = [letter for letter in (*toned, "đ") if not letter.isascii()]
    ascii_ = "".join(map(chr, range(0x20, 0x7F)))
    return ascii_ + "".join(letters) + "".join(letter.upper() for letter in letters) + SIGNS


def widths(font: bytes) -> dict[str, int]:
    """The advance width of each of our characters in a TrueType font, in thousandths of the font size."""
    tables = _tables(font)
    per_em = struct.unpack_from(">H", font, tables["head"] + 18)[0]
    count = struct.unpack_from(">H", font, tables["hhea"] + 34)[0]
    glyphs = _glyphs(font, tables["cmap"])
    advances = [struct.unpack_from(">H", font, tables["hmtx"] + 4 * place)[0] for place in range(count)]
    return {char: round(advances[min(glyphs[ord(char)], count - 1)] * 1000 / per_em, 1) for char in characters()}


def has_all(font: bytes) -> bool:
    """Whether a font holds each of our characters; version 1 of Liberation Serif does not."""
    found = _glyphs(font, _tables(font)["cmap"])
    return all(found.get(ord(char)) for char in characters())


def made(folder: Path) -> str:
    """The whole data file from the three faces in a folder."""
    faces = {face: widths((folder / f"LiberationSerif-{name}.ttf").read_bytes()) for face, name in FACES.items()}
    about = "Advance widths in thousandths of the font size; made by tools/make_widths.py."
    lines = [
        f' "{face}": {json.dumps(found, ensure_ascii=False, separators=(",", ":"))}' for face, found in faces.items()
    ]
    return "{\n" + f' "about": {json.dumps(about)},\n' + ",\n".join(lines) + "\n}\n"


def _tables(font: bytes) -> dict[str, int]:
    count = struct.unpack_from(">H", font, 4)[0]
    records = (struct.unpack_from(">4s4xI", font, 12 + 16 * place) for place in range(count))
    return {name.decode("ascii"): offset for name, offset in records}


def _glyphs(font: bytes, cmap: int) -> dict[int, int]:
    """Unicode code point → glyph, from the font's segment table (platform Windows, cmap format 4)."""
    count = struct.unpack_from(">H", font, cmap + 2)[0]
    records = (struct.unpack_from(">HHI", font, cmap + 4 + 8 * place) for place in range(count))
    start = cmap + next(offset for platform, encoding, offset in records if (platform, encoding) == (3, 1))
    form, doubled = struct.unpack_from(">H4xH", font, start)
    if form != 4:
        raise ValueError(f"cmap format {form}, 4 expected")
    size = doubled // 2

    def row(place: int, kind: str) -> tuple[int, ...]:
        return struct.unpack_from(f">{size}{kind}", font, place)

    ends, starts = row(start + 14, "H"), row(start + 16 + doubled, "H")
    deltas, offsets = row(start + 16 + 2 * doubled, "h"), row(start + 16 + 3 * doubled, "H")
    found = {}
    for segment in range(size):
        for code in range(starts[segment], ends[segment] + 1):
            glyph = code
            if offsets[segment]:
                place = start + 16 + 3 * doubled + 2 * segment + offsets[segment]
                glyph = struct.unpack_from(">H", font, place + 2 * (code - starts[segment]))[0]
            found[code] = (glyph + deltas[segment]) & 0xFFFF if glyph else 0
    return found


if __name__ == "__main__":
    TARGET.write_text(made(Path(sys.argv[1])), encoding="utf-8", newline="\n")

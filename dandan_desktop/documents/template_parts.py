"""What a template may be made of (`reliability.md` §5 “Templates”): plain Word parts, nothing that acts or reaches out.

What is not known to be harmless is refused: names, kinds of parts, relations and fields stand in lists of what may be.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from dandan_desktop.documents.container import MAIN, STYLES
from dandan_desktop.documents.template_tags import Spot, spots
from dandan_desktop.documents.wordml import w
from dandan_desktop.domain.paper_templates import Fault

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

LARGEST = 5 * 1024 * 1024
"""Bytes of the largest template: it is kept in the register for good."""
_LARGEST_PART, _LARGEST_WHOLE, _MOST_PARTS, _MOST_PARAGRAPHS = 8 << 20, 20 << 20, 200, 5_000
_STEEPEST, _STEEP_FROM = 300, 1 << 20
_TYPES = "[Content_Types].xml"
_NAME = re.compile(
    r"(?!.*\.\.)(?:(?:_rels|docProps|word|customXml|docMetadata)/)(?:[\w\-. ]+/)*[\w\-. ]*\.(\w+)", re.ASCII
)
_ENDINGS = frozenset("xml rels png jpg jpeg gif bmp".split())
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_ACTIVE = re.compile("macro|vba|activex|oleobject|embeddedpackage|package$", re.IGNORECASE)
_RELATIONS = frozenset(
    "officeDocument core-properties extended-properties custom-properties thumbnail styles stylesWithEffects numbering"
    " settings webSettings fontTable theme header footer footnotes endnotes image customXml customXmlProps hyperlink"
    " people classificationlabels".split()
)
_FIELDS = frozenset("PAGE NUMPAGES SECTION SECTIONPAGES".split())
_OBJECTS = frozenset(
    "object OLEObject control altChunk subDoc dataBinding mailMerge attachedTemplate movie script webVideoPr"
    " contentPart externalData linkedObj".split()
)
_LINKS = frozenset("src href althref link source".split())
_SAVED_AS = "Hãy mở trong Word, chọn Lưu thành, loại “Tài liệu Word (*.docx)”, rồi nạp lại."
_AGAIN = "Hãy xuất lại mẫu từ chương trình và sửa trên tệp đó."


def whole(said: str, advice: str = _AGAIN) -> Fault:
    """A fault of the file, in no one paragraph."""
    return Fault(0, "", said, advice)


def read_parts(content: bytes) -> tuple[dict[str, bytes], list[Fault]]:
    """The parts of a file whose container is sound and of a size that may be read, else what is wrong with it."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return {}, [whole("Tệp là .doc đời cũ hoặc đang đặt mật khẩu.", f"Hãy bỏ mật khẩu. {_SAVED_AS}")]
    if not content.startswith(b"PK\x03\x04"):
        return {}, [whole("Tệp không phải là tài liệu Word .docx.", _SAVED_AS)]
    if len(content) > LARGEST:
        return {}, [whole("Tệp lớn hơn 5 MB.", "Hãy bỏ ảnh lớn khỏi mẫu.")]
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as container:
            if faults := list(_container_faults(container.infolist())):
                return {}, faults
            return {each.filename: container.read(each) for each in container.infolist()}, []
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError):
        return {}, [whole("Tệp bị hỏng, không đọc được.", "Hãy mở trong Word, lưu lại rồi nạp lại.")]


def _container_faults(entries: list[zipfile.ZipInfo]) -> Iterator[Fault]:
    names = [each.filename for each in entries]
    if len(names) > _MOST_PARTS or len({name.casefold() for name in names}) != len(names):
        yield whole("Tệp có quá nhiều phần hoặc có hai phần cùng tên.")
    for name in names:
        found = _NAME.fullmatch(name)
        if name != _TYPES and (found is None or found[1].lower() not in _ENDINGS):
            yield whole(f"Tệp có phần “{name[:80]}” không dùng được trong mẫu (macro, đối tượng nhúng, đường dẫn lạ).")
    if any(each.flag_bits & 1 for each in entries):
        yield whole("Tệp đặt mật khẩu.", f"Hãy bỏ mật khẩu. {_SAVED_AS}")
    sizes = [each.file_size for each in entries]
    steep = any(
        each.file_size > _STEEP_FROM and each.file_size > _STEEPEST * max(1, each.compress_size) for each in entries
    )
    if max(sizes, default=0) > _LARGEST_PART or sum(sizes) > _LARGEST_WHOLE or steep:
        yield whole("Tệp phình ra quá lớn khi mở.")
    end = 0
    for each in sorted(entries, key=lambda entry: entry.header_offset):
        if each.header_offset < end:
            yield whole("Tệp có các phần chồng lên nhau.")
            break
        end = each.header_offset + 30 + each.compress_size


def read_trees(parts: Mapping[str, bytes]) -> tuple[dict[str, "Element"], list[Fault]]:
    """The XML of each part, or what of it may not be in a template."""
    from lxml import etree

    trees: dict[str, Element] = {}
    faults: list[Fault] = []
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    for name, content in parts.items():
        if name.rpartition(".")[2].lower() not in {"xml", "rels"}:
            continue
        if any(mark.encode(coding) in content for mark in ("<!DOCTYPE", "<!ENTITY") for coding in _CODINGS):
            faults.append(whole(f"Phần “{name}” của tệp khai báo thực thể XML, không được phép."))
            continue
        try:
            trees[name] = etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError):
            faults.append(whole(f"Phần “{name}” của tệp bị hỏng.", "Hãy mở trong Word, lưu lại rồi nạp lại."))
            continue
        if trees[name].getroottree().docinfo.internalDTD is not None:
            faults.append(whole(f"Phần “{name}” của tệp khai báo thực thể XML, không được phép."))
    return trees, faults


def parts_faults(trees: Mapping[str, "Element"], names: Mapping[str, bytes]) -> Iterator[Fault]:
    """What of the parts acts, reaches out of the file or is not there."""
    for needed in (_TYPES, MAIN, STYLES):
        if needed not in trees:
            yield whole(f"Tệp thiếu phần “{needed}” của tài liệu Word.", _SAVED_AS)
            return
    yield from _type_faults(trees[_TYPES])
    for name, tree in trees.items():
        if name.endswith(".rels"):
            yield from _relation_faults(name, tree, names)
        elif name not in {MAIN, _TYPES}:
            yield from (whole(f"{fault.said[:-1]} (phần “{name}”).", fault.advice) for fault in _part_faults(tree))
    if trees[MAIN].tag != w("document") or trees[MAIN].find(w("body")) is None:
        yield whole("Tệp không phải là tài liệu Word thường.", _SAVED_AS)
        return
    if sum(1 for _ in trees[MAIN].iter(w("p"))) > _MOST_PARAGRAPHS:
        yield whole("Mẫu dài quá 5.000 đoạn.")
        return
    yield from _part_faults(trees[MAIN])


_CODINGS = ("utf-8", "utf-16-le", "utf-16-be")


def _type_faults(types: "Element") -> Iterator[Fault]:
    found = {
        each.get("PartName", "").lstrip("/"): each.get("ContentType", "")
        for each in types.iter("*")
        if _local(each) == "Override"
    }
    if any(_ACTIVE.search(each.get("ContentType", "")) for each in types.iter("*")):
        yield whole("Tệp có macro hoặc đối tượng nhúng.", _SAVED_AS)
    elif found.get(MAIN) != _MAIN_TYPE:
        yield whole("Tệp không phải loại .docx thường (có thể là .docm, .dotx).", _SAVED_AS)


def _relation_faults(part: str, tree: "Element", names: Mapping[str, bytes]) -> Iterator[Fault]:
    folder = posixpath.dirname(posixpath.dirname(part))
    for each in tree.iter("{*}Relationship"):
        kind, target = each.get("Type", "").rpartition("/")[2], each.get("Target", "")
        if each.get("TargetMode", "").lower() == "external":
            if kind != "hyperlink" or not target.lower().startswith(("http://", "https://", "mailto:")):
                yield whole(
                    f"Mẫu nối ra ngoài tệp: {target[:80]}.", "Hãy bỏ ảnh liên kết, mẫu gắn kèm, đối tượng liên kết."
                )
        elif kind not in _RELATIONS:
            yield whole(f"Mẫu có thành phần “{kind[:40]}” không dùng được.", "Hãy xoá thành phần đó trong Word.")
        elif kind != "hyperlink":
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            if path not in names:
                yield whole(f"Mẫu trỏ tới phần “{target[:80]}” không có trong tệp.")


def _part_faults(tree: "Element") -> Iterator[Fault]:
    """Objects, links and fields of one part, with the paragraph where they stand in one."""
    places: dict[Element, Spot] = {}
    for each in tree.iter("*"):
        values = (str(value) for key, value in each.items() if str(key).rpartition("}")[2] in _LINKS)
        linked = next(filter(_is_far, values), "")
        if _local(each) in _OBJECTS:
            said = f"Mẫu có đối tượng hoặc liên kết nhúng ({_local(each)})."
            yield _placed(places, tree, each, said, "Hãy xoá đối tượng đó trong Word.")
        elif linked:
            said = f"Mẫu nối ra ngoài tệp: {linked[:80]}."
            yield _placed(places, tree, each, said, "Hãy xoá liên kết đó trong Word.")
        elif _local(each) == "fldSimple":
            yield from _field_faults(places, tree, each, each.get(w("instr"), ""))
    yield from _long_fields(places, tree)


def _long_fields(places: dict["Element", Spot], tree: "Element") -> Iterator[Fault]:
    """The fields written in several runs: what stands between a beginning and its result, inner ones apart."""
    begun: list[list[str]] = []
    for each in tree.iter(w("fldChar"), w("instrText"), w("delInstrText")):
        kind = each.get(w("fldCharType"))
        if kind == "begin":
            begun.append([])
        elif kind == "separate" and begun:
            yield from _field_faults(places, tree, each, "".join(begun[-1]))
            begun[-1] = ["PAGE"]  # what follows is its result
        elif kind == "end" and begun:
            yield from _field_faults(places, tree, each, "".join(begun.pop()))
        elif each.tag != w("fldChar"):
            if begun:
                begun[-1].append(each.text or "")
            else:
                yield from _field_faults(places, tree, each, each.text or "")
    if begun:
        yield whole("Mẫu có trường Word bị dở dang.", "Hãy xoá trường đó trong Word rồi chèn lại.")


def _field_faults(places: dict["Element", Spot], tree: "Element", at: "Element", code: str) -> Iterator[Fault]:
    word = next(iter(code.split()), "").upper()
    if word not in _FIELDS:
        said = f"Mẫu có trường Word “{code.strip()[:60]}” không được phép; chỉ dùng trường số trang."
        yield _placed(places, tree, at, said, "Hãy xoá trường đó trong Word (Ctrl+F9 để thấy mã trường).")


def _placed(places: dict["Element", Spot], tree: "Element", at: "Element", said: str, advice: str) -> Fault:
    if not places:
        places.update({spot.element: spot for spot in spots(tree)})
    paragraph = at if at.tag == w("p") else next(at.iterancestors(w("p")), None)
    return places[paragraph].fault(said, advice) if paragraph is not None else whole(said, advice)


def _is_far(value: str) -> bool:
    return "://" in value or value.startswith(("\\\\", "//")) or value.lower().startswith("file:")


def _local(element: "Element") -> str:
    return str(element.tag).rpartition("}")[2]

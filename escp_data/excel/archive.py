"""Is this file safe to open? Every limit is applied before a spreadsheet parser sees a byte.

An .xlsx file is a zip of XML parts. `open_safely` tells what a file really is, unpacks it
with a hard cap, and gives back its parts; whatever it refuses, it refuses with a code from
the catalogue and one sentence that says how to put it right.

Nothing is ever fetched or run. Relationships that point outside the file (linked workbooks,
pictures, web queries: `TargetMode="External"`) are left where they are and never followed;
the values last saved in the cells are what is read. Macros and embedded archives are refused
rather than skipped, because a person should know that they are in the file.
"""

import io
import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Mapping
from typing import NoReturn

from escp_data.errors import WorkbookRefused
from escp_data.rule import rule

MAX_FILE_BYTES = 10 * 1000 * 1000
MAX_UNPACKED_BYTES = 100 * 1000 * 1000
MAX_ENTRIES = 1000


_SAVE_AGAIN = "open it in Excel or LibreOffice, save it as Excel Workbook (.xlsx)"
_CHOOSE_ANOTHER = "save the return as an Excel workbook (.xlsx) and choose that"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x1f\x8b\x08")
_NESTED_NAME = re.compile(r"\.(zip|7z|rar|t?gz|xlsx|xlsm|xlsb|xls|docx|pptx)$", re.I)
_OUTSIDE = re.compile(r"^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)|\x00")
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.I)
_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"']*)""")
_PICTURES = (".svg", ".png", ".jpeg", ".jpg", ".gif", ".emf", ".wmf")
_READ = ("xl/", "_rels/", "[Content_Types]")
_OTHER_KINDS = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"BM": "a picture",
    b"{\\rtf": "a Word document",
    b"7z\xbc\xaf": "an archive",
    b"Rar!": "an archive",
    b"\x1f\x8b": "an archive",
    b"SQLite format 3": "a database",
}
_OFFICE = {"word": "a Word document", "ppt": "a PowerPoint presentation"}


@rule("F01", "The file is empty.", "The file", "Save it again and check that it opens.")
@rule(
    "F02",
    "The file is larger than 10 MB.",
    "The file",
    "Take out pictures and sheets that are not asked for.",
)
def open_safely(content: bytes, name: str) -> dict[str, bytes]:
    """The unpacked parts of the workbook in `content`, by their names inside it.

    `name` is only what messages call the file.

    Raises `WorkbookRefused` with a code of the family F. Stays below 100 MB unpacked even
    when the zip directory states false sizes.
    """
    if not content:
        _refuse("F01", f"{name} is empty (0 bytes): save it again and check that it opens.")
    if len(content) > MAX_FILE_BYTES:
        size = f"{len(content) / 1e6:.1f} MB"
        _refuse("F02", f"{name} is {size}, and 10 MB is the most: take out pictures and sheets.")
    if not content.startswith(b"PK"):
        _refuse_other_kind(content, name)
    entries = _directory(content, name)
    parts = _unpack(content, entries, name)
    _check_kind(parts, name)
    for part_name, part in parts.items():
        _check_part(part_name, part, name)
    return parts


def pack(parts: Mapping[str, bytes]) -> io.BytesIO:
    """These parts, and nothing else, as a plain uncompressed zip.

    A parser that is given this sees exactly what was checked, however it would have read the
    directory of the original file.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    target.seek(0)
    return target


def _refuse(code: str, message: str) -> NoReturn:
    raise WorkbookRefused(code, message)


@rule("F10", "The file is cut short or damaged.", "The file", "Save it again and send it again.")
def refuse_damaged(name: str, what: str = "it") -> NoReturn:
    """Refuse a file in which something cannot be read, with the one remedy there is."""
    subject = "" if what == "it" else f" ({what} cannot be read)"
    _refuse("F10", f"{name} is cut short or damaged{subject}: {_SAVE_AGAIN} and send it again.")


@rule(
    "F09",
    "The file is no spreadsheet: a web page, PDF, picture or other document.",
    "The file",
    "Save the return as an Excel workbook (.xlsx) and choose that.",
)
@rule(
    "F08",
    "The file is text or CSV, whatever its name says.",
    "The file",
    "Save it as an Excel workbook (.xlsx).",
)
def _refuse_other_kind(content: bytes, name: str) -> NoReturn:
    if content.startswith(_OLE):
        _refuse_ole(content, name)
    for magic, kind in _OTHER_KINDS.items():
        if content.startswith(magic):
            _refuse("F09", f"{name} is {kind}, not a workbook: {_CHOOSE_ANOTHER}.")
    start = content[:4096]
    if re.search(rb"<(!doctype html|html|table|body)", start, re.I):
        _refuse("F09", f"{name} is a web page: {_SAVE_AGAIN}.")
    if b"schemas-microsoft-com:office:spreadsheet" in start:
        _refuse("F09", f"{name} is an XML spreadsheet of 2003: {_SAVE_AGAIN}.")
    if _is_text(start):
        _refuse("F08", f"{name} is text or CSV and not a workbook: {_SAVE_AGAIN}.")
    _refuse("F09", f"{name} is not an Excel workbook: {_CHOOSE_ANOTHER}.")


@rule("F03", "The file has a password.", "The file", "Take the password off in Excel and save it.")
@rule(
    "F04",
    "The file is an old Excel workbook (.xls).",
    "The file",
    "Save it as an Excel workbook (.xlsx).",
)
def _refuse_ole(content: bytes, name: str) -> NoReturn:
    if "EncryptedPackage".encode("utf-16-le") in content:
        _refuse("F03", f"{name} has a password: take the password off in Excel and save it.")
    if any(stream.encode("utf-16-le") in content for stream in ("Workbook", "Book")):
        _refuse("F04", f"{name} is an old Excel workbook (.xls): {_SAVE_AGAIN}.")
    word = "WordDocument".encode("utf-16-le") in content
    kind = "an old Word document (.doc)" if word else "an old Office file"
    _refuse("F09", f"{name} is {kind}, not a workbook: {_CHOOSE_ANOTHER}.")


def _is_text(start: bytes) -> bool:
    """Whether these bytes look like text in UTF-8, UTF-16 or a Windows code page."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not any(byte < 32 and byte not in (9, 10, 12, 13) for byte in start)


@rule(
    "F12",
    "The file has more than 1,000 parts.",
    "The file",
    "Save it as an Excel workbook (.xlsx) and send that.",
)
@rule(
    "F14",
    "A part of the file has a name that points outside it.",
    "The file",
    "Save it as an Excel workbook (.xlsx) again.",
)
def _directory(content: bytes, name: str) -> list[zipfile.ZipInfo]:
    """The entries that the zip states, when their number, names and places are in order."""
    # Counted in the raw bytes first: listing a million entries is itself a way to be flooded.
    if content.count(b"PK\x01\x02") > MAX_ENTRIES:
        _refuse("F12", f"{name} has more than 1,000 parts: {_SAVE_AGAIN} and send that.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, OverflowError):
        refuse_damaged(name)
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        _refuse_too_large(name)
    for entry in entries:
        if _OUTSIDE.search(entry.filename):
            _refuse("F14", f"{name} has a part with an unsafe name: {_SAVE_AGAIN}.")
        if entry.flag_bits & 0x1:
            _refuse("F03", f"{name} has a password: save it without one.")
    _check_overlap(entries, name)
    return entries


@rule(
    "F11",
    "The file unpacks to more than 100 MB.",
    "The file",
    "Copy the tables into a new workbook.",
)
def _refuse_too_large(name: str) -> NoReturn:
    _refuse("F11", f"{name} unpacks to more than 100 MB: copy the tables into a new workbook.")


@rule(
    "F15",
    "Two parts of the file have the same name or share the same bytes.",
    "The file",
    "Save it as an Excel workbook (.xlsx) and send that.",
)
def _check_overlap(entries: list[zipfile.ZipInfo], name: str) -> None:
    same = [n for n, times in Counter(e.filename.lower() for e in entries).items() if times > 1]
    end = 0
    overlap = False
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        overlap = overlap or entry.header_offset < end
        end = entry.header_offset + 30 + entry.compress_size
    if same or overlap:
        _refuse("F15", f"{name} holds the same part twice: {_SAVE_AGAIN} and send that.")


@rule(
    "F13",
    "Another file or archive is embedded in the workbook.",
    "The file",
    "Take the embedded file out and save.",
)
def _unpack(content: bytes, entries: list[zipfile.ZipInfo], name: str) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    room = MAX_UNPACKED_BYTES
    for entry in entries:
        if entry.filename.endswith("/"):
            continue
        part = _inflate(content, entry, room, name)
        room -= len(part)
        if part.startswith(_ARCHIVES) or _NESTED_NAME.search(entry.filename):
            _refuse("F13", f"{name} has another file embedded in it: take it out and save.")
        parts[entry.filename] = part
    return parts


def _inflate(content: bytes, entry: zipfile.ZipInfo, room: int, name: str) -> bytes:
    """One entry's bytes, stopping at `room`: what the directory states is checked, not trusted."""
    header = content[entry.header_offset : entry.header_offset + 30]
    if len(header) < 30 or not header.startswith(b"PK\x03\x04"):
        refuse_damaged(name)
    start = entry.header_offset + 30 + sum(struct.unpack("<HH", header[26:30]))
    packed = content[start : start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        part = packed
    elif entry.compress_type == zipfile.ZIP_DEFLATED:
        inflater = zlib.decompressobj(-15)
        try:
            part = inflater.decompress(packed, room + 1)
        except zlib.error:
            refuse_damaged(name)
        if len(part) <= room and not inflater.eof:
            refuse_damaged(name)
    else:
        refuse_damaged(name)
    if len(part) > room:
        _refuse_too_large(name)
    if len(part) != entry.file_size or zlib.crc32(part) != entry.CRC:
        refuse_damaged(name)
    return part


@rule(
    "F07",
    "The file is an OpenDocument spreadsheet (.ods).",
    "The file",
    "Save it as an Excel workbook (.xlsx).",
)
@rule(
    "F05",
    "The file is a binary Excel workbook (.xlsb).",
    "The file",
    "Save it as an Excel workbook (.xlsx).",
)
@rule(
    "F06",
    "The workbook has macros (.xlsm).",
    "The file",
    "Save it as an Excel workbook (.xlsx), without macros.",
)
@rule(
    "F18",
    "The file is a Word document, a presentation or an archive, without a workbook in it.",
    "The file",
    "Save the return as an Excel workbook (.xlsx) and choose that.",
)
@rule(
    "F17",
    "The workbook is in the Strict Open XML format.",
    "The file",
    "Save it as an Excel workbook (.xlsx), not the strict one.",
)
def _check_kind(parts: dict[str, bytes], name: str) -> None:
    """Refuse the relatives of an .xlsx workbook, each with its own remedy."""
    types = parts.get("[Content_Types].xml", b"")
    if parts.get("mimetype", b"").startswith(b"application/vnd.oasis.opendocument"):
        _refuse("F07", f"{name} is an OpenDocument file (.ods): {_SAVE_AGAIN}.")
    if "xl/workbook.bin" in parts:
        _refuse("F05", f"{name} is a binary workbook (.xlsb): {_SAVE_AGAIN}.")
    if b"macroEnabled" in types or any(n.lower().endswith("vbaproject.bin") for n in parts):
        _refuse("F06", f"{name} has macros in it (.xlsm): {_SAVE_AGAIN}, without macros.")
    if "xl/workbook.xml" not in parts:
        kinds = (
            kind for folder, kind in _OFFICE.items() if any(n.startswith(folder) for n in parts)
        )
        kind = next(kinds, "an archive")
        _refuse("F18", f"{name} is {kind}, not a workbook: {_CHOOSE_ANOTHER}.")
    if b"http://purl.oclc.org/ooxml/" in parts["xl/workbook.xml"]:
        _refuse("F17", f"{name} is a Strict Open XML workbook: {_SAVE_AGAIN}, not the strict one.")


@rule(
    "F16",
    "The file declares XML entities or a document type.",
    "The file",
    "Save it as an Excel workbook (.xlsx) again.",
)
@rule(
    "F19",
    "A part of the workbook is not written as UTF-8.",
    "The file",
    "Save it as an Excel workbook (.xlsx) again.",
)
def _check_part(part_name: str, part: bytes, name: str) -> None:
    """Refuse XML that declares entities, in any encoding, or is not UTF-8 where we read it."""
    if part_name.lower().endswith(_PICTURES):
        return
    # UTF-16 and UTF-32 spell ASCII with zero bytes between the letters.
    plain = part.replace(b"\x00", b"") if b"\x00" in part else part
    if b"<!" in plain and _DECLARATION.search(plain):
        _refuse("F16", f"{name} declares XML entities, which no spreadsheet does: {_SAVE_AGAIN}.")
    if not part_name.startswith(_READ) or not part_name.lower().endswith((".xml", ".rels")):
        return
    stated = _ENCODING.match(plain.lstrip(b"\xef\xbb\xbf \r\n\t")[:200])
    encoding = stated[1].decode("ascii", "replace").lower() if stated else "utf-8"
    if plain is not part or encoding not in ("utf-8", "us-ascii", "ascii"):
        _refuse("F19", f"{name} is not written as UTF-8: {_SAVE_AGAIN}.")

"""Hostile and broken files, each made in memory by one small function.

`NOT_OPENED` (refused before parsing) and `NOT_READ` (refused while reading) map a name to (maker,
the code it is refused with), `REFUSED` is both; `READABLE` holds files that look alarming and are
read all the same. Tests and fuzzing share them.
"""

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable

from tests.hostile_xml import (
    bare_cells,
    beyond_any_sheet,
    column_of_formulas,
    cut_xml,
    empty_elements,
    endless_row,
    entity_expansion,
    entity_in_utf16,
    external_entity,
    false_number_of_texts,
    far_corner,
    far_corner_disguised,
    formulas_never_calculated,
    impossible_date,
    many_formats,
    many_shared_texts,
    repeated_text,
    sheet_in_utf16,
    too_many_rows,
    torn_number_of_texts,
    unclosed_cells,
    wide_and_long,
    wrong_text_number,
)
from tests.xlsx import (
    DECLARATION,
    MAIN,
    OFFICE,
    OLE,
    PACKAGE,
    TYPES,
    book,
    parts,
    sheet,
    small,
    text,
    workbook,
    zipped,
)

Maker = Callable[[], bytes]

# --- Files that are something else ------------------------------------------------------------


def encrypted() -> bytes:
    """What Excel writes for a workbook with a password: an OLE file with the package inside."""
    return OLE + "EncryptedPackage".encode("utf-16-le") + bytes(2000)


def encrypted_entries() -> bytes:
    """A zip whose entries carry the password flag."""
    content = bytearray(small())
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(signature)
        while place >= 0:
            content[place + at] |= 1
            place = content.find(signature, place + 4)
    return bytes(content)


def old_excel() -> bytes:
    """An .xls file: OLE with a Workbook stream."""
    return OLE + "Workbook".encode("utf-16-le") + bytes(2000)


def old_word() -> bytes:
    """A .doc file: OLE without a workbook."""
    return OLE + "WordDocument".encode("utf-16-le") + bytes(2000)


def binary_excel() -> bytes:
    """An .xlsb file."""
    return zipped({"[Content_Types].xml": TYPES, "xl/workbook.bin": b"\x83\x01\x00"})


def macros() -> bytes:
    """An .xlsm file under an .xlsx name."""
    return zipped({**parts({"Sheet": sheet("")}), "xl/vbaProject.bin": OLE})


def open_document() -> bytes:
    """An .ods file."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": kind, "content.xml": "<office/>"})


def strict() -> bytes:
    """A Strict Open XML workbook, as Excel saves on request."""
    made = {
        name: str(part).replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
        for name, part in parts({"Sheet": sheet("")}).items()
    }
    return zipped(made)


def word_document() -> bytes:
    """A .docx file."""
    return zipped({"[Content_Types].xml": TYPES, "word/document.xml": "<w/>"})


# --- Broken and lying archives ----------------------------------------------------------------


def truncated() -> bytes:
    """The first two thirds of a workbook, as a broken download leaves it."""
    content = small()
    return content[: len(content) * 2 // 3]


def bad_checksum() -> bytes:
    """A workbook in which one byte of a stored part changed."""
    content = zipped(parts({"Sheet": sheet("<row/>")}), zipfile.ZIP_STORED)
    return content.replace(b"<row/>", b"<rox/>")


def other_compression() -> bytes:
    """A workbook packed by a method that no spreadsheet uses."""
    return zipped(parts({"Sheet": sheet("")}), zipfile.ZIP_LZMA)


def bomb() -> bytes:
    """One part of 120 MB of spaces, packed to almost nothing, its size stated truly."""
    return book("", padding=b" " * 120_000_000)


def bomb_in_many() -> bytes:
    """Forty parts of 3 MB: each is small, all together are not."""
    return book("", **{f"part{i}": b" " * 3_000_000 for i in range(40)})


def lying_directory() -> bytes:
    """A part of 120 MB that its directory entry states as 10 bytes, checksum to match."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(bytes(120_000_000)) + packer.flush()
    stated = struct.pack("<III", zlib.crc32(bytes(10)), len(packed), 10)
    name = b"xl/worksheets/sheet1.xml"
    sizes = struct.pack("<HH", len(name), 0)
    local = b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0" + stated + sizes + name + packed
    entry = b"PK\x01\x02\x14\0\x14\0\0\0\x08\0\0\0\0\0" + stated + sizes + bytes(14) + name
    end = b"PK\x05\x06\0\0\0\0\x01\0\x01\0" + struct.pack("<II", len(entry), len(local)) + b"\0\0"
    return local + entry + end


def many_entries() -> bytes:
    """More than 1,000 parts."""
    return zipped({**parts({"Sheet": sheet("")}), **{f"xl/{i}.xml": "" for i in range(1000)}})


def nested() -> bytes:
    """A workbook with a zip inside it."""
    return zipped({**parts({"Sheet": sheet("")}), "xl/media/image1.png": small()})


def absolute_name() -> bytes:
    """A part named as a place on the computer."""
    return zipped({**parts({"Sheet": sheet("")}), "/etc/passwd": "x"})


def climbing_name() -> bytes:
    """A part named as a place above the folder it would be unpacked to."""
    return zipped({**parts({"Sheet": sheet("")}), "xl/../../escape.xml": "x"})


def duplicate_names() -> bytes:
    """Two parts of the same name: which one is read depends on who reads."""
    target = io.BytesIO(small())
    with warnings.catch_warnings(), zipfile.ZipFile(target, "a") as archive:
        warnings.simplefilter("ignore", UserWarning)
        archive.writestr("xl/worksheets/sheet1.xml", sheet(""))
    return target.getvalue()


def overlapping_entries() -> bytes:
    """Two directory entries that share the same packed bytes, the better kind of zip bomb."""
    content = zipped({**parts({"Sheet": sheet("")}), "xl/one.xml": "same", "xl/two.xml": "same"})
    entry = content.find(b"PK\x01\x02", content.find(b"PK\x01\x02"))
    offsets = {}
    while entry >= 0:
        length = struct.unpack("<H", content[entry + 28 : entry + 30])[0]
        offsets[content[entry + 46 : entry + 46 + length]] = entry + 42
        entry = content.find(b"PK\x01\x02", entry + 4)
    one, two = offsets[b"xl/one.xml"], offsets[b"xl/two.xml"]
    return content[:two] + content[one : one + 4] + content[two + 4 :]


def unlisted_sheet() -> bytes:
    """A workbook that lists a sheet which is not there."""
    made = parts({"Sheet": sheet("")})
    del made["xl/worksheets/sheet1.xml"]
    return zipped(made)


def shared_sheet_part() -> bytes:
    """Two hundred sheets that are all the same part."""
    made = parts({f"Sheet {i}": sheet("") for i in range(200)})
    related = str(made["xl/_rels/workbook.xml.rels"])
    for i in range(2, 201):
        related = related.replace(f"sheet{i}.xml", "sheet1.xml")
    return zipped(made | {"xl/_rels/workbook.xml.rels": related})


# --- Alarming, and read all the same ----------------------------------------------------------


def wrong_dimension() -> bytes:
    """A sheet that states its size as one cell."""
    rows = "".join(f'<row r="{i}"><c r="B{i}"><v>{i}</v></c></row>' for i in range(1, 4))
    return workbook({"Sheet": sheet(rows, before='<dimension ref="A1"/>')})


def blank_styled_rows() -> bytes:
    """A million formatted rows without a value, below one with a value."""
    blank = (
        f'<row r="{i}" s="0" customFormat="1"><c r="A{i}" s="0"/></row>'
        for i in range(2, 1_000_001)
    )
    return book(f'<row r="1">{text("A1", "Code")}</row>' + "".join(blank))


def all_columns() -> bytes:
    """Ten rows with a value in the first and the last of 16,384 columns, and blanks between."""
    blank = "".join(f'<c r="{letter}{{0}}" s="0"/>' for letter in "BCDEFGH")
    row = '<row r="{0}"><c r="A{0}"><v>1</v></c>' + blank + '<c r="XFD{0}"><v>2</v></c></row>'
    return book("".join(row.format(i) for i in range(1, 11)))


def formulas_in_every_cell() -> bytes:
    """30,000 formulas with their results."""
    return book(column_of_formulas("<v>2</v>", 5_000))


def awkward_names() -> bytes:
    """Sheet names that SQL, HTML or a file system would trip on."""
    return workbook({name: sheet(f'<row r="1">{text("A1", "x")}</row>') for name in AWKWARD_NAMES})


AWKWARD_NAMES = (
    "'; DROP TABLE uploads; --",
    "<script>alert(1)</script>",
    '"Ref" & "RAG"',
    "Progress",
    "PROGRESS",
    "😀 ראשון",
    "=1+1",
    "..",
)


MANY_SCRIPTS = ("שלום", "مرحبا 123", "👩‍👧 family", "=HYPERLINK(1)", " a\u00a0b ")


def right_to_left() -> bytes:
    """Text from right to left, an emoji, hard spaces and what looks like a formula."""
    cells = "".join(text(f"{c}1", v) for c, v in zip("ABCDE", MANY_SCRIPTS, strict=True))
    return book(f'<row r="1">{cells}</row>')


def duplicate_headers() -> bytes:
    """The same column heading twice."""
    return book(f'<row r="1">{text("A1", "RAG")}{text("B1", "RAG")}</row>')


def external_link() -> bytes:
    """A workbook linked to another one on a network: the last value stays, nothing is fetched."""
    made = parts({"Sheet": sheet('<row r="1"><c r="A1"><f>[1]S!A1</f><v>3</v></c></row>')})
    link = (
        f'{DECLARATION}<externalLink xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        '<externalBook r:id="r1"/></externalLink>'
    )
    target = "file://elsewhere/share/other.xlsx"
    related = (
        f'{DECLARATION}<Relationships xmlns="{PACKAGE}relationships"><Relationship Id="r1" '
        f'Type="{OFFICE}/externalLinkPath" Target="{target}" TargetMode="External"/>'
        "</Relationships>"
    )
    made["xl/externalLinks/externalLink1.xml"] = link
    made["xl/externalLinks/_rels/externalLink1.xml.rels"] = related
    return zipped(made)


def overlapping_merges() -> bytes:
    """A hundred thousand merged ranges on top of each other."""
    rows = "".join(f'<row r="{i}"><c r="A{i}"><v>{i}</v></c></row>' for i in range(1, 1001))
    merges = "<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 100_000 + "</mergeCells>"
    return workbook({"Sheet": sheet(rows, after=merges)})


def picture_with_doctype() -> bytes:
    """An SVG picture with a document type, as drawing programs write it."""
    svg = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd"><svg/>'
    return zipped({**parts({"Sheet": sheet("")}), "xl/media/image1.svg": svg})


NOT_OPENED: dict[str, tuple[Maker, str]] = {
    "empty": (bytes, "F01"),
    "too large": (lambda: small() + bytes(10_000_000), "F02"),
    "password": (encrypted, "F03"),
    "password on entries": (encrypted_entries, "F03"),
    "xls": (old_excel, "F04"),
    "xlsb": (binary_excel, "F05"),
    "xlsm": (macros, "F06"),
    "ods": (open_document, "F07"),
    "csv": (lambda: b"Ref,Period,RAG\n1.1,2025-26 Q3,Green\n", "F08"),
    "text in UTF-16": (lambda: "Ref\tRAG".encode("utf-16"), "F08"),
    "one letter": (lambda: b"P", "F08"),
    "html": (lambda: b"\r\n<html><table><tr><td>1", "F09"),
    "XML of 2003": (
        lambda: (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
        ),
        "F09",
    ),
    "pdf": (lambda: b"%PDF-1.7\n%\xe2\xe3", "F09"),
    "png": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(50), "F09"),
    "doc": (old_word, "F09"),
    "zero bytes": (lambda: bytes(1000), "F09"),
    "truncated": (truncated, "F10"),
    "bad checksum": (bad_checksum, "F10"),
    "other compression": (other_compression, "F10"),
    "two letters": (lambda: b"PK", "F10"),
    "bomb": (bomb, "F11"),
    "bomb in many": (bomb_in_many, "F11"),
    "lying directory": (lying_directory, "F11"),
    "many entries": (many_entries, "F12"),
    "nested": (nested, "F13"),
    "absolute name": (absolute_name, "F14"),
    "climbing name": (climbing_name, "F14"),
    "duplicate names": (duplicate_names, "F15"),
    "overlapping entries": (overlapping_entries, "F15"),
    "entity expansion": (entity_expansion, "F16"),
    "external entity": (external_entity, "F16"),
    "entity in UTF-16": (entity_in_utf16, "F16"),
    "strict": (strict, "F17"),
    "docx": (word_document, "F18"),
    "empty zip": (lambda: zipped({}), "F18"),
    "sheet in UTF-16": (sheet_in_utf16, "F19"),
}

NOT_READ: dict[str, tuple[Maker, str]] = {
    "unlisted sheet": (unlisted_sheet, "F10"),
    "shared sheet part": (shared_sheet_part, "F10"),
    "cut XML": (cut_xml, "F10"),
    "wrong text number": (wrong_text_number, "F10"),
    "beyond any sheet": (beyond_any_sheet, "F10"),
    "torn number of texts": (torn_number_of_texts, "F10"),
    "impossible date": (lambda: impossible_date("-1e18", 14), "F10"),
    "impossible duration": (lambda: impossible_date("1e18", 46), "F10"),
    "endless row": (endless_row, "F10"),
    "far corner": (far_corner, "F20"),
    "too many rows": (too_many_rows, "F20"),
    "far corner disguised": (far_corner_disguised, "F21"),
    "wide and long": (wide_and_long, "F21"),
    "bare cells": (bare_cells, "F20"),
    "unclosed cells": (unclosed_cells, "F21"),
    "empty elements": (empty_elements, "F10"),
    "repeated text": (repeated_text, "F22"),
    "many shared texts": (many_shared_texts, "F22"),
    "formulas never calculated": (formulas_never_calculated, "F23"),
    "all columns": (all_columns, "F24"),
    "many formats": (many_formats, "F25"),
}

REFUSED = NOT_OPENED | NOT_READ

HEAVY = {
    "bomb", "bomb in many", "lying directory", "unclosed cells", "empty elements", "bare cells",
    "many shared texts", "formulas never calculated", "too many rows", "many formats",
}  # fmt: skip  # a list in few lines
"""Those that take a second or more: only `check` tries them, in a process of its own and within
500 MB (tests/validation/test_hostile_checks.py)."""

READABLE: dict[str, Maker] = {
    "small": small,
    "wrong dimension": wrong_dimension,
    "blank styled rows": blank_styled_rows,
    "formulas in every cell": formulas_in_every_cell,
    "awkward names": awkward_names,
    "right to left": right_to_left,
    "false number of texts": false_number_of_texts,
    "duplicate headers": duplicate_headers,
    "external link": external_link,
    "overlapping merges": overlapping_merges,
    "picture with doctype": picture_with_doctype,
}

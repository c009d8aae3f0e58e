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
from collections.abc import Callable, Mapping
from xml.sax.saxutils import quoteattr

Maker = Callable[[], bytes]

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    f'{DECLARATION}<Types xmlns="{_PACKAGE}content-types">'
    '<Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.sheet.main+xml"/></Types>'
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def zipped(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return target.getvalue()


def sheet(rows: str, after: str = "", before: str = "") -> str:
    """A sheet's XML around the given `<row>` elements."""
    return (
        f'{DECLARATION}<worksheet xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{before}'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>"
    )


def parts(sheets: Mapping[str, str | bytes], **more: str | bytes) -> dict[str, str | bytes]:
    """The parts of a workbook with these sheets (name to XML); `more` by `xl/` file stem."""
    numbered = list(enumerate(sheets, 1))
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{i}" r:id="r{i}"/>' for i, name in numbered
    )
    related = "".join(
        f'<Relationship Id="r{i}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i, _ in numbered
    )
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": f'{DECLARATION}<Relationships xmlns="{_PACKAGE}relationships"><Relationship '
        f'Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{DECLARATION}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{DECLARATION}<Relationships xmlns="{_PACKAGE}'
        f'relationships">{related}</Relationships>',
    }
    made |= {f"xl/worksheets/sheet{i}.xml": sheets[name] for i, name in numbered}
    return made | {f"xl/{stem}.xml": part for stem, part in more.items()}


def workbook(sheets: Mapping[str, str | bytes], **more: str | bytes) -> bytes:
    """A workbook's bytes; see `parts`."""
    return zipped(parts(sheets, **more))


def book(rows: str, **more: str | bytes) -> bytes:
    """A workbook with one sheet, "Sheet", of these `<row>` elements."""
    return workbook({"Sheet": sheet(rows)}, **more)


def text(place: str, value: str) -> str:
    """A cell with its text inside it."""
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>'


def shared_texts(*texts: str) -> str:
    """The part that holds the texts cells refer to by number."""
    items = "".join(f"<si><t>{one}</t></si>" for one in texts)
    return f'{DECLARATION}<sst xmlns="{_MAIN}">{items}</sst>'


def small() -> bytes:
    """A sound workbook: two cells of text above two numbers."""
    return book(
        f'<row r="1">{text("A1", "Code")}{text("B1", "Count")}</row>'
        '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2.5</v></c></row>'
    )


# --- Files that are something else ------------------------------------------------------------


def encrypted() -> bytes:
    """What Excel writes for a workbook with a password: an OLE file with the package inside."""
    return _OLE + "EncryptedPackage".encode("utf-16-le") + bytes(2000)


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
    return _OLE + "Workbook".encode("utf-16-le") + bytes(2000)


def old_word() -> bytes:
    """A .doc file: OLE without a workbook."""
    return _OLE + "WordDocument".encode("utf-16-le") + bytes(2000)


def binary_excel() -> bytes:
    """An .xlsb file."""
    return zipped({"[Content_Types].xml": _TYPES, "xl/workbook.bin": b"\x83\x01\x00"})


def macros() -> bytes:
    """An .xlsm file under an .xlsx name."""
    return zipped({**parts({"Sheet": sheet("")}), "xl/vbaProject.bin": _OLE})


def open_document() -> bytes:
    """An .ods file."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": kind, "content.xml": "<office/>"})


def strict() -> bytes:
    """A Strict Open XML workbook, as Excel saves on request."""
    made = {
        name: str(part).replace(_MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
        for name, part in parts({"Sheet": sheet("")}).items()
    }
    return zipped(made)


def word_document() -> bytes:
    """A .docx file."""
    return zipped({"[Content_Types].xml": _TYPES, "word/document.xml": "<w/>"})


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


# --- XML that attacks the parser --------------------------------------------------------------


def entity_expansion() -> bytes:
    """A billion laughs."""
    entities = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
    declared = f'{DECLARATION}<!DOCTYPE x [<!ENTITY a0 "ha">{entities}]>'
    cell = '<row r="1"><c r="A1" t="str"><v>&a9;</v></c></row>'
    return workbook({"Sheet": sheet(cell).replace(DECLARATION, declared)})


def external_entity() -> bytes:
    """A shared text that asks for a file of the computer."""
    declared = f'{DECLARATION}<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return book("", sharedStrings=shared_texts("&x;").replace(DECLARATION, declared))


def entity_in_utf16() -> bytes:
    """The same, hidden from a search for ASCII."""
    declared = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY x "y">]>'
    return book("", sharedStrings=f"{declared}<sst/>".encode("utf-16"))


def sheet_in_utf16() -> bytes:
    """A sheet in an encoding that spreadsheets do not write."""
    xml = sheet("").replace("UTF-8", "UTF-16")
    return workbook({"Sheet": xml.encode("utf-16")})


def cut_xml() -> bytes:
    """A sheet whose XML ends in the middle of a cell."""
    return workbook({"Sheet": sheet('<row r="1"><c r="A1"><v>1</v></c>')[:-40]})


def wrong_text_number() -> bytes:
    """A cell that refers to a shared text which is not there."""
    return book('<row r="1"><c r="A1" t="s"><v>7</v></c></row>')


def beyond_any_sheet() -> bytes:
    """A cell in row 4,000,000,000: the parser alone would end the whole process."""
    return book(
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="4000000000"><c r="A4000000000"><v>1</v></c></row>'
    )


def far_corner() -> bytes:
    """Two cells, as far apart as a sheet allows: the parser alone would end the process."""
    return book(
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    )


def far_corner_disguised() -> bytes:
    """The same, with other quotes, spaces and a prefix."""
    xml = sheet(
        "<x:row\n r = '1'><x:c  s='0' r='A1'><x:v>1</x:v></x:c></x:row>"
        "<x:row spans='1:2' r='50000'><x:c s='1'\tr='XFD50000'><x:v>1</x:v></x:c></x:row>"
    )
    return workbook({"Sheet": xml.replace("xmlns=", f'xmlns:x="{_MAIN}" xmlns=', 1)})


def wide_and_long() -> bytes:
    """60,000 rows with one cell each, in the last column, and one in the first."""
    rows = "".join(f'<row r="{i}"><c r="XFD{i}"><v>1</v></c></row>' for i in range(1, 60_001))
    return book(rows.replace('"XFD1"', '"A1"'))


def too_many_rows() -> bytes:
    """70,000 rows with a value."""
    rows = (f'<row r="{i}"><c r="A{i}"><v>{i}</v></c></row>' for i in range(1, 70_001))
    return book("".join(rows))


def bare_cells() -> bytes:
    """Two million cells without a place of their own, ten to a row."""
    return book(("<row>" + "<c><v>1</v></c>" * 10 + "</row>") * 200_000)


def endless_row() -> bytes:
    """20,000 cells without a place of their own in one row."""
    return book("<row>" + "<c><v>1</v></c>" * 20_000 + "</row>")


def unclosed_cells() -> bytes:
    """Two million cells that never end, against searches that look ahead for the end."""
    return book('<row r="1">' + "<c r='A1'><v>1" * 2_000_000)


def empty_elements() -> bytes:
    """One cell with eight million elements inside it, beside a formula."""
    inside = "<f>1</f><is>" + "<t/>" * 8_000_000 + "</is>"
    return book(f"<row r='1'><c r='A1'>{inside}")


def repeated_text() -> bytes:
    """One text of 30,000 characters in 60,000 cells: 2 GB once each cell has its own copy."""
    rows = (f'<row r="{i}"><c r="A{i}" t="s"><v>0</v></c></row>' for i in range(1, 60_001))
    return book("".join(rows), sharedStrings=shared_texts("x" * 30_000))


def many_shared_texts() -> bytes:
    """Nine million empty shared texts."""
    return book("", sharedStrings=shared_texts().replace("</sst>", "<si/>" * 9_000_000 + "</sst>"))


def false_number_of_texts() -> bytes:
    """A list that states a trillion shared texts: the parser alone would end the process."""
    stated = shared_texts("Code").replace("<sst ", '<sst count="1" uniqueCount="999999999999" ')
    return book('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', sharedStrings=stated)


def torn_number_of_texts() -> bytes:
    """The same, in a tag that does not end well."""
    stated = shared_texts("Code").replace("<sst ", '<sst uniqueCount="999999999999" " ')
    return book('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', sharedStrings=stated)


def impossible_date(number: str, form: int) -> bytes:
    """A number that no date (form 14) or duration (form 46) can be, formatted as one."""
    styles = f'<styleSheet xmlns="{_MAIN}"><cellXfs><xf numFmtId="{form}"/></cellXfs></styleSheet>'
    made = parts(
        {"Sheet": sheet(f'<row r="1"><c r="A1" s="0"><v>{number}</v></c></row>')}, styles=styles
    )
    related = f'<Relationship Id="s" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
    rels = "xl/_rels/workbook.xml.rels"
    return zipped(made | {rels: str(made[rels]).replace("</Relationships>", related)})


def formulas_never_calculated() -> bytes:
    """120,000 formulas, none of which was ever calculated."""
    return book(_formulas("<v></v>", 20_000))


def _formulas(value: str, rows: int) -> str:
    cells = "".join(f'<c r="{letter}@"><f>1+1</f>{value}</c>' for letter in "ABCDEF")
    return "".join(f'<row r="{i}">{cells.replace("@", str(i))}</row>' for i in range(1, rows + 1))


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
    """120,000 formulas with their results."""
    return book(_formulas("<v>2</v>", 20_000))


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
    link = f'{DECLARATION}<externalLink xmlns="{_MAIN}"><externalBook r:id="r1"/></externalLink>'
    target = "file://elsewhere/share/other.xlsx"
    related = (
        f'{DECLARATION}<Relationships xmlns="{_PACKAGE}relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/externalLinkPath" Target="{target}" TargetMode="External"/>'
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
}

REFUSED = NOT_OPENED | NOT_READ

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

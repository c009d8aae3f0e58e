"""Workbooks put together by hand, part by part, so that they can be wrong in one way."""

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from escp_data.excel.archive import open_safely
from escp_data.excel.fills import fills_of
from escp_data.excel.sheet_xml import Place, sheet_parts

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    f'{DECLARATION}<Types xmlns="{PACKAGE}content-types">'
    '<Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.sheet.main+xml"/></Types>'
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


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
        f'{DECLARATION}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{before}'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>"
    )


def parts(sheets: Mapping[str, str | bytes], **more: str | bytes) -> dict[str, str | bytes]:
    """The parts of a workbook with these sheets (name to XML); `more` by `xl/` file stem."""
    numbered = list(enumerate(sheets, 1))
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{i}" r:id="r{i}"/>' for i, name in numbered
    )
    related = "".join(
        f'<Relationship Id="r{i}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i, _ in numbered
    )
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": f'{DECLARATION}<Relationships xmlns="{PACKAGE}relationships"><Relationship '
        f'Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{DECLARATION}<Relationships xmlns="{PACKAGE}'
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
    return f'{DECLARATION}<sst xmlns="{MAIN}">{items}</sst>'


def small() -> bytes:
    """A sound workbook: two cells of text above two numbers."""
    return book(
        f'<row r="1">{text("A1", "Code")}{text("B1", "Count")}</row>'
        '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2.5</v></c></row>'
    )


def read_fills(content: bytes, sheet: str) -> dict[Place, str]:
    """The colours of filled cells in one sheet: (row, column), 0-based, to `RRGGBB`."""
    parts = open_safely(content, "return.xlsx")
    return fills_of(parts, dict(sheet_parts(parts))[sheet])
